"""Raw text → CleanText, in small named steps, with a map from every clean character to the raw ones.

    invisible    controls, bidi marks, zero width                  学\\u200b院 → 学院
    pinyin       readings put behind characters                    數(shù)字 → 數字
    misread      GBK text read one byte off                        問題?!北P和林 → 問題。”盤和林
    markup       HTML, and tags and entities that were left over   <b>甲</b>&nbsp;乙 → 甲 乙
    simplified   traditional characters                            執行長 → 执行长
    widths       full-width letters and digits                     ＰａａＳ２．０ → PaaS2.0
    punctuation  half-width marks in Chinese                       云计算,即 → 云计算，即
    spacing      spaces between Chinese and Latin, for the eye     1982 年 → 1982年
    lines        lines broken at the edge of a page                秘书\\n长 → 秘书长

One step may uncover work for another (a repaired byte a tag, a tag an entity), so they are repeated until nothing
changes: cleaning twice is cleaning once. Every step is linear in the length of the text, and is skipped where the
text has none of the characters it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import lru_cache

from kg.clean import invisible, lines, markup, misread, pinyin, punctuation, simplified, spacing, widths
from kg.clean.edits import Step, apply
from kg.errors import NotTextError
from kg.model import CleanText

# Each with the characters without which it has nothing to do; in this order.
STEPS: tuple[tuple[Step, Callable[[], Set[str]]], ...] = (
    (invisible.drop_invisible, lambda: invisible.SIGNS),
    (pinyin.drop_pinyin, lambda: pinyin.SIGNS),
    (misread.repair_misread, lambda: misread.SIGNS),
    (markup.drop_markup, lambda: markup.SIGNS),
    (simplified.simplify, simplified.signs),
    (widths.fold_widths, lambda: widths.SIGNS),
    (punctuation.fold_punctuation, lambda: punctuation.SIGNS),
    (spacing.close_up, lambda: spacing.SIGNS),
    (lines.join_lines, lambda: lines.SIGNS),
)

_ROUNDS = 20  # real damage takes three; what takes more is a riddle of tags within tags


@lru_cache(maxsize=1)  # what was read for its byline is then read whole
def clean(raw: str) -> CleanText:
    """Readable simplified Chinese. Cleaning twice is cleaning once.

    Raises NotTextError for a text that keeps changing: tags that only appear when other tags are removed, many deep.
    """
    text, alphabet = CleanText.verbatim(raw), frozenset(raw)
    for _ in range(_ROUNDS):
        before = text
        for step, signs in STEPS:
            if signs().isdisjoint(alphabet):
                continue
            after = apply(text, step(text.text))
            if after is not text:
                text, alphabet = after, frozenset(after.text)
        if text is before:
            return text
    raise NotTextError(f"after {_ROUNDS} rounds of cleaning, markup still appears from within markup; send plain text")
