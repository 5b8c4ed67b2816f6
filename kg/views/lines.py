"""How the relations of a picture run on paper, and where their names stand.

A line ends where a mark, its words, or the border of a cell or frame begins. A relation to a model stands for those
to its parts, which then share its line; a model's relation to its own part is the frame around it. Several relations
between the same two fan out. A line is straight; where something stands in the way, or another line runs there
already, it is the flattest bow that is free, and where no bow is, it goes along the margin.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.layout.picture import Box, Picture, Point, entry
from kg.model import Edge
from kg.views.names import names

_CLOSE = 11.0  # from the middle of a mark to where a line ends
_FAN = 24.0  # between relations of the same two
_BOWS = (1, -1, 2, -2, 4, -4, 6, -6)  # how far a line may bend, as a share of the fan; the flattest first
_PIECES = 10  # of a bow, where it is taken as straight pieces
_FEW = 12  # relations of a focus that all have their name; of more, each name stands once at the same end
_MANY = 32  # relations, beyond which lines keep clear of frames only
_FRAME, _MARK, _WORDS, _SHARED, _BENT = 100.0, 14.0, 8.0, 10.0, 5.0  # what each costs a line
_BESIDE = 2.5  # two lines closer than this look like one
_PACE, _FORK = 12.0, 24.0  # between the points of a line where that is looked at; and from its ends to the first
_LANES = (9.0, 12.0, 6.0)  # from a frame, where lines run beside each other along a margin

Points = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A relation on paper: two points, three where it bends, four where it goes around; its name is centred on `at`."""

    points: Points
    at: Point = (0.0, 0.0)
    focused: bool = False
    named: bool = False
    within: bool = False  # the frame around a part says it; the line is the upper border of the part


def lines(picture: Picture) -> dict[Edge, Line]:
    """The line of every relation. The focus's relations have their names, where there is room."""
    return _Draughtsman(picture).draw()


class _Draughtsman:
    """Knows what stands where, and what is drawn already."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.frame_of = {n.iri: n.parent for n in picture.subgraph.nodes if n.parent in picture.frames}
        self.direct = {(edge.source, edge.target) for edge in picture.subgraph.edges}
        self.fans: Counter[frozenset[str]] = Counter()
        self.single = {
            iri: (mark, picture.labels[iri].box)
            for iri, mark in picture.boxes.items()
            if iri not in picture.frames and iri not in self.frame_of
        }
        self.careful = len(picture.subgraph.edges) <= _MANY
        self.courses = list[tuple[Box, Points]]()
        self.routes = dict[tuple[str, str, int], Points]()

    def draw(self) -> dict[Edge, Line]:
        """The relations in their order, one after the other; then the names of the focus's."""
        drawn = {edge: self.line(edge) for edge in self.picture.subgraph.edges}
        own = [
            e for e, line in drawn.items() if line.focused and not line.named and self.ends(e) == (e.source, e.target)
        ]
        once = {(e.predicate, self.frame_of.get(e.target) or e.target): e for e in reversed(own)}
        wanted = own if len(own) <= _FEW else [e for e in own if e in once.values()]
        courses = {edge: course(line.points) for edge, line in drawn.items() if not line.within}
        for edge, at in names(self.picture, courses, wanted).items():
            drawn[edge] = replace(drawn[edge], at=at, named=True)
        return drawn

    def line(self, edge: Edge) -> Line:
        focused = bool({edge.source, edge.target} & set(self.picture.subgraph.centres))
        if self.frame_of.get(edge.target) == edge.source:
            cell = self.picture.boxes[edge.target]
            return Line(((cell.left, cell.top - 4), (cell.right, cell.top - 4)), within=True)
        if edge.source == edge.target:
            return _loop(self.picture.boxes[edge.source], focused)
        source, target = self.ends(edge)
        turn = 0
        if (source, target) == (edge.source, edge.target):
            pair = frozenset((source, target))
            turn = self.fans[pair]
            self.fans[pair] += 1
        if (source, target, turn) not in self.routes:
            self.routes[source, target, turn] = points = self.route(source, target, turn)
            along = course(points)
            self.courses.append((_around(along), along))
        return Line(self.routes[source, target, turn], focused=focused)

    def ends(self, edge: Edge) -> tuple[str, str]:
        """What the line joins: the model rather than its part, where there is a relation to the model too."""
        source, target = edge.source, edge.target
        from_frame, to_frame = self.frame_of.get(source), self.frame_of.get(target)
        if to_frame and from_frame != to_frame and {(source, to_frame), (to_frame, source)} & self.direct:
            return source, to_frame
        if from_frame and from_frame != to_frame and {(target, from_frame), (from_frame, target)} & self.direct:
            return from_frame, target
        return source, target

    def route(self, source: str, target: str, turn: int) -> Points:
        a, b = self.picture.boxes[source], self.picture.boxes[target]
        frames = {self.frame_of.get(source), self.frame_of.get(target)}
        if len(frames) == 1 and frames != {None} and abs(a.y - b.y) > 1 and abs(a.x - b.x) > a.width / 2:
            return _next_row(a, b)
        if turn:
            return self.bow(source, target, turn if source < target else -turn)
        straight = self.rim(source, (b.x, b.y)), self.rim(target, (a.x, a.y))
        cost = self.cost(straight, source, target)
        if not cost:
            return straight
        found: list[tuple[float, int, Points]] = [(cost, 0, straight)]
        if self.careful or cost >= _FRAME:
            for number, turn in enumerate(_BOWS, 1):
                bow = self.bow(source, target, turn)
                found.append((self.cost(bow, source, target) + _BENT * abs(turn), number, bow))
        best = min(found)
        if best[0] >= _FRAME and frames == {None}:
            return self.around(source, target)
        return best[2]

    def bow(self, source: str, target: str, turn: int) -> Points:
        """A line that bends so far to one side."""
        middle = _bend(self.picture.boxes[source], self.picture.boxes[target], turn)
        return self.rim(source, middle), middle, self.rim(target, middle)

    def cost(self, points: Points, source: str, target: str) -> float:
        """What a line runs through, its own ends left aside, and whether it runs along another."""
        along, ends = course(points), {source, target, self.frame_of.get(source), self.frame_of.get(target)}
        reach = _around(along)
        cost = sum(
            _FRAME
            for iri, box in self.picture.frames.items()
            if iri not in ends and reach.overlaps(box) and _hits(along, box)
        )
        if not self.careful:
            return cost
        cost += _FRAME * (reach.left < 1 or reach.right > self.picture.width - 1)
        for iri, (mark, words) in self.single.items():
            if iri not in ends:
                cost += _MARK * (reach.overlaps(mark) and _hits(along, mark))
                cost += _WORDS * (reach.overlaps(words) and _hits(along, words))
        paces = _paces(along)
        return cost + sum(
            _SHARED for room, other in self.courses if reach.overlaps(room, _BESIDE) and _shared(paces, other)
        )

    def around(self, source: str, target: str) -> Points:
        """Along a margin, on a lane of its own if there is one."""
        a, b = self.picture.boxes[source], self.picture.boxes[target]
        blocking = [b, *(box for box in self.picture.frames.values() if _hits(((a.x, a.y), (b.x, b.y)), box))]
        left, right = min(box.left for box in blocking), max(box.right for box in blocking)
        found = list[tuple[float, Points]]()
        for number, lane in enumerate(_LANES):
            for x in (left - lane, right + lane):
                if 2 <= x <= self.picture.width - 2:
                    y = a.y + (number - 1) * 4
                    start, _ = self.rim(source, (x, a.y))
                    points = (start, y), (x, y), (x, b.y), (b.left if x < b.x else b.right, b.y)
                    found.append((self.cost(points, source, target) + _length(points) / 20, points))
        return min(found)[1] if found else (self.rim(source, (b.x, b.y)), self.rim(target, (a.x, a.y)))

    def rim(self, iri: str, towards: Point) -> Point:
        """Where a line from a node leaves it: its words or the circle around its mark, or the border of its box."""
        box = self.picture.boxes[iri]
        dx, dy = towards[0] - box.x, towards[1] - box.y
        length = math.hypot(dx, dy) or 1.0
        if iri in self.frame_of or iri in self.picture.frames:
            scale = min(box.width / 2 / abs(dx) if dx else math.inf, box.height / 2 / abs(dy) if dy else math.inf)
            return box.x + dx * scale, box.y + dy * scale
        words = self.picture.labels[iri].box
        cut = entry(towards, (box.x, box.y), Box(words.x, words.y, words.width + 6, words.height + 4))
        return cut or (box.x + dx / length * _CLOSE, box.y + dy / length * _CLOSE)


