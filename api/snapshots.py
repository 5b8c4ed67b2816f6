"""The published graph as the service reads it: opened once, reopened when the writer publishes a new one.

A data folder holds `current`, a file with the name of the folder of the newest snapshot; in that folder lie `store`
(the graph) and `index.sqlite` (names, sentences, support). Requests that began on the old snapshot end on it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store

from kg.errors import StoreError

logger = logging.getLogger(__name__)


class Snapshot:
    """One published state of the graph. `version` changes whenever the graph does."""

    def __init__(self, path: Path, version: str) -> None:
        self.path = path
        self.version = version
        self.store = open_store(path)
        self._index = path / "index.sqlite"
        self._idle: deque[sqlite3.Connection] = deque()

    @contextmanager
    def index(self) -> Iterator[sqlite3.Connection]:
        """A connection to the side index that nobody else uses meanwhile."""
        connection = self._idle.pop() if self._idle else self._connect()
        try:
            yield connection
        finally:
            self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        # A request may be served by several threads in turn, never by two at once.
        try:
            return sqlite3.connect(
                f"{self._index.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.OperationalError as error:
            raise StoreError(f"the side index {self._index} cannot be opened: {error}") from error

    def close(self) -> None:
        """Close the connections that are idle."""
        while self._idle:
            self._idle.pop().close()


def open_store(path: Path) -> Store:
    """The graph of a snapshot, read-only. Raises StoreError where there is none."""
    try:
        return Store.read_only(str(path / "store"))
    except OSError as error:
        raise StoreError(f"there is no readable graph in {path}: {error}") from error


class Snapshots:
    """The newest snapshot of a data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._current: Snapshot | None = None

    def current(self) -> Snapshot:
        """The newest snapshot; the one before is let go. Raises StoreError where nothing was published yet."""
        pointer = self.data / "current"
        try:
            version = pointer.read_text().strip()
        except OSError as error:
            raise StoreError(f"nothing is published in {self.data}: {error}") from error
        if self._current is None or self._current.version != version:
            replaced, self._current = self._current, Snapshot(self.data / version, version)
            logger.info("serving snapshot %s", version)
            if replaced is not None:
                replaced.close()
        return self._current

    def close(self) -> None:
        """Let go of the graph."""
        if self._current is not None:
            self._current.close()
            self._current = None
