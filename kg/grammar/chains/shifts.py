"""Shifts without a preposition: 被动服务向主动服务的转变, 变甲为乙, 继甲之后进入乙, 告别甲迎来乙, “甲”蜕变为“乙”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import patterns
from kg.document import Document
from kg.grammar.chains.prepositions import CHANGE
from kg.grammar.enumerations import CLOSING, OPENING, coordinated, plain, shared_ending, trimmed
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span
from kg.words import words

# 被动服务向主动服务、单一服务向综合服务的转变

_ADVERBS = re.compile(r"(?:正在?|加快|逐步|逐渐|加速|不断|持续|全面|开始){1,3}$")
_PAIR = re.compile(r"(?P<left>[^，。；：、从由\n]{2,24})(?<![方导走转迈意])向(?P<right>[^，。；：、向\n]{2,14})")


def pairs(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:
    """Pairs with 向 but without 从; both sides must end alike."""
    text = document.text.text
    for clause in re.finditer(r"[^，。；：！？\n]{6,120}", frame):
        words_ = clause.group()
        if "向" not in words_ or "从" in words_ or "由" in words_ or not re.search(rf"的?(?:{CHANGE})$", words_):
            continue
        body = re.sub(rf"的?(?:{CHANGE})+$", "", words_)
        for pair in _PAIR.finditer(body):
            shift = sentence.start + clause.start()
            left = text[shift + pair.start("left") : shift + pair.end("left")]
            right = text[shift + pair.start("right") : shift + pair.end("right")]
            left = _ADVERBS.sub("", left)
            ending = shared_ending([left, right])
            if not left or (len(ending) < 2 and not (left[-1] in CLOSING and right[-1] in CLOSING)):
                continue
            name = _left_name(text, shift + pair.start("left"), shift + pair.start("left") + len(left), len(right))
            other = Span(shift + pair.start("right"), shift + pair.end("right"))
            yield Chain(
                (Step(name, name), Step(other, Span(other.start - 1, other.end))),
                Span(name.start, other.end),
                "transitions.towards",
            )


def _left_name(text: str, start: int, end: int, length: int) -> Span:
    """The end of the words that is about as long as the other side."""
    owner = text.rfind("的", start, end)
    if owner >= 0 and end - owner - 1 >= 2:
        start = owner + 1
    starts = [word.span.start for word in words(text, start, end)]
    best = min(starts, key=lambda at: (abs(end - at - length), at), default=start)
    return Span(best, end)


# 变被动管理为主动服务

_TURNED = patterns.compile(
    r"(?:(?<![转演改蜕嬗裂应质])变(?![革化成为得动更迁量])|(?<=[，。；：、要能动现\n])[化转](?![成为解型变]))[“「『]?(?P<first>[^，。；：、“”「」『』变为的\n]{2,12})[”」』]?为[“「『]?(?P<second>[^，。；：、“”「」『』为\n]{2,12})[”」』]?(?=[，。；、！\n]|$)"
)


def turned(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:  # noqa: ARG001
    """变甲为乙, where the two are made alike."""
    for match in _TURNED.finditer(document.text.text, sentence.start, sentence.end):
        first, second = Span(*match.span("first")), Span(*match.span("second"))
        if abs(len(first) - len(second)) > 2:
            continue
        steps = (
            Step(first, trimmed(document.text.text, match.start(), match.start("second") - 1)),
            Step(second, trimmed(document.text.text, match.end("first"), match.end())),
        )
        yield Chain(steps, Span(match.start(), match.end()), "transitions.turned")


# 继工业化之后，我们正进入信息化时代

_SUCCESSION = re.compile(
    r"继(?P<first>[^，。；\n]{2,20}?)(?:之后|以后|后)[，,]?(?P<between>[^。；\n]{0,30}?)"
    r"(?P<enter>进入了?|迎来了?|步入了?|迈入了?|走向了?|迈向了?)(?P<second>[^，。；：、\n]{2,20})"
)
_FOLLOWED = patterns.compile(
    r"继(?P<first>[^，。；\n]{2,20}?)(?:之后|以后|后)[，,](?P<later>[^，。；：\n]{2,40}?)(?:又|也)?"
    r"(?:相继|先后|陆续|接踵|随之)(?:登场|出现|兴起|问世|诞生|到来|形成|产生|提出|而[来至起])"
)


def successions(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:
    """继甲之后，进入乙; 继甲之后，乙、丙相继出现."""
    text = document.text.text
    for match in _FOLLOWED.finditer(frame):
        stretches = (Span(sentence.start + start, sentence.start + end) for start, end in match.regs[1:])
        items = [name for stretch in stretches for name in coordinated(text, stretch)]
        listed = [plain(document[item]) for item in items]
        if distinct(listed) and shared_ending(listed):
            named = tuple(Step(item, item) for item in items)
            yield Chain(named, Span(items[0].start, items[-1].end), "transitions.after")
    for match in _SUCCESSION.finditer(frame):
        spans = {
            group: Span(sentence.start + match.start(group), sentence.start + match.end(group))
            for group in ("first", "second")
        }
        before = coordinated(document.text.text, spans["first"])
        names = [plain(document[span]) for span in (*before, spans["second"])]
        if not distinct(names) or any(any(c.isdigit() for c in name) for name in names):
            continue
        steps = (
            *(Step(span, span) for span in before),
            Step(spans["second"], Span(sentence.start + match.start("enter"), spans["second"].end)),
        )
        between = Span(sentence.start + match.start("between"), sentence.start + match.end("between"))
        yield Chain(
            steps,
            Span(sentence.start + match.start(), spans["second"].end),
            "transitions.after",
            topic(document.text.text, between.start, between.end) if between else None,
        )


# 告别“跑断腿”，迎来“一次办”

_FAREWELL = re.compile(
    r"(?:告别|作别|走出|摆脱|跳出)了?(?P<first>[“「『][^“”「」『』\n]{2,14}[”」』]|[^，。；：、“”「」『』\n]{2,12})(?P<noun>时代|阶段|模式)?"
    r"[，、,](?:正?式?|全面|加快|开始|逐步|大步){0,2}(?:迎来|走向|走进|迈向|迈入|步入|进入|跨入|拥抱|开启|转向)了?"
    r"(?P<second>[“「『][^“”「」『』\n]{2,14}[”」』]|[^，。；：、“”「」『』\n]{2,14})(?=[，。；、！\n的时阶模]|$)"
)


def farewells(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:  # noqa: ARG001
    """告别甲，迎来乙, where the two are quoted or end alike."""
    for match in _FAREWELL.finditer(document.text.text, sentence.start, sentence.end):
        if chain := _two(document, match, "transitions.farewell"):
            yield chain


# “人找服务”变成“服务找人”; 昔日“垃圾村”蝶变为“网红村”

_BECOMING = re.compile(
    r"(?P<first>[“「『][^“”「」『』\n]{2,12}[”」』])(?:如今|现在|今天|已经?|正在?|逐步|逐渐|悄然|华丽|成功|真正|一步步|一跃|都|也){0,3}"
    r"(?:变|蜕变|蝶变|嬗变|升级|转变|转化|转型|演变|演化|进化|跃升|迭代|成长)(?:成|为)了?"
    r"(?P<second>[“「『][^“”「」『』\n]{2,12}[”」』])"
)


def becomings(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:
    """“甲”变成“乙”, unless a preposition has told it already."""
    for match in _BECOMING.finditer(document.text.text, sentence.start, sentence.end):
        before = frame[max(0, match.start() - sentence.start - 14) : match.start() - sentence.start]
        if re.search(r"[从由自][^，。；]{0,12}$|(?:不能|不是|并非|防止|避免|怎样|如何|能否)[^，。；]{0,10}$", before):
            continue
        if chain := _two(document, match, "transitions.becoming"):
            yield chain


def _two(document: Document, match: re.Match[str], rule: str) -> Chain | None:
    text = document.text.text
    first, second = Span(*match.span("first")), Span(*match.span("second"))
    written = [document[first], document[second]]
    names = [plain(name) for name in written]
    quoted = all(name[0] in OPENING for name in written)
    idioms = all(len(name) == 4 for name in names)  # 告别跑马圈地，进入精耕细作
    if (
        not distinct(names)
        or not (quoted or idioms or len(shared_ending(names)) > 1)
        or any(c.isdigit() for c in "".join(names))
    ):
        return None
    steps = (Step(first, trimmed(text, match.start(), first.end)), Step(second, trimmed(text, first.end, second.end)))
    return Chain(steps, Span(match.start(), second.end), rule)


# 雾战会要先变成谈判会，谈判会再变成拼图会

_TURNS = r"(?:变|转变|演变|演化|进化|升级|发展|成长|跃升|转化|过渡)(?:成|为|到)了?"
_PASSED_ON = patterns.compile(
    rf"(?<![\u4e00-\u9fff])(?P<first>[\u4e00-\u9fff]{{2,8}}?)(?:要|先|会|可以?|逐步|首先|往往){{0,2}}{_TURNS}"
    rf"(?P<second>[\u4e00-\u9fff]{{2,10}})[，,；](?:而|然后|接着)?(?P=second)(?:再|又|还|会|要|可以?|逐步|进一步){{0,2}}{_TURNS}"
    r"(?P<third>[\u4e00-\u9fff]{2,10})(?=[，。；！？\n]|$)"
)


def passed_on(document: Document, sentence: Span, frame: str) -> Iterator[Chain]:  # noqa: ARG001
    """甲变成乙，乙再变成丙."""
    for match in _PASSED_ON.finditer(document.text.text, sentence.start, sentence.end):
        names = [Span(*match.span(group)) for group in ("first", "second", "third")]
        yield Chain(tuple(Step(name, name) for name in names), Span(*match.span()), "transitions.passed-on")
