"""Developments told in prose: 起初卖产能，后来卖品质，如今卖服务; 到2024年“打基础”，到2026年“成体系”.

A word of sequence or of time (起初, 后来, 如今, 到2026年, 第二个十年, 两年) leads to a name, in quotation marks or as
the rest of a short clause. Such words are everywhere, so the names must prove the chain: they are quoted, or made
alike (卖产能, 卖品质), or called periods (泉灌时期, 井灌时期).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg import patterns
from kg.document import Document
from kg.grammar.enumerations import OPENING, plain, shared_ending
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span
from kg.structure import number, paragraphs
from kg.words import words

_FAR = 140  # code points between two steps of one chain, at most
_MOST = 8  # steps of one chain
_DECADE = (
    r"(?:(?:上个?世纪|二十世纪|20世纪|本世纪|19(?=[2-9]0年代))?(?P<decade>[二三四五六七八九][〇零十]|[2-9]0)年代"
    r"(?:初期?|中期|中叶|末期?|后期|以后|之后)?"
    r"|(?P<century>(?:世纪之交|千禧年|新千年|新世纪|21世纪|二十一世纪|本世纪)(?:之?初|以[来后]|之?后)?))"
)
_FIRST = (
    r"起初|最初|起先|最早|最开始|一开始|刚开始|开始时|开头|先是|首先(?:是|要)?"
    r"|先(?![后进生行锋导天期前例秦知])|早年间?|早期|早先|早些年|过去|以往|以前|从前"
    r"|[前头][几一二三两四五十]{1,2}年(?=[叫是做建搞靠抓打])|原来|原先|原本|昔日|往昔|往日|当初|当年|曾经"
    r"|曾几何时|(?:[几十二三]{1,2}|\d{1,2})年前|创业之初|建[厂校院国]之初|初期"
)
_NEXT = (
    r"后来|继而|接着|紧接着|接下去|随后|其后|此后|之后|而后|尔后|嗣后|然后|进而|随之|再往后|再后来|再进一步"
    r"|再接着|再次|再(?![三现生造加有者也见婚])|中期|其次(?:是|要)?"
    r"|后(?![续台者勤方期面来])|(?:出台|颁布|实施|施行|成立|启动|兴起|普及|上线|推开)(?:以后|之后|以来|后)"
    r"|又(?![如有])|转而"
)
_LAST = (
    r"最后|最终|终于|到头来|如今|现如今|现在|而今|今天起?|今日|眼下|目前|当下|当前|时下|近年来?|近几年|这些年"
    r"|这几年|后期"
    r"|[去今]年|后[几一二三两四五十]{1,2}年(?=[就则叫是做建搞靠抓打])|近[几两二三四五]?年来?"
)
_FUTURE = r"未来|将来|下一步|接下来|今后|明天|往后|日后|明年"
_YEAR = (
    r"(?:(?:到|至|力争)?(?P<year>20\d\d|19\d\d)年?(?:(?:[—–~～-]{1,2}|[至到])(?:20\d\d|19\d\d|今)年?)?"
    r"(?:前后|[底末初中前起]|以[后来前]|之[后前]|上半年|下半年)?|(?:到"
    r"|至)?“?(?P<plan>十?[一二三四五六七])五”?(?:期间|时期|末|以来)?)"
)
_COUNTED = (
    r"(?:第|头|前)?(?P<count>[一二两三四五])(?:个(?:[一二三四五六七八九十]{1,3}|\d{1,2}))?年"
    r"(?!级|制|[来多期以之间后前内度半的中])"
)
_LINK = (
    r"(?:[，,：:]|[（(][^（()）\n]{1,24}[）)])?"
    r"(?:已经?|正在?|开始|逐步|逐渐|全面|真正|基本|初步|我们|大家|他们|主要|重点|着力|努力|力争|还|也|都|则|就"
    r"|才|便|却|又|再|更|来){0,2}"
    r"(?:的?(?:主题|关键词|重点|目标|任务|主线|特征)?(?:是要|是(?:一?个|一[种家座条片])?|为|叫)|要|能够?(?![力源量耗])|会"
    r"|可以?|必须|应当?|谈得上|可?称得?上"
    r"|要?解决|实现|做到|达到|突出|聚焦|完成|进入|步入|迈入|迈向|走向|转向|转入|转为|变为|变成|成为|改为"
    r"|改成?了?|(?:干|做|抓|拼|卖|讲|管|搞)的(?:就?是)?|当|像|好比|如同|讲|视之为|视为|看作|有"
    r"|变成|换成|升级[为成]|发展[为成到]|演变[为成]|只有|仅有|只是|[拼靠看比](?:的就?是|在)|追求|强调|讲究"
    r"|属于|处于|到了?)?要?"
)
_MARK = (
    rf"(?:(?P<first>{_FIRST})|(?P<next>{_NEXT})|(?:到|进入)?了?{_DECADE}|(?P<last>{_LAST})|(?P<future>{_FUTURE})"
    rf"|{_YEAR}|{_COUNTED})"
)
_BARE = r"(?P<bare>[^，。；：、！？“”「」『』（）()\n]{2,24})(?=[，。；、！？\n]|$)"
_STEP = patterns.compile(rf"{_MARK}(?P<link>{_LINK})(?:[“「『](?P<quoted>[^“”「」『』\n，。]{{1,12}})[”」』]|{_BARE})")
# …，人变成了“社会的人”: the word of sequence stands up to a clause before
_CALLED = patterns.compile(
    r"(?P<link>学着|转到|推行|[干做抓拼]|是|为|变成|成为|当作|看作|作为|等于|进入|迈入|步入|走向|迈向|转向"
    r"|带上|形成|突出|强调|的)(?:了|一个|一种|几分|新的){0,2}"
    r"[“「『](?P<quoted>[^“”「」『』\n，。]{2,10})[”」』]"
)
_MARKS = re.compile(_MARK)
# 九十年代甲学说盛行，进入新世纪乙学说取而代之
_RISEN = re.compile(
    r"(?:逐渐|逐步|开始|迅速|已|广为|正|又)?(?:大行其道|盛行|兴起|流行|风行|登场|崛起|当道|占(?:据)?主导|唱主角|取而代之|成为主流|问世|后来居上"
    r"|普及开来|普及|当家|蔚然成风|方兴未艾|接棒)(?:一时|起来|开来)?$"
)
_BACK = 34  # code points from a word of sequence to the name in quotation marks, at most
_CHANGING = re.compile(r"(?:改|变|换|转|升级|发展|演变|演化|进化)[成为到向]|成为|当|做到|[走迈]向|[进步迈转]入")
_BOUNDARY = "，。；：、！？\n“「…—是要应须需"
_PERIOD = re.compile(r"(?:时期|阶段|时代|期|年代)$")
# No name of a stage: amounts, and what somebody has done.
_NO_NAME = re.compile(
    r"\A(?:.*(?:[一二两三四五六七八九十几数百千万亿半][元块角分倍成折斤吨亩度岁名个人家户次]|左右|以[上下])$"
    r"|[一二两三四五六七八九十几数]|[我你他她它这那此其每个]|.*[\d了着吗呢吧啊]|.+过)"
)
# Places gone to, posts held, adverbs: words that begin what somebody does rather than a name.
_NO_BEGINNING = frozenset(
    "到 去 赴 在 任 当 获 被 担任 出任 调任 兼任 升任 入职 考入 考上 调入 调到"
    " 返回 回到 来到 毕业 获得 荣获 当选 评为 由 从 向 对 把 将 让"
    " 使 给 跟 和 与 有 没有 不 也 都 还 就 才 又 再 会 能 出 进 入 回 来 说 看到 听 想".split()
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A word of sequence with the name behind it; `place` orders those of a kind: word, year or count."""

    start: int
    kind: str
    place: int
    link: str
    name: Span
    far: bool = False  # a clause may stand between them
    risen: bool = False  # it is said to come up, or to come instead


