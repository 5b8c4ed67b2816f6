"""One form for each letter and digit: ＰａａＳ２．０ becomes PaaS2.0; and a radical becomes its character.

The dot within a foreign name (安娜．舒尔茨, 安娜・舒尔茨) becomes ·; the one behind a number (一．总则) does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from kg.clean.edits import Replacement

_FULL = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *map(ord, "％＋＆＠＃＿"))
_RADICALS = range(0x2E80, 0x2FE0)  # ⽅ for 方, as PDF readers give it
_COMPATIBLE = range(0xF900, 0xFB00)
_FORMS = {
    old: new
    for old in (*_FULL, *_RADICALS, *_COMPATIBLE)
    if len(new := normalize("NFKC", chr(old))) == 1 and new != chr(old)
}
_BETWEEN_ASCII = re.compile("(?<=[0-9A-Za-z])[．－／＝](?=[0-9A-Za-z])")
_BETWEEN_CHINESE = re.compile(
    "(?<=[\u4e00-\u9fff][\u4e00-\u9fff])(?<![一二三四五六七八九十])[．・•‧](?=[\u4e00-\u9fff]{2})"
)

SIGNS = frozenset(map(chr, _FORMS)) | frozenset("．－／＝・•‧")


def fold_widths(text: str) -> Iterator[Replacement]:
    """Give letters and digits, and the signs between them, their plain form; the text stays as long as it was."""
    folded = _BETWEEN_ASCII.sub(lambda match: normalize("NFKC", match.group()), text.translate(_FORMS))
    folded = _BETWEEN_CHINESE.sub("·", folded)
    if folded != text:
        yield Replacement(0, len(text), folded)
