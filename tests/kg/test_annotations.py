"""What the annotation format calls an organisation: the article's words, completed by the article alone."""

from __future__ import annotations

import pytest

from kg.annotations import annotate
from kg.articles import article as received
from kg.model import Article, Entity, Extraction
from kg.pipeline import extract
from kg.vocab import KG, ORG


def _read(text: str) -> Extraction:
    return extract(Article("案例", text))


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("科技部副部长周慎之出席会议。", "科技部"),
        ("科学技术部今日发文。科技部副部长周慎之出席会议。", "科学技术部"),
        ("北大政府管理学院院长周慎之出席会议。", "北大政府管理学院"),
        ("海州云杉科技有限公司今日挂牌。该公司总经理周慎之出席会议。", "海州云杉科技有限公司"),
        ("青禾水务集团有限公司（以下简称“青水”）今日挂牌。青水总经理周慎之出席会议。", "青禾水务集团有限公司"),
    ],
)
def test_an_organisation_is_called_what_the_article_calls_it(text: str, organization: str) -> None:
    (person,) = annotate(_read(text))["persons"]
    assert [post["org"] for post in person["affiliations"]] == [organization]


def test_the_facts_keep_the_full_name() -> None:
    extraction = _read("科技部副部长周慎之出席会议。")
    (post,) = (fact for fact in extraction.facts if fact.kind == KG.Affiliation)
    assert isinstance(organization := post.value(ORG.organization), Entity)
    assert organization.name == "科学技术部"


def test_what_is_denied_or_merely_supposed_is_not_annotated() -> None:
    said = annotate(extract(received("江北集团没有与海州大学签署协议。如果王强担任江北大学校长，情况会不同。")))
    assert not said["org_relations"]
    assert not said["persons"]
    left = annotate(extract(received("李明不再担任江北大学校长。")))
    assert [person["name"] for person in left["persons"]] == ["李明"]
