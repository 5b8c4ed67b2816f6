"""Every extractor finds what its examples say it finds, and says nothing that the ontology does not allow."""

from __future__ import annotations

import pytest

from kg.extractor import Example, Extractor
from kg.extractors import extractors
from kg.mentions import read
from kg.model import Article, Candidate, CleanText, Evidence, Finding
from kg.vocab import arguments, subclasses

EXTRACTORS = extractors()
EXAMPLES = [
    pytest.param(extractor, example, id=f"{extractor.name}-{number}")
    for extractor in EXTRACTORS
    for number, example in enumerate(extractor.examples, 1)
]


def findings(extractor: Extractor, text: str) -> list[Finding]:
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    return [found for found in extractor(document) if isinstance(found, Finding)]


def quotes(text: str, found: list[Finding]) -> list[str]:
    return [text[evidence.span.start : evidence.span.end] for finding in found for evidence in finding.evidence]


@pytest.mark.parametrize(("extractor", "example"), EXAMPLES)
def test_example_yields_exactly_its_quotes(extractor: Extractor, example: Example) -> None:
    assert sorted(quotes(example.text, findings(extractor, example.text))) == sorted(example.quotes)


@pytest.mark.parametrize(("extractor", "example"), EXAMPLES)
def test_example_stays_within_the_ontology(extractor: Extractor, example: Example) -> None:
    declared = {kind for declared in extractor.kinds for kind in subclasses(declared)}
    for finding in findings(extractor, example.text):
        assert finding.kind in declared
        given = [property for property, _ in finding.arguments]
        rules = {rule.property: rule for rule in arguments(finding.kind)}
        assert set(given) <= set(rules)
        for property, rule in rules.items():
            assert given.count(property) >= rule.minimum
            assert rule.maximum is None or given.count(property) <= rule.maximum


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.name)
def test_extractor_shows_what_it_finds_and_what_it_leaves_alone(extractor: Extractor) -> None:
    assert any(example.quotes for example in extractor.examples)
    assert any(not example.quotes for example in extractor.examples)


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.name)
def test_every_yield_names_its_rule_and_its_place(extractor: Extractor) -> None:
    for example in extractor.examples:
        for found in extractor(read(Article("0" * 64, example.text), CleanText.verbatim(example.text))):
            places: tuple[Evidence | Candidate, ...] = (found,) if isinstance(found, Candidate) else found.evidence
            assert places
            for place in places:
                assert 0 <= place.span.start < place.span.end <= len(example.text)
                assert place.rule
