"""What a regular expression cannot match without: its triggers, strings of which every match holds one.

The expression is read as the tree that `re` itself makes of it. Along a sequence, what it may spell out so far is
multiplied by what the next item may, as long as that stays little: `(?:收购|并购)了?` spells out 收购, 收购了, 并购,
并购了. Where it ends, those strings are one candidate; an item inside the sequence may have another; the one that is
likely to be the rarest in a text is taken. Of alternatives, each must have its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from re import _constants as op  # type: ignore[attr-defined]  # the tree has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 400  # strings that an item may spell out
_LONGEST = 8  # characters of such a string
_LISTED = 40  # characters of a range such as a-z that are listed one by one
_FAR = 600  # characters from which on it is not worth knowing how far a match goes
_TOO_OFTEN = 0.03  # of all places of a text: what stands there triggers nothing
_OFTEN, _SELDOM = 0.008, 0.0008  # of all places, those that hold a common or another character, about
_THEN_OFTEN, _THEN_SELDOM = 0.05, 0.01  # the same behind a certain character
_COMMON = frozenset(
    "，的。、一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"
    "多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合"
    "“”（）：；《》 \n0123456789"
)


@dataclass(frozen=True, slots=True)
class Triggers:
    """The strings; how far behind the start of a match one begins, at most; how far from there on a match looks."""

    strings: frozenset[str]
    reach: int | None  # None: too far, or endless
    extent: int | None


def triggers(regex: re.Pattern[str]) -> Triggers | None:
    """The triggers of an expression; None where it has none, or only such as stand everywhere."""
    tree = _parser.parse(regex.pattern, regex.flags & ~re.UNICODE)
    if regex.flags & re.IGNORECASE or not tree.getwidth()[0]:
        return None
    part = _Reader().sequence(tree)
    found = part.triggers()
    if found is None or _frequency(found[0]) > _TOO_OFTEN:
        return None
    extent = part.extent + 2  # `$` looks two characters on
    return Triggers(found[0], int(found[1]) if found[1] <= _FAR else None, int(extent) if extent <= _FAR else None)


_Candidate = tuple[frozenset[str], float]  # triggers and their reach


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an expression: how many characters it takes at most, and looks at; all that it may spell out, if that
    is little; and its best triggers otherwise."""

    width: float
    extent: float
    spelled: frozenset[str] | None = None
    best: _Candidate | None = None

    def triggers(self) -> _Candidate | None:
        """What every match of this part holds."""
        if self.spelled is None or "" in self.spelled:
            return self.best
        return _shortest(self.spelled), self.width


_NOTHING = frozenset(("",))


class _Reader:
    """Reads one parsed expression."""

    def __init__(self) -> None:
        self._widths: dict[int, float] = {}  # of the groups so far, for what refers back to them

    def sequence(self, items: Any) -> _Part:
        """Items one behind the other."""
        width = extent = 0.0
        spelled, all_of_it = _NOTHING, True  # by the last items; by all of them
        candidates: list[_Candidate] = []
        for operator, argument in items:
            part = self._item(operator, argument)
            extent = max(extent, width + part.extent)
            if part.best is not None:
                candidates.append((part.best[0], width + part.best[1]))
            if (longer := _product(spelled, part.spelled)) is not None:
                spelled = longer
            else:
                candidates.append((_shortest(spelled), width))
                spelled, all_of_it = part.spelled or _NOTHING, False
            width += part.width
        candidates.append((_shortest(spelled), width))
        best = min((each for each in candidates if "" not in each[0]), key=_rank, default=None)
        return _Part(width, extent, spelled if all_of_it else None, best)

    def _item(self, operator: Any, argument: Any) -> _Part:
        match operator:
            case op.LITERAL:
                return _Part(1, 1, frozenset((chr(argument),)))
            case op.IN:
                return _Part(1, 1, _characters(argument))
            case op.NOT_LITERAL | op.ANY:
                return _Part(1, 1)
            case op.BRANCH:
                return _either([self.sequence(branch) for branch in argument[1]])
            case op.SUBPATTERN:
                group, flags, _, items = argument
                part = self.sequence(items)
                self._widths[group] = part.width
                return _Part(part.width, part.extent) if flags & re.IGNORECASE else part
            case op.ATOMIC_GROUP:
                return self.sequence(argument)
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                return self._repeated(*argument)
            case op.ASSERT if argument[0] > 0:
                ahead = self.sequence(argument[1])
                return _Part(0, ahead.extent, _NOTHING, ahead.triggers())
            case op.ASSERT_NOT if argument[0] > 0:
                return _Part(0, self.sequence(argument[1]).extent, _NOTHING)
            case op.ASSERT | op.ASSERT_NOT:  # what stands before may stand before the stretch that is searched
                return _Part(0, 0, _NOTHING)
            case op.AT:
                return _Part(0, 1, _NOTHING)
            case op.GROUPREF:
                width = self._widths[argument]
                return _Part(width, width)
        return _Part(inf, inf)

    def _repeated(self, least: int, most: Any, items: Any) -> _Part:
        part = self.sequence(items)
        if least == most == 1:
            return part
        width = part.width * (inf if most is op.MAXREPEAT else most) if part.width else 0
        extent = width + part.extent
        if least == 0:
            return _Part(width, extent, part.spelled | _NOTHING if part.spelled and most == 1 else None)
        return _Part(width, extent, None, part.triggers())


def _product(left: frozenset[str], right: frozenset[str] | None) -> frozenset[str] | None:
    """What two items may spell out together; None where that is too much."""
    if right is None or len(left) * len(right) > _MOST:
        return None
    both = frozenset(a + b for a in left for b in right)
    return both if max(map(len, both)) <= _LONGEST else None


def _either(parts: list[_Part]) -> _Part:
    width, extent = max(part.width for part in parts), max(part.extent for part in parts)
    spelled = [part.spelled for part in parts if part.spelled is not None]
    if len(spelled) == len(parts) and sum(map(len, spelled)) <= _MOST:
        return _Part(width, extent, frozenset().union(*spelled))
    found = [each for part in parts if (each := part.triggers()) is not None]
    if len(found) < len(parts):
        return _Part(width, extent)
    strings = _shortest(frozenset().union(*(strings for strings, _ in found)))
    return _Part(width, extent, None, (strings, max(reach for _, reach in found)))


def _characters(members: Any) -> frozenset[str] | None:
    """The characters of a set; None where they are many, or all but some."""
    found: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            found.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < _LISTED:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)


def _shortest(strings: Iterable[str]) -> frozenset[str]:
    """The strings that hold no other of them."""
    kept: list[str] = []
    for string in sorted(strings, key=len):
        if not any(other in string for other in kept):
            kept.append(string)
    return frozenset(kept)


def _rank(candidate: _Candidate) -> float:
    return _frequency(candidate[0])


def _frequency(strings: Iterable[str]) -> float:
    """At how many of all places of a text one of the strings stands, roughly."""
    total = 0.0
    for string in strings:
        often = _OFTEN if string[0] in _COMMON else _SELDOM
        for character in string[1:]:
            often *= _THEN_OFTEN if character in _COMMON else _THEN_SELDOM
        total += often
    return total
