"""Shifts without a preposition: 被动服务向主动服务的转变, 变甲为乙, 继甲之后进入乙."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.chains.prepositions import CHANGE
from kg.grammar.enumerations import CLOSING, coordinated, plain, shared_ending, trimmed
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span
from kg.words import words

# 被动服务向主动服务、单一服务向综合服务的转变

_ADVERBS = re.compile(r"(?:正在?|加快|逐步|逐渐|加速|不断|持续|全面|开始){1,3}$")
_PAIR = re.compile(r"(?P<left>[^，。；：、从由\n]{2,24})(?<![方导走转迈意])向(?P<right>[^，。；：、向\n]{2,14})")


def pairs(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:
    """Pairs with 向 but without 从; both sides must end alike."""
    text = document.text.text
    for clause in re.finditer(r"[^，。；：！？\n]{6,120}", frame):
        words_ = clause.group()
        if "向" not in words_ or "从" in words_ or "由" in words_ or not re.search(rf"的?(?:{CHANGE})$", words_):
            continue
        body = re.sub(rf"的?(?:{CHANGE})+$", "", words_)
        for pair in _PAIR.finditer(body):
            shift = sentence.start + clause.start()
            left = text[shift + pair.start("left") : shift + pair.end("left")]
            right = text[shift + pair.start("right") : shift + pair.end("right")]
            left = _ADVERBS.sub("", left)
            ending = shared_ending([left, right])
            if not left or (len(ending) < 2 and not (left[-1] in CLOSING and right[-1] in CLOSING)):
                continue
            name = _left_name(text, shift + pair.start("left"), shift + pair.start("left") + len(left), len(right))
            other = Span(shift + pair.start("right"), shift + pair.end("right"))
            yield Chain(
                (Step(name, name), Step(other, Span(other.start - 1, other.end))),
                Span(name.start, other.end),
                "transitions.towards",
                0.8,
            )


def _left_name(text: str, start: int, end: int, length: int) -> Span:
    """The end of the words that is about as long as the other side."""
    owner = text.rfind("的", start, end)
    if owner >= 0 and end - owner - 1 >= 2:
        start = owner + 1
    starts = [word.span.start for word in words(text, start, end)]
    best = min(starts, key=lambda at: (abs(end - at - length), at), default=start)
    return Span(best, end)


# 变被动管理为主动服务

_TURNED = re.compile(
    r"(?<![转演改蜕嬗裂应质])变(?![革化成为得动更迁量])[“「『]?(?P<first>[^，。；：、“”「」『』变为的\n]{2,12})[”」』]?为[“「『]?(?P<second>[^，。；：、“”「」『』为\n]{2,12})[”」』]?(?=[，。；、！\n]|$)"
)


def turned(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:  # noqa: ARG001
    """变甲为乙, where the two are made alike."""
    for match in _TURNED.finditer(document.text.text, sentence.start, sentence.end):
        first, second = Span(*match.span("first")), Span(*match.span("second"))
        if abs(len(first) - len(second)) > 2:
            continue
        steps = (
            Step(first, trimmed(document.text.text, match.start(), match.start("second") - 1)),
            Step(second, trimmed(document.text.text, match.end("first"), match.end())),
        )
        yield Chain(steps, Span(match.start(), match.end()), "transitions.turned", 0.8)


# 继工业化之后，我们正进入信息化时代

_SUCCESSION = re.compile(
    r"继(?P<first>[^，。；\n]{2,20}?)(?:之后|以后|后)[，,]?(?P<between>[^。；\n]{0,30}?)"
    r"(?P<enter>进入了?|迎来了?|步入了?|迈入了?|走向了?|迈向了?)(?P<second>[^，。；：、\n]{2,20})"
)


def successions(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:
    """继甲之后，进入乙."""
    for match in _SUCCESSION.finditer(frame):
        spans = {
            group: Span(sentence.start + match.start(group), sentence.start + match.end(group))
            for group in ("first", "second")
        }
        before = coordinated(document.text.text, spans["first"])
        names = [plain(document[span]) for span in (*before, spans["second"])]
        if not distinct(names) or any(any(c.isdigit() for c in name) for name in names):
            continue
        steps = (
            *(Step(span, span) for span in before),
            Step(spans["second"], Span(sentence.start + match.start("enter"), spans["second"].end)),
        )
        between = Span(sentence.start + match.start("between"), sentence.start + match.end("between"))
        yield Chain(
            steps,
            Span(sentence.start + match.start(), spans["second"].end),
            "transitions.after",
            0.75,
            topic(document.text.text, between.start, between.end) if between else None,
        )
