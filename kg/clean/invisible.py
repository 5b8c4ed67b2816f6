"""Characters that no reader sees: controls, bidi marks, zero-width signs, lone surrogates, non-characters.

One of them inside a name hides it from every dictionary, and one of them makes any XML export ill-formed. Line ends
of every system become "\\n", spaces of every width but the ideographic one become " ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clean.edits import Replacement

_LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES = "\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f"
_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x1F, 0x1F), (0x7F, 0x84), (0x86, 0x9F),  # controls
    (0xAD, 0xAD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x3164, 0x3164), (0xFFA0, 0xFFA0),  # soft hyphen, joiners, fillers
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFB),  # zero width, bidi
    (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF),  # variation selectors and tags
    (0xD800, 0xDFFF),  # surrogates
    (0xFDD0, 0xFDEF), *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),  # non-characters
)  # fmt: skip
_INVISIBLE = "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES)
_UNWANTED = re.compile(f"\r\n?|[{_LINE_ENDS}]|[{_SPACES}]|[{_INVISIBLE}]+")

SIGNS = frozenset(_LINE_ENDS + _SPACES).union(chr(code) for first, last in _RANGES for code in range(first, last + 1))


def drop_invisible(text: str) -> Iterator[Replacement]:
    """Remove what cannot be seen; give line ends and spaces one form."""
    for match in _UNWANTED.finditer(text):
        first = match.group()[0]
        new = "\n" if first in _LINE_ENDS else " " if first in _SPACES else ""
        yield Replacement(match.start(), match.end(), new)
