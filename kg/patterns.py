"""Regular expressions that are run only where they can match.

Rules know some hundred wordings, an article uses a few of them. Each pattern works out from its own source what its
triggers are (`kg.triggers`): strings of which every match holds one, and how far behind its start. One pass over a text
tells where the triggers of all patterns stand, and `search` and `finditer` look only there:

    (?P<name>[^，。]{2,8}(?:公司|集团))(?:就|将)收购     about 就收购 and 将收购

Nobody writes triggers down, so none can be wrong or forgotten: what is found is what `re` would find, sooner. Worth it
for what is searched in whole texts and sentences; a pattern that is matched at a known place is as good with `re`.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count

import ahocorasick

from kg.triggers import Triggers, triggers

_END = sys.maxsize
_SHORT = 200  # characters of a text that is as soon searched as looked through for triggers


class Pattern:
    """A compiled expression, asked as those of `re` are."""

    __slots__ = ("_finditer", "_number", "_search", "_triggers", "fullmatch", "match", "regex", "sub")

    def __init__(self, regex: re.Pattern[str]) -> None:
        self.regex = regex
        self.match, self.fullmatch, self.sub = regex.match, regex.fullmatch, regex.sub
        self._search, self._finditer = regex.search, regex.finditer
        self._triggers = triggers(regex)
        self._number = _enter(self._triggers) if self._triggers else 0

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """The matches, from left to right, none overlapping another."""
        if self._triggers is None or len(text) < _SHORT:
            return self._finditer(text, start, end)
        places = _places(text).get(self._number, ())
        first = bisect_left(places, start) if start else 0
        if first == len(places) or places[first] >= end:
            return iter(())
        reach, extent = self._triggers.reach, self._triggers.extent
        if reach is None or extent is None:
            return self._finditer(text, start, end)
        return self._near(text, places, first, start, end, reach, extent)

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The first match."""
        return next(self.finditer(text, start, end), None)

    def _near(
        self, text: str, places: Sequence[int], first: int, start: int, end: int, reach: int, extent: int
    ) -> Iterator[re.Match[str]]:
        """The matches that begin at a trigger, or up to `reach` before it; none of them looks further than `extent`."""
        for number in range(first, len(places)):
            place = places[number]
            if place >= end:
                return
            while start <= place:
                match = self._search(text, max(start, place - reach), min(end, place + extent))
                if match is None or match.start() > place:  # what begins behind belongs to the next trigger
                    break
                yield match
                start = match.end()


def compile(source: str, flags: int = 0) -> Pattern:
    """A pattern that is run only where its triggers stand."""
    return Pattern(re.compile(source, flags))


_patterns: defaultdict[str, list[int]] = defaultdict(list)  # trigger → the numbers of the patterns that have it

_numbers = count(1)


def _enter(found: Triggers) -> int:
    """The number under which the triggers of a pattern are noted."""
    number = next(_numbers)
    for trigger in found.strings:
        _patterns[trigger].append(number)
    _automaton.cache_clear()
    _places.cache_clear()
    return number


@lru_cache(maxsize=1)
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for trigger, numbers in _patterns.items():
        automaton.add_word(trigger, (len(trigger) - 1, numbers))
    automaton.make_automaton()
    return automaton


@lru_cache(maxsize=2)
def _places(text: str) -> Mapping[int, Sequence[int]]:
    """Number of a pattern → where its triggers stand in a text, in order."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for last, (before, numbers) in _automaton().iter(text):
        for number in numbers:
            found[number].append(last - before)
    for places in found.values():
        places.sort()
    return dict(found)
