"""The scorer forgives what the annotation format says it forgives, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from kg.scoring import Counts, normalise, score

GOLD: Mapping[str, Any] = {
    "persons": [
        {
            "name": "林知夏",
            "affiliations": [
                {"org": "澄江大学管理学院", "role": "院长", "alt": ["澄大管理学院"]},
                {"org": None, "role": "学者", "optional": True},
            ],
        }
    ],
    "stages": [{"concept": "城市", "stages": ["数字化", ["智能化", "智能化阶段"], "智慧化"]}],
    "models": [
        {
            "model": "魔方",
            "kind": "quadrant",
            "alt": ["四种类型"],
            "dimensions": [{"name": "产业基础", "values": ["薄", "好"], "alt": ["产业底子"]}],
            "parts": [
                {"name": "培育型", "position": {"产业基础": "薄"}},
                {"name": "升维型", "position": {"产业基础": "好"}},
            ],
        }
    ],
    "documents": [{"title": "关于加强数字政府建设的指导意见", "alt": ["指导意见"]}],
    "events": [{"name": "数字政府建设研讨会"}],
    "org_relations": [{"a": "澄江大学", "relation": "合作", "b": "远望科技"}],
}


def counts(predicted: Mapping[str, Any]) -> Mapping[str, Counts]:
    return score([("one", GOLD, predicted)]).categories


def predicted() -> dict[str, Any]:
    return deepcopy(dict(GOLD))


def test_the_gold_itself_is_right_throughout() -> None:
    assert counts(GOLD)["micro strict"].f1 == 1.0
    assert counts(GOLD)["micro relaxed"].f1 == 1.0


def test_nothing_predicted_is_all_missed_and_the_optional_is_not_wanted() -> None:
    assert counts({})["persons strict"] == Counts(0, 0, 1)
    assert counts({})["micro strict"].f1 == 0.0


def test_an_alternative_form_is_accepted_and_another_role_is_not() -> None:
    prediction = predicted()
    prediction["persons"] = [{"name": "林知夏", "affiliations": [{"org": "澄大管理学院", "role": "院长"}]}]
    assert counts(prediction)["persons strict"] == Counts(1, 0, 0)
    prediction["persons"][0]["affiliations"][0]["role"] = "副院长"
    assert counts(prediction)["persons strict"] == Counts(0, 1, 1)
    assert counts(prediction)["persons relaxed"] == Counts(1, 0, 0)


def test_the_order_of_stages_matters_and_their_suffix_does_not() -> None:
    prediction = predicted()
    prediction["stages"] = [{"stages": ["数字化阶段", "智能化", "智慧化时代"]}]
    assert counts(prediction)["stages"] == Counts(2, 0, 0)
    prediction["stages"] = [{"stages": ["智能化", "数字化"]}]
    assert counts(prediction)["stages"] == Counts(0, 1, 2)


def test_a_maturity_model_is_a_chain_of_stages() -> None:
    prediction = predicted()
    prediction["stages"] = []
    names = ["数字化", "智能化", "智慧化"]
    parts = [{"name": name, "order": order} for order, name in enumerate(names, 1)]
    prediction["models"] = [*prediction["models"], {"model": "成熟度", "kind": "maturity", "parts": parts}]
    assert counts(prediction)["stages"] == Counts(2, 0, 0)


def test_a_negative_level_is_never_a_positive_one() -> None:
    prediction = predicted()
    prediction["models"][0]["parts"][0]["position"] = {"产业底子": "薄弱"}
    assert counts(prediction)["placements"] == Counts(2, 0, 0)
    prediction["models"][0]["parts"][0]["position"] = {"产业底子": "好"}
    assert counts(prediction)["placements"] == Counts(1, 1, 1)


def test_another_model_name_counts_only_where_models_are_aligned_by_their_parts() -> None:
    prediction = predicted()
    prediction["models"][0] |= {"model": "县域发展框架", "alt": []}
    assert counts(prediction)["model parts"] == Counts(0, 2, 2)
    assert counts(prediction)["model parts*"] == Counts(2, 0, 0)


def test_duplicates_are_ignored_and_a_pair_has_no_direction() -> None:
    prediction = predicted()
    prediction["documents"] = [{"title": "《關於加強數字政府建設的指導意見》"}] * 2
    prediction["org_relations"] = [{"a": "远望科技", "b": "澄江大学"}]
    assert counts(prediction)["documents"] == Counts(1, 0, 0)
    assert counts(prediction)["org_relations"] == Counts(1, 0, 0)


@pytest.mark.parametrize(
    ("written", "compared"),
    [("《數字政府》", "数字政府"), ("Ａ １．０", "a1.0"), ("“互联网＋”", "互联网+"), (None, "")],
)
def test_strings_are_compared_in_their_plain_form(written: str | None, compared: str) -> None:
    assert normalise(written) == compared
