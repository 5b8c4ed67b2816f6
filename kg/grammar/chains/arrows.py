"""Chains drawn with dashes or arrows: “试点—扩散—固化—再造”的循环, 线下办→网上办→掌上办."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.enumerations import OPENING, dashed
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span

_PROCESS = re.compile(
    r"[”」』]?的?[^，。；\n]{0,6}?(?:循环|闭环|链条|链路|路径|过程|流程|阶段|历程|逻辑|演进|跃升|步|层次|三部曲|周期|体系|模式|格局)"
)
# 往往要经过“甲—乙—丙”; 演进路径是：甲—乙—丙
_LEADING = re.compile(
    r"(?:(?:经过|经历|历经|走过|跨过|度过)了?|(?:路径|路线|历程|过程|阶段|脉络|轨迹|流程|步骤|进程|次序|顺序|趋势|规律)"
    r"(?:可以?|大致|大体|通常|一般)?(?:就?是|为|概括为|归纳为|表述为|遵循)?[：:]?)[“「『]?$"
)


def arrow_chains(document: Document) -> Iterator[Chain]:
    """What arrows link, and what dashes link where the words behind call it a course."""
    text = document.text.text
    for sentence in document.sentences:
        for names in dashed(text, sentence.span.start, sentence.span.end):
            start, end = names[0].start, names[-1].end
            chain = text[start:end]
            called = _PROCESS.match(text, end, end + 16) or _LEADING.search(text, max(0, start - 12), start)
            if "→" not in chain and (not called or re.search(r"[A-Za-z\d]", chain)):
                continue
            if not distinct([document[name] for name in names]) or all(len(name) == 1 for name in names):
                continue
            before = start - (text[start - 1 : start] in tuple(OPENING))
            steps = tuple(Step(name, name) for name in names)
            yield Chain(steps, Span(start, end), "stages.arrows", topic(text, sentence.span.start, before))
