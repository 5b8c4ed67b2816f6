"""Models as what they are: quadrants as a matrix, stages as a track, parts as a list; as JSON, page and picture."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import addresses
from api.answers import LISTED, answer, as_json, chosen, listing, table
from api.deps import IndexDep, SnapshotDep
from api.formats import CSV, HTML, JSON, Format
from api.pages import Words, language, render
from api.routes.entities import types_of
from api.routes.neighbourhood import theme_of
from api.schemas import EntityItem, Listing, dump
from kg import catalogue, figures
from kg.errors import NotFoundError
from kg.figures import Matrix, Track
from kg.views import Options
from kg.views.matrix import matrix_svg
from kg.views.stages import stages_svg

router = APIRouter(tags=["graph"])

_SVG = Format("svg", "image/svg+xml", text=False)


@router.get("/models", response_model=Listing[EntityItem], summary="Models, best supported first")
def models(
    request: Request,
    snapshot: SnapshotDep,
    index: IndexDep,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    cursor: str = "",
) -> Response:
    """Quadrant, stage, component and formula models."""
    format = chosen(request, LISTED)
    page = catalogue.entities(index, types=types_of(["Model"]), limit=limit, cursor=cursor)
    if format is CSV:
        columns = ("iri", "type", "label", "support", "articles")
        rows = ((e.iri, e.type, e.label, e.support, e.articles) for e in page.items)
        return answer(request, snapshot, table(request, columns, rows), CSV)
    if format is JSON:
        content = listing(request, [dump(EntityItem.of(entry)) for entry in page.items], page.cursor)
        return answer(request, snapshot, as_json(content), JSON)
    body = render(
        request, "entities.html", snapshot.base, entries=page.items, types=["Model"], q="", cursor=page.cursor,
        counts=catalogue.counts(index), totals=catalogue.totals(index), view="entities",
    )  # fmt: skip
    return answer(request, snapshot, body, HTML)


@router.get("/models/{id:path}", summary="A model with its parts, as JSON; `…/matrix.svg`, `…/stages.svg`: drawn")
def model(request: Request, snapshot: SnapshotDep, index: IndexDep, id: str, theme: str = "light") -> Response:
    """`id`: the percent-encoded IRI, or what follows `/id/model/`."""
    path = addresses.requested(request, id)
    stem, slash, picture = path.rpartition("/")
    if not slash or picture not in ("matrix.svg", "stages.svg"):
        stem, picture = addresses.split_extension(path, JSON.names)[0], ""
    entry = catalogue.entity(index, _iri(snapshot.base, stem))
    found = figures.model(index, entry)
    if found is None:
        raise NotFoundError(f"{entry.label} is no model; /models lists those there are")
    words = Words(request, language(request), snapshot.base)
    options = Options(theme_of(theme), words.language, link=words.whole)
    if not picture:
        return answer(request, snapshot, as_json(dump(EntityItem.of(entry)) | {"model": _record(found)}), JSON)
    if picture == "matrix.svg" and isinstance(found, Matrix) and found.x:
        return answer(request, snapshot, matrix_svg(found, options), _SVG)
    if picture == "stages.svg" and isinstance(found, Track):
        return answer(request, snapshot, stages_svg(found, options), _SVG)
    raise NotFoundError(f"{entry.label} has no {picture.removesuffix('.svg')}; it is drawn as another kind of model")


def _iri(base: str, path: str) -> str:
    return addresses.iri(base, path if path.startswith(("model/", "http")) else f"model/{path}")


def _record(found: figures.Model) -> dict[str, Any]:
    """The figure as plain values; of each fact behind it only the IRI."""

    def plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {name: value["iri"] if name == "fact" and isinstance(value, dict) else value for name, value in pairs}

    return asdict(found, dict_factory=plain)
