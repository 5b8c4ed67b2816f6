"""The subgraph as plain triples: types, labels, relations."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.layout.picture import Picture
from kg.vocab import KG, PREFIXES, RDF, RDFS, prefixed


def triples(picture: Picture) -> Iterator[Triple]:
    """A type and a label for each node, one triple for each relation."""
    for node in picture.subgraph.nodes:
        subject = NamedNode(node.iri)
        if node.type:
            yield Triple(subject, RDF.type_, KG[node.type])
        yield Triple(subject, RDFS.label, Literal(node.label, language="zh"))
    for edge in picture.subgraph.edges:
        yield Triple(NamedNode(edge.source), prefixed(edge.predicate), NamedNode(edge.target))


def write(picture: Picture, format: RdfFormat) -> str:
    """The triples in a format of the store's library, sorted, with our prefixes."""
    content = serialize(sorted(triples(picture), key=str), format=format, prefixes=dict(PREFIXES))
    assert content is not None  # it is, without an output
    return content.decode()
