from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from pyoxigraph import Dataset, RdfFormat, parse

from kg.iris import Iris
from kg.model import Article, CleanText, Entity, Evidence, Extraction, Fact, Polarity, Profile, Span
from kg.nodes import ArticleNodes, nodes, text
from kg.rdf import date, graphs
from kg.resolve import namings, resolve
from kg.vocab import KG, ORG, PREFIXES, compact
from tests.extractions import articles, organization, person, role, says

IRIS = Iris()


def written(extraction: Extraction) -> ArticleNodes:
    identities = resolve(namings(extraction), IRIS)
    return nodes(extraction, {entity: identity for (_, entity), identity in identities.items()}, IRIS)


def facts(extraction: Extraction) -> set[tuple[str, str, str]]:
    """The triples of the article's first graph; individuals by what follows id/, properties by prefix."""
    found = set()
    for triple in graphs(written(extraction)).facts:
        quad = next(parse(f"{triple} .", format=RdfFormat.N_TRIPLES))
        found.add((short(quad.subject.value), compact(quad.predicate.value), short(quad.object.value)))
    return found


def short(value: str) -> str:
    return compact(value.removeprefix(IRIS.base + "id/"))


def test_a_fact_stands_with_its_words_its_plain_triples_and_its_entities() -> None:
    extraction = says(("李娜", "清华大学", "教授"))
    (fact,) = written(extraction).facts
    (evidence,) = fact.evidence
    fact_id, evidence_id = IRIS.id(fact.iri), IRIS.id(evidence.iri)
    assert facts(extraction) == {
        (f"article/{extraction.article.id}", "rdf:type", "kg:Article"),
        (fact_id, "rdf:type", "kg:Affiliation"),
        (fact_id, "org:member", "person/李娜"),
        (fact_id, "org:organization", "organization/清华大学"),
        (fact_id, "org:role", "role/教授"),
        ("person/李娜", "org:memberOf", "organization/清华大学"),
        ("person/李娜", "kg:holds", "role/教授"),
        ("person/李娜", "rdf:type", "kg:Person"),
        ("person/李娜", "rdfs:label", "李娜"),
        ("organization/清华大学", "rdf:type", "kg:Organization"),
        ("organization/清华大学", "rdfs:label", "清华大学"),
        ("role/教授", "rdf:type", "kg:Role"),
        ("role/教授", "rdfs:label", "教授"),
        (fact_id, "kg:evidence", evidence_id),
        (evidence_id, "rdf:type", "kg:Evidence"),
        (evidence_id, "kg:article", f"article/{extraction.article.id}"),
        (evidence_id, "kg:start", "0"),
        (evidence_id, "kg:end", "8"),
        (evidence_id, "kg:quote", "清华大学教授李娜"),
        (evidence_id, "kg:sentence", "清华大学教授李娜说。"),
        (evidence_id, "kg:rule", "by hand"),
        (evidence_id, "kg:ruleVersion", "1"),
        (evidence_id, "kg:confidence", "0.8"),
        (evidence_id, "kg:polarity", "asserted"),
        (evidence_id, "kg:speaker", "person/李娜"),
    }


@pytest.mark.parametrize("polarity", [Polarity.NEGATED, Polarity.PLANNED, Polarity.HYPOTHETICAL])
def test_what_nobody_asserts_has_no_plain_triple(polarity: Polarity) -> None:
    predicates = {predicate for _, predicate, _ in facts(says(("李娜", "清华大学", "教授"), polarity=polarity))}
    assert "org:member" in predicates
    assert not {"org:memberOf", "kg:holds"} & predicates


def test_the_source_holds_the_text_what_is_known_and_what_is_doubtful() -> None:
    extraction = says(("李娜", "清华大学", "教授"), title='甲"乙\\丙')
    source = "\n".join(graphs(written(extraction)).source)
    assert r'"甲\"乙\\丙"' in source
    for predicate in (
        "ontology#rawText",
        "ontology#cleanText",
        "terms/title",
        "ontology#candidateKind",
    ):
        assert source.count(predicate) == 1
    assert source.count("ontology#reason") == 2  # in Chinese and in English
    assert "ontology#evidence" not in source


