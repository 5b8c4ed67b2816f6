"""Counted stages: 先后经历了自动化、信息化、网络化三个阶段，目前正在向智能化阶段迈进."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.counted import CountedSet, counted_sets
from kg.grammar.enumerations import trimmed
from kg.grammar.proposals import Chain, Step
from kg.grammar.topics import topic
from kg.model import Span

# …，目前正在向智能化阶段迈进
_NEXT = re.compile(
    r"^[，,；;。][^，。；！？\n]{0,14}?(?:进入|迈入|步入|迈向|走向|转入|跨入|向|迎来)(?:了)?(?P<name>[^，。；！？\n]{2,18}?)(?:的?全?新的?)?"
    r"(?:(?:阶段|时代|时期|期)|(?:迈进|转变|过渡|迈步|演进|发展|升级)(?=[，。；！？”\n]|$))"
)


def counted_chains(document: Document) -> Iterator[Chain]:
    """The counted sets whose noun or whose items are stages, with the stage that the sentence goes on to, if any."""
    text = document.text.text
    for counted in counted_sets(text):
        if not isinstance(counted, CountedSet) or not (counted.is_chain(text) or counted.is_passed(text)):
            continue
        steps = [Step(item.head, item.head, (), _gloss(item.head, item.body)) for item in counted.items]
        end = counted.quote.end
        if counted.form == "before" and (more := _NEXT.match(text[end : end + 60])):
            name = trimmed(text, end + more.start("name"), end + more.end("name"))
            steps.append(Step(name, Span(end + 1, end + more.end())))
            end += more.end()
        sentence = document.sentence_at(counted.quote.start).span
        yield Chain(
            tuple(steps),
            Span(counted.quote.start, end),
            "stages.counted",
            topic(text, sentence.start, counted.quote.start),
        )


def _gloss(head: Span, body: Span) -> Span | None:
    rest = Span(head.end, body.end)
    return rest if len(rest) > 3 else None
