"""Strangers' SPARQL, answered by jailed processes within limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one query, one client and all together may use."""

    seconds: float = 10.0  # for one query
    client_seconds: float = 30.0  # of query time for one client a minute; 0: any
    rows: int = 10_000  # or triples, of one answer; more are cut
    bytes: int = 16_000_000  # of one answer
    workers: int = 2  # queries at a time
    waiting: int = 16  # queries in line


class QueryService:
    """The pool of query processes over the snapshot that `locate` names."""

    def __init__(self, locate: Callable[[], Path], limits: Limits) -> None:
        self.locate = locate
        self.limits = limits

    async def __aenter__(self) -> QueryService:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        pass
