"""Chains, wholes and quadrant models, by cases: what is one, what is none, and what exactly it says."""

from __future__ import annotations

import time

import pytest
from pyoxigraph import Literal

from kg.extractors.formula import formula
from kg.extractors.parts import parts
from kg.extractors.quadrants import quadrants
from kg.extractors.stages import stages
from kg.mentions import read
from kg.model import Article, Candidate, CleanText
from kg.reasons import Reason
from kg.vocab import KG
from tests.cases import cases
from tests.kg.extractors.proposed import chains_of, entity, findings, quadrants_of, wholes_of

TABLE = "表1 平台类型\n类型\t技术能力\t组织支持\n引领型\t强\t强\n技术型\t强\t弱\n组织型\t弱\t强\n滞后型\t弱\t弱"
COUNTY = (
    "魔方分为产业基础和营商环境两个维度。产业基础是指当地产业的要素集聚情况。\n"
    "换挡型（产业基础薄、营商环境弱），需要开展培训。\n优化型（产业底子好，营商环境有待加强），可以改善服务，如减少环节。\n"
    "升维型（产业基础好，营商环境优），这类县要推动升级。"
)


@pytest.mark.parametrize(("text", "expected"), cases("chains"))
def test_chain_has_its_stages_in_order(text: str, expected: str) -> None:
    assert chains_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("wholes"))
def test_whole_has_its_parts(text: str, expected: str) -> None:
    assert wholes_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("quadrants"))
def test_quadrant_stands_where_the_text_puts_it(text: str, expected: str) -> None:
    assert quadrants_of(text) == expected


def test_table_is_a_quadrant_model() -> None:
    assert quadrants_of(TABLE) == "技术能力 × 组织支持: 引领型 ++, 技术型 +−, 组织型 −+, 滞后型 −−"


def test_another_word_for_a_dimension_is_the_same_dimension() -> None:
    assert quadrants_of(COUNTY) == "产业基础 × 营商环境: 换挡型 −−, 优化型 +−, 升维型 ++"


def test_measures_belong_to_their_quadrant() -> None:
    found = [f for f in findings(quadrants, COUNTY) if f.kind == KG.Recommendation]
    assert [(entity(f, KG.target).name, entity(f, KG.measure).name) for f in found] == [
        ("换挡型", "开展培训"),
        ("优化型", "改善服务"),
        ("升维型", "推动升级"),
    ]


def test_level_keeps_the_words_of_the_article() -> None:
    words = {
        (profile.entity.name, value.value)
        for finding in findings(quadrants, COUNTY)
        for profile in finding.profiles
        for name, value in profile.attributes
        if name == KG.wording and isinstance(value, Literal)
    }
    assert ("营商环境·有待加强", "有待加强") in words
    assert ("产业基础·薄", "薄") in words


def test_dimension_is_explained_where_the_text_defines_it() -> None:
    glosses = [
        value.value
        for finding in findings(quadrants, COUNTY)
        for name, value in finding.arguments
        if name == KG.gloss and isinstance(value, Literal)
    ]
    assert glosses == ["当地产业的要素集聚情况"]


def test_what_was_left_out_has_a_reason() -> None:
    text = "企业从31家增加到212家。存在认识、资金、人才四大短板。"
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    left_out = [found for extractor in (stages, parts) for found in extractor(document)]
    assert {found.reason for found in left_out if isinstance(found, Candidate)} == {
        Reason.QUANTITY,
        Reason.COUNT,
    }


def test_two_wholes_of_one_name_stay_two() -> None:
    text = "做到三个方面：放权、减税、降费。\n做到三个方面：便捷、公平、可及。"
    wholes = {entity(f, KG.whole) for f in findings(parts, text) if f.kind == KG.PartMembership}
    assert len(wholes) == 2


BAIT = {
    "items": "数据、" * 10_000 + "三大要素",
    "counts": "三个" * 10_000,
    "counted lists": "四个维度：甲、" * 2_500,
    "slogans": "一云两端" * 5_000,
    "transitions": "从数据到智能，" * 5_000,
    "told": "起初卖产能，后来卖品质，" * 3_000,
    "years": "2024年“打基础”，2025年“上台阶”，" * 2_000,
    "phases": "到了治理阶段，2010—2015年：起步期。" * 2_000,
    "becoming": "“甲乙”变成了" * 5_000,
    "farewells": "告别甲乙丙丁，迎来" * 4_000,
    "legs": "第一程，第二程，首期为" * 3_000,
    "from": "从" * 40_000,
    "to": "到" * 40_000,
    "levels": "产业基础薄、" * 6_000,
    "coordinates": "（高，低）" * 6_000,
    "corners": "左上方" * 8_000,
    "opening brackets": "（" * 100_000,
    "quotation marks": "“”" * 40_000,
    "dashes": "数—" * 20_000,
    "equations": "甲=乙×" * 8_000,
    "numbers": "一是数据，二是算力，" * 3_000,
    "lines": "（1）数据。\n（2）算力。\n" * 2_000,
    "theories": "双因素理论属于因素" * 3_000,
}


@pytest.mark.parametrize("text", BAIT.values(), ids=BAIT.keys())
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    for extractor in (formula, parts, quadrants, stages):
        for _ in extractor(document):
            pass
    assert time.process_time() - start < 15
