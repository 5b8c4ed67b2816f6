"""What holds of every text, however it is damaged."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.clean import STEPS, clean
from kg.clean.edits import Step, apply
from kg.clean.invisible import SIGNS as INVISIBLE
from kg.clean.invisible import drop_invisible
from kg.errors import NotTextError
from kg.model import CleanText

FRAGMENTS = (
    *("數(shù)", "字", "政府", "(shù)", "（dāng）", "?!北P和", "?dāng)?shù)", "??梢酝ㄟ^", "?!?/div>", "?", "！", "，"),
    *("<b>", "</b>", "<div>", "</div>", "<script>", "</script>", "<!--", "-->", "<", ">", "&nbsp;", "&amp;", "&lt;"),
    *("&#8203;", "&", ";", "執行長", "薴", "昇", "ＡＩ", "２．０", "⽅", "(", ")", ",", ":", "a", "1", "。", "“", "”"),
    *(" ", "\u3000", "\n", "\r\n", "\t", "\u200b", "\u202e", "\x01", "\ud800", "\ufdd0", "\ufffd"),
    "数据治理的主线是系统。未来的主线应该是能力建设与运营\n",
)

damaged = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join) | st.text(max_size=60)
visible = damaged.map(lambda raw: apply(CleanText.verbatim(raw), drop_invisible(raw)).text)


def cleaned(raw: str) -> CleanText:
    """What cleaning makes of a text; as it is, if it is a riddle that cleaning refuses."""
    try:
        return clean(raw)
    except NotTextError:
        return CleanText.verbatim("")


@settings(max_examples=300, deadline=None)
@given(damaged)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    once = cleaned(raw).text
    assert clean(once).text == once


@settings(max_examples=300, deadline=None)
@given(damaged)
def test_offsets_walk_forward_within_the_raw_text(raw: str) -> None:
    text = cleaned(raw)
    assert len(text.text) == len(text.starts) == len(text.ends)
    assert list(text.starts) == sorted(text.starts)
    assert list(text.ends) == sorted(text.ends)
    assert all(0 <= start < end <= len(text.raw) for start, end in zip(text.starts, text.ends, strict=True))


@settings(max_examples=300, deadline=None)
@given(damaged)
def test_nothing_invisible_survives(raw: str) -> None:
    text = cleaned(raw).text
    assert INVISIBLE.isdisjoint(text)
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in text if character not in "\n\t")


@pytest.mark.parametrize("step", [step for step, _ in STEPS])  # each but the first sees only what is visible
@settings(max_examples=100, deadline=None)
@given(raw=visible)
def test_what_a_step_leaves_leads_back_to_itself(step: Step, raw: str) -> None:
    replacements = list(step(raw))
    text = apply(CleanText.verbatim(raw), replacements)
    untouched = set(range(len(raw)))
    for start, end, _ in replacements:
        assert start < end
        untouched -= set(range(start, end))
    kept = [at for at in range(len(text.text)) if text.starts[at] in untouched]
    assert len(kept) == len(untouched)
    assert all(text.text[at] == raw[text.starts[at]] and text.ends[at] == text.starts[at] + 1 for at in kept)


@pytest.mark.parametrize("step", [step for step, _ in STEPS])
@settings(max_examples=100, deadline=None)
@given(raw=visible)
def test_a_step_has_nothing_to_do_without_its_signs(step: Step, raw: str) -> None:
    signs = next(signs for known, signs in STEPS if known is step)()
    assert not list(step("".join(character for character in raw if character not in signs)))
