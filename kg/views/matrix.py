"""A quadrant model as an SVG matrix: origin at the lower left, axes named and directed, conditions in the cells."""

from __future__ import annotations

from kg.entries import FactEntry
from kg.figures import Cell, Matrix
from kg.layout.picture import wrap
from kg.views import Options
from kg.views.drawing import Pen, document, link, number, path

_LEFT, _TOP, _FOOT, _SIDE = 62, 14, 52, 12
_LINE, _TITLE, _PAD = 18, 22, 12


def matrix_svg(matrix: Matrix, options: Options, *, width: float = 480) -> str:
    """The picture; quadrants link to their entities, their places in the text to the facts."""
    pen = Pen(options.theme)
    column = (width - _LEFT - _SIDE) / 2
    lines = max((len(_conditions(cell, column)) for cell in matrix.cells), default=1)
    stacked = max((_stack(matrix, x, y) for x in (0, 1) for y in (0, 1)), default=1)
    row = _PAD * 2 + stacked * (_TITLE + _LINE * (lines + 1))
    bottom = _TOP + 2 * row
    parts = [_grid(pen, column, row), *_axes(pen, matrix, column, row)]
    for x in (0, 1):
        for y in (0, 1):
            left, top = _LEFT + x * column + _PAD, _TOP + (1 - y) * row + _PAD
            for cell in (c for c in matrix.cells if (c.column, c.row) == (x, y)):
                parts.append(_cell(pen, cell, left, top, column, options))
                top += _TITLE + _LINE * (lines + 1)
    title = options.title or matrix.label
    return document(width, bottom + _FOOT, title, "".join(parts), classes="figure-matrix", language=options.language)


def _stack(matrix: Matrix, column: int, row: int) -> int:
    return sum((cell.column, cell.row) == (column, row) for cell in matrix.cells) or 1


def _conditions(cell: Cell, column: float) -> list[str]:
    han = max(4, int((column - 2 * _PAD) // 12))
    return [line for c in cell.conditions for line in wrap(c.label + c.wording, han=han)]


def _grid(pen: Pen, column: float, row: float) -> str:
    right, bottom = _LEFT + 2 * column, _TOP + 2 * row
    frame = path((_LEFT, _TOP), (right, _TOP), (right, bottom))
    cross = path((_LEFT + column, _TOP), (_LEFT + column, bottom)) + path((_LEFT, _TOP + row), (right, _TOP + row))
    axes = path((_LEFT, _TOP), (_LEFT, bottom), (right, bottom))
    return f'<path d="{frame}{cross}" {pen.stroke("rule")}/><path d="{axes}" {pen.stroke("ink", 1.5)}/>'


def _axes(pen: Pen, matrix: Matrix, column: float, row: float) -> list[str]:
    if matrix.x is None or matrix.y is None:
        return []
    right, bottom = _LEFT + 2 * column, _TOP + 2 * row
    middle = _TOP + row
    return [
        pen.text(_LEFT, bottom + 16, [matrix.x.low], "ink2", size=12, anchor="start", halo=False),
        pen.text(right, bottom + 16, [matrix.x.high], "ink2", size=12, anchor="end", halo=False),
        pen.text(_LEFT + column, bottom + 36, [f"{matrix.x.label} →"], "ink2", size=12, halo=False),
        pen.text(_LEFT - 8, bottom - 10, [matrix.y.low], "ink2", size=12, anchor="end", halo=False),
        pen.text(_LEFT - 8, _TOP + 10, [matrix.y.high], "ink2", size=12, anchor="end", halo=False),
        f'<g transform="rotate(-90 14 {number(middle)})">'
        + pen.text(14, middle, [f"{matrix.y.label} →"], "ink2", size=12, halo=False)
        + "</g>",
    ]


def _cell(pen: Pen, cell: Cell, left: float, top: float, column: float, options: Options) -> str:
    han = max(4, int((column - 2 * _PAD) // 14))
    name = pen.text(
        left, top + 8, wrap(cell.label, han=han, lines=1), "quadrant", size=14, anchor="start", weight=700, serif=True,
        halo=False,
    )  # fmt: skip
    lines = _conditions(cell, column)
    words = "".join(
        pen.text(left, top + _TITLE + 8 + at * _LINE, [line], "ink2", size=12, anchor="start", halo=False)
        for at, line in enumerate(lines)
    )
    where = pen.text(
        left, top + _TITLE + 8 + len(lines) * _LINE, [place(cell.fact, options.language)], "accent", size=12,
        anchor="start", halo=False,
    )  # fmt: skip
    return link(options.link(cell.iri), cell.label, name) + words + link(options.link(cell.fact.iri), cell.label, where)


def place(fact: FactEntry, language: str) -> str:
    """Where the first evidence for a fact stands."""
    if not fact.quotations:
        return ""
    first = fact.quotations[0]
    if language == "zh":
        return f"第 {first.paragraph} 段第 {first.number} 句"
    return f"¶ {first.paragraph}, sentence {first.number}"
