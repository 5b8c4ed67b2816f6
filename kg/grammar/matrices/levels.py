"""The level at which some words put a known dimension: 消化力不低，牵引力却始终上不来; 前者高、后者低; 两头都强.

Once the two dimensions are known, what is said of them can be read from loose words, in any order: the word right in
front of the dimension (高投入, 缺资金), else the first one behind it. Two names joined by 和 share what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.grammar.matrices.values import Axis
from kg.grammar.polarity import HIGH, LOW, POLARITY, opposite
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Level:
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


def mentions(axes: Sequence[Axis]) -> re.Pattern[str] | None:
    """What finds either axis by a part of its name that the other does not share; None where they have none."""
    groups = []
    for axis, other in (axes, axes[::-1]):
        keys = {key for key in _keys(axis.name) if key not in other.name}
        if axis.name.endswith(axis.poles[:1] or "?") and len(axis.name) > len(axis.poles[0]):
            groups.append("(?!)")  # 愿不愿干: only its ends are spoken of
            continue
        if not keys:
            return None
        alone = "".join(c for c in _initials(axis.name) if c not in other.name)
        short = (
            rf"|[{alone}](?=[也都很较偏更]?[不没]?[{_ONE}](?:{_EDGE}|[\u4e00-\u9fff]{{1,2}}[{_ONE}]))" if alone else ""
        )
        groups.append("|".join(sorted(map(re.escape, keys), key=lambda key: (-len(key), key))) + short)
    ends = "".join(sorted({word for axis in axes for word in axis.poles if len(word) == 1}))
    long_ends = "".join(f"{re.escape(word)}|" for axis in axes for word in axis.poles if len(word) > 1)
    return re.compile(
        rf"(?P<x>{groups[0]})|(?P<y>{groups[1]})|(?P<both>两者|二者|两样|两头|两项|两方面|两端|两边|两面|两个(?:维度|方面|指标|条件)?|双方面|样样|双双|双(?=[{_ONE}{ends}]))"
        rf"|(?P<turn>前者|前一[项个样条]|前项|后者|后一[项个样条]|后项|[前后](?=[{_ONE}][后前、]|[{_ONE}]{_EDGE}))"
        rf"|(?:(?P<not>{_NOT}(?=.)))?(?:(?P<word>{long_ends}{_LONG})|(?P<one>[{_ONE}{ends}]))"
        rf"|{_DENIES}|{_GIVES}"
    )


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
                if key == piece or not (cut or key in _GENERIC or "的" in key[:1] + key[-1:]):
                    yield key


def _initials(name: str) -> str:
    """Single characters of a name that may stand for it right before a level: 技术债 → 债少."""
    core = re.split(r"的|之|里|中的|对", name)[-1] or name
    return "".join(dict.fromkeys(c for c in core if c not in _SIDES and c not in "度性率量数面化上之其是"))


_CLAUSE = re.compile(r"[^，。；：！？,;:!?、（）()“”「」『』‘’\n\s]{1,60}")


def levels(text: str, start: int, end: int, axes: Sequence[Axis], pattern: re.Pattern[str]) -> Iterator[Level]:
    """What a stretch says of the two axes, in order."""
    sides = _SIDES | _poles(axes)
    bare = _ends(axes)
    for clause in _CLAUSE.finditer(text, start, end):
        tokens = list(pattern.finditer(text, *clause.span()))
        if any(token["x"] or token["y"] or token["both"] or token["turn"] for token in tokens):
            yield from _in_clause(text, tokens, sides)
        elif bare:
            yield from _ends_alone(bare, text, Span(*clause.span()), axes)


def _poles(axes: Sequence[Axis]) -> dict[str, str]:
    found: dict[str, str] = {}
    for axis in axes:
        if axis.poles:
            first = POLARITY.get(axis.poles[0], HIGH)
            found |= {axis.poles[0]: first, axis.poles[1]: opposite(first)}
    return found


# 急而不够的, where the dimensions are 需求急不急 and 资源够不够


def _ends(axes: Sequence[Axis]) -> re.Pattern[str] | None:
    """What finds the ends of either axis where they stand alone; None where both have the same, or none at all."""
    words = [sorted({end.removeprefix("不") for end in axis.poles}) for axis in axes]
    if not all(words) or set(words[0]) & set(words[1]):
        return None
    x, y = ("|".join(map(re.escape, ends)) for ends in words)
    behind = "|".join(f"(?<={re.escape(end)})" for ends in words for end in ends)
    return re.compile(
        rf"(?:(?<=[，。；：、“「既又也而但且却的是不没])|(?<![\u4e00-\u9fff])|{behind})(?P<not>[不没]?)(?:(?P<x>{x})|(?P<y>{y}))(?={_EDGE}|[不没也还]|{x}|{y})"
    )


def _ends_alone(bare: re.Pattern[str], text: str, clause: Span, axes: Sequence[Axis]) -> Iterator[Level]:
    for match in bare.finditer(text, clause.start, clause.end):
        axis = 0 if match["x"] else 1
        side = _poles(axes[axis : axis + 1]).get(match["x"] or match["y"], HIGH)
        span = Span(*match.span())
        yield Level(axis, span, span, opposite(side) if match["not"] else side)


def _in_clause(text: str, tokens: Sequence[re.Match[str]], sides: dict[str, str]) -> Iterator[Level]:
    used: set[int] = set()
    waiting: list[tuple[int, re.Match[str]]] = []  # joined names before the one that has the level
    for at, token in enumerate(tokens):
        axes = _axes_of(token)
        if not axes:
            continue
        said: tuple[Span, str] | None = None
        before = tokens[at - 1] if at else None
        if before and at - 1 not in used and not _axes_of(before) and text[before.end() : token.start()] in ("", "的"):
            said = _level(text, before, sides, in_front=True)
        for index in range(at + 1, len(tokens)):
            after = tokens[index]
            if said or after.start() - token.end() > _FILLER:
                break
            if _axes_of(after):
                if _JOINED.fullmatch(text, token.end(), after.start()):
                    waiting.append((axes[0], token))
                break
            if said := _level(text, after, sides, in_front=False):
                used.add(index)
        if waiting and waiting[-1][1] is token:
            continue
        if said is None:
            waiting.clear()
            continue
        word, side = said
        span = Span(min(token.start(), word.start), max(token.end(), word.end))
        for axis, name in waiting:
            yield Level(axis, Span(name.start(), name.end()), word, side)
        waiting.clear()
        for axis in axes:
            yield Level(axis, span, word, side)


_JOINED = re.compile(r"以及|和|与|及|跟|同|还有|，|、|")


def _axes_of(token: re.Match[str]) -> tuple[int, ...]:
    if token["x"]:
        return (0,)
    if token["y"]:
        return (1,)
    if token["both"]:
        return (0, 1)
    if token["turn"]:
        return (0,) if token["turn"][0] == "前" else (1,)
    return ()


_LOOKS_ON = re.compile(_EDGE)


def _level(text: str, token: re.Match[str], sides: dict[str, str], in_front: bool) -> tuple[Span, str] | None:
    if token["has"] or token["lacks"]:
        side = HIGH if token["has"] else LOW
        return (Span(*token.span()), side) if in_front else None
    word = token["word"] or token["one"]
    if not in_front and token["one"] and not _LOOKS_ON.match(text, token.end()) and not _next_to_name(text, token):
        return None
    side = sides[word]
    return Span(*token.span()), opposite(side) if token["not"] else side


def _next_to_name(text: str, token: re.Match[str]) -> bool:
    """投入高成效低: the level word is followed by the next name at once; the pattern sees that name."""
    following = token.re.match(text, token.end())
    return bool(following and _axes_of(following))
