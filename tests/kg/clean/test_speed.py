"""Twice the text takes twice the time, also for texts made to hurt; and clean text is hardly looked at."""

from __future__ import annotations

from time import process_time

import pytest

from kg.clean import clean
from kg.errors import NotTextError
from kg.resources import SEEDS

BAITS = {
    "glosses": "數(shù)",
    "glosses of one character": "(shù)",
    "opening brackets": "(",
    "brackets after characters": "數(shu",
    "question marks": "?",
    "shifted places": "?!北P和",
    "shifted places without an end": "?!北",
    "lost bytes with glosses": "府?dāng)?shù)",
    "tags without end": "<p ",
    "quotes in tags": '<p a="',
    "unclosed navigation": "<nav>",
    "unclosed scripts": "<script>",
    "unclosed comments": "<!--",
    "ampersands": "&amp;",
    "numbers of no character": "&#1",
    "traditional characters": "數據庫",
    "full-width brackets": "（Ａ",
    "marks": "中,",
    "brackets in Latin": "a(b),c",
    "short lines": "数据治理走向。价值驱动的时期与秘书长\n",
    "empty lines": " \n",
    "bidi marks": "\u202e\u200b",
    "control characters": "a\x01",
}


def seconds(text: str) -> float:
    """The shortest of several runs: what the work takes when nothing disturbs it. A long run disturbs itself little."""
    runs = list[float]()
    while len(runs) < 3 and sum(runs) < 1:
        start = process_time()
        clean(text)
        runs.append(process_time() - start)
    return min(runs)


@pytest.mark.parametrize("bait", BAITS.values(), ids=BAITS)
def test_twice_the_text_takes_twice_the_time(bait: str) -> None:
    once, twice = (bait * (length // len(bait)) for length in (20_000, 40_000))
    assert any(seconds(twice) < 2.5 * seconds(once) + 0.005 for _ in range(4))


def test_deep_brackets_are_cleaned() -> None:
    deep = "数" + "(" * 20_000 + "shù" + ")" * 20_000
    assert len(clean(deep).text) == len(deep)


def test_tags_within_tags_are_refused_by_name() -> None:
    with pytest.raises(NotTextError, match="markup"):
        clean("<" * 20_000 + "b>" * 20_000)


def test_five_megabytes_on_one_line_are_cleaned() -> None:
    raw = (SEEDS / "articles" / "000.txt").read_text(encoding="utf-8").replace("\n", "")
    text = raw * (5_000_000 // len(raw.encode()))
    start = process_time()
    assert len(clean(text).text) == len(text)
    assert process_time() - start < 10


def test_five_megabytes_of_question_marks_are_not_all_tried() -> None:
    assert len(clean("?!北" * 1_600_000).text) == 4_800_000
