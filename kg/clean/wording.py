"""How likely a stretch of Chinese is as words: the log-probability of its best cut, by the frequencies of jieba's
dictionary."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

_LONGEST = 4
_RARE = 5  # words counted fewer times say little, and are most of the dictionary
_UNKNOWN = -18.0  # about one in the sixty million words that the dictionary counted
_IMPOSSIBLE = -1e9
_MARK = -4.0
_MARKS = frozenset("，。、；：？！“”‘’《》（）「」『』〈〉【】…—·,;:?!() \u3000\n\ufffd")
_SHOUT = -8.0  # a second mark of "?!"
_SHOUTS = frozenset("?!？！")
_FIRST_CHINESE = "\u4e00"
_ASCII = -6.0  # where Latin or a number begins
_ASCII_ON = -1.0  # where it goes on


@cache
def _log_probabilities() -> dict[str, float]:
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0]) / "dict.txt"
    counts = {}
    total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        entry, count, _ = line.split(" ")
        total += int(count)
        if int(count) >= _RARE and len(entry) <= _LONGEST:
            counts[entry] = int(count)
    return {entry: log(count / total) for entry, count in counts.items()}


def word(text: str) -> float:
    """The log-probability of a short text as one word."""
    return _log_probabilities().get(text, _UNKNOWN if len(text) < 2 else _IMPOSSIBLE)


def likelihood(text: str) -> float:
    """The log-probability of a short simplified text under its best cut into words."""
    known = _log_probabilities().get
    best = [0.0]
    before = ""
    for end, character in enumerate(text, 1):
        likeliest = best[-1] + _alone(character, before)
        if character > _FIRST_CHINESE:
            for start in range(max(0, end - _LONGEST), end - 1):
                entry = known(text[start:end])
                if entry is not None and best[start] + entry > likeliest:
                    likeliest = best[start] + entry
        best.append(likeliest)
        before = character
    return best[-1]


def _alone(character: str, before: str) -> float:
    if character in _MARKS:
        return _SHOUT if character in _SHOUTS and before in _SHOUTS else _MARK
    if character.isascii():
        return _ASCII_ON if before.isascii() and before.isalnum() else _ASCII
    return _log_probabilities().get(character, _UNKNOWN)
