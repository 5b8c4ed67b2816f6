"""The whole graph as a file, in the format that somebody's tool reads. The same graph gives the same bytes.

nq, trig        the dataset: each article's graphs, and the default graph that joins them
nt, jsonld      the default graph
owl, ttl        the default graph with the ontology, labelled and declared, for Protégé
graphml, gexf   entities and the plain triples between them, for Cytoscape and Gephi
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from tempfile import TemporaryFile
from typing import BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg import protege
from kg.errors import ArgumentError
from kg.iris import segment
from kg.overview import overview
from kg.store.snapshot import Snapshot
from kg.syntax import jsonld, rdfxml, trig, turtle
from kg.syntax.sorting import sorted_lines, sorted_triples
from kg.views import Options, views
from kg.vocab import KG, PREFIXES


def export(snapshot: Snapshot, format: str, writer: BinaryIO) -> None:
    """Write the graph in one of `FORMATS`, piece by piece. Raises ArgumentError for any other format."""
    for piece in exported(snapshot, format):
        writer.write(piece)


def exported(snapshot: Snapshot, format: str) -> Iterator[bytes]:
    """The graph in one of `FORMATS`, in pieces. Raises ArgumentError, at once, for any other format."""
    if format not in FORMATS:
        raise ArgumentError(f"no export format {format!r}; there are {', '.join(FORMATS)}")
    return FORMATS[format](snapshot)


def _lines(store: Store, format: RdfFormat, graph: NamedNode | DefaultGraph | None) -> Iterator[bytes]:
    """The lines of a graph, or of the dataset, in no order."""
    with TemporaryFile() as file:
        store.dump(file, format, from_graph=graph)
        file.seek(0)
        yield from file


def _nq(snapshot: Snapshot) -> Iterator[bytes]:
    return sorted_lines(_lines(snapshot.store, RdfFormat.N_QUADS, None))


def _nt(snapshot: Snapshot) -> Iterator[bytes]:
    return sorted_lines(_lines(snapshot.store, RdfFormat.N_TRIPLES, DefaultGraph()))


def _trig(snapshot: Snapshot) -> Iterator[bytes]:
    store = snapshot.store
    names: list[NamedNode | None] = [None, *sorted(g for g in store.named_graphs() if isinstance(g, NamedNode))]
    graphs = ((name, sorted_triples(_lines(store, RdfFormat.N_TRIPLES, name or DefaultGraph()))) for name in names)
    return _encoded(trig(graphs, _prefixes(snapshot)))


def _jsonld(snapshot: Snapshot) -> Iterator[bytes]:
    return _encoded(jsonld(sorted_triples(_nt(snapshot))))


def _owl(snapshot: Snapshot) -> Iterator[bytes]:
    return _encoded(rdfxml(protege.triples(snapshot.store, base=snapshot.base)))


def _ttl(snapshot: Snapshot) -> Iterator[bytes]:
    return _encoded(turtle(protege.triples(snapshot.store, base=snapshot.base), _prefixes(snapshot)))


def _graphml(snapshot: Snapshot) -> Iterator[bytes]:
    return _encoded((views()["graphml"].write(overview(snapshot.index), Options()),))


def _gexf(snapshot: Snapshot) -> Iterator[bytes]:
    return _encoded((views()["gexf"].write(overview(snapshot.index), Options()),))


def _prefixes(snapshot: Snapshot) -> Mapping[str, str]:
    """Ours, and one for each kind of individual that all articles share: person:程若水, fact:2c005c66c1b25873."""
    shared = (KG.Person, KG.Organization, KG.Role, KG.Concept, KG.Document, KG.Event, KG.Place, KG.Article, KG.Fact)
    names = (segment(class_) for class_ in (*shared, KG.Evidence))
    return {**PREFIXES, **{name: f"{snapshot.base}id/{name}/" for name in names}}


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


FORMATS: Mapping[str, Callable[[Snapshot], Iterator[bytes]]] = {
    "nq": _nq,
    "trig": _trig,
    "nt": _nt,
    "jsonld": _jsonld,
    "owl": _owl,
    "ttl": _ttl,
    "graphml": _graphml,
    "gexf": _gexf,
}
