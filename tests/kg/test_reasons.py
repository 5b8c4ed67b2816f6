from __future__ import annotations

import pytest

from kg.model import Article
from kg.pipeline import extract
from kg.reasons import Reason
from tests.cases import cases


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_has_a_code_and_words_in_both_languages(reason: Reason) -> None:
    assert Reason.of(reason.code) is reason
    assert reason.zh.isprintable()
    assert reason.zh != reason.en != ""


def test_no_two_reasons_say_the_same() -> None:
    for words in ("code", "zh", "en"):
        assert len({getattr(reason, words) for reason in Reason}) == len(Reason)


@pytest.mark.parametrize(("text", "expected"), cases("candidates"))
def test_what_was_left_out_says_why(text: str, expected: str) -> None:
    found = extract(Article("0" * 64, text)).candidates
    assert " | ".join(sorted(f"{c.kind.value.rpartition('#')[2]} {c.reason.code}" for c in found)) == expected
