"""What turns into what, sentence by sentence: 从信息化到数字化再到智能化, 由被动抢修向主动运维转变."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.chains.prepositions import prepositions
from kg.grammar.chains.shifts import becomings, farewells, pairs, passed_on, successions, turned
from kg.grammar.enumerations import enclosed
from kg.grammar.proposals import Chain
from kg.model import Candidate, Span

_TRIGGER = re.compile(r"[从由自继向变化成为告]")
_READERS = (prepositions, pairs, successions, turned, farewells, becomings, passed_on)


def transitions(document: Document) -> Iterator[Chain | Candidate]:
    """The chains that the prepositions and verbs of change spell out, and what only looks like one."""
    text = document.text.text
    for sentence in document.sentences:
        if not _TRIGGER.search(text, sentence.span.start, sentence.span.end):
            continue
        for stretch in (sentence.span, *_speech(text, sentence.span)):
            frame = enclosed(text, stretch.start, stretch.end)
            for read in _READERS:
                yield from read(document, stretch, frame)


# What somebody says is a sentence of its own: “我们要从‘卖产品’走到‘卖风景’。”
_SPEECH = re.compile(r"“[^“”\n]{14,400}”|「[^「」\n]{14,400}」")


def _speech(text: str, sentence: Span) -> Iterator[Span]:
    for match in _SPEECH.finditer(text, sentence.start, sentence.end):
        yield Span(match.start() + 1, match.end() - 1)
