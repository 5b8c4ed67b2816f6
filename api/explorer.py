"""The page that shows one entity from all sides: its surroundings drawn, its models as what they are, its sentences."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass, replace

from fastapi import Request
from fastapi.responses import Response
from markupsafe import Markup

from api.answers import answer
from api.formats import HTML
from api.pages import Words, language, render
from kg import catalogue, figures
from kg.entries import EntityEntry, FactEntry
from kg.layout import NARROW, WIDE
from kg.model import Subgraph
from kg.neighbourhood import neighbourhood
from kg.store.snapshot import Snapshot
from kg.views import Options
from kg.views.palette import fact_kinds
from kg.views.svg import svg
from kg.vocab import KG, local_name, subclasses

_DRAWN = 32  # nodes that a figure of this size takes without becoming a hairball
_DRAWN_NARROW = 16
_READ, _FACTS, _OF_A_KIND = 200, 20, 6  # facts looked at, facts shown, and of one kind
_ARTICLES = 12
_OPENING = tuple(local_name(iri.value) for top in (KG.Model, KG.Concept) for iri in subclasses(top))


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the surroundings reach, and along which relations."""

    hops: int = 1
    direction: str = "both"
    types: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    min_confidence: float = 0.0


def explorer(request: Request, snapshot: Snapshot, index: sqlite3.Connection, focus: str, walk: Walk) -> Response:
    """The page around an entity; without one, around the model or concept with the most evidence."""
    opening = catalogue.entities(index, types=_OPENING, limit=1).items or catalogue.entities(index, limit=1).items
    articles = catalogue.articles(index, limit=_ARTICLES)
    common = {
        "counts": catalogue.counts(index),
        "totals": catalogue.totals(index),
        "articles": articles.items,
        "more_articles": bool(articles.cursor),
        "view": "graph",
        "hops": walk.hops,
    }
    if not focus and not opening:
        return answer(request, snapshot, render(request, "empty.html", snapshot.base, **common), HTML)
    entity = catalogue.entity(index, focus) if focus else opening[0]
    words = Words(request, language(request), snapshot.base)
    subgraph = neighbourhood(index, [entity.iri], limit=_DRAWN, language=words.language, **asdict(walk))
    facts = catalogue.facts(index, entity=entity.iri, limit=_READ)
    shown = _chosen(facts.items)
    title = words("figure.graph", name=entity.label, hops=words(f"hops.{walk.hops}"))
    body = render(
        request,
        "explorer.html",
        snapshot.base,
        entity=entity,
        wide=_drawn(index, subgraph, words, title, WIDE),
        narrow=_drawn(index, _nearest(subgraph, _DRAWN_NARROW), words, title, NARROW),
        subgraph=subgraph,
        models=tuple(_models(index, entity, subgraph, asked=bool(focus))),
        facts=shown,
        more=len(shown) < len(facts.items) or bool(facts.cursor),
        **common,
    )
    return answer(request, snapshot, body, HTML)


def _drawn(index: sqlite3.Connection, subgraph: Subgraph, words: Words, title: str, width: int) -> Markup:
    options = Options("light", words.language, title, words.at)
    return Markup(svg(figures.picture(index, subgraph, width=width), options))


def _chosen(facts: tuple[FactEntry, ...]) -> list[FactEntry]:
    """A few facts of each kind, kinds in the order of the palette, within a kind the best supported first."""
    order = fact_kinds()
    groups: dict[str, list[FactEntry]] = {}
    for fact in facts:
        groups.setdefault(fact.kind, []).append(fact)
    kinds = sorted(groups, key=lambda kind: order.index(kind) if kind in order else len(order))
    return [fact for kind in kinds for fact in sorted(groups[kind], key=_rank)[:_OF_A_KIND]][:_FACTS]


def _rank(fact: FactEntry) -> tuple[object, ...]:
    return -fact.support, [(quotation.article, quotation.start) for quotation in fact.quotations[:1]]


def _nearest(subgraph: Subgraph, limit: int) -> Subgraph:
    """The first nodes only: a phone's figure is small."""
    kept = {node.iri for node in subgraph.nodes[:limit]}
    edges = tuple(edge for edge in subgraph.edges if edge.source in kept and edge.target in kept)
    hidden = subgraph.hidden + len(subgraph.nodes) - len(kept)
    return replace(subgraph, nodes=subgraph.nodes[:limit], edges=edges, hidden=hidden)


def _models(index: sqlite3.Connection, entity: EntityEntry, subgraph: Subgraph, *, asked: bool) -> list[figures.Model]:
    """One matrix and one track: of the focus, else of what is drawn around it; to begin with also the best there is."""
    found = []
    for type in ("QuadrantModel", "StageModel"):
        near = [catalogue.entity(index, node.iri) for node in subgraph.nodes if node.type == type]
        near.sort(key=lambda entry: (entry.iri != entity.iri, -entry.support, -entry.confidence, entry.iri))
        if not near and not asked:
            near = list(catalogue.entities(index, types=(type,), limit=1).items)
        found += [model for entry in near[:1] if (model := figures.model(index, entry)) is not None]
    if not found and (own := figures.model(index, entity)) is not None:
        found.append(own)
    return found
