"""Nodes and relations as JSON, with positions, facts, and what was left out."""

from __future__ import annotations

import json
from typing import Any

from kg.layout.picture import Picture
from kg.views import Options, View


def record(picture: Picture) -> dict[str, Any]:
    """The subgraph as plain values: x and y from the top left of a figure of `width` × `height`."""
    subgraph = picture.subgraph
    return {
        "centres": list(subgraph.centres),
        "nodes": [
            {
                "id": node.iri,
                "label": node.label,
                "type": node.type,
                "support": node.support,
                "parent": node.parent,
                "x": node.x,
                "y": node.y,
            }
            for node in subgraph.nodes
        ],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "predicate": edge.predicate,
                "label": edge.label,
                "facts": list(edge.facts),
                "confidence": edge.confidence,
            }
            for edge in subgraph.edges
        ],
        "truncated": subgraph.truncated,
        "hidden": subgraph.hidden,
        "width": picture.width,
        "height": picture.height,
    }


def write(picture: Picture, _: Options) -> str:
    """The record, in UTF-8 as itself."""
    return json.dumps(record(picture), ensure_ascii=False)


VIEW = View("json", "application/json", write)
