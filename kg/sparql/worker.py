"""The jailed process that runs strangers' SPARQL; `kg.sparql.warden` starts it, asks it and kills it.

A query can overflow the parser's stack, plan for minutes, fill the memory or try to reach the network, and nothing
interrupts it from inside. So it runs here, in `kg.sparql.jail`, until it has its answer or its time is over.

Over standard input and output go frames: a letter, a length, that many bytes.

    parent → worker   Q  JSON  store, query, format, rows, bytes, prefixes, default_graphs, named_graphs
    worker → parent   J  JSON  once, at the start: {"refused"}, what of the jail the system did not give
                      B  ...   a piece of the answer, any number of times
                      E  JSON  the end: {"truncated"}, or {"error", "message"} and there was no piece

Little is imported: a new worker must be there at once.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Mapping
from itertools import islice
from typing import IO, Any, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.sparql.jail import leave_the_world, limit_memory
from kg.sparql.rows import ROW_ENDS, Body, Enough, TooLarge

FRAME = struct.Struct(">cI")
MERGED_TRIPLES = 200_000  # the most that several default graphs may hold together
_PIECE = 2**18

Request = Mapping[str, Any]


class Refused(Exception):  # noqa: N818  # not an error of the program
    """The query cannot be answered as asked."""


def main() -> None:
    """Serve queries from standard input until it closes."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _send(target, b"J", {"refused": leave_the_world(parent=int(sys.argv[1]))})
    answerer = Answerer()
    while head := source.read(FRAME.size):
        _, length = FRAME.unpack(head)
        _send(target, b"E", answerer.answer(json.loads(source.read(length)), target))


def _send(target: IO[bytes], kind: bytes, message: Mapping[str, Any]) -> None:
    payload = json.dumps(message).encode()
    target.write(FRAME.pack(kind, len(payload)) + payload)
    target.flush()


class Answerer:
    """Runs queries, each on the store that it names, which stays open for the next."""

    def __init__(self) -> None:
        self._path = ""
        self._store: Store | None = None

    def answer(self, request: Request, target: IO[bytes]) -> dict[str, Any]:
        """Write the answer to one request as frames; returns the message of the last frame."""
        try:
            store = self._open(request["store"])
        except OSError as error:
            return {"error": "store", "message": str(error)}
        body = Body(request["bytes"], ROW_ENDS.get(request["format"]), request["rows"])
        try:
            truncated = _run(store, request, body)
        except SyntaxError as error:
            return {"error": "syntax", "message": str(error)}
        except TooLarge:
            return {"error": "large", "message": f"the answer is larger than {request['bytes']} bytes"}
        except MemoryError:
            return {"error": "failed", "message": "the query ran out of memory"}
        except (Refused, ValueError, TypeError, OSError, RuntimeError) as error:  # as the engine says what it cannot do
            return {"error": "refused", "message": str(error)}
        for start in range(0, len(body.content), _PIECE):
            piece = body.content[start : start + _PIECE]
            target.write(FRAME.pack(b"B", len(piece)) + piece)
        return {"truncated": truncated}

    def _open(self, path: str) -> Store:
        if self._store is None or path != self._path:
            self._store = None
            self._path = path
            limit_memory(None)
            self._store = Store.read_only(path)
            limit_memory()
        return self._store


def _run(store: Store, request: Request, body: Body) -> bool:
    """Evaluate and write; returns whether the answer was cut."""
    store, dataset = _dataset(store, request)
    results = store.query(request["query"], prefixes=request["prefixes"], **dataset)
    writer = cast(IO[bytes], body)
    if isinstance(results, QueryTriples):
        rdf_format = _format(RdfFormat, request["format"], "triples")
        serialize(islice(results, request["rows"]), writer, rdf_format, prefixes=request["prefixes"])
        return next(results, None) is not None
    results_format = _format(QueryResultsFormat, request["format"], "rows")
    try:
        results.serialize(writer, results_format)
    except Enough:
        return True
    return isinstance(results, QuerySolutions) and body.cut()


def _format(formats: Any, name: str, what: str) -> Any:
    try:
        return getattr(formats, name)
    except AttributeError:
        raise Refused(f"{name} cannot hold {what}") from None


def _dataset(store: Store, request: Request) -> tuple[Store, dict[str, Any]]:
    """The store to ask and the graphs to ask of, as the request restricts them.

    The engine reads several default graphs as a bag: a triple in two of them counts twice. So they are merged into a
    store of their own, where a triple is there once.
    """
    if request["default_graphs"] is None:
        return store, {}
    default = [NamedNode(iri) for iri in request["default_graphs"]]
    named = [NamedNode(iri) for iri in request["named_graphs"]]
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


if __name__ == "__main__":
    main()
