"""Stages that something passes through: 经历A、B、C三个阶段, 第一阶段…第二阶段…, 从信息化到数字化, 由甲向乙转变."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.document import Document
from kg.extractor import Example, Yield, extractor
from kg.grammar.chains import chains
from kg.grammar.chains.transitions import transitions
from kg.grammar.doubts import changes, courses
from kg.grammar.proposals import Chain, chain_findings
from kg.grammar.retold import retold
from kg.grammar.topics import topic
from kg.model import Candidate
from kg.vocab import KG


@extractor(
    KG.ModelProposal,
    KG.StageMembership,
    examples=(
        Example(
            "平台的发展先后经历了数据库、数据湖、数据中台三个阶段。",
            quotes=("数据库、数据湖、数据中台三个阶段", "数据库", "数据湖", "数据中台"),
        ),
        Example(
            "第一阶段，清理台账；第二阶段，重塑流程。",
            quotes=("第一阶段，清理台账；第二阶段", "第一阶段", "第二阶段"),
        ),
        Example(
            "该词条把市场划分为萌芽期（2015年以前）、成长期和成熟期。",
            quotes=("萌芽期（2015年以前）、成长期和成熟期", "萌芽期", "成长期", "成熟期"),
        ),
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
        Example(
            "养老服务正从机构走向社区。养老服务从机构到社区的转变，才刚刚开始。",
            quotes=(
                "从机构走向社区",
                "从机构到社区的转变",
                "从机构",
                "从机构",
                "走向社区",
                "到社区的转变",
            ),
        ),
        Example("大多数医院还停在第一步和第二步之间。", quotes=()),
        Example("北京、上海、深圳三个城市参加了会议。", quotes=()),
        Example("用户从12万增加到300万，线路从望川到云岫，他从未离开。", quotes=()),
        Example("一个项目从立项到验收平均要两年。", quotes=()),
    ),
)
def stages(document: Document) -> Iterator[Yield]:
    """The chains of stages that a text sets out or spells out, each model once."""
    found: list[Chain] = [*chains(document)]
    for each in transitions(document):
        if isinstance(each, Candidate):
            yield each
        else:
            found.append(each)
    yield from changes(document)
    yield from courses(document)
    for told in retold(document, (_about(document, chain) for chain in found)):
        yield from chain_findings(document, told)


def _about(document: Document, chain: Chain) -> Chain:
    """The chain with what its sentence is about, where its reader did not say."""
    if chain.topic:
        return chain
    start = document.sentence_at(chain.quote.start).span.start
    return replace(chain, topic=topic(document.text.text, start, chain.quote.start))
