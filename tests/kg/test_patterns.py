"""A pattern that is run only where its triggers stand finds what `re` finds."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator

import pytest

from kg import patterns
from kg.extractors import extractors
from kg.patterns import Pattern
from kg.resources import SEEDS
from kg.triggers import triggers

_FILLER = "的了，。；：、\n“”《》（）2024年江北大学与公司在是为从到向和第一三"


def _held(value: object) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for member in value:
            yield from _held(member)


def house_patterns() -> dict[str, Pattern]:
    """Every such pattern that a rule is made of, by where it stands."""
    extractors()
    return {
        f"{module}.{name}:{number}": pattern
        for module, members in sorted(sys.modules.items())
        if module.startswith("kg.")
        for name, value in vars(members).items()
        for number, pattern in enumerate(_held(value))
    }


HOUSE = house_patterns()


@pytest.mark.parametrize("pattern", HOUSE.values(), ids=HOUSE)
def test_the_same_is_found_as_everywhere(pattern: Pattern) -> None:
    found = triggers(pattern.regex)
    strings = sorted(found.strings) if found else []
    chance = random.Random(1)
    prose = (SEEDS / "articles" / "000.txt").read_text(encoding="utf-8")
    for _ in range(20):
        pieces = chance.choices((*strings, *_FILLER, *(prose[i : i + 12] for i in range(0, len(prose), 12))), k=150)
        text = "".join(pieces) + "。" * 200
        start, end = chance.choice(((0, len(text)), (len(text) // 3, len(text) // 2)))
        spans = [match.span() for match in pattern.regex.finditer(text, start, end)]
        assert [match.span() for match in pattern.finditer(text, start, end)] == spans
        first = pattern.search(text, start, end)
        assert (first and first.span()) == (spans[0] if spans else None)


@pytest.mark.parametrize(
    ("source", "strings", "reach"),
    [
        ("收购(?:了)?[^，。]{2,8}(?:公司|集团)", "收购", 3),
        ("(?P<name>[^，。]{2,8}(?:公司|集团))(?:就|将)收购", "就收购 将收购", 13),
        ("(?:主要|核心)?任务(?=[是为])", "任务", 4),
        ("(?<=总部)设在", "设在", 2),
        ("(?:由|从).*起步", "起步", None),
    ],
)
def test_triggers_are_what_no_match_lacks(source: str, strings: str, reach: int | None) -> None:
    found = triggers(re.compile(source))
    assert found is not None
    assert (found.strings, found.reach) == (frozenset(strings.split()), reach)


@pytest.mark.parametrize("source", ["[^，。]{2,8}", "[的了在，]", "(?i)ceo", "(?:收购)?", "(?=收购)"])
def test_what_may_stand_anywhere_has_no_triggers(source: str) -> None:
    assert triggers(re.compile(source)) is None


def test_matches_do_not_overlap() -> None:
    text = "甲" * 300 + "江北公司公司公司" + "甲" * 300
    pattern = patterns.compile("[^乙]{1,3}公司")
    assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in pattern.regex.finditer(text)]
