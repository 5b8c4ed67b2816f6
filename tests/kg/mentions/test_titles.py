from __future__ import annotations

import pytest

from kg.mentions import read
from kg.mentions.titles import sorts
from kg.model import Article, CleanText
from tests.cases import cases


@pytest.mark.parametrize(("text", "expected"), cases("titles"))
def test_title_is_sorted_by_its_name_and_its_neighbours(text: str, expected: str) -> None:
    found = sorts(read(Article("0" * 64, text), CleanText.verbatim(text)))
    assert " | ".join(f"{sort} {title.name}" for title, sort in found.items()) == expected
