"""Quadrant models in tables: 类型⇥技术能力⇥组织支持 / 引领型⇥强⇥强 / …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.grammar.enumerations import separated
from kg.grammar.matrices.values import Axis, Cell, Matrix, Standing, distinct
from kg.grammar.polarity import POLARITY
from kg.model import Span
from kg.structure import paragraphs

_RULE = re.compile(r"[|\s:+=-]+")  # | --- | --- |


def tables(text: str) -> Iterator[Matrix]:
    """Tables with a header, a name in front of each row, drawn with tabs or bars, and levels in two columns or more."""
    rows: list[list[Span]] = []
    for line in (*paragraphs(text), None):
        if line and _RULE.fullmatch(text, line.start, line.end):
            continue
        cells = list(separated(text, line, "\t|｜")) if line else []
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
    if len(distinct(cells)) < 3:
        return None
    return Matrix(axes, tuple(distinct(cells)), Span(header[columns[0]].start, header[columns[-1]].end))
