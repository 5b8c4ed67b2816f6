"""Numbered parts: 第一支箭是…，第二支箭是…; numbered headings under one that names the set; a theory of N things."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial

from kg import patterns
from kg.document import Document
from kg.grammar.counted import head, named_count
from kg.grammar.enumerations import Count, counts, plain, trimmed
from kg.grammar.naming import counted_name
from kg.grammar.proposals import Piece, Whole
from kg.model import Candidate, Span
from kg.reasons import Reason
from kg.structure import headings, line_at, number, numbered_lists, paragraphs
from kg.vocab import KG

# 第一支箭是资料盘点，第二支箭是…; 有三种模式。⏎第一种可称为甲模式。…⏎第二种叫乙模式。…; “三次分红”：第一次按田亩，…

_ORDINAL = patterns.compile(
    r"(?<![\u4e00-\u9fffA-Za-z\d])第(?P<number>[一二三四五六七八九])(?P<classifier>[个支把道根张大条项层类种次重块面级环]|[步阶]段?)"
    r"(?P<thing>[^，。；：、是为叫称按靠\n“]{0,4}?)"
    r"(?P<link>(?:我|我们|姑且|不妨|可以?|被|则|就|应|暂且|又)*(?:称之为|称作|称为|叫做?|名为|命名为|谓之|是指|是|为|即|，|：|——|“|(?=[按靠凭讲看重求拼用])){1,2})"
    r"(?P<name>[^，。；：！？“”「」『』\n]{1,20})(?=[，。；：”」』（\n]|$)"
)
_FAR_APART = 800  # code points between two parts, at most
_ANNOUNCED = 400  # code points before the first part in which they are counted
_TIME = re.compile(r"阶段|步|时期|阶|[年月天届期轮批场节章回]")
_NO_NAME = re.compile(r"[我你他她这那它]|要|必须|应当?|需要?|当然|就是|不|没|如果|因为|由于|在|对")


def numbered_things(document: Document) -> Iterator[Whole]:
    """Things numbered one after the other, each with its name, and counted before or named by what is numbered."""
    text = document.text.text
    run: list[re.Match[str]] = []
    for match in (*_ORDINAL.finditer(text), None):
        if match and run and _goes_on(run, match):
            run.append(match)
            continue
        if len(run) > 1 and (whole := _numbered_whole(document, run)):
            yield whole
        run = [match] if match and match["number"] == "一" else []


def _goes_on(run: list[re.Match[str]], match: re.Match[str]) -> bool:
    return (
        match["classifier"] == run[0]["classifier"]
        and (match["thing"] == run[0]["thing"] or not match["thing"])
        and number(match["number"]) == len(run) + 1
        and match.start() - run[-1].end() <= _FAR_APART
    )


def _numbered_whole(document: Document, run: list[re.Match[str]]) -> Whole | None:
    text = document.text.text
    thing = run[0]["classifier"] + run[0]["thing"]
    if _TIME.search(thing):
        return None
    names = [trimmed(text, *match.span("name")) for match in run]
    if any(_NO_NAME.match(document[name]) for name in names):
        return None
    counted = _count_before(document, run)
    if counted is None and not run[0]["thing"]:
        return None
    if counted:
        sentence = document.sentence_at(counted.span.start).span
        title, about = counted_name(text, sentence, counted, counted.span.start)
    else:
        title, about = "一两三四五六七八九"[len(run) - 1] + thing, None
    pieces = tuple(
        Piece(name, Span(match.start(), match.end("name")), (match.group()[: match.start("link") - match.start()],))
        for name, match in zip(names, run, strict=True)
    )
    start = counted.span.start if counted else run[0].start()
    return Whole(title, pieces, Span(start, pieces[-1].words.end), "parts.numbered-things", about)


_ANY_CLASSIFIER = frozenset("个种类条项")


def _count_before(document: Document, run: list[re.Match[str]]) -> Count | None:
    """The last count before the things that counts as many of them: 三条路径 … 第一种; “三次分红” … 第一次."""
    text, first = document.text.text, run[0].start()
    classifier = run[0]["classifier"]
    start = max(0, first - _ANNOUNCED)
    found = [
        count
        for count in map(partial(named_count, text, Span(start, first)), counts(text, start, first))
        if count.number == len(run) and _counts(count, classifier)
    ]
    return found[-1] if found else None


def _counts(count: Count, classifier: str) -> bool:
    """Whether it counts what the ordinals number, by the same classifier or two that go with anything."""
    if counted := re.match(rf"[一二两三四五六七八九]?{classifier}", count.noun):
        return len(count.noun) > counted.end()
    same = count.classifier == classifier or {count.classifier, classifier} <= _ANY_CLASSIFIER
    return same and bool(count.noun) and count.is_model


# 包括两个方面。一个是培育产业，另一个是改善服务。

_ONE = patterns.compile(
    r"一(?P<classifier>[个种类条项方])(?:面|则)?(?:就?是|叫做?|为)(?P<one>[^，。；：！？\n]{2,24})[，。；][^\n]{0,80}?"
    r"另(?:外)?一(?P=classifier)(?:面|则)?(?:就?是|叫做?|为)(?P<other>[^，。；：！？\n]{2,24})(?=[，。；！？\n]|$)"
)


def one_and_other(document: Document) -> Iterator[Whole]:
    """Two things that the sentence before counts: the one, and the other."""
    text = document.text.text
    for match in _ONE.finditer(text):
        start = text.rfind("\n", max(0, match.start() - _ANNOUNCED // 4), match.start()) + 1
        start = max(start, match.start() - _ANNOUNCED // 4)
        two = [c for c in counts(text, start, match.start()) if c.number == len("一二") and c.noun and c.is_model]
        if not two or two[-1].classifier != match["classifier"]:
            continue
        sentence = document.sentence_at(two[-1].span.start).span
        title, about = counted_name(text, sentence, two[-1], two[-1].span.start)
        names = [trimmed(text, *match.span(group)) for group in ("one", "other")]
        quote = Span(two[-1].span.start, names[-1].end)
        yield Whole(title, tuple(Piece(name, name) for name in names), quote, "parts.one-and-other", about)


# 双因素理论……属于保健因素……属于激励因素

_FAR = 600  # code points behind the theory in which its parts are named
_HARVEST = re.compile(
    r"(?P<number>[双两二三四五])(?P<noun>[^\W\d_一二两三四五六七八九十个大种类]{2})(?P<kind>理论|模型|法则|假说)"
)


def harvested(document: Document) -> Iterator[Whole]:
    """A theory of N somethings whose paragraph names exactly N of them, each after 属于, 称为 or 是."""
    text = document.text.text
    lines = paragraphs(text)
    for match in _HARVEST.finditer(text):
        line = line_at(lines, match.start())
        wanted = number(match["number"])
        pattern = re.compile(
            rf"(?:属于|称为|叫做?|即|就?是)[“「『]?(?P<name>[^，。；：、“”\n是]{{1,6}}?{match['noun']})"
        )
        found: dict[str, re.Match[str]] = {}
        for hit in pattern.finditer(text, match.end(), min(line.end, match.end() + _FAR)):
            found.setdefault(hit["name"], hit)
        if len(found) == wanted:
            pieces = tuple(Piece(Span(*h.span("name")), Span(h.start(), h.end())) for h in found.values())
            quote = Span(match.start(), pieces[-1].words.end)
            yield Whole(match.group(), pieces, quote, "parts.harvested")


# （1）技术增强组织协同运行。…（2）技术推动政社互动。… under the heading 数字政府的模式创新

_SET_NOUN = re.compile(r"(?:模式|路径|特征|要素|维度|原则|类型|层次|体系|架构|框架|机制|支柱|内涵|逻辑|创新)$")
_NO_TOPIC = re.compile(r"(?:主要|基本|相关|核心|常见|重要|具体|理论|分析|总体|研究)*[^\W\d_]{2}")  # 主要框架: of what?
_MEASURE = re.compile(
    r"(?:要|应|需|必须|加强|加快|推进|推动|完善|强化|健全|提升|优化|深化|建立|坚持|做好|落实|加大|明确|构建|打造|严格|开展)"
)


def headed(document: Document) -> Iterator[Whole | Candidate]:
    """Numbered headings, where the heading above them names a set and they are no list of measures."""
    text = document.text.text
    lines = paragraphs(text)
    titles = headings(text)
    for numbered in numbered_lists(text):
        starts_lines = all(line_at(lines, item.marker.start).start == item.marker.start for item in numbered.items)
        if not starts_lines or numbered.style not in ("（1）", "（一）", "1.", "①"):
            continue
        markers = [item.marker.start for item in numbered.items]
        above = titles[: bisect_right(titles, markers[0], key=lambda heading: heading.span.end)][-1:]
        heads = [head(text, item.body) for item in numbered.items]
        names = [document[span] for span in heads]
        title = plain(document[above[-1].title]).lstrip("▪●○■□◆◇★·• ") if above else ""
        if not _SET_NOUN.search(title) or _NO_TOPIC.fullmatch(title):
            continue
        if any(len(name) > 20 for name in names) or sum(bool(_MEASURE.match(name)) for name in names) * 2 > len(names):
            yield Candidate(KG.PartMembership, numbered.span, Reason.MEASURES, "parts.headed")
            continue
        pieces = tuple(Piece(span, span) for span in heads)
        quote = Span(above[-1].title.start, pieces[-1].words.end)
        yield Whole(title, pieces, quote, "parts.headed")
