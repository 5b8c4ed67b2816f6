"""Stages that a text counts, numbers or lists: 经历A、B、C三个阶段, 第一阶段…第二阶段…, 萌芽期、成长期和成熟期."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Document
from kg.extractor import Example, Yield, extractor
from kg.grammar.chains import chains
from kg.grammar.proposals import chain_findings
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
        Example("大多数医院还停在第一步和第二步之间。", quotes=()),
        Example("北京、上海、深圳三个城市参加了会议。", quotes=()),
    ),
)
def stages(document: Document) -> Iterator[Yield]:
    """The chains of stages that a text sets out as such."""
    for chain in chains(document):
        yield from chain_findings(document, chain)
