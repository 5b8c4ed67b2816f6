from __future__ import annotations

import pytest

from kg.grammar.renaming import renamed
from kg.grammar.shortforms import short_forms
from kg.mentions import read
from kg.model import Article, CleanText
from tests.cases import cases


@pytest.mark.parametrize(("text", "expected"), cases("renamed"))
def test_who_changed_its_name(text: str, expected: str) -> None:
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    assert " | ".join(", ".join(pair) for pair in renamed(document, short_forms(document).full)) == expected
