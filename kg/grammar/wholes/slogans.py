"""Slogans of numbered pieces: “一云两端，三群四联”, 一池三台五中心."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.document import Document
from kg.grammar.enumerations import trimmed
from kg.grammar.proposals import Piece, Whole
from kg.model import Span
from kg.structure import number

_DIGIT = "一二两三四五六七八九十"
_MANY = "多众N"  # 一核两带多点: what comes last may be without a number
_REST = rf"[^\W\d_的是等和{_MANY}{_DIGIT}]"
_SLOGAN = re.compile(
    rf"(?:[{_DIGIT}](?![年月日天次人]){_REST}{{1,4}}[，,、]?){{2,8}}(?:[{_MANY}]{_REST}{{1,3}}(?![^\W\d_]))?"
)
_SLOGAN_PIECE = re.compile(rf"[{_DIGIT}](?![年月日天次人]){_REST}{{1,4}}|[{_MANY}]{_REST}{{1,3}}")
_LEAST = 3


def slogans(document: Document) -> Iterator[Whole]:
    """Three pieces or more whose numbers rise, quoted or short enough to be nothing else."""
    text = document.text.text
    for match in _SLOGAN.finditer(text):
        pieces = [Span(*piece.span()) for piece in _SLOGAN_PIECE.finditer(text, match.start(), match.end())]
        quoted = text[match.start() - 1 : match.start()] in ("“", "「", "『") and text[
            match.end() : match.end() + 1
        ] in ("”", "」", "』")
        if len(pieces) < _LEAST:
            continue
        values = [11 if text[piece.start] in _MANY else number(text[piece.start]) for piece in pieces]
        rising = all(a < b for a, b in pairwise(values))
        if not (rising and (quoted or (values[0] == 1 and all(len(piece) <= 3 for piece in pieces)))):
            continue
        span = trimmed(text, pieces[0].start, pieces[-1].end)
        found = tuple(_glossed(document, piece, match.end()) for piece in pieces)
        yield Whole(document[span], found, span, "parts.slogan", 0.85)


def _glossed(document: Document, piece: Span, after: int) -> Piece:
    """A numbered piece, with what the text says it stands for: 一池就是公共数据资源池."""
    name = document[piece]
    explained = re.compile(
        rf"[“「『]?{name}[”」』]?[，,]?(?:就?是|指的?是?|即|为|包括|分布在)(?P<gloss>[^；。\n]{{2,60}})"
    ).search(document.text.text, after, after + 600)
    if not explained:
        return Piece(piece, piece)
    gloss = Span(*explained.span("gloss"))
    comma = document[gloss].find("，")
    return Piece(piece, piece, (), Span(gloss.start, gloss.start + comma) if comma > 1 else gloss)
