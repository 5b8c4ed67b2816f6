"""What a model is called: the name it is given, else the count and what is counted.

“ACE”方法论 · PDCA循环 · 公共服务组合矩阵 · “县域数字化转型魔方”      given
数字化国家能力构建的四个层次 · 四个层次                              the count, with its topic where it has one
"""

from __future__ import annotations

import re

from kg.grammar.enumerations import Count, counts, plain
from kg.grammar.topics import topic
from kg.model import Span

_KIND = (
    r"(?:分析)?(?:模型|方法论|工作法|架构|框架|矩阵|魔方|四象限|象限图|坐标图|坐标系|九宫格|图谱|罗盘|钻石|金字塔|三角"
    r"|理论|循环|法则|定律|范式|公式|体系|机制|格局|方案|模式|图|表)"
)
_STRONG_KIND = (
    r"(?:模型|方法论|工作法|架构|框架|矩阵|魔方|象限图|坐标图|九宫格"
    r"|图谱|罗盘|金字塔|理论|循环|法则|定律|范式|地图|光谱|四宫格|坐标系)"
)
_GIVEN = re.compile(
    rf"(?P<quoted>[“「『][^“”「」『』，。；\n]{{1,20}}[”」』](?:的)?{_KIND}?)"
    rf"|(?P<latin>[A-Z][A-Za-z\d&+-]{{1,15}}{_KIND}?)"
    rf"|(?<=[了的出是把用为张个套种])(?P<han>[^，。；：、“”「」『』（）的了把用是\s]{{2,14}}?{_STRONG_KIND})"
    rf"|(?:^|(?<=[，。；：！？\n]))(?P<subject>[^，。；：、“”「」『』（）的了把用是\s\d]{{2,10}}?{_STRONG_KIND})"
    r"(?=[由以把将按从是为又也包有分用根（(]|，(?:由|又|也|是|包|即|把|将|以))"
)
_NEXT_TO = re.compile(
    r"[^，。；：！？\n]{0,12}|[，,]?(?:即|主要)?(?:包括|包含|由|分为|有|即|共)?[^，。；：！？\n]{0,6}[：:]?"
)
_NO_SUBJECT = re.compile(
    r"[这那该此每各其他她我你在对从由以按据根依随当]|本[文章书]|通过|基于|利用|借助|上述|以上|一[个种套]"
)
_MADE = re.compile(r"[^，。]{0,10}(?:绘制|画出|构建|提出|建立|设计|形成|一[张个套种幅])了?")
_BARE_KIND = re.compile(rf"(?:分析|理论|评价|概念|评估|整体|总体|技术|基本|四)?{_KIND}")
_CALLED = re.compile(
    r"(?:提出|构建|采用|运用|使用|借助|引入|设计|称之为|称为|叫做?|画出|绘制|形成|建立|概括为|归纳为|总结为|发布|首创|应用|画|总结出|归纳出"
    r"|摸索出|探索出|提炼出|琢磨出|命名为|取名为?|给出|抛出|亮出|拿出|编制|导入|启用|上线|编成|列出|名为|谓之|推出|创立|创建|研发|开发|拿出|喊出|搭建|实施|推行)"
    r"(?:了|着|出)?(?:一[个张套种幅]|其|自研的|所谓的?|适用于[^，。；]{1,12}的)?$"
)


def given_name(text: str, start: int, end: int) -> Span | None:
    """The last name given to something in these words: quoted, Latin, or ending in its kind (模型, 矩阵).

    A quoted or Latin name without a kind behind it counts only where a verb of naming stands before it.
    """
    found = None
    for match in _GIVEN.finditer(text, start, end):
        first = match.start()
        if (match["han"] or match["subject"]) and (made := _MADE.match(text, first, match.end())):
            first = made.end()
        if match["subject"] and _NO_SUBJECT.match(text, first):
            continue
        if _BARE_KIND.fullmatch(text, first, match.end()):
            continue
        kind = (
            match["han"]
            or match["subject"]
            or re.search(rf"(?:{_STRONG_KIND}[”」』]?|[图表][”」』]|[”」』]{_KIND})$", match.group())
        )
        if kind or _CALLED.search(text[max(start, match.start() - 16) : match.start()]):
            found = Span(first, match.end())
    return found


def name_at(text: str, start: int, position: int) -> Span | None:
    """The name given right before a position, with at most 包括, 即 or a colon between."""
    name = given_name(text, start, position)
    return name if name and _NEXT_TO.fullmatch(text, name.end, position) else None


_ANNOUNCED_BEFORE = 300  # code points between a count and the sentence that announced it
# 以上三点都是好服务的标准
_SAID_OF_ALL = re.compile(r"(?:都|就)?是(?P<name>[^，。；：、！？是\n]{2,16})(?=[，。；！\n]|$)")


def counted_name(text: str, sentence: Span, count: Count, first: int) -> tuple[str, Span | None]:
    """The count in words, behind its topic where the sentence names one: 数字政府平台模式的三种形式; and the topic.

    `first` is where count and list begin; the topic stands before it.
    """
    words = "".join(text[count.span.start : count.span.end].split())
    if not count.noun and first < count.span.start and (said := _SAID_OF_ALL.match(text, count.span.end)):
        return f"{said['name']}（{words}）", None
    about = topic(text, sentence.start, first) or _announced(text, sentence, count, words)
    if about is None:
        return words, None
    subject = plain(text[about.start : about.end])
    return (f"{subject}的{words}" if count.noun else f"{subject}{words}"), about


_AND = re.compile(r"[^，。；：！？\n]{0,12}[和与及、]$")


def _announced(text: str, sentence: Span, count: Count, words: str) -> Span | None:
    """The topic of the sentence before that announces the same count: 建设路径包括两个维度和三种模式。…三种模式包括…"""
    if not (count.classifier and count.noun):
        return None
    start = max(text.rfind("\n", 0, sentence.start) + 1, sentence.start - _ANNOUNCED_BEFORE)
    at = text.find(words, start, sentence.start)
    if at < 0:
        return None
    start = max(start, max(text.rfind(mark, start, at) for mark in "。！？") + 1)
    others = [other for other in counts(text, start, at) if _AND.match(text, other.span.end, at)]
    return topic(text, start, others[0].span.start if others else at)
