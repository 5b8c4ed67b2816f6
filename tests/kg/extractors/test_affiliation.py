from __future__ import annotations

import time

import pytest
from pyoxigraph import NamedNode

from kg.clean import clean
from kg.extractors.affiliation import affiliation
from kg.linking import link
from kg.mentions import read
from kg.model import Article, Candidate, Entity, Fact, Finding, Profile
from kg.reasons import Reason
from kg.vocab import KG, ORG
from tests.cases import cases


def linked(text: str) -> tuple[tuple[Fact, ...], tuple[Profile, ...]]:
    document = read(Article("0" * 64, text), clean(text))
    return link(document, [found for found in affiliation(document) if isinstance(found, Finding)])


def name(fact: Fact, property: NamedNode) -> str:
    value = fact.value(property)
    assert isinstance(value, Entity)
    return value.name


@pytest.mark.parametrize(("text", "expected"), cases("affiliations"))
def test_who_holds_which_post_where(text: str, expected: str) -> None:
    facts, _ = linked(text)
    found = (", ".join(name(fact, part) for part in (ORG.member, ORG.organization, ORG.role)) for fact in facts)
    assert " | ".join(sorted(found)) == expected


def test_quote_is_what_a_person_would_underline() -> None:
    text = "近日，海州大学公共政策系主任林一舟、海州科技董事长兼CEO王兴国出席。"
    document = read(Article("0" * 64, text), clean(text))
    quotes = {document[e.span] for found in affiliation(document) if isinstance(found, Finding) for e in found.evidence}
    assert quotes == {"海州大学公共政策系主任林一舟", "海州科技董事长兼CEO王兴国"}


def test_what_is_left_out_has_a_reason() -> None:
    text = "该公司总经理易增加表示，市场仍有空间。"
    document = read(Article("0" * 64, text), clean(text))
    assert [found.reason for found in affiliation(document) if isinstance(found, Candidate)] == [Reason.NO_ORGANIZATION]


def test_what_two_sentences_say_is_one_fact_with_both() -> None:
    facts, _ = linked("海州大学校长韩梅说，好。昨天，海州大学校长韩梅又说，很好。")
    assert [len(fact.evidence) for fact in facts] == [1 + 1]


def test_profile_tells_other_names_and_what_tells_the_person_apart() -> None:
    _, profiles = linked("北大政府管理學院院長盤和林表示同意。北京大学政府管理学院今年成立。")
    told = {profile.entity: profile for profile in profiles}
    school = told[Entity(KG.Organization, "北京大学政府管理学院")]
    assert school.aliases == ("北大政府管理学院", "北大政府管理學院")
    person = told[Entity(KG.Person, "盘和林")]
    assert person.aliases == ("盤和林",)
    assert person.anchors == ("北京大学政府管理学院",)


@pytest.mark.parametrize(
    "unit",
    [
        "海州市数据局局长张小明、",
        "主任",
        "王",
        "市数据局",
        "任命王小明",
        "约翰·",
        "（",
        "公司（以下简称",
        "张三任数据处处长，",
    ],
)
def test_reading_time_grows_with_the_length_of_a_line(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        document = read(Article("0" * 64, text), clean(text))
        start = time.process_time()
        document = read(Article("0" * 64, text), document.text)
        link(document, [found for found in affiliation(document) if isinstance(found, Finding)])
        return time.process_time() - start

    short, long = (min(seconds(length) for _ in range(2)) for length in (10_000, 40_000))
    assert long < 4 * 2.5 * max(short, 0.05)
