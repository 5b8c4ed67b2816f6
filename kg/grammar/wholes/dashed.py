"""Wholes drawn with dashes: “感知—认知—决策—行动”的闭环."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.enumerations import dashed
from kg.grammar.proposals import Piece, Whole, distinct
from kg.model import Span

_NOUN = re.compile(
    r"[”」』](?:的)?(?P<noun>[^，。；：、“”的\n]{0,4}?"
    r"(?:循环|闭环|链条|体系|架构|框架|模型|范式|路径|逻辑|模式|格局|机制))"
)


def dashed_wholes(document: Document) -> Iterator[Whole]:
    """Quoted names linked by dashes, where the words behind call them a cycle or a system."""
    text = document.text.text
    for sentence in document.sentences:
        for names in dashed(text, sentence.span.start, sentence.span.end):
            noun = _NOUN.match(text, names[-1].end, names[-1].end + 16)
            if not noun or not distinct([document[name] for name in names]):
                continue
            quote = Span(names[0].start, noun.end())
            title = f"{text[names[0].start : names[-1].end]}的{noun['noun']}"
            yield Whole(title, tuple(Piece(name, name) for name in names), quote, "parts.dashed", ordered=True)
