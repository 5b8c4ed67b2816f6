"""What prepositions of change spell out: 从信息化到数字化再到智能化, 由被动服务向主动服务转变, 自「甲」移向「乙」.

A reading starts at 从, 由 or 自, walks from link to link (到, 走向, 再到, 转变为 …) outside quotation marks, and ends
at the word for the change or at the end of the clause. Numbers that grow, places, dates and mere ranges (从立项到验收)
look the same; they become candidates with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.document import Document
from kg.grammar.enumerations import CLOSING, OPENING, coordinated, plain, shared_ending, trimmed
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Candidate, MentionKind, Span
from kg.reasons import Reason
from kg.vocab import KG
from kg.words import words

CHANGE = (
    r"(?:加速|加快|快速|全面)?切换|转变|转型|转换|转化|转移|转向|跨越|飞跃|跃升|跃迁|迭代|升级|演进|演变|演化|变迁"
    r"|变化|变革|嬗变|蜕变|蝶变|过渡|迈进|进化|发展|迈步|靠拢|倾斜|移动|挺进|进军|进阶|回归|跃进|拓展|逆转|反转|翻转|更迭|更替|递进"
)
_START = re.compile(
    r"(?<![服遵听顺屈盲跟随自])从(?![而来未不此属容严速众中头犯]|根本|事(?![前后中项])|业(?:者|人|界|经))"
    r"|(?<![自缘])由(?![于此衷]|来)|自(?=[“「『])"
)
_COURSE = rf"(?:{CHANGE}|历程|过程|进程|道路|轨迹|循环|闭环|趋势|阶段|之路)"
_ARRIVING = (
    r"(?:走向|转向|迈向|驶向|奔向|迈入|步入|移向|跨向|跨入|跃入|踏入|转入|走进|迈进|跃上|踏上|让位于|沦为|降为|退化为"
    r"|(?:转变|转型|转化|转换|转轨|升级|升格|变|演变|演化|演进|发展|过渡|进展|恶化|跃升|跃迁|提升|上升|蜕变|嬗变|蝶变"
    r"|裂变|质变|打造|(?<=.)[做建养办干]|成长|跨越|进化|进阶|迭代|切换|回归|改|转|升)(?:为|成|到|至|入)"
    r"|(?:(?<=下一步)|(?<=未来|今后|将来|明天))则?(?:是|要)|进入|[走拨移推升跨引轮]到|(?:最后|最终)(?:是|到|走向|实现|达到|形成|迎来)|(?<![转演改蜕嬗裂])变(?![革化得动更成为])|到(?!位|底|处|期|达|场|来|账|端)"
    r"|至(?![今少于关此]))了?"
)
_LINK = re.compile(
    r"[，,、]?(?:"
    r"(?:并|又|而后|然后|随后|其后|后来|接着|之后|此后|最后|最终|进而|继而|逐步|逐渐|加快|加速|全面|整体|成功|顺利|华丽|悄然|开始"
    r"|如今|目前|现在|现|今天|下一步|未来|今后|即|已经?|将会?|便|就|则|才|会|还?要|正在?|朝着|一路){0,3}(?:再|直)?)"
    rf"(?:(?<![达得遇看找想受感收接回碰听见涉遭拿谈说讲提做]){_ARRIVING}"
    r"|(?<![方导走转迈意面纵横单双定志取趋偏倾流去动移跨内外驶奔])向(?![上下好善来导他她它你我]|大家|社会|记者|观众|读者|全[国球社]|世界))"
)
# …步入“衰弱前期”，若缺乏介入，便会进展至“衰弱”
_ASIDE = re.compile(r"[，,](?:若|如果|如(?!今)|假如|一旦|倘若|在|随着|经过?|通过)[^，,]{1,16}$")
# 由个案到类案，再由类案到治理
_AGAIN = re.compile(r"(?P<name>[^，,、]{2,20})[，,、](?:再|又|进而|继而|然后)?[由从自](?P=name)")
_HARD_STOP = "。；！？;!?\n）)"
_STOP = re.compile(r"[，。；：！？、,;:!?\n）)]")
# 复合图书馆、数字图书馆、移动图书馆的转变
_LISTED_COURSE = re.compile(rf"[^，。；：！？从、\n]{{2,16}}(?:、[^，。；：！？从、的\n]{{2,16}}){{1,6}}的{_COURSE}")
_REACH = 160  # code points that one chain may take
_LONGEST = 26  # code points of one name
_VERB = re.compile(rf"(?:{CHANGE})+")
_NEGATED = re.compile(r"(?:不是|并非|而非|没有|不会|不再|绝非)(?:简单地?)?$")
_REGARDLESS = re.compile(r"(?:无论|不论|不管|无论是|不论是)$")
_PERIOD = re.compile(r"(?:阶段|时期|时代|期)$")
_ORIGIN = re.compile(r"(?:起步|起家|发家|发端|出发|入手|做起|抓起|开始)$")
# 从甲，到乙，出行方式的变迁…: the next clause calls it a change
_TELLS_CHANGE = re.compile(
    r"[，,](?:这是|是|见证了?|折射出?|体现了?)?[^，。；：！？“”\n]{0,12}?"
    r"(?:演进|演变|变迁|嬗变|蜕变|蝶变|迭代|升级|转型|跨越|跃升|改变|变了|的变化|(?<=[思路方式念])转变|换了)(?![为成到至中])"
)
_STEPWISE = re.compile(r"再[到由从]|最[后终]到|进而到|然后到|直到")
_LEADS_TO_CHANGE = re.compile(r"(?:实现了?|经历了?|完成了?|走过了?|迈出了?|见证了?|呈现出?|正在?|正式|目标是|路径是)$")
_QUANTITY = re.compile(
    r"[约近超]?(?:最初|原来|目前|现在|去年|今年)?的?(?:每[年月天日])?(?:\d|[零〇一二两三四五六七八九十百千万亿几数]{1,6}"
    r"(?:[个多余百千万亿%％家人次件项年岁天月日元倍米里时分种成折]|公里|平方)"
    r"(?![^零〇一二两三四五六七八九十的]{1,6}[一二两三]个))"
)
_MERE_COUNT = re.compile(r"[零〇一二两三四五六七八九十百千万几数双]{1,4}[\u4e00-\u9fff]{1,2}$")
# 2000年的手工借阅, 如今的智慧空间: when a stage was is no part of its name
_WHEN = re.compile(
    r"^(?:[12][\d]{3}|[一二][〇零一二三四五六七八九]{3})年(?:[初中末底]|前后)?(?:的|(?=[“「『]))"
    r"|^(?:最初|最早|起初|早期|早年|当年|当初|过去|以前|昔日|如今|今天|现在|目前|当下|后来)的(?=..)"
)
_VERSION = re.compile(r"\d\.0")
_TIME = re.compile(
    r"[上下中]午|清晨|早[上晨]|晚上|凌晨|深夜|[去今明前后]年|年[初中底末]|月[初底末]|周[一二三四五六日末]|星期|[春夏秋冬][天季]?$"
)
_SCOPE = re.compile(r"顶层|源头|前端|上游|中央|城市|事前|前期|头部|线上|国内|田间|校内|开头|入口|上到")
_SOMEBODY = re.compile(r"一[名位个家座](?![^的]{3})|普通|当初|小")
_POINTING = re.compile(
    r"(?:把|让|将(?![来军])|被(?!动)|我们?|你们?|他们?|她们?|自己|对方|别人|当前|现有|本|该|这|那)(?!找|来|为|与|和)"
)
_REGION = re.compile(r"[省市县区镇乡村州路街站港岛级]$|地方$|中央$|基层$|城乡$|总部$|海外$|国内$")
_RANGE_BEHIND = re.compile(
    r"(?:的)?(?:[，,]?(?:全(?:链条?|流程|过程|周期|方位|程)|每一?|一条龙|一站式|各环节|样样|处处|人人|层层)|全(?!面|新)|整个|各个?|每个?|所有|一系列|端到端|无不|都|均|皆|一应俱全|等)"
)
_ONE_CHARACTER_ENDINGS = "化型期级式版态力代"


def prepositions(document: Document, sentence: Span, frame: str) -> Iterator[Chain | Candidate]:
    """The chains of a sentence; `frame` is the sentence with the inside of quotation marks blanked out."""
    done = 0
    for match in _START.finditer(frame):
        if match.start() < done:
            continue
        read = _read(document.text.text, sentence.start, frame, match.end())
        if read is None:
            continue
        names, links, end, changing = read
        done = max(match.end(), names[-1].end - sentence.start)
        quote = Span(sentence.start + match.start(), end)
        reason = _objection(document, sentence, frame, match, names, end, changing)
        if reason:
            yield Candidate(KG.StageMembership, quote, reason, "transitions.from-to")
            continue
        starts = [quote.start, *(link.start for link in links)]
        edges = [*(link.start for link in links), end]
        steps = tuple(
            Step(name, trimmed(document.text.text, start, edge))
            for name, start, edge in zip(names, starts, edges, strict=True)
        )
        yield Chain(
            steps,
            quote,
            "transitions.from-to" if changing or len(names) > 2 else "transitions.between",
            topic(document.text.text, sentence.start, quote.start),
        )


def _read(text: str, offset: int, frame: str, start: int) -> tuple[list[Span], list[Span], int, bool] | None:
    """Names, links between them, end of the words, and whether a word of change is among them."""
    names: list[Span] = []
    links: list[Span] = []
    limit = min(len(frame), start + _REACH)
    cursor, changing = start, False
    while link := _LINK.search(frame, cursor + 1, limit):
        between = _ASIDE.sub("", frame[cursor : link.start()])
        again = _AGAIN.fullmatch(text, offset + cursor, offset + cursor + len(between))
        if again:
            between, changing = again["name"], True
        if (
            len(between) > _LONGEST
            or any(mark in between for mark in _HARD_STOP + "，,：:")
            or _START.search(between)  # 由大到小、由厚到薄: each pair is its own
        ):
            break
        toward = link.group().endswith("向") and not re.search(_ARRIVING, link.group())
        if toward and not (verb := _closing_verb(frame, link.end(), limit)):
            return None
        names.append(trimmed(text, offset + cursor, offset + cursor + len(between)))
        links.append(Span(offset + link.start(), offset + link.end()))
        cursor = link.end()
        changing |= toward or len(link.group().strip("，,、再直到至进入了走拨移推升跨引")) > 0
        if toward and verb:
            last = text[offset + cursor : offset + verb.start()].rstrip("的")
            names.append(trimmed(text, offset + cursor, offset + cursor + len(last)))
            return names, links, offset + verb.end(), True
    if not names:
        return None
    last_name, end, course = _last(text, offset, frame, cursor, text[names[-1].start : names[-1].end])
    reaching = text[links[0].start : links[0].end].endswith("到")  # 从拼价格、拼网点转向… is one turn
    if (
        reaching
        and len(earlier := coordinated(text, names[0])) > 1
        and _made_alike(text, (*earlier, *names[1:], last_name))
    ):
        # 从跟跑、并跑到领跑
        names = [*earlier, *names[1:]]
        links = [*(Span(before.end, after.start) for before, after in pairwise(earlier)), *links]
    several = coordinated(text, last_name) if course else ()
    if len(several) > 1 and _alike_endings([text[name.start : name.end] for name in (names[-1], *several)]):
        # 从传统图书馆到复合图书馆、数字图书馆的转变
        gaps = [Span(before.end, after.start) for before, after in pairwise(several)]
        return [*names, *several], [*links, *gaps], end, True
    return [*names, last_name], links, end, changing or course


def _made_alike(text: str, names: Sequence[Span]) -> bool:
    """Whether all names of a list are quoted, or short and with an ending or an opening in common."""
    written = [text[name.start : name.end] for name in names]
    if all(name[:1] in OPENING and name[-1:] in CLOSING for name in written):
        return True
    return max(map(len, written)) <= 6 and bool(shared_ending(written) or len({name[:1] for name in written}) == 1)


def _alike_endings(names: Sequence[str]) -> bool:
    return len(shared_ending(names)) > 1


def _closing_verb(frame: str, start: int, limit: int) -> re.Match[str] | None:
    """The word of change that closes 向…: the last one of its clause that is not inside a name."""
    stop = min((i for i in (frame.find(mark, start, limit) for mark in "，。；！？,;\n") if i >= 0), default=limit)
    found = None
    for match in _VERB.finditer(frame, start + 1, stop):
        following = frame[match.end() : match.end() + 1]
        if match.end() == stop or following in "的了、）)与和" or found is None:
            found = match
    return found


def _last(text: str, offset: int, frame: str, start: int, previous: str) -> tuple[Span, int, bool]:
    """The last name of a chain, where the words that say so end, and whether they name a change."""
    match = _STOP.search(frame, start)
    stop = match.start() if match else len(frame)
    if listed := _LISTED_COURSE.match(frame, start, start + _REACH):
        stop = listed.end()
    name = frame[start:stop]
    if course := re.search(rf"的[^的\d]{{0,6}}?{_COURSE}", name):
        return _span(text, offset, start, start + course.start()), offset + start + course.end(), True
    if name[:1] and name[0] in OPENING and (closed := next((i for i, c in enumerate(name) if c in CLOSING), -1)) > 0:
        span = Span(offset + start, offset + start + closed + 1)
        return span, span.end, bool(re.match(rf"的?{_COURSE}", name[closed + 1 :]))
    if verb := re.search(rf"(?<=.)(?:{CHANGE})+$", name):
        return _span(text, offset, start, start + verb.start()), offset + stop, True
    written = text[offset + start : offset + stop]
    for length in range(min(4, len(previous) - 1), 0, -1):
        ending = previous[-length:]
        at = written.find(ending, 1)
        if at > 0 and (length > 1 or ending in _ONE_CHARACTER_ENDINGS):
            stop = start + at + length
            break
    span = _span(text, offset, start, stop)
    return span, span.end, False


def _span(text: str, offset: int, start: int, end: int) -> Span:
    return trimmed(text, offset + start, offset + end)


def _objection(
    document: Document,
    sentence: Span,
    frame: str,
    match: re.Match[str],
    names: Sequence[Span],
    end: int,
    changing: bool,
) -> Reason | None:
    """Why this is no chain of stages, or None."""
    written = [document[name] for name in names]
    bare = [plain(name) for name in written]
    before = frame[max(0, match.start() - _REACH) : match.start()]
    if not distinct(bare) or any(len(name) > _LONGEST for name in bare):
        return Reason.NO_STAGE_NAME
    if any(
        name[0] not in OPENING and _QUANTITY.match(_WHEN.sub("", name)) and not _VERSION.search(name)
        for name in written
    ):
        return Reason.QUANTITY
    if any(any(c.isdigit() for c in _WHEN.sub("", name)) and not _VERSION.search(name) for name in written):
        return Reason.QUANTITY
    if any(_TIME.match(_WHEN.sub("", name)) for name in bare):
        return Reason.TIMES
    if all(_MERE_COUNT.match(name) for name in bare):
        return Reason.QUANTITY
    if all(name.isascii() and " " not in name for name in bare):
        return Reason.LETTERS
    if _SOMEBODY.match(bare[0]) or "毕业" in bare[0] or all(_is_post(document, name) for name in names):
        return Reason.CAREER
    if all(len(name) == 1 for name in bare):
        return Reason.SET_PHRASE
    if any(_POINTING.match(name) for name in written):
        return Reason.OWN
    if all(name[0] not in OPENING for name in written) and (
        all(_REGION.search(name) for name in bare) or any(_is_place(document, name) for name in names)
    ):
        return Reason.PLACES
    if _NEGATED.search(before):
        return Reason.NEGATED
    if _ORIGIN.search(bare[0]):
        return Reason.ORIGIN
    if _REGARDLESS.search(before) or _RANGE_BEHIND.match(document.text.text, end, sentence.end):
        return Reason.RANGE
    if changing:
        return None
    periods = all(_PERIOD.search(name) for name in bare)
    stepwise = len(names) > 2 and _STEPWISE.search(frame, match.end(), end - sentence.start)
    tells = _TELLS_CHANGE.match(document.text.text, end, sentence.end)
    if match.group() == "由" and not (periods or stepwise or tells):
        return Reason.NO_CHANGE
    if (len(names) == 2 or match.group() == "由") and _SCOPE.match(bare[0]):
        return Reason.RANGE
    if tells:
        return None
    if len(names) == 2 and not (_alike(written) or _LEADS_TO_CHANGE.search(before)):
        return Reason.RANGE
    return None


def _alike(names: Sequence[str]) -> bool:
    """Whether two names are made alike: both quoted, or with a character in common at the same place."""
    first, second = names
    if first[0] in OPENING and second[0] in OPENING:
        return True
    return any(a == b for a, b in zip(first, second, strict=False)) or first[-1] == second[-1]


def _is_place(document: Document, span: Span) -> bool:
    return all(word.flag == "ns" for word in words(document.text.text, span.start, span.end))


def _is_post(document: Document, span: Span) -> bool:
    return any(role.span.end == span.end for role in document.mentions_in(span, MentionKind.ROLE))
