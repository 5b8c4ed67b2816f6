"""The level at which some words put a known dimension: 消化力不低，牵引力却始终上不来; 前者高、后者低; 两头都强.

Once the two dimensions are known, what is said of them can be read from loose words, in any order: the word right in
front of the dimension (高投入, 缺资金), else the first one behind it. Two names joined by 和 share what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.grammar.matrices.values import Axis
from kg.grammar.polarity import HIGH, LOW, POLARITY, opposite
from kg.model import Span


class Level(NamedTuple):
    """A word for a level of one axis, and the stretch that says it."""

    axis: int
    span: Span
    word: Span
    polarity: str


# Beyond the words that place any dimension: what only a dimension known beforehand gives a side.
_MORE = {
    HIGH: (
        "硬 牢 实 活 透 灵 熟 齐 稳 准 红火 火 旺 高位 高企 居高 走高 高涨 高昂 上乘 一流 见长 占优 领先 靠前",
        "在前 突出 过硬 到位 齐备 齐全 齐整 拔尖 出众 出色 亮眼 抢眼 可观 可嘉 满格 有余 十足 过关 达标 跟得上",
        "上得去 上来了 够用 够硬 够强 够高 够 有力 给力 强大 强烈 强势 巨大 庞大 众多 充盈 饱满 饱和 浓厚 浓 深厚",
        "深入 深远 通畅 顺畅 灵活 高效 高超 卓越 完整 清晰 明确 规范 牢固 牢靠 可靠 娴熟 熟练 老练 满满 有 具备",
        "拥有 兼备 沉 严 严重 严格 难 贵 繁 复杂 急 热络 热烈 积极 主动 近 占 在线 明晰 开放 统一 刚 刚性 新 老到",
        "拿得出手 过得去 爆表 自主 标准 公开 集中 紧密 密切 紧迫 迫切 优厚 殷实 宽广 宽阔 广阔 庞杂 极高 上位",
        "占先 发达 兴旺 拉满",
    ),
    LOW: (
        "软 虚 散 僵 生 生疏 陌生 糙 低位 低迷 低下 低落 走低 见底 垫底 靠后 在后 掉队 落空 空白 空缺 缺位 缺席",
        "缺口 缺 短板 拖后腿 跟不上 上不来 上不去 使不上劲 乏力 乏 跛脚 无力 寥寥 稀 稀薄 淡 淡薄 冷淡 冷清 低弱",
        "弱小 弱势 微小 微薄 渺小 狭窄 狭小 涣散 松散 松懈 松弛 告急 吃紧 堪忧 粗放 粗糙 平庸 待补 滞涩 稚嫩 浮",
        "浅薄 简单 易 容易 便宜 从容 缓 缓和 和缓 宽裕 迟滞 迟钝 被动 消极 脆弱 孱弱 羸弱 清淡 萧条 没有 没 无",
        "为零 不济 差劲 不行 没底 打折扣 寡淡 寡 远 掉线 离线 模糊 含糊 不清 不明 混乱 封闭 割裂 柔 柔性 旧",
        "拿不出手 过不去 陈旧 老化 待提高 待提升 欠火候 空 零",
    ),
}
_SIDES = {word: side for side, lines in _MORE.items() for line in lines for word in line.split()} | POLARITY
_NOT = (
    r"(?:并不|不够|不算|不太|不甚|不是?很|不怎么|谈不上|说不上|称不上|算不上|远未|尚未|还未|未能|未必|不见得"
    r"|没那么|没有那么|没什么|没多少|不|没|未|欠(?!缺)|难以|非)"
)
_ONE = "".join(sorted(word for word in _SIDES if len(word) == 1))
_LONG = "|".join(sorted((word for word in _SIDES if len(word) > 1), key=lambda word: (-len(word), word)))
_EDGE = r"(?=[，、；。,;:：！）)】\]”」』’\s｜|/]|而|但|且|却|又|的|者|并|时|之|区|了|一[类个种些批]|$)"
# Verbs that give or deny a dimension as their object: 有钱没闲, 缺资金, 重投入.
_GIVES = (
    r"(?P<has>既?有|具备|拥有|富有|坐拥|不缺|不乏|富于|注重|看重|侧重|重|擅长|长于|强于|胜在|赢在|肯|愿|能|会|敢|懂)"
)
_DENIES = (
    r"(?P<lacks>没有|没|无|缺乏|缺少|欠缺|缺|欠|乏|短于|弱于|输在|疏于|轻视|忽视|轻|不具备|不重|不肯|不愿|不能|不会|不敢"
    r"|不懂|不)"
)
_FILLER = 8  # code points between a dimension and the word for its level, at most
_SAID = re.compile(_LONG)
_GENERIC = frozenset(
    "程度 水平 能力 情况 状况 之间 意识 方面 高低 强弱 大小 多少 数量 规模 质量 是否 关系 自身 企业 指标 因素".split()
)


# What is said of any two dimensions: both of them, the one or the other, a level, a verb that gives or denies.
_SAYING = re.compile(
    r"(?P<both>两者|二者|两样|两头|两项|两方面|两端|两边|两面|两个(?:维度|方面|指标|条件)?|双方面|样样|双双"
    rf"|双(?=[{_ONE}]))"
    r"|(?P<turn>前者|前一[项个样条]|前项|后者|后一[项个样条]|后项"
    rf"|[前后](?=[{_ONE}][后前、]|[{_ONE}]{_EDGE}))"
    rf"|(?P<not>{_NOT}(?=.))?(?:(?P<word>{_LONG})|(?P<one>[{_ONE}]))"
    rf"|{_DENIES}|{_GIVES}"
)


class Token(NamedTuple):
    """A word that counts: the axes it stands for, or the side it puts them on, where it alone may do so."""

    span: Span
    axes: tuple[int, ...] = ()
    side: str = ""
    only_in_front: bool = False  # 有, 缺 and other verbs
    needs_edge: bool = False  # single characters


@dataclass(frozen=True, slots=True)
class Lookout:
    """What finds two axes in a text: parts of their names, words for their ends, and ends that stand alone."""

    names: re.Pattern[str]
    others: re.Pattern[str]  # the same without what may stand for a name only right before a level
    ends: dict[str, str]
    alone: re.Pattern[str] | None

    def often(self, text: str, start: int, end: int, times: int) -> bool:
        """Whether enough is said of both axes to place that many cells."""
        if self.alone:
            return True
        seen = [0, 0]
        for token in self.named(text, start, end):
            for axis in token.axes:
                seen[axis] += 1
        if sum(seen) and min(seen) < times:
            both = sum(1 for _ in _PRONOUN.finditer(text, start, end))
            seen = [count + both for count in seen]
        return min(seen) >= times

    def named(self, text: str, start: int, end: int) -> Iterator[Token]:
        """The names of the axes and what their ends are called."""
        while match := self.names.search(text, start, end):
            group = match.lastgroup
            # 债少, but not the 集 of 集中
            if group in ("x_initial", "y_initial") and (
                _SAID.match(text, match.start(), end) or not _SOON.match(text, match.end(), end)
            ):
                if (other := self.others.match(text, match.start(), end)) is None:
                    start = match.start() + 1
                    continue
                match, group = other, other.lastgroup
            start = match.end()
            span = Span(*match.span())
            if group == "end":
                side = self.ends[match["end"]]
                side = opposite(side) if match["not"] else side
                yield Token(span, (), side, needs_edge=len(match["end"]) == 1)
            else:
                yield Token(span, (0,) if group in ("x", "x_initial") else (1,))

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """The words of a clause that count: the names and ends of these axes, and what is said in between.

        Nothing, if no word of the clause is about an axis.
        """
        named = list(self.named(text, start, end))
        if not _REFERS.search(text, start, end) and not any(token.axes for token in named):
            return []
        found: list[Token] = []
        at = start
        for token in named:
            found += _sayings(text, at, token.span.start)
            found.append(token)
            at = token.span.end
        found += _sayings(text, at, end)
        return found if any(token.axes for token in found) else []


_PRONOUN = re.compile(r"两[者样头项端边面个方]|二者|双|前者|后者|[前后]一[项个样条]")
_REFERS = re.compile("[两二样双前后]")  # without one of these, nothing in `_SAYING` stands for an axis


def _sayings(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _SAYING.finditer(text, start, end):
        span = Span(*match.span())
        if match["both"]:
            yield Token(span, (0, 1))
        elif match["turn"]:
            yield Token(span, (0,) if match["turn"][0] == "前" else (1,))
        elif match["has"] or match["lacks"]:
            yield Token(span, (), HIGH if match["has"] else LOW, only_in_front=True)
        else:
            side = _SIDES[match["word"] or match["one"]]
            yield Token(span, (), opposite(side) if match["not"] else side, needs_edge=bool(match["one"]))


def lookout(axes: Sequence[Axis], text: str, start: int, end: int, times: int) -> Lookout | None:
    """What finds these two axes in a stretch; None where one has no part of its name to itself, or too little is said
    of them to place that many cells."""
    alone = _alone(axes)
    both = sum(1 for _ in _PRONOUN.finditer(text, start, end)) if times and not alone else times
    groups, shorts = [], []
    for name, (axis, other) in zip("xy", (axes, axes[::-1]), strict=True):
        keys, initials = set[str](), ""
        if not axis.poles or not axis.name.endswith(axis.poles[0]) or len(axis.name) == len(axis.poles[0]):
            keys = {key for key in _keys(axis.name) if key not in other.name}
            if not keys:
                return None
            initials = "".join(c for c in _initials(axis.name) if c not in other.name)
        # else 愿不愿干: only its ends are spoken of
        if both + sum(text.count(key, start, end) for key in (*keys, *initials)) < times:
            return None
        groups.append(f"(?P<{name}>{_alternatives(keys) or '(?!)'})")
        shorts.append(f"|(?P<{name}_initial>[{initials}])" if initials else "")
    ends = _poles(axes)
    last = rf"(?P<not>[不没](?=.))?(?P<end>{_alternatives(ends) or '(?!)'})"
    names, others = (re.compile(f"{groups[0]}{x}|{groups[1]}{y}|{last}") for x, y in (shorts, ("", "")))
    found = Lookout(names, others, ends, alone)
    return found if not times or found.often(text, start, end, times) else None


def _alternatives(words: Iterable[str]) -> str:
    """Any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


