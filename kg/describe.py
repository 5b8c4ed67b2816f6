"""What the graph says of one individual, as triples: its own, those that point to it, and a fact's evidence."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, Triple, serialize

from kg.errors import NotFoundError
from kg.vocab import KG, PREFIXES

_MOST = 10_000  # triples that point to one individual


def describe(store: Store, iri: str) -> tuple[Triple, ...]:
    """The triples about an individual, sorted. Raises NotFoundError where the graph has none."""
    found = dict.fromkeys(_about(store, NamedNode(iri)))
    if not found:
        raise NotFoundError(f"the graph says nothing of {iri}")
    return tuple(sorted(found, key=str))


def write(store: Store, iri: str, format: RdfFormat) -> str:
    """The same in a format, with our prefixes."""
    content = serialize(describe(store, iri), format=format, prefixes=dict(PREFIXES))
    assert content is not None  # it is, without an output
    return content.decode()


def _about(store: Store, node: NamedNode) -> Iterator[Triple]:
    for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):
        yield quad.triple
        if quad.predicate == KG.evidence and isinstance(quad.object, NamedNode):
            for piece in store.quads_for_pattern(quad.object, None, None, DefaultGraph()):
                yield piece.triple
    for number, quad in enumerate(store.quads_for_pattern(None, None, node, DefaultGraph())):
        if number >= _MOST:
            return
        yield quad.triple
