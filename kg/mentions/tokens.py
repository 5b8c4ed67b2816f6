"""The text cut into words, once for all recognisers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

import rjieba


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text with their tags and where they start; together they are the text.

    Only words of the dictionary are longer than one character: what it does not know, as most names, falls apart into
    single characters. Unknown words are not guessed, so that a name is judged by its surroundings, not by its letters.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]

    def before(self, position: int) -> int:
        """The number of the last token that starts before a position; -1 at the start of the text."""
        return bisect_left(self.starts, position) - 1

    def at(self, position: int) -> int:
        """The number of the token that a position lies in."""
        return bisect_right(self.starts, position) - 1

    def end(self, number: int) -> int:
        """Where a token ends."""
        return self.starts[number] + len(self.words[number])


@lru_cache(maxsize=2)  # the recognisers of one article ask for the same text
def tokens(text: str) -> Tokens:
    """Cut a text by the dictionary."""
    pairs = rjieba.tag(text, False)
    words = tuple([word for word, _ in pairs])  # a list is made faster than it is generated
    return Tokens(words, tuple([tag for _, tag in pairs]), tuple(accumulate(map(len, words[:-1]), initial=0)))


@cache
def frequency(word: str) -> int:
    """How often the dictionary has met a word; 0 for a word it does not know."""
    return int(rjieba.suggest_freq(word)) if len(word) > 1 and rjieba.has_word(word) else 0


@cache
def tag(word: str) -> str:
    """The part of speech of a word of the dictionary."""
    return str(rjieba.tag(word, False)[0][1])
