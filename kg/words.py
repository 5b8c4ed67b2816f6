"""Words with their part of speech and their place in the text: where a noun begins, where a verb ends it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import rjieba

from kg.model import Span


class Word(NamedTuple):
    """A word of the dictionary; `flag` is its part of speech as in the ICTCLAS tag set: n, v, vn, p, ns …"""

    span: Span
    text: str
    flag: str


@lru_cache(maxsize=4096)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(text))


def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a short stretch of text, in order; they cover it."""
    found = []
    for word, flag in _tagged(text[start:end]):
        found.append(Word(Span(start, start + len(word)), word, flag))
        start += len(word)
    return tuple(found)
