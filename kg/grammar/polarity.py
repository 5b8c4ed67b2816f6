"""High or low: the words that place something on a dimension, and the stretches that use them.

产业基础薄      a dimension, then its level          营商环境有待加强
高投入          a level, then its dimension          低成效
重要不紧急      a dimension that is itself a quality: without 不 high, with it low
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.model import Span

HIGH, MIDDLE, LOW = "high", "medium", "low"

_WORDS = {
    HIGH: (
        "高 强 好 优 大 多 快 厚 丰 富 足 深 广 宽 密 重 热 长 紧 旺 佳 强劲 旺盛 丰富 丰厚 丰沛 充足 充裕 充沛 充分",
        "雄厚 厚实 扎实 坚实 完善 健全 完备 良好 优良 优越 优秀 优质 成熟 领先 发达 突出 显著 密集 集中 广泛 频繁",
        "迅速 活跃 稳定 宽裕 宽松 较高 过硬",
    ),
    MIDDLE: ("中 中等 一般 适中 居中",),
    LOW: (
        "低 弱 差 小 少 慢 薄 匮 贫 浅 窄 疏 轻 冷 短 松 缺 匮乏 薄弱 不足 欠缺 缺乏 缺失 落后 滞后 欠佳 稀少 稀缺",
        "稀疏 贫乏 贫瘠 微弱 疲软 疲弱 迟缓 缓慢 分散 单薄 有限 平平 紧缺 不济 短缺 拮据 有待加强 有待提升 有待提高",
        "有待改善 有待完善 有待优化 有待增强 亟待加强 亟待改善 亟待提升 需要加强 尚待加强",
    ),
}
POLARITY = {word: side for side, lines in _WORDS.items() for line in lines for word in line.split()}


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_WORD = _alternatives(POLARITY)
_DEGREE = (
    r"(?:最为|更为|较为|相对|比较|非常|十分|极其|普遍|总体|依然|仍然"
    r"|也|都|很|较|更|偏|过|极|颇|甚|又|却|均|仍|尚|最|还|则)"
)
_NOT = r"(?:不够|不算|不太|不甚|不|未|欠|非)"
_HAN = r"[\u4e00-\u9fff]"
_EDGE = r"(?=[，、；。,;:：！）)】\]”」』\s|｜/]|而|但|且|却|的|者|，|并|时|之|区|为|是|称|叫|属|型|类|$)"
# 产业基础薄; 部门能力偏弱; 需求不旺
_LEVEL_LAST = re.compile(
    rf"(?P<dimension>{_HAN}{{1,10}}?)(?P<degree>{_DEGREE}{{0,2}})(?P<not>{_NOT}?)(?P<word>{_WORD}){_EDGE}"
)
# 高投入; 低成效
_LEVEL_FIRST = re.compile(
    rf"(?:以及|和|与|及|即|其中)?(?P<word>[高低强弱大小多少快慢好差重轻]|中(?![国央共间心国小]))(?P<dimension>{_HAN}{{2,6}}?){_EDGE}"
)
# 高风险高收益: two levels side by side
_BREAK = re.compile(
    r"(?<=[高低中][\u4e00-\u9fff]{2})(?=[高低中][\u4e00-\u9fff]{2})|[，、；。,;:：！（(）)【】“”「」『』\s|｜/\-—]|而(?!言)|但是?|且|却|并且"
)


class Reading(NamedTuple):
    """A stretch that says how high something stands: the words for the dimension and for the level, and which side."""

    span: Span
    dimension: Span
    level: Span
    polarity: str


def readings(text: str, start: int, end: int) -> Iterator[Reading]:
    """The readings of a short stretch, one at most for each piece between punctuation, 而, 但 and 且."""
    at = start
    while at < end:
        stop = _BREAK.search(text, at, end)
        if stop and stop.end() == at:
            stop = _BREAK.search(text, at + 1, end)
        piece_end = stop.start() if stop else end
        if 2 <= piece_end - at <= 24 and (reading := _reading(text, at, piece_end)):
            yield reading
        at = stop.end() if stop else end


_QUALITIES = re.compile(
    r"(?:既|也)?(?P<not1>不|非)?(?P<first>[\u4e00-\u9fff]{2})"
    r"(?:(?:，|、)?(?:而且|并且|但是|且|而|但|又|也)也?(?P<not2>不|非)?|(?P<not3>不|非))(?P<second>[\u4e00-\u9fff]{2})(?=[的，。；、：属是为])"
)


def qualities(text: str, start: int, end: int) -> Iterator[tuple[Reading, Reading]]:
    """Pairs of qualities, each with or without 不: 重要但不紧急. The reader must see that the same two come back."""
    for match in _QUALITIES.finditer(text, start, end):
        yield (
            _quality(match, "first", bool(match["not1"])),
            _quality(match, "second", bool(match["not2"] or match["not3"])),
        )


def _quality(match: re.Match[str], group: str, denied: bool) -> Reading:
    name = Span(match.start(group), match.end(group))
    level = Span(name.start - denied, name.end)
    return Reading(level, name, level, LOW if denied else HIGH)


def _reading(text: str, start: int, end: int) -> Reading | None:
    piece = text[start:end]
    if first := _LEVEL_FIRST.match(piece):
        side = POLARITY[first["word"]]
        level, dimension = first.span("word"), first.span("dimension")
    elif last := _LEVEL_LAST.match(piece):
        side = opposite(POLARITY[last["word"]]) if last["not"] else POLARITY[last["word"]]
        level, dimension = (last.start("not"), last.end("word")), last.span("dimension")
    else:
        return None
    return Reading(
        Span(start + min(level[0], dimension[0]), start + max(level[1], dimension[1])),
        Span(start + dimension[0], start + dimension[1]),
        Span(start + level[0], start + level[1]),
        side,
    )


def opposite(side: str) -> str:
    """The other side; the middle has none but itself."""
    return {HIGH: LOW, LOW: HIGH}.get(side, side)
