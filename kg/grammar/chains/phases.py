"""Phases at the head of clauses and lines: 管理阶段，政府在前……到了治理阶段，大家成圈; 1978—1992年：起步期.

Each phase stands where a clause begins, behind nothing but its date, its number or the word that leads to it, and all
of a chain bear the same noun. Three of them make a chain; two do where both are dated or one is said to be entered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg import patterns
from kg.document import Document
from kg.grammar.enumerations import shared_ending
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span

_FAR = 600  # code points between two phases of one chain, at most
_YEAR = r"(?:公元前?)?(?:\d{4}|[一二三四五六七八九十]{1,3}世纪)(?:年代|年)?(?:[初中末]期?|\d{1,2}月)?"
_DATED = (
    rf"[（(]?(?:自|从|在)?{_YEAR}(?:[—–~～-]{{1,2}}|至|到)(?:{_YEAR}|今)?年?(?:以[来后前]|前后|期间|间)?[）)]?"
    rf"|[（(]?(?:自|从|在)?{_YEAR}(?:以[来后前]|之[后前]|起|至今)[）)]?"
)
_NUMBERED = (
    r"(?:第?[一二三四五六七八九十]{1,2}|第?\d{1,2}|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑨]|L\d)"
    r"(?:[、.．）)：: 是]|(?=\s)|级(?=[ \u3000\t|])|个?(?:阶段|时期)[：:]?)?"
)
_LED = (
    r"(?:如今|现在|目前|当前|未来|将来|后来|随后|此后|其后|然后|接着|继而|进而|最初|起初|最早|最后|最终|首先|其次|再次"
    r"|先|再|而|当|等|若|真|我们|企业|城市)?"
    r"(?:若|真|又|便|就|则|才|要|已经?|将|正|正式|开始|全面|逐步|逐渐){0,2}"
    r"(?:是|为|属于|处于|进入|步入|迈入|转入|跨入|到达?|走到|来到|迎来|在)了?"
)
_PHASE = patterns.compile(
    r"(?:^[ \u3000\t]{0,12}(?:[-*•·●#>]{1,6}[ \u3000]?)?\*{0,2}|(?<=[，。；：、！？“”「…])[ \u3000]{0,4})"
    rf"(?:(?P<dated>{_DATED})|(?P<number>{_NUMBERED}))?[，,：:| \u3000\t]{{0,4}}(?P<led>{_LED})?[“「]?"
    r"(?P<name>[\u4e00-\u9fff]{2,8}?|[\u4e00-\u9fff]{2,6} ?[A-Za-z]{1,12} ?)(?P<noun>阶段|时期|时代|期|级)[”」]?"
    r"(?=[，。；：:（(！\n| \u3000\t]|里|中，|——|的特征|的特点|$)",
    re.MULTILINE,
)
_NO_PHASE = re.compile(
    r"第?[一二三四五六七八九十两几]个?$|[该本同这那此各每某现前后上下当近早中晚初末短首]$|(?<![成增])长$"
    r"|关键|重要|特殊|不同|历史|有关|上述|(?:[的了是为这那]|告别|进入|迈入|步入|处于)|现|新|我们|他们|任职|有效|保质|试用|聘|任|学$|国家$|[省市县区镇乡部厅处局科村]$|[上下同高年班特甲乙丙]$"
    r"|春|秋|暑|寒|疫情|节假|假|战争|抗战|民国|计划$|规划$|五$"
    r"|[改大]革|和平|青春|更年|青少年|童年|老年|幼年|[小中大]学$|高中$|初中$"
)
# Only these are phases by 期 alone; so many other nouns end in it (学期, 周期, 工期, 日期).
_STRETCH = re.compile(
    r"萌芽|引入|启动|初始|增长|发端|酝酿|筹备|筹建|准备|启蒙|起步|导入|初创|草创|创业|孵化|种子|苗圃|培育|奠基|打基|筑基|探索|试点|试验|实验|示范|起飞|快速|扩张|拓展|推广|成长"
    r"|发展|攻坚|提速|加速|深化|转型|调整|阵痛|成熟|稳定|融合|提升|优化|爆发|平台|瓶颈|高峰|收获|繁荣|低谷|衰退"
    r"|衰落|复苏|重建|重塑|巩固|普及|引领|跃升|完善|攀升|过渡|规范|整合|创新|建设|恢复|停滞|崛起|振兴|转折"
)
_NO_LEVEL = re.compile(r"[^级]{4,}|.*[年班超升降评上下等]$|国际|世界|[一二三四五六七八九十高特]$")


def phase_chains(document: Document) -> Iterator[Chain]:
    """Runs of phases that share their noun."""
    text = document.text.text
    run: list[re.Match[str]] = []
    for match in _PHASE.finditer(text):
        if not _is_phase(match):
            continue
        if run and (
            match["noun"][-1] != run[-1]["noun"][-1]
            or match.start() - run[-1].end() > _FAR
            or _restarts(run[-1], match)
        ):
            yield from _chain(document, run)
            run = []
        if match["name"] not in {phase["name"] for phase in run}:
            run.append(match)
    yield from _chain(document, run)


def _restarts(last: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a numbered row begins a list of its own: 一级 手账级 behind a mere mention of 智链级."""
    return bool(match["number"] and not last["number"] and re.search(r"[一1①]", match["number"]))


