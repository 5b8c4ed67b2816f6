from __future__ import annotations

import pytest

from kg.extractors.relations import relations
from kg.mentions import read
from kg.model import Article, CleanText, Finding, Mention, Polarity
from kg.vocab import local_name
from tests.cases import cases


def findings(text: str) -> list[Finding]:
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    return [found for found in relations(document) if isinstance(found, Finding)]


@pytest.mark.parametrize(("text", "expected"), cases("relations"))
def test_relation_names_both_sides(text: str, expected: str) -> None:
    found = [
        f"{local_name(finding.kind.value)}: "
        + ", ".join(value.name for _, value in finding.arguments if isinstance(value, Mention))
        for finding in findings(text)
    ]
    assert sorted(found) == sorted(filter(None, expected.split(" | ")))


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("江北集团没有收购江南科技。", Polarity.NEGATED),
        ("江北集团拟收购江南科技。", Polarity.PLANNED),
        ("江北集团收购江南科技。", Polarity.ASSERTED),
    ],
)
def test_relation_is_as_sure_as_the_text(text: str, polarity: Polarity) -> None:
    assert [finding.evidence[0].polarity for finding in findings(text)] == [polarity]
