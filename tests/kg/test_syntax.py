"""What is written can be read again, whatever stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.resources import ONTOLOGY
from kg.syntax import context, jsonld, rdfxml, trig, turtle
from kg.vocab import KG, PREFIXES, RDF, RDFS, SKOS, XSD

Writer = Callable[[Iterable[Triple]], Iterator[str]]

WRITERS: dict[str, tuple[Writer, RdfFormat]] = {
    "turtle": (turtle, RdfFormat.TURTLE),
    "trig": (lambda triples: trig([(None, triples)]), RdfFormat.TRIG),
    "rdfxml": (rdfxml, RdfFormat.RDF_XML),
    "jsonld": (jsonld, RdfFormat.JSON_LD),
}

# What XML can hold; other characters it cannot, and they are replaced.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda c: c in "\t\n\r" or c >= " "
    )
)
numbers = st.sampled_from(
    ["0", "-0", "007", "12", "-3", "+5", "1e3", "12345678901234567890", "0.5", "-0.50", ".5", "五"]
)
literals = st.one_of(
    texts.map(Literal),
    st.tuples(texts, st.sampled_from(["zh", "en", "zh-hans"])).map(lambda pair: Literal(pair[0], language=pair[1])),
    st.tuples(numbers, st.sampled_from([XSD.integer, XSD.decimal, XSD.string, XSD.double, XSD.gYearMonth])).map(
        lambda pair: Literal(pair[0], datatype=pair[1])
    ),
)
individuals = st.sampled_from(["程若水", "望川大学/政府管理学院", "a%20b", "2c005c66", "-x", "x.", "（）", "𠮷"]).map(
    lambda name: NamedNode(f"https://w3id.org/zhitu/id/person/{name}")
)
properties = st.sampled_from([KG.start, KG.confidence, KG.quote, KG.holds, KG.date, RDFS.label, SKOS.altLabel, KG.url])
statements = st.one_of(
    st.builds(Triple, individuals, properties, literals),
    st.builds(Triple, individuals, properties, individuals),
    st.builds(
        Triple,
        individuals,
        st.just(RDF.type),
        st.sampled_from([KG.Person, KG.Fact, NamedNode("https://example.org/A")]),
    ),
)


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(set(triples), key=str)


@pytest.mark.parametrize("format", WRITERS)
@given(triples=st.sets(statements, max_size=8))
def test_what_is_written_is_read_again(format: str, triples: set[Triple]) -> None:
    write, syntax = WRITERS[format]
    text = "".join(write(in_order(triples)))
    assert {quad.triple for quad in parse(text, format=syntax)} == triples


@pytest.mark.parametrize("format", WRITERS)
def test_the_ontology_with_its_blank_nodes_is_read_again(format: str) -> None:
    write, syntax = WRITERS[format]
    ontology = in_order(quad.triple for quad in parse(path=str(ONTOLOGY / "kg.ttl"), format=RdfFormat.TURTLE))
    text = "".join(write(ontology))
    read = "".join(f"{quad.triple} .\n" for quad in parse(text, format=syntax))
    assert isomorphic(Graph().parse(data=read, format="nt"), Graph().parse(ONTOLOGY / "kg.ttl"))


def test_a_short_name_is_not_taken_for_another_term() -> None:
    names = [name for name in context() if name not in PREFIXES and not name.startswith("@")]
    assert len(names) == len(set(names))
    (quad,) = parse("".join(jsonld([Triple(KG.Person, KG.date, Literal("2021"))])), format=RdfFormat.JSON_LD)
    assert quad.predicate == KG.date  # not dcterms:date
