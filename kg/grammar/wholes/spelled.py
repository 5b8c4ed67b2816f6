"""Names whose letters, digits or number the text goes on to spell out.

“STEP”法……：Scan，摸清家底；Target，选准战场；…       letters, each with a word of its own
“1234”架构……“1”，是一个云底座；“2”，是…               digits, each explained in turn
“1+X+N”体系，即1门主课、X门选修、N个社团              digits and letters, each in an item of the list behind
“三水转化”学说，把大气水、地表水、地下水…             a number and what all items have in common
“城市治理三角”……规则、技术、人情。                   a shape, with as many items as it has corners
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg import patterns
from kg.document import Document
from kg.grammar.enumerations import coordinated, plain, separated, trimmed
from kg.grammar.proposals import Piece, Whole, distinct
from kg.model import Span
from kg.structure import number

_REACH = 300  # code points behind the name in which it is spelled out
_KIND = (
    r"(?:模型|架构|框架|方法论|工作法|法则|法|模式|体系|理论|工程|战略|行动|计划|格局|机制|原则"
    r"|思路|路径|策略|方案|布局|学说|公式)"
)
_LETTERS = patterns.compile(
    rf"(?P<open>[“「『])?(?<![A-Za-z])(?P<name>[A-Z]{{3,8}})(?![A-Za-z])(?P<close>[”」』])?(?P<kind>{_KIND}?)"
)
_WORD = re.compile(r"(?<![A-Za-z])(?P<latin>[A-Z][a-z]{1,20}|[A-Z])(?![A-Za-z])")
_DIGITS = re.compile(rf"[“「『](?P<name>\d(?:\+?[\dNnXx]){{1,5}})[”」』](?P<kind>(?:[\u4e00-\u9fff]{{0,4}}?{_KIND})?)")
_EXPLAINED = (
    r"[“「『]{0}[”」』]?[，,]?(?:则|即|就|分别)?(?:是指|指的是|代表|表示|就是|是|即|指|为|：)"
    r"(?P<gloss>[^；。\n“”「」『』]{{2,80}})"
)


def spelled(document: Document) -> Iterator[Whole]:
    """Every name of these four kinds."""
    yield from _letters(document)
    yield from _digits(document)
    yield from _numbers(document)
    yield from _shapes(document)


def _letters(document: Document) -> Iterator[Whole]:
    """Capitals that the words behind begin with, one clause for each."""
    text = document.text.text
    for match in _LETTERS.finditer(text):
        found: list[re.Match[str]] = []
        for word in _WORD.finditer(text, match.end(), match.end() + _REACH):
            if len(found) == len(match["name"]) or word["latin"][0] != match["name"][len(found)]:
                break
            if len(word["latin"]) > 1 and not _opens(text, word.start()):
                break
            found.append(word)
        if len(found) != len(match["name"]) or all(len(word["latin"]) == 1 for word in found):
            continue
        if any(text[a.end() : b.start()] == " " for a, b in pairwise(found)):
            continue  # Lines Of Code is one name in full
        pieces = tuple(Piece(Span(*word.span()), Span(*word.span()), (), _gloss(text, word.end())) for word in found)
        if distinct([document[piece.name] for piece in pieces]):
            quote = Span(match.start(), pieces[-1].words.end)
            yield Whole(match["name"] + match["kind"], pieces, quote, "parts.letters")


def _opens(text: str, position: int) -> bool:
    """Whether a word begins a clause or a quotation; in a bracket it only translates."""
    return text[position - 1] in "，。；：、,;: \n“「『和与及"


_GLOSS = re.compile(r"[，,：:（(—]{1,2}(?P<gloss>[^，。；、）)\n]{2,30})")


def _gloss(text: str, position: int) -> Span | None:
    match = _GLOSS.match(text, position)
    return Span(*match.span("gloss")) if match else None


def _digits(document: Document) -> Iterator[Whole]:
    """Digits that the text takes up one by one: in quotation marks, or each in an item of a list."""
    for match in _DIGITS.finditer(document.text.text):
        pieces = _explained(document, match) or _itemised(document, match)
        if len(pieces) > 1 and distinct([plain(document[p.name]) for p in pieces]):
            quote = Span(match.start(), pieces[-1].words.end)
            yield Whole(match["name"] + match["kind"], pieces, quote, "parts.digits")


def _explained(document: Document, match: re.Match[str]) -> tuple[Piece, ...]:
    """What each digit is said to be, in order; nothing where one is left out."""
    text = document.text.text
    pieces = []
    at = match.end()
    for digit in match["name"].replace("+", ""):
        explained = re.compile(_EXPLAINED.format(digit)).search(text, at, at + _REACH)
        if not explained:
            return ()
        gloss = Span(*explained.span("gloss"))
        name = trimmed(text, gloss.start, gloss.end)
        whole = document[name]
        owner = max((whole.rfind(mark) for mark in "的、，"), default=-1)
        head = Span(name.start + owner + 1, name.end) if 0 <= owner < len(whole) - 2 else name
        pieces.append(Piece(head, Span(explained.start(), gloss.end), (), gloss))
        at = explained.end()
    return tuple(pieces)


_ITEMS = re.compile(
    r"[^，。；：\n]{0,6}[，,]?(?:即|也就是|就是|是指|指的是|指|是|包括|分别是|：|——)(?P<items>[^。；：\n]{4,160})"
)
_WRITTEN = {"2": "2二两双"} | {
    str(number): f"{number}{'零一二三四五六七八九'[number]}" for number in (1, *range(3, 10))
}


def _itemised(document: Document, match: re.Match[str]) -> tuple[Piece, ...]:
    """The items of the list right behind, if each has the digit whose turn it is."""
    text = document.text.text
    signs = match["name"].replace("+", "")
    if not (behind := _ITEMS.match(text, match.end())):
        return ()
    start, end = behind.span("items")
    for stop in (*(comma.start() for comma in re.compile("，").finditer(text, start, end)), end):
        listed = Span(start, stop)
        splits = (coordinated(text, listed, len(signs)), separated(text, listed, "，、"), separated(text, listed, "，"))
        for items in splits:
            if len(items) == len(signs) and all(
                any(written in document[item] for written in _WRITTEN.get(sign, sign))
                for sign, item in zip(signs, items, strict=True)
            ):
                return tuple(Piece(name, name) for name in (_without_and(text, item) for item in items))
    return ()


def _without_and(text: str, item: Span) -> Span:
    """N个场景 of 以及N个场景."""
    linked = re.compile(r"以及|和|与|及|还有").match(text, item.start, item.end)
    return Span(linked.end(), item.end) if linked else item


_NUMBER_NAME = re.compile(
    r"[“「『](?P<name>(?P<number>[二两三四五六七八九])(?P<shared>[\u4e00-\u9fff])[\u4e00-\u9fff]{0,4})[”」』]"
    rf"(?P<kind>{_KIND}?)|(?P<bare>(?P<total>[二两三四五六七八九])(?P<common>[\u4e00-\u9fff])(?:模型|理论|框架|学说|分析法))"
)
_ITEM = r"[^，。；：！？、\n“”]{1,8}"
_LIST = re.compile(rf"{_ITEM}(?:、{_ITEM}){{1,7}}")


def _numbers(document: Document) -> Iterator[Whole]:
    """A number and a character that every item of the next list holds: 三水转化 of 大气水、地表水、地下水."""
    text = document.text.text
    for match in _NUMBER_NAME.finditer(text):
        wanted, shared = number(match["number"] or match["total"]), match["shared"] or match["common"]
        after = match.end() + (match.end() < len(text) and text[match.end()] == "\n")  # a heading of its own
        stop = text.find("\n", after, after + _REACH // 3)
        for listed in _LIST.finditer(text, after, stop if stop >= 0 else after + _REACH // 3):
            items = coordinated(text, Span(*listed.span()), wanted)
            if len(items) != wanted or not all(shared in document[item] for item in items):
                continue
            first = _edged(document, items[0], items[1:], shared)
            last = items[-1]
            cut = document[last].find(shared) + 1 if all(document[i].endswith(shared) for i in items[:-1]) else 0
            last = Span(last.start, last.start + cut) if cut else last
            pieces = tuple(Piece(item, item) for item in (first, *items[1:-1], last))
            if distinct([document[piece.name] for piece in pieces]):
                quote = Span(match.start(), last.end)
                title = match["bare"] or match["name"] + match["kind"]
                yield Whole(title, pieces, quote, "parts.number-name")
            break


_LEADS = re.compile(r".{0,6}(?:是指|就是|即|指|把|将|由|有|包括|取决于|在于|来自|抓好|做好|推动|实现|打造|坚持|是|为)")


def _edged(document: Document, first: Span, others: tuple[Span, ...], shared: str) -> Span:
    """The first item without what leads to it: as long as the longest of the others, at most, or behind a verb."""
    words = document[first]
    lead = _LEADS.match(words)
    if lead and lead.end() < len(words) and shared in words[lead.end() :]:
        return Span(first.start + lead.end(), first.end)
    longest = max(len(other) for other in others)
    return Span(max(first.start, first.end - longest), first.end) if len(first) > longest + 2 else first


_CORNERS = {
    "三角": 3,
    "铁三角": 3,
    "金三角": 3,
    "三角形": 3,
    "四边形": 4,
    "五角星": 5,
    "三脚架": 3,
    "双螺旋": 2,
    "三驾马车": 3,
}
_SHAPE = re.compile(rf"[“「『](?P<name>[^“”「」『』，。；\n]{{0,10}}?(?P<shape>{'|'.join(_CORNERS)}))[”」』]{_KIND}?")
_WHOLE_CLAUSE = re.compile(r"(?:^|(?<=[，。；：！？\n]))(?P<items>[^，。；：！？\n]{3,40})(?=[。；！\n]|$)")


def _shapes(document: Document) -> Iterator[Whole]:
    """A quoted shape, and the next clause that is nothing but a list with an item for each of its corners."""
    text = document.text.text
    for match in _SHAPE.finditer(text):
        wanted = _CORNERS[match["shape"]]
        for clause in _WHOLE_CLAUSE.finditer(text, match.end(), min(len(text), match.end() + _REACH // 3)):
            items = coordinated(text, Span(*clause.span("items")), wanted)
            if "、" in clause["items"] and len(items) == wanted and all(len(item) <= 8 for item in items):
                pieces = tuple(Piece(item, item) for item in items)
                quote = Span(match.start(), items[-1].end)
                yield Whole(plain(document[Span(*match.span("name"))]), pieces, quote, "parts.shape")
                break
