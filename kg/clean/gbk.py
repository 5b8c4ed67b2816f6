"""Characters and their two bytes in GBK."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.clean.pinyin import is_reading

SECOND_BYTES = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@cache
def character(first: int, second: int) -> str:
    """The character of two bytes, or nothing."""
    return bytes((first, second)).decode("gbk", errors="ignore")[:1] if first > 0x80 else ""


def pair(sign: str) -> bytes:
    """The two bytes of a character, or nothing; ASCII may have been a full-width form, as "!" for ！, A3 A1."""
    if "!" <= sign <= "~":
        return bytes((0xA3, ord(sign) + 0x80))
    code = sign.encode("gbk", errors="ignore")
    return code if len(code) == 2 else b""


@lru_cache(maxsize=4096)
def seconds_read(first: bytes, spelling: str) -> tuple[int, ...]:
    """The second bytes that make, behind a first one, a character of this reading; none behind nothing."""
    found = ((byte, character(first[0], byte)) for byte in SECOND_BYTES) if first else ()
    return tuple(byte for byte, sign in found if sign and is_reading(sign, spelling))
