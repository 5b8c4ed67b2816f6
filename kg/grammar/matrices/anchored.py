"""Cells of two known dimensions: wherever the text puts both at a level, and names what stands there.

The dimensions are stated, or come back often enough to be seen. Loose words and loose names are good enough here,
because the cells prove one another: three at least, each with a name of its own in a place of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kg.grammar.enumerations import plain, shared_ending
from kg.grammar.matrices.levels import Level, Lookout, levels, lookout
from kg.grammar.matrices.names import loosely_named, name_behind_loosely
from kg.grammar.matrices.positions import Position, positions
from kg.grammar.matrices.values import Axis
from kg.grammar.polarity import HIGH, LOW
from kg.model import Span
from kg.structure import sentences

_REACH = 1500  # code points behind the statement of the axes in which the cells stand
_NEAR = 45  # code points between the two levels of one cell, at most
_CELLS = 3  # at least


def anchored_cells(
    text: str, axes: Sequence[Axis], around: Span, start: int, *, drawn: bool = False
) -> list[tuple[Span, Position]]:
    """The named positions on these axes from `start` on, without those of the words that state the axes.

    On axes that are drawn, corners and quadrants of the plane are positions too.
    """
    end = min(len(text), max(start, around.end) + _REACH)
    corners = list(_corners(text, start, end)) if drawn else []
    found_by = lookout(axes, text, start, end, _CELLS if len(corners) < _CELLS else 0)
    if found_by is None:
        return []
    found = sorted((*_positions(text, found_by, start, end, around), *corners), key=lambda position: position.span)
    if len({position.sides for position in found}) < _CELLS:
        return []
    named = _once_each(text, loosely_named(text, found))
    return [*named, *_left_over(text, named)] if len(named) >= _CELLS else []


def _corners(text: str, start: int, end: int) -> Iterator[Position]:
    """Corners and quadrants of the plane."""
    every = positions(text)
    for index in range(bisect_left(every, start, key=lambda position: position.span.start), len(every)):
        position = every[index]
        if position.span.start >= end:
            return
        if position.sides and not position.wordings:
            yield position


def _positions(text: str, found_by: Lookout, start: int, end: int, around: Span) -> Iterator[Position]:
    for sentence in _sentences(text, start, end):
        held: dict[int, Level] = {}
        for level in levels(text, sentence.start, sentence.end, found_by):
            if level.span.overlaps(around):
                continue
            if level.axis in held or any(_apart(text, other.span.end, level.span.start) for other in held.values()):
                held = {}
            held[level.axis] = level
            if len(held) == 2:
                said = [held[axis] for axis in sorted(held)]
                span = Span(min(one.span.start for one in said), max(one.span.end for one in said))
                yield Position(
                    span,
                    (),
                    tuple(one.polarity for one in said),
                    tuple(text[one.word.start : one.word.end] for one in said),
                )
                held = {}


# …的，称作“冰山型”；: where a cell has its name, the next one begins
_NEXT_CELL = re.compile(r"[；;]|[“「『][^“”「」『』，。；、\n]{2,12}[”」』]")


def _apart(text: str, end: int, start: int) -> bool:
    """Whether two levels are too far apart, or parted by a name, to place one cell."""
    return start - end > _NEAR or (end < start and _NEXT_CELL.search(text, end, start) is not None)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a stretch of the text."""
    every = sentences(text)
    for index in range(bisect_right(every, start, key=lambda sentence: sentence.span.end), len(every)):
        span = every[index].span
        if span.start >= end:
            return
        yield span


def _once_each(text: str, named: Sequence[tuple[Span, Position]]) -> list[tuple[Span, Position]]:
    """Every place and every name once, where they are spoken of first."""
    kept: dict[tuple[str, ...], tuple[Span, Position]] = {}
    names: set[str] = set()
    for span, position in named:
        name = plain(text[span.start : span.end])
        if name not in names and position.sides not in kept:
            names.add(name)
            kept[position.sides] = (span, position)
    return sorted(kept.values(), key=lambda cell: cell[0])


# 剩下的三分之一是“旁观者”; 反过来就成了“空想家”
_LEFT_OVER = re.compile(
    r"(?:剩下|余下|其余|剩余|另一[类种端极头]|最后[一]?[类种]|还有一[类种]|反过来|与之?[^，。；\n]{0,8}相反|相反|反之|倒过来|颠倒过来)"
)


def _left_over(text: str, named: Sequence[tuple[Span, Position]]) -> Iterator[tuple[Span, Position]]:
    """The fourth cell, where three are placed and the text names what is left."""
    taken = {position.sides for _, position in named}
    free = [(x, y) for x in (HIGH, LOW) for y in (HIGH, LOW) if (x, y) not in taken]
    if len(named) != _CELLS or len(free) != 1:
        return
    names = {plain(text[span.start : span.end]) for span, _ in named}
    ending = shared_ending(sorted(names))
    alike = (
        re.compile(rf"的?(?:则?是|就是|为)?(?P<name>[\u4e00-\u9fff]{{1,8}}?{re.escape(ending)})") if ending else None
    )
    start, last = named[0][0].start, max(max(span.end, position.span.end) for span, position in named)
    for match in _LEFT_OVER.finditer(text, start, min(len(text), last + 120)):
        like = alike.match(text, match.end(), match.end() + 40) if alike else None
        name = Span(*like.span("name")) if like else name_behind_loosely(text, match.end(), match.end() + 40)
        if name and plain(text[name.start : name.end]) not in names:
            yield name, Position(Span(*match.span()), (), free[0], ("", ""))
            return
