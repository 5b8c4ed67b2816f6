"""Traditional characters read as simplified ones by OpenCC: 執行長 becomes 执行长, not 首席执行官.

Words stay, only characters change. For names the 通用规范汉字表 of 2013 has some characters of their own that were
variants before: 昇 and 陞 stay, 鉅 becomes 钜.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import opencc

from kg.clean.edits import Replacement

_NAMES = {"昇": "昇", "陞": "陞", "鉅": "钜"}


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _convert(text: str) -> str:
    simple: str = _converter().convert(text)
    if len(simple) == len(text) and any(kept in text for kept in _NAMES):
        simple = "".join(_NAMES.get(old, new) for old, new in zip(text, simple, strict=True))
    return simple


@cache
def signs() -> frozenset[str]:
    """The characters that simplification can change."""
    blocks = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32000))
    characters = [chr(code) for first, last in blocks for code in range(first, last)]
    simple = _convert("\n".join(characters)).split("\n")
    return frozenset(old for old, new in zip(characters, simple, strict=True) if old != new)


def simplified(text: str) -> str:
    """The text in simplified characters, as long as it was: where a phrase would change its length, character by
    character."""
    if signs().isdisjoint(text):
        return text
    simple = _convert(text)
    if len(simple) == len(text):
        return simple
    lines = text.splitlines(keepends=True)
    if len(lines) > 1:
        return "".join(map(simplified, lines))
    return "".join(new if len(new := _convert(old)) == 1 else old for old in text)


def simplify(text: str) -> Iterator[Replacement]:
    """Replace traditional characters, one by one."""
    if (simple := simplified(text)) != text:
        yield Replacement(0, len(text), simple)
