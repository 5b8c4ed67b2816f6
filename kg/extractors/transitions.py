"""What turns into what: 从信息化到数字化再到智能化, 由被动抢修向主动运维转变, 自「甲」移向「乙」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.extractor import Example, Yield, extractor
from kg.grammar.chains.prepositions import prepositions
from kg.grammar.chains.shifts import pairs, successions, turned
from kg.grammar.enumerations import enclosed
from kg.grammar.proposals import chain_findings
from kg.model import Candidate
from kg.vocab import KG

_TRIGGER = re.compile(r"[从由自继向变]")


@extractor(
    KG.ModelProposal,
    KG.StageMembership,
    examples=(
        Example(
            "云岫市政务服务建设的目标是从信息化到数字化再到智能化。",
            quotes=("从信息化到数字化再到智能化", "从信息化", "到数字化", "再到智能化"),
        ),
        Example(
            "下一步，推动水务管理由被动抢修向主动运维转变。",
            quotes=("由被动抢修向主动运维转变", "由被动抢修", "向主动运维转变"),
        ),
        Example("重心自「建設」移向「營運」。", quotes=("自「建設」移向「營運」", "自「建設」", "移向「營運」")),
        Example(
            "这是被动服务向主动服务、单一服务向综合服务的转变。",
            quotes=("被动服务向主动服务", "被动服务", "向主动服务", "单一服务向综合服务", "单一服务", "向综合服务"),
        ),
        Example("用户从12万增加到300万，线路从望川到云岫，他从未离开。", quotes=()),
        Example("一个项目从立项到验收平均要两年。", quotes=()),
    ),
)
def transitions(document: Document) -> Iterator[Yield]:
    """The chains that the prepositions of change spell out."""
    for sentence in document.sentences:
        span = sentence.span
        if not _TRIGGER.search(document.text.text, span.start, span.end):
            continue
        frame = enclosed(document.text.text, span.start, span.end)
        for found in (
            *prepositions(document, span, frame),
            *pairs(document, span, frame),
            *successions(document, span, frame),
            *turned(document, span, frame),
        ):
            if isinstance(found, Candidate):
                yield found
            else:
                yield from chain_findings(document, found)
