"""Confidence is counted, not guessed: what a rule's facts were worth on articles that nobody read to write it."""

from __future__ import annotations

import pytest

from bench.calibration import Judgement, cross_validated, table, wilson
from kg.articles import article
from kg.confidence import confidence
from kg.pipeline import extract


def judgements(*counts: tuple[str, int, int]) -> list[Judgement]:
    return [Judgement(f"{n}", "persons strict", rule, right, wrong) for n, (rule, right, wrong) in enumerate(counts)]


def test_a_rule_is_worth_the_share_of_its_facts_that_are_right() -> None:
    found = table(judgements(("often", 90, 10), ("seldom", 1, 0)))
    assert found["often"] == pytest.approx(0.9, abs=0.01)
    assert found["seldom"] < 0.95  # once right is little: drawn towards the others


def test_a_rule_that_nobody_has_seen_is_worth_what_all_are() -> None:
    found = table(judgements(("one", 60, 40), ("other", 40, 60)))
    assert found[""] == pytest.approx(0.5, abs=0.01)


def test_an_article_is_judged_by_the_others() -> None:
    told = [Judgement(f"article {n}", "stages", "rule", int(n == 0), int(n != 0)) for n in range(40)]
    claims = {each.article: claim for claim, each in cross_validated(told)}
    assert claims["article 0"] < 0.2  # its own success does not count for it


def test_the_interval_of_a_share() -> None:
    assert wilson(9, 10) == pytest.approx((0.596, 0.982), abs=0.001)
    low, high = wilson(10, 10)
    assert low > 0.7
    assert high == pytest.approx(1)


def test_evidence_has_the_confidence_of_its_rule() -> None:
    (post,) = extract(article("江北大学校长陆鸣远出席会议。")).facts
    (evidence,) = post.evidence
    assert evidence.confidence == confidence(evidence.rule)
    assert 0 < confidence("no such rule") < 1
