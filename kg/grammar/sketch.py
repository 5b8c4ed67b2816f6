"""A stretch of text with every name folded to one letter, so that one pattern can run over names and words alike.

    2022年6月国务院出台《关于加强数字政府建设的指导意见》   →   D O 出台 T

Lists fold too: 北京大学、清华大学和百分点科技等单位 is one O that stands for three names, and a person with the post
in front (某大学副校长张三) is one P. So a pattern never has to repeat a name, and stays linear however long a list is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

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
# What a member of a list is may stand before its name: 甲公司、物流服务商乙.
_LISTS = pattern(
    r"(?P<list>O(?:(?:[、和与及同暨]|以及)(?:[^OPRDTEL，。；、和与及\n]{1,8}(?:企业|公司|商|平台|机构))?O)+"
    r"|P(?:(?:[、，和与及]|以及)P)+|T(?:(?:[、和与及]|以及)?T)+)"
)


_OPENING = {"”": "“", "」": "「", "』": "『", "》": "《", "）": "（", ")": "("}


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


@lru_cache(maxsize=256)  # several readers draw the same sentences
def sketch(document: Document, span: Span) -> Sketch:
    """The sketch of a stretch of the document, usually a sentence."""
    return listed(unlisted(document, span))


def listed(plain: Sketch) -> Sketch:
    """The sketch with every list of names as one letter."""
    return _folded(plain, _LISTS, "") if plain.names else plain


def without(plain: Sketch, words: re.Pattern[str]) -> Sketch:
    """The sketch without what the pattern matches."""
    return _folded(plain, words, None)


@lru_cache(maxsize=256)
def unlisted(document: Document, span: Span) -> Sketch:
    """The sketch in which the names of a list still stand one by one."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    names: dict[int, tuple[Mention, ...]] = {}
    position = span.start
    for mention in _outermost(document, span):
        parts += (document.text.text[position : mention.span.start], _PRIVATE[LETTERS[mention.kind]])
        starts += range(position, mention.span.start + 1)
        ends += (*range(position + 1, mention.span.start + 1), mention.span.end)
        names[len(starts) - 1] = (mention,)
        position = mention.span.end
    parts.append(document.text.text[position : span.end])
    starts += range(position, span.end)
    ends += range(position + 1, span.end + 1)
    plain = Sketch("".join(parts), tuple(starts), tuple(ends), names)
    return _folded(_folded(plain, _ASIDE, None), _POST, "P") if names else plain


class Sketches:
    """The sketches of one document, each sentence drawn once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._drawn: dict[Span, Sketch] = {}

    def around(self, span: Span) -> Sketch:
        """The sentence in which a name begins, up to the end of the name if that lies beyond."""
        sentence = self._document.sentence_at(span.start).span
        key = Span(sentence.start, max(sentence.end, span.end))
        if key not in self._drawn:
            self._drawn[key] = sketch(self._document, key)
        return self._drawn[key]


def filled(plain: Sketch, meant: Mapping[tuple[int, int], tuple[Mention, ...]]) -> Sketch:
    """The sketch with organisations for the words that mean them (start and end in the sketch → who is meant)."""
    if not meant:
        return plain
    named = replace(plain, names=plain.names | {start: names for (start, _), names in meant.items()})
    return _joined(named, sorted(meant), "O")


def _folded(plain: Sketch, folding: re.Pattern[str], letter: str | None) -> Sketch:
    """The sketch with what the pattern matches joined into one letter (empty: its own first), or cut out (None)."""
    spans = [match.span() for match in folding.finditer(plain.text)]
    return _joined(plain, spans, letter) if spans else plain


def _joined(plain: Sketch, spans: Sequence[tuple[int, int]], letter: str | None) -> Sketch:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    names: dict[int, tuple[Mention, ...]] = {}
    done = 0

    def keep(stop: int) -> None:
        shift = len(starts) - done
        names.update((place + shift, plain.names[place]) for place in range(done, stop) if place in plain.names)
        parts.append(plain.text[done:stop])
        starts.extend(plain.starts[done:stop])
        ends.extend(plain.ends[done:stop])

    for start, end in spans:
        keep(start)
        if letter is not None:
            names[len(starts)] = tuple(name for place in range(start, end) for name in plain.names.get(place, ()))
            parts.append(_PRIVATE.get(letter, plain.text[start]))
            starts.append(plain.starts[start])
            ends.append(plain.ends[end - 1])
        done = end
    keep(len(plain.text))
    return Sketch("".join(parts), tuple(starts), tuple(ends), names)


def whole(document: Document, span: Span) -> Span:
    """The span with the closing mark right behind it, if what it closes was opened inside."""
    words, after = document[span], document.text.text[span.end : span.end + 1]
    opening = _OPENING.get(after, "")
    closes = opening and words.count(opening) > words.count(after)
    return Span(span.start, span.end + 1) if closes else span


def _outermost(document: Document, span: Span) -> Iterator[Mention]:
    """The mentions inside the span that lie in no other; of two that merely overlap, the first; a place wins a tie."""
    end = span.start
    for mention in sorted(
        document.mentions_in(span), key=lambda m: (m.span.start, -m.span.end, m.kind is not MentionKind.PLACE)
    ):
        if mention.span.start >= end:
            end = mention.span.end
            yield mention
