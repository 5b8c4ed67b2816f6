"""Entities, one or many, as page, JSON, CSV and RDF; and `/id/…`, where every IRI of the graph opens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pyoxigraph import RdfFormat

from api import addresses
from api.answers import INDIVIDUAL, ITEM, LISTED, answer, as_json, chosen, listing, table, wider_url
from api.deps import IndexDep, SnapshotDep, StoreDep
from api.formats import CSV, GRAPHS, HTML, JSON, Format
from api.pages import render
from api.routes.articles import article_page
from api.routes.facts import fact_page
from api.schemas import EntityDetail, EntityItem, FactItem, Listing, ValueItem, dump
from kg import catalogue, figures, vocab
from kg.describe import write
from kg.entries import EntityEntry, Page
from kg.errors import ArgumentError, NotFoundError
from kg.search import named

router = APIRouter(tags=["graph"])

_FACTS_SHOWN = 100


def types_of(names: list[str]) -> tuple[str, ...]:
    """Local names of classes with all below them. Raises ArgumentError for what is no class of ours."""
    found: dict[str, None] = {}
    for name in names:
        local = vocab.local_name(name).removeprefix("kg:")
        try:
            below = vocab.subclasses(vocab.KG[local])
        except AttributeError as error:
            raise ArgumentError(f"type={name}: {error}; /entities lists the types there are") from error
        found |= dict.fromkeys(vocab.local_name(iri.value) for iri in below)
    return tuple(found)


@router.get("/entities", response_model=Listing[EntityItem], summary="Entities, best supported first")
def entities(
    request: Request,
    snapshot: SnapshotDep,
    index: IndexDep,
    type: Annotated[list[str], Query(description="local names of classes")] = [],  # noqa: B006  # read only
    q: Annotated[str, Query(description="part of a name", max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    cursor: str = "",
) -> Response:
    """Entities of some types, with a name, or all."""
    format = chosen(request, LISTED)
    types = types_of([name for part in type for name in part.split(",") if name])
    found: tuple[EntityEntry, ...] = ()
    if q:
        found = tuple(hit.entity for hit in named(index, q, types=types, limit=limit + 1))
        page = Page(found[:limit])
    else:
        page = catalogue.entities(index, types=types, limit=limit, cursor=cursor)
    if format is CSV:
        columns = ("iri", "type", "label", "aliases", "support", "articles", "confidence")
        rows = ((e.iri, e.type, e.label, "；".join(e.aliases), e.support, e.articles, e.confidence) for e in page.items)
        return answer(request, snapshot, table(request, columns, rows), CSV)
    content = listing(request, [dump(EntityItem.of(entry)) for entry in page.items], page.cursor)
    if q and len(found) > limit:
        content |= {"truncated": True, "next_url": wider_url(request, limit, 1000)}
    if format is JSON:
        return answer(request, snapshot, as_json(content), JSON)
    body = render(
        request, "entities.html", snapshot.base, entries=page.items, types=type, q=q, cursor=page.cursor,
        counts=catalogue.counts(index), totals=catalogue.totals(index), view="entities",
    )  # fmt: skip
    return answer(request, snapshot, body, HTML)


@router.get("/entities/{id:path}", response_model=EntityDetail, summary="An entity and what is said of it")
def entity(request: Request, snapshot: SnapshotDep, index: IndexDep, store: StoreDep, id: str) -> Response:
    """`id`: the percent-encoded IRI, or what follows `/id/`."""
    path, extension = _split(addresses.requested(request, id), ITEM)
    format = chosen(request, ITEM, extension)
    return _entity(request, snapshot, index, store, addresses.iri(snapshot.base, path), format)


@router.get("/id/{id:path}", summary="Any individual of the graph: RDF, JSON or a page")
def individual(request: Request, snapshot: SnapshotDep, index: IndexDep, store: StoreDep, id: str) -> Response:
    """Every IRI of the graph opens here, in the representation that is asked for."""
    path, extension = _split(addresses.requested(request, id), INDIVIDUAL)
    format = chosen(request, INDIVIDUAL, extension)
    iri = addresses.iri(snapshot.base, path)
    kind, _, rest = path.partition("/")
    if format in GRAPHS:
        return _rdf(request, snapshot, store, iri, format)
    if kind == "article":
        return article_page(request, snapshot, index, rest, format)
    if kind == "fact":
        return fact_page(request, snapshot, index, iri, format)
    if kind == "evidence":
        return fact_page(request, snapshot, index, catalogue.fact_of_evidence(index, iri), format)
    return _entity(request, snapshot, index, store, iri, format)


def _split(path: str, offers: tuple[Format, ...]) -> tuple[str, str | None]:
    return addresses.split_extension(path, [name for offer in offers for name in offer.names])


def _rdf(request: Request, snapshot: SnapshotDep, store: StoreDep, iri: str, format: Format) -> Response:
    syntax = RdfFormat.from_media_type(format.media_type)
    if syntax is None:
        raise NotFoundError(f"{format.media_type} is no RDF format")
    return answer(request, snapshot, write(store, iri, syntax), format)


def _entity(
    request: Request, snapshot: SnapshotDep, index: IndexDep, store: StoreDep, iri: str,
    format: Format,
) -> Response:  # fmt: skip
    if format in GRAPHS:
        return _rdf(request, snapshot, store, iri, format)
    entry = catalogue.entity(index, iri)
    facts = catalogue.facts(index, entity=iri, limit=_FACTS_SHOWN)
    attributes = catalogue.attributes(index, iri)
    if format is JSON:
        told = listing(request, [dump(FactItem.of(fact)) for fact in facts.items], "")
        told["truncated"] = bool(facts.cursor)
        if facts.cursor:
            told["next_url"] = (
                f"{request.base_url}facts?entity={addresses.quoted(iri)}&cursor={addresses.quoted(facts.cursor)}"
            )
        known = {"attributes": [dump(ValueItem.of(value)) for value in attributes], "facts": told}
        return answer(request, snapshot, as_json(dump(EntityItem.of(entry)) | known), JSON)
    body = render(
        request, "entity.html", snapshot.base, entity=entry, attributes=attributes, facts=facts.items,
        more=bool(facts.cursor), model=figures.model(index, entry), totals=catalogue.totals(index), view="entities",
    )  # fmt: skip
    return answer(request, snapshot, body, HTML)
