"""A real server on a socket, over a small graph."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from api.server import config
from api.settings import Settings
from kg.index import connect
from kg.store.folder import Folder
from kg.store.snapshot import Snapshot

EX = "http://example.org/"


def publish(data: Path, quads: list[Quad]) -> Path:
    """A data folder whose newest snapshot holds these quads."""
    folder = Folder(data)
    with folder.claimed():
        generation = folder.next()
        store = Oxigraph(str(generation / "snapshots" / "000001"))
        store.extend(quads)
        store.flush()
        del store
        connect(generation / "index.sqlite").close()
        folder.use(generation)
    return data


def example_quads() -> list[Quad]:
    """Two graphs that share a triple, whose union is the default graph; and some hundred more triples."""
    shared = (NamedNode(EX + "北京大学"), NamedNode(EX + "名称"), Literal("北京大学", language="zh"))
    first, second = NamedNode(EX + "g/1"), NamedNode(EX + "g/2")
    many = [(NamedNode(f"{EX}{i}"), NamedNode(EX + "n"), Literal(i)) for i in range(300)]
    odd = (NamedNode(EX + "a+b%25c"), NamedNode(EX + "quote"), Literal('a"},{"b\r\n<\t&'))
    quads = [Quad(*triple) for triple in (shared, odd, *many)]
    quads += [Quad(*shared, first), Quad(*shared, second), Quad(*odd, second)]
    return quads


class Service:
    """A server in a thread, and a client for it."""

    def __init__(self, data: Path, settings: Settings) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._server = uvicorn.Server(config(settings.model_copy(update={"data": data})))
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)

    def __enter__(self) -> httpx.Client:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        port = self._listener.getsockname()[1]
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
        return self._client

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._server.should_exit = True
        self._thread.join(10)
        self._listener.close()


Serve = Callable[..., Service]


@pytest.fixture(scope="session")
def example_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("data"), example_quads())


@pytest.fixture(scope="session")
def reader(seeds: Snapshot) -> Iterator[httpx.Client]:
    """A client of a service over the seeds."""
    with Service(seeds.path.parents[2], Settings(client_seconds=0)) as client:
        yield client


@pytest.fixture(scope="session")
def client(example_data: Path) -> Iterator[httpx.Client]:
    with Service(example_data, Settings(client_seconds=0)) as client:
        yield client
