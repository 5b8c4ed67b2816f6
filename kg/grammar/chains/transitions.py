"""What turns into what, sentence by sentence: 从信息化到数字化再到智能化, 由被动抢修向主动运维转变."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.chains.prepositions import prepositions
from kg.grammar.chains.shifts import pairs, successions, turned
from kg.grammar.enumerations import enclosed
from kg.grammar.proposals import Chain
from kg.model import Candidate

_TRIGGER = re.compile(r"[从由自继向变]")


def transitions(document: Document) -> Iterator[Chain | Candidate]:
    """The chains that the prepositions of change spell out, and what only looks like one."""
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        if not _TRIGGER.search(text, span.start, span.end):
            continue
        frame = enclosed(text, span.start, span.end)
        yield from prepositions(document, span, frame)
        yield from pairs(document, span, frame)
        yield from successions(document, span, frame)
        yield from turned(document, span, frame)
