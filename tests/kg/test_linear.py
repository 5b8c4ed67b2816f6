"""Every pattern takes time in proportion to the text: twice the bait, made of its own alphabet, at most 2.5 times."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any

import pytest

from kg.extractors import extractors
from kg.patterns import Pattern

_N = 20_000  # characters of the bait
_SMALL = 0.1  # seconds: twice the bait cannot take less where time grows with the square of the text
_LETTERS = 2  # baits of one letter over and over


def _held(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, Pattern):
        yield value.regex
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list) and depth < 3:
        for member in value:
            yield from _held(member, depth + 1)
    elif isinstance(value, dict) and depth < 2:
        for member in value.values():
            yield from _held(member, depth + 1)


def _house() -> dict[str, re.Pattern[str]]:
    """Every pattern of the text wing, once, by where it stands."""
    extractors()
    found: dict[re.Pattern[str], str] = {}
    for module, members in sorted(sys.modules.items()):
        if re.match(r"kg\.(?:clean|structure|words|mentions|grammar|extractors|linking|articles)", module):
            for name, value in vars(members).items():
                if not name.startswith("__"):
                    for number, regex in enumerate(_held(value)):
                        found.setdefault(regex, f"{module}.{name}:{number}")
    return {name: regex for regex, name in found.items()}


class _Bait:
    """Strings made of what a pattern is made of."""

    def __init__(self, regex: re.Pattern[str]) -> None:
        self._chance = random.Random(1)
        self._tree = _parser.parse(regex.pattern, regex.flags & ~re.UNICODE)

    def strings(self) -> Iterator[str]:
        """What it may match, over and over, whole and cut off; its letters one by one, and mixed."""
        samples = [self._sample(self._tree, most) for most in (1, 6)]
        letters = sorted({letter for sample in samples for letter in sample} | {"甲"})
        yield from (sample for sample in samples if sample)
        yield samples[-1][:-1] or "甲"
        yield from self._chance.sample(letters, min(_LETTERS, len(letters)))
        yield "".join(self._chance.choices(letters, k=50))

    def _sample(self, items: Any, most: int) -> str:
        return "".join(self._one(operator, argument, most) for operator, argument in items)

    def _one(self, operator: Any, argument: Any, most: int) -> str:
        match operator:
            case op.LITERAL:
                return chr(argument)
            case op.NOT_LITERAL | op.ANY:
                return "甲"
            case op.IN:
                kind, value = self._chance.choice(argument)
                if argument[0][0] is op.NEGATE or kind is op.CATEGORY:
                    return "甲" if argument[0][0] is op.NEGATE else "1"
                return chr(value if kind is op.LITERAL else value[0])
            case op.BRANCH:
                return self._sample(self._chance.choice(argument[1]), most)
            case op.SUBPATTERN:
                return self._sample(argument[3], most)
            case op.ATOMIC_GROUP:
                return self._sample(argument, most)
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                least, upmost, inner = argument
                return self._sample(inner, most) * max(int(least), min(int(upmost), most))
        return ""


def _seconds(regex: re.Pattern[str], text: str) -> float:
    start = process_time()
    for _ in regex.finditer(text):
        pass
    return process_time() - start


HOUSE = _house()


@pytest.mark.parametrize("regex", HOUSE.values(), ids=HOUSE)
def test_twice_the_bait_takes_twice_the_time(regex: re.Pattern[str]) -> None:
    for string in _Bait(regex).strings():
        eighth, once, twice = ((string * (length // len(string) + 1))[:length] for length in (_N // 4, _N, 2 * _N))
        if _seconds(regex, eighth) < _SMALL / 64:  # eight times the text is still small, were it squared
            continue
        assert any(
            (longer := _seconds(regex, twice)) < _SMALL or longer < 2.5 * _seconds(regex, once) for _ in range(5)
        ), string[:40]
