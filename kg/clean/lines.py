"""Lines that were broken where a page ended, joined again: 中国数据研究会秘书\n长 is 中国数据研究会秘书长.

A text is seen as set in lines if most of its lines are about as long as the longest, that one is no longer than a page
is wide, and sentences end within lines: so no list of headings is. There a full line goes on in the next one, also over
an empty line (the end of a page), unless that one is indented, or the line ends a sentence and nothing is indented. A
text with a paragraph on each line stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.clean.edits import Replacement

SIGNS = frozenset("\n")

_WIDEST = 120  # columns, of which a Chinese character takes two
_NARROWEST = 40
_FULL = 0.75  # of the longest line
_FULL_SHARE = 0.5  # of all lines
_FLOWING = 3  # lines within which a sentence ends
_FLOWING_SHARE = 0.1

_LINE = re.compile("[^\n]+")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60“”‘’…—\U00020000-\U0003ffff]"
)
_ENDING = frozenset("。！？!?…")
_FLOWS = re.compile("[。！？][”’」』）]?[^。！？”’」』）\n]")
_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # without white space around it
    end: int
    width: int  # with its indent
    apart: bool  # indented, or with gaps as bylines have


def join_lines(text: str) -> Iterator[Replacement]:
    """Join the lines of a text that was set in lines."""
    if max(map(len, text.split("\n"))) > _WIDEST:
        return
    lines = [_line(text, *match.span()) for match in _LINE.finditer(text) if not match.group().isspace()]
    widest = max((line.width for line in lines), default=0)
    full = [line for line in lines if line.width >= _FULL * widest]
    flowing = sum(bool(_FLOWS.search(text, line.start, line.end)) for line in full)
    if not (
        _NARROWEST <= widest <= _WIDEST
        and len(full) >= _FULL_SHARE * len(lines)
        and flowing >= max(_FLOWING, _FLOWING_SHARE * len(lines))
    ):
        return
    indents = any(line.apart for line in lines)
    for line, following in pairwise(lines):
        within = text[line.end - 1] not in _ENDING
        if line.width >= _FULL * widest and not following.apart and (within or indents):
            words = _LETTER.match(text, line.end - 1) and _LETTER.match(text, following.start)
            yield Replacement(line.end, following.start, " " if words and line.width < widest - 1 else "")


def _line(text: str, start: int, end: int) -> _Line:
    words = text[start:end]
    last = start + len(words.rstrip())
    first = end - len(words.lstrip())
    return _Line(
        first,
        last,
        last - start + len(_WIDE.findall(words, 0, last - start)),
        first > start or "\u3000" in text[first:last],
    )
