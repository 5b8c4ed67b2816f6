"""A small graph in its written form."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

DATA = Path(__file__).parent / "data"


def county() -> Store:
    """Two invented articles, their default graph the union of what they say."""
    store = Store()
    store.load(path=str(DATA / "county.trig"), format=RdfFormat.TRIG)
    for graph in list(store.named_graphs()):
        if not graph.value.endswith("/source"):
            said = list(store.quads_for_pattern(None, None, None, graph))
            store.extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in said)
    return store