def course(points: Points) -> Points:
    """What is drawn, as straight pieces: three points are a bow."""
    if len(points) != 3:
        return points
    (x1, y1), (x2, y2), (x3, y3) = points
    shares = (piece / _PIECES for piece in range(_PIECES + 1))
    return tuple(
        ((1 - t) ** 2 * x1 + 2 * t * (1 - t) * x2 + t * t * x3, (1 - t) ** 2 * y1 + 2 * t * (1 - t) * y2 + t * t * y3)
        for t in shares
    )


def _pieces(along: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return pairwise(along)


def _around(points: Sequence[Point]) -> Box:
    """The least box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return Box((left + right) / 2, (top + bottom) / 2, right - left + 0.1, bottom - top + 0.1)


def _hits(along: Sequence[Point], box: Box) -> bool:
    return any(entry(a, b, box) for a, b in _pieces(along))


def _length(along: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(along))


def _paces(along: Sequence[Point]) -> tuple[Point, ...]:
    """Points of a line at even distances, its ends left aside."""
    found, behind, length = list[Point](), 0.0, _length(along)
    for (x1, y1), (x2, y2) in pairwise(along):
        part = math.dist((x1, y1), (x2, y2))
        for number in range(int(part / _PACE) + 1 if part else 0):
            share = number * _PACE / part
            if _FORK <= behind + number * _PACE <= length - _FORK / 2:
                found.append((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share))
        behind += part
    return tuple(found)


def shared(along: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether a line runs on top of another for more than a crossing."""
    return _shared(_paces(along), other)


def _shared(paces: Sequence[Point], other: Sequence[Point]) -> bool:
    return len(paces) > 2 and sum(_hits(other, Box(*point, 2 * _BESIDE, 2 * _BESIDE)) for point in paces) > 2


def _loop(box: Box, focused: bool) -> Line:
    x, y = box.x + box.width / 2, box.y
    return Line(((x, y - 4), (x + 26, y - 22), (x + 26, y + 22), (x, y + 4)), (x + 34, y), focused, focused)


def _next_row(a: Box, b: Box) -> Points:
    """From a cell to one in another row of the same frame, through the gap between the rows."""
    middle = (a.bottom + b.top) / 2 if a.y < b.y else (a.top + b.bottom) / 2
    start, end = (a.bottom, b.top) if a.y < b.y else (a.top, b.bottom)
    return (a.x, start), (a.x, middle), (b.x, middle), (b.x, end)


def _bend(a: Box, b: Box, turn: int) -> Point:
    """Beside the straight line: the second relation to one side, the third to the other, and so on outwards."""
    side = (turn + 1) // 2 * (1 if turn % 2 else -1) * _FAN
    length = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    return (a.x + b.x) / 2 - (b.y - a.y) / length * side, (a.y + b.y) / 2 + (b.x - a.x) / length * side
