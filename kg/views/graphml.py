"""GraphML, for Cytoscape, yEd, igraph: nodes carry `name` and `label`, edges `interaction`."""

from __future__ import annotations

from io import BytesIO

import networkx as nx

from kg.layout.picture import Picture
from kg.views import Options, View
from kg.views.networks import network


def graphml(picture: Picture, _: Options) -> str:
    """GraphML 1.0."""
    file = BytesIO()  # written as bytes, Chinese stays Chinese; as text it would be character references
    nx.write_graphml_xml(network(picture), file, named_key_ids=True)
    return file.getvalue().decode() + "\n"


VIEW = View("graphml", "application/graphml+xml", graphml)
