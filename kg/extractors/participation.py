"""Who took part in an event, and as what: 主办, 承办, 出席, 主持, 致辞 …

Each Participation is one person or body in one capacity. A bare 论坛 or 会议 is the event that the text named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal

from kg.document import Document
from kg.extractor import Example, Yield, evidence, extractor
from kg.grammar.sketch import Sketch, pattern, sketch, whole
from kg.mentions.events import HEAD
from kg.model import Finding, Mention, MentionKind, Span
from kg.vocab import KG

_REACH = 100  # characters around the words within which the event must stand

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
_BARE = re.compile("论坛|大会|峰会|研讨会|会议|年会|博览会|活动")


@extractor(
    KG.Participation,
    examples=(
        Example("由江北市数据局主办的首届江北治理论坛开幕。", quotes=("由江北市数据局主办的首届江北治理论坛",)),
        Example(
            "首届江北治理论坛开幕，江北大学校长陆鸣远出席并致辞。",
            quotes=("首届江北治理论坛开幕，江北大学校长陆鸣远出席",),
        ),
        Example("首届江北治理论坛开幕，数百人出席。", quotes=()),
        Example("江北大学校长陆鸣远出席了签约仪式。", quotes=()),
    ),
)
def participation(document: Document) -> Iterator[Yield]:
    """People and bodies that take part in events that have a name."""
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
                    ),
                )


def _event_near(around: Sketch, match: re.Match[str]) -> Mention | None:
    """The event in what was matched, else the last before it, else the first behind it."""
    before = range(match.start() - 1, max(-1, match.start() - _REACH), -1)
    behind = range(match.end(), min(len(around.text), match.end() + _REACH))
    places = (*range(match.start(), match.end()), *before, *behind)
    return next((event for place in places for event in around.of(place, MentionKind.EVENT)), None)


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
