"""The jailed process that runs strangers' SPARQL; `kg.query` starts it, feeds it and kills it.

A query can overflow the parser's stack, plan for minutes, fill the memory or try to reach the network, and nothing
interrupts it from inside. So it runs here: in a process of its own without network, with little memory, no
files to write and nothing in its environment, that ends with its parent and is killed when its time is over.

Over standard input and output go frames: a letter, a length, that many bytes.

    parent → worker   Q  JSON  store, query, format, rows, bytes, prefixes, default_graphs, named_graphs
    worker → parent   J  JSON  once, at the start: what of the jail the system refused
                      B  ...   a piece of the answer, any number of times
                      E  JSON  the end: {"truncated"}, or {"error", "message"} and whatever was sent before is void

Nothing of the package but this file is imported: a new worker must be there at once.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import IO, Any, cast

FRAME = struct.Struct(">cI")
MEMORY = 512 * 2**20  # bytes of address space beyond what an idle worker has
MERGED_TRIPLES = 200_000  # the most that several default graphs may hold together
_PIECE = 2**18
_FILES = 512  # the store opens its tables at once
_NICENESS = 5  # the front answers first


class TooLarge(Exception):  # noqa: N818  # not an error of the program
    """The answer has outgrown its limit of bytes."""


class Refused(Exception):  # noqa: N818
    """The query cannot be answered as asked."""


def main() -> None:
    """Serve queries from standard input until it closes."""
    frames = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    refused = _leave_the_world(parent=int(sys.argv[1]))
    import pyoxigraph  # noqa: F401  # so that the first query need not wait for it

    _send(frames[1], b"J", {"refused": refused})
    answerer = Answerer()
    while (request := receive(frames[0])) is not None:
        _send(frames[1], b"E", answerer.answer(json.loads(request[1]), frames[1]))


def receive(source: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next frame, or None at the end of the stream."""
    head = source.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    kind, length = FRAME.unpack(head)
    return kind, source.read(length)


def _send(target: IO[bytes], kind: bytes, message: Mapping[str, Any]) -> None:
    payload = json.dumps(message).encode()
    target.write(FRAME.pack(kind, len(payload)) + payload)
    target.flush()


# --- the jail


_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def _leave_the_world(parent: int) -> list[str]:
    """Give up what a query needs not; returns what the system did not let us give up, in words."""
    refused = []
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) != 0 or os.getppid() != parent:
        sys.exit("the parent is gone")
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Root may leave the network as it is; anybody else first becomes nobody in a user namespace.
    if libc.unshare(_CLONE_NEWNET) != 0 and libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        refused.append(f"a network namespace of its own ({os.strerror(ctypes.get_errno())})")
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        hard = resource.getrlimit(limit)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, value))
    os.nice(_NICENESS)
    os.environ.clear()
    os.chdir("/")
    return refused


def _limit_memory() -> None:
    """From now on the process may grow by MEMORY; the store is open, and its threads have their stacks."""
    with open("/proc/self/statm") as statm:  # noqa: PTH123  # pathlib takes 10 ms to import
        pages = int(statm.read().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, resource.RLIM_INFINITY))


# --- answers


class Answerer:
    """Runs queries on the store that each names, which stays open for the next."""

    def __init__(self) -> None:
        self._path = ""
        self._store: Any = None

    def answer(self, request: Mapping[str, Any], target: IO[bytes]) -> dict[str, Any]:
        """Write the answer to one request as frames; returns the last frame's message."""
        from pyoxigraph import RdfFormat, Store

        if request["store"] != self._path:
            self._store = None
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            try:
                self._store = Store.read_only(request["store"])
            except OSError as error:
                self._path = ""
                return {"error": "store", "message": str(error)}
            self._path = request["store"]
            _limit_memory()
        body = Body(request["bytes"], ROW_ENDS.get(request["format"]), request["rows"])
        try:
            truncated = _run(self._store, request, body, RdfFormat)
        except SyntaxError as error:
            return {"error": "syntax", "message": str(error)}
        except TooLarge:
            return {"error": "large", "message": f"the answer is larger than {request['bytes']} bytes"}
        except MemoryError:
            return {"error": "failed", "message": "the query ran out of memory"}
        except (Refused, ValueError, TypeError, OSError, RuntimeError) as error:
            return {"error": "refused", "message": str(error)}
        for start in range(0, len(body.content), _PIECE):
            piece = body.content[start : start + _PIECE]
            target.write(FRAME.pack(b"B", len(piece)))
            target.write(piece)
        return {"truncated": truncated}


