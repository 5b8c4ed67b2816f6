"""The files derived from the ontology are what the ontology says now."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import SH, Graph

from kg import derived, vocab
from kg.resources import ONTOLOGY
from kg.vocab import OWL


def test_the_committed_context_is_in_step() -> None:
    assert (ONTOLOGY / "context.jsonld").read_text("utf-8") == derived.context()


def test_the_committed_shapes_are_in_step() -> None:
    written, marker, rest = (ONTOLOGY / "shapes.ttl").read_text("utf-8").partition(derived.MARKER)
    assert marker + rest == derived.shapes()
    assert written.count("sh:NodeShape") > 5


def test_the_committed_reference_page_is_in_step() -> None:
    assert (ONTOLOGY.parent / "docs/reference/ontology.md").read_text("utf-8") == derived.reference()


def test_every_fact_class_has_its_shape() -> None:
    shapes = Graph().parse(data=(ONTOLOGY / "shapes.ttl").read_text("utf-8"), format="turtle")
    targets = {str(target) for target in shapes.objects(None, SH.targetClass)}
    assert {kind.value for kind in vocab.fact_kinds()} <= targets


@pytest.mark.parametrize("type_", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty])
def test_every_term_has_a_short_name_in_json(type_: NamedNode) -> None:
    context = json.loads(derived.context())
    for term in vocab.terms(type_):
        names = [name for name, meaning in context["@context"].items() if _iri(meaning) == vocab.compact(term.value)]
        assert len(names) == 1, term
        document = {**context, "id": "https://example.org/a", names[0]: {"id": "https://example.org/b"}}
        if type_ != OWL.Class and "@container" not in context["@context"][names[0]]:
            (quad,) = parse(json.dumps(document), format=RdfFormat.JSON_LD)
            assert quad.predicate == term


def _iri(meaning: object) -> object:
    return meaning.get("@id") if isinstance(meaning, dict) else meaning
