"""What the seeds cost: `python -m bench.seeds [--runs N]`; whole processes, medians, beside rdflib-endpoint.

The peer serves the default graph of the same build from an N-Triples file. Install it with `pip install '.[bench]'`.
Both answer the same queries in turn, so that the ratio holds on a machine that others use too.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx

from kg.resources import SEEDS

QUERY = """PREFIX org: <http://www.w3.org/ns/org#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?person ?organization WHERE { ?person org:memberOf ?o . ?o rdfs:label ?organization } # %d"""
KG = (sys.executable, "-m", "kg")


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


@contextmanager
def served(command: list[str], url: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A server's process, and the seconds from its start to its first answer."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                httpx.get(url, timeout=30).raise_for_status()
                break
            except httpx.TransportError:
                if process.poll() is not None or time.perf_counter() - start > 60:
                    raise
                time.sleep(0.01)
        yield process, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def resident(root: int) -> float:
    """Resident memory of a process and all below it, in MB; pages they share count for each."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:  # it has ended meanwhile
            continue
        parents[int(fields["Pid"])] = int(fields["PPid"]), int(fields.get("VmRSS", "0 kB").split()[0])
    family = {root}
    while more := {pid for pid, (parent, _) in parents.items() if parent in family} - family:
        family |= more
    return sum(parents[pid][1] for pid in family if pid in parents) / 1024


def answers(port: int, path: str, rounds: int) -> Iterator[float]:
    """Milliseconds of one query after the other on one connection, each a little different, so that no cache answers.

    The plainest client there is, so that what it costs itself does not blur the comparison.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(number: int) -> None:
        address = f"{path}?query={quote(QUERY % number)}"
        connection.request("GET", address, headers={"Accept": "application/sparql-results+json"})
        response = connection.getresponse()
        if b'"bindings"' not in response.read():
            raise RuntimeError(f"{path} answered {response.status}")

    for number in range(rounds):
        yield 1000 * seconds(partial(ask, number))
    connection.close()


def measure(folder: Path, runs: int, rounds: int) -> Iterator[tuple[str, str, float, float | None]]:
    """(what, unit, ours, the peer's) as they are known."""
    data, dump = folder / "data", folder / "graph.nt"

    def build() -> None:
        shutil.rmtree(data, ignore_errors=True)
        command = [*KG, "build", str(SEEDS / "articles"), "--data", str(data)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

    yield "build, with start", "s", median(seconds(build) for _ in range(runs)), None
    subprocess.run([*KG, "export", "--data", str(data), "--format", "nt", "--output", str(dump)], check=True)

    ours, peers, memory, peer_memory = list[float](), list[float](), list[float](), list[float]()
    fast, slow = list[float](), list[float]()
    peer = shutil.which("rdflib-endpoint", path=str(Path(sys.executable).parent))
    for _ in range(runs):
        port, other = free_port(), free_port()
        url, peer_url = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}"
        command = [*KG, "serve", "--data", str(data), "--port", str(port)]
        with served(command, f"{url}/health") as (process, start):
            ours.append(start)
            if peer is None:
                fast += answers(port, "/sparql", rounds)
                memory.append(resident(process.pid))
                continue
            serve = [peer, "serve", str(dump), "--port", str(other)]
            with served(serve, f"{peer_url}/?query={quote('ASK {}')}") as (peer_process, peer_start):
                peers.append(peer_start)
                for _ in range(5):  # in turn
                    fast += answers(port, "/sparql", rounds // 5)
                    slow += answers(other, "/", rounds // 5)
                memory.append(resident(process.pid))
                peer_memory.append(resident(peer_process.pid))
    yield "start of the service", "s", median(ours), median(peers) if peers else None
    yield "resident memory", "MB", median(memory), median(peer_memory) if peer_memory else None
    yield "simple SPARQL answer", "ms", median(fast), median(slow) if slow else None


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(prog="python -m bench.seeds", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each whole process")
    parser.add_argument("--rounds", type=int, default=200, help="queries a run")
    options = parser.parse_args()
    print(f"{'median':24}{'zhitu':>12}{'rdflib-endpoint':>18}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for what, unit, ours, peer in measure(Path(folder), options.runs, options.rounds):
            beside = "" if peer is None else f"{peer:14.2f} {unit:3}{peer / ours:7.1f}×"
            print(f"{what:24}{ours:8.2f} {unit:3}{beside}", flush=True)


if __name__ == "__main__":
    main()