def told_chains(document: Document) -> Iterator[Chain]:
    """Steps that words of sequence or time lead to, where their names are quoted or made alike."""
    text = document.text.text
    for line in paragraphs(text):
        bare: list[_Told] = []
        quoted: list[_Told] = []
        for told in _told(text, line):
            (quoted if text[told.name.start] in OPENING else bare).append(told)
        for steps, proves in ((quoted, _quoted_prove), (bare, _bare_prove)):
            for run in _runs(sorted(steps, key=lambda step: step.name)):
                shorter = (run[:length] for length in range(len(run), 1, -1))
                if proven := next((told for told in shorter if proves(document, told)), None):
                    yield _chain(document, proven)


def _told(text: str, line: Span) -> Iterator[_Told]:
    """Words of sequence with a name behind; without quotation marks, only at the head of a clause."""
    near = set()
    for match in _STEP.finditer(text, line.start, line.end):
        start = match.start()
        opens = match["first"] not in (None, "先") or match["count"] == "一"  # a subject may stand before it
        if match["quoted"]:
            near.add(match.start("quoted"))
            yield _Told(start, *_place(match), match["link"], Span(match.start("quoted") - 1, match.end()))
        elif opens or start == line.start or text[start - 1] in _BOUNDARY:
            name = Span(*match.span("bare"))
            risen = _RISEN.search(match["bare"])
            if risen and risen.start() > 1:
                name = Span(name.start, name.start + risen.start())
            yield _Told(start, *_place(match), match["link"], name, risen=risen is not None)
    for match in _CALLED.finditer(text, line.start, line.end):
        since = max(
            line.start, match.start() - _BACK, *(text.rfind(m, line.start, match.start()) + 1 for m in "。；！？")
        )
        marks = list(_MARKS.finditer(text, since, match.start()))
        if marks and match.start("quoted") not in near:
            name = Span(match.start("quoted") - 1, match.end())
            yield _Told(marks[-1].start(), *_place(marks[-1]), match["link"], name, far=True)


