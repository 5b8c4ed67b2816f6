"""The shape of a text: paragraphs and sentences, headings, numbered items and the lists they make.

A list is a run of numbers of one style, 一是 二是 三是 or （1）（2）（3）, that starts at 1 and misses none. Its lead
is what stands before the first number and names the set: the clause before a colon, the sentence before, or the
heading above.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from kg.model import Span

_PARAGRAPH = re.compile(r"[^\n]+")
# A sentence ends at 。！？!? and …… with the closing quotation marks behind them, or where its paragraph ends.
_SENTENCE = re.compile(r"[^。！？!?…]*(?:[。！？!?…]+[”’」』）)》\"']*|$)")


class Sentence(NamedTuple):
    """A sentence and where it stands: both numbers count from 1, as a reader would."""

    span: Span
    paragraph: int
    number: int  # within its paragraph


def before(position: int) -> Any:
    """What stands in order before every sentence and mention that starts at a position: a key to bisect them by."""
    return ((position,),)


class Heading(NamedTuple):
    """A line that titles what follows; `title` leaves out its number."""

    span: Span
    title: Span


class Item(NamedTuple):
    """One item of a list: its number as written, and its body up to the next number or the end of its sentence."""

    marker: Span
    body: Span


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items counted in one style, and the words before them that name the set (empty where nothing does)."""

    style: str
    lead: Span
    items: tuple[Item, ...]

    @property
    def span(self) -> Span:
        """From the first number to the end of the last item."""
        return Span(self.items[0].marker.start, self.items[-1].body.end)


# Several readers ask for the shape of the text that is being read; it is worked out once.
_remembered = lru_cache(maxsize=2)


@_remembered
def paragraphs(text: str) -> tuple[Span, ...]:
    """Lines that hold more than white space, without the white space around them."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            found.append(Span(start, end))
    return tuple(found)


@_remembered
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of every paragraph, in order; together they cover each paragraph but for white space."""
    found = []
    for paragraph_number, paragraph in enumerate(paragraphs(text), 1):
        number = 0
        for match in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
            words = match.group()
            start = match.start() + len(words) - len(words.lstrip())
            end = match.start() + len(words.rstrip())
            if start < end:
                number += 1
                found.append(Sentence(Span(start, end), paragraph_number, number))
    return tuple(found)


_HEADING_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,3}[章节部篇][ 　]*|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:\.\d{1,2}){0,3}[.．、 　]*)"
)
_HEADING_LENGTH = 30


@_remembered
def headings(text: str) -> tuple[Heading, ...]:
    """The lines that title what follows: short, without a full stop, and followed by something longer."""
    lines = paragraphs(text)
    found = []
    for line, following in pairwise(lines):
        words = text[line.start : line.end]
        if len(words) > _HEADING_LENGTH or words[-1] in "。！；：，,;:!）)>" or "。" in words:
            continue
        number = _HEADING_NUMBER.match(words)
        if number or len(following) > len(line):
            start = line.start + (number.end() if number and number.end() < len(words) else 0)
            found.append(Heading(line, Span(start, line.end)))
    return tuple(found)


_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九十")} | {"两": 2, "双": 2, "俩": 2}


def number(words: str) -> int:
    """A small number in Chinese or Arabic digits: 三 → 3, 十二 → 12, 8 → 8. Raises ValueError for anything else."""
    if words.isdecimal():
        return int(words)
    if not words or any(character not in _DIGITS for character in words):
        raise ValueError(f"not a small number: {words!r}; expected digits such as 三, 十二 or 12")
    tens, ten, ones = words.rpartition("十")
    if ten:
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[character]) for character in words))


