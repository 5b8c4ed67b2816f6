"""The SPARQL endpoint as a page: the query, questions to begin with, and the rows as a table. It runs no script."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from api import errors
from api.answers import CONTENT_SECURITY_POLICY
from api.description import examples
from api.formats import GRAPHS, RESULTS, RESULTS_JSON, TURTLE
from api.pages import language, render
from kg import vocab
from kg.catalogue import totals
from kg.errors import QueryError
from kg.sparql.guard import Outline, outline
from kg.sparql.warden import Answer
from kg.store.snapshot import Snapshot

_SHOWN = 1000  # rows; the whole answer is one link away
_BLANK = "SELECT ?s ?p ?o WHERE {\n  ?s ?p ?o .\n} LIMIT 20\n"


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in a table."""

    text: str
    iri: str = ""
    is_ours: bool = False  # an individual, with a page here


@dataclass(frozen=True, slots=True)
class Table:
    """An answer to look at."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    found: int = 0  # rows of the answer, of which not all need be shown
    text: str = ""  # triples, as Turtle; or a truth value
    truncated: bool = False
    seconds: float = 0.0


async def query_page(
    request: Request, snapshot: Snapshot, query: str | None, ask: Callable[[str, str], Awaitable[Answer]]
) -> Response:
    """The page for a query, with its answer or what is wrong with it; `ask` takes a query and the name of a format."""
    table, problem, shape = None, None, Outline("")
    if query is not None:
        started = time.monotonic()
        try:
            shape = outline(query)
            answer = await ask(query, (TURTLE if shape.gives_graph else RESULTS_JSON).engine)
            table = _table(shape, answer, snapshot.base, time.monotonic() - started)
        except QueryError as error:
            problem = errors.problem(error, request.url.path)
    body = render(
        request,
        "sparql.html",
        snapshot.base,
        query=_BLANK if query is None else query,
        table=table,
        problem=json.loads(bytes(problem.body)) if problem else None,
        formats=GRAPHS if shape.gives_graph else RESULTS,
        examples=[(example.question(language(request)), example.query) for example in examples()],
        prefixes=sorted(vocab.PREFIXES.items()),
        totals=totals(snapshot.index),
        view="sparql",
    )
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Vary": "Accept, Accept-Language"}
    if problem and "retry-after" in problem.headers:
        headers["Retry-After"] = problem.headers["retry-after"]
    return HTMLResponse(body, problem.status_code if problem else 200, headers)


def _table(shape: Outline, answer: Answer, base: str, seconds: float) -> Table:
    truncated, content = answer.truncated, answer.read()
    if shape.gives_graph:
        return Table(text=content.decode(), truncated=truncated, seconds=seconds)
    result = json.loads(content)
    if "boolean" in result:
        return Table(text=str(result["boolean"]).lower(), seconds=seconds)
    columns = tuple(result["head"]["vars"])
    found = result["results"]["bindings"]
    rows = tuple(tuple(_cell(row.get(column), base) for column in columns) for row in found[:_SHOWN])
    return Table(columns, rows, len(found), truncated=truncated, seconds=seconds)


def _cell(term: dict[str, Any] | None, base: str) -> Cell:
    """A term as a reader knows it: ours by its name, others in full."""
    if term is None:
        return Cell("")
    if term["type"] != "uri":
        return Cell(str(term["value"]))
    iri = term["value"]
    individuals = f"{base.rstrip('/')}/id/"
    if iri.startswith(individuals):
        return Cell(unquote(iri.removeprefix(individuals)), iri, is_ours=True)
    return Cell(vocab.compact(iri), iri if iri.startswith(("http://", "https://")) else "")
