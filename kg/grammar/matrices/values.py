"""What a quadrant model is made of: axes, and cells that stand at a level of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Span


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension, by its full name, the words that introduce it, and what they call its two ends, if they do."""

    name: str
    span: Span
    poles: tuple[str, ...] = ()


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


def distinct(cells: Sequence[Cell]) -> list[Cell]:
    """The cells without those that stand where another stands already."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for cell in cells:
        place = tuple(standing.polarity for standing in cell.standings)
        if place not in seen:
            seen.add(place)
            kept.append(cell)
    return kept