# 债少, 债多价值高
_SOON = re.compile(rf"[也都很较偏更]?[不没]?[{_ONE}](?:{_EDGE}|[\u4e00-\u9fff]{{1,2}}[{_ONE}])")


def _keys(name: str) -> Iterator[str]:
    """The stretches of a name that call the dimension to mind, none of which ends in the word for a level."""
    core = re.split(r"的|之|里|中的|对", name)[-1] or name
    for piece in {core, name}:
        said = [match.span() for match in _SAID.finditer(piece)]
        for length in range(1 if len(piece) == 1 else 2, len(piece) + 1):
            for start in range(len(piece) - length + 1):
                end = start + length
                key = piece[start:end]
                cut = any(start < b and a < end and not (start <= a and b < end) for a, b in said)
                # 资产重 of 资产重量 would swallow the level
                if key == piece or not (cut or key[-1] in _ONE or key in _GENERIC or "的" in key[:1] + key[-1:]):
                    yield key


def _initials(name: str) -> str:
    """Single characters of a name that may stand for it right before a level: 技术债 → 债少."""
    core = re.split(r"的|之|里|中的|对", name)[-1] or name
    return "".join(dict.fromkeys(c for c in core if c not in _SIDES and c not in "度性率量数面化上之其是"))


_CLAUSE = re.compile(r"[^—，。；：！？,;:!?、（）()“”「」『』‘’\n\s]{1,60}")


