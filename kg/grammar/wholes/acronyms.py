"""Acronyms that brackets spell out: WISE架构：W（Water Data，水务数据底座）…; 大技术体系(DT)助推基础设施(I)…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.document import Document
from kg.grammar.enumerations import trimmed
from kg.grammar.proposals import Piece, Whole
from kg.model import Span

_ACRONYM = re.compile(
    r"(?<![A-Za-z])(?P<letters>[A-Z](?:[A-Z&-]{1,9})[A-Z])(?![A-Za-z])[”」』]?(?P<kind>模型|架构|循环|方法论|框架|体系|理论|模式|法则|分析)?"
)
_BRACKET = re.compile(r"[（(](?P<latin>[A-Za-z][A-Za-z \-]{0,30})(?:[，,、：:]\s?(?P<han>[^（）()A-Za-z]{2,14}))?[）)]")
_BEFORE_BRACKET = re.compile(r"[^，。；：、！？\n（）()“”]{1,24}$")
_UP_TO_NAME = re.compile(r"^.*(?:[是为即和与及：]|分别|代表|对应|表示|包括|通过|助推|推动|促进|支撑|形成|构建|实现)")


def acronyms(document: Document) -> Iterator[Whole]:
    """Acronyms whose letters the brackets of the same sentence spell, in order."""
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        if not re.search(r"[A-Z]", text[span.start : span.end]):
            continue
        brackets = list(_BRACKET.finditer(text, span.start, span.end))
        for match in _ACRONYM.finditer(text, span.start, span.end):
            letters = re.sub(r"[^A-Z]", "", match["letters"])
            following = [bracket for bracket in brackets if bracket.start() > match.end() - 1]
            run = _spelling(letters, following)
            if len(run) < 2:
                continue
            pieces = tuple(_spelled(document, bracket) for bracket in run)
            if all(piece.name for piece in pieces):
                name = match["letters"] + (match["kind"] or "")
                yield Whole(
                    name, pieces, Span(_opening(text, match.start()), pieces[-1].words.end), "parts.acronym", 0.85
                )


def _opening(text: str, start: int) -> int:
    """The quotation mark before a name belongs to it."""
    return start - 1 if text[start - 1 : start] in ("“", "「", "『") else start


def _spelling(letters: str, brackets: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The brackets that spell the letters, in order; none where they do not."""
    for first in range(len(brackets)):
        left = letters
        run: list[re.Match[str]] = []
        for bracket in brackets[first:]:
            latin = bracket["latin"].strip()
            initials = latin if latin.isupper() else latin[0].upper()
            if not left.startswith(initials):
                break
            left, run = left[len(initials) :], [*run, bracket]
        if not left:
            return run
    return []


def _spelled(document: Document, bracket: re.Match[str]) -> Piece:
    text = document.text.text
    latin = bracket["latin"].strip()
    if bracket["han"]:
        name = trimmed(text, *bracket.span("han"))
        start = bracket.start() - (1 if text[bracket.start() - 1].isupper() else 0)
        return Piece(name, Span(start, bracket.end()), (latin,))
    before = _BEFORE_BRACKET.search(text[max(0, bracket.start() - 24) : bracket.start()])
    words = before.group() if before else ""
    lead = _UP_TO_NAME.match(words)
    start = bracket.start() - len(words) + (lead.end() if lead and lead.end() < len(words) else 0)
    return Piece(trimmed(text, start, bracket.start()), Span(start, bracket.end()), (latin,))
