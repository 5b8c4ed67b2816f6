"""How two strings are compared: after NFKC, simplification, lower case, without white space and most punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import opencc

_DROPPED = re.compile(r"[\s\u200b\"'“”‘’「」『』《》〈〉【】()（）\[\]*·・,，、。:：;；!！?？_\-—－–]+")


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(value: object) -> str:
    """A string as it is compared."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFKC", str(value))
    return _DROPPED.sub("", _simplifier().convert(text).lower())


def forms(main: object, alternatives: object = None) -> tuple[str, ...]:
    """The accepted forms of a field, as they are compared."""
    first = [] if main is None else [main]
    return tuple(normalise(form) for form in (*first, *listed(alternatives)))


def listed(value: object) -> list[object]:
    """A value as a list: of itself, or of nothing."""
    return value if isinstance(value, list) else [] if value is None else [value]


def contained(one: str, forms: Iterable[str], shortest: int) -> bool:
    """Whether one string is a form, or one lies in the other and both have at least so many characters."""
    return any(
        one == form or (min(len(one), len(form)) >= shortest and (one in form or form in one))
        for form in forms
        if form or one == form
    )


def part_name(one: str, forms: Iterable[str]) -> bool:
    """Whether one string is a form, or a good part of one."""
    for form in forms:
        if one == form:
            return True
        if one and form and (one in form or form in one):
            short, long = sorted((len(one), len(form)))
            if short >= 3 or short / long >= 0.5:
                return True
    return False


def bigram_dice(one: str, other: str) -> float:
    """How much two strings share, by pairs of characters: 0 to 1 (Dice 1945)."""
    first = {one[i : i + 2] for i in range(len(one) - 1)}
    second = {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
