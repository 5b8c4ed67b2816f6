from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions import read
from kg.model import Article, CleanText, MentionKind
from tests.cases import cases


def dates(text: str, today: str | None = None) -> list[str]:
    document = read(Article("0" * 64, text, date=today), CleanText.verbatim(text))
    return [mention.name for mention in document.mentions if mention.kind is MentionKind.DATE]


@pytest.mark.parametrize(("text", "expected"), cases("dates"))
def test_date_is_read_as_far_as_the_text_says(text: str, expected: str) -> None:
    today = re.match(r"@(\S+) ", text)
    assert dates(text[today.end() :] if today else text, today[1] if today else None) == expected.split()


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_written_date_is_the_date(day: date) -> None:
    assert dates(f"于{day.year}年{day.month}月{day.day}日发布") == [day.isoformat()]
