from __future__ import annotations

import time

import pytest

from kg.model import Article, Entity, Evidence, Fact
from kg.pipeline import extract
from tests.cases import cases


def said(fact: Fact, words: str) -> bool:
    """Whether the arguments of a fact hold all of the words."""
    values = [value.name if isinstance(value, Entity) else str(value) for _, value in fact.arguments]
    return all(any(word in value for value in values) for word in words.split(", "))


def put(evidence: Evidence) -> tuple[str, str]:
    speaker = evidence.speaker
    return evidence.polarity.value, speaker.name if speaker else ""


@pytest.mark.parametrize(("text", "expected"), cases("modality"))
def test_evidence_says_how_the_article_puts_it_and_who_says_so(text: str, expected: str) -> None:
    facts = [(fact.kind.value.rpartition("#")[2], fact) for fact in extract(Article("0" * 64, text)).facts]
    for each in expected.split(" | "):
        what, _, how = each.partition(" = ")
        kind, _, words = what.partition(": ")
        if kind.startswith("-"):
            assert kind[1:] not in dict(facts)
            continue
        polarity, _, speaker = how.partition(" @")
        found = {
            put(evidence) for name, fact in facts if name == kind and said(fact, words) for evidence in fact.evidence
        }
        assert found, each
        assert {one for one, _ in found} == {polarity}, each
        assert not speaker or {other for _, other in found} == {speaker}, each


def test_long_clauses_cost_time_in_proportion() -> None:
    def seconds(times: int) -> float:
        text = "江北集团没有" + "计划拟将如果否认的" * times + "与云岫大学签署协议。"
        started = time.perf_counter()
        extract(Article("0" * 64, text))
        return time.perf_counter() - started

    seconds(10)
    assert seconds(2000) < 40 * seconds(200) + 1
