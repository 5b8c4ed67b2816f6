from __future__ import annotations

import pytest

from kg.extractors.relations import relations
from kg.mentions import read
from kg.model import Article, CleanText, Finding, Mention
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
