"""Where the names of relations stand: on their own line, and on nothing else.

Every name takes the free place nearest the middle of its line. Where there is none it is left out; and if then some of
the focus's relations had their name and others not, though all are called the same, it is said only once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kg.layout.picture import LINE, Box, Picture, Point, entry, text_width
from kg.model import Edge

_SIZE = 12.0  # of the letters
_RING = 24.0  # around the mark of a focus
_HEAD = 9.0  # an arrow's
_STEP = 5.0  # between places that are tried
_ROOM = 2.0  # around a name


def names(picture: Picture, courses: Mapping[Edge, Sequence[Point]], wanted: Iterable[Edge]) -> dict[Edge, Point]:
    """The middle of the name of each wanted relation that has a place; courses are what is drawn, as points."""
    wanted = tuple(wanted)
    taken = [*_marks(picture), *(_head(course) for course in courses.values() if len(course) > 1)]
    found = dict[Edge, Point]()
    for edge in wanted:
        width = text_width(edge.label, _SIZE) + 4
        free = [
            box
            for x, y in _from_the_middle(courses[edge])
            if not any((box := Box(x, y, width, LINE)).overlaps(other, _ROOM) for other in taken)
            and width / 2 <= x <= picture.width - width / 2
        ]
        if free:
            others = [course for other, course in courses.items() if course != courses[edge] and other != edge]
            box = next((box for box in free if not _crossed(box, others)), free[0])
            taken.append(box)
            found[edge] = box.x, box.y
    if len(found) < len(wanted) and len({edge.label for edge in wanted}) == 1:
        return dict(list(found.items())[:1])
    return found


def _marks(picture: Picture) -> Iterable[Box]:
    """All that stands on the paper before there are lines."""
    for iri, box in picture.boxes.items():
        size = _RING if iri in picture.subgraph.centres and iri not in picture.frames else 0.0
        yield Box(box.x, box.y, max(box.width, size), max(box.height, size))
        yield picture.labels[iri].box


def _head(course: Sequence[Point]) -> Box:
    (x1, y1), (x2, y2) = course[-2:]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    return Box(x2 - (x2 - x1) / length * _HEAD / 2, y2 - (y2 - y1) / length * _HEAD / 2, _HEAD, _HEAD)


def _from_the_middle(course: Sequence[Point]) -> Iterable[Point]:
    """Points of a course, the middle first, then to either side in turn."""
    length = _length(course)
    yield _at(course, length / 2)
    for step in range(1, int(length / 2 / _STEP)):
        yield _at(course, length / 2 + step * _STEP)
        yield _at(course, length / 2 - step * _STEP)


def _length(course: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(course))


def _at(course: Sequence[Point], distance: float) -> Point:
    for a, b in pairwise(course):
        part = math.dist(a, b)
        if distance <= part and part:
            share = distance / part
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        distance -= part
    return course[-1]


def _crossed(box: Box, courses: Iterable[Sequence[Point]]) -> bool:
    return any(entry(a, b, box) for course in courses for a, b in pairwise(course))
