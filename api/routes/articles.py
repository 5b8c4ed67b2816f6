"""Articles, one or many: the text as received with its evidence, as page, JSON, CSV and RDF."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pyoxigraph import RdfFormat

from api import addresses
from api.answers import ITEM, LISTED, answer, as_json, chosen, listing, table
from api.deps import IndexDep, SnapshotDep, StoreDep
from api.formats import CSV, GRAPHS, HTML, JSON, Format
from api.pages import render
from api.schemas import ArticleDetail, ArticleItem, CandidateItem, FactItem, Listing, SegmentItem, dump
from kg import catalogue, reading
from kg.describe import write

router = APIRouter(tags=["articles"])


@router.get("/articles", response_model=Listing[ArticleItem], summary="Articles, newest first")
def articles(
    request: Request,
    snapshot: SnapshotDep,
    index: IndexDep,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    cursor: str = "",
) -> Response:
    """All articles of the graph."""
    format = chosen(request, LISTED)
    page = catalogue.articles(index, limit=limit, cursor=cursor)
    items = [dump(ArticleItem.of(entry)) for entry in page.items]
    if format is CSV:
        columns = tuple(ArticleItem.model_fields)
        return answer(request, snapshot, table(request, columns, ([item[c] for c in columns] for item in items)), CSV)
    if format is JSON:
        return answer(request, snapshot, as_json(listing(request, items, page.cursor)), JSON)
    body = render(
        request, "articles.html", snapshot.base, articles=page.items, cursor=page.cursor,
        totals=catalogue.totals(index), view="articles",
    )  # fmt: skip
    return answer(request, snapshot, body, HTML)


@router.get("/articles/{id:path}", response_model=ArticleDetail, summary="An article and all it says")
def article(request: Request, snapshot: SnapshotDep, index: IndexDep, store: StoreDep, id: str) -> Response:
    """`id`: the SHA-256 of the text, or the percent-encoded IRI."""
    names = [name for offer in ITEM for name in offer.names]
    path, extension = addresses.split_extension(addresses.requested(request, id), names)
    format = chosen(request, ITEM, extension)
    iri = addresses.iri(snapshot.base, path, "article")
    syntax = RdfFormat.from_media_type(format.media_type) if format in GRAPHS else None
    if syntax is not None:
        return answer(request, snapshot, write(store, iri, syntax), format)
    return article_page(request, snapshot, index, iri.rsplit("/", 1)[-1], format)


def article_page(request: Request, snapshot: SnapshotDep, index: IndexDep, id: str, format: Format) -> Response:
    """One article as JSON or as a page."""
    entry = catalogue.article(index, id)
    facts = catalogue.facts_of_article(index, id)
    candidates = catalogue.candidates(index, id)
    segments = reading.segments(index, id)
    if format is JSON:
        content = dump(ArticleItem.of(entry)) | {
            "text": reading.raw_text(index, id),
            "segments": [dump(SegmentItem.of(segment)) for segment in segments],
            "statements": [dump(FactItem.of(fact)) for fact in facts],
            "candidates": [dump(CandidateItem.of(c)) for c in candidates],
        }
        return answer(request, snapshot, as_json(content), JSON)
    body = render(
        request, "article.html", snapshot.base, article=entry, facts={fact.iri: fact for fact in facts},
        numbers=reading.numbers(segments), paragraphs=reading.paragraphs(segments),
        candidates=candidates, totals=catalogue.totals(index), view="articles",
    )  # fmt: skip
    return answer(request, snapshot, body, HTML)
