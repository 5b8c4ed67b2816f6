"""GraphML, for Cytoscape, yEd, igraph: nodes carry `name` and `label`, edges `interaction`."""

from __future__ import annotations

import networkx as nx

from kg.layout import Picture
from kg.views import Options, View
from kg.views.networks import network


def graphml(picture: Picture, _: Options) -> str:
    """GraphML 1.0."""
    body = "\n".join(nx.generate_graphml(network(picture), named_key_ids=True))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


VIEW = View("graphml", "application/graphml+xml", graphml)
