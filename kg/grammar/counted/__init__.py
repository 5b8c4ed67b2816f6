"""Counted sets: a count and a list of that length, wherever the list stands.

    组织、制度、流程、技术、文化五大支柱            the list before the count
    三道关：来源合法、用途正当、风险可控            behind a colon or 即, 包括, 分别是 …
    包含四个层次：一是…；二是…；三是…；四是…        numbered
    有四大创新路径。⏎治理模式创新，… ⏎数据创新，…   one paragraph each

Where list and count disagree, the count is yielded with the reason instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from kg.grammar.counted.before import before, left_edge
from kg.grammar.counted.behind import behind, lines_below, numbered_items
from kg.grammar.counted.heads import head
from kg.grammar.counted.values import CountedSet, Mismatch, SetItem
from kg.grammar.enumerations import Count, counts, enclosed
from kg.model import Span
from kg.structure import numbered_lists, paragraphs, sentences

__all__ = ["CountedSet", "Mismatch", "SetItem", "counted_sets", "head", "left_edge", "named_count"]


@lru_cache(maxsize=2)  # stages, parts and quadrants ask for the same text
def counted_sets(text: str) -> tuple[CountedSet | Mismatch, ...]:
    """Every counted set of a text, in order; one set for each list."""
    return tuple(sorted(_counted_sets(text), key=lambda found: found.span))


def _counted_sets(text: str) -> Iterator[CountedSet | Mismatch]:
    lists = tuple(sorted(numbered_lists(text), key=lambda numbered: numbered.lead))
    lines = paragraphs(text)
    for sentence in sentences(text):
        span = sentence.span
        if not _NUMBER.search(text, span.start, span.end):
            continue
        frame = enclosed(text, span.start, span.end)
        for count in map(partial(named_count, text, span), counts(text, span.start, span.end)):
            found = (
                before(text, span, frame, count)
                or numbered_items(text, span, lists, count)
                or behind(text, span, frame, count)
                or lines_below(text, span, lines, count)
            )
            if found:
                yield found


_MARKS = {"“": "”", "「": "」", "『": "』"}
_LONGEST_NAME = 10


def named_count(text: str, sentence: Span, count: Count) -> Count:
    """The count with all of the quoted name it stands in: “数据五性”, “三医联动”, “五个一工程”."""
    opened = max(
        text.rfind(mark, max(sentence.start, count.span.start - _LONGEST_NAME), count.span.start) for mark in _MARKS
    )
    if opened < 0:
        return count
    closed = text.find(_MARKS[text[opened]], opened, min(sentence.end, opened + _LONGEST_NAME + 2))
    name = text[opened + 1 : max(opened, closed)]
    if closed < count.span.end or any(mark in name for mark in "、，。+—"):
        return count
    return count._replace(span=Span(opened + 1, closed), noun=text[count.span.start : closed])


_NUMBER = re.compile(r"[二两三四五六七八九十双2-9]")
