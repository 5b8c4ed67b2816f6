"""Strangers' SPARQL, answered within limits by the jailed processes of `kg.sparql.worker`.

A query passes the guard, waits for a worker, runs until its deadline, and its answer is collected whole before
anything is sent on: so that what fails late still gets an honest status, and what is cut is marked as cut. A worker
that crashed, or had to be killed, is replaced at once; a caller that is cancelled, because its client left, takes its
worker down with it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from kg.errors import BusyError, QuerySyntaxError, QueryTimeoutError
from kg.sparql.complaint import explain
from kg.sparql.guard import outline
from kg.sparql.meter import Meter
from kg.sparql.warden import Answer, Worker
from kg.vocab import PREFIXES

logger = logging.getLogger(__name__)

_GRACE = 1.0  # seconds that an answer may take beyond the time of its query, for what was spent in line
_AGAIN = 1.0  # seconds until a process that could not be started is tried again


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one query, one client and all together may use."""

    seconds: float = 10.0  # for one query
    client_seconds: float = 30.0  # of query time for one client a minute; 0: any
    rows: int = 10_000  # or triples, of one answer; more are cut
    bytes: int = 16_000_000  # of one answer
    workers: int = 2  # queries at a time
    waiting: int = 16  # queries in line


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that the caller restricts a query to, instead of what the query's own FROM says."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class QueryService:
    """A pool of workers; each query names the store it is for."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._waiting = 0
        self._meter = Meter(limits.client_seconds)
        self._workers: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> QueryService:
        await asyncio.gather(*(self._start() for _ in range(self.limits.workers)))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self._workers))

    async def query(
        self, store: Path, query: str, format: str, *, client: str = "", dataset: Dataset | None = None
    ) -> Answer:
        """Answer a SPARQL query over a store folder that nobody writes to.

        `format` is JSON, XML, CSV or TSV for SELECT and ASK, and TURTLE, N_TRIPLES, RDF_XML or JSON_LD for CONSTRUCT
        and DESCRIBE; `client` is who pays for the time. Our prefixes need no declaration. Raises the QueryErrors, and
        StoreError where the store cannot be read.
        """
        shape = outline(query)
        if dataset is None and len(shape.default_graphs) > 1:
            dataset = Dataset(shape.default_graphs, shape.named_graphs)
        self._meter.check(client)
        request = {
            "store": str(store.absolute()),
            "query": query,
            "format": format,
            "rows": self.limits.rows,
            "bytes": self.limits.bytes,
            "prefixes": dict(PREFIXES),
            "default_graphs": dataset and dataset.default_graphs,
            "named_graphs": dataset and dataset.named_graphs,
        }
        arrived = time.monotonic()
        worker = await self._borrow()
        started = time.monotonic()
        seconds = min(self.limits.seconds, arrived + self.limits.seconds + _GRACE - started)
        try:
            async with asyncio.timeout(seconds):
                return await worker.ask(request)
        except TimeoutError:
            await worker.stop()
            raise QueryTimeoutError(f"the query was stopped after {seconds:.3g} seconds") from None
        except asyncio.CancelledError:
            await worker.stop()
            raise
        except QuerySyntaxError as error:
            raise explain(str(error), query) from None
        finally:
            self._meter.charge(client, time.monotonic() - started)
            self._give_back(worker)

    async def _borrow(self) -> Worker:
        """An idle worker. Raises BusyError where the line is full, or did not move in half the time of a query."""
        if self._idle.empty() and self._waiting >= self.limits.waiting:
            raise BusyError(f"{self.limits.workers} queries run and {self._waiting} wait", self.limits.seconds / 2)
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds / 2):
                return await self._idle.get()
        except TimeoutError:
            raise BusyError(
                f"no worker was free within {self.limits.seconds / 2:.3g} seconds", self.limits.seconds / 2
            ) from None
        finally:
            self._waiting -= 1

    def _give_back(self, worker: Worker) -> None:
        if worker.alive:
            self._idle.put_nowait(worker)
        else:
            self._workers.discard(worker)
            task = asyncio.create_task(self._replace())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _replace(self) -> None:
        while True:
            try:
                return await self._start()
            except OSError as error:  # no memory or no process to spare just now
                logger.error("a query worker could not be started: %s", error)
                await asyncio.sleep(_AGAIN)

    async def _start(self) -> None:
        worker = await Worker.start()
        self._workers.add(worker)
        self._idle.put_nowait(worker)
