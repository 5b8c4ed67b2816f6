"""Counted sets: a count and a list of that length, wherever the list stands.

    组织、制度、流程、技术、文化五大支柱            the list before the count
    三道关：来源合法、用途正当、风险可控            behind a colon or 即, 包括, 分别是 …
    包含四个层次：一是…；二是…；三是…；四是…        numbered
    有四大创新路径。⏎治理模式创新，… ⏎数据创新，…   one paragraph each

Where list and count disagree, the count is yielded with the reason instead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from statistics import mean

from kg.enumerations import (
    CLOSING,
    HIDDEN,
    Count,
    coordinated,
    counts,
    enclosed,
    plain,
    separated,
    shared_ending,
    trimmed,
)
from kg.model import Span
from kg.structure import NumberedList, following, line_at, numbered_lists, paragraphs, sentences
from kg.words import words


@dataclass(frozen=True, slots=True)
class SetItem:
    """An item's head phrase, and all the words that the list gives it."""

    head: Span
    body: Span


@dataclass(frozen=True, slots=True)
class CountedSet:
    """A counted whole and its items. `quote` reaches from the first word to the last of both."""

    count: Count
    items: tuple[SetItem, ...]
    quote: Span
    form: str  # before, after, numbered, lines

    @property
    def span(self) -> Span:
        """The quote."""
        return self.quote

    def is_chain(self, text: str) -> bool:
        """Whether the counted noun, or the items as levels, make this a chain of stages rather than a set of parts."""
        noun = self.count.classifier + self.count.noun
        names = [plain(text[item.head.start : item.head.end]) for item in self.items]
        if any(_NUMBERED.match(name) for name in names):
            return False
        if _STAGE_NOUN.search(noun):
            return True
        return bool(_LEVEL_NOUN.search(noun)) and all(name.endswith(("级", "阶", "段")) for name in names)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A count whose list has another length."""

    span: Span
    reason: str


_STAGE_NOUN = re.compile(r"阶段|步(?!长)|时期|时代|浪潮|跳|段(?!落)|期(?!望)|台阶|代(?!表)|(?<![层等])次")
_LEVEL_NOUN = re.compile(r"等级|级|阶|层级|成熟度|档|水平")


@lru_cache(maxsize=2)  # stages, parts and quadrants ask for the same text
def counted_sets(text: str) -> tuple[CountedSet | Mismatch, ...]:
    """Every counted set of a text, in order; one set for each list."""
    return tuple(sorted(_counted_sets(text), key=lambda found: found.span))


def _counted_sets(text: str) -> Iterator[CountedSet | Mismatch]:
    lists = tuple(sorted(numbered_lists(text), key=lambda numbered: numbered.lead))
    lines = paragraphs(text)
    for sentence in sentences(text):
        span = sentence.span
        if not _NUMBER.search(text, span.start, span.end):
            continue
        frame = enclosed(text, span.start, span.end)
        for count in map(partial(_named_count, text, span), counts(text, span.start, span.end)):
            found = (
                _before(text, span, frame, count)
                or _numbered(text, span, lists, count)
                or _after(text, span, frame, count)
                or _lines(text, span, lines, count)
            )
            if found:
                yield found


_MARKS = {"“": "”", "「": "」", "『": "』"}
_LONGEST_NAME = 10


def _named_count(text: str, sentence: Span, count: Count) -> Count:
    """The count with all of the quoted name it stands in: “数据五性”, “三医联动”, “五个一工程”."""
    opened = max(
        text.rfind(mark, max(sentence.start, count.span.start - _LONGEST_NAME), count.span.start) for mark in _MARKS
    )
    if opened < 0:
        return count
    closed = text.find(_MARKS[text[opened]], opened, min(sentence.end, opened + _LONGEST_NAME + 2))
    name = text[opened + 1 : max(opened, closed)]
    if closed < count.span.end or any(mark in name for mark in "、，。+—"):
        return count
    return replace(count, span=Span(opened + 1, closed), noun=text[count.span.start : closed])


_NUMBER = re.compile(r"[二两三四五六七八九十双2-9]")


# The list before the count

_LONGEST_LIST = 600  # code points
_STOP = "，。；：！？,;:!?\n"
_BETWEEN = re.compile(r"(?:这|等|的|上述|以上|[“「『‘])$")


def _before(text: str, sentence: Span, frame: str, count: Count) -> CountedSet | Mismatch | None:
    end = count.span.start
    while end > sentence.start and _BETWEEN.search(text, max(sentence.start, end - 2), end):
        end -= len(_BETWEEN.search(text, max(sentence.start, end - 2), end).group())  # type: ignore[union-attr]
    at = end - sentence.start
    if at < 3 or count.span.start - end > 3:
        return None
    quoted = _quoted_list(sentence, frame, at)
    if quoted:
        pieces = _chain_pieces(text, quoted, count.number)
        if len(pieces) == count.number:
            return _set(text, count, [SetItem(piece, piece) for piece in pieces], "before")
        if len(pieces) > 1:
            return None
    start = sentence.start + _clause_start(frame, at)
    if start > sentence.start + 4 and _SUMMING.fullmatch(text, start, count.span.start):
        end = start - 1
        at = end - sentence.start
        start = sentence.start + _clause_start(frame, at)
    pieces = _listed(text, Span(start, end), count.number)
    if len(pieces) != count.number or any(text[p.start : p.end] in "一二三四五六七八九十" for p in pieces):
        if len(pieces) > 2:
            return Mismatch(Span(start, count.span.end), f"{len(pieces)} items before a count of {count.number}")
        return None
    first = _left_edge(text, pieces[0], pieces[1:])
    if len(first) > 8 + 2 * mean(len(piece) for piece in pieces[1:]):
        return Mismatch(Span(start, count.span.end), "unsure where the first item begins")
    return _set(text, count, [SetItem(piece, piece) for piece in (first, *pieces[1:])], "before")


def _clause_start(frame: str, at: int) -> int:
    """Where the clause that ends here begins; a clause longer than any list is cut."""
    first = max(0, at - _LONGEST_LIST)
    return max(first, *(frame.rfind(mark, first, at) + 1 for mark in _STOP))


# 接入沟、使用沟、知识沟，构成了数字鸿沟的三个层次
_SUMMING = re.compile(r"(?:它们|这些|这)?(?:共同|一起|并)?(?:构成|组成|形成|就是|是|成为|称)了?[^，。；、]{0,14}?的?")


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
    inside = frame[max(0, at - 1 - _LONGEST_LIST) : at - 1]
    opened = at - 1 - (len(inside) - len(inside.rstrip(HIDDEN)))
    return Span(sentence.start + opened, sentence.start + at - 1)


def _chain_pieces(text: str, span: Span, count: int) -> tuple[Span, ...]:
    for marks in ("、", "+＋", "→", "—–－-", "，,"):
        if any(mark in text[span.start : span.end] for mark in marks):
            return coordinated(text, span, count) if marks in "、+＋" else separated(text, span, marks)
    return (span,)


# What may stand before the first item of a list; 的 is weighed apart.
_OPENERS = re.compile(
    r"包括|包含|涵盖|涉及|经过|经历|历经|走过|分为|分成|成为|归纳为|概括为|归结为|围绕着?|聚焦于?|遵循|坚持|按照|依托|基于|根据|提升|提高|实现|构建|形成|打造"
    r"|建立|提供|提出|具有|具备|无非是?|外加|即|由|从|在|以|是|为|有|成|了|把|将|对|于|指|着"
)


def _left_edge(text: str, first: Span, others: Sequence[Span]) -> Span:
    """Where the first item begins, once the words that lead to the list are off: as long as the others, about."""
    names = [text[other.start : other.end] for other in others]
    content = text[first.start : first.end]
    if names[-1][0] in "“「『" and (opened := content.find(names[-1][0])) > 0:
        return Span(first.start + opened, first.end)
    wanted = mean(map(len, names))
    best = (abs(len(content) - wanted), 0)
    offsets = {match.end() for match in _OPENERS.finditer(enclosed(text, first.start, first.end))}
    offsets |= {
        word.span.end - first.start
        for word in words(text, first.start, first.end)
        if word.flag in ("v", "p", "ul", "d") and len(word.text) > 1
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


def _opens(content: str, offset: int) -> bool:
    return any(_OPENERS.fullmatch(content, start, offset) for start in range(max(0, offset - 3), offset))


# The list behind the count

_LINK = re.compile(
    r"(?:[”」』])?(?:"
    r"[^，。；：！？,;:!?\n]{0,12}[：:]"
    r"|[^，。；：！？,;:!?\n]{0,8}?[，,]?(?:——|则?是指|即|亦即|也即|也就是|就是|分别(?:是|为|指)?|主要包括|包括|包含|涵盖|主要是|则?是|则?为|指的是|指)"
    r")(?:[：:])?"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十][是、]|第[一二三四五六七八九十]|[（(]?[一二三四五六七八九十\d]{1,2}[）)]|\d\.0"
)
# 要“五位一体”抓落实。就是目标体系、工作体系……
_NEXT_SENTENCE = re.compile(r"[^，。；：！？,;:!?\n]{0,8}。(?:也?就是|即|分别(?:是|为)|具体是|具体包括|它们是|包括)")
_LOOSE_LINK = re.compile(r"[：:]$|即$|分别|——")


def _after(text: str, sentence: Span, frame: str, count: Count) -> CountedSet | Mismatch | None:
    link = _LINK.match(text, count.span.end, sentence.end)
    if not link and not (link := _NEXT_SENTENCE.match(text, count.span.end)):
        return None
    if link.end() > sentence.end:
        stop = text.find("。", link.end(), link.end() + _LONGEST_LIST)
        sentence = Span(count.span.start, stop if stop >= 0 else link.end())
        frame = enclosed(text, sentence.start, sentence.end)
    at = link.end() - sentence.start
    limit = min(len(frame), at + _LONGEST_LIST)
    stops = [i for i in (frame.find(mark, at, limit) for mark in "，。；！？,;!?") if i >= 0]
    near = Span(link.end(), sentence.start + min(stops, default=limit))
    near = next(
        (Span(near.start, again.span.start) for again in counts(text, near.start, near.end) if again.classifier), near
    )
    pieces = coordinated(text, near, count.number)
    if len(pieces) == count.number > 1:
        return _set(text, count, [SetItem(piece, piece) for piece in _cut_tail(text, pieces)], "after")
    if _LOOSE_LINK.search(link.group()):
        whole = Span(link.end(), min(sentence.end, link.end() + _LONGEST_LIST))
        for marks in ("；;", "，,", "，,；;"):
            pieces = separated(text, Span(whole.start, _run_end(text, whole, marks)), marks + "。")
            if len(pieces) == count.number > 1 and not any(_NUMBERED.match(text, piece.start) for piece in pieces):
                heads = _common_heads(text, pieces)
                return _set(text, count, [SetItem(h, b) for h, b in zip(heads, pieces, strict=True)], "after")
    if "、" in text[near.start : near.end] and len(pieces := coordinated(text, near)) > 1:
        return Mismatch(Span(count.span.start, near.end), f"{len(pieces)} items behind a count of {count.number}")
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


def _numbered(text: str, sentence: Span, lists: Sequence[NumberedList], count: Count) -> CountedSet | Mismatch | None:
    after = bisect_right(lists, count.span.start, key=lambda numbered: numbered.lead.start)
    for numbered in lists[max(0, after - 3) : after]:
        lead = numbered.lead
        if not (lead.start <= count.span.start and count.span.end <= lead.end and lead.overlaps(sentence)):
            continue
        if len(numbered.items) == count.number:
            bodies = [item.body for item in numbered.items]
            return _set(text, count, [SetItem(head(text, body), body) for body in bodies], "numbered")
        reason = f"{len(numbered.items)} numbered items behind a count of {count.number}"
        return Mismatch(Span(count.span.start, numbered.span.end), reason)
    return None


_HEAD = re.compile(r"[^，。；：！？,;:!?\n—]{1,24}(?=[，。；：,;:—])")


def _lines(text: str, sentence: Span, lines: tuple[Span, ...], count: Count) -> CountedSet | Mismatch | None:
    line = line_at(lines, count.span.start)
    if line.end - count.span.end > 6 or sentence.end < line.end:
        return None
    after = [paragraph for paragraph, _ in zip(following(lines, line.start), range(count.number), strict=False)]
    heads = [_HEAD.match(text, paragraph.start, paragraph.end) for paragraph in after]
    spans = [Span(match.start(), match.end()) for match in heads if match]
    if len(spans) != count.number:
        return None
    names = [text[span.start : span.end] for span in spans]
    if not shared_ending(names) and not all(text[span.end] in "：:—" for span in spans):
        return None
    return _set(text, count, [SetItem(h, b) for h, b in zip(spans, after, strict=True)], "lines")


# The head phrase of an item

_LEADING = re.compile(
    r"(?:[A-Z]\d{1,2}[.、：:]?|(?:19|20)\d\d年[^，。；：\n]{0,16}?(?:是|为|进入|属于|称为)|要(?!素|点|求|件|义)|应当?|需要?|是|在于|则是|就是|在(?=[^，。]{1,12}阶段))"
)


# 有钱没闲的“快客”: what is described comes first, its name last
_CALLED_LAST = re.compile(r"(?<=的)[“「『](?P<name>[^“”「」『』，。；\n]{2,10})[”」』](?=[，。；,;\n]|$)")


def head(text: str, body: Span) -> Span:
    """The phrase that names an item: its first clause, without its code, its date or its 要."""
    start = body.start
    while match := _LEADING.match(text, start, body.end):
        if match.end() >= body.end:
            break
        start = match.end()
    if called := _CALLED_LAST.search(text, start, min(body.end, start + 60)):
        return Span(called.start("name"), called.end("name"))
    frame = enclosed(text, start, body.end)
    stop = re.search(r"[，。；：！？,;:!?\n]|——|(?<=\S)[（(]", frame)
    return trimmed(text, start, start + stop.start() if stop and stop.start() else body.end)


def _common_heads(text: str, bodies: Sequence[Span]) -> list[Span]:
    """The heads of items; where all say something of one thing (…工单1小时响应), only as far as that thing."""
    heads = [head(text, body) for body in bodies]
    names = [text[span.start : span.end] for span in heads]
    core = _common_core(names)
    if core and all(name.find(core) > 0 and not name.endswith(core) for name in names):
        return [
            Span(span.start, span.start + name.find(core) + len(core)) for span, name in zip(heads, names, strict=True)
        ]
    return heads


def _common_core(names: Sequence[str]) -> str:
    """The longest stretch of two characters or more that all names hold."""
    shortest = min(names, key=len, default="")[:40]
    for length in range(len(shortest) - 1, 1, -1):
        for start in range(len(shortest) - length + 1):
            if all(shortest[start : start + length] in name for name in names):
                return shortest[start : start + length]
    return ""


def _set(text: str, count: Count, items: list[SetItem], form: str) -> CountedSet | Mismatch:
    quote = Span(min(count.span.start, items[0].head.start), max(count.span.end, items[-1].head.end))
    if len({text[item.head.start : item.head.end] for item in items}) < len(items):
        return Mismatch(quote, "an item twice, or without words")
    return CountedSet(count, tuple(items), quote, form)
