"""Triples subject by subject: the order in which every syntax writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.vocab import RDF, RDFS

Resource = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal
Statements = list[tuple[NamedNode, list[Value]]]  # what is said of one subject, property by property

_FIRST = {RDF.type: 0, RDFS.label: 1}


def subjects(triples: Iterable[Triple]) -> Iterator[tuple[Resource, Statements]]:
    """The triples subject by subject, each with its properties in order."""
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        ordered = sorted(group, key=_rank)
        statements = groupby(ordered, key=lambda triple: triple.predicate)
        yield subject, [(predicate, [_plain(triple.object) for triple in same]) for predicate, same in statements]


def _plain(term: Value | Triple) -> Value:
    if isinstance(term, Triple):
        raise TypeError(f"a triple as the object of a triple: {term}; our graphs hold none")
    return term


def _rank(triple: Triple) -> tuple[int, str, str]:
    return _FIRST.get(triple.predicate, 2), triple.predicate.value, str(triple.object)
