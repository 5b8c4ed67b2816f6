"""Organisations under two names in the course of time: 更名为, 改制为, 由…更名而来, （原…）, 前身为, （现…）.

What stands between the two names tells which is the former one. Who bears neither name, as 本公司 or 该院, is followed
to the organisation that it means. Bodies that merged, or that one part left, are not the same and are no matter here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from kg.document import Document
from kg.model import Mention, MentionKind

_VERB = "(?:更名|改名|易名|改称|改制|转制|变更|升格|改组|改建|更改)"
_ASIDE = r"(?:[（(][^（）()\n]{1,40}[）)])?[”」]?[）)]?"  # also the end of （以下简称“甲”）
_TIME = (
    r"(?:现|已|后|又|再|正式|整体|依法|获批|名称|[，,]"
    r"|于?(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:经[^，。；\n]{2,12})?){0,6}"
)
# 甲更名为乙; 甲（现乙）
_FORWARD = re.compile(
    rf"{_ASIDE}{_TIME}{_VERB}(?:登记|设立|组建)?为[“「]?"
    rf"|{_ASIDE}[（(，,](?:即)?(?:现|今|后)(?:名|已?(?:更名|改名|改称|改)?为)?[：:]?[“「]?"
)
# 乙（原甲）; 乙前身为甲; 乙原名甲
_BACKWARD = re.compile(
    rf"{_ASIDE}[（(](?:原|前身(?:为|是|系)?|原名|原称|原为|曾用名|旧称)[：:]?[“「]?"
    rf"|{_ASIDE}[，,]?(?:其|的)?(?:前身|原名)(?:为|是|系|叫)?[：:]?[“「]?"
)
_CAME_FROM = re.compile(rf"{_ASIDE}(?:系|是)?(?:{_TIME})由[“「]?")  # 乙由甲更名而来
_CAME = re.compile(rf"{_ASIDE}{_TIME}{_VERB}(?:登记|设立|组建)?(?:而来|而成|为|成)")
_CLOSED = re.compile("[）)，,。；;、”」]|$")


def renamed(document: Document, full: Callable[[Mention], str]) -> Iterator[tuple[str, str]]:
    """The former and the later full name of every organisation that the article says to have changed its name."""
    text = document.text.text
    bodies = [m for m in document.mentions if m.kind is MentionKind.ORGANIZATION]
    for first, second in pairwise(bodies):
        start, end = first.span.end, second.span.start
        if start > end or end - start > 90:
            continue
        closed = _CLOSED.match(text, second.span.end)
        came = _CAME_FROM.fullmatch(text, start, end) and _CAME.match(text, second.span.end)
        if _FORWARD.fullmatch(text, start, end):
            pair = first, second
        elif came or (closed and _BACKWARD.fullmatch(text, start, end)):
            pair = second, first
        else:
            continue
        former, later = map(full, pair)
        if former != later and min(len(former), len(later)) > 3:
            yield former, later
