"""Wholes and their parts, as texts count, name, compose, number or draw them.

Each reader knows one way to set out a whole. Where two readers see the same parts, the first of the table keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.document import Document
from kg.grammar.enumerations import plain
from kg.grammar.matrices import matrices
from kg.grammar.proposals import Whole, distinct
from kg.grammar.wholes.acronyms import acronyms
from kg.grammar.wholes.counted import counted_wholes
from kg.grammar.wholes.dashed import dashed_wholes
from kg.grammar.wholes.layered import layered
from kg.grammar.wholes.named import aspects, composed, made_up, named, taken_up
from kg.grammar.wholes.numbered import harvested, headed, numbered_things, one_and_other
from kg.grammar.wholes.slogans import slogans
from kg.grammar.wholes.spelled import spelled
from kg.model import Candidate, Span

READERS: tuple[Callable[[Document], Iterator[Whole | Candidate]], ...] = (
    acronyms,
    spelled,
    counted_wholes,
    named,
    slogans,
    aspects,
    composed,
    made_up,
    taken_up,
    numbered_things,
    one_and_other,
    harvested,
    headed,
    layered,
    dashed_wholes,
)


def wholes(document: Document) -> Iterator[Whole | Candidate]:
    """Every whole that the text sets out, each once; the cells and axes of quadrant models are no parts."""
    planes = {position for span in _planes(document) for position in range(span.start, span.end)}
    cells = [{plain(document[cell.name]) for cell in matrix.cells} for matrix in matrices(document.text.text)]
    read_before: set[int] = set()  # where the parts begin and end that earlier readers have read
    known: dict[str, tuple[str, ...]] = {}  # the parts of the wholes so far, by the name of the whole
    for read in READERS:
        found: set[int] = set()
        for whole in read(document):
            if isinstance(whole, Candidate):
                yield whole
                continue
            names = tuple(plain(document[piece.name]) for piece in whole.pieces)
            ends = {piece.words.end for piece in whole.pieces}
            again = sum({piece.words.start, piece.words.end} & read_before != set() for piece in whole.pieces)
            if not distinct(names) or again * 2 > len(names) or ends <= found:
                continue
            if any(piece.name.start + 1 in planes for piece in whole.pieces) or set(names) in cells:
                continue
            found |= ends | {piece.words.start for piece in whole.pieces}
            yield _told_apart(whole, names, known)
        read_before |= found


def _planes(document: Document) -> Iterator[Span]:
    """The cells and axes of quadrant models."""
    for matrix in matrices(document.text.text):
        yield from (cell.words for cell in matrix.cells)
        yield from (axis.span for axis in matrix.axes)
        if matrix.axes_span:
            yield matrix.axes_span


def _told_apart(whole: Whole, names: tuple[str, ...], known: dict[str, tuple[str, ...]]) -> Whole:
    """Two wholes of one article may both be called 三个方面; the second then bears its parts in its name."""
    if known.setdefault(whole.name, names) == names:
        return whole
    return replace(whole, name=f"{whole.name}：{'、'.join(names)}")
