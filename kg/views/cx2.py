"""CX2, for Cytoscape and NDEx: every attribute declared with its type."""

from __future__ import annotations

import json

from kg.layout.picture import Picture
from kg.views import Options, View


def cx2(picture: Picture, options: Options) -> str:
    """The aspects of CX2 in their order: descriptor, declarations, network, nodes, edges, status."""
    nodes, edges = picture.subgraph.nodes, picture.subgraph.edges
    number = {node.iri: i for i, node in enumerate(nodes)}
    aspects: list[dict[str, object]] = [
        {"CXVersion": "2.0", "hasFragments": False},
        {
            "metaData": [
                {"name": "attributeDeclarations", "elementCount": 1},
                {"name": "networkAttributes", "elementCount": 1},
                {"name": "nodes", "elementCount": len(nodes)},
                {"name": "edges", "elementCount": len(edges)},
            ]
        },
        {
            "attributeDeclarations": [
                {
                    "networkAttributes": {"name": {"d": "string"}},
                    "nodes": {"name": {"d": "string"}, "iri": {"d": "string"}, "type": {"d": "string"}, "support": {"d": "integer"}},  # noqa: E501  # one row
                    "edges": {"interaction": {"d": "string"}, "predicate": {"d": "string"}, "confidence": {"d": "double"}, "facts": {"d": "list_of_string"}},  # noqa: E501  # one row
                }
            ]
        },
        {"networkAttributes": [{"name": options.title or "、".join(n.label for n in nodes[:1])}]},
        {
            "nodes": [
                {"id": number[n.iri], "x": n.x, "y": n.y, "v": {"name": n.label, "iri": n.iri, "type": n.type, "support": n.support}}  # noqa: E501  # one row
                for n in nodes
            ]
        },
        {
            "edges": [
                {"id": i, "s": number[e.source], "t": number[e.target], "v": {"interaction": e.label, "predicate": e.predicate, "confidence": e.confidence, "facts": list(e.facts)}}  # noqa: E501  # one row
                for i, e in enumerate(edges)
            ]
        },
        {"status": [{"success": True}]},
    ]  # fmt: skip
    return json.dumps(aspects, ensure_ascii=False)


VIEW = View("cx2", "application/json", cx2)
