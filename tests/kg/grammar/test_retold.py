"""A chain told several times is one model, with the words of every telling."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from kg.extractors.stages import stages
from kg.model import Entity, Finding
from kg.vocab import KG
from tests.cases import cases
from tests.kg.extractors.proposed import chains_of, findings

TEXT = (
    "智慧校园正在从以“建网”为核心的1.0时代，走向以“育人”为核心的2.0时代。\n"
    "校长说：“智慧校园1.0时有网没人用，智慧校园2.0时人人都在用。”"
)


@pytest.mark.parametrize(("text", "expected"), cases("retold"))
def test_chain_told_again_is_the_same(text: str, expected: str) -> None:
    assert chains_of(text) == expected


def of(kind: NamedNode) -> list[Finding]:
    return [finding for finding in findings(stages, TEXT) if finding.kind == kind]


def test_model_is_named_by_the_shortest_names_that_stand_alone() -> None:
    (proposal,) = of(KG.ModelProposal)
    assert [value.name for _, value in proposal.arguments if isinstance(value, Entity)] == [
        "智慧校园：1.0时代→2.0时代",
        "智慧校园",
    ]


def test_every_telling_is_evidence() -> None:
    assert [TEXT[each.span.start : each.span.end] for each in of(KG.ModelProposal)[0].evidence] == [
        "从以“建网”为核心的1.0时代，走向以“育人”为核心的2.0时代",
        "1.0时有网没人用，智慧校园2.0",
    ]


def test_longer_wording_explains_the_stage_and_the_shorter_is_another_name() -> None:
    first = of(KG.StageMembership)[0]
    assert (KG.gloss, Literal("以“建网”为核心的1.0时代")) in first.arguments
    assert [profile.aliases for profile in first.profiles] == [("1.0",)]
