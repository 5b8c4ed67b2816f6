"""The list behind its count: after a colon or 即, 包括, 分别是; numbered; or one paragraph for each item."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.grammar.counted.heads import common_heads, head
from kg.grammar.counted.values import LONGEST_LIST, NUMBERED, CountedSet, Mismatch, SetItem, counted_set
from kg.grammar.enumerations import Count, coordinated, counts, enclosed, separated, shared_ending
from kg.model import Span
from kg.reasons import Reason
from kg.structure import NumberedList, following, line_at

_LINK = re.compile(
    r"(?:[”」』])?(?:"
    r"[^，。；：！？、,;:!?\n]{0,12}[：:](?:即|就是|也就是|分别[是为]|包括)?"
    r"|[^，。；：！？,;:!?\n]{0,8}?[，,]?(?:——|则?是指|即|亦即|也即|也就是|就是|分别(?:是|为|指|叫做?|称为|称作|命名为)?|主要包括|包括|包含|涵盖|主要是|则?是|则?为|指的是|指)"
    r")(?:[：:])?"
)
# 要“五位一体”抓落实。就是目标体系、工作体系……
_NEXT_SENTENCE = re.compile(r"[^，。；：！？,;:!?\n]{0,8}。(?:也?就是|即|分别(?:是|为)|具体是|具体包括|它们是|包括)")
_LOOSE_LINK = re.compile(r"[：:]$|即$|分别|——")


def behind(text: str, sentence: Span, frame: str, count: Count) -> CountedSet | Mismatch | None:
    """The list that the words behind the count announce, if it is of that length."""
    link = _LINK.match(text, count.span.end, sentence.end)
    if not link and not (link := _NEXT_SENTENCE.match(text, count.span.end)):
        return None
    if link.end() > sentence.end:
        stop = text.find("。", link.end(), link.end() + LONGEST_LIST)
        sentence = Span(count.span.start, stop if stop >= 0 else link.end())
        frame = enclosed(text, sentence.start, sentence.end)
    at = link.end() - sentence.start
    limit = min(len(frame), at + LONGEST_LIST)
    stops = [i for i in (frame.find(mark, at, limit) for mark in "，。；！？,;!?") if i >= 0]
    near = Span(link.end(), sentence.start + min(stops, default=limit))
    uncut = coordinated(text, near, count.number)
    near = next(
        (Span(near.start, again.span.start) for again in counts(text, near.start, near.end) if again.classifier), near
    )
    pieces = coordinated(text, near, count.number)
    pieces = pieces if count.fits(text, pieces) else uncut
    if count.fits(text, pieces):
        return counted_set(text, count, [SetItem(piece, piece) for piece in _cut_tail(text, pieces)], "after")
    if _LOOSE_LINK.search(link.group()):
        whole = Span(link.end(), min(sentence.end, link.end() + LONGEST_LIST))
        for marks in ("；;", "，,", "，,；;"):
            pieces = separated(text, Span(whole.start, _run_end(text, whole, marks)), marks + "。")
            if (
                len(pieces) > 1
                and count.fits(text, pieces)
                and not any(NUMBERED.match(text, piece.start) for piece in pieces)
            ):
                heads = common_heads(text, pieces)
                return counted_set(text, count, [SetItem(h, b) for h, b in zip(heads, pieces, strict=True)], "after")
    if "、" in text[near.start : near.end] and len(pieces := coordinated(text, near)) > 1:
        return Mismatch(Span(count.span.start, near.end), Reason.COUNT)
    return None


def _run_end(text: str, span: Span, marks: str) -> int:
    """A list of clauses with ， ends at the next ；."""
    if "；" in marks:
        return span.end
    stop = text.find("；", span.start, span.end)
    return stop if stop >= 0 else span.end


def _cut_tail(text: str, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """The last item without what the sentence goes on to say: …、评价体系、保障体系一体推进."""
    names = [text[piece.start : piece.end] for piece in pieces]
    ending = shared_ending(names[:-1]) if len(names) > 2 else ""
    at = names[-1].find(ending) if ending else -1
    if len(ending) < 2 or at <= 0 or names[-1].endswith(ending):
        return pieces
    last = pieces[-1]
    return (*pieces[:-1], Span(last.start, last.start + at + len(ending)))


# Numbered items, and one paragraph for each


def numbered_items(
    text: str, sentence: Span, lists: Sequence[NumberedList], count: Count
) -> CountedSet | Mismatch | None:
    """The numbered list whose lead holds the count."""
    if told := _told_before(text, lists, count):
        return told
    after = bisect_right(lists, count.span.start, key=lambda numbered: numbered.lead.start)
    for numbered in lists[max(0, after - 3) : after]:
        lead = numbered.lead
        if not (lead.start <= count.span.start and count.span.end <= lead.end and lead.overlaps(sentence)):
            continue
        if len(numbered.items) == count.number:
            bodies = [item.body for item in numbered.items]
            return counted_set(text, count, [SetItem(head(text, body), body) for body in bodies], "numbered")
        reason = Reason.COUNT
        return Mismatch(Span(count.span.start, numbered.span.end), reason)
    return None


def _told_before(text: str, lists: Sequence[NumberedList], count: Count) -> CountedSet | Mismatch | None:
    """一是…。二是…。三是…。以上三点都是…: the list that ends right before the words that count it."""
    if not _ABOVE.search(text, max(0, count.span.start - 2), count.span.start):
        return None
    after = bisect_right(lists, count.span.start, key=lambda numbered: numbered.lead.start)
    for numbered in lists[max(0, after - 3) : after]:
        if len(numbered.items) == count.number and 0 <= count.span.start - numbered.span.end <= 4:
            items = [SetItem(head(text, item.body), item.body) for item in numbered.items]
            return counted_set(text, count, items, "numbered")
    return None


_ABOVE = re.compile(r"(?:以上|上述|这)$")
_BULLET = re.compile(r"(?:[-*•·▪●○■□◆◇][ \t]*)?")
_BARE = re.compile(r"[^，。；：！？,;:!?\n]{2,16}")  # a line that is nothing but an item
_HEAD = re.compile(r"[^，。；：！？,;:!?\n—]{1,24}(?=[，。；：,;:—])")


def lines_below(text: str, sentence: Span, lines: tuple[Span, ...], count: Count) -> CountedSet | Mismatch | None:
    """The paragraphs under a line that ends with the count, each headed by an item."""
    line = line_at(lines, count.span.start)
    if line.end - count.span.end > 6 or sentence.end < line.end:
        return None
    after = [paragraph for paragraph, _ in zip(following(lines, line.start), range(count.number), strict=False)]
    after = [Span(_BULLET.match(text, p.start, p.end).end(), p.end) for p in after]  # type: ignore[union-attr]
    bare = [paragraph for paragraph in after if _BARE.fullmatch(text, paragraph.start, paragraph.end)]
    if len(bare) == count.number and text[line.end - 1] in "：:":
        return counted_set(text, count, [SetItem(paragraph, paragraph) for paragraph in bare], "lines")
    heads = [_HEAD.match(text, paragraph.start, paragraph.end) for paragraph in after]
    spans = [Span(match.start(), match.end()) for match in heads if match]
    if len(spans) != count.number or any(NUMBERED.match(text, span.start, span.end) for span in spans):
        return None
    names = [text[span.start : span.end] for span in spans]
    if not shared_ending(names) and not all(text[span.end] in "：:—" for span in spans):
        return None
    return counted_set(text, count, [SetItem(h, b) for h, b in zip(spans, after, strict=True)], "lines")
