"""The file for Protégé, opened with the OWL API and reasoned over with HermiT."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.export import export
from kg.iris import digest
from kg.store.snapshot import Snapshot
from kg.syntax import rdfxml
from kg.vocab import KG, ORG, OWL, RDF, RDFS, label, terms
from tests.county import graph, road
from tests.owl import Opinion, gate

ID = "https://w3id.org/zhitu/id/"
SCOPE = road().article.id[:12]
PERSON_IRI = NamedNode(ID + "person/程若水")
COUNTIES = f"{ID}class/{digest((ID + 'concept/县',))}"  # the class 县（个案）
CASE = f"""
<{ID}case/青禾县> a <{COUNTIES}> , <{OWL.NamedIndividual.value}> ;
    <{KG.hasLevel.value}> <{ID}level/{SCOPE}/模型/人才足> , <{ID}level/{SCOPE}/模型/资金薄> .
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with graph(tmp_path_factory.mktemp("county")) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def file(county: Snapshot) -> Store:
    """What the .owl file says."""
    return written(county)


def written(snapshot: Snapshot) -> Store:
    content = io.BytesIO()
    export(snapshot, "owl", content)
    store = Store()
    store.load(content.getvalue(), format=RdfFormat.RDF_XML)
    return store


@pytest.fixture(scope="module")
def opinions(county: Snapshot, seeds: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Opinion]:
    """The county graph, its Turtle with a county that a user added, and the graph of the seeds."""
    folder = tmp_path_factory.mktemp("protege")
    files = {"owl": (county, b""), "ttl": (county, CASE.encode()), "seeds.owl": (seeds, b"")}
    for name, (snapshot, more) in files.items():
        with (folder / name).open("wb") as file:
            export(snapshot, name.rpartition(".")[2], file)
            file.write(more)
    return dict(zip(files, gate(*(folder / name for name in files), members=KG.Case.value), strict=True))


@pytest.mark.parametrize("name", ["owl", "ttl", "seeds.owl"])
def test_the_file_is_in_owl_2_dl_declared_read_and_consistent(opinions: dict[str, Opinion], name: str) -> None:
    assert opinions[name].faults == ()
    assert opinions[name].axioms > 1000


def names(file: Store, iri: NamedNode) -> list[str]:
    labels = (quad.object for quad in file.quads_for_pattern(iri, RDFS.label, None))
    return [text.value for text in labels if isinstance(text, Literal) and text.language == "zh"]


def individuals(file: Store, type_: NamedNode = OWL.NamedIndividual) -> list[NamedNode]:
    found = (quad.subject for quad in file.quads_for_pattern(None, RDF.type, type_))
    return [individual for individual in found if isinstance(individual, NamedNode)]


def test_facts_and_evidence_can_be_read_by_their_names(file: Store) -> None:
    (post,) = individuals(file, KG.Affiliation)
    assert names(file, post) == ["任职：程若水 · 望川大学 · 副校长"]
    quotes = [name for evidence in individuals(file, KG.Evidence) for name in names(file, evidence)]
    assert "“望川大学副校长程若水”" in quotes


def test_every_individual_has_one_chinese_name_and_no_class_has_the_same(file: Store) -> None:
    classes = {label(class_) for class_ in terms(OWL.Class)}
    for individual in individuals(file):
        (name,) = names(file, individual)
        assert name not in classes
    (measure,) = individuals(file, KG.Measure)
    assert names(file, measure) == ["建议（举措）"]


def test_a_plain_triple_carries_the_fact_and_the_words_that_state_it(file: Store) -> None:
    axioms = {quad.subject for quad in file.quads_for_pattern(None, OWL.annotatedSource, PERSON_IRI)}
    (axiom,) = (a for a in axioms if Quad(a, OWL.annotatedProperty, ORG.memberOf) in file)
    (quote,) = {quad.object for quad in file.quads_for_pattern(axiom, KG.statedAs, None)}
    assert quote == Literal("望川大学副校长程若水")
    assert [quad.object for quad in file.quads_for_pattern(axiom, KG.statedBy, None)] == individuals(
        file, KG.Affiliation
    )


def test_words_that_only_suppose_are_no_basis_of_a_plain_triple(file: Store) -> None:
    (advice,) = individuals(file, KG.Recommendation)
    assert not list(file.quads_for_pattern(None, KG.statedBy, advice))


def test_the_reasoner_finds_the_quadrant_of_a_county(opinions: dict[str, Opinion], file: Store) -> None:
    # 资金薄 where the quadrant says 资金紧: both are the low side of 资金.
    types = {class_ for individual, class_ in opinions["ttl"].types if individual == ID + "case/青禾县"}
    assert {name for type_ in types for name in names(file, NamedNode(type_))} == {"个案", "县（个案）", "追赶型县"}


def test_characters_that_xml_forbids_are_replaced() -> None:
    said = Triple(PERSON_IRI, KG.gloss, Literal("a\x0bb\r\n<&>"))
    (quad,) = parse("".join(rdfxml([said])), format=RdfFormat.RDF_XML)
    assert quad.object == Literal("a\ufffdb\r\n<&>")
