"""Wholes without a count: “ACE”方法论，即评估、共创、演进; 由基础层、数据层和应用层组成; 主要任务表现为A、B以及C."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg import patterns
from kg.document import Document
from kg.grammar.counted import SetItem, left_edge
from kg.grammar.enumerations import coordinated, counts, enclosed, plain, separated, shared_ending
from kg.grammar.naming import given_name
from kg.grammar.proposals import Whole, pieces
from kg.grammar.topics import topic
from kg.model import Span
from kg.structure import headings, number, paragraphs

# “ACE”方法论，即评估、共创、演进; 由基础层、数据层和应用层组成; 又可分为…

_NAMED_LINK = re.compile(
    r"[，,]?(?:(?:[从由自][上下内外左右低高][到至往而向][上下内外左右低高])?(?:依次|分别)(?:是|为|有)|即|也就是|包括|包含|由|：|:|——|就是|指的是)"
    r"(?!(?:不|非|便|使|将))[：:]?"
)
_COMPOSED = re.compile(r"由(?P<items>[^。；：！？\n]{4,120}?)(?:共同|等)?(?:组成|构成)")
_DIVIDED = patterns.compile(
    r"(?:可以?|通常|大致|一般|又)?(?:分为|划分为|分成|区分为|细分为|归纳为|概括为|归结为)(?P<items>[^。；！？\n]{4,120})"
)
_MEMBERS = re.compile(
    r"公司|大学|学院|集团|部门|委员|专家|先生|女士|小姐|太太|局(?=[、和与]|$)|院(?=[、和与]|$)|代表|人员|[省市县](?=[、和与]|$)|\d"
)


def named(document: Document) -> Iterator[Whole]:
    """A name given to something, and the list right behind it."""
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        name = given_name(text, span.start, span.end)
        if not name or not (link := _NAMED_LINK.match(text, name.end, span.end)):
            continue
        items = _near_items(document, Span(link.end(), span.end))
        if items:
            yield Whole(plain(document[name]), pieces(items), Span(name.start, items[-1].body.end), "parts.named")


# 甲、乙与丙，三者共同构成“三元结构”
_MADE_UP = re.compile(
    r"(?:^|(?<=[，。；：\n]))(?P<items>[^。；：！？\n]{4,120}?)(?:，|、)?(?:这|上述|以上)?(?P<number>[两二三四五六七八九])(?:者|项|样|方面?|个方面)(?:合在一起|合起来)?[，]?"
    r"(?:共同|一起|相互交织|缺一不可|有机)?(?:构成|组成|形成|合称为?|并称为?|统称为?|被?称为|简称为?|概括为|归纳为|就是|叫做?)了?(?:一个)?"
    r"[“「『](?P<name>[^“”「」『』，。；\n]{2,14})[”」』]"
)


_MADE_UP_HINT = re.compile(r"[两二三四五六七八九][个]?[者项样方][^，。；：\n]{0,16}，?[^，。；：\n]{0,8}[“「『]")


def made_up(document: Document) -> Iterator[Whole]:
    """A list that is counted and given its name right behind."""
    text = document.text.text
    for sentence in document.sentences:
        if not _MADE_UP_HINT.search(text, sentence.span.start, sentence.span.end):
            continue
        for match in _MADE_UP.finditer(text, sentence.span.start, sentence.span.end):
            wanted = number(match["number"])
            items = coordinated(text, Span(*match.span("items")), wanted)
            if len(items) != wanted or len(items[0]) > _LONG_LIST:
                continue
            first = left_edge(text, items[0], items[1:])
            found = [SetItem(item, item) for item in (first, *items[1:])]
            yield Whole(plain(match["name"]), pieces(found), Span(first.start, match.end()), "parts.made-up")


_LONG_LIST = 60  # code points of the first item with what leads to it


def _near_items(document: Document, span: Span) -> list[SetItem]:
    """The items of a list up to the next comma or stop, none where it is open or no list."""
    text = document.text.text
    frame = enclosed(text, span.start, span.end)
    stop = re.search(r"[，。；：！？,;:\n]", frame)
    end = span.start + stop.start() if stop else span.end
    if "、" not in frame[: end - span.start]:
        return []
    pieces = coordinated(text, Span(span.start, end))
    names = [plain(text[piece.start : piece.end]) for piece in pieces]
    if len(pieces) < 2 or "等" in names[-1] or any(not 1 <= len(name) <= 14 for name in names):
        return []
    return [SetItem(piece, piece) for piece in pieces]


def composed(document: Document) -> Iterator[Whole]:
    """What is made up of a list, or divided into one whose items end alike."""
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        for pattern in (_COMPOSED, _DIVIDED):
            for match in pattern.finditer(text, span.start, span.end):
                found = _list_in(document, match, pattern is _DIVIDED)
                about = topic(text, span.start, match.start())
                title = plain(document[about]) if about else _heading_above(document, match.start())
                if found and title:
                    quote = Span(match.start(), found[-1].body.end)
                    yield Whole(title, pieces(found), quote, "parts.composed", about)


def _list_in(document: Document, match: re.Match[str], divided: bool) -> list[SetItem]:
    text = document.text.text
    span = Span(*match.span("items"))
    if any(True for _ in counts(text, span.start, span.end)):
        return []  # a counted set, read elsewhere
    items = _near_items(document, span)
    names = [plain(text[item.head.start : item.head.end]) for item in items]
    if any(_MEMBERS.search(name) for name in names):
        return []
    if divided and (len(items) < 3 or shared_ending(names)[-1:] in ("", "级", "期")):
        return []
    return items if len(items) > 1 else []


def _heading_above(document: Document, position: int) -> str | None:
    titles = headings(document.text.text)
    above = bisect_right(titles, position, key=lambda heading: heading.span.end)
    return plain(document[titles[above - 1].title]) if above else None


# 主要任务表现为A、B以及C

_ASPECT = (
    r"(?:任务|特征|特点|要素|原则|路径|内容|目标|维度|抓手|支柱|环节|内涵|优势|功能|职能|方向|因素"
    r"|组成部分|构成要素|要求)"
)
_SET_OUT = patterns.compile(
    rf"(?P<name>[^，。；：、！？\n]{{0,20}}?(?:主要|核心|关键|基本|根本|重点|总体|构成|总){_ASPECT})"
    r"(?:主要|大致|可以?)?(?:表现为|体现为|体现在|概括为|归纳为|包括|包含|涵盖|分别是|就?是|有|为|：)(?P<items>[^。；！？\n]{4,140})"
)


def aspects(document: Document) -> Iterator[Whole]:
    """The main tasks, features or principles of something, three at least."""
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        for match in _SET_OUT.finditer(text, span.start, span.end):
            items = _near_items(document, Span(*match.span("items")))
            if len(items) >= 3:
                name = plain(match["name"])
                quote = Span(match.start(), items[-1].body.end)
                yield Whole(name, pieces(items), quote, "parts.aspect")


# 治理论、职能论、信息论等研究视域, each taken up again at the head of a paragraph

_OPEN = patterns.compile(r"(?P<items>[^，。；：！？\n]{6,80})等(?P<name>[^，。；：、！？的\n]{2,8})(?=[，。；\n]|$)")


def taken_up(document: Document) -> Iterator[Whole]:
    """A list that ends in 等 and a noun, each item of which opens a paragraph of its own."""
    text = document.text.text
    starts = {text[line.start : line.start + 12] for line in paragraphs(text)}
    for sentence in document.sentences:
        span = sentence.span
        for match in _OPEN.finditer(text, span.start, span.end):
            found = separated(text, Span(*match.span("items")), "、")
            if len(found) < 3:
                continue
            first = found[0]
            names = [text[piece.start : piece.end] for piece in found]
            ending = shared_ending(names[1:])
            opened = next((s for s in range(len(names[0])) if any(a.startswith(names[0][s:]) for a in starts)), None)
            if opened is None or not ending or not all(any(a.startswith(n) for a in starts) for n in names[1:]):
                continue
            spans = [Span(first.start + opened, first.end), *found[1:]]
            items = [SetItem(piece, piece) for piece in spans]
            quote = Span(spans[0].start, match.end())
            yield Whole(match["name"], pieces(items), quote, "parts.taken-up")
