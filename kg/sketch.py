"""A stretch of text with every name folded to one letter, so that one pattern can run over names and words alike.

    2022年6月国务院出台《关于加强数字政府建设的指导意见》   →   D O 出台 T

Lists fold too: 北京大学、清华大学和百分点科技等单位 is one O that stands for three names, and a person with the post
in front (某大学副校长张三) is one P. So a pattern never has to repeat a name, and stays linear however long a list is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.document import Document
from kg.model import Mention, MentionKind, Span

LETTERS = {
    MentionKind.PERSON: "P",
    MentionKind.ORGANIZATION: "O",
    MentionKind.ROLE: "R",
    MentionKind.DATE: "D",
    MentionKind.TITLE: "T",
    MentionKind.EVENT: "E",
    MentionKind.PLACE: "L",
}
# In the sketch the letters are private characters, so that Latin letters of the text stay what they are.
_PRIVATE = {letter: chr(0xE000 + index) for index, letter in enumerate(LETTERS.values())}
_LETTER = {private: letter for letter, private in _PRIVATE.items()}


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A regular expression in which P, O, R, D, T, E and L stand for names (escapes such as \\Z stay as they are)."""
    out = re.sub(r"\\.|\(\?P<\w+>|\(\?P=\w+\)|[PORDTEL]", lambda m: _PRIVATE.get(m.group(), m.group()), source)
    return re.compile(out)


# An aside in brackets behind a name is no part of the sentence: 青禾水务集团有限公司（以下简称“青禾水务”）.
_ASIDE = pattern(r"(?<=[OP])[（(][^（）()\n]{1,40}[）)]")
_POST = pattern(r"(?:O{1,2}的?)?(?:R[、兼暨和及，]{0,2}){1,4}P|PR(?![、和]?P)")
_LISTS = pattern(r"(?P<list>O(?:(?:[、和与及同暨]|以及)O)+|P(?:(?:[、，和与及]|以及)P)+|T(?:(?:[、和与及]|以及)?T)+)")


_OPENING = {"”": "“", "」": "「", "』": "『", "》": "《", "）": "（", ")": "("}
_Piece = tuple[str, int, int, tuple[Mention, ...]]  # a character of the sketch, its start and end, the names in it


@dataclass(frozen=True, slots=True)
class Sketch:
    """The folded text; `starts` and `ends` lead each of its characters back to the document's text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: dict[int, tuple[Mention, ...]]  # place in the sketch → the names folded there

    def span(self, start: int, end: int) -> Span:
        """The stretch of the document behind a non-empty stretch of the sketch."""
        return Span(self.starts[start], self.ends[end - 1])

    def index(self, position: int) -> int:
        """Where a character of the document stands in the sketch."""
        return max(0, bisect_right(self.starts, position) - 1)

    def of(self, place: int, kind: MentionKind) -> tuple[Mention, ...]:
        """The names of one kind folded at a place; nothing for -1, the place of a group that did not match."""
        return tuple(name for name in self.names.get(place, ()) if name.kind is kind)


def sketch(document: Document, span: Span) -> Sketch:
    """The sketch of a stretch of the document, usually a sentence."""
    pieces: list[_Piece] = []
    position = span.start
    for mention in _outermost(document, span):
        pieces += (
            (char, position + i, position + i + 1, ())
            for i, char in enumerate(document[Span(position, mention.span.start)])
        )
        pieces.append((_PRIVATE[LETTERS[mention.kind]], mention.span.start, mention.span.end, (mention,)))
        position = mention.span.end
    pieces += ((char, position + i, position + i + 1, ()) for i, char in enumerate(document[Span(position, span.end)]))
    pieces = list(_without(pieces, _ASIDE))
    for folding, kind in ((_POST, "P"), (_LISTS, "")):
        pieces = list(_folded(pieces, folding, kind))
    return Sketch(
        "".join(piece[0] for piece in pieces),
        tuple(piece[1] for piece in pieces),
        tuple(piece[2] for piece in pieces),
        {place: piece[3] for place, piece in enumerate(pieces) if piece[3]},
    )


def whole(document: Document, span: Span) -> Span:
    """The span with the closing mark right behind it, if what it closes was opened inside."""
    words, after = document[span], document.text.text[span.end : span.end + 1]
    opening = _OPENING.get(after, "")
    closes = opening and words.count(opening) > words.count(after)
    return Span(span.start, span.end + 1) if closes else span


def _without(pieces: list[_Piece], aside: re.Pattern[str]) -> Iterator[_Piece]:
    done = 0
    for match in aside.finditer("".join(piece[0] for piece in pieces)):
        yield from pieces[done : match.start()]
        done = match.end()
    yield from pieces[done:]


def _folded(pieces: list[_Piece], folding: re.Pattern[str], letter: str) -> Iterator[_Piece]:
    """The pieces, with what the pattern matches joined into one of the letter, or of its own first letter."""
    text = "".join(piece[0] for piece in pieces)
    done = 0
    for match in folding.finditer(text):
        yield from pieces[done : match.start()]
        run = pieces[match.start() : match.end()]
        names = tuple(name for piece in run for name in piece[3])
        yield _PRIVATE.get(letter, run[0][0]), run[0][1], run[-1][2], names
        done = match.end()
    yield from pieces[done:]


def _outermost(document: Document, span: Span) -> Iterator[Mention]:
    """The mentions inside the span that lie in no other; of two that merely overlap, the first; a place wins a tie."""
    end = span.start
    for mention in sorted(
        document.mentions_in(span), key=lambda m: (m.span.start, -m.span.end, m.kind is not MentionKind.PLACE)
    ):
        if mention.span.start >= end:
            end = mention.span.end
            yield mention
