"""The first page, and the files it is dressed with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import addresses
from api.answers import answer
from api.deps import IndexDep, SnapshotDep
from api.explorer import Walk, explorer
from api.formats import Format
from kg.errors import NotFoundError
from kg.views.palette import stylesheet

router = APIRouter(tags=["pages"], include_in_schema=False)

_STATIC = Path(__file__).parent.parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@router.get("/")
def first(
    request: Request,
    snapshot: SnapshotDep,
    index: IndexDep,
    focus: str = "",
    hops: Annotated[int, Query(ge=1, le=4)] = 1,
) -> Response:
    """What is in the graph, and one entity drawn."""
    iri = addresses.iri(snapshot.base, addresses.quoted(focus, safe="/%")) if focus else ""
    return explorer(request, snapshot, index, iri, Walk(hops))


@router.get("/static/{name}")
def static(request: Request, snapshot: SnapshotDep, name: str) -> Response:
    """A file of the pages; `tokens.css` is written from the same table as the pictures."""
    if name == "tokens.css":
        return answer(request, snapshot, stylesheet(), Format("css", "text/css"))
    file = _STATIC / name
    if Path(name).name != name or file.suffix not in _TYPES or not file.is_file():
        raise NotFoundError(f"no file {name} among the files of the pages")
    return answer(request, snapshot, file.read_text("utf-8"), Format(file.suffix[1:], _TYPES[file.suffix]))