_NUMERAL = r"[一二三四五六七八九十]{1,3}"
# Each style with its number in a group; those of the second table count only at the start of a line.
_INLINE_MARKERS = {
    "是": rf"({_NUMERAL})(?:是要|是|要)",
    "首先": r"(首先|其次|再次|最后)(?:是|要)?[，,、：:]?",
    "第一": rf"第({_NUMERAL})(?:[，,、：:]|是要|是|要)",
    "其一": rf"其({_NUMERAL})(?:[，,、：:]|是)?",
    "（1）": r"[（(](\d{1,2})[）)]",
    "（一）": rf"[（(]({_NUMERAL})[）)]",
    "①": r"([①-⑳])",
}
_LINE_MARKERS = {
    "1.": r"(\d{1,2})(?:[.．、)）](?!\d))",
    "一、": rf"({_NUMERAL})、",
}
_WORD_NUMBERS = {"首先": 1, "其次": 2, "再次": 3, "最后": 0}  # 0: whatever comes next
_BEFORE_INLINE = r"(?:^|(?<=[，,；;：:。！？!?、\n”」…\s]))"
_INLINE = "|".join(_INLINE_MARKERS.values())
_LINE = "|".join(_LINE_MARKERS.values())
_MARKER = re.compile(rf"{_BEFORE_INLINE}(?:{_INLINE})|^[ \u3000]{{0,8}}(?:{_LINE})", re.MULTILINE)
_STYLES = (*_INLINE_MARKERS, *_LINE_MARKERS)
# 首先 … 第二 … 第三 count as one run.
_SAME_RUN = {"首先": "第一"}
_LIST_REACH = 3000  # code points between two numbers of one list, at most


@_remembered
def numbered_lists(text: str) -> tuple[NumberedList, ...]:
    """Every list of at least two numbered items, in the order of the text."""
    runs: list[tuple[str, list[Span]]] = []
    current: dict[str, list[Span]] = {}
    for match in _MARKER.finditer(text):
        index = match.lastindex or 1
        style = _SAME_RUN.get(_STYLES[index - 1], _STYLES[index - 1])
        run = current.get(style, [])
        value = _marker_number(match.group(index)) or len(run) + 1
        if value == 1:
            current[style] = [Span(match.start(), match.end())]
            runs.append((style, current[style]))
        elif run and value == len(run) + 1 and match.start() - run[-1].end <= _LIST_REACH:
            run.append(Span(match.start(), match.end()))
    lines = paragraphs(text)
    found = (_numbered_list(text, lines, style, run) for style, run in runs if len(run) > 1)
    return tuple(sorted(found, key=lambda numbered: numbered.span))


def _marker_number(words: str) -> int:
    if words in _WORD_NUMBERS:
        return _WORD_NUMBERS[words]
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    return number(words)


def _numbered_list(text: str, lines: tuple[Span, ...], style: str, markers: list[Span]) -> NumberedList:
    ends = [*(marker.start for marker in markers[1:]), _item_end(text, lines, markers)]
    items = tuple(Item(marker, _stripped(text, marker.end, end)) for marker, end in zip(markers, ends, strict=True))
    return NumberedList(style, _lead(text, lines, markers[0].start), items)


def _item_end(text: str, lines: tuple[Span, ...], markers: list[Span]) -> int:
    """The last item ends with its sentence where the items share a line, else with its line."""
    line = line_at(lines, markers[-1].start)
    if markers[0].start < line.start:
        return line.end
    match = _SENTENCE.match(text, markers[-1].end, line.end)
    return match.end() if match else line.end


def _lead(text: str, lines: tuple[Span, ...], start: int) -> Span:
    """What names the list: the sentence that it continues or follows, in its own line or the line before."""
    line = line_at(lines, start)
    if start <= line.start:
        before = bisect_left(lines, (line.start,)) - 1
        if before < 0:
            return Span(start, start)
        line, start = lines[before], lines[before].end
    head = text[line.start : start].rstrip()
    stop = max(head.rfind(mark, 0, len(head) - 1) for mark in "。！？!?")
    return _stripped(text, line.start + stop + 1, start)


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), max(start, end - len(words) + len(words.rstrip())))


def line_at(lines: tuple[Span, ...], position: int) -> Span:
    """The paragraph a character stands in; the last one before it, where it stands between two."""
    return lines[max(0, bisect_left(lines, (position + 1,)) - 1)]


def following(lines: tuple[Span, ...], position: int) -> Iterator[Span]:
    """The paragraphs after the one a character stands in."""
    yield from lines[bisect_left(lines, (position + 1,)) :]
