"""The example queries are real questions: each is answered by the seeds, in Chinese, with the words that say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from kg.resources import SEEDS
from kg.store.snapshot import Snapshot

QUERIES = sorted((SEEDS / "queries").glob("*.rq"))


@pytest.fixture
def store(seeds: Snapshot) -> Store:
    return seeds.store


def rows(store: Store, name: str) -> list[dict[str, str]]:
    """The rows of one query, as plain strings."""
    (path,) = (path for path in QUERIES if path.stem.endswith(name))
    result = store.query(path.read_text("utf-8"))
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [{name: getattr(row[name], "value", "") for name in names if row[name] is not None} for row in result]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_question_has_answers_and_stands_in_both_languages(path: Path, store: Store) -> None:
    chinese, english, *_ = path.read_text("utf-8").splitlines()
    assert chinese.startswith("# ")
    assert chinese.endswith("？")
    assert english.startswith("# ")
    assert english.endswith("?")
    assert rows(store, path.stem)


def test_there_are_twelve() -> None:
    assert len(QUERIES) >= 12


def test_who_holds_which_post_where(store: Store) -> None:
    posts = {(row["人物"], row["机构"], row["职务"]) for row in rows(store, "posts")}
    assert ("盘和林", "浙江大学国际联合商学院数字经济与金融创新研究中心", "联席主任") in posts
    assert ("燕继荣", "北京大学政府管理学院", "院长") in posts
    assert len(posts) == 14


def test_articles_divide_digital_government_differently_side_by_side(store: Store) -> None:
    found: dict[str, list[str]] = {}
    for row in rows(store, "stages"):
        found.setdefault(row["文章"] + row["模型"], []).append(row["阶段"])
    assert ["信息化", "数字化", "智能化"] in found.values()
    assert len({row["文章"] for row in rows(store, "stages")}) >= 2


def test_the_four_quadrants_and_what_is_recommended_for_one(store: Store) -> None:
    conditions = {(row["象限"], row["维度"], row["措辞"]) for row in rows(store, "quadrants")}
    assert {
        ("人才换挡型", "产业基础", "薄"),
        ("人才换挡型", "营商环境", "弱"),
        ("产业培育型", "产业基础", "薄"),
        ("产业培育型", "营商环境", "好"),
        ("治理优化型", "产业基础", "好"),
        ("治理优化型", "营商环境", "有待加强"),
        ("产业升维型", "产业基础", "好"),
        ("产业升维型", "营商环境", "优"),
    } <= conditions
    advice = rows(store, "advice")
    assert {row["类型"] for row in advice} == {"产业培育型"}
    assert any("招商引资" in row["建议"] for row in advice)


def test_a_quote_is_the_articles_own_words_at_its_offsets(store: Store) -> None:
    for row in rows(store, "words"):
        assert row["原文"] in row["句子"]
        assert int(row["终点"]) - int(row["起点"]) == len(row["原文"])
