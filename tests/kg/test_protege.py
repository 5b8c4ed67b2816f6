"""The file for Protégé, opened with the OWL API and reasoned over with HermiT."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.export import export
from kg.iris import digest
from kg.vocab import KG, OWL, RDF, RDFS, label, terms
from tests.county import county
from tests.owl import Opinion, gate

ID = "https://w3id.org/zhitu/id/"
COUNTY = f"{ID}class/{digest((ID + 'concept/县',))}"  # 县（个案）
CASE = f"""
<{ID}case/青禾县> a <{COUNTY}> , <{OWL.NamedIndividual.value}> ;
    <{KG.hasLevel.value}> <{ID}level/aaaa/人才/足> , <{ID}level/aaaa/资金/薄> .
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """What the .owl file says."""
    path = tmp_path_factory.mktemp("owl") / "graph.owl"
    with path.open("wb") as file:
        export(county(), "owl", file)
    store = Store()
    store.load(path=str(path), format=RdfFormat.RDF_XML)
    return store


@pytest.fixture(scope="module", params=["owl", "ttl"])
def opinion(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opinion:
    path: Path = tmp_path_factory.mktemp("protege") / f"graph.{request.param}"
    with path.open("wb") as file:
        export(county(), request.param, file)
        if request.param == "ttl":
            file.write(CASE.encode())
    return gate(path, members=KG.Case.value)


def test_the_file_is_in_owl_2_dl_declared_read_and_consistent(opinion: Opinion) -> None:
    assert opinion.faults == ()
    assert opinion.axioms > 1000


def label_of(graph: Store, iri: str) -> str:
    (quad,) = graph.quads_for_pattern(NamedNode(iri), RDFS.label, None)
    assert isinstance(quad.object, Literal)
    assert quad.object.language == "zh"
    return quad.object.value


def test_facts_and_evidence_can_be_read_by_their_names(graph: Store) -> None:
    assert label_of(graph, ID + "fact/post") == "任职：程若水 · 望川大学 · 副校长"
    assert label_of(graph, ID + "evidence/post-a") == "“望川大學副校長程若水”"


def test_every_individual_has_one_chinese_name(graph: Store) -> None:
    for quad in graph.quads_for_pattern(None, RDF.type, OWL.NamedIndividual):
        assert isinstance(quad.subject, NamedNode)
        assert label_of(graph, quad.subject.value)


def test_no_individual_is_called_like_a_class(graph: Store) -> None:
    classes = {label(class_) for class_ in terms(OWL.Class)}
    for quad in graph.quads_for_pattern(None, RDF.type, OWL.NamedIndividual):
        assert isinstance(quad.subject, NamedNode)
        assert label_of(graph, quad.subject.value) not in classes
    assert label_of(graph, ID + "measure/aaaa/建议") == "建议（举措）"


def test_a_plain_triple_carries_the_words_that_state_it(graph: Store) -> None:
    person = NamedNode(ID + "person/程若水")
    member_of = NamedNode("http://www.w3.org/ns/org#memberOf")
    axioms = {quad.subject for quad in graph.quads_for_pattern(None, OWL.annotatedSource, person)}
    (axiom,) = (a for a in axioms if Quad(a, OWL.annotatedProperty, member_of) in graph)
    quotes = {quad.object for quad in graph.quads_for_pattern(axiom, KG.statedAs, None)}
    assert quotes == {Literal("望川大學副校長程若水"), Literal("望川大学副校长程若水")}
    assert Quad(axiom, KG.statedBy, NamedNode(ID + "fact/post")) in graph


def test_words_that_do_not_assert_are_no_basis_of_a_plain_triple(graph: Store) -> None:
    assert not list(graph.quads_for_pattern(None, KG.statedBy, NamedNode(ID + "fact/advice")))


@pytest.mark.parametrize("opinion", ["ttl"], indirect=True)
def test_the_reasoner_finds_the_quadrant_of_a_county(opinion: Opinion, graph: Store) -> None:
    # 薄 where the quadrant says 紧: both are the low side of 资金.
    types = {class_ for individual, class_ in opinion.types if individual == ID + "case/青禾县"}
    names = {
        quad.object.value
        for type_ in types
        for quad in graph.quads_for_pattern(NamedNode(type_), RDFS.label, None)
        if isinstance(quad.object, Literal)
    }
    assert "追赶型县" in names
    assert "领跑型县" not in names


def test_characters_that_xml_forbids_are_replaced(tmp_path: Path) -> None:
    store = county()
    store.add(Quad(NamedNode(ID + "person/程若水"), NamedNode(KG.gloss.value), Literal("a\x0bb\r\n<&>")))
    with (tmp_path / "graph.owl").open("wb") as file:
        export(store, "owl", file)
    glosses = [
        quad.object
        for quad in parse(path=str(tmp_path / "graph.owl"), format=RdfFormat.RDF_XML)
        if quad.predicate == KG.gloss
    ]
    assert glosses == [Literal("a\ufffdb\r\n<&>")]
