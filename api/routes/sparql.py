"""The SPARQL 1.1 Protocol, its query half: GET, POST of a form, POST of a query.

Percent-encoding is undone exactly once, here; `+` is a space in a query string and in a form, and itself in a body
that is a query.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

from api.answers import chosen, for_excel
from api.deps import QueriesDep, SnapshotDep
from api.description import census, describe
from api.errors import BodyTooLargeError, UnsupportedTypeError
from api.formats import CSV, GRAPHS, HTML, RESULTS, Format, NotAcceptableError, choose
from api.http import unchanged
from api.query_page import query_page
from kg.errors import QueryRefusedError
from kg.query import Dataset, QueryService
from kg.sparql.guard import outline
from kg.sparql.warden import Answer
from kg.store.snapshot import Snapshot

router = APIRouter(tags=["query"])

_LONGEST_BODY = 2**20  # bytes: a query of Chinese at its longest, percent-encoded as a form
_MOST_FIELDS = 100
_LONG = 4096  # characters
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request of the protocol asks."""

    query: str | None
    dataset: Dataset | None
    format: str | None
    excel: bool = False


async def _asked(request: Request) -> Asked:
    """Read a request of the protocol, whichever way it comes."""
    fields = _fields(request.scope["query_string"], "the query string")
    if request.method != "POST":
        return _read(fields)
    content_type, _, parameters = request.headers.get("content-type", "").partition(";")
    if "charset=" in parameters.lower() and "utf-8" not in parameters.lower():
        raise UnsupportedTypeError(f"the body is said to be in {parameters.strip()!r}; it is read as utf-8 only")
    match content_type.strip().lower():
        case "application/x-www-form-urlencoded":
            return _read(
                [*(field for field in fields if field[0] != "query"), *_fields(await _body(request), "the form")]
            )
        case "application/sparql-query":
            return _read([*fields, ("query", _text(await _body(request), "the query"))])
        case other:
            raise UnsupportedTypeError(f"a body of type {other[:80]!r} is not read; possible are {_FORM}, {_QUERY}")


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_BODY:
            raise BodyTooLargeError(f"the body is longer than {_LONGEST_BODY} bytes")
    return bytes(body)


def _text(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryRefusedError(f"{what} is not UTF-8 at byte {error.start}") from None


def _fields(raw: bytes, what: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(raw, what), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise QueryRefusedError(f"{what} is not percent-encoded UTF-8: {error.reason}") from None
    except ValueError:
        raise QueryRefusedError(f"{what} has more than {_MOST_FIELDS} fields") from None


def _read(fields: Sequence[tuple[str, str]]) -> Asked:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    if values("update"):
        raise QueryRefusedError("updates are not taken here; articles are added with POST /articles")
    queries, formats = values("query"), values("format")
    if len(queries) > 1:
        raise QueryRefusedError(f"there are {len(queries)} fields named query; there may be one")
    default_graphs, named_graphs = values("default-graph-uri"), values("named-graph-uri")
    dataset = Dataset(default_graphs, named_graphs) if default_graphs or named_graphs else None
    excel = values("excel")[-1:] in (("1",), ("true",))
    return Asked(queries[0] if queries else None, dataset, formats[-1] if formats else None, excel)


@router.get("/sparql", summary="Ask in SPARQL 1.1", response_class=Response)
@router.post("/sparql", summary="Ask in SPARQL 1.1, at length", response_class=Response, operation_id="post_sparql")
async def sparql(
    request: Request, asked: Annotated[Asked, Depends(_asked)], snapshot: SnapshotDep, queries: QueriesDep
) -> Response:
    """Answers SELECT and ASK as JSON, XML, CSV, TSV; CONSTRUCT and DESCRIBE as Turtle, N-Triples, RDF/XML, JSON-LD.

    An answer with more rows than the limit is cut there, and says so in the header `X-Truncated` (and, in JSON, by
    `"truncated": true`). Our prefixes need not be declared.
    """
    if asked.query is None and request.method == "POST":
        raise QueryRefusedError(f"the form has no field named query; send one, or a body of {_QUERY}")

    async def ask(query: str, format: str) -> Answer:
        client = request.client.host if request.client else ""
        work = queries.query(snapshot.path, query, format, client=client, dataset=asked.dataset)
        return await while_connected(request, work)

    if _is_for_a_reader(request, asked):
        return await query_page(request, snapshot, asked.query, ask)
    if asked.query is None:
        return await _description(request, asked, snapshot, queries)
    # A long query takes a while to look through; others go on meanwhile.
    shape = await asyncio.to_thread(outline, asked.query) if len(asked.query) > _LONG else outline(asked.query)
    format = choose(GRAPHS if shape.gives_graph else RESULTS, request.headers.get("accept"), name=asked.format)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "ETag": _etag(snapshot.etag, format, asked)}
    if request.method == "POST":
        del headers["ETag"]
    elif unchanged(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    answer = await ask(asked.query, format.engine)
    if answer.truncated:
        headers["X-Truncated"] = f"{queries.limits.rows} {'triples' if shape.gives_graph else 'rows'}"
    headers["Content-Type"] = format.content_type
    if asked.excel and format is CSV:
        return Response(for_excel(answer.read().decode()), headers=headers)
    headers["Content-Length"] = str(answer.size)
    if answer.in_memory:
        return Response(answer.read(), headers=headers)
    return StreamingResponse(answer.pieces(), headers=headers)


def _is_for_a_reader(request: Request, asked: Asked) -> bool:
    """Whether a browser asks: HTML before any other type we have, and no format by name."""
    try:
        return asked.format is None and chosen(request, (*RESULTS, *GRAPHS, HTML)) is HTML
    except NotAcceptableError:
        return False


async def _description(request: Request, asked: Asked, snapshot: Snapshot, queries: QueryService) -> Response:
    """What the endpoint speaks and holds, for those who come without a query."""
    format = choose(GRAPHS, request.headers.get("accept"), name=asked.format)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "ETag": _etag(snapshot.etag, format, asked)}
    if unchanged(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    state = request.app.state
    if getattr(state, "counted", None) != snapshot.etag:
        state.census, state.counted = await census(snapshot.path, queries), snapshot.etag
    content = describe(str(request.url.replace(query=None)), state.census, format)
    return Response(content, headers={**headers, "Content-Type": format.content_type})


def _etag(version: str, format: Format, asked: Asked) -> str:
    """Weak: compressed or not, the answer is the same."""
    content = repr((version, format.name, asked.query, asked.dataset, asked.excel))
    return f'W/"{hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'


async def while_connected(request: Request, work: Awaitable[Result]) -> Result:
    """The result of some work that is given up when its client leaves. Raises ClientDisconnect then."""
    task = asyncio.ensure_future(work)
    gone = asyncio.create_task(_disconnected(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return await task
    finally:
        gone.cancel()
        task.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
