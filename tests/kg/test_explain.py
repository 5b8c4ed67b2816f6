"""What `kg explain` has to say of a fact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.explain import Explanation, explain
from kg.pipeline import build, names
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


def test_the_names_in_the_words_are_told_with_their_bounds_and_entities(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("江北大学今天召开会议。江大副校长陆鸣远出席，林立上台致辞。", encoding="utf-8")
    build([tmp_path / "one.txt"], tmp_path / "data")
    with Snapshot.open(tmp_path / "data") as snapshot:
        ((iri,),) = snapshot.index.execute("SELECT iri FROM fact WHERE kind = 'Affiliation'")
        told = explain(snapshot.index, iri, names)
    ((school, role, person),) = told.names
    assert (school.words, school.entity) == ("江大", "江北大学")
    assert (role.words, role.en) == ("副校长", "副 before 校长")
    assert "陆鸣远" in person.zh
    assert "陆鸣 " in person.zh  # the shorter reading, and what it weighs
    assert "名称：江大（机构）→ 江北大学" in told.as_text()


def test_an_unknown_fact_is_an_error_that_names_it(county: Snapshot) -> None:
    with pytest.raises(NotFoundError, match="fact/0000"):
        explain(county.index, "https://w3id.org/zhitu/id/fact/0000")