def levels(text: str, start: int, end: int, found: Lookout) -> Iterator[Level]:
    """What a stretch says of the two axes, in order."""
    for clause in _CLAUSE.finditer(text, start, end):
        if tokens := found.tokens(text, *clause.span()):
            said = list(_in_clause(text, tokens))
            yield from said
            if found.alone and len({level.axis for level in said}) == 1:
                yield from (
                    level
                    for level in _ends_alone(found, text, Span(*clause.span()))
                    if level.axis != said[0].axis and len(level.word) > 1
                )
        elif found.alone:
            yield from _ends_alone(found, text, Span(*clause.span()))


def _poles(axes: Sequence[Axis]) -> dict[str, str]:
    found: dict[str, str] = {}
    for axis in axes:
        if axis.poles:
            first = POLARITY.get(axis.poles[0], HIGH)
            found |= {axis.poles[0]: first, axis.poles[1]: opposite(first)}
            if other := _antonym(axis):
                found[other] = opposite(first)
    return found


_ANTONYMS = dict(
    pair
    for one, other in (
        "多少",
        "难易",
        "高低",
        "大小",
        "快慢",
        "强弱",
        "好坏",
        "长短",
        "新旧",
        "远近",
        "深浅",
        "厚薄",
        "急缓",
        "早晚",
        "宽窄",
        "重轻",
        "冷热",
        "贵贱",
        "硬软",
        "熟生",
        "忙闲",
        "懒勤",
    )
    for pair in ((one, other), (other, one))
)


