"""Relations as a table: labels beside IRIs, one line a relation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from kg.layout.picture import Picture
from kg.views import Options, View

COLUMNS = (
    "source", "source_label", "source_type", "predicate", "label", "target", "target_label", "target_type",
    "confidence", "facts",
)  # fmt: skip


def table(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180)."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def edges(picture: Picture, _: Options) -> str:
    """The relations; several facts are separated by spaces."""
    nodes = {node.iri: node for node in picture.subgraph.nodes}
    rows = [
        (
            edge.source, nodes[edge.source].label, nodes[edge.source].type, edge.predicate, edge.label,
            edge.target, nodes[edge.target].label, nodes[edge.target].type, edge.confidence, " ".join(edge.facts),
        )
        for edge in picture.subgraph.edges
    ]  # fmt: skip
    return table([COLUMNS, *rows])


VIEW = View("csv", "text/csv", edges)
