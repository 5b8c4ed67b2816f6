"""How the relations of a picture run on paper, and where their names stand.

A line ends where a mark, its words, or the border of a cell or frame begins. A relation to a model stands for those
to its parts, which then share its line; a model's relation to its own part is the frame around it. Several relations
between the same two fan out; where a frame stands in the way, the line goes around it along the margin.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from kg.layout.picture import Box, Picture, Point, entry, text_width
from kg.model import Edge

_CLOSE = 11.0  # from the middle of a mark to where a line ends
_FAN = 24.0  # between relations of the same two
_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.74)  # on its line, where a name may stand; the first are preferred

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
    """The line of every relation. The focus's relations have their names, each name once at the same end."""
    return _Draughtsman(picture).draw()


class _Draughtsman:
    """Knows what stands where, and what is drawn already."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.frame_of = {n.iri: n.parent for n in picture.subgraph.nodes if n.parent in picture.frames}
        self.direct = {(edge.source, edge.target) for edge in picture.subgraph.edges}
        self.fans: Counter[frozenset[str]] = Counter()
        self.names: set[tuple[str, str]] = set()
        self.taken = [box for iri, box in picture.boxes.items() if iri not in picture.frames]

    def draw(self) -> dict[Edge, Line]:
        """The relations in their order, one after the other."""
        return {edge: self.line(edge) for edge in self.picture.subgraph.edges}

    def line(self, edge: Edge) -> Line:
        focused = bool({edge.source, edge.target} & set(self.picture.subgraph.centres))
        if self.frame_of.get(edge.target) == edge.source:
            cell = self.picture.boxes[edge.target]
            return Line(((cell.left, cell.top - 4), (cell.right, cell.top - 4)), within=True)
        if edge.source == edge.target:
            return _loop(self.picture.boxes[edge.source], focused)
        source, target = self.ends(edge)
        if (source, target) != (edge.source, edge.target):
            return Line(self.route(source, target, 0), focused=focused)
        pair = frozenset((source, target))
        points = self.route(source, target, self.fans[pair])
        self.fans[pair] += 1
        name = edge.predicate, self.frame_of.get(target) or target
        if not focused or name in self.names:
            return Line(points, focused=focused)
        self.names.add(name)
        return Line(points, self.beside(points, edge.label), focused=True, named=True)

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
            middle = _bend(a, b, turn) if source < target else _bend(b, a, turn)
            return self.rim(source, middle), middle, self.rim(target, middle)
        others = [box for iri, box in self.picture.frames.items() if iri not in (source, target)]
        blocking = [box for box in others if entry((a.x, a.y), (b.x, b.y), box)]
        if blocking and frames == {None}:
            return self.around(source, target, blocking)
        return self.rim(source, (b.x, b.y)), self.rim(target, (a.x, a.y))

    def around(self, source: str, target: str, blocking: list[Box]) -> Points:
        """Along the nearer margin."""
        a, b = self.picture.boxes[source], self.picture.boxes[target]
        left = min(box.left for box in (b, *blocking)) - 8
        right = max(box.right for box in (b, *blocking)) + 8
        x = left if a.x - left <= right - a.x or right > self.picture.width - 2 else right
        x = min(max(x, 3), self.picture.width - 3)
        return self.rim(source, (x, a.y)), (x, a.y), (x, b.y), (b.left if x < b.x else b.right, b.y)

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

    def beside(self, points: Points, label: str) -> Point:
        """The place on the line where its name covers least; taken from then on."""
        (x1, y1), (x2, y2) = points[0], points[-1]
        width = text_width(label, 12) + 6
        if len(points) == 4:  # the name stands on the way to the margin
            spots = [((x1 + points[1][0]) / 2, y1)]
        else:
            bend = points[1] if len(points) == 3 else None
            spots = [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in _PLACES]
            spots = [((x + bend[0]) / 2, (y + bend[1]) / 2) if bend else (x, y) for x, y in spots]
        covered = [sum(Box(*spot, width, 18).overlaps(box, 3) for box in self.taken) for spot in spots]
        best = spots[covered.index(min(covered))]
        self.taken.append(Box(*best, width, 18))
        return best


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
