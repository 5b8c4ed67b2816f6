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
_MARK = -4.0
_MARKS = frozenset("，。、；：？！“”‘’《》（）,;:?!()")
_SHOUT = -8.0  # a second mark of "?!"
_SHOUTS = frozenset("?!？！")


@cache
def _log_probabilities() -> dict[str, float]:
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0]) / "dict.txt"
    counts = {}
    total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        total += int(count)
        if int(count) >= _RARE and len(word) <= _LONGEST:
            counts[word] = int(count)
    return {word: log(count / total) for word, count in counts.items()}


def likelihood(text: str) -> float:
    """The log-probability of a short simplified text under its best cut into words."""
    known = _log_probabilities()
    best = [0.0]
    for end, character in enumerate(text, 1):
        if character in _MARKS:
            alone = _SHOUT if character in _SHOUTS and text[end - 2 : end - 1] in _SHOUTS else _MARK
        else:
            alone = known.get(character, _UNKNOWN)
        cuts = [best[-1] + alone]
        cuts += (best[start] + known.get(text[start:end], -1e9) for start in range(max(0, end - _LONGEST), end - 1))
        best.append(max(cuts))
    return best[-1]
