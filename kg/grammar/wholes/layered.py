"""Wholes that are announced without a count, with a line below for each part, whose names end alike.

自下而上分为：⏎- 设备层：…⏎- 网络层：…⏎- 应用层：…        架构说明：⏎1. 接入层⏎   - …⏎2. 服务层
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.enumerations import counts, plain, shared_ending
from kg.grammar.proposals import Piece, Whole, distinct
from kg.grammar.topics import topic
from kg.model import Span
from kg.structure import headings, paragraphs

_BULLET = r"(?:[-*+•·▪●○■□◆◇]|\d{1,2}[.、．)）]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]、)"
_PART = re.compile(
    rf"{_BULLET}[ \t]?\*{{0,2}}[“「]?(?P<name>[^\s，。；：、:（(*“”「」]{{2,10}})[”」]?"
    r"(?:[（(][^（()）\n]{1,40}[）)])?\*{0,2}(?=[：:—\s]|$)"
)
_ENDINGS = tuple("层云力域环圈端型观性度面级")  # what the parts of a model are called by, where nothing counts them
_ANNOUNCED = re.compile(r"[：:]\*{0,2}$")
_LEAST = 3
_APART = 8  # lines from one part to the next, at most


def layered(document: Document) -> Iterator[Whole]:
    """Lines that name a part each, under a line that ends in a colon or a heading."""
    text = document.text.text
    lines = paragraphs(text)
    run: list[tuple[int, Span]] = []
    for number, line in enumerate(lines):
        match = _PART.match(text, line.start, line.end)
        if not match or not match["name"].endswith(_ENDINGS):
            continue
        name = Span(*match.span("name"))
        if run and (number - run[-1][0] > _APART or text[name.end - 1] != text[run[0][1].end - 1]):
            yield from _whole(document, lines, run)
            run = []
        run.append((number, name))
    yield from _whole(document, lines, run)


def _whole(document: Document, lines: tuple[Span, ...], run: list[tuple[int, Span]]) -> Iterator[Whole]:
    names = [document[name] for _, name in run]
    if len(run) < _LEAST or not distinct(names) or not shared_ending(names) or run[0][0] == 0:
        return
    above = lines[run[0][0] - 1]
    title, about = _title(document, above)
    if title:
        pieces = tuple(Piece(name, name) for _, name in run)
        yield Whole(title, pieces, Span(above.start, pieces[-1].name.end), "parts.layered", about)


def _title(document: Document, above: Span) -> tuple[str | None, Span | None]:
    """What the line above says is divided so; where it says nothing of the kind, the heading above it."""
    text = document.text.text
    titles = headings(text)
    if _ANNOUNCED.search(text, above.start, above.end):
        start = max(above.start, *(text.rfind(mark, above.start, above.end) + 1 for mark in "。！？"))
        if any(count.classifier for count in counts(text, start, above.end)):
            return None, None  # a counted set, read elsewhere
        if about := topic(text, start, above.end - 1):
            return plain(document[about]), about
    index = bisect_left(titles, above.end, key=lambda heading: heading.span.end)
    near = (
        titles[index] if index < len(titles) and titles[index].span == above else titles[index - 1] if index else None
    )
    return (plain(document[near.title]).lstrip("# "), None) if near else (None, None)
