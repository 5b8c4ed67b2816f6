"""Every format says the same graph, in the same bytes whatever the order it was put in."""

from __future__ import annotations

import io
import random

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.errors import ArgumentError
from kg.export import FORMATS, export
from tests.county import county

TRIPLES = {"nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
DATASETS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}


def exported(store: Store, format: str) -> bytes:
    file = io.BytesIO()
    export(store, format, file)
    return file.getvalue()


def default_graph(store: Store) -> set[Triple]:
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}


@pytest.mark.parametrize("format", sorted(TRIPLES))
def test_the_default_graph_comes_back(format: str) -> None:
    store = county()
    read = {quad.triple for quad in parse(exported(store, format), format=TRIPLES[format])}
    assert read == default_graph(store)


@pytest.mark.parametrize("format", sorted(DATASETS))
def test_the_dataset_comes_back(format: str) -> None:
    store = county()
    assert set(parse(exported(store, format), format=DATASETS[format])) == set(store)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_the_order_of_writing_does_not_matter(format: str) -> None:
    store = county()
    quads = list(store)
    random.Random(7).shuffle(quads)
    other = Store()
    other.extend(quads)
    assert exported(other, format) == exported(store, format)


def test_lines_are_in_order() -> None:
    for format in ("nt", "nq"):
        lines = exported(county(), format).splitlines()
        assert lines == sorted(set(lines))


def test_turtle_and_rdf_xml_hold_one_graph_and_all_of_the_default_graph() -> None:
    store = county()
    turtle, owl = exported(store, "ttl"), exported(store, "owl")
    assert isomorphic(Graph().parse(data=turtle, format="turtle"), Graph().parse(data=owl, format="xml"))
    missing = default_graph(store) - {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)}
    assert [triple.object.value for triple in missing] == [
        "建议"
    ]  # a label like that of a class: now an alternative one


def test_trig_is_for_reading() -> None:
    text = exported(county(), "trig").decode()
    assert "\n        kg:start 13 .\n" in text
    assert '\n        rdfs:label "程若水"@zh ;\n' in text


def test_json_ld_is_for_reading() -> None:
    text = exported(county(), "jsonld").decode()
    assert '"type": "Affiliation"' in text
    assert '"label": {"zh": "程若水"}' in text
    assert '"start": 13' in text


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(ArgumentError, match=r"'xls'.*jsonld.*nq.*owl"):
        export(county(), "xls", io.BytesIO())


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_an_empty_graph_can_be_exported(format: str) -> None:
    exported(Store(), format)
