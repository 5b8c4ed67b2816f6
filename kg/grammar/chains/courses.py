"""Courses called so: 把这段历程概括为“甲、乙、丙”; 甲、乙、丙，这条路走了四十年; 由甲起步，转为乙，近年更踏足丙."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import patterns
from kg.document import Document
from kg.grammar.enumerations import coordinated, plain, separated
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span
from kg.structure import number

_COURSE = (
    r"(?:历程|路程|路径|轨迹|脉络|变迁|演变|演进|嬗变|蜕变|蝶变|跃升|跨越|转型"
    r"|变化|进程|征程|[一之段条的]路|发展史|[三四]部曲)"
)
_SUMMED = patterns.compile(
    rf"{_COURSE}[^，。；：！？“”\n]{{0,10}}(?:概括|归纳|总结|浓缩|归结|概述|凝练|比作|形容|描述|写)(?:为|成"
    rf"|作)?(?:是|了)?"
    r"[：:]?[“「](?P<list>[^“”「」。；\n]{5,60})[”」]"
)
_WALKED = patterns.compile(
    r"(?P<list>[^，。；：！？“”（）\n]{1,12}(?:、[^，。；：！？、“”（）\n]{1,12}){2,5})[”」』]?[，,]"
    r"(?:(?:这|就是|正是|便是)[^，。；、\n]{0,6}?(?:条|段|趟|个)?(?:路(?![口线段灯面])|历程|过程|轨迹|演变|变迁)"
    r"|这?(?P<count>[三四五六七])(?:步(?!骤)|拍|道[坎关]|个?(?:阶段|时期|台阶|境界|层级)|[重级段])(?![和与]))"
)

# 出海三部曲：甲、乙、丙; 读书有三重境界，即甲、乙、丙
_STAIRS = patterns.compile(
    r"[三四五六](?:部曲|级跳|[重层种]境界|个?台阶|段论|步走|步曲)(?:战略|路径)?[”」』]?(?:：|，?即|——"
    r"|，?(?:分别|依次)?(?:是|为))[“「『]?"
    r"(?P<list>[^，。；：！？（）()\n]{1,12}(?:、[^，。；：！？、（）()\n]{1,12}){2,5})(?=[，。；”」』\n]|$)"
)


def course_chains(document: Document) -> Iterator[Chain]:
    """Lists that the text calls a way that was gone."""
    text = document.text.text
    for sentence in document.sentences:
        for pattern in (_SUMMED, _WALKED, _STAIRS):
            for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
                span = Span(*match.span("list"))
                names = _listed(text, span)
                counted = match.groupdict().get("count")
                if counted and number(counted) != len(names):
                    continue
                if len(names) > 2 and distinct([plain(document[name]) for name in names]):
                    steps = tuple(Step(name, name) for name in names)
                    about = topic(text, sentence.span.start, match.start())
                    yield Chain(steps, Span(names[0].start, names[-1].end), "stages.course", about)


def _listed(text: str, span: Span) -> tuple[Span, ...]:
    marks = next(
        (marks for marks in ("、", "—→－-", "，,") if any(mark in text[span.start : span.end] for mark in marks)), ""
    )
    return coordinated(text, span) if marks == "、" else separated(text, span, marks)


# 由收租物业起步，逐步转为资产管理，近年更踏足康养社区

_ORIGIN = patterns.compile(
    r"(?:[由从以靠](?P<from>[^，。；：、\n]{2,12}?)(?:起步|起家|发家|发端)"
    r"|(?:起步|起家|发端|脱胎)于(?P<at>[^，。；：、\n]{2,12}))[，,]"
)
_ONWARD = re.compile(
    r"(?:转为|转入|转向|转型[为到]|转战|转做|改做|进入|进军|踏足|涉足|迈入|迈向|拓展[到至]|延伸[到至]|扩展[到至]"
    r"|发展[为到成]|升级为|走向|切入|布局|深耕|成长为|跃升为|(?<=如今|现在|今天|目前|终于|最终)(?:已经?"
    r"|正)?(?:成|成为|是)"
    r"|(?<=后来|随后|继而|接着|其后|如今|现在|今天|近年)(?:又|再|也|改|才|主要|重点|开始){0,2}(?:做|卖|搞|干"
    r"|造|种|养|办|开|经营)起?)了?"
    r"(?P<name>[^，。；：、\n]{2,12})(?=[，。；、\n]|$)"
)
_ONWARD_REACH = 90  # code points from one field to the last


def origin_chains(document: Document) -> Iterator[Chain]:
    """What something began with, and what the same sentence says it turned to."""
    text = document.text.text
    for sentence in document.sentences:
        for match in _ORIGIN.finditer(text, sentence.span.start, sentence.span.end):
            limit = min(sentence.span.end, match.end() + _ONWARD_REACH)
            names = [Span(*match.span("from" if match["from"] else "at"))]
            names += (Span(*onward.span("name")) for onward in _ONWARD.finditer(text, match.end(), limit))
            written = [document[name] for name in names]
            if not distinct(written) or any(_NO_FIELD.search(name) for name in written):
                continue
            steps = tuple(Step(name, name) for name in names)
            quote = Span(match.start(), names[-1].end)
            yield Chain(steps, quote, "stages.origin", topic(text, sentence.span.start, match.start()))


_NO_FIELD = re.compile(
    r"\d|(?:市场|全国|海外|国外|各地|大学|学校|工作|白手|白纸|[省市县镇村]|(?<![社园景])区)$|^(?:这|那|此"
    r"|零(?![部件售])|无)"
)
