"""Finding entities by name and sentences by words, as page, JSON and CSV."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from api.answers import LISTED, answer, as_json, chosen, table, wider_url
from api.deps import IndexDep, SnapshotDep
from api.formats import CSV, HTML, JSON
from api.pages import render
from api.routes.entities import types_of
from api.schemas import EntityHit, EntityItem, MarkedPiece, SentenceHit, dump
from kg import catalogue, search

router = APIRouter(tags=["graph"])


class Found(BaseModel):
    """What a search found: entities by name first, then sentences."""

    query: str
    items: list[EntityHit]
    sentences: list[SentenceHit]
    truncated: bool
    next_url: str | None


@router.get("/search", response_model=Found, summary="Names, aliases, pinyin initials, then sentences")
def find(
    request: Request,
    snapshot: SnapshotDep,
    index: IndexDep,
    q: Annotated[str, Query(description="a name, initials, or words of a sentence", max_length=200)] = "",
    type: Annotated[list[str], Query(description="local names of classes")] = [],  # noqa: B006  # read only
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    """Entities and sentences that hold the words."""
    format = chosen(request, LISTED)
    types = types_of([name for part in type for name in part.split(",") if name])
    query = q.strip()
    names = search.named(index, query, types=types, limit=limit + 1) if query else ()
    lines = search.sentences(index, query, limit=limit + 1) if query and not types else ()
    truncated = len(names) > limit or len(lines) > limit
    names, lines = names[:limit], lines[:limit]
    if format is CSV:
        columns = ("iri", "type", "label", "matched", "support")
        rows = [(h.entity.iri, h.entity.type, h.entity.label, _plain(h.matched), h.entity.support) for h in names]
        return answer(request, snapshot, table(request, columns, rows), CSV)
    if format is HTML:
        body = render(
            request, "search.html", snapshot.base, q=query, entities=names, sentences=lines,
            totals=catalogue.totals(index), view="search",
        )  # fmt: skip
        return answer(request, snapshot, body, HTML)
    found = Found(
        query=query,
        items=[EntityHit(**dump(EntityItem.of(hit.entity)), matched=_marked(hit.matched)) for hit in names],
        sentences=[
            SentenceHit(
                article=hit.article,
                title=hit.title or None,
                paragraph=hit.paragraph,
                number=hit.number,
                pieces=_marked(hit.pieces),
            )
            for hit in lines
        ],
        truncated=truncated,
        next_url=wider_url(request, limit, 200) if truncated else None,
    )
    return answer(request, snapshot, as_json(dump(found)), JSON)


def _marked(pieces: tuple[search.Piece, ...]) -> list[MarkedPiece]:
    return [MarkedPiece(text=piece.text, hit=piece.hit) for piece in pieces]


def _plain(pieces: tuple[search.Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)