def _run(store: Any, request: Mapping[str, Any], body: Body, rdf_format: Any) -> bool:
    """Evaluate and write; returns whether the answer was cut."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, serialize

    store, dataset = _dataset(store, request)
    results = store.query(request["query"], prefixes=request["prefixes"], **dataset)
    name = request["format"]
    if isinstance(results, QueryTriples):
        if not hasattr(rdf_format, name):
            raise Refused(f"{name} cannot hold triples")
        serialize(
            islice(results, request["rows"]),
            cast(IO[bytes], body),
            getattr(rdf_format, name),
            prefixes=request["prefixes"],
        )
        return next(results, None) is not None
    if not hasattr(QueryResultsFormat, name):
        raise Refused(f"{name} cannot hold rows")
    try:
        results.serialize(body, getattr(QueryResultsFormat, name))
    except Enough:
        return True
    return not isinstance(results, QueryBoolean) and body.cut()


def _dataset(store: Any, request: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The store to ask and the graphs to ask of, as the request restricts them.

    The engine reads several default graphs as a bag: a triple in two of them counts twice. So they are merged into a
    store of their own, where a triple is there once.
    """
    from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

    default, named = request["default_graphs"], request["named_graphs"]
    if default is None:
        return store, {}
    default, named = [NamedNode(iri) for iri in default], [NamedNode(iri) for iri in named]
    if len(default) < 2:
        return store, {"default_graph": default, "named_graphs": named}
    merged, count = Store(), 0
    for graphs, keep in ((default, DefaultGraph()), (named, None)):
        for graph in dict.fromkeys(graphs):
            for quad in store.quads_for_pattern(None, None, None, graph):
                merged.add(Quad(quad.subject, quad.predicate, quad.object, keep or graph))
                count += 1
                if count > MERGED_TRIPLES:
                    raise Refused(f"the graphs named hold more than {MERGED_TRIPLES} triples; name one default graph")
    return merged, {"default_graph": [DefaultGraph()], "named_graphs": named}


# --- cutting rows


class Enough(Exception):  # noqa: N818
    """The answer has all the rows it may have."""


class Body:
    """Collects an answer as the engine writes it; stops it at its limit of bytes, cuts it after its last row."""

    def __init__(self, limit: int, rows: RowEnd | None, most: int) -> None:
        self.content = bytearray()
        self._limit = limit
        self._rows = rows
        self._most = most
        self._seen = 0  # marks so far, those that stand in quotation marks included
        self._look_at = most
        self._full = False

    def write(self, data: bytes) -> int:
        """Take what the engine writes. Raises TooLarge or Enough to stop it."""
        if self._full:  # stopped, the engine still empties its buffer
            return len(data)
        start = len(self.content)
        self.content += data
        if self._rows is not None:
            self._seen += self.content.count(self._rows.mark, max(0, start - len(self._rows.mark) + 1))
            if self._seen >= self._look_at:
                self._cut_and_stop()
                self._look_at = self._seen + self._most // 8
        if len(self.content) > self._limit:
            self._cut_and_stop()
            self._full = True
            raise TooLarge
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def _cut_and_stop(self) -> None:
        if self.cut():
            self._full = True
            raise Enough

    def cut(self) -> bool:
        """Cut the answer after its last row, if it has more of them; returns whether it had."""
        if self._rows is None or self._seen < self._most:
            return False
        end = self._rows.find(bytes(self.content), self._most)
        if end is None:
            return False
        self.content[end:] = self._rows.closing
        return True


@dataclass(frozen=True)
class RowEnd:
    """How the end of a row looks in a format, and what closes an answer after it."""

    mark: bytes  # never inside a row, but for what stands in quotation marks
    kept: int  # bytes of it that belong to the row
    closing: bytes = b""
    header: int = 0  # marks before the first row
    quoted: bool = False
    escapes: tuple[bytes, ...] = ()  # what may hide a quotation mark inside quotation marks

    def find(self, content: bytes, rows: int) -> int | None:
        """Where so many rows end, if another follows."""
        for escape in self.escapes:
            content = content.replace(escape, b"_" * len(escape))
        pieces = content.split(b'"') if self.quoted else [content]
        ends = list(accumulate(map(len, pieces)))
        to_go = self.header + rows
        for number in range(0, len(pieces), 2):  # every other piece stands in quotation marks
            marks = pieces[number].count(self.mark)
            if marks < to_go:
                to_go -= marks
                continue
            at = ends[number] + number - len(pieces[number])  # before a piece stand as many quotation marks as pieces
            for _ in range(to_go):
                at = content.index(self.mark, at) + len(self.mark)
            end = at - len(self.mark) + self.kept
            return end if end < len(content) else None
        return None


ROW_ENDS: Mapping[str, RowEnd] = {
    "JSON": RowEnd(b"},{", 1, b']},"truncated":true}', quoted=True, escapes=(b"\\\\", b'\\"')),
    "XML": RowEnd(b"</result><result>", 9, b"</results></sparql>"),
    "CSV": RowEnd(b"\r\n", 2, header=1, quoted=True),
    "TSV": RowEnd(b"\n", 1, header=1),
}


if __name__ == "__main__":
    main()
