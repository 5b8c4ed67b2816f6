"""One form for each letter and digit: ＰａａＳ２．０ becomes PaaS2.0; and a radical becomes its character."""

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

SIGNS = frozenset(map(chr, _FORMS)) | frozenset("．－／＝")


def fold_widths(text: str) -> Iterator[Replacement]:
    """Give letters and digits, and the signs between them, their plain form; the text stays as long as it was."""
    folded = _BETWEEN_ASCII.sub(lambda match: normalize("NFKC", match.group()), text.translate(_FORMS))
    if folded != text:
        yield Replacement(0, len(text), folded)
