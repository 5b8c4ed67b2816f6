"""Developments told in prose: 起初卖产能，后来卖品质，如今卖服务; 到2024年“打基础”，到2026年“成体系”.

A word of sequence or of time (起初, 后来, 如今, 到2026年, 第二个十年, 两年) leads to a name, in quotation marks or as
the rest of a short clause. Such words are everywhere, so the names must prove the chain: they are quoted, or made
alike (卖产能, 卖品质), or called periods (泉灌时期, 井灌时期).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.document import Document
from kg.grammar.enumerations import plain, shared_ending
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span
from kg.structure import number, paragraphs

_FAR = 140  # code points between two steps of one chain, at most
_MOST = 8  # steps of one chain
_DECADE = (
    r"(?:(?:上个?世纪|二十世纪|20世纪|本世纪)?(?:[二三四五六七八九][〇零十]|[2-9]0)年代"
    r"(?:初期?|中期|中叶|末期?|后期|以后|之后)?)"
)
_FIRST = (
    r"起初|最初|起先|最早|最开始|一开始|刚开始|开始时|开头|先是|首先(?:是|要)?|先(?![后进生行锋导天期前例秦知])|早年间?|早期|早先|早些年|过去|以往|以前|从前"
    r"|原来|原先|原本|昔日|往昔|往日|当初|当年|曾经|曾几何时|(?:[几十二三]{1,2}|\d{1,2})年前|创业之初|建[厂校院国]之初|初期"
)
_NEXT = (
    r"后来|继而|接着|紧接着|接下去|随后|其后|此后|之后|而后|尔后|嗣后|然后|进而|随之|再往后|再后来|再进一步|再接着|再次|再(?![三现生造加有者也见婚])|中期|其次(?:是|要)?"
    r"|后(?![续台者勤方期面来])|又(?![如有])|转而"
)
_LAST = (
    r"最后|最终|终于|到头来|如今|现如今|现在|而今|今天|今日|眼下|目前|当下|当前|时下|近年来?|近几年|这些年|这几年|后期"
)
_FUTURE = r"未来|将来|下一步|接下来|今后|明天|往后|日后|明年"
_YEAR = (
    r"(?:(?:到|至|力争)?(?P<year>20\d\d|19\d\d)年?(?:(?:[—–~～-]{1,2}|[至到])(?:20\d\d|19\d\d|今)年?)?"
    r"(?:[底末初中前起]|以[后来前]|之[后前]|上半年|下半年)?|(?:到|至)?“?(?P<plan>十[三四五六七])五”?(?:期间|时期|末)?)"
)
_COUNTED = (
    r"(?:第|头|前)?(?P<count>[一二两三四五])(?:个(?:[一二三四五六七八九十]{1,3}|\d{1,2}))?年"
    r"(?!级|制|[来多期以之间后前内度半的中])"
)
_LINK = (
    r"(?:[，,：:]|[（(][^（()）\n]{1,24}[）)])?"
    r"(?:已经?|正在?|开始|逐步|逐渐|全面|我们|大家|他们|主要|重点|着力|努力|力争|还|也|都|则|就|才|便|却|又|再|更|来)?"
    r"(?:的?(?:主题|关键词|重点|目标|任务|主线|特征)?(?:是要|是|为|叫)|要|能够?|会|可以?|必须|应当?|谈得上|可?称得?上"
    r"|实现|做到|达到|解决|突出|聚焦|完成|进入|步入|迈入|迈向|走向|转向|转为|变为|变成|成为|改为|改成?"
    r"|[拼靠看比](?:的就?是|在)|追求|强调|讲究|属于|处于|到了?)?要?"
)
_STEP = re.compile(
    rf"(?:(?P<first>{_FIRST})|(?P<next>{_NEXT}|(?:到|进入)?了?{_DECADE})|(?P<last>{_LAST})|(?P<future>{_FUTURE})|{_YEAR}|{_COUNTED})"
    rf"{_LINK}"
    r"(?:[“「『](?P<quoted>[^“”「」『』\n，。]{2,12})[”」』]|(?P<bare>[^，。；：、！？“”「」『』（）()\n]{2,24})(?=[，。；、！？\n]|$))"
)
_BOUNDARY = "，。；：、！？\n“「…—是要应须需"
_PERIOD = re.compile(r"(?:时期|阶段|时代|期|年代)$")
# No name of a stage begins so: places gone to, posts held, people and things spoken of.
_NO_NAME = re.compile(
    r".*(?:[一二两三四五六七八九十几数百千万亿半][元块角分倍成折斤吨亩度岁名个人家户次]|左右|以[上下])$|"
    r"[到去赴在任当获被担入考调升返回来出评由从向对把将让使给跟和与我你他她它这那此其有没不也都还就才又再会能]"
    r"|[一二两三四五六七八九十几数]|.*[\d了着过吗呢吧啊]"
)


def told_chains(document: Document) -> Iterator[Chain]:
    """Steps that words of sequence or time lead to, where their names are quoted or made alike."""
    text = document.text.text
    for line in paragraphs(text):
        told = tuple(_steps(text, line))
        for group in ("quoted", "bare"):
            for run in _runs([step for step in told if step[group]]):
                shorter = (run[:length] for length in range(len(run), 1, -1))
                if chain := next(filter(None, (_chain(document, steps, group) for steps in shorter)), None):
                    yield chain


def _steps(text: str, line: Span) -> Iterator[re.Match[str]]:
    """The words of sequence with a name behind; without quotation marks, only at the head of a clause."""
    for match in _STEP.finditer(text, line.start, line.end):
        start = match.start()
        opens = match["first"] not in (None, "先") or match["count"] == "一"  # a subject may stand before it
        if match["quoted"] or opens or start == line.start or text[start - 1] in _BOUNDARY:
            yield match


def _rank(match: re.Match[str]) -> tuple[str, int]:
    """The kind of a word of sequence, and its place among those of its kind."""
    if match["year"]:
        return "year", int(match["year"])
    if match["plan"]:
        return "year", 1940 + 5 * number(match["plan"])
    if match["count"]:
        return "count", number(match["count"])
    return "word", next(i for i, group in enumerate(("first", "next", "last", "future")) if match[group])


def _runs(steps: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Steps near each other that go on in time."""
    run: list[re.Match[str]] = []
    for step in steps:
        if run and len(run) < _MOST and step.start() - run[-1].end() <= _FAR and _follows(run[-1], step):
            run.append(step)
            continue
        if len(run) > 1:
            yield run
        kind, place = _rank(step)
        run = [step] if kind == "year" or (kind == "count" and place == 1) or step["first"] else []
    if len(run) > 1:
        yield run


