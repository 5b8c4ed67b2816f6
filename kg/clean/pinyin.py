"""Pinyin put behind characters by machines that re-publish texts: 數(shù)字政府建設(shè).

A bracket goes only if it holds a reading of the very character before it, so 研究院(sri) and 安徽(ah) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from kg.clean.edits import Replacement

SIGNS = frozenset("(（")

LETTERS = "a-züāáǎàăēéěèĕêếềīíǐìĭōóǒòŏūúǔùŭǖǘǚǜńňǹḿɑɡ\u0300\u0301\u0302\u0304\u0306\u0308\u030c"
_GLOSS = re.compile(f"[(（]([{LETTERS}]{{1,9}}[0-5]?)[)）]")  # one real line: 指導(dǎo)意見

_SPELLINGS = str.maketrans("ɑɡv", "agü")
_BREVES = str.maketrans("ăĕĭŏŭ", "ǎěǐǒǔ")  # a breve for the third tone, often seen
_TONES = str.maketrans(dict(zip("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề", "aaaaeeeeiiiioooouuuuüüüünnnmêê", strict=True)))


@lru_cache(maxsize=8192)
def readings(character: str) -> frozenset[str]:
    """All readings of a character, with their tone marks and without; empty for what is not Chinese."""
    from pypinyin.constants import PINYIN_DICT  # takes long to load, and few texts need it

    spelled = PINYIN_DICT.get(ord(character), "")
    toned = {normalize("NFC", reading) for reading in spelled.split(",") if reading}
    return frozenset(toned | {_toneless(reading) for reading in toned})


def is_reading(character: str, spelling: str) -> bool:
    """Whether a character can be read so: with tone mark, tone number or none, ü or v."""
    spelling = normalize("NFC", spelling).translate(_SPELLINGS).translate(_BREVES)
    return spelling.rstrip("012345") in readings(character)


def _toneless(reading: str) -> str:
    return normalize("NFC", reading).translate(_TONES)


def drop_pinyin(text: str) -> Iterator[Replacement]:
    """Remove bracketed readings behind the character they read."""
    end, character = 0, ""
    for match in _GLOSS.finditer(text):
        if match.start() == 0:
            continue
        if match.start() != end:  # else a second gloss of the same character
            character = text[match.start() - 1]
        if is_reading(character, match.group(1)):
            end = match.end()
            yield Replacement(match.start(), end, "")
