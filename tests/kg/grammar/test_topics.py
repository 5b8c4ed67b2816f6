from __future__ import annotations

import pytest

from kg.grammar.topics import topic
from tests.cases import cases


@pytest.mark.parametrize(("text", "expected"), cases("topics"))
def test_topic_is_what_the_clause_is_about(text: str, expected: str) -> None:
    before, _, after = text.partition("|")
    span = topic(before + after, 0, len(before))
    assert ((before + after)[span.start : span.end] if span else "") == expected
