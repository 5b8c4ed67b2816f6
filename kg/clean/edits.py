"""What a cleaning step says it would change, and how that changes a CleanText together with its map to the raw text."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import NamedTuple

from kg.model import CleanText


class Replacement(NamedTuple):
    """`text[start:end]`, never empty, reads `new`: character for character if as long, else as a whole."""

    start: int
    end: int
    new: str


Step = Callable[[str], Iterable[Replacement]]
"""What to replace in a text: in order, without overlaps, nothing if nothing is to be done."""


def apply(current: CleanText, replacements: Iterable[Replacement]) -> CleanText:
    """The text after the replacements; the very same value if there are none.

    The characters of a replacement of another length all stand for the whole stretch they replace.
    """
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    kept = 0
    for start, end, new in replacements:
        pieces += current.text[kept:start], new
        if len(new) == end - start:
            starts += current.starts[kept:end]
            ends += current.ends[kept:end]
        else:
            starts += current.starts[kept:start]
            ends += current.ends[kept:start]
            starts.extend([current.starts[start]] * len(new))
            ends.extend([current.ends[end - 1]] * len(new))
        kept = end
    if not kept:
        return current
    pieces.append(current.text[kept:])
    return CleanText(current.raw, "".join(pieces), starts + current.starts[kept:], ends + current.ends[kept:])
