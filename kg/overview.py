"""The whole graph as one subgraph, for tools that draw networks themselves: every entity, every plain triple."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from itertools import count, groupby

from kg import vocab
from kg.layout.picture import Picture
from kg.model import Edge, Node, Subgraph

_TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: a sunflower's seeds never lie in line
_STEP = 40  # between neighbouring nodes


def overview(index: sqlite3.Connection, *, language: str = "zh") -> Picture:
    """All entities, best supported in the middle; their places are only a start for the tool's own layout."""
    entities = index.execute("SELECT iri, label, type, support FROM entity ORDER BY support DESC, iri").fetchall()
    nodes = tuple(
        Node(iri, name, type, support, x=x, y=y)
        for (iri, name, type, support), (x, y) in zip(entities, _sunflower(), strict=False)
    )
    rows = index.execute(
        "SELECT source, predicate, target, fact, confidence FROM edge WHERE target IN (SELECT iri FROM entity) "
        "AND source IN (SELECT iri FROM entity) ORDER BY source, predicate, target, fact"
    )
    edges = []
    for (source, predicate, target), same in groupby(rows, key=lambda row: row[:3]):
        facts, confidences = zip(*(row[3:] for row in same), strict=True)
        name = vocab.label(vocab.prefixed(predicate), language)
        edges.append(Edge(source, target, predicate, name, facts, max(confidences)))
    return Picture(Subgraph((), nodes, tuple(edges)), 0, 0, {}, {}, {})


def _sunflower() -> Iterator[tuple[float, float]]:
    for number in count():
        radius, angle = _STEP * math.sqrt(number), _TURN * number
        yield round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1)
