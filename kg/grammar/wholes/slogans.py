"""Slogans of numbered pieces: “一云两端，三群四联”, 一池三台五中心."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.document import Document
from kg.grammar.enumerations import coordinated, trimmed
from kg.grammar.proposals import Piece, Whole
from kg.model import Span
from kg.structure import number

_DIGIT = "一二两三四五六七八九十"
_MANY = "多众N"  # 一核两带多点: what comes last may be without a number
_REST = rf"[^\W\d_的是等和百千万亿{_MANY}{_DIGIT}]"
_SLOGAN = re.compile(
    rf"(?:[{_DIGIT}](?![年月日天次人]){_REST}{{1,4}}[，,、]?){{2,8}}(?:[{_MANY}]{_REST}{{1,3}}(?![^\W\d_]))?"
)
_SLOGAN_PIECE = re.compile(rf"[{_DIGIT}](?![年月日天次人]){_REST}{{1,4}}|[{_MANY}]{_REST}{{1,3}}")
_LEAST = 3  # of pieces that need no more proof than their numbers
_OPEN, _CLOSE = ("“", "「", "『"), ("”", "」", "』")


def slogans(document: Document) -> Iterator[Whole]:
    """Pieces whose numbers rise, quoted or short enough to be nothing else; or that the text explains, each of them."""
    text = document.text.text
    for match in _SLOGAN.finditer(text):
        pieces = [Span(*piece.span()) for piece in _SLOGAN_PIECE.finditer(text, match.start(), match.end())]
        if len(pieces) < 2:
            continue
        quoted = text[match.start() - 1 : match.start()] in _OPEN and text[match.end() : match.end() + 1] in _CLOSE
        values = [11 if text[piece.start] in _MANY else number(text[piece.start]) for piece in pieces]
        rising = all(a < b for a, b in pairwise(values))
        short = values[0] == 1 and all(len(piece) <= 3 for piece in pieces)
        found = tuple(_glossed(document, piece, match.end()) for piece in pieces)
        if not (len(pieces) >= _LEAST and rising and (quoted or short)):
            found = found if quoted and all(piece.gloss for piece in found) else _listed(text, match.end() + 1, pieces)
            if not (quoted and (found or _is_name(document, pieces, match.end() + 1))):
                continue
            found = found or tuple(Piece(piece, piece) for piece in pieces)
        span = trimmed(text, pieces[0].start, pieces[-1].end)
        yield Whole(document[span], found, span, "parts.slogan")


_SAYING = 4  # characters of a saying: 一心二用
_PHRASE = 3  # characters of a piece that is still a noun: 一核, 三清单
_CLASSIFIERS = frozenset("个种套张本把项类条份次件位名")
_KIND = re.compile(r"[^，。；：、“”的]{0,4}(?:架构|体系|格局|布局|模式|机制|工程|行动|工作法|框架|网络|平台|制度)")


def _is_name(document: Document, pieces: Sequence[Span], after: int) -> bool:
    """Whether pieces that nothing explains are a name all the same: too long for a saying, or called a 架构."""
    told = [document[piece] for piece in pieces]
    alike = len({one[0] for one in told}) < len(told) and any(len(one) > _PHRASE for one in told)
    if alike or any(one[1] in _CLASSIFIERS for one in told):
        return False  # 一网统管、一网通办; 两套账本、两种口味
    return sum(map(len, told)) > _SAYING or bool(_KIND.match(document.text.text, after))


_LINK = re.compile(r"[^，。；：\n]{0,6}?[，,]?(?:——|：|即|也就是|就是|是指|指的是|指|包括)")
_LISTS = re.compile(r"(?P<list>[^，。；：\n]{3,60})[，；。]?")


def _listed(text: str, after: int, pieces: Sequence[Span]) -> tuple[Piece, ...]:
    """The pieces, if behind them stands a list for each, of as many items: “三师两进”——甲、乙、丙，丁、戊."""
    link = _LINK.match(text, after)
    at = link.end() if link else len(text)
    found = []
    for piece in pieces:
        listed = _LISTS.match(text, at)
        if not listed or len(coordinated(text, Span(*listed.span("list")), number(text[piece.start]))) != number(
            text[piece.start]
        ):
            return ()
        found.append(Piece(piece, piece, (), Span(*listed.span("list"))))
        at = listed.end()
    return tuple(found)


_REACH = 600  # code points behind a slogan in which its pieces are explained
_EXPLAINS = re.compile(r"[”」』]?[，,]?(?:就?是|指的?是?|即|为|包括|分布在)(?P<gloss>[^；。\n]{2,60})")


def _glossed(document: Document, piece: Span, after: int) -> Piece:
    """A numbered piece, with what the text says it stands for: 一池就是公共数据资源池."""
    name, text, end = document[piece], document.text.text, after + _REACH
    while (after := text.find(name, after, end)) >= 0:
        after += len(name)
        if explained := _EXPLAINS.match(text, after, end):
            gloss = Span(*explained.span("gloss"))
            comma = document[gloss].find("，")
            return Piece(piece, piece, (), Span(gloss.start, gloss.start + comma) if comma > 1 else gloss)
    return Piece(piece, piece)
