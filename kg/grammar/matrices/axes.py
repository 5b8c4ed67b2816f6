"""The axes of a quadrant model: stated (以甲为横轴，以乙为纵轴), or taken from what the cells say; standing on them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from kg.grammar.counted import CountedSet, counted_sets
from kg.grammar.enumerations import plain
from kg.grammar.matrices.positions import Position
from kg.grammar.matrices.values import Axis, Standing
from kg.grammar.polarity import Reading
from kg.model import Span
from kg.structure import sentences

_DIMENSION = r"[“「『]?(?P<{0}>[^，。；、“”「」『』（）\n]{{2,12}}?)[”」』]?"
_AXES = (
    re.compile(
        rf"以{_DIMENSION.format('x')}[为作]横(?:轴|坐标)[、，,]?并?(?:以)?{_DIMENSION.format('y')}[为作]纵(?:轴|坐标)"
    ),
    re.compile(
        rf"横(?:轴|坐标)(?:就?是|为|表示|代表|：){_DIMENSION.format('x')}[，,、；]纵(?:轴|坐标)(?:就?是|为|表示|代表|：)"
        rf"{_DIMENSION.format('y')}(?=[，。；：\n]|$)"
    ),
    re.compile(
        rf"以{_DIMENSION.format('x')}[与和及、]{_DIMENSION.format('y')}[为作](?:两轴|二轴|双轴|坐标|横纵|两个维度|维度|标准|依据)"
    ),
)
_DIMENSION_NOUN = re.compile(r"维度|指标|坐标|轴|因素|变量|标准|方面|角度")


def stated_axes(text: str, near: Span) -> tuple[tuple[Axis, ...], Span | None]:
    """The axes that the sentences before the cells name."""
    found: list[tuple[Span, tuple[Axis, ...]]] = []
    for sentence in _near(sentences(text), near, lambda sentence: sentence.span):
        for pattern in _AXES:
            if match := pattern.search(text, sentence.span.start, sentence.span.end):
                axes = tuple(Axis(plain(match[g]), Span(match.start(g), match.end(g))) for g in ("x", "y"))
                found.append((Span(match.start(), match.end()), axes))
    for counted in _near(counted_sets(text), near, lambda counted: counted.span):
        if isinstance(counted, CountedSet) and _DIMENSION_NOUN.match(counted.count.noun) and len(counted.items) <= 3:
            axes = tuple(Axis(plain(text[i.head.start : i.head.end]), i.head) for i in counted.items)
            found.append((counted.quote, axes))
    if not found:
        return (), None
    span, axes = found[0]
    return axes, span


Placed = TypeVar("Placed")
_LONGEST = 500  # code points of a statement, at most


def _near(items: Sequence[Placed], near: Span, span_of: Callable[[Placed], Span]) -> Iterator[Placed]:
    """Those of the items, which stand in the order of the text, that overlap a stretch of it."""
    for item in items[max(0, bisect_left(items, near.start, key=lambda item: span_of(item).start) - 3) :]:
        if span_of(item).start >= near.end + _LONGEST:
            return
        if span_of(item).overlaps(near):
            yield item


def axes_from_readings(text: str, named: Sequence[tuple[Span, Position]]) -> tuple[Axis, ...]:
    """Unnamed dimensions: what the first cell that reads two of them calls them."""
    for _, position in named:
        if position.readings:
            return tuple(Axis(_bare(text[r.dimension.start : r.dimension.end]), r.dimension) for r in position.readings)
    return ()


def recurring_axes(text: str, run: Sequence[Position]) -> tuple[Axis, ...]:
    """Unnamed dimensions: the two that come up most often in a run of positions, and on both their sides."""
    said: dict[str, list[Reading]] = {}
    for position in run:
        for reading in position.readings:
            said.setdefault(_bare(text[reading.dimension.start : reading.dimension.end]), []).append(reading)
    both = [name for name, found in said.items() if name and len({reading.polarity for reading in found}) > 1]
    often = sorted(both, key=lambda name: -len(said[name]))[:2]
    return tuple(Axis(name, said[name][0].dimension) for name in sorted(often, key=lambda name: said[name][0].span))


def _bare(name: str) -> str:
    return re.sub(r"^(?:即|此时|其|但|而|且)", "", name)


def standings(text: str, position: Position, axes: Sequence[Axis]) -> tuple[Standing, ...]:
    """The position's level on every axis: by the name of the dimension, the rest by elimination, then by order."""
    if position.sides:
        wordings = position.wordings or ("",) * len(axes)
        return tuple(
            Standing(axis, side, word) for axis, (side, word) in enumerate(zip(position.sides, wordings, strict=False))
        )
    if len(position.readings) < len(axes):
        return ()
    chosen: dict[int, Reading] = {}
    left = list(position.readings)
    words = [text[reading.dimension.start : reading.dimension.end] for reading in left]
    alike = [(likeness(word, axis.name), -i, n) for n, axis in enumerate(axes) for i, word in enumerate(words)]
    used: set[int] = set()
    for alikeness, minus, axis in sorted(alike, reverse=True):
        index = -minus
        if alikeness > 0 and axis not in chosen and index not in used:
            chosen[axis] = left[index]
            used.add(index)
    rest = [reading for index, reading in enumerate(left) if index not in used]
    for axis in range(len(axes)):
        if axis not in chosen:
            chosen[axis] = rest.pop(0)
    if not used and not all(_PRONOUN.match(word) for word in words):
        return ()
    return tuple(
        Standing(axis, chosen[axis].polarity, text[chosen[axis].level.start : chosen[axis].level.end])
        for axis in range(len(axes))
    )


_PRONOUN = re.compile(r"前者|后者|前项|后项")


def likeness(words: str, name: str) -> int:
    """The length of the longest stretch that a dimension as read and its full name have in common."""
    for length in range(min(len(words), len(name)), 0, -1):
        if any(words[i : i + length] in name for i in range(len(words) - length + 1)):
            return length
    return 0
