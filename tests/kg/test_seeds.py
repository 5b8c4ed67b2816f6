"""What the seed articles say is found, and not because their names are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.annotations import annotate
from kg.articles import article
from kg.clean import clean
from kg.pipeline import extract
from kg.resources import SEEDS
from kg.scoring import Report, score

GOLD = Path(__file__).parents[2] / "bench" / "corpus" / "seeds" / "gold"
STEMS = ("000", "001", "002", "003", "004")

# Every person and organisation of the seeds, and an invented one of the same shape.
INVENTED: Mapping[str, str] = {
    "黄璜": "罗琅",
    "杨立华": "沈立夏",
    "李云": "周岚",
    "孟天广": "程天阔",
    "周季夫": "吴季川",
    "杜晓梦": "蒋晓棠",
    "高体伟": "方体纲",
    "燕继荣": "应继昌",
    "苏萌": "顾苒",
    "盘和林": "阮和柏",
    "习近平": "林近山",
    "许诗军": "何诗远",
    "北京大学": "临川大学",
    "北大": "临大",
    "清华大学": "远山大学",
    "北京市平谷区": "云州市青谷区",
    "北京城市大数据研究院": "云州城市大数据研究院",
    "百分点": "万里舟",
    "浙江大学": "越江大学",
    "中央全面深化改革委员会": "中央全面深化创新委员会",
    "阿里巴巴": "白鹿巴巴",
    "阿里云": "白鹿云",
    "千方科技": "百川科技",
    "国务院": "政务院",
}


def raw(stem: str) -> str:
    return (SEEDS / "articles" / f"{stem}.txt").read_text(encoding="utf-8")


def gold(stem: str) -> dict[str, Any]:
    return dict(json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8")))


def invent(text: str) -> str:
    for name in sorted(INVENTED, key=len, reverse=True):
        text = text.replace(name, INVENTED[name])
    return text


def report(text: Callable[[str], str], rename: Callable[[str], str]) -> Report:
    return score(
        (stem, json.loads(rename(json.dumps(gold(stem), ensure_ascii=False))), annotate(extract(article(text(stem)))))
        for stem in STEMS
    )


@cache
def as_received() -> Report:
    return report(raw, str)


@pytest.mark.parametrize("category", ["persons strict", "placements", "documents", "events", "org_relations"])
def test_every_name_place_document_and_relation_is_found_and_nothing_else(category: str) -> None:
    outcomes = {stem: as_received().outcomes[stem, category] for stem in STEMS}
    assert not {stem: (o.wrong, o.missed) for stem, o in outcomes.items() if o.wrong or o.missed}


def test_all_categories_together_reach_four_fifths() -> None:
    assert as_received().categories["micro strict"].f1 >= 0.80


def test_invented_names_of_the_same_shape_are_found_as_well() -> None:
    invented = report(lambda stem: invent(clean(raw(stem)).text), invent).categories["micro strict"].f1
    assert invented >= as_received().categories["micro strict"].f1 - 0.03
