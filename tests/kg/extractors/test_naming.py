"""What a model is called and what it is said of, where the words for it stand elsewhere."""

from __future__ import annotations

import pytest

from kg.extractors.quadrants import quadrants
from kg.model import Entity
from kg.vocab import KG
from tests.kg.extractors.proposed import findings, wholes_of

CELLS = (
    "引领型（基础好、环境优），{}要先行；培育型（基础好、环境差），{}要补课；"
    "追赶型（基础差、环境优），{}要招商；帮扶型（基础差、环境差），{}要兜底。"
)


@pytest.mark.parametrize(
    ("lead", "each", "expected"),
    [
        ("两条线划出四个区域，定义了四种模式。", "这类县", ["县"]),
        ("把村庄分为四种类型。", "", ["村庄"]),
        ("两条线划出四个区域，定义了四种模式。", "", []),
    ],
)
def test_what_is_sorted_is_named_or_left_out(lead: str, each: str, expected: list[str]) -> None:
    text = f"魔方分为基础和环境两个维度，{lead}\n{CELLS.format(*[each] * 4)}"
    proposals = [found for found in findings(quadrants, text) if found.kind == KG.ModelProposal]
    assert [
        v.name for p in proposals for k, v in p.arguments if k == KG.classifies and isinstance(v, Entity)
    ] == expected


def test_count_bears_the_topic_of_the_sentence_that_announced_it() -> None:
    text = "统一平台的建设路径包括两个维度和三种模式。其中，三种模式主要包括集中模式、联邦模式和混合模式。"
    assert wholes_of(text) == "统一平台的建设路径的三种模式: 集中模式, 联邦模式, 混合模式"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "局里把全市316个村庄按人口多少和财力强弱重新梳理：人口多、财力强的是中心村，人口多、财力弱的是负重村，"
            "人口少、财力强的是特色村，人口少、财力弱的是偏远村。",
            "按人口和财力划分的村",
        ),
        (
            "安氏矩阵以需求和能力为两轴，把业务分为四类：先行区，需求高、能力强；培育区，需求高、能力弱；"
            "富余区，需求低、能力强；观察区，需求低、能力弱。",
            "安氏矩阵",
        ),
    ],
)
def test_quadrant_model_is_called_as_the_text_does_or_by_what_it_sorts(text: str, expected: str) -> None:
    assert (
        next(
            v.name for f in findings(quadrants, text) for k, v in f.arguments if k == KG.model and isinstance(v, Entity)
        )
        == expected
    )
