"""Every format says the same graph, in the same bytes whatever the order it was put in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.errors import ArgumentError
from kg.export import FORMATS, export
from kg.store.snapshot import Snapshot
from tests.county import graph, road, steps

TRIPLES = {"nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
DATASETS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with graph(tmp_path_factory.mktemp("county")) as snapshot:
        yield snapshot


def exported(snapshot: Snapshot, format: str) -> bytes:
    file = io.BytesIO()
    export(snapshot, format, file)
    return file.getvalue()


def default_graph(snapshot: Snapshot) -> set[Triple]:
    return {quad.triple for quad in snapshot.store.quads_for_pattern(None, None, None, DefaultGraph())}


@pytest.mark.parametrize("format", sorted(TRIPLES))
def test_the_default_graph_comes_back(county: Snapshot, format: str) -> None:
    read = {quad.triple for quad in parse(exported(county, format), format=TRIPLES[format])}
    assert read == default_graph(county)


@pytest.mark.parametrize("format", sorted(DATASETS))
def test_the_dataset_comes_back(county: Snapshot, format: str) -> None:
    assert set(parse(exported(county, format), format=DATASETS[format])) == set(county.store)


def test_the_order_of_articles_does_not_matter(county: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> None:
    with graph(tmp_path_factory.mktemp("reversed"), steps(), road()) as other:
        for format in FORMATS:
            assert exported(other, format) == exported(county, format), format


@pytest.mark.parametrize("format", ["nt", "nq"])
def test_lines_are_in_order_and_each_there_once(county: Snapshot, format: str) -> None:
    lines = exported(county, format).splitlines()
    assert lines == sorted(set(lines))


def test_turtle_and_rdf_xml_hold_one_graph_and_all_of_the_default_graph(county: Snapshot) -> None:
    turtle, owl = exported(county, "ttl"), exported(county, "owl")
    assert isomorphic(Graph().parse(data=turtle, format="turtle"), Graph().parse(data=owl, format="xml"))
    missing = default_graph(county) - {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)}
    # A label like that of a class: now an alternative one.
    assert [str(triple.object) for triple in missing] == ['"建议"@zh']


def test_trig_is_for_reading(county: Snapshot) -> None:
    text = exported(county, "trig").decode()
    assert '\nperson:程若水 a kg:Person ;\n    rdfs:label "程若水"@zh ;\n' in text
    assert "\n    org:memberOf organization:望川大学 ;\n" in text
    assert "\n        kg:position 1 ;\n" in text


def test_json_ld_is_for_reading(county: Snapshot) -> None:
    text = exported(county, "jsonld").decode()
    assert '"type": "Affiliation"' in text
    assert '"label": {"zh": "程若水"}' in text
    assert '"position": 1' in text


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_a_network_has_every_entity_and_every_plain_triple_between_them(county: Snapshot, format: str) -> None:
    root = ElementTree.fromstring(exported(county, format))
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert tags.count("node") == county.index.execute("SELECT count(*) FROM entity").fetchone()[0]
    triples = "SELECT count(*) FROM (SELECT DISTINCT source, predicate, target FROM edge JOIN entity ON iri = target)"
    assert tags.count("edge") == county.index.execute(triples).fetchone()[0] > 10
    assert "望川大学" in exported(county, format).decode()


def test_an_unknown_format_is_refused_with_those_there_are(county: Snapshot) -> None:
    with pytest.raises(ArgumentError, match=r"'xls'.*nq.*owl.*graphml"):
        export(county, "xls", io.BytesIO())


def test_an_empty_graph_can_be_exported(tmp_path: Path) -> None:
    with Snapshot.open(tmp_path) as empty:
        for format in FORMATS:
            exported(empty, format)
