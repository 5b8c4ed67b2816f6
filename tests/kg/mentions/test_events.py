from __future__ import annotations

import pytest

from kg.mentions import read
from kg.model import Article, CleanText, MentionKind
from tests.cases import cases


@pytest.mark.parametrize(("text", "expected"), cases("events"))
def test_event_is_named_from_edge_to_edge(text: str, expected: str) -> None:
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    names = [mention.name for mention in document.mentions if mention.kind is MentionKind.EVENT]
    assert " | ".join(names) == expected
