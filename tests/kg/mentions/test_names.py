from __future__ import annotations

import pytest

from kg.mentions import read
from kg.model import Article, CleanText, MentionKind
from tests.cases import cases


def names(text: str, kind: MentionKind) -> str:
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    return " | ".join(mention.name for mention in document.mentions if mention.kind is kind)


@pytest.mark.parametrize(("text", "expected"), cases("people"))
def test_people_are_found_and_nothing_that_merely_looks_like_them(text: str, expected: str) -> None:
    assert names(text, MentionKind.PERSON) == expected


@pytest.mark.parametrize(("text", "expected"), cases("organizations"))
def test_organisations_begin_and_end_where_their_names_do(text: str, expected: str) -> None:
    assert names(text, MentionKind.ORGANIZATION) == expected


@pytest.mark.parametrize(("text", "expected"), cases("later"))
def test_later_mentions_have_the_full_name(text: str, expected: str) -> None:
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    kinds = (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.EVENT, MentionKind.TITLE)
    written = ((m, document[m.span].strip("《》")) for m in document.mentions if m.kind in kinds)
    assert " | ".join(f"{words}={m.name}" for m, words in written if words != m.name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海州科技营销总监谢安", "营销总监"),
        ("海州大学公共管理系主任马骁", "主任"),
        ("百川科技首席数据科学家杜晓", "首席数据科学家"),
        ("海州集团党委副书记、常务副总经理", "党委副书记 | 常务副总经理"),
        ("海州科技联合总经理", "联合总经理"),
        ("局长信箱、校长论坛、市长热线、董事会、代表团", ""),
    ],
)
def test_role_is_its_prefixes_its_field_and_its_head(text: str, expected: str) -> None:
    assert names(text, MentionKind.ROLE) == expected
