"""One form for each character: ＰａａＳ２．０ becomes PaaS2.0; and in Chinese, 云计算,即 becomes 云计算，即.

Sentences end at 。！？ and clauses at ，；：, and every rule after this one may rely on that. A half-width mark becomes
full-width only where it touches Chinese: 1,280, 10:30, GB/T 22239-2019 and f(x) stay. The full stop is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from kg.clean.edits import Replacement

_FULL = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *map(ord, "％＋＆＠＃＿"))
_RADICALS = range(0x2E80, 0x2FE0)  # ⽅ for 方: what PDF readers give
_COMPATIBLE = range(0xF900, 0xFB00)
_FORMS = {
    old: new
    for old in (*_FULL, *_RADICALS, *_COMPATIBLE)
    if len(new := normalize("NFKC", chr(old))) == 1 and new != chr(old)
}
_MARKS = str.maketrans(",;:?!()", "，；：？！（）")

SIGNS = frozenset(map(chr, _FORMS)) | frozenset(",;:?!()．－／＝～")

_CHINESE = "\u3001-\u301e\u3400-\u9fff\U00020000-\U00031fff“”‘’—…·"
_BETWEEN_ASCII = re.compile("(?<=[0-9A-Za-z])[．－／＝](?=[0-9A-Za-z])")
_TOUCHES_CHINESE = re.compile(f"(?<=[{_CHINESE}])[()]|[()](?=[{_CHINESE}])")
_BRACKET = re.compile("[()（）]")
_RUN = re.compile("[,;:?!，；：？！]+")
_NEIGHBOUR = re.compile(f"[{_CHINESE}（），；：？！]")


def fold_widths(text: str) -> Iterator[Replacement]:
    """Give letters, digits and punctuation the width that fits them; the text stays as long as it was."""
    folded = text.translate(_FORMS)
    folded = _BETWEEN_ASCII.sub(lambda match: normalize("NFKC", match.group()), folded)
    folded = _fold_punctuation(_fold_brackets(folded))
    if folded != text:
        yield Replacement(0, len(text), folded)


def _fold_brackets(text: str) -> str:
    """Both brackets of a pair are full-width where one of them is, or touches Chinese."""
    if "(" not in text and ")" not in text:
        return text
    touching = {match.start() for match in _TOUCHES_CHINESE.finditer(text)}
    full = set(touching)
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match.group() in "(（":
            opened.append(at)
        elif opened:
            pair = {opened.pop(), at}
            if pair & touching or any(text[place] in "（）" for place in pair):
                full |= pair
    return _translated(text, sorted(full))


def _fold_punctuation(text: str) -> str:
    """A run of marks is full-width where one of them is, or it touches Chinese."""
    places: list[int] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if _NEIGHBOUR.search(text, max(0, start - 1), end + 1):
            places.extend(range(start, end))
    return _translated(text, places)


def _translated(text: str, places: list[int]) -> str:
    pieces: list[str] = []
    kept = 0
    for place in places:
        pieces += text[kept:place], text[place].translate(_MARKS)
        kept = place + 1
    pieces.append(text[kept:])
    return "".join(pieces)
