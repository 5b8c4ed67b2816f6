"""Named events: when and where they were held, and on what theme.

An Occurrence gathers what one sentence tells of an event; an event of which no sentence tells more than the name has
one all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.document import Document
from kg.extractor import Example, Yield, evidence, extractor
from kg.grammar.sketch import Sketch, Sketches, pattern, whole
from kg.mentions.events import unnamed
from kg.mentions.places import HELD
from kg.model import Argument, Candidate, Finding, Mention, MentionKind, Span
from kg.reasons import Reason
from kg.vocab import KG

# Of an event at place n, what the words on its left and right tell; each pattern ends or starts at the event.
_REACH = 100  # characters on either side of an event that may tell of it
_DATE_BEFORE = pattern(r"D[^DE。；;]{0,40}\Z")
_DATE_FIRST = pattern(r"D[，,][^DE。；;]{0,200}\Z")  # opens the sentence
_ANOTHER = re.compile(rf"(?:{HELD})[，,]")  # what was held on the date is another event
_DATE_AFTER = pattern(rf"[”」』》]?(?:已|将|也)?[于在]?D[^DE。；;]{{0,24}}?(?:{HELD})")
_PLACE_BEFORE = pattern(rf"[在于]L[^LE，,。；;]{{0,10}}?(?:{HELD})的[“「『《]?\Z")
_PLACE_AFTER = pattern(rf"[”」』》]?[，,]?[^LE。；;]{{0,24}}?[在于]L[^LE，,。；;]{{0,10}}?(?:{HELD})")
_HELD_AFTER = pattern(rf"[”」』》]?[^E，,。；;]{{0,10}}?(?:{HELD}|结束)")
_HELD_BEFORE = pattern(r"(?:举行|召开|举办|主办|承办|举行了|召开了|举办了)(?:的|了)?[“「『《]?\Z")
_THEME = re.compile(
    r"以[“「『](?P<theme>[^“”「」『』\n]{2,60})[”」』]为(?:会议|大会|论坛|年度)?主题|主题(?:是|为|：|:)[“「『](?P<named>[^“”「」『』\n]{2,60})[”」』]"
)


@dataclass(frozen=True, slots=True)
class _Held:
    """What one sentence tells of one event."""

    span: Span
    date: Mention | None = None
    place: Mention | None = None
    theme: str = ""

    @property
    def weight(self) -> int:
        """How much it tells."""
        return bool(self.date) + bool(self.place) + bool(self.theme)


@extractor(
    KG.Occurrence,
    examples=(
        Example("近日，数字政府建设研讨会在北京大学举行。", quotes=("数字政府建设研讨会在北京大学举行",)),
        Example(
            "2023年6月，“2023第一届数字政府40人论坛”顺利举办。",
            quotes=("2023年6月，“2023第一届数字政府40人论坛”顺利举办",),
        ),
        Example("双方举行了签约仪式，会议认为合作前景广阔。", quotes=()),
        Example("业务的“大会战”打响了，代表们走进人民大会堂。", quotes=()),
    ),
)
def events(document: Document) -> Iterator[Yield]:
    """Events that have a name."""
    told: dict[str, list[tuple[Mention, _Held]]] = {}
    sketches = Sketches(document)
    for mention in (m for m in document.mentions if m.kind is MentionKind.EVENT):
        told.setdefault(mention.name, []).append((mention, _held(document, mention, sketches.around(mention.span))))
    for readings in told.values():
        telling = [reading for reading in readings if reading[1].weight] or readings
        for mention, held in telling:
            yield Finding(
                KG.Occurrence,
                tuple(_arguments(mention, held)),
                evidence(held.span.start, held.span.end, "occurrence"),
            )
    for mention in unnamed(document):
        if len(mention.name) >= 4:
            yield Candidate(KG.Occurrence, mention.span, Reason.UNNAMED_EVENT, "occurrence")


def _arguments(mention: Mention, held: _Held) -> Iterator[tuple[NamedNode, Argument]]:
    yield KG.event, mention
    if held.date:
        yield KG.date, held.date
    if held.place:
        yield KG.place, held.place
    if held.theme:
        yield KG.theme, Literal(held.theme)


def _held(document: Document, mention: Mention, around: Sketch) -> _Held:
    """Date, place and theme, as far as the sentence of the mention tells (the theme also the clause behind it)."""
    sentence = document.sentence_at(mention.span.start).span
    n = around.index(mention.span.start)
    first, last = n, n + 1
    reach = max(0, n - _REACH)
    after_date, after_place = _DATE_AFTER.match(around.text, n + 1), _PLACE_AFTER.match(around.text, n + 1)
    before_date = _DATE_BEFORE.search(around.text, reach, n) or _DATE_FIRST.match(around.text, 0, n)
    if before_date and _ANOTHER.search(around.text, before_date.start(), n):
        before_date = None
    dates = [_place_of(around, m, MentionKind.DATE) for m in (after_date, before_date) if m][:1]
    places = [
        _place_of(around, m, MentionKind.PLACE) for m in (after_place, _PLACE_BEFORE.search(around.text, reach, n)) if m
    ][:1]
    if after := after_place or after_date or _HELD_AFTER.match(around.text, n + 1):
        last = after.end()
    elif before := _HELD_BEFORE.search(around.text, reach, n):
        first = before.start()
    first = min([first, *dates, *places])
    last = max([last, *(place + 1 for place in dates + places)])
    theme = _THEME.search(document.text.text, mention.span.end, mention.span.end + 100) or _THEME.search(
        document.text.text, max(sentence.start, mention.span.start - _REACH), mention.span.start
    )
    span = around.span(first, last)
    if theme and theme.end() <= sentence.end:
        span = Span(min(span.start, theme.start()), max(span.end, theme.end()))
    return _Held(
        whole(document, span),
        next((date for place in dates for date in around.of(place, MentionKind.DATE)), None),
        next((name for place in places for name in around.of(place, MentionKind.PLACE)), None),
        (theme["theme"] or theme["named"]) if theme else "",
    )


def _place_of(around: Sketch, match: re.Match[str], kind: MentionKind) -> int:
    """Where in the matched stretch the name of a kind stands."""
    return next((place for place in range(match.start(), match.end()) if around.of(place, kind)), match.start())
