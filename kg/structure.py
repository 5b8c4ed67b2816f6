"""The shape of a text: paragraphs and sentences, headings and numbered items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Span

_PARAGRAPH = re.compile(r"[^\n]+")
# A sentence ends at 。！？!? and …… with the closing quotation marks behind them, or where its paragraph ends.
_SENTENCE = re.compile(r"[^。！？!?…]*(?:[。！？!?…]+[”’」』）)》\"']*|$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands: both numbers count from 1, as a reader would."""

    span: Span
    paragraph: int
    number: int  # within its paragraph


def paragraphs(text: str) -> tuple[Span, ...]:
    """Lines that hold more than white space, without the white space around them."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            found.append(Span(start, end))
    return tuple(found)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of every paragraph, in order; together they cover each paragraph but for white space."""
    found = []
    for paragraph_number, paragraph in enumerate(paragraphs(text), 1):
        number = 0
        for match in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
            words = match.group()
            start = match.start() + len(words) - len(words.lstrip())
            end = match.start() + len(words.rstrip())
            if start < end:
                number += 1
                found.append(Sentence(Span(start, end), paragraph_number, number))
    return tuple(found)
