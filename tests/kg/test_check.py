"""A good graph has no problems, and each way of spoiling it is found, at its place and in both languages."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from kg.check import VIOLATION, Problem, check
from kg.export import export
from kg.store.snapshot import Snapshot
from kg.vocab import KG, ORG, PREFIXES, RDF
from tests.county import graph

PREFIX = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    with graph(tmp_path_factory.mktemp("county")) as snapshot:
        content = io.BytesIO()
        export(snapshot, "nq", content)
        yield content.getvalue()


@pytest.fixture
def store(dump: bytes) -> Store:
    """The county graph, to be spoilt."""
    store = Store()
    store.load(dump, format=RdfFormat.N_QUADS)
    return store


def everywhere(delete: str, insert: str, where: str) -> str:
    """An update that does the same in each article's graph and in the default graph."""
    return (
        f"{PREFIX} DELETE {{ {delete} }} INSERT {{ {insert} }} WHERE {{ {where} }} ;"
        f"DELETE {{ GRAPH ?g {{ {delete} }} }} INSERT {{ GRAPH ?g {{ {insert} }} }} WHERE {{ GRAPH ?g {{ {where} }} }}"
    )


SPOILT = {
    "a fact without evidence": (
        ("?f kg:evidence ?e", "", "?f a kg:Claim ; kg:evidence ?e"),
        "Every fact has at least one piece of evidence.",
    ),
    "confidence above one": (
        ("?e kg:confidence ?c", "?e kg:confidence 1.5", "?f a kg:Claim ; kg:evidence ?e . ?e kg:confidence ?c"),
        "The confidence is a decimal from 0 to 1.",
    ),
    "confidence below zero": (
        ("?e kg:confidence ?c", "?e kg:confidence -0.1", "?f a kg:Claim ; kg:evidence ?e . ?e kg:confidence ?c"),
        "The confidence is a decimal from 0 to 1.",
    ),
    "evidence that ends before it starts": (
        ("?e kg:end ?x", "?e kg:end 0", "?f a kg:Claim ; kg:evidence ?e . ?e kg:end ?x"),
        "The start is an integer from 0, before the end.",
    ),
    "an empty quote": (
        ("?e kg:quote ?q", '?e kg:quote ""', "?f a kg:Claim ; kg:evidence ?e . ?e kg:quote ?q"),
        "There is exactly one quote, and it is not empty.",
    ),
    "a quote that is not in the text": (
        ("?e kg:quote ?q", '?e kg:quote "數據"', "?f a kg:Claim ; kg:evidence ?e . ?e kg:quote ?q"),
        "The quote is not the raw text from 13 to 21.",
    ),
    "two levels on one dimension": (
        ("", "?q kg:atLevel ?l", "?q rdfs:label '追赶型'@zh . ?l rdfs:label '资金足'@zh"),
        "A quadrant stands at two levels of one dimension.",
    ),
    "a hole in the stages": (
        ("?f kg:position 2", "?f kg:position 3", "?f kg:position 2"),
        "The positions of the stages start at 1 and have no holes.",
    ),
    "stages that start at zero": (
        ("?f kg:position 1", "?f kg:position 0", "?f kg:position 1"),
        "The positions of the stages start at 1 and have no holes.",
    ),
    "two stages in one place": (
        ("?f kg:position 2", "?f kg:position 1", "?f kg:position 2"),
        "Two stages have the same position.",
    ),
    "stages in a circle": (
        ("", "?b kg:nextStage ?a", "?a kg:nextStage ?b"),
        "A stage does not lead back to itself.",
    ),
    "a post of nobody": (
        ("?f org:member ?p", "", "?f org:member ?p"),
        "affiliation: exactly one member, of the right type.",
    ),
    "a post at a concept": (
        ("?f org:organization ?o", "?f org:organization ?c", "?f org:organization ?o . ?c rdfs:label '政务服务'@zh"),
        "affiliation: at most one organization, of the right type.",
    ),
    "a post without organisation and role": (
        ("?f org:organization ?o ; org:role ?r", "", "?f org:organization ?o ; org:role ?r"),
        "An affiliation has an organisation or a role.",
    ),
    "a level of no dimension": (
        ("?l kg:ofDimension ?d", "", "?l rdfs:label '资金薄'@zh ; kg:ofDimension ?d"),
        "A level is on exactly one dimension.",
    ),
    "a level on no side": (
        ("?l kg:polarity ?p", "", "?l rdfs:label '资金薄'@zh ; kg:polarity ?p"),
        "A level is on one side, high or low.",
    ),
    "an organisation that cooperates with itself": (
        ("?f kg:counterparty ?b", "?f kg:counterparty ?a", "?f kg:party ?a ; kg:counterparty ?b"),
        "An organisation has no relation with itself.",
    ),
    "a missing plain triple": (
        ("?p org:memberOf ?o", "", "?p org:memberOf ?o"),
        "A plain triple (memberOf) is missing beside the fact.",
    ),
}


def test_a_good_graph_has_no_problems(store: Store) -> None:
    report = check(store)
    assert report.problems == ()
    assert report.conforms
    assert (report.articles, report.facts, report.evidence) == (2, 12, 13)


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_spoilt_is_found(store: Store, name: str) -> None:
    (delete, insert, where), message = SPOILT[name]
    store.update(everywhere(delete, insert, where))
    report = check(store)
    assert not report.conforms
    assert message in {problem.en for problem in report.problems}
    for problem in report.problems:
        assert problem.severity == VIOLATION
        assert problem.zh != problem.en
        assert problem.focus.startswith("https://w3id.org/zhitu/id/")


def test_the_problem_names_the_node_and_the_article(store: Store) -> None:
    (evidence,) = store.quads_for_pattern(None, KG.start, Literal(13), DefaultGraph())
    (article,) = store.quads_for_pattern(evidence.subject, KG.article, None, DefaultGraph())
    store.update(everywhere("?e kg:rule ?r", "", "?e kg:start 13 ; kg:rule ?r"))
    (problem,) = check(store).problems
    assert isinstance(evidence.subject, NamedNode)
    assert isinstance(article.object, NamedNode)
    assert problem == Problem(
        VIOLATION,
        article.object.value,
        evidence.subject.value,
        "",
        "须写明读出事实的规则。",
        "The rule that read the fact is named.",
    )


def test_a_triple_that_no_article_says_is_found(store: Store) -> None:
    stray = NamedNode("https://w3id.org/zhitu/id/person/无名")
    store.add(Quad(stray, RDF.type, KG.Person, DefaultGraph()))
    (problem,) = check(store).problems
    assert (problem.article, problem.focus) == ("", stray.value)
    assert problem.en == "The default graph holds a triple that no article says."


def test_a_triple_missing_from_the_default_graph_is_found(store: Store) -> None:
    (quad,) = store.quads_for_pattern(None, ORG.memberOf, None, DefaultGraph())
    store.remove(quad)
    problems = check(store).problems
    assert {problem.en for problem in problems} == {"The default graph lacks a triple of the article."}
    assert len({problem.article for problem in problems}) == 2


def test_the_graph_of_the_seeds_has_no_problems(seeds: Snapshot) -> None:
    report = check(seeds.store)
    assert report.problems == ()
    assert report.articles == 5
    assert report.facts > 100


def test_an_empty_graph_conforms() -> None:
    assert check(Store()).conforms
