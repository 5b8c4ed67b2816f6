"""The list before its count: 组织、制度、流程、技术、文化五大支柱."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import mean

from kg.grammar.counted.values import LONGEST_LIST, CountedSet, Mismatch, SetItem, counted_set
from kg.grammar.enumerations import CLOSING, HIDDEN, Count, coordinated, enclosed, separated, shared_ending
from kg.model import Span
from kg.reasons import Reason
from kg.words import words

_STOP = "，。；：！？,;:!?\n"
_BETWEEN = re.compile(r"(?:这|等|的|上述|以上|[“「『‘])$")


def before(text: str, sentence: Span, frame: str, count: Count) -> CountedSet | Mismatch | None:
    """The list in front of the count, if it is of that length; `frame` is the sentence without what quotes hold."""
    end = count.span.start
    while end > sentence.start and _BETWEEN.search(text, max(sentence.start, end - 2), end):
        end -= len(_BETWEEN.search(text, max(sentence.start, end - 2), end).group())  # type: ignore[union-attr]
    if summed := _SUMMED.search(text, max(sentence.start, end - _LONGEST_SUM), end):
        end = summed.start()
    at = end - sentence.start
    if at < 3 or (count.span.start - end > 3 and not summed):
        return None
    quoted = _quoted_list(sentence, frame, at)
    if quoted:
        pieces = _chain_pieces(text, quoted, count.number)
        if count.fits(text, pieces):
            return counted_set(text, count, [SetItem(piece, piece) for piece in pieces], "before")
        if len(pieces) > 1:
            return None
    start = sentence.start + _clause_start(frame, at)
    if start > sentence.start + 4 and _SUMMING.fullmatch(text, start, count.span.start):
        end = start - 1
        at = end - sentence.start
        start = sentence.start + _clause_start(frame, at)
    pieces = _listed(text, Span(start, end), count.number)
    if not count.fits(text, pieces) or any(text[p.start : p.end] in "一二三四五六七八九十" for p in pieces):
        if len(pieces) > 2:
            return Mismatch(Span(start, count.span.end), Reason.COUNT)
        return None
    first = left_edge(text, pieces[0], pieces[1:])
    counted = [bool(_COUNTED.search(text, piece.start, piece.end)) for piece in (first, *pieces[1:])]
    if any(counted) and not counted[-1]:
        return None  # 一条主线、用好|两个平台: the count is part of the last item
    if len(first) > 8 + 2 * mean(len(piece) for piece in pieces[1:]):
        return Mismatch(Span(start, count.span.end), Reason.FIRST_UNSURE)
    return counted_set(text, count, [SetItem(piece, piece) for piece in (first, *pieces[1:])], "before")


# 问责、透明、退出|共同构成影响回流的三重机制; 以“人本、永续、共创”|为三大主轴
_LONGEST_SUM = 24
_SUMMED = re.compile(
    r"(?<=[^，。；：、的])(?:[三四五六两]者)?(?:共同|一起|并|就|都|均|正|则|便)?"
    r"(?:(?:构成|组成|形成|成为|构筑)了?[^，。；：、“”（）]{0,14}的?|(?:作为|即是|便是|是|为)[^，。；：、“”（）]{0,8}的|(?<![作成分认归划称])(?:作为|就是|即为|即是|是|为))$"
)
_COUNTED = re.compile(r"[一二两三四五六七八九十][个大条项种类张本套支道]")


def _clause_start(frame: str, at: int) -> int:
    """Where the clause that ends here begins; a clause longer than any list is cut."""
    first = max(0, at - LONGEST_LIST)
    return max(first, *(frame.rfind(mark, first, at) + 1 for mark in _STOP))


# 接入沟、使用沟、知识沟，构成了数字鸿沟的三个层次
_SUMMING = re.compile(
    r"(?:它们|这些|这|以上|上述)?(?:共同|一起|并)?(?:(?:构成|组成|形成|就是|是|成为|称)了?[^，。；、]{0,14}?的?)?"
)


def _listed(text: str, span: Span, count: int) -> tuple[Span, ...]:
    """The items of a list written with 、 or, where it has none, with dashes: 起点—过程—结果三方面."""
    pieces = coordinated(text, span, count)
    if len(pieces) == count or "、" in text[span.start : span.end]:
        return pieces
    return separated(text, span, "—–－-→")


def _quoted_list(sentence: Span, frame: str, at: int) -> Span | None:
    """The inside of the quotation marks that close right before the count."""
    if frame[at - 1] not in CLOSING or frame[at - 2] != HIDDEN:
        return None
    inside = frame[max(0, at - 1 - LONGEST_LIST) : at - 1]
    opened = at - 1 - (len(inside) - len(inside.rstrip(HIDDEN)))
    return Span(sentence.start + opened, sentence.start + at - 1)


def _chain_pieces(text: str, span: Span, count: int) -> tuple[Span, ...]:
    for marks in ("、", "+＋", "→", "—–－-", "，,"):
        if any(mark in text[span.start : span.end] for mark in marks):
            return coordinated(text, span, count) if marks in "、+＋" else separated(text, span, marks)
    return (span,)


# What may stand before the first item of a list; 的 is weighed apart.
_OPENERS = re.compile(
    r"其中|包括|包含|涵盖|涉及|经过|经历|历经|走过|分为|分成|成为|归纳为|概括为|归结为|围绕着?|聚焦于?|遵循|坚持|按照|依托|基于|根据|提升|提高|实现|构建|形成|打造"
    r"|建立|提供|提出|主张|区分(?!度)|设立|设置|设有|拥有|透过|通过|采用|采取|运用|利用|借助|具有|具备|无非是?|外加|即|由|从|在|以|是|为|有|成|了|把|将|对|于|指|着"
)


def left_edge(text: str, first: Span, others: Sequence[Span]) -> Span:
    """Where the first item begins, once the words that lead to the list are off: as long as the others, about."""
    names = [text[other.start : other.end] for other in others]
    content = text[first.start : first.end]
    if names[-1][0] in "“「『" and (opened := content.find(names[-1][0])) > 0:
        return Span(first.start + opened, first.end)
    opening = _shared_opening(names)
    if len(opening) > 1 and (alike := content.rfind(opening)) > 0:
        return Span(first.start + alike, first.end)
    wanted = mean(map(len, names))
    best = (abs(len(content) - wanted), 0)
    offsets = {match.end() for match in _OPENERS.finditer(enclosed(text, first.start, first.end))}
    offsets |= {
        word.span.end - first.start
        for word in words(text, first.start, first.end)
        if (word.flag in ("v", "p", "ul") and len(word.text) > 1) or word.text == "分"
    }
    for offset in offsets:
        rest = len(content) - offset
        if rest >= 1 and content[offset] not in "了着过的":
            weak = 0 if _OPENERS.fullmatch(content, max(0, offset - 3), offset) or _opens(content, offset) else 1.5
            best = min(best, (abs(rest - wanted) + weak, offset))
    start = first.start + best[1]
    if not any("的" in name for name in names):
        owner = text.rfind("的", start, first.end - 1)
        rest_words = words(text, owner + 1, first.end) if owner >= 0 else ()
        if rest_words and not (len(rest_words) == 1 and rest_words[0].flag in ("v", "vn")):
            start = owner + 1
    return Span(start, first.end)


def _shared_opening(names: Sequence[str]) -> str:
    """What all of several names begin with: 面向用户的服务, 面向企业的服务 → 面向. Never a whole name."""
    backwards = [name[::-1] for name in names]
    return shared_ending(backwards)[::-1] if len(names) > 1 else ""


def _opens(content: str, offset: int) -> bool:
    return any(_OPENERS.fullmatch(content, start, offset) for start in range(max(0, offset - 3), offset))
