"""An article's text as received, cut where evidence begins and ends.

Offsets in the graph are code points, a browser counts UTF-16 units: whoever shows the text gets it already in pieces
and never counts. The pieces, joined, are the raw text character for character.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.entries import Quotation
from kg.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the raw text under the same evidence; `facts` are the facts it speaks for, narrowest first."""

    text: str
    start: int
    facts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()  # the facts whose evidence ends here


@dataclass(frozen=True, slots=True)
class Context:
    """The words of a piece of evidence, and what stands before and after them in the same paragraph."""

    before: str
    words: str
    after: str


_AROUND = 120  # characters to either side


def context(index: sqlite3.Connection, quotation: Quotation) -> Context:
    """The evidence among its neighbours, from the raw text; cut at the borders of the paragraph."""
    raw = raw_text(index, quotation.article)
    before = raw[max(0, quotation.start - _AROUND) : quotation.start].rpartition("\n")[2]
    after = raw[quotation.end : quotation.end + _AROUND].partition("\n")[0]
    return Context(
        ("…" if quotation.start > _AROUND and len(before) == _AROUND else "") + before,
        raw[quotation.start : quotation.end],
        after + ("…" if len(after) == _AROUND else ""),
    )


def numbers(segments: Iterable[Segment]) -> Mapping[str, int]:
    """Every fact with its number as a note: in the order in which the words for them end."""
    found: dict[str, int] = {}
    for segment in segments:
        for fact in segment.ends:
            found.setdefault(fact, len(found) + 1)
    return found


def paragraphs(segments: Iterable[Segment]) -> tuple[tuple[Segment, ...], ...]:
    """The segments line by line; empty lines are left out, everything else stays as it is."""
    lines: list[list[Segment]] = [[]]
    for segment in segments:
        start = segment.start
        pieces = segment.text.split("\n")
        for number, piece in enumerate(pieces):
            if number:
                lines.append([])
            last = number == len(pieces) - 1
            if piece or (last and segment.ends):
                lines[-1].append(Segment(piece, start, segment.facts, segment.ends if last else ()))
            start += len(piece) + 1
    return tuple(tuple(line) for line in lines if any(segment.text.strip() for segment in line))


def raw_text(index: sqlite3.Connection, article: str) -> str:
    """The text as received. Raises NotFoundError."""
    row = index.execute("SELECT raw FROM article WHERE id = ?", [article]).fetchone()
    if row is None:
        raise NotFoundError(f"no article {article} in the graph; /articles lists those there are")
    return str(row[0])


def segments(index: sqlite3.Connection, article: str) -> tuple[Segment, ...]:
    """The raw text of an article in segments."""
    raw = raw_text(index, article)
    spans = index.execute(
        'SELECT start, "end", fact FROM evidence WHERE article = ? ORDER BY start, "end" DESC, fact', [article]
    ).fetchall()
    return tuple(cut(raw, [tuple(span) for span in spans]))


def cut(raw: str, spans: list[tuple[int, int, str]]) -> Iterator[Segment]:
    """The text in pieces, cut at every start and end of a span (start, end, fact)."""
    bounds = sorted({0, len(raw), *(at for start, end, _ in spans for at in (start, end))})
    starting = sorted(set(spans))
    position, open_spans = 0, list[tuple[int, int, str]]()
    for start, end in pairwise(bounds):
        open_spans = [span for span in open_spans if span[1] > start]
        while position < len(starting) and starting[position][0] <= start:
            open_spans.append(starting[position])
            position += 1
        narrow = sorted(open_spans, key=lambda span: (span[1] - span[0], span))
        facts = dict.fromkeys(fact for _, _, fact in narrow)
        ends = dict.fromkeys(fact for _, stop, fact in narrow if stop == end)
        yield Segment(raw[start:end], start, tuple(facts), tuple(ends))
