"""Periods without a count: 经过导入期、成长期和成熟期; 信息化阶段基本完成，步入数据化时代; 初级…、中级…、高级…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import patterns
from kg.document import Document
from kg.grammar.enumerations import HIDDEN, coordinated, enclosed, plain, shared_ending, trimmed
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span
from kg.structure import paragraphs

# 经过导入期、成长期、成熟期和衰退期; 被划分为初始级、受管理级和优化级

_PASSING = re.compile(
    r"(?:经历|经过|历经|走过|跨越|分为|分成|划分为|划分成|看成|看作|包括|依次是|依次为|分别是|先后是|依次分为|(?:按照?|遵循|沿着?|循着)(?=[“「『]))了?(?:从)?"
)
_ENDING = re.compile(r"(?:期|阶段|时代|时期|级|化)$")


def listed_chains(document: Document) -> Iterator[Chain]:
    """Lists of periods or levels behind a verb of passing or dividing."""
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        if not re.search(r"[期段代级化经历走跨按循沿]", text[span.start : span.end]):
            continue
        frame = enclosed(text, span.start, span.end)
        for match in _PASSING.finditer(frame):
            stop = _LIST_ENDS.search(frame, match.end())
            end = stop.start() if stop else len(frame)
            inside = _QUOTED.fullmatch(frame, match.end(), end)  # 按“先行、跟进、铺开”的步骤
            edges = (match.end() + 1, end - 1) if inside else (match.end(), end)
            items = coordinated(text, Span(span.start + edges[0], span.start + edges[1]))
            names = [plain(document[item]) for item in items]
            ending = shared_ending(names)
            if not distinct(names) or "等" in names[-1][-2:] or any(_DONE.search(name) for name in names):
                continue
            if ending == "化" and not _PASSED.match(match.group()):
                continue
            steps = tuple(_level(document, _period_of(text, item)) for item in items)
            passed = _PERIODS.search(ending) or (_PASSED.match(match.group()) and max(map(len, names)) <= 8)
            follows = _ENTERING.match(text, span.start + end, span.end) if passed else None
            if follows:
                name = trimmed(text, *follows.span("name"))
                steps = (*steps, Step(_period_of(text, name), Span(follows.start("verb"), name.end)))
            course = bool(stop and stop.group()[0] not in _MARKS)
            if len(steps) < 3 or not (
                follows or _ENDING.search(ending) or _gone_through(frame, match, names, course=course)
            ):
                continue
            quote = Span(items[0].start, steps[-1].words.end)
            yield Chain(steps, quote, "stages.listed", topic(text, span.start, span.start + match.start()))


_QUOTED = re.compile(f"[“「『]{HIDDEN}+[”」』]")
_MARKS = "，。；：！？,;:\n"
_LIST_ENDS = re.compile(
    rf"[{_MARKS}]|的[^，。；的]{{0,4}}?(?:过程|历程|演进|演变|发展|变迁|转变|变化|嬗变|蜕变|跨越|步骤|顺序|次序|路径|路线|节奏|轨迹|道路)"
    r"|(?:这?几|[三四五六七八]|多)个?(?:台阶|关口|回合|境界|环节|阶段|步骤|时期|时代|层次)"
)
_PASSED = re.compile(r"经|历|走|跨|依次|先后|按|遵|沿|循")
_PERIODS = re.compile(r"(?:阶段|时代|时期|期)$")
_DONE = re.compile(r"^(?:了|过(?![程渡滤热])|从|由)|[了过]$|(?<![A-Z])\d")
# …，正在迈入以数据驱动的智能阶段
_ENTERING = re.compile(
    r"[，,；;](?:目前|如今|现在|当前|现|眼下|今天|未来|下一步|并)?(?:已经?|正在?|将|即将|开始|逐步|全面|加快){0,3}"
    r"(?P<verb>进入|迈入|步入|迈向|走向|转入|跨入|迎来|来到|向)了?(?P<name>[^，。；！？\n]{2,24}?(?:阶段|时代|时期))"
)
# 都要走过否认、愤怒、接受: a way that everybody goes
_MUST_PASS = re.compile(r"(?:[要会须需能]|必须|往往|通常|一般|大都?|大多|依次|先后|逐一|逐步)$")


def _gone_through(frame: str, match: re.Match[str], names: list[str], *, course: bool) -> bool:
    """Whether names that do not end alike are a way all the same: 往往要经过观望、试用、依赖; 甲、乙、丙的变迁."""
    if not _PASSED.match(match.group()):
        return False
    if course:
        return max(map(len, names)) <= 10
    must = _MUST_PASS.search(frame, max(0, match.start() - 4), match.start())
    return must is not None and max(map(len, names)) <= (10 if must.group() == "先后" else 6)


def _period_of(text: str, item: Span) -> Span:
    """以网站为标志的起步阶段 → 起步阶段; any other name as it is."""
    if not _PERIODS.search(text[item.start : item.end]):
        return item
    start = text.rfind("的", item.start, item.end - 3) + 1
    return Span(max(start, item.start), item.end)


_CODE = re.compile(r"[A-Z]{1,2}\d{1,2}(?=[\u4e00-\u9fff])")


def _level(document: Document, item: Span) -> Step:
    """A stage of a list, without the bracket behind its name; its code, L1, is another name."""
    item = _bare(document, item)
    code = _CODE.match(document.text.text, item.start, item.end)
    return Step(Span(code.end(), item.end), item, (code.group(),)) if code else Step(item, item)


def _bare(document: Document, item: Span) -> Span:
    words = document[item]
    at = min((i for i in (words.find(mark, 1) for mark in "（(") if i > 0), default=len(words))
    return Span(item.start, item.start + at)


# 信息化阶段基本完成，步入加速发展的数据化时代……进入智能化阶段

_LEFT_PERIOD = patterns.compile(
    r"(?P<name>[^，。；：、！？的\n]{2,10}?)(?P<noun>阶段|时代|时期)(?:已经?)?(?:基本|大体)?(?:完成|结束|落幕|告一段落|过去)"
    r"|(?:走过|告别|度过|走出|经历)了(?P<passed>[“「『][^“”「」『』\n]{2,12}[”」』])的?(?P<period>阶段|时代|时期)"
)
_ENTERED_PERIOD = re.compile(
    r"(?:进入|步入|迈入|跨入|转入|迎来|迈向|走向|处在|处于|来到)了?(?:(?P<passed>[“「『][^“”「」『』\n]{2,12}[”」』])的?(?P<period>阶段|时代|时期)"
    r"|(?P<owner>[^，。；：、！？\n]{0,12}的)?(?P<name>[^，。；：、！？的新\n]{2,10}?)(?P<noun>阶段|时代|时期))"
)


def entered_chains(document: Document) -> Iterator[Chain]:
    """A period that is over, and those that the paragraph says are entered after it."""
    text = document.text.text
    for line in paragraphs(text):
        first = _LEFT_PERIOD.search(text, line.start, line.end)
        if not first:
            continue
        steps = [_period(first)]
        for match in _ENTERED_PERIOD.finditer(text, first.end(), line.end):
            step = _period(match)
            name = document[step.name]
            if name not in {document[step.name] for step in steps} and not re.search(r"\d|快速|全新|新的", name):
                steps.append(step)
        if len(steps) > 1:
            quote = Span(first.start(), steps[-1].words.end)
            yield Chain(tuple(steps), quote, "stages.entered")


def _period(match: re.Match[str]) -> Step:
    name = Span(*match.span("passed")) if match["passed"] else Span(match.start("name"), match.end("noun"))
    return Step(name, Span(match.start(), match.end()))


# 初级靠背、中级靠用、高级靠想; 早期：…。中期：…。后期：…; 首年试点，次年扩面，第三年推开

_RUNG = r"(?:^|(?<=[，。；：、！？“\n]))[ \u3000（(]{0,3}(?:[\u4e00-\u9fff]{0,12}的)?"
# What is seen, seen to, or merely dated at a time is no rung: 短期来看, 后期制作, 前期工作.
_NO_RUNG = (
    r"(?!来看|看[，来]|内|制作|工作(?!重|目|以)|准备|投入|费用|收入|利润|业绩|净利|销售|保费|目标价|股东|[和与及])"
)
_LADDERS = tuple(
    tuple(patterns.compile(rf"{_RUNG}(?P<rung>{rung}){_NO_RUNG}", re.MULTILINE) for rung in ladder)
    for ladder in (
        ("初级", "中级", "高级"),
        ("初阶", "中阶", "高阶"),
        ("[初早前]期", "中期", "[后晚末]期"),
        ("近期", "中期", "[远长]期"),
        ("[首第][一]?年", "[次第][二]?年", "(?:第三|末)年"),
        ("上半场", "下半场"),
    )
)
_LADDER_REACH = 160  # code points from one rung to the next, at most


def ladder_chains(document: Document) -> Iterator[Chain]:
    """The rungs everybody knows, each at the head of its clause."""
    text = document.text.text
    for ladder in _LADDERS:
        rungs = [list(rung.finditer(text)) for rung in ladder]
        while all(rungs):
            run = [rungs[0].pop(0)]
            for later in rungs[1:]:
                near = (m for m in later if 0 < m.start() - run[-1].end() <= _LADDER_REACH)
                run += [match] if (match := next(near, None)) else []
            if len(run) == len(ladder):
                rungs[0] = [match for match in rungs[0] if match.start() > run[-1].end()]
                yield _ladder(document, run)


def _ladder(document: Document, run: list[re.Match[str]]) -> Chain:
    steps = tuple(Step(Span(*match.span("rung")), Span(*match.span("rung"))) for match in run)
    quote = Span(steps[0].words.start, steps[-1].words.end)
    sentence = document.sentence_at(quote.start).span
    return Chain(steps, quote, "stages.ladder", topic(document.text.text, sentence.start, quote.start))