def _is_phase(match: re.Match[str]) -> bool:
    name, noun = match["name"], match["noun"]
    if _NO_PHASE.search(name):
        return False
    if noun == "期":
        return bool(_STRETCH.search(name))
    return noun != "级" or not _NO_LEVEL.match(name)


def _chain(document: Document, run: Sequence[re.Match[str]]) -> Iterator[Chain]:
    if len(run) < 2 or (len(run) == 2 and not _proves(run)):
        return
    steps = tuple(
        Step(Span(match.start("name"), match.end("noun")), Span(match.start(), match.end("noun"))) for match in run
    )
    quote = Span(steps[0].words.start, steps[-1].words.end)
    sentence = document.sentence_at(quote.start).span
    yield Chain(steps, quote, "stages.phases", topic(document.text.text, sentence.start, quote.start))


def _proves(pair: Sequence[re.Match[str]]) -> bool:
    first, second = pair
    if all(_HEADS_LINE.match(each.group()) and _STRETCH.search(each["name"]) for each in pair):
        return all(each.string[each.end() : each.end() + 1] in ("：", ":") for each in pair)
    return bool((first["dated"] and second["dated"]) or (first["number"] and second["number"]) or second["led"])


_HEADS_LINE = re.compile(r"[ \u3000\t]{0,12}[-*•·●#>]")
# 引入期、成长期、成熟期、衰退期: a list of nothing but stretches of a life, whatever leads to it
_ROW = patterns.compile(r"[\u4e00-\u9fff]{2,4}(?:期|阶段)(?:[、和与及→][\u4e00-\u9fff]{2,4}(?:期|阶段)){2,7}")
_ROW_ITEM = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:期|阶段)(?=[、和与及→]|$)")
_BEFORE_ROW = re.compile(r"(?:[就是为有即括含了从历过分成到](?=[\u4e00-\u9fff]{3}))*")


def row_chains(document: Document) -> Iterator[Chain]:
    """Lists of three or more stretches of a life."""
    text = document.text.text
    for match in _ROW.finditer(text):
        names = [Span(match.start() + m.start(), match.start() + m.end()) for m in _ROW_ITEM.finditer(match.group())]
        names[0] = Span(names[0].start + _led(document[names[0]]), names[0].end)
        written = [document[name] for name in names]
        if len(names) > 2 and distinct(written) and all(_STRETCH.search(name) for name in written[1:]):
            steps = tuple(Step(name, name) for name in names)
            start = document.sentence_at(names[0].start).span.start
            about = topic(text, start, names[0].start)
            yield Chain(steps, Span(names[0].start, names[-1].end), "stages.row", about)


def _led(name: str) -> int:
    """How many characters before the first name only lead to it: 就是引入期."""
    led = _BEFORE_ROW.match(name)
    return led.end() if led else 0


# 1998—2007年 某地互联网的黄金十年: headings of the chapters of a history

_CHAPTER = re.compile(
    rf"^[ \u3000#*>]{{0,6}}(?:{_DATED})[：:，,\s]{{0,3}}(?P<name>[^\n，。；！？：:（）()\d]{{4,24}})[*\s]{{0,3}}$",
    re.MULTILINE,
)
_CHAPTER_REACH = 2000  # code points from one heading to the next, at most
_CHAPTER_LENGTH = 30  # what follows a heading is a chapter, no next row of a life: code points at least


def chapter_chains(document: Document) -> Iterator[Chain]:
    """Dated headings with text between them, which end alike."""
    text = document.text.text
    run: list[re.Match[str]] = []
    for match in _CHAPTER.finditer(text):
        if run and not _CHAPTER_LENGTH <= match.start() - run[-1].end() <= _CHAPTER_REACH:
            yield from _chapters(run)
            run = []
        run.append(match)
    yield from _chapters(run)


def _chapters(run: Sequence[re.Match[str]]) -> Iterator[Chain]:
    names = [match["name"].strip() for match in run]
    if distinct(names) and len(shared_ending(names)) > 1:
        steps = tuple(Step(Span(*match.span("name")), Span(*match.span())) for match in run)
        yield Chain(steps, Span(steps[0].words.start, steps[-1].words.end), "stages.chapters")
