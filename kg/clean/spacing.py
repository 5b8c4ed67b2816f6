"""Spaces that are set only for the eye: 1982 年 8 月任 IBM 顾问 becomes 1982年8月任IBM顾问.

Some typesetters put one between Chinese and Latin letters or digits. Whether a text does so throughout shows in how
often it does not; elsewhere a space parts two fields (张三 CEO), and only those inside a date or a count go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clean.edits import Replacement

SIGNS = frozenset(" ")

_CHINESE = "[\u4e00-\u9fff]"
_LATIN = "[0-9A-Za-z]"
_SPACED = re.compile(f"(?<={_CHINESE}) (?={_LATIN})|(?<={_LATIN}) (?={_CHINESE})")
_UNSPACED = re.compile(f"(?<={_CHINESE})(?={_LATIN})|(?<={_LATIN})(?={_CHINESE})")
_COUNTED = re.compile(r"(?<=\d) (?=[年月日号时分秒届期个位名家项条次岁人万亿])|(?<=[年月第至]) (?=\d)")
_FIELD = re.compile(  # the first word of a line by itself: 1 总则, 张三 IBM 顾问
    r"(?<![^\n])(?:[\d.]{1,3}|[A-Za-z]|[^\W\d_a-zA-Z在由与和从对于是为的了我他她把被向用以及等]{2,4}) (?![年月日])"
)
_ENOUGH = 4  # spaces from which on one may speak of a habit


def close_up(text: str) -> Iterator[Replacement]:
    """Drop the spaces between Chinese and Latin, everywhere if the text has that habit, else in dates and counts."""
    found = [match.start() for match in _SPACED.finditer(text)]
    habit = len(found) >= _ENOUGH and len(found) > 2 * sum(1 for _ in _UNSPACED.finditer(text))
    fields = {match.end() - 1 for match in _FIELD.finditer(text)} if found else set()
    spaces = found if habit else [match.start() for match in _COUNTED.finditer(text)]
    for space in spaces:
        if space not in fields:
            yield Replacement(space, space + 1, "")
