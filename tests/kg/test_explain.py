"""What `kg explain` has to say of a fact."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from kg.errors import NotFoundError
from kg.explain import Explanation, explain
from kg.store.snapshot import Snapshot
from tests.county import ROAD, graph, road, steps


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with graph(tmp_path_factory.mktemp("county")) as snapshot:
        yield snapshot


def of_kind(snapshot: Snapshot, kind: str) -> Explanation:
    ((iri,),) = snapshot.index.execute("SELECT iri FROM fact WHERE kind = ?", [kind])
    return explain(snapshot.index, iri)


def test_a_fact_is_explained_by_every_article_that_says_it_surest_first(county: Snapshot) -> None:
    post = of_kind(county, "Affiliation")
    assert [(a.label, a.text) for a in post.arguments] == [
        ("任职者", "程若水"),
        ("所在机构", "望川大学"),
        ("职务", "副校长"),
    ]
    assert [reason.article for reason in post.reasons] == [steps().article.id, road().article.id]
    assert [reason.confidence for reason in post.reasons] == [0.95, 0.9]
    assert post.reasons[1].title == "青禾县的路"


def test_the_words_stand_where_the_explanation_says(county: Snapshot) -> None:
    (reason,) = of_kind(county, "Claim").reasons
    assert ROAD[reason.start : reason.end] == reason.quote == "数据要先连起来。"
    assert reason.quote in reason.sentence
    assert (reason.speaker, reason.polarity, reason.rule) == ("程若水", "asserted", "test.rule")


def test_it_can_be_read_and_be_parsed(county: Snapshot) -> None:
    advice = of_kind(county, "Recommendation")
    assert json.loads(json.dumps(advice.as_dict()))["reasons"][0]["confidence"] == 0.6
    text = advice.as_text()
    assert "建议对象：追赶型" in text
    assert "出自：青禾县的路，第 2 段第 1 句" in text
    assert "置信度 0.6，假设" in text


def test_an_unknown_fact_is_an_error_that_names_it(county: Snapshot) -> None:
    with pytest.raises(NotFoundError, match="fact/0000"):
        explain(county.index, "https://w3id.org/zhitu/id/fact/0000")