def _place(match: re.Match[str]) -> tuple[str, int]:
    """The kind of a word of sequence, and its place among those of its kind."""
    if match["year"]:
        return "year", int(match["year"])
    if match["plan"]:
        return "year", 1940 + 5 * number(match["plan"])
    if match["decade"]:
        return "year", 1900 + 10 * number(match["decade"][0])
    if match["century"]:
        return "year", 2000
    if match["count"]:
        return "count", number(match["count"])
    return "word", next(i for i, group in enumerate(("first", "next", "last", "future")) if match[group])


def _runs(steps: Sequence[_Told]) -> Iterator[list[_Told]]:
    """Steps near each other that go on in time."""
    run: list[_Told] = []
    for step in steps:
        if run and len(run) < _MOST and step.start - run[-1].name.end <= _FAR and _follows(run[-1], step):
            run.append(step)
            continue
        if len(run) > 1:
            yield run
        run = [step] if step.kind == "year" or (step.kind, step.place) in (("count", 1), ("word", 0)) else []
    if len(run) > 1:
        yield run


def _follows(earlier: _Told, later: _Told) -> bool:
    if later.start < earlier.name.end:
        return False
    if later.kind == "word":
        if earlier.kind != "word":
            return later.place > 0
        return later.place > earlier.place or later.place == earlier.place == 1
    if earlier.kind == "word":
        return (later.kind == "year" and earlier.place < 2) or (later.kind == "count" and earlier.place == 0)
    step = later.place - earlier.place
    return earlier.kind == later.kind and (step == 1 if later.kind == "count" else step > 0)


def _chain(document: Document, run: Sequence[_Told]) -> Chain:
    names = [_core(document, told.name) for told in run]
    if all(document[name][0] in "做当成是为" and len(name) > 2 for name in names):
        names = [Span(name.start + 1, name.end) for name in names]
    steps = tuple(Step(name, Span(told.start, told.name.end)) for told, name in zip(run, names, strict=True))
    sentence = document.sentence_at(run[0].start).span
    quote = Span(run[0].start, steps[-1].words.end)
    return Chain(steps, quote, "stages.told", topic(document.text.text, sentence.start, run[0].start))


def _core(document: Document, name: Span) -> Span:
    """民国以前的泉灌时期 → 泉灌时期; any other name as it is."""
    if not _PERIOD.search(document[name]):
        return name
    return Span(max(name.start, document.text.text.rfind("的", name.start, name.end) + 1), name.end)


def _quoted_prove(document: Document, run: Sequence[_Told]) -> bool:
    """Names in quotation marks, about as long as each other."""
    lengths = [len(told.name) for told in run]
    if max(lengths) - min(lengths) > 4 or not distinct([plain(document[told.name]) for told in run]):
        return False
    if len(run) == 2:
        return run[0].kind != "year" and (not any(told.far for told in run) or bool(_CHANGING.search(run[1].link)))
    return True


