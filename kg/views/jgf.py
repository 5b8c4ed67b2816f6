"""JSON Graph Format 2."""

from __future__ import annotations

import json

from kg.layout.picture import Picture
from kg.views import Options, View


def jgf(picture: Picture, _: Options) -> str:
    """`{"graph": {"nodes": {id: …}, "edges": […]}}`."""
    nodes = {
        node.iri: {
            "label": node.label,
            "metadata": {"type": node.type, "support": node.support, "x": node.x, "y": node.y},
        }
        for node in picture.subgraph.nodes
    }
    edges = [
        {
            "source": edge.source,
            "target": edge.target,
            "relation": edge.predicate,
            "label": edge.label,
            "metadata": {"facts": list(edge.facts), "confidence": edge.confidence},
        }
        for edge in picture.subgraph.edges
    ]
    return json.dumps({"graph": {"directed": True, "nodes": nodes, "edges": edges}}, ensure_ascii=False)


VIEW = View("jgf", "application/json", jgf)
