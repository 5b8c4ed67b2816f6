"""A picture before it has a format: boxes, frames, lines of text, and the subgraph they stand for.

Units are CSS pixels at the size of print; the origin is at the top left.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Subgraph

LINE = 16  # height of a line of a label
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The least x."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The greatest x."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """The least y."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """The greatest y."""
        return self.y + self.height / 2

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the two come closer than the gap."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width + 2 * gap
            and abs(self.y - other.y) * 2 < self.height + other.height + 2 * gap
        )

    def moved(self, dx: float, dy: float) -> Box:
        """The same box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a model and the column and row of each, rows from the top."""

    model: str
    places: Mapping[str, tuple[int, int]]
    ordered: bool = False  # a track: its cells follow each other and may wrap


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text centred on x; y is the middle of the first line."""

    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def box(self) -> Box:
        """What the words cover."""
        height = LINE * len(self.lines)
        return Box(self.x, self.y + (height - LINE) / 2, max(map(text_width, self.lines)), height)


@dataclass(frozen=True, slots=True)
class Picture:
    """A subgraph in its place: positions on the nodes, and what a renderer needs beside them."""

    subgraph: Subgraph
    width: float
    height: float
    boxes: Mapping[str, Box]  # of cells: the cell; of others: the glyph
    frames: Mapping[str, Box]
    labels: Mapping[str, Label]


def text_width(text: str, size: float = 13.0) -> float:
    """About how wide a text is: Han and full-width characters a square, others a little over half."""
    return sum(size if ord(char) > 0x2E7F else size * 0.58 for char in text)


def wrap(text: str, *, han: float = 8, lines: int = 2) -> tuple[str, ...]:
    """At most so many lines of so many Han characters (two others count as one), then an ellipsis; balanced."""
    limit = han * 13.0
    total = text_width(text)
    if total <= limit:
        return (text,)
    target = limit if lines == 1 or total > lines * limit else min(limit, total / math.ceil(total / limit) + 7)
    found, rest = list[str](), text
    while rest and len(found) < lines:
        size, width = 0, 0.0
        while size < len(rest) and width + text_width(rest[size]) <= target:
            width += text_width(rest[size])
            size += 1
        found.append(rest[:size])
        rest = rest[size:]
    if rest:
        found[-1] = found[-1][:-1] + "…"
    return tuple(found)


def entry(start: Point, end: Point, box: Box) -> Point | None:
    """Where a line from start to end first touches a box; None where it passes by (slab test)."""
    first, last = 0.0, 1.0
    delta = end[0] - start[0], end[1] - start[1]
    for at, step, low, high in ((start[0], delta[0], box.left, box.right), (start[1], delta[1], box.top, box.bottom)):
        if abs(step) < 1e-9:
            if not low <= at <= high:
                return None
            continue
        enter, leave = sorted(((low - at) / step, (high - at) / step))
        first, last = max(first, enter), min(last, leave)
    return (start[0] + first * delta[0], start[1] + first * delta[1]) if first < last else None
