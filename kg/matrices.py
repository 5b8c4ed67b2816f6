"""Quadrant models: named cells, each at a high or a low level of two dimensions or more.

    人才换挡型(产业基础薄、营商环境弱)                      brackets
    高投入、低成效的“虚胖型”                                prose, name behind
    核心数据——调用频率高，业务价值高；                      lines, name in front
    落在（高，低）位置的是首选区                            coordinates, once the axes are named
    右上方的区域称为“旗舰服务”; 第二象限：陪伴区            corners and quadrants of the plane

Positions are found first, then the name beside each, on the side that names the most of them. Neighbouring cells that
speak of the same dimensions make a matrix; a lone pair of levels is just prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from kg.counted import CountedSet, counted_sets
from kg.enumerations import CLOSING, OPENING, plain, separated, trimmed
from kg.model import Span
from kg.polarity import HIGH, LOW, POLARITY, Reading, qualities, readings
from kg.structure import paragraphs, sentences


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension, by its full name, and the words that introduce it."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Standing:
    """A cell's level on one axis: which side, and the article's word for it where it has one."""

    axis: int
    polarity: str
    wording: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A named cell: `words` hold its name and its position."""

    name: Span
    words: Span
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells over the same axes; `axes_span` holds the statement of the axes, where there is one."""

    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]
    axes_span: Span | None

    @property
    def span(self) -> Span:
        """From the first cell to the last."""
        return Span(self.cells[0].words.start, max(cell.words.end for cell in self.cells))


@dataclass(frozen=True, slots=True)
class _Position:
    """Words that place something: readings of dimensions, or sides by axis number."""

    span: Span
    readings: tuple[Reading, ...] = ()
    sides: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()


_REMARK = 40  # code points between a place in the plane and the readings that explain it, at most
_FAR = 500  # code points between two cells of one matrix, at most
_BEHIND_CELLS = 100  # code points behind the last cell in which the axes may still be named
_BEFORE = 600  # code points before the first cell in which the axes are named
_TRIGGER = re.compile(r"[高低强弱薄好优差快慢大小多少富贫丰匮不足旺]|[左右][上下]|象限")


@lru_cache(maxsize=2)  # parts leaves alone what quadrants reads
def matrices(text: str) -> tuple[Matrix, ...]:
    """Every quadrant model of a text, in order."""
    return tuple(_matrices(text))


def _matrices(text: str) -> Iterator[Matrix]:
    yield from _tables(text)
    for run in _runs(_positions(text)):
        named = _named(text, run)
        if len(named) < 2:
            continue
        start = max(0, named[0][0].start - _BEFORE)
        axes, axes_span = _stated_axes(text, Span(start, named[-1][0].end + _BEHIND_CELLS))
        if matrix := _matrix(text, named, axes, axes_span):
            yield matrix


# Positions

_CORNER = re.compile(r"(?P<x>[左右])(?P<y>[上下])(?:方|角|侧|象限|部)?")
_ORDINAL = re.compile(r"第(?P<number>[一二三四1-4])象限")
_QUADRANT_SIDES = {"一": (HIGH, HIGH), "二": (LOW, HIGH), "三": (LOW, LOW), "四": (HIGH, LOW)}
_WORD = "|".join(sorted(POLARITY, key=lambda word: (-len(word), word)))
_COORDINATES = re.compile(rf"[（(](?P<x>{_WORD})[，,、](?P<y>{_WORD})[）)]")
_BOTH = re.compile(
    rf"(?:两者|二者|两项|两个维度|双双?(?=[^，。][的”」]))(?:皆|都|均|同)?(?P<word>{_WORD})(?=[的、，。；者时”」为是称叫属则])"
)
_JOINED = re.compile(r"[，、,]?(?:而|但是?|且|却|并且|同时|又|此时)*")


def _positions(text: str) -> list[_Position]:
    found: list[_Position] = []
    for sentence in sentences(text):
        span = sentence.span
        if not _TRIGGER.search(text, span.start, span.end):
            continue
        found += _read_positions(text, span)
        for match in _COORDINATES.finditer(text, span.start, span.end):
            sides = (POLARITY[match["x"]], POLARITY[match["y"]])
            found.append(_Position(Span(*match.span()), (), sides, (match["x"], match["y"])))
        for match in _BOTH.finditer(text, span.start, span.end):
            side = POLARITY[match["word"]]
            found.append(_Position(Span(*match.span()), (), (side, side), (match["word"], match["word"])))
        for match in _CORNER.finditer(text, span.start, span.end):
            x = HIGH if match["x"] == "右" else LOW
            y = HIGH if match["y"] == "上" else LOW
            found.append(_Position(Span(*match.span()), (), (x, y)))
        for match in _ORDINAL.finditer(text, span.start, span.end):
            number = "一二三四"[int(match["number"]) - 1] if match["number"].isdigit() else match["number"]
            found.append(_Position(Span(*match.span()), (), _QUADRANT_SIDES[number]))
    found += _recurring(text)
    return sorted(found, key=lambda position: position.span)


def _recurring(text: str) -> Iterator[_Position]:
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
                yield _Position(Span(pair[0].span.start, pair[1].span.end), pair)


def _read_positions(text: str, sentence: Span) -> Iterator[_Position]:
    """Readings that follow one another, of two dimensions at least."""
    group: list[Reading] = []
    for reading in (*readings(text, sentence.start, sentence.end), None):
        if reading and group and _continues(text, group, reading):
            group.append(reading)
            continue
        if len(group) > 1:
            yield _Position(Span(group[0].span.start, group[-1].span.end), tuple(group))
        group = [reading] if reading else []


def _continues(text: str, group: list[Reading], reading: Reading) -> bool:
    between = text[group[-1].span.end : reading.span.start]
    dimension = text[reading.dimension.start : reading.dimension.end]
    known = {text[other.dimension.start : other.dimension.end] for other in group}
    return bool(_JOINED.fullmatch(between)) and dimension not in known


def _runs(positions: Sequence[_Position]) -> Iterator[list[_Position]]:
    """Positions near one another."""
    run: list[_Position] = []
    for position in positions:
        if run and position.span.start - run[-1].span.end > _FAR:
            yield run
            run = []
        run.append(position)
    if run:
        yield run


# Names

_NAME = r"[^，。；：！？、,;:!?\n\t（）()“”「」『』\s—｜|是]{2,12}"
_BEHIND = re.compile(
    r"[）)”」]?(?:事项|事情|任务|工作)?(?:位置|区域|象限|方|角)*(?:的|者|时|，|,|这一|区域|部分)*(?:[\u4e00-\u9fff]{0,6}?(?=是|称为|叫|属于|归为))?"
    r"(?:他|她|我们|笔者|可|可以|被|则|便|就|也)*"
    r"(?:(?:戏?称|命名|称之|归|叫|定义)(?:为|做|作)?|属于|叫做?|构成|对应|就?是|即|为|：|:|——)?(?:了)?[“「『]?"
    rf"(?P<name>{_NAME})"
)
_BEHIND_MARK = re.compile(r"的|者|是|为|称|叫|属于|[“「『：:—]")
_IN_FRONT = re.compile(
    rf"(?P<name>{_NAME})[”」』]?(?:——|—|-|：|:|，|,|[（(]|是指|即|是|为|指|位于|处于|落在|\s|[|｜])+(?:此时|其|即|这类|该类)*$"
)
_LEAD = re.compile(r"[^，]{0,8}?(?:分出|分为|包括|以及|属于|称为|就是|即|和|与|及)")
_NOT_A_NAME = re.compile(
    r"^(?:[的了着过是为在和与及或其这那该此]|以及|其中|包括|如果|因此|但|而|位于|处于)|[的了是]$|象限$|坐标|[横纵]轴|区域$"
)


def _named(text: str, run: Sequence[_Position]) -> list[tuple[Span, _Position]]:
    """The positions with their names: one for each name, and readings rather than a place in the plane."""
    planar = [position for position in run if not position.readings and not position.wordings]
    telling = [position for position in run if position.readings or position.wordings]
    cells = {}
    for span, position in (*_one_side(text, run, planar), *_one_side(text, run, telling)):
        cells[plain(text[span.start : span.end])] = (span, position)
    named = sorted(cells.values(), key=lambda cell: cell[0])
    spoken_for = {id(position) for _, position in named}
    return [(span, _told(position, run, spoken_for)) for span, position in named]


def _told(position: _Position, run: Sequence[_Position], spoken_for: set[int]) -> _Position:
    """A place in the plane, with the readings that explain it right behind: …“瓶颈服务”。此时需求很强，但能力偏弱."""
    if position.readings or position.wordings:
        return position
    behind = bisect_right(run, position.span.end, key=lambda other: other.span.start)
    later = run[behind] if behind < len(run) else None
    if later is None or not later.readings or id(later) in spoken_for:
        return position
    return later if later.span.start - position.span.end <= _REMARK else position


def _one_side(text: str, run: Sequence[_Position], positions: Sequence[_Position]) -> list[tuple[Span, _Position]]:
    """The names of these positions, all behind them or all in front, whichever names more of them."""
    behind, in_front = [], []
    places = {id(position): index for index, position in enumerate(run)}
    for position in positions:
        around = run[max(0, places[id(position)] - 3) : places[id(position)] + 4]
        before = max((other.span.end for other in around if other.span.end <= position.span.start), default=0)
        after = min((other.span.start for other in around if other.span.start >= position.span.end), default=len(text))
        name = _name_behind(text, position.span.end, min(after, position.span.end + 40))
        if name and not any(name.overlaps(other.span) for other in around):
            behind.append((name, position))
        if name := _name_in_front(text, max(before, position.span.start - 40), position.span.start):
            in_front.append((name, position))
    return max(behind, in_front, key=lambda named: len({text[span.start : span.end] for span, _ in named}))


def _name_behind(text: str, start: int, end: int) -> Span | None:
    stop = min((i for i in (text.find(mark, start, end) for mark in "。；\n\t") if i >= 0), default=end)
    match = _BEHIND.match(text, start, stop)
    if not match or not _BEHIND_MARK.search(text, start, match.start("name")):
        return None
    return _checked(text, match.start("name"), match.end("name"))


def _name_in_front(text: str, start: int, end: int) -> Span | None:
    match = _IN_FRONT.search(text[start:end])
    return _checked(text, start + match.start("name"), start + match.end("name")) if match else None


def _checked(text: str, start: int, end: int) -> Span | None:
    span = trimmed(text, start, end)
    if lead := _LEAD.match(text, span.start, span.end - 2):
        span = Span(lead.end(), span.end)
    name = text[span.start : span.end]
    if len(name) < 2 or _NOT_A_NAME.search(name) or _CORNER.search(name):
        return None
    return span


# Tables: 类型⇥技术能力⇥组织支持 / 引领型⇥强⇥强 / …


def _tables(text: str) -> Iterator[Matrix]:
    """Tables with a header, a name in front of each row, and levels in two columns or more."""
    rows: list[list[Span]] = []
    for line in (*paragraphs(text), None):
        cells = list(separated(text, line, "\t")) if line else []
        if rows and len(cells) == len(rows[0]):
            rows.append(cells)
            continue
        if len(rows) > 3 and (matrix := _table(text, rows)):
            yield matrix
        rows = [cells] if len(cells) > 2 else []


def _table(text: str, rows: Sequence[Sequence[Span]]) -> Matrix | None:
    header, *body = rows
    words = [[text[cell.start : cell.end] for cell in row] for row in body]
    columns = [c for c in range(1, len(header)) if all(row[c] in POLARITY for row in words)]
    if len(columns) < 2:
        return None
    axes = tuple(Axis(text[header[c].start : header[c].end], header[c]) for c in columns)
    cells = [
        Cell(
            row[0],
            Span(row[0].start, row[-1].end),
            tuple(Standing(axis, POLARITY[said[c]], said[c]) for axis, c in enumerate(columns)),
        )
        for row, said in zip(body, words, strict=True)
    ]
    if len(_distinct(cells)) < 3:
        return None
    return Matrix(axes, tuple(_distinct(cells)), Span(header[columns[0]].start, header[columns[-1]].end))


# Axes

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


def _stated_axes(text: str, near: Span) -> tuple[tuple[Axis, ...], Span | None]:
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


def _near(items: Sequence[Placed], near: Span, span_of: Callable[[Placed], Span]) -> Iterator[Placed]:
    """Those of the items, which stand in the order of the text, that overlap a stretch of it."""
    for item in items[max(0, bisect_left(items, near.start, key=lambda item: span_of(item).start) - 3) :]:
        if span_of(item).start >= near.end + _FAR:
            return
        if span_of(item).overlaps(near):
            yield item


def _matrix(
    text: str, named: Sequence[tuple[Span, _Position]], axes: tuple[Axis, ...], axes_span: Span | None
) -> Matrix | None:
    stated = bool(axes)
    axes = axes or _axes_from_readings(text, named)
    if len(axes) < 2:
        return None
    cells = []
    for name, position in named:
        standings = _standings(text, position, axes)
        if len(standings) == len(axes):
            cells.append(Cell(name, _cell_words(text, name, position.span), standings))
    cells = _distinct(cells)
    # Two dimensions and three modes are no 2×2: each axis needs both its sides, and the cells must differ.
    if len(cells) < (2 if stated else 3) or any(len(_sides(cells, axis)) < 2 for axis in range(len(axes))):
        return None
    if len(cells) < 3 and all(not standing.wording for cell in cells for standing in cell.standings):
        return None
    return Matrix(axes, tuple(cells), axes_span)


def _cell_words(text: str, name: Span, position: Span) -> Span:
    """Name and position with the quotation mark or bracket that belongs to them."""
    start, end = min(name.start, position.start), max(name.end, position.end)
    start -= text[start - 1 : start] in tuple(OPENING)
    end += text[end : end + 1] in tuple(CLOSING)
    return Span(start, end)


def _sides(cells: Sequence[Cell], axis: int) -> set[str]:
    return {standing.polarity for cell in cells for standing in cell.standings if standing.axis == axis}


def _distinct(cells: Sequence[Cell]) -> list[Cell]:
    seen: set[tuple[str, ...]] = set()
    kept = []
    for cell in cells:
        place = tuple(standing.polarity for standing in cell.standings)
        if place not in seen:
            seen.add(place)
            kept.append(cell)
    return kept


def _axes_from_readings(text: str, named: Sequence[tuple[Span, _Position]]) -> tuple[Axis, ...]:
    """Unnamed dimensions: what the first cell that reads two of them calls them."""
    for _, position in named:
        if position.readings:
            return tuple(Axis(_bare(text[r.dimension.start : r.dimension.end]), r.dimension) for r in position.readings)
    return ()


def _bare(name: str) -> str:
    return re.sub(r"^(?:即|此时|其|但|而|且)", "", name)


def _standings(text: str, position: _Position, axes: Sequence[Axis]) -> tuple[Standing, ...]:
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
    alike = [(_likeness(word, axis.name), -i, n) for n, axis in enumerate(axes) for i, word in enumerate(words)]
    used: set[int] = set()
    for likeness, minus, axis in sorted(alike, reverse=True):
        index = -minus
        if likeness > 0 and axis not in chosen and index not in used:
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


def _likeness(words: str, name: str) -> int:
    """The length of the longest stretch that a dimension as read and its full name have in common."""
    for length in range(min(len(words), len(name)), 0, -1):
        if any(words[i : i + length] in name for i in range(len(words) - length + 1)):
            return length
    return 0
