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

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.grammar.enumerations import CLOSING, OPENING
from kg.grammar.matrices.anchored import anchored_cells
from kg.grammar.matrices.axes import axes_from_readings, recurring_axes, stated_axes
from kg.grammar.matrices.axes import standings as standings_on
from kg.grammar.matrices.described import described
from kg.grammar.matrices.names import named_positions
from kg.grammar.matrices.positions import Position, positions, runs
from kg.grammar.matrices.statements import statements
from kg.grammar.matrices.tables import tables
from kg.grammar.matrices.values import Axis, Cell, Matrix, Standing, distinct
from kg.model import Span

__all__ = ["Axis", "Cell", "Matrix", "Standing", "matrices", "unread"]

_BEHIND_CELLS = 100  # code points behind the last cell in which the axes may still be named
_AHEAD = 100  # code points before the first position in which the first name may stand
_AGAIN = 600  # code points before the same two dimensions, once in vain, are tried again
# Pairs of dimensions whose cells are looked for in one text: each costs some milliseconds. An article names a handful,
# a book some hundreds; only a text made of nothing else names more, and would be read for a minute.
_PAIRS_AT_MOST = 300
_BEFORE = 600  # code points before the first cell in which the axes are named


def matrices(text: str) -> tuple[Matrix, ...]:
    """Every quadrant model of a text, in order."""
    return _read(text)[0]


def unread(text: str) -> Span | None:
    """The words from which on dimensions were not tried any more, because the text names so many."""
    return _read(text)[1]


@lru_cache(maxsize=2)  # parts leaves alone what quadrants reads
def _read(text: str) -> tuple[tuple[Matrix, ...], Span | None]:
    rest: list[Span] = []
    return tuple(_matrices(text, rest)), rest[0] if rest else None


def _matrices(text: str, rest: list[Span]) -> Iterator[Matrix]:
    yield from tables(text)
    kept = list(described(text))
    for matrix in sorted((*_placed(text), *_stated(text, rest), *_recurring(text)), key=_worth):
        if not any(matrix.span.overlaps(other.span) for other in kept):
            kept.append(matrix)
    yield from sorted(kept, key=lambda matrix: matrix.span)


def _worth(matrix: Matrix) -> tuple[int, bool]:
    """More cells are better than fewer, and dimensions that the text states than those that its cells suggest."""
    return -len(matrix.cells), matrix.axes_span is None


def _stated(text: str, rest: list[Span]) -> Iterator[Matrix]:
    """Matrices whose two dimensions the text names first, or right behind."""
    done = pairs = 0
    tried: dict[tuple[str, ...], int] = {}
    for statement in statements(text):
        names = tuple(axis.name for axis in statement.axes)
        if statement.span.start < max(done, tried.get(names, 0)):
            continue
        if pairs == _PAIRS_AT_MOST:
            rest.append(statement.span)
            return
        pairs += 1
        tried[names] = statement.span.end + _AGAIN
        start = max(0, statement.span.start - _BEFORE // 2) if statement.plain else statement.span.end
        named = anchored_cells(text, statement.axes, statement.span, start, drawn=statement.plain)
        if named:
            matrix = _anchored(text, named, statement.axes, statement.span)
            yield matrix
            done = matrix.span.end


def _recurring(text: str) -> Iterator[Matrix]:
    """Matrices whose two dimensions are plain from what comes back on both its sides."""
    for run in runs(positions(text)):
        axes = recurring_axes(text, run)
        near = Span(max(0, run[0].span.start - _AHEAD), run[-1].span.end)
        if len(axes) > 1 and (named := anchored_cells(text, axes, Span(near.start, near.start), near.start)):
            yield _anchored(text, named, axes, None)


def _anchored(
    text: str, named: Sequence[tuple[Span, Position]], axes: tuple[Axis, ...], axes_span: Span | None
) -> Matrix:
    cells = []
    for name, position in named:
        wordings = position.wordings or ("",) * len(axes)
        standings = [Standing(axis, position.sides[axis], wordings[axis]) for axis in range(len(axes))]
        cells.append(Cell(name, _cell_words(text, name, position.span), tuple(standings)))
    return Matrix(axes, tuple(cells), axes_span)


def _placed(text: str) -> Iterator[Matrix]:
    """Matrices of positions that need no statement of the dimensions."""
    for run in runs(positions(text)):
        named = named_positions(text, run)
        if len(named) < 2:
            continue
        start = max(0, named[0][0].start - _BEFORE)
        axes, axes_span = stated_axes(text, Span(start, named[-1][0].end + _BEHIND_CELLS))
        if matrix := _matrix(text, named, axes, axes_span):
            yield matrix


def _matrix(
    text: str, named: Sequence[tuple[Span, Position]], axes: tuple[Axis, ...], axes_span: Span | None
) -> Matrix | None:
    stated = bool(axes)
    axes = axes or axes_from_readings(text, named)
    if len(axes) < 2:
        return None
    cells = []
    for name, position in named:
        standings = standings_on(text, position, axes)
        if len(standings) == len(axes):
            cells.append(Cell(name, _cell_words(text, name, position.span), standings))
    cells = distinct(cells)
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