def _bare_prove(document: Document, run: Sequence[_Told]) -> bool:
    """Names without quotation marks, so alike, so well known, or so clearly said to change that they must be stages."""
    names = [document[told.name] for told in run]
    if not distinct(names):
        return False
    if all(_PERIOD.search(name) for name in names):
        return not any(c.isdigit() for told in run for c in document[_core(document, told.name)])
    if all(told.risen for told in run) and (len(run) > 2 or len(shared_ending(names)) > 1):
        return max(map(len, names)) <= 12
    lengths = [len(name) for name in names]
    if max(lengths) > 12 or any(_NO_NAME.match(name) for name in names):
        return False
    if any(words(document.text.text, told.name.start, told.name.end)[0].text in _NO_BEGINNING for told in run):
        return False
    spread = max(lengths) - min(lengths)
    if all(name in _coined(document.text.text) for name in names):
        return True
    # 村小 becomes a camp: what happens to one house is no development.
    only = run[0].link.endswith(("只有", "仅有", "只是"))
    if run[0].kind == "word" and len(run) > 2 - only and all(_CHANGING.search(told.link) for told in run[1:]):
        return not any(any(document.mentions_in(told.name)) for told in run)
    alike = len({name[0] for name in names}) == 1 or bool(shared_ending(names))
    changes = _is_development(document, run)
    if run[0].kind != "word":
        return len(run) > 2 and max(lengths) <= 6 and spread <= 1 + alike
    if len(run) > 2:
        urged = all(_URGED.search(document.text.text, told.start - 1, told.name.start) for told in run[:2])
        if urged and max(lengths) <= 4:
            return True  # 先要知道，再要敢用，最后才离不开
        return (alike and spread <= 3) or changes or _is_called(document, run)
    if changes and _TWO_STEPS.search(document.text.text, max(0, run[0].start - 12), run[0].start):
        return spread <= 2
    # 先洗手，再洗菜 is what somebody does; 过去靠经验，现在靠数据 is a development, and so is 过去人等车，现在车等人.
    mirrored = lengths[0] > 2 and sorted(names[0]) == sorted(names[1])
    if _is_called(document, run) and spread == 0 and lengths[0] > 3 and run[1].place == 2:
        return True
    return (len({name[0] for name in names}) == 1 or mirrored) and spread <= 2 and run[1].place == 2


# What the sentence is about changes, before its first step: 态度变了三回：先是…; 监管的重心几度转移，起初…
_CHANGES = re.compile(
    r"变了|变化|变迁|演变|演进|演化|嬗变|换了|转移|升级|迭代|更替|沿革|历程|发展史|走过|转型|转变|蜕变|转身"
    r"|跨越|步步|递进|进阶|脉络|轨迹"
    r"|[几三两二四五][回次段代步变关](?!会|议)|步走"
    r"|(?:态度|理念|思路|模式|角色|定位|重心|重点|打法|路子|方式|手段|办法|生意|业态|形态|玩法|逻辑"
    r"|路径)[，：]?[^，。；：]{0,6}[，：]?$"
)
_TWO_STEPS = re.compile(r"[两二](?:步走?|个?阶段)")
_COPULA = re.compile(r"^[，,]?(?:主要|还|都|则|就|便|只)?(?:是(?:一?个|一[种家座条片])?|为|叫)$")
_URGED = re.compile(r"[要须应得]")
_SOMEBODY = re.compile(r"[员工师人长兵生者友客]$")


def _is_development(document: Document, run: Sequence[_Told]) -> bool:
    """Whether the words before the first step say that something changes, and nobody is named in the steps."""
    text = document.text.text
    start = max(document.sentence_at(run[0].start).span.start, run[0].start - 60)
    return bool(_CHANGES.search(text, start, run[0].start)) and not _names_somebody(document, run)


def _is_called(document: Document, run: Sequence[_Told]) -> bool:
    """Whether every step is something that the subject is: 最早是地摊，后来是门面，再后来是连锁."""
    return all(_COPULA.search(told.link) for told in run) and not _names_somebody(document, run)


def _names_somebody(document: Document, run: Sequence[_Told]) -> bool:
    return any(_SOMEBODY.search(document[told.name]) or any(document.mentions_in(told.name)) for told in run)


@lru_cache(maxsize=2)
def _coined(text: str) -> frozenset[str]:
    """What the article sets in quotation marks anywhere: its own terms."""
    return frozenset(re.findall(r"[“「『]([^“”「」『』\n，。]{2,12})[”」』]", text))
