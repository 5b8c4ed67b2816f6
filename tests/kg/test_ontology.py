"""The ontology as people and tools meet it: every term explained in two languages, and a file that Protégé takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from kg import vocab
from kg.resources import ONTOLOGY
from tests.owl import gate

KG = Namespace(vocab.PREFIXES["kg"])
CLASS = (OWL.Class,)
PROPERTY = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
LANGUAGE = tuple(vocab.PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY / "kg.ttl")


def terms(ontology: Graph, *types: URIRef) -> Iterator[URIRef]:
    for type_ in types:
        yield from (term for term in ontology.subjects(RDF.type, type_) if isinstance(term, URIRef))


def languages(ontology: Graph, term: Node, property_: URIRef) -> Counter[str | None]:
    return Counter(text.language for text in ontology.objects(term, property_) if isinstance(text, Literal))


def test_every_term_has_one_label_and_one_comment_in_chinese_and_in_english(ontology: Graph) -> None:
    for term in terms(ontology, *CLASS, *PROPERTY):
        assert languages(ontology, term, RDFS.label) == {"zh": 1, "en": 1}, term
        assert languages(ontology, term, RDFS.comment) == {"zh": 1, "en": 1}, term


def test_every_term_of_ours_has_a_chinese_example_and_every_other_says_where_it_comes_from(ontology: Graph) -> None:
    for term in terms(ontology, *CLASS, *PROPERTY):
        if term in KG:
            assert languages(ontology, term, SKOS.example) == {"zh": 1}, term
        else:
            source = ontology.value(term, RDFS.isDefinedBy)
            assert source is not None, term
            assert str(term).startswith(str(source)), term


def test_nothing_is_used_that_is_not_declared(ontology: Graph) -> None:
    declared = set(terms(ontology, *CLASS, *PROPERTY, OWL.Ontology))
    links = {
        node for link in (RDFS.isDefinedBy, OWL.versionIRI, DCTERMS.license) for node in ontology.objects(None, link)
    }
    used = {node for triple in ontology for node in triple if isinstance(node, URIRef)} - links
    used = {node for node in used if not str(node).startswith(LANGUAGE)}
    assert used <= declared
    for kind in vocab.fact_kinds():
        named = {rule.property.value for rule in vocab.arguments(kind)}
        named |= {shortcut.predicate.value for shortcut in vocab.shortcuts(kind)}
        assert named <= {str(term) for term in declared}, kind


def test_every_term_is_declared_as_exactly_one_thing(ontology: Graph) -> None:
    counted = Counter(terms(ontology, *CLASS, *PROPERTY))
    assert [term for term, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("types", [CLASS, PROPERTY], ids=["classes", "properties"])
def test_no_two_classes_and_no_two_properties_share_a_label(
    ontology: Graph, types: tuple[URIRef, ...], language: str
) -> None:
    labels = Counter(vocab.label(NamedNode(term), language) for term in terms(ontology, *types))
    # An argument and the plain property that it stands behind may be the same word to a reader: role, 职务.
    assert [label for label, count in labels.items() if count > 1] == []


def test_the_shortcuts_of_a_fact_join_its_own_arguments() -> None:
    for kind in vocab.fact_kinds():
        arguments = {rule.property for rule in vocab.arguments(kind)}
        for shortcut in vocab.shortcuts(kind):
            assert {shortcut.subject, shortcut.object} <= arguments | {None}, kind


def test_every_kind_of_fact_is_a_fact_with_arguments() -> None:
    bare = set(vocab.subclasses(vocab.KG.Fact)) - set(vocab.fact_kinds())
    assert bare == {vocab.KG.Fact, vocab.KG.Relation}  # the two that only gather others


def test_the_version_has_an_address_of_its_own(ontology: Graph) -> None:
    header = ontology.value(predicate=RDF.type, object=OWL.Ontology)
    assert header == URIRef(vocab.ONTOLOGY_IRI)
    assert ontology.value(header, OWL.versionIRI) != header


def test_a_person_is_a_person_to_other_vocabularies_too(ontology: Graph) -> None:
    assert (KG.Person, RDFS.subClassOf, FOAF.Person) in ontology


def test_the_ontology_is_in_owl_2_dl_and_its_classes_can_have_members() -> None:
    (opinion,) = gate(ONTOLOGY / "kg.ttl")
    assert opinion.faults == ()
    assert opinion.axioms > 1000