def test_a_quote_is_the_raw_text_and_the_clean_one_stands_beside_it() -> None:
    raw, clean = "數(shù)字政府好。", "数字政府好。"
    where = [0, *range(6, 11)]
    array = CleanText.verbatim(raw).starts
    text_ = CleanText(raw, clean, type(array)("l", where), type(array)("l", [*where[1:], 11]))
    concept = Entity(KG.Concept, "数字政府")
    fact = Fact(KG.ModelProposal, ((KG.model, Entity(KG.StageModel, "三阶段", ("a",))), (KG.concept, concept)),
                (Evidence(Span(0, 4), "by hand"),))  # fmt: skip
    article = Article(hashlib.sha256(raw.encode()).hexdigest(), raw)
    extraction = Extraction(article, text_, (Span(0, 6),), (Profile(concept, ("數字政府",)),), (fact,))
    (node,) = written(extraction).facts[0].evidence
    assert (node.quote, node.clean_quote, raw[node.start : node.end]) == ("數(shù)字政府", "数字政府", "數(shù)字政府")
    assert node.sentence == raw
    assert ("concept/数字政府", "skos:altLabel", "數字政府") in facts(extraction)


def test_sentences_are_counted_within_their_paragraph() -> None:
    raw = "一。二。\n\n三。\n四。五。"
    spans = tuple(Span(raw.index(char), raw.index(char) + 2) for char in "一二三四五")
    extraction = Extraction(Article("0" * 64, raw), CleanText.verbatim(raw), spans, (), ())
    assert [(s.paragraph, s.number, s.text) for s in written(extraction).sentences] == [
        (1, 1, "一。"), (1, 2, "二。"), (2, 1, "三。"), (3, 1, "四。"), (3, 2, "五。"),
    ]  # fmt: skip


def test_ten_thousand_names_in_one_sentence_are_not_ten_thousand_copies_of_it() -> None:
    raw = "、".join(f"甲{number}" for number in range(10_000)) + "任教授。"
    evidence = (Evidence(Span(5_000, 5_004), "by hand"),)
    fact = Fact(KG.Affiliation, ((ORG.member, person("甲")), (ORG.role, role("教授"))), evidence)
    extraction = Extraction(Article("0" * 64, raw), CleanText.verbatim(raw), (Span(0, len(raw)),), (), (fact,))
    (node,) = written(extraction).facts[0].evidence
    assert node.quote in node.sentence
    assert len(node.sentence) < 1_000


def test_facts_that_turn_out_the_same_are_one_with_all_their_evidence() -> None:
    extraction = says(("李娜", "清华大学", "教授"), ("李娜", "清华大学", "教授"))
    (fact,) = written(extraction).facts
    assert [evidence.start for evidence in fact.evidence] == [0, 10]


def test_an_entity_that_no_fact_leads_to_is_not_in_the_graph() -> None:
    extraction = says(("李娜", "清华大学", "教授"), aliases=[("北京大学", "北大")])
    assert organization("北京大学") in {naming.entity for naming in namings(extraction)}
    assert not any("北京大学" in subject for subject, _, _ in facts(extraction))


@pytest.mark.parametrize(
    ("words", "datatype"),
    [
        ("2022", "gYear"),
        ("2022-06", "gYearMonth"),
        ("2022-06-23", "date"),
        ("去年", "string"),
        ("2022/06/23", "string"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(words: str, datatype: str) -> None:
    assert date(words).datatype.value == PREFIXES["xsd"] + datatype


def test_half_a_surrogate_pair_keeps_its_place() -> None:
    assert text("甲\ud800乙😀") == "甲\ufffd乙😀"


@given(articles)
def test_both_ways_into_the_store_say_the_same(extraction: Extraction) -> None:
    from pyoxigraph import Store

    article = graphs(written(extraction))
    loaded, inserted = Store(), Store()
    loaded.load(article.nquads().encode(), format=RdfFormat.N_QUADS)
    inserted.update(f"INSERT DATA {{ {article.insertion()} }}")
    assert Dataset(loaded) == Dataset(inserted)