def _follows(earlier: re.Match[str], later: re.Match[str]) -> bool:
    (kind, place), (next_kind, next_place) = _rank(earlier), _rank(later)
    if next_kind == "word":
        return next_place > place or (next_place == place == 1) if kind == "word" else next_place > 0
    if kind == "word":
        return next_kind == "year" and place < 2
    return kind == next_kind and (next_place == place + 1 if kind == "count" else next_place > place)


def _chain(document: Document, run: Sequence[re.Match[str]], group: str) -> Chain | None:
    text = document.text.text
    names = [Span(*step.span(group)) for step in run]
    written = [document[name] for name in names]
    if not distinct([plain(name) for name in written]):
        return None
    if group == "bare":
        if all(_PERIOD.search(name) for name in written):
            names = [Span(max(name.start, text.rfind("的", name.start, name.end) + 1), name.end) for name in names]
            if any(any(c.isdigit() for c in document[name]) for name in names):
                return None
        elif not _proves(document, run, written):
            return None
        elif all(name[0] in "做当成是为" and len(name) > 2 for name in written):
            names = [Span(name.start + 1, name.end) for name in names]
    elif max(map(len, written)) - min(map(len, written)) > 4 or (len(run) == 2 and run[0]["year"]):
        return None
    quoted = group == "quoted"
    steps = tuple(
        Step(Span(name.start - quoted, name.end + quoted), Span(step.start(), name.end + quoted))
        for step, name in zip(run, names, strict=True)
    )
    sentence = document.sentence_at(run[0].start()).span
    quote = Span(run[0].start(), steps[-1].words.end)
    return Chain(steps, quote, "stages.told", 0.75, topic(text, sentence.start, run[0].start()))


def _proves(document: Document, run: Sequence[re.Match[str]], names: Sequence[str]) -> bool:
    """Whether names without quotation marks are so alike, or so well known, that they must be stages."""
    lengths = [len(name) for name in names]
    if max(lengths) > 12 or any(_NO_NAME.match(name) for name in names):
        return False
    spread = max(lengths) - min(lengths)
    if all(name in _coined(document.text.text) for name in names):
        return True
    alike = len({name[0] for name in names}) == 1 or bool(shared_ending(names))
    if _rank(run[0])[0] != "word":
        return len(run) > 2 and max(lengths) <= 6 and spread <= 1 + alike
    if len(run) > 2:
        return alike and spread <= 3
    # 先洗手，再洗菜 is what somebody does; 过去靠经验，现在靠数据 is a development.
    return len({name[0] for name in names}) == 1 and spread <= 2 and run[1]["last"] is not None


@lru_cache(maxsize=2)
def _coined(text: str) -> frozenset[str]:
    """What the article sets in quotation marks anywhere: its own terms."""
    return frozenset(re.findall(r"[“「『]([^“”「」『』\n，。]{2,12})[”」』]", text))
