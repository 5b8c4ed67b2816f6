"""A query of our own user, answered in this process: what `kg query` prints.

Strangers' queries never come here; they go through `kg.query` to jailed workers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import ArgumentError, QuerySyntaxError
from kg.vocab import PREFIXES, compact

ROWS: Mapping[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLES: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


def answer(store: Store, query: str, format: str) -> bytes:
    """The answer to a SPARQL query. `table`: rows in columns for a terminal, or Turtle where it is a graph.

    Raises QuerySyntaxError with the parser's reason, ArgumentError where the format does not fit the kind of query.
    """
    try:
        result = store.query(query, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise QuerySyntaxError(f"the query is malformed: {error}") from error
    if isinstance(result, QueryTriples):
        if format != "table" and format not in TRIPLES:
            raise ArgumentError(f"a graph is not written as {format}; there are {', '.join(TRIPLES)}")
        return serialize(result, format=TRIPLES.get(format, RdfFormat.TURTLE), prefixes=dict(PREFIXES)) or b""
    if format == "table":
        return (str(bool(result)).lower() if isinstance(result, QueryBoolean) else _table(result)).encode() + b"\n"
    if format not in ROWS:
        raise ArgumentError(f"rows are not written as {format}; there are table, {', '.join(ROWS)}")
    written = result.serialize(format=ROWS[format])
    return written or b""


def _table(result: QuerySolutions) -> str:
    names = [variable.value for variable in result.variables]
    rows = [names, *([_cell(value) for value in solution] for solution in result)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], "-" * _width(lines[0]), *lines[1:], f"({len(rows) - 1})"])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, NamedNode):
        return compact(value.value)
    text = value.value if isinstance(value, Literal) else str(value)
    return " ".join(text.split())


def _width(text: str) -> int:
    """Columns on a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
