"""Words that place something: levels of dimensions, （高，低）, corners and quadrants of the plane, 重要但不紧急."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.grammar.polarity import HIGH, LOW, POLARITY, Reading, qualities, readings
from kg.model import Span
from kg.structure import sentences


@dataclass(frozen=True, slots=True)
class Position:
    """Words that place something: readings of dimensions, or sides by axis number."""

    span: Span
    readings: tuple[Reading, ...] = ()
    sides: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()


_FAR = 500  # code points between two cells of one matrix, at most
_TRIGGER = re.compile(r"[高低强弱薄好优差快慢大小多少富贫丰匮不足旺]|[左右][上下]|象限")
CORNER = re.compile(r"(?P<x>[左右])(?P<y>[上下])(?:方|角|侧|象限|部)?")
_ORDINAL = re.compile(r"第(?P<number>[一二三四1-4])象限")
_QUADRANT_SIDES = {"一": (HIGH, HIGH), "二": (LOW, HIGH), "三": (LOW, LOW), "四": (HIGH, LOW)}
_WORD = "|".join(sorted(POLARITY, key=lambda word: (-len(word), word)))
_COORDINATES = re.compile(rf"[（(](?P<x>{_WORD})[，,、](?P<y>{_WORD})[）)]")
_BOTH = re.compile(
    rf"(?:两者|二者|两项|两个维度|双双?(?=[^，。][的”」]))(?:皆|都|均|同)?(?P<word>{_WORD})(?=[的、，。；者时”」为是称叫属则])"
)
_JOINED = re.compile(r"[，、,]?(?:而|但是?|且|却|并且|同时|又|此时)*")


@lru_cache(maxsize=2)
def positions(text: str) -> tuple[Position, ...]:
    """Every position of a text, in order."""
    found: list[Position] = []
    for sentence in sentences(text):
        span = sentence.span
        if not _TRIGGER.search(text, span.start, span.end):
            continue
        found += _read_positions(text, span)
        for match in _COORDINATES.finditer(text, span.start, span.end):
            sides = (POLARITY[match["x"]], POLARITY[match["y"]])
            found.append(Position(Span(*match.span()), (), sides, (match["x"], match["y"])))
        for match in _BOTH.finditer(text, span.start, span.end):
            side = POLARITY[match["word"]]
            found.append(Position(Span(*match.span()), (), (side, side), (match["word"], match["word"])))
        for match in CORNER.finditer(text, span.start, span.end):
            x = HIGH if match["x"] == "右" else LOW
            y = HIGH if match["y"] == "上" else LOW
            found.append(Position(Span(*match.span()), (), (x, y)))
        for match in _ORDINAL.finditer(text, span.start, span.end):
            number = "一二三四"[int(match["number"]) - 1] if match["number"].isdigit() else match["number"]
            found.append(Position(Span(*match.span()), (), _QUADRANT_SIDES[number]))
    found += _recurring(text)
    return tuple(sorted(found, key=lambda position: position.span))


def _recurring(text: str) -> Iterator[Position]:
    """Pairs of qualities that come back with other signs: 重要且紧急 … 重要不紧急 … 既不重要也不紧急."""
    pairs: dict[frozenset[str], list[tuple[Reading, Reading]]] = {}
    for sentence in sentences(text):
        if "不" in text[sentence.span.start : sentence.span.end]:
            for pair in qualities(text, sentence.span.start, sentence.span.end):
                stems = frozenset(text[r.dimension.start : r.dimension.end] for r in pair)
                pairs.setdefault(stems, []).append(pair)
    for stems, found in pairs.items():
        signs = {tuple(sorted((text[r.dimension.start : r.dimension.end], r.polarity) for r in pair)) for pair in found}
        if len(stems) == 2 and len(signs) > 2:
            for pair in found:
                yield Position(Span(pair[0].span.start, pair[1].span.end), pair)


def _read_positions(text: str, sentence: Span) -> Iterator[Position]:
    """Readings that follow one another, of two dimensions at least."""
    group: list[Reading] = []
    for reading in (*readings(text, sentence.start, sentence.end), None):
        if reading and group and _continues(text, group, reading):
            group.append(reading)
            continue
        if len(group) > 1:
            yield Position(Span(group[0].span.start, group[-1].span.end), tuple(group))
        group = [reading] if reading else []


def _continues(text: str, group: list[Reading], reading: Reading) -> bool:
    between = text[group[-1].span.end : reading.span.start]
    dimension = text[reading.dimension.start : reading.dimension.end]
    known = {text[other.dimension.start : other.dimension.end] for other in group}
    return bool(_JOINED.fullmatch(between)) and dimension not in known


def runs(positions: Sequence[Position]) -> Iterator[list[Position]]:
    """Positions near one another."""
    run: list[Position] = []
    for position in positions:
        if run and position.span.start - run[-1].span.end > _FAR:
            yield run
            run = []
        run.append(position)
    if run:
        yield run
