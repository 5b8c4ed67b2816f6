"""Cytoscape.js JSON: elements with data and positions; parts name the model that frames them."""

from __future__ import annotations

import json

from kg.layout.picture import Picture
from kg.views import Options, View


def cytoscape(picture: Picture, _: Options) -> str:
    """`{"elements": {"nodes": […], "edges": […]}}`."""
    shown = {node.iri for node in picture.subgraph.nodes}
    nodes = [
        {
            "data": {
                "id": node.iri,
                "label": node.label,
                "name": node.label,
                "type": node.type,
                "support": node.support,
            }
            | ({"parent": node.parent} if node.parent in shown else {}),
            "position": {"x": node.x, "y": node.y},
        }
        for node in picture.subgraph.nodes
    ]
    edges = [
        {
            "data": {
                "id": f"e{number}", "source": edge.source, "target": edge.target, "label": edge.label,
                "interaction": edge.label, "predicate": edge.predicate, "facts": list(edge.facts),
                "confidence": edge.confidence,
            }
        }
        for number, edge in enumerate(picture.subgraph.edges)
    ]  # fmt: skip
    return json.dumps({"elements": {"nodes": nodes, "edges": edges}}, ensure_ascii=False)


VIEW = View("cytoscape", "application/json", cytoscape)
