"""The subgraph as a networkx graph with typed, scalar attributes: what the network formats are written from."""

from __future__ import annotations

import networkx as nx

from kg.layout.picture import Picture


def network(picture: Picture) -> nx.MultiDiGraph:
    """Nodes by IRI; edges by number, so that two relations between the same ends stay two."""
    graph = nx.MultiDiGraph()
    for node in picture.subgraph.nodes:
        graph.add_node(
            node.iri, label=node.label, name=node.label, type=node.type, support=int(node.support),
            x=float(node.x), y=float(node.y), parent=node.parent or "",
        )  # fmt: skip
    for number, edge in enumerate(picture.subgraph.edges):
        graph.add_edge(
            edge.source, edge.target, key=number, label=edge.label, interaction=edge.label, predicate=edge.predicate,
            weight=float(max(1, len(edge.facts))), confidence=float(edge.confidence), facts=" ".join(edge.facts),
        )  # fmt: skip
    return graph
