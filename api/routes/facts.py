"""Facts, one or many, as page, JSON, CSV and RDF."""

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
from api.schemas import FactItem, Listing, dump
from kg import catalogue, entries, reading, vocab
from kg.describe import write
from kg.errors import ArgumentError

router = APIRouter(tags=["graph"])

_COLUMNS = (
    "iri", "kind", "kind_label", "subject", "relation", "object", "rest", "confidence", "support",
    "quote", "article", "title", "paragraph", "sentence",
)  # fmt: skip


@router.get("/facts", response_model=Listing[FactItem], summary="Facts with their evidence, best supported first")
def facts(
    request: Request,
    snapshot: SnapshotDep,
    index: IndexDep,
    kind: Annotated[list[str], Query(description="local names of fact classes")] = [],  # noqa: B006  # read only
    entity: Annotated[str, Query(description="IRI of an entity, or what follows /id/")] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    cursor: str = "",
) -> Response:
    """Facts of some kinds, of an entity, or all."""
    format = chosen(request, LISTED)
    kinds = _kinds([name for part in kind for name in part.split(",") if name])
    iri = addresses.iri(snapshot.base, addresses.quoted(entity, safe="/%")) if entity else ""
    page = catalogue.facts(index, kinds=kinds, entity=iri, limit=limit, cursor=cursor)
    if format is CSV:
        return answer(request, snapshot, table(request, _COLUMNS, map(_row, page.items)), CSV)
    if format is JSON:
        content = listing(request, [dump(FactItem.of(fact)) for fact in page.items], page.cursor)
        return answer(request, snapshot, as_json(content), JSON)
    body = render(
        request, "facts.html", snapshot.base, facts=page.items, cursor=page.cursor, kind=kind, entity=entity,
        counts=catalogue.fact_counts(index), totals=catalogue.totals(index), view="facts",
    )  # fmt: skip
    return answer(request, snapshot, body, HTML)


@router.get("/facts/{id:path}", response_model=FactItem, summary="A fact with all its evidence")
def fact(request: Request, snapshot: SnapshotDep, index: IndexDep, store: StoreDep, id: str) -> Response:
    """`id`: the percent-encoded IRI, or what follows `/id/fact/`."""
    names = [name for offer in ITEM for name in offer.names]
    path, extension = addresses.split_extension(addresses.requested(request, id), names)
    format = chosen(request, ITEM, extension)
    iri = addresses.iri(snapshot.base, path, "fact")
    syntax = RdfFormat.from_media_type(format.media_type) if format in GRAPHS else None
    if syntax is not None:
        return answer(request, snapshot, write(store, iri, syntax), format)
    return fact_page(request, snapshot, index, iri, format)


def fact_page(request: Request, snapshot: SnapshotDep, index: IndexDep, iri: str, format: Format) -> Response:
    """One fact as JSON or as a page."""
    found = catalogue.fact(index, iri)
    if format is JSON:
        return answer(request, snapshot, as_json(dump(FactItem.of(found))), JSON)
    contexts = [reading.context(index, quotation) for quotation in found.quotations]
    body = render(
        request, "fact.html", snapshot.base, fact=found, contexts=contexts, totals=catalogue.totals(index),
        view="facts",
    )  # fmt: skip
    return answer(request, snapshot, body, HTML)


def _kinds(names: list[str]) -> tuple[str, ...]:
    known = {vocab.local_name(iri.value): iri for iri in vocab.subclasses(vocab.KG.Fact)}
    found: dict[str, None] = {}
    for name in names:
        local = vocab.local_name(name).removeprefix("kg:")
        if local not in known:
            raise ArgumentError(f"kind={name}: one of {', '.join(sorted(known))} would be right")
        found |= dict.fromkeys(vocab.local_name(iri.value) for iri in vocab.subclasses(known[local]))
    return tuple(found)


def _row(fact: entries.FactEntry) -> tuple[object, ...]:
    said = fact.statement
    first = fact.quotations[0]
    rest = "；".join(f"{vocab.label(vocab.prefixed(v.property))}：{v.text}" for v in said.rest)
    return (
        fact.iri, fact.kind, vocab.label(vocab.KG[fact.kind]), said.subject.text if said.subject else "",
        vocab.label(vocab.prefixed(said.predicate)), "、".join(value.text for value in said.objects), rest,
        fact.confidence, fact.support, first.quote, first.article, first.title, first.paragraph, first.number,
    )  # fmt: skip
