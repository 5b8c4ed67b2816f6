"""Queries that would stop a service, or make it reach out, and what becomes of them.

A case is a line in `cases/hostile/`: a name, and a query in pieces, where `[text, n]` is that text n times and PORT the
port of a server that must never be asked. All run over HTTP; and each that the guard refuses runs in a worker without
the guard as well, for the jail has to hold alone.
"""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from kg.errors import QueryError, QueryRefusedError
from kg.query import Limits, QueryService
from kg.sparql.guard import outline
from kg.sparql.warden import Worker
from kg.store.snapshot import Snapshot
from tests.api.conftest import EX, Service

CASES = Path(__file__).parents[1] / "cases" / "hostile"
SECONDS = 1.0  # the limit
BENIGN = f"ASK {{ ?s <{EX}n> 7 }}"


@dataclass(frozen=True)
class Case:
    """A hostile query."""

    kind: str
    name: str
    query: str


def cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            case = json.loads(line)
            pieces = (piece if isinstance(piece, str) else piece[0] * piece[1] for piece in case["query"])
            yield Case(file.stem, case["name"], "".join(pieces))


def guarded(case: Case) -> bool:
    try:
        outline(case.query)
    except QueryRefusedError:
        return True
    return False


ALL = list(cases())
NAMES = [f"{case.kind}: {case.name}" for case in ALL]


@pytest.fixture(scope="module")
def trap() -> Iterator[socket.socket]:
    """A server that nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.fixture(scope="module")
def strict(example_data: Path) -> Iterator[httpx.Client]:
    with Service(example_data, Settings(client_seconds=0, query_seconds=SECONDS, workers=2)) as client:
        yield client


def unasked(trap: socket.socket) -> bool:
    try:
        trap.accept()
    except BlockingIOError:
        return True
    return False


@dataclass(frozen=True)
class Outcome:
    """What came of a hostile query, and of the benign one right after it."""

    response: httpx.Response
    seconds: float
    benign: httpx.Response
    benign_seconds: float


@pytest.fixture(scope="module")
def outcomes(strict: httpx.Client, trap: socket.socket) -> Mapping[str, Outcome]:
    """Of all cases, two of them at a time: as many as there are workers."""

    def outcome(case: Case) -> Outcome:
        started = time.monotonic()
        response = strict.post("/sparql", data={"query": case.query.replace("PORT", str(trap.getsockname()[1]))})
        between = time.monotonic()
        benign = strict.get("/sparql", params={"query": BENIGN})
        return Outcome(response, between - started, benign, time.monotonic() - between)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(NAMES, pool.map(outcome, ALL), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_query_is_answered_in_time_and_the_next_one_too(
    outcomes: Mapping[str, Outcome], trap: socket.socket, name: str
) -> None:
    outcome = outcomes[name]
    assert outcome.seconds < SECONDS + 2
    assert outcome.response.status_code in (200, 400, 413, 503, 504)
    if outcome.response.status_code != 200:
        assert outcome.response.headers["content-type"] == "application/problem+json"
        assert outcome.response.json()["detail"]
    assert outcome.benign.json()["boolean"] is True
    assert outcome.benign_seconds < 2
    assert unasked(trap)


@pytest.mark.parametrize("kind", ["update", "outward"])
def test_what_would_change_or_reach_something_is_refused_or_finds_nothing(
    outcomes: Mapping[str, Outcome], kind: str
) -> None:
    for name, outcome in outcomes.items():
        if name.startswith(kind):
            found_nothing = outcome.response.text == "" or '"bindings":[]' in outcome.response.text
            assert outcome.response.status_code == 400 or found_nothing, name


@pytest.mark.parametrize("case", [case for case in ALL if guarded(case)], ids=lambda case: f"{case.kind}: {case.name}")
def test_the_jail_holds_without_the_guard(example_data: Path, trap: socket.socket, case: Case) -> None:
    request = {
        "query": case.query.replace("PORT", str(trap.getsockname()[1])),
        "format": "JSON",
        "rows": 100,
        "bytes": 100_000,
        "prefixes": {},
        "default_graphs": None,
        "named_graphs": None,
    }

    async def ask() -> None:
        worker = await Worker.start()
        try:
            async with asyncio.timeout(SECONDS / 3):
                (await worker.ask({**request, "store": str(Snapshot.newest(example_data))})).close()
        except (QueryError, TimeoutError):
            pass
        finally:
            await worker.stop()

    started = time.monotonic()
    asyncio.run(ask())
    assert time.monotonic() - started < SECONDS + 2
    assert unasked(trap)


def test_a_client_that_leaves_takes_its_query_with_it(example_data: Path) -> None:
    endless = next(case for case in ALL if case.name == "four of everything")
    with Service(example_data, Settings(client_seconds=0, query_seconds=20, workers=1)) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.get("/sparql", params={"query": endless.query}, timeout=0.5)
        started = time.monotonic()
        assert client.get("/sparql", params={"query": BENIGN}).json()["boolean"] is True
        assert time.monotonic() - started < 2


def test_fifty_at_a_time_are_answered_in_time_and_health_stays_well(strict: httpx.Client) -> None:
    endless = next(case for case in ALL if case.name == "four of everything")

    async def storm() -> tuple[list[httpx.Response], list[float]]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=strict.base_url, limits=limits, timeout=20) as client:
            queries = [asyncio.create_task(client.get("/sparql", params={"query": endless.query})) for _ in range(50)]
            waits = []
            while not all(query.done() for query in queries):
                started = time.monotonic()
                assert (await client.get("/health")).status_code == 200
                waits.append(time.monotonic() - started)
                await asyncio.sleep(0.02)
            return [await query for query in queries], waits

    started = time.monotonic()
    responses, waits = asyncio.run(storm())
    assert time.monotonic() - started < SECONDS + 4
    assert {response.status_code for response in responses} == {503, 504}
    assert all("retry-after" in response.headers for response in responses if response.status_code == 503)
    assert max(waits) < 1
    assert strict.get("/sparql", params={"query": BENIGN}, timeout=2).json()["boolean"] is True


def test_a_worker_that_was_killed_is_replaced(example_data: Path) -> None:
    store = Snapshot.newest(example_data)

    async def run() -> list[bytes]:
        async with QueryService(Limits(workers=1, client_seconds=0)) as queries:
            for worker in queries._workers:
                worker._process.kill()
            with pytest.raises(QueryError):
                await queries.query(store, BENIGN, "CSV")
            return [(await queries.query(store, BENIGN, "CSV")).read() for _ in range(3)]

    assert asyncio.run(run()) == [b"true"] * 3
