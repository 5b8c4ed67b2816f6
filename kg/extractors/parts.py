"""Wholes and their parts: counted (五大支柱), named (“ACE”方法论，即…), composed (由…组成), a slogan (一云两端三网).

A list that ends in an open 等 without a name or a count, things that are no parts (cities, firms, problems, advice),
the cells and axes of quadrant models, and chains of stages are left to others or kept as candidates.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Document
from kg.extractor import Example, Yield, extractor
from kg.grammar.counted import counted_sets
from kg.grammar.doubts import counts_alone, rows
from kg.grammar.proposals import whole_findings
from kg.grammar.wholes import wholes
from kg.model import Candidate
from kg.vocab import KG


@extractor(
    KG.ModelProposal,
    KG.PartMembership,
    examples=(
        Example(
            "集团把治理体系划分为组织、制度、流程三大支柱，缺一不可。",
            quotes=("组织、制度、流程三大支柱", "组织", "制度", "流程"),
        ),
        Example(
            "上架前要过三道关：来源合法、用途正当、风险可控。",
            quotes=("三道关：来源合法、用途正当、风险可控", "来源合法", "用途正当", "风险可控"),
        ),
        Example(
            "“ACE”方法论，即评估（Assess）、共创（Co-create）、演进（Evolve），先体检再开方。",
            quotes=(
                "“ACE”方法论，即评估（Assess）、共创（Co-create）、演进（Evolve）",
                "评估（Assess）",
                "共创（Co-create）",
                "演进（Evolve）",
            ),
        ),
        Example("清源模式就是“一云两端三网”。", quotes=("一云两端三网", "一云", "两端", "三网")),
        Example("北京、上海、深圳三个城市和甲、乙两家公司参加了会议。", quotes=()),
        Example("大数据、人工智能、云计算等技术正在成熟。", quotes=()),
        Example("平台经历了数据库、数据湖、数据中台三个阶段。", quotes=()),
    ),
)
def parts(document: Document) -> Iterator[Yield]:
    """Every whole that the text sets out, with its parts."""
    for whole in wholes(document):
        if isinstance(whole, Candidate):
            yield whole
        else:
            yield from whole_findings(document, whole, KG.ComponentModel)
    yield from rows(document)
    yield from counts_alone(document, counted_sets(document.text.text))
