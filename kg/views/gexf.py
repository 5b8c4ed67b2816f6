"""GEXF 1.3, for Gephi: typed attributes, weights, positions and the colours of the types."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from kg.layout.picture import Picture
from kg.views import Options, View
from kg.views.palette import colours, kind

_NAMESPACE, _VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
_NODE = {"type": "string", "support": "integer", "parent": "string"}
_EDGE = {"predicate": "string", "confidence": "double", "facts": "string"}


def gexf(picture: Picture, _: Options) -> str:
    """A static directed graph. Gephi's y grows upwards, ours downwards."""
    palette = colours("light")
    root = ET.Element("gexf", {"xmlns": _NAMESPACE, "xmlns:viz": _VIZ, "version": "1.3"})
    graph = ET.SubElement(root, "graph", {"mode": "static", "defaultedgetype": "directed"})
    for name, fields in (("node", _NODE), ("edge", _EDGE)):
        declared = ET.SubElement(graph, "attributes", {"class": name, "mode": "static"})
        for field, type in fields.items():
            ET.SubElement(declared, "attribute", {"id": field, "title": field, "type": type})
    nodes = ET.SubElement(graph, "nodes")
    for node in picture.subgraph.nodes:
        element = ET.SubElement(nodes, "node", {"id": node.iri, "label": node.label})
        _values(element, {"type": node.type, "support": node.support, "parent": node.parent or ""})
        colour = palette[kind(node.type).name]
        red, green, blue = (str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
        ET.SubElement(element, "viz:position", {"x": str(node.x), "y": str(-node.y), "z": "0"})
        ET.SubElement(element, "viz:color", {"r": red, "g": green, "b": blue})
    edges = ET.SubElement(graph, "edges")
    for number, edge in enumerate(picture.subgraph.edges):
        head = {
            "id": str(number), "source": edge.source, "target": edge.target, "label": edge.label,
            "kind": edge.predicate, "weight": str(float(max(1, len(edge.facts)))),
        }  # fmt: skip
        element = ET.SubElement(edges, "edge", head)
        facts = " ".join(edge.facts)
        _values(element, {"predicate": edge.predicate, "confidence": float(edge.confidence), "facts": facts})
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _values(element: ET.Element, values: dict[str, object]) -> None:
    held = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        ET.SubElement(held, "attvalue", {"for": name, "value": str(value)})


VIEW = View("gexf", "application/gexf+xml", gexf)