def _antonym(axis: Axis) -> str | None:
    """Another word for the far end of a dimension that is asked for by one: 多不多 → 少."""
    one, other = axis.poles if axis.poles else ("", "")
    return _ANTONYMS.get(one) if other == f"不{one}" else None


# 急而不够的, where the dimensions are 需求急不急 and 资源够不够


def _alone(axes: Sequence[Axis]) -> re.Pattern[str] | None:
    """What finds the ends of either axis where they stand alone; None where both have the same, or none at all."""
    words = [
        sorted({end.removeprefix("不") for end in axis.poles} | ({other} if (other := _antonym(axis)) else set()))
        for axis in axes
    ]
    if not all(words) or set(words[0]) & set(words[1]):
        return None
    x, y = ("|".join(map(re.escape, ends)) for ends in words)
    behind = "|".join(f"(?<={re.escape(end)})" for ends in words for end in ends)
    long = all(len(end) > 1 for ends in words for end in ends)  # 责任内化者: words that are plain anywhere
    edge = "" if long else rf"(?:(?<=[，。；：、“「既又也而但且却的是不没])|(?<![\u4e00-\u9fff])|{behind})"
    return re.compile(
        rf"{edge}(?P<not>[不没]?)"
        rf"(?:(?P<x>{x})|(?P<y>{y}))(?={_EDGE}|[不没也还]|{x}|{y})"
    )


def _ends_alone(found: Lookout, text: str, clause: Span) -> Iterator[Level]:
    for match in found.alone.finditer(text, clause.start, clause.end) if found.alone else ():
        side = found.ends.get(match["x"] or match["y"], HIGH)
        span = Span(*match.span())
        yield Level(0 if match["x"] else 1, span, span, opposite(side) if match["not"] else side)


def _in_clause(text: str, tokens: Sequence[Token]) -> Iterator[Level]:
    used: set[int] = set()
    waiting: list[Token] = []  # joined names before the one that has the level
    for at, token in enumerate(tokens):
        if not token.axes:
            continue
        said, joined = _said_of(text, tokens, at, used)
        if joined:
            waiting.append(token)
            continue
        if said is not None:
            used.add(said)
            word = tokens[said]
            span = Span(min(token.span.start, word.span.start), max(token.span.end, word.span.end))
            places = [(name.span, name.axes) for name in waiting] + [(span, token.axes)]
            yield from (Level(axis, span, word.span, word.side) for span, axes in places for axis in axes)
        waiting.clear()


def _said_of(text: str, tokens: Sequence[Token], at: int, used: set[int]) -> tuple[int | None, bool]:
    """Which token says where a name stands; else whether the name shares what is said of the next one."""
    token = tokens[at]
    if at and at - 1 not in used and not tokens[at - 1].axes:
        before = tokens[at - 1]
        if text[before.span.end : token.span.start] in ("", "的"):
            return at - 1, False
    for index in range(at + 1, len(tokens)):
        after = tokens[index]
        if after.span.start - token.span.end > _FILLER:
            break
        if after.axes:
            return None, bool(_JOINED.fullmatch(text, token.span.end, after.span.start))
        if after.only_in_front:
            continue
        # 投入高成效低: what follows a single character is an edge, or the next name
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        named_next = following is not None and following.axes and following.span.start == after.span.end
        if not after.needs_edge or named_next or _LOOKS_ON.match(text, after.span.end):
            return index, False
    return None, False


_JOINED = re.compile(r"以及|和|与|及|跟|同|还有|，|、|")
_LOOKS_ON = re.compile(_EDGE)
