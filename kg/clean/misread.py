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
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from math import log
from operator import itemgetter

from kg.clean.edits import Replacement
from kg.clean.gbk import SECOND_BYTES, character, pair, seconds_read
from kg.clean.pinyin import LETTERS
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
_MOST = 10_000  # question marks; a text with more is no article that was damaged, and trying them takes minutes

_CLOSING = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "（": "）"}
_ENDS = frozenset("。，、；：？！…") | frozenset(_CLOSING.values())  # what a first lost byte may have belonged to
_MARKS = _ENDS | _CLOSING.keys() | {"—", "·"}
_ROWS_OF_MARKS = (0xA1, 0xA3)


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
    if sum(map(text.count, SIGNS)) > _MOST:
        return
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
    first = seconds_read(pair(text[start - 1 : start])[-1:], gloss.group(1)) if gloss else _ROWS_OF_MARKS
    places: tuple[int, ...] = (start,)
    pairs = b""
    while first and at < len(text) and len(places) < _LONGEST:
        sign = text[at]
        if sign in SIGNS and text[at - 1] in SIGNS and at - 1 > start:
            return  # three in a row: too much is lost to be read again
        if (pairs or gloss) and "@" <= sign <= "~":
            yield _Damage(start, at + 1, places, first, pairs, ord(sign))
        elif (pairs or gloss) and sign in SIGNS:
            behind = _GLOSS.match(text, at + 1)
            reading, end = (behind.group(1), behind.end()) if behind else ("", at + 1)
            tag = _TAG.match(text, end)
            yield _Damage(start, end, places, first, pairs, None, reading, tag.group() if tag else "")
        code = pair(sign)
        if not code or not (gloss or _fits(pairs, code, first)):
            return
        pairs += code
        places += (at,)
        at += 1


def _fits(pairs: bytes, code: bytes, first: tuple[int, ...]) -> bool:
    """Whether a pair read one byte off goes on with something readable, or begins behind a mark that ends something."""
    if pairs:
        return _is_readable(character(pairs[-1], code[0]))
    return any(character(row, code[0]) in _ENDS for row in first)


def _readings(text: str, damage: _Damage, before: str) -> Iterator[tuple[float, str, _Damage]]:
    """How a damaged stretch may read, each with how much likelier it makes the text."""
    end = damage.end + len(damage.tag)
    context, after = before[-_CONTEXT:], text[end : end + _CONTEXT]
    damaged = _likelihood(context + text[damage.start : end] + after)
    for lost in damage.first:
        code = bytes((lost,)) + damage.pairs
        known = "".join(map(character, code[:-1:2], code[1::2]))
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
        options = [character(held, damage.last)]
    elif damage.gloss:
        options = [character(held, byte) for byte in seconds_read(bytes((held,)), damage.gloss)]
    elif held in _ROWS_OF_MARKS:
        closing = _CLOSING.get(_opened(before), "”" if damage.tag else "")
        options = [closing] if pair(closing)[:1] == bytes((held,)) else []
    else:
        options = [character(held, byte) for byte in SECOND_BYTES]
    return list(filter(_is_readable, options))


def _fit(option: str, before: str, after: str) -> float:
    """How well a character goes with its two neighbours, to begin with."""
    a, b, c = _simple(before), _simple(option), _simple(after)
    return max(word(a) + word(b) + word(c), word(a + b) + word(c), word(a) + word(b + c), word(a + b + c))


def _is_balanced(before: str, reading: str) -> bool:
    """Whether all that a reading closes is open; but a quotation may have begun out of sight."""
    closing = (at for at, sign in enumerate(reading) if sign in _CLOSING.values() and sign not in "”’")
    return all(_CLOSING.get(_opened(before + reading[:at])) == reading[at] for at in closing)


def _aligned(damage: _Damage, reading: str) -> Iterator[Replacement]:
    """Each character in place of the one that held its first byte; the last one takes the rest."""
    *before, last = damage.places
    for place, following, sign in zip(damage.places, damage.places[1:], reading, strict=False):
        yield Replacement(place, following, sign)
    yield Replacement(last, damage.end, reading[len(before) :])


def _opened(text: str) -> str:
    """The quotation mark or bracket that is open at the end of the text's last paragraph, if any."""
    stack: list[str] = []
    for sign in text[text.rfind("\n") + 1 :]:
        if sign in _CLOSING:
            stack.append(sign)
        elif stack and sign == _CLOSING[stack[-1]]:
            stack.pop()
    return stack[-1] if stack else ""


def _is_readable(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or sign in _MARKS


@lru_cache(maxsize=32768)
def _simple(sign: str) -> str:
    return simplified(sign)


def _likelihood(text: str) -> float:
    return likelihood(simplified(text))
