"""Entities as a table: one line an entity."""

from __future__ import annotations

from kg.layout.picture import Picture
from kg.views import Options, View
from kg.views.csv import table

COLUMNS = ("id", "label", "type", "support", "parent", "x", "y")


def nodes(picture: Picture, _: Options) -> str:
    """The entities with their positions."""
    rows = [
        (node.iri, node.label, node.type, node.support, node.parent or "", node.x, node.y)
        for node in picture.subgraph.nodes
    ]
    return table([COLUMNS, *rows])


VIEW = View("csv-nodes", "text/csv", nodes)
