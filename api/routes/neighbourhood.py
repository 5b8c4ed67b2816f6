"""What surrounds an entity, in every format that `kg.views` has; for a browser, the page that draws it."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import addresses
from api.answers import answer, chosen, guarded, is_excel
from api.deps import IndexDep, SnapshotDep
from api.explorer import Walk, explorer
from api.formats import HTML, Format
from api.pages import Words, language
from kg import figures
from kg.errors import ArgumentError
from kg.neighbourhood import neighbourhood
from kg.views import Options, views
from kg.views.csv import table
from kg.views.palette import THEMES, Theme

router = APIRouter(tags=["graph"])

_ALSO = {"ttl": ("turtle",)}
_JSON_FIRST = sorted(views().values(), key=lambda view: (view.name != "json", view.name))
OFFERS = tuple(
    Format(view.name, view.media_type, extensions=_ALSO.get(view.name, ()), text=view.media_type.startswith("text/"))
    for view in _JSON_FIRST
)


@router.get("/neighbourhood/{id:path}", summary="The entities a few relations away, ranked and bounded")
@router.get("/neighborhood/{id:path}", include_in_schema=False)
def around(
    request: Request,
    snapshot: SnapshotDep,
    index: IndexDep,
    id: str,
    hops: Annotated[int, Query(ge=1, le=4)] = 1,
    limit: Annotated[int, Query(ge=1, le=600, description="most nodes, the centre counted")] = 150,
    direction: Annotated[str, Query(description="both, out or in")] = "both",
    types: Annotated[list[str], Query(description="local names of classes")] = [],  # noqa: B006  # read only
    predicates: Annotated[list[str], Query(description="prefixed names or IRIs")] = [],  # noqa: B006  # read only
    min_confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
    theme: str = "light",
) -> Response:
    """`id`: the percent-encoded IRI, or what follows `/id/`."""
    names = [name for offer in (*OFFERS, HTML) for name in offer.names]
    path, extension = addresses.split_extension(addresses.requested(request, id), names)
    iri = addresses.iri(snapshot.base, path)
    format = chosen(request, (*OFFERS, HTML), extension)
    walk = Walk(hops, direction, _split(types), _split(predicates), min_confidence)
    if format is HTML:
        return explorer(request, snapshot, index, iri, walk)
    subgraph = neighbourhood(index, [iri], limit=limit, language=language(request), **asdict(walk))
    words = Words(request, language(request), snapshot.base)
    options = Options(theme_of(theme), words.language, link=words.whole)
    content = views()[format.name].write(figures.picture(index, subgraph), options)
    if format.media_type == "text/csv" and is_excel(request):
        content = "\ufeff" + table([guarded(cell) for cell in row] for row in _rows(content))
    headers = {"X-Truncated": str(subgraph.truncated).lower()}
    return answer(request, snapshot, content, format, headers=headers)


def _split(values: list[str]) -> tuple[str, ...]:
    return tuple(name for value in values for name in value.split(",") if name)


def _rows(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content)))


def theme_of(name: str) -> Theme:
    """The theme of a picture. Raises ArgumentError."""
    for theme in THEMES:
        if theme == name:
            return theme
    raise ArgumentError(f"theme={name}: one of {', '.join(THEMES)} would be right")
