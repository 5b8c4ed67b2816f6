"""How a name or a sentence is found by any part of it, be it one character.

A text is kept as the pairs of neighbours in it (数字政府 as 数字 字政 政府 府), and a question asks for its pairs in a
row; SQLite's own trigram index finds nothing for less than three characters. Names are found by their reading too:
from any syllable on (panhelin, helin, lin), or by initials (phl).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from unicodedata import normalize

_READINGS = 50_000  # kept: roles, places and stages come again and again
_READ = 24  # characters; whoever types readings does not type a longer name to its end


def normalised(name: str) -> str:
    """A name as it is compared: compatibility forms and case folded, only letters and digits kept."""
    return "".join(char for char in normalize("NFKC", name).casefold() if char.isalnum())


def bigrams(text: str) -> str:
    """The tokens under which a text is found: each two neighbours, and the last character of a run by itself."""
    return " ".join(token for run in _runs(text) for token in (*(run[i : i + 2] for i in range(len(run) - 1)), run[-1]))


def match(query: str) -> str:
    """The FTS5 expression that finds a query of one character or more among `bigrams`; empty if it has no letters."""
    found = []
    for run in _runs(query):
        tokens = [run[i : i + 2] for i in range(len(run) - 1)]
        found.append(f'"{" ".join(tokens)}"' if tokens else f'"{run}" *')
    return " AND ".join(found)


@lru_cache(_READINGS)
def reading(name: str) -> tuple[str, str]:
    """A name in pinyin, syllables set off by spaces, and the initials of these: 盘和林 → pan he lin, phl.

    Of a long name, its beginning.
    """
    from pypinyin import lazy_pinyin  # takes 0.2 s to load, and readers do without

    syllables = [run for syllable in lazy_pinyin(name[:_READ]) for run in _runs(syllable)]
    return " ".join(syllables), "".join(syllable[0] for syllable in syllables)


def suffixes(pinyin: str, initials: str) -> tuple[str, str]:
    """Readings as tokens for prefix search from any syllable: panhelin helin lin, phl hl l."""
    syllables = pinyin.split()
    joined = ("".join(syllables[i:]) for i in range(len(syllables)))
    return " ".join(joined), " ".join(initials[i:] for i in range(len(initials)))


def _runs(text: str) -> Iterator[str]:
    """The stretches of letters and digits in a text, folded."""
    folded = normalize("NFKC", text).casefold()
    return ("".join(run) for wanted, run in groupby(folded, str.isalnum) if wanted)
