"""Punctuation of one width in Chinese: 云计算,即 becomes 云计算，即, and (简称《意见》) becomes （简称《意见》）.

Sentences end at 。！？ and clauses at ，；：, and every rule after this one may rely on that. A half-width mark becomes
full-width only where it touches Chinese: 1,280, 10:30, GB/T 22239-2019 and f(x) stay. The full stop is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from kg.clean.edits import Replacement

SIGNS = frozenset(",;:?!()")

_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_CHINESE = "\u3001-\u301e\u3400-\u9fff\U00020000-\U00031fff“”‘’—…·"  # none of the marks that this step writes
_TOUCHES_CHINESE = re.compile(f"(?<=[{_CHINESE}])[()]|[()](?=[{_CHINESE}])")
_BRACKET = re.compile("[()（）]")
_RUN = re.compile("[,;:?!]+")
_NEIGHBOUR = re.compile(f"[{_CHINESE}（），；：？！]")


def fold_punctuation(text: str) -> Iterator[Replacement]:
    """Make marks and brackets that touch Chinese full-width; the text stays as long as it was."""
    folded = _translated(text, _full_brackets(text))
    folded = _translated(folded, _full_marks(folded))
    if folded != text:
        yield Replacement(0, len(text), folded)


def _full_brackets(text: str) -> list[int]:
    """Both brackets of a pair, where one of them is full-width already or touches Chinese; and such single ones."""
    full = {match.start() for match in _TOUCHES_CHINESE.finditer(text)}
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match.group() in "(（":
            opened.append(at)
        elif opened:
            pair = {opened.pop(), at}
            if any(place in full or text[place] in "（）" for place in pair):
                full |= pair
    return sorted(full)


def _full_marks(text: str) -> list[int]:
    """A run of marks that touches Chinese, or marks of full width."""
    runs = (match.span() for match in _RUN.finditer(text))
    full = (range(start, end) for start, end in runs if _NEIGHBOUR.search(text, max(0, start - 1), end + 1))
    return list(chain.from_iterable(full))


def _translated(text: str, places: list[int]) -> str:
    if not places:
        return text
    characters = list(text)
    for at in places:
        characters[at] = characters[at].translate(_FULL)
    return "".join(characters)
