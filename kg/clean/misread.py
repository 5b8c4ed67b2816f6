"""GBK text that was read one byte off: 問題?!北P和林 was 問題。”盤和林.

GBK writes a Chinese character in two bytes. Where a machine lost its place, the first byte of a character became a
lone "?", and from there on every pair was made of the second byte of one character and the first of the next, up to
an ASCII byte in second place (盤 is B1 50, and 50 is "P"), or to another lone byte, again a "?":

    。    ”    盤                 政府  數
    A1 A3 A1 B1 B1 50             …AE  94 ( dāng ) B5 ( shù )
    ?  !─── 北─── P               …府  ?─  dāng ) ?─  shù )

At the right, a gloss was put into the bytes before they were read: 府|數 contains 當 (AE 94), which got its pinyin, and
each lone byte took the bracket with it as its pair. So the pinyin tells what byte was lost, and a lost "<" is
known by the tag behind it. What else was lost is found by trying: first bytes that make a mark which ends something,
last bytes that make a word. A reading counts only where it makes better text, by the likelihood of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nlargest
from itertools import islice
from math import log
from operator import itemgetter

from kg.clean.edits import Replacement
from kg.clean.pinyin import LETTERS, is_reading
from kg.clean.simplified import simplified
from kg.clean.wording import likelihood, word

SIGNS = frozenset("?？\ufffd")

_LOST = re.compile("[?？\ufffd]")
_GLOSS = re.compile(f"([{LETTERS}]{{1,9}})[)）]")  # its opening bracket went with the lost byte
_TAG = re.compile("/[a-z][a-z0-9]{0,9}>", re.IGNORECASE)  # its "<" did

_LONGEST = 48  # characters of a damaged stretch
_CONTEXT = 8  # characters on either side by which a reading is judged
_TRIED = 8  # last characters tried in the whole
_ENDINGS = 3  # ends tried of one stretch
_PARAGRAPH = 400  # characters before it in which a quotation may have begun
_GAIN = 6.0  # a reading must be e⁶ times as likely as what stands there
_PATIENCE = 100  # stretches in a row that turn out to be sound; then so is the rest

_CLOSING = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "（": "）"}
_ENDS = frozenset("。，、；：？！…") | frozenset(_CLOSING.values())  # what a first lost byte may have belonged to
_MARKS = _ENDS | _CLOSING.keys() | {"—", "·"}
_ROWS_OF_MARKS = (0xA1, 0xA3)
_FIRST_BYTES = range(0x81, 0xFF)
_SECOND_BYTES = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@dataclass(frozen=True, slots=True)
class _Damage:
    """`text[start:end]` as a lost byte, pairs read one byte off, and a last byte: seen, or lost too."""

    start: int
    end: int
    places: tuple[int, ...]  # where the lost byte and the pairs stand; as many as there are characters to read
    first: tuple[int, ...]  # what the lost byte may have been
    pairs: bytes
    last: int | None
    gloss: str = ""  # the pinyin behind the last byte
    tag: str = ""  # the tag behind it, whose "<" went with the last byte


def repair_misread(text: str) -> Iterator[Replacement]:
    """Read from the right byte what makes better text so."""
    end, repaired, patience = 0, "", _PATIENCE
    for lost in _LOST.finditer(text):
        start = lost.start()
        if (
            start < end
            or text[start - 1 : start] in SIGNS
            or not (damages := tuple(islice(_damages(text, start), _ENDINGS)))
        ):
            continue
        before = (repaired + text[max(end, start - _PARAGRAPH) : start])[-_PARAGRAPH:]
        readings = (reading for damage in damages for reading in _readings(text, damage, before))
        gain, reading, damage = max(readings, key=itemgetter(0), default=(0.0, "", damages[0]))
        if gain >= _GAIN:
            yield from _aligned(damage, reading)
            end, repaired, patience = damage.end, before + reading, _PATIENCE
        elif (patience := patience - 1) == 0:
            return


def _damages(text: str, start: int) -> Iterator[_Damage]:
    """What may be damaged if the character at `start` is a lost byte: one stretch for each possible end."""
    gloss = _GLOSS.match(text, start + 1)
    at = gloss.end() if gloss else start + 1
    first = _bytes_read(_gbk(text[start - 1 : start])[-1:], gloss.group(1)) if gloss else _ROWS_OF_MARKS
    places: tuple[int, ...] = (start,)
    pairs = b""
    while first and at < len(text) and len(places) < _LONGEST:
        character = text[at]
        if character in SIGNS and text[at - 1] in SIGNS and at - 1 > start:
            return  # three in a row: too much is lost to be read again
        if (pairs or gloss) and "@" <= character <= "~":
            yield _Damage(start, at + 1, places, first, pairs, ord(character))
        elif (pairs or gloss) and character in SIGNS:
            behind = _GLOSS.match(text, at + 1)
            reading, end = (behind.group(1), behind.end()) if behind else ("", at + 1)
            tag = _TAG.match(text, end)
            yield _Damage(start, end, places, first, pairs, None, reading, tag.group() if tag else "")
        pair = _gbk(character)
        if not pair or not (gloss or _fits(pairs, pair, first)):
            return
        pairs += pair
        places += (at,)
        at += 1


def _fits(pairs: bytes, pair: bytes, first: tuple[int, ...]) -> bool:
    """Whether a pair read one byte off goes on with something readable, or begins behind a mark that ends something."""
    if pairs:
        return _is_readable(_character(pairs[-1], pair[0]))
    return any(_character(row, pair[0]) in _ENDS for row in first)


def _readings(text: str, damage: _Damage, before: str) -> Iterator[tuple[float, str, _Damage]]:
    """How a damaged stretch may read, each with how much likelier it makes the text."""
    end = damage.end + len(damage.tag)
    context, after = before[-_CONTEXT:], text[end : end + _CONTEXT]
    damaged = _likelihood(context + text[damage.start : end] + after)
    for lost in damage.first:
        code = bytes((lost,)) + damage.pairs
        known = "".join(map(_character, code[:-1:2], code[1::2]))
        if len(known) < len(code) // 2 or not all(map(_is_readable, known)) or not _is_balanced(before, known):
            continue
        if damage.first == _ROWS_OF_MARKS and known[0] not in _ENDS:
            continue
        options = _last_characters(code[-1], damage, before + known)
        neighbours = (context + known)[-1:], after[:1]
        for option in nlargest(_TRIED, options, key=lambda option: _fit(option, *neighbours)):
            gain = _likelihood(context + known + option + after) - damaged - log(len(options))
            yield gain, known + option + ("<" if damage.tag else ""), damage


def _last_characters(held: int, damage: _Damage, before: str) -> list[str]:
    """What the last character may be: given by its two bytes, by its pinyin, as the mark that closes, or anything."""
    if damage.last is not None:
        options = [_character(held, damage.last)]
    elif damage.gloss:
        options = [_character(held, byte) for byte in _bytes_read(bytes((held,)), damage.gloss)]
    elif held in _ROWS_OF_MARKS:
        options = [closing] if (closing := _CLOSING.get(_opened(before))) and _gbk(closing)[0] == held else []
    else:
        options = [_character(held, byte) for byte in _SECOND_BYTES]
    return list(filter(_is_readable, options))


def _fit(character: str, before: str, after: str) -> float:
    """How well a character goes with its two neighbours, to begin with."""
    a, b, c = _simple(before), _simple(character), _simple(after)
    return max(word(a) + word(b) + word(c), word(a + b) + word(c), word(a) + word(b + c), word(a + b + c))


def _is_balanced(before: str, reading: str) -> bool:
    """Whether all that a reading closes is open."""
    closing = (at for at, character in enumerate(reading) if character in _CLOSING.values())
    return all(_CLOSING.get(_opened(before + reading[:at])) == reading[at] for at in closing)


def _aligned(damage: _Damage, reading: str) -> Iterator[Replacement]:
    """Each character in place of the one that held its first byte; the last one takes the rest."""
    *before, last = damage.places
    for place, next_place, character in zip(damage.places, damage.places[1:], reading, strict=False):
        yield Replacement(place, next_place, character)
    yield Replacement(last, damage.end, reading[len(before) :])


def _opened(text: str) -> str:
    """The quotation mark or bracket that is open at the end of the text's last paragraph, if any."""
    stack: list[str] = []
    for character in text[text.rfind("\n") + 1 :]:
        if character in _CLOSING:
            stack.append(character)
        elif stack and character == _CLOSING[stack[-1]]:
            stack.pop()
    return stack[-1] if stack else ""


@lru_cache(maxsize=4096)
def _bytes_read(before: bytes, spelling: str) -> tuple[int, ...]:
    """The second bytes that make, behind a first one, a character of this reading."""
    found = ((byte, _character(before[0], byte)) for byte in _SECOND_BYTES) if before else ()
    return tuple(byte for byte, character in found if character and is_reading(character, spelling))


@cache
def _character(first: int, second: int) -> str:
    """The character of two GBK bytes, or nothing."""
    return bytes((first, second)).decode("gbk", errors="ignore")[:1] if first > 0x80 else ""


def _gbk(character: str) -> bytes:
    """The two bytes of a character, or nothing; ASCII may have been a full-width form, as "!" for ！, A3 A1."""
    if "!" <= character <= "~":
        return bytes((0xA3, ord(character) + 0x80))
    code = character.encode("gbk", errors="ignore")
    return code if len(code) == 2 else b""


def _is_readable(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in _MARKS


@lru_cache(maxsize=32768)
def _simple(character: str) -> str:
    return simplified(character)


def _likelihood(text: str) -> float:
    return likelihood(simplified(text))
