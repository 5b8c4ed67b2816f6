"""Named events: when and where they were held, on what theme, and who took part as what.

An Occurrence gathers what one sentence tells of an event; an event of which no sentence tells more than the name has
one all the same. A Participation is one person or body in one capacity: 主办, 承办, 出席, 致辞 …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.document import Document
from kg.extractor import Example, Yield, evidence, extractor
from kg.mentions.events import HEAD, unnamed
from kg.mentions.places import HELD
from kg.modality import polarity
from kg.model import Argument, Candidate, Finding, Mention, MentionKind, Polarity, Span
from kg.sketch import Sketch, Sketches, pattern, sketch, whole
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

_HOST = "主办|承办|协办|联办|举办|召集|指导|支持|合办|共同举办"
_ATTEND = "出席|参加|列席|应邀参加|受邀出席|莅临"
_SPEAK = "致辞|致词|致开幕词|作主旨演讲|作主题演讲|主旨演讲|主题演讲|发表演讲|演讲|作报告|作主旨报告|发言|讲话|授课"
# E: the event, N: who; `as`: the capacity. Each is tried over the whole sentence.
_PARTS = tuple(
    (name, pattern(source))
    for name, source in (
        ("hosted by", rf"E[^E。；;]{{0,40}}?由(?P<who>O)(?:单位|部门|机构)?(?:联合|共同)?(?P<as>{_HOST})"),
        ("hosted by, before", rf"由(?P<who>O)(?:单位|部门|机构)?(?:联合|共同)?(?P<as>{_HOST})[^E，,。；;]{{0,20}}E"),
        (
            "hosts",
            rf"(?P<who>O)(?:单位|部门)?[^EOP，,。；;]{{0,16}}?(?P<as>{_HOST}|召开|举行)(?:的|了)?[^EOP，,。；;]{{0,8}}?[“「『《]?E",
        ),
        (
            "also hosts",
            r"(?:\A|[，,、；;由]|D)(?P<who>O)(?:单位|部门|机构)?(?:联合|共同)?(?P<as>主办|承办|协办|指导|支持|联办)(?=[，,、。；;的])",
        ),
        (
            "comes too",
            rf"E[^。；;]{{0,60}}?[，,](?P<who>P)(?:等[^，,。；;EPO]{{0,10}})?[^EPO，,。；;]{{0,6}}?(?P<as>{_ATTEND}|{_SPEAK}|主持)",
        ),
        (
            "presides",
            r"(?P<who>P)(?P<as>主持)(?:召开)?(?:了|的)?[“「『《]?E|E[^EP。；;]{0,20}?由(?P<by>P)(?P<role>主持)",
        ),
        (
            "attends",
            rf"(?P<who>[PO])(?:等[^，,。；;EPO]{{0,10}})?[^EPO，,。；;]{{0,6}}?(?P<as>{_ATTEND})(?:了)?[^EPO，,。；;]{{0,8}}?[“「『《]?E",
        ),
        (
            "speaks",
            rf"在[“「『《]?E[”」』》]?[^E。；;PO]{{0,10}}?上?[，,]?(?P<who>P)[^EP，,。；;]{{0,10}}?(?P<as>{_SPEAK})",
        ),
        (
            "speaks at",
            rf"(?P<who>P)[^EP，,。；;]{{0,6}}?在[^EP，,。；;]{{0,10}}?[“「『《]?E[”」』》]?上?[^EP，,。；;]{{0,4}}?(?P<as>{_SPEAK})",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class _Held:
    """What one sentence tells of one event."""

    span: Span
    date: Mention | None = None
    place: Mention | None = None
    theme: str = ""
    polarity: Polarity = Polarity.ASSERTED

    @property
    def weight(self) -> int:
        """How much it tells."""
        return bool(self.date) + bool(self.place) + bool(self.theme)


@extractor(
    KG.Occurrence,
    KG.Participation,
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
    """Events that have a name, and who took part."""
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
                evidence(held.span.start, held.span.end, "occurrence", polarity=held.polarity),
            )
    yield from _participations(document)
    for mention in unnamed(document):
        if len(mention.name) >= 4:
            yield Candidate(KG.Occurrence, mention.span, "an event without a name of its own", "occurrence")


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
    clause = max(around.text.rfind(mark, reach, n) for mark in "，,。；;") + 1
    span = around.span(first, last)
    if theme and theme.end() <= sentence.end:
        span = Span(min(span.start, theme.start()), max(span.end, theme.end()))
    return _Held(
        whole(document, span),
        next((date for place in dates for date in around.of(place, MentionKind.DATE)), None),
        next((name for place in places for name in around.of(place, MentionKind.PLACE)), None),
        (theme["theme"] or theme["named"]) if theme else "",
        polarity(around.text[min(clause, n) : last]),
    )


def _place_of(around: Sketch, match: re.Match[str], kind: MentionKind) -> int:
    """Where in the matched stretch the name of a kind stands."""
    return next((place for place in range(match.start(), match.end()) if around.of(place, kind)), match.start())


def _participations(document: Document) -> Iterator[Yield]:
    latest: list[Mention] = []
    for sentence in document.sentences:
        here = list(document.mentions_in(sentence.span, MentionKind.EVENT))
        if here or (latest and HEAD.search(document[sentence.span])):
            yield from _takers(document, sentence.span, here, latest)
        latest += here


def _takers(document: Document, span: Span, here: list[Mention], latest: list[Mention]) -> Iterator[Yield]:
    """Who takes part, in one sentence; a bare 论坛 or 会议 is the event that the text named last."""
    around = sketch(document, span)
    if not here:
        around = _with_bare(around, latest)
    seen: set[tuple[str, str, str]] = set()
    for name, parts in _PARTS:
        for match in parts.finditer(around.text):
            where = next(match.start(group) for group in ("who", "by") if group in match.groupdict() and match[group])
            capacity = next(match[group] for group in ("as", "role") if group in match.groupdict() and match[group])
            event = _event_near(around, match)
            if event is None:
                continue
            first = where if around.text[match.start()] in "，,、；;" else match.start()
            stretch = whole(document, around.span(first, match.end()))
            kind = MentionKind.PERSON if around.of(where, MentionKind.PERSON) else MentionKind.ORGANIZATION
            for taker in around.of(where, kind):
                if (event.name, taker.name, capacity) in seen:
                    continue
                seen.add((event.name, taker.name, capacity))
                yield Finding(
                    KG.Participation,
                    ((KG.event, event), (KG.participant, taker), (KG.capacity, Literal(capacity))),
                    evidence(
                        stretch.start,
                        stretch.end,
                        f"participation: {name}",
                        polarity=polarity(around.text[where : match.end()]),
                    ),
                )


def _event_near(around: Sketch, match: re.Match[str]) -> Mention | None:
    """The event in what was matched, else the last before it, else the first behind it."""
    before = range(match.start() - 1, max(-1, match.start() - _REACH), -1)
    behind = range(match.end(), min(len(around.text), match.end() + _REACH))
    places = (*range(match.start(), match.end()), *before, *behind)
    return next((event for place in places for event in around.of(place, MentionKind.EVENT)), None)


_BARE = re.compile("论坛|大会|峰会|研讨会|会议|年会|博览会|活动")


def _with_bare(around: Sketch, latest: list[Mention]) -> Sketch:
    """The sketch, with a bare word for the latest event folded to that event."""
    bare = _BARE.search(around.text)
    event = next((e for e in reversed(latest[-8:]) if bare and bare.group() in e.name), None)
    if bare and event is None and bare.group() in ("会议", "大会", "活动"):
        event = latest[-1] if latest else None
    if bare is None or event is None:
        return around
    start, end = bare.span()
    return Sketch(
        around.text[:start] + pattern("E").pattern + around.text[end:],
        around.starts[: start + 1] + around.starts[end:],
        around.ends[:start] + around.ends[end - 1 :],
        {place if place < start else place - (end - start - 1): names for place, names in around.names.items()}
        | {start: (event,)},
    )
