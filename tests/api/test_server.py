"""The server as a process: how it starts, ends, and treats those who dawdle."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

_SERVE = """
import sys
from pathlib import Path
from api.server import serve
from api.settings import Settings
settings = Settings(data=Path(sys.argv[1]), port=0, workers=2, request_seconds=1)
serve(settings, ready=lambda address: print(address, flush=True))
"""


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _resident(pid: int) -> int:
    """Kilobytes."""
    (line,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(tmp_path / "data")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process:
        yield process, process.stdout.readline().strip()
        process.kill()


def test_an_empty_folder_is_an_empty_graph_and_the_end_of_the_service_ends_its_workers(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = server
    assert httpx.get(address + "/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is False
    workers = _children(process.pid)
    assert len(workers) == 2
    assert sum(map(_resident, (process.pid, *workers))) < 400_000
    process.send_signal(signal.SIGTERM)
    process.wait(10)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_workers_end_with_a_service_that_is_killed(server: tuple[subprocess.Popen[str], str]) -> None:
    process, _ = server
    workers = _children(process.pid)
    process.kill()
    process.wait(10)
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _connected(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=5)


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"GET /hea",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nASK",
    ],
)
def test_half_a_request_is_not_waited_for(server: tuple[subprocess.Popen[str], str], half: bytes) -> None:
    with _connected(server[1]) as connection:
        started = time.monotonic()
        connection.sendall(half)
        received = b""
        while piece := connection.recv(4096):
            received += piece
        assert time.monotonic() - started < 3
        assert b"408" in received


def test_half_a_second_request_is_not_waited_for_either(server: tuple[subprocess.Popen[str], str]) -> None:
    with _connected(server[1]) as connection:
        for _ in range(2):
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            received = b""
            while not received.endswith(b"}"):
                received += connection.recv(4096)
            assert b"200 OK" in received
        connection.sendall(b"GET /hea")
        started = time.monotonic()
        assert b"408" in connection.recv(4096)
        assert time.monotonic() - started < 3


@pytest.mark.parametrize("noise", [b"\x16\x03\x01 hello\r\n\r\n", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n"])
def test_what_is_no_http_is_told_so_in_the_same_shape(server: tuple[subprocess.Popen[str], str], noise: bytes) -> None:
    with _connected(server[1]) as connection:
        connection.sendall(noise)
        received = connection.recv(4096)
        assert b" 400 Bad Request\r\nContent-Type: application/problem+json" in received


def test_requests_sent_in_a_row_are_all_answered_and_none_is_cut_off(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n"
    with _connected(server[1]) as connection:
        connection.sendall(request * 3)
        received = b""
        while received.count(b'"boolean":true') < 3:
            received += connection.recv(4096)
        time.sleep(1.2)  # longer than a request may take to arrive
        connection.sendall(request)
        assert b" 200 OK" in connection.recv(4096)
