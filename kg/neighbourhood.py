"""What surrounds an entity: k hops along the plain triples, ranked by support, bounded.

The walk goes level by level. Each frontier node has its relations as two lazy cursors (out and in), already in the
order of support by the index of the table; the cursors of a level are merged, so that only as many rows are read as
are shown, even beside a node with a hundred thousand relations. Closer comes before better supported: therefore a
wider neighbourhood always contains the narrower, and so does one with a higher limit.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg import vocab
from kg.errors import ArgumentError, NotFoundError
from kg.model import Edge, Node, Subgraph

DIRECTIONS = ("both", "out", "in")
MOST_HOPS = 4
MOST_NODES = 600

_READ = 20_000  # rows of a walk; what lies beyond is not counted as hidden either
_COUNTED = 1_000  # nodes beyond the limit that are counted as hidden before the walk ends
_HUB = 60  # outgoing relations of an entity that are read to find those to the entities shown
_FRAMES = {"kg:hasQuadrant", "kg:includesStage", "kg:hasPart"}  # relations drawn as a frame around its parts


_Relation = tuple[str, str, str, str, float]  # source, target, predicate, fact, confidence


@dataclass(frozen=True, slots=True)
class _Filter:
    """Which relations the walk may use."""

    direction: str
    types: tuple[str, ...]
    predicates: tuple[str, ...]
    min_confidence: float

    def sides(self) -> Iterator[tuple[str, str]]:
        """The column we stand on and the column we go to."""
        if self.direction != "in":
            yield "source", "target"
        if self.direction != "out":
            yield "target", "source"

    def where(self) -> tuple[str, list[object]]:
        """Conditions on `edge` alone."""
        clauses, values = ["edge.confidence >= ?"], [self.min_confidence]
        if self.predicates:
            clauses.append("edge.predicate IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(self.predicates))  # type: ignore[arg-type]  # values for SQL of any sort
        return " AND ".join(clauses), list(values)


def neighbourhood(
    index: sqlite3.Connection,
    centres: Sequence[str],
    *,
    hops: int = 1,
    direction: str = "both",
    types: Iterable[str] = (),
    predicates: Iterable[str] = (),
    min_confidence: float = 0.0,
    limit: int = 150,
    language: str = "zh",
) -> Subgraph:
    """The entities at most `hops` relations away from the centres (IRIs), and all relations between them.

    `limit` counts the centres too. `types` are local names of classes, a superclass standing for all below it;
    `predicates` prefixed names or IRIs. Nodes come in the order centre, distance, support; positions are not set.
    Raises NotFoundError for a centre that the graph does not have, ArgumentError for a value out of range.
    """
    _check(hops, direction, min_confidence, limit)
    filter = _Filter(direction, _classes(types), tuple(map(_predicate, predicates)), min_confidence)
    order, hidden = _walk(index, dict.fromkeys(centres), hops, filter, limit)
    edges = tuple(_fold(_relations(index, order, filter), language))
    nodes = tuple(_nodes(index, order, _parents(edges)))
    found = {node.iri for node in nodes}
    for centre in centres:
        if centre not in found:
            raise NotFoundError(f"no entity {centre} in the graph; /search?q= finds entities by name")
    return Subgraph(tuple(dict.fromkeys(centres)), nodes, edges, hidden)


def _check(hops: int, direction: str, min_confidence: float, limit: int) -> None:
    if not 1 <= hops <= MOST_HOPS:
        raise ArgumentError(f"hops={hops}: a whole number from 1 to {MOST_HOPS} would be right")
    if direction not in DIRECTIONS:
        raise ArgumentError(f"direction={direction}: one of {', '.join(DIRECTIONS)} would be right")
    if not 0.0 <= min_confidence <= 1.0:
        raise ArgumentError(f"min_confidence={min_confidence}: a number from 0 to 1 would be right")
    if not 1 <= limit <= MOST_NODES:
        raise ArgumentError(f"limit={limit}: a whole number from 1 to {MOST_NODES} would be right")


def _classes(types: Iterable[str]) -> tuple[str, ...]:
    """Local names of the classes and of all below them."""
    found: dict[str, None] = {}
    for name in types:
        try:
            term = vocab.KG[vocab.local_name(name).removeprefix("kg:")]
        except AttributeError as error:
            raise ArgumentError(f"types={name}: {error}; /entities lists the types there are") from error
        found |= dict.fromkeys(vocab.local_name(iri.value) for iri in vocab.subclasses(term))
    return tuple(found)


def _predicate(name: str) -> str:
    return vocab.compact(name) if "://" in name else name if ":" in name else f"kg:{name}"


def _walk(
    index: sqlite3.Connection, centres: dict[str, None], hops: int, filter: _Filter, limit: int
) -> tuple[list[str], int]:
    """IRIs to show in order, and how many more were met."""
    seen, frontier, hidden, left = dict(centres), list(centres), 0, _READ
    for _ in range(hops):
        level: list[str] = []
        rows = heapq.merge(*(_neighbours(index, iri, side, filter) for iri in frontier for side in filter.sides()))
        for _, other in rows:
            left -= 1
            if left < 0:
                break
            if other in seen:
                continue
            seen[other] = None
            level.append(other)
        frontier = level
        if left < 0 or len(seen) >= limit + _COUNTED:
            break
    order = list(seen)
    hidden = max(0, len(order) - limit)
    return order[:limit], hidden


def _neighbours(
    index: sqlite3.Connection, iri: str, side: tuple[str, str], filter: _Filter
) -> Iterator[tuple[int, str]]:
    """Minus support and IRI of each entity one relation away, best first, lazily."""
    here, there = side
    where, values = filter.where()
    typed = ""
    if filter.types:
        typed = "AND entity.type IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(filter.types))
    cursor = index.execute(
        f"SELECT -edge.support, edge.{there} FROM edge JOIN entity ON entity.iri = edge.{there} "
        f"WHERE edge.{here} = ? AND {where} {typed} ORDER BY edge.support DESC, edge.{there}",
        [iri, *values],
    )
    yield from cursor


def _relations(index: sqlite3.Connection, iris: list[str], filter: _Filter) -> Iterator[_Relation]:
    """Every relation between two of the entities.

    Read from its source; where that has more than we care to read, from its target.
    """
    chosen, hubs = set(iris), list[str]()
    where, values = filter.where()
    columns = "source, target, predicate, fact, confidence"
    for iri in iris:
        query = f"SELECT {columns} FROM edge WHERE source = ? AND {where} LIMIT ?"
        rows = index.execute(query, [iri, *values, _HUB + 1]).fetchall()
        if len(rows) > _HUB:
            hubs.append(iri)
        else:
            yield from (tuple(row) for row in rows if row[1] in chosen)
    for iri in iris if hubs else ():
        from_hubs = f"target = ? AND source IN (SELECT value FROM json_each(?)) AND {where}"
        yield from map(
            tuple, index.execute(f"SELECT {columns} FROM edge WHERE {from_hubs}", [iri, json.dumps(hubs), *values])
        )


def _fold(rows: Iterable[_Relation], language: str) -> Iterator[Edge]:
    """Relations with the same ends and predicate become one edge with all their facts, surest first."""
    folded: dict[tuple[str, str, str], list[tuple[float, str]]] = {}
    for source, target, predicate, fact, confidence in rows:
        folded.setdefault((source, target, predicate), []).append((-confidence, fact))
    for (source, target, predicate), facts in sorted(folded.items()):
        facts.sort()
        label = vocab.label(_term(predicate), language)
        yield Edge(source, target, predicate, label, tuple(fact for _, fact in facts), -facts[0][0])


def _term(predicate: str) -> NamedNode:
    return vocab.prefixed(predicate) if predicate.partition(":")[0] in vocab.PREFIXES else NamedNode(predicate)


def _parents(edges: Iterable[Edge]) -> dict[str, str]:
    """Part → the model that frames it."""
    return {edge.target: edge.source for edge in edges if edge.predicate in _FRAMES}


def _nodes(index: sqlite3.Connection, iris: list[str], parents: dict[str, str]) -> Iterator[Node]:
    for iri in iris:
        row = index.execute("SELECT label, type, support FROM entity WHERE iri = ?", [iri]).fetchone()
        if row is not None:
            yield Node(iri, row[0], row[1], row[2], parents.get(iri))
