"""Positions for a Subgraph: same data, same picture, and no two labels on top of each other.

A model with drawn parts is a frame: a quadrant model's cells stand as a true 2×2, stages from left to right, other
parts in rows. The focus stands in the middle; what is related to it goes outwards along rays evenly around it, models
and others in turn, each to the first free place on its ray, and its own relations fan out behind it. So nothing
overlaps by construction. The circle of rays is tried in several turns: the one with the shortest and freest lines and
the least height is the picture, which grows downwards and upwards rather than beyond its width.

Geometry is settled here, once, for every renderer.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kg.layout.picture import LINE, Box, Frame, Label, Picture, Point, entry, text_width, wrap
from kg.model import Node, Subgraph

WIDE, NARROW = 760, 320  # of a page's figure, and of a phone's

_GLYPH = 14
_GAP = 12  # between boxes
_REACH = 62  # from the rim of a box to what is related to it: room for the words on the line
_CELL_HEIGHT, _CELL_GAP, _PAD, _TITLE = 36, 12, 12, 26
_WIDEST_TITLE = 280
_MARGIN = 14  # wide enough for a line that has to go around
_TURNS = (0.0, 0.16, -0.16, 0.34, -0.34, 0.55, -0.55)  # radians to either side of a ray, where it is blocked
_FAR_TURNS = (*_TURNS, 0.8, -0.8, 1.1, -1.1, 1.5, -1.5)  # where there are few items
_ROOMY = 40  # nodes that a page's figure takes
_FEW = 14  # items that stand further apart
_MANY = 60  # beyond, only the ray itself is tried
_STARTS, _TRIALS = 12, 100  # turns of the circle that are tried, at most; and items placed for it in all
_BLOCKED, _FRAMED = 90.0, 260.0  # what a line through something costs, and through a frame, in pixels of length
_CLOSE, _APART = 150.0, 0.6  # what two lines cost that leave the same mark closer than this, for every radian
_LEVEL = 0.8  # what a pixel to the side costs: a figure is wider than high
_BEHIND = 1.2  # how much of a half circle the relations of what is not the focus take, at most
_TALL = 0.55  # of the width: what height is free


@dataclass(slots=True)
class _Item:
    """What is placed as one: a frame with its cells, or a node with its label."""

    key: str
    width: float
    height: float
    box: Box
    cells: Mapping[str, Box]  # relative to the centre
    depth: int = -1
    angle: float = math.pi / 2
    spread: float = math.tau
    line: tuple[Point, Point] | None = None  # the relation it hangs on

    def above(self, box: Box, root: Box) -> bool:
        """Whether its words stand above its mark: they face away from the focus, whose own stand below."""
        return box.y < root.y - 4

    def mark(self, box: Box, root: Box) -> Point:
        """Where relations end, if the item stands in this box."""
        if self.cells:
            return box.x, box.y
        return box.x, box.bottom - _GLYPH / 2 if self.above(box, root) else box.top + _GLYPH / 2


def layout(subgraph: Subgraph, frames: Iterable[Frame] = (), *, width: float | None = None) -> Picture:
    """Every node of the subgraph in its place, on a figure of this width and the height it takes.

    Without a width it is that of a page's figure, and for more than forty nodes as much more as keeps it in shape.
    """
    if width is None:
        width = round(WIDE * max(1.0, math.sqrt(len(subgraph.nodes) / _ROOMY)))
    nodes = {node.iri: node for node in subgraph.nodes}
    items = _items(nodes, tuple(frames), width)
    of = {iri: item for item in items.values() for iri in (item.key, *item.cells)}
    tree = _tree(subgraph, of, items, nodes)
    reach = _REACH * (1.5 if len(items) <= _FEW and width >= WIDE else 1)
    best: tuple[float, dict[str, Box]] | None = None
    starts = min(_STARTS, max(1, _TRIALS // max(1, len(items)))) if len(tree) > 2 else 1
    orders = (True, False) if starts > 1 and sum(bool(item.cells) for item, _ in tree[1:]) > 0 else (True,)
    for large_first, start in product(orders, range(starts)):
        tree.sort(key=lambda pair: (pair[0].depth, bool(pair[0].cells) != large_first))
        cost = _arrange(tree, math.tau * start / starts, nodes, width, reach)
        if best is None or cost < best[0] - 0.5:
            best = cost, {item.key: item.box for item in items.values()}
    for key, box in best[1].items() if best else ():
        items[key].box = box
    return _picture(subgraph, nodes, items, tree[0][0] if tree else None, width)


# What is placed


def _items(nodes: Mapping[str, Node], frames: Sequence[Frame], width: float) -> dict[str, _Item]:
    items, inside = dict[str, _Item](), set[str]()
    for frame in frames:
        places = {iri: place for iri, place in frame.places.items() if iri in nodes and iri not in inside}
        if frame.model in nodes and places and frame.model not in inside:
            items[frame.model] = _frame(nodes, frame, places, width)
            inside |= set(places)
    for iri, node in nodes.items():
        if iri not in items and iri not in inside:
            lines = wrap(node.label)
            w = max(_GLYPH, *map(text_width, lines)) + 6
            h = _GLYPH + 5 + LINE * len(lines)
            items[iri] = _Item(iri, w, h, Box(0, 0, w, h), {})
    return items


def _frame(nodes: Mapping[str, Node], frame: Frame, places: Mapping[str, tuple[int, int]], width: float) -> _Item:
    """Cells on a grid under the model's name; a track breaks into rows where it would be too wide."""
    cell = max(66.0, *(max(map(text_width, wrap(nodes[iri].label))) + 22 for iri in places))
    tall = _CELL_HEIGHT + (8 if any(len(wrap(nodes[iri].label)) > 1 for iri in places) else 0)
    fit = max(1, int((width - 2 * _MARGIN - 2 * _PAD + _CELL_GAP) // (cell + _CELL_GAP)))
    if frame.ordered:
        grid = {iri: (i % fit, i // fit) for i, iri in enumerate(sorted(places, key=lambda iri: places[iri]))}
    else:
        grid = dict(places)
    columns = 1 + max(column for column, _ in grid.values())
    rows = 1 + max(row for _, row in grid.values())
    title = min(text_width(nodes[frame.model].label) + 4, _WIDEST_TITLE, width - 2 * _MARGIN - 2 * _PAD)
    w = max(columns * (cell + _CELL_GAP) - _CELL_GAP, title) + 2 * _PAD
    h = _TITLE + rows * (tall + _CELL_GAP) - _CELL_GAP + _PAD
    first = -(columns * (cell + _CELL_GAP) - _CELL_GAP) / 2 + cell / 2
    cells = {
        iri: Box(first + column * (cell + _CELL_GAP), -h / 2 + _TITLE + tall / 2 + row * (tall + _CELL_GAP), cell, tall)
        for iri, (column, row) in grid.items()
    }
    return _Item(frame.model, w, h, Box(0, 0, w, h), cells)


# In which order, and in which direction


def _tree(
    subgraph: Subgraph, of: Mapping[str, _Item], items: Mapping[str, _Item], nodes: Mapping[str, Node]
) -> list[tuple[_Item, _Item | None]]:
    """Every item with the one it hangs on, breadth first from the focus."""
    links: dict[str, dict[str, None]] = {key: {} for key in items}
    for edge in subgraph.edges:
        a, b = of[edge.source].key, of[edge.target].key
        if a != b:
            links[a][b] = links[b][a] = None
    rank = {iri: number for number, iri in enumerate(nodes)}
    order = sorted(items, key=lambda key: min(rank[iri] for iri in (key, *items[key].cells)))
    found = list[tuple[_Item, _Item | None]]()
    for start in order:
        if items[start].depth >= 0:
            continue
        root = found[0][0] if found else None
        items[start].depth = 1 if root else 0
        queue = deque([(items[start], root)])
        while queue:
            item, parent = queue.popleft()
            found.append((item, parent))
            for key in sorted(links[item.key], key=rank.__getitem__):
                if items[key].depth < 0:
                    items[key].depth = item.depth + 1
                    queue.append((items[key], item))
    return sorted(found, key=lambda pair: (pair[0].depth, not pair[0].cells))


def _rays(tree: Sequence[tuple[_Item, _Item | None]], start: float, nodes: Mapping[str, Node]) -> None:
    """Hand out the rays, those of the focus from this angle on."""
    families: dict[str, list[_Item]] = {item.key: [] for item, _ in tree}
    for item, parent in tree:
        if parent is not None:
            families[parent.key].append(item)
    for item, parent in tree:
        family = sorted(families[item.key], key=lambda child: nodes[child.key].type)
        if parent is None:
            _share(_in_turn(family), families, start, math.tau)
        else:
            spread = min(item.spread, math.pi * _BEHIND)
            _share(_in_turn(family), families, item.angle - spread / 2, spread)


def _in_turn(family: Sequence[_Item]) -> list[_Item]:
    """Models and others mixed evenly."""
    framed, single = ([child for child in family if bool(child.cells) == large] for large in (True, False))
    places = [
        ((number + 0.5) / len(kind), kind is single, child)
        for kind in (framed, single)
        for number, child in enumerate(kind)
    ]
    return [child for *_, child in sorted(places, key=lambda place: place[:2])]


def _share(ring: Sequence[_Item], families: Mapping[str, Sequence[_Item]], start: float, spread: float) -> None:
    """A ray for each of a ring, side by side, more room for the wide and for those that bring others."""
    weights = [1.0 + 0.5 * len(families[child.key]) + child.width / 160 * bool(child.cells) for child in ring]
    at = start - (weights[0] / sum(weights) * spread / 2 if spread == math.tau and ring else 0)
    for child, weight in zip(ring, weights, strict=True):
        child.spread = weight / sum(weights) * spread
        child.angle = at + child.spread / 2
        at += child.spread


# Where


def _arrange(
    tree: Sequence[tuple[_Item, _Item | None]], start: float, nodes: Mapping[str, Node], width: float, reach: float
) -> float:
    """Place every item, the first ray of the focus at this angle; how good that is, in pixels, less being better."""
    _rays(tree, start, nodes)
    turns = _FAR_TURNS if len(tree) <= _FEW else _TURNS if len(tree) <= _MANY else _TURNS[:1]
    placed, cost = list[_Item](), 0.0
    for item, parent in tree:
        cost += _place(item, parent, placed, width, reach, turns)
        placed.append(item)
    if not placed:
        return 0.0
    top, bottom = min(item.box.top for item in placed), max(item.box.bottom for item in placed)
    return cost + max(0.0, bottom - top - _TALL * width) + abs(top + bottom - 2 * placed[0].box.y) / 2


def _place(
    item: _Item, parent: _Item | None, placed: list[_Item], width: float, reach: float, turns: Sequence[float]
) -> float:
    """Give an item its box: on its ray, or beside it where that leaves more relations in plain sight; what it costs."""
    if parent is None:
        item.box, item.line = Box(width / 2, 0.0, item.width, item.height), None
        return 0.0
    boxes, root = [other.box for other in placed], placed[0].box
    best: tuple[float, Box] | None = None
    for turn in turns:
        box = _first_free(item, parent.box, item.angle + turn, boxes, width, reach)
        length = math.hypot((box.x - parent.box.x) * _LEVEL, box.y - parent.box.y)
        cost = length + 60 * abs(turn)
        if len(turns) > 1 and (best is None or cost < best[0]):
            line = parent.mark(parent.box, root), item.mark(box, root)
            for other in placed:
                if other is not parent and entry(*line, other.box):
                    cost += _FRAMED if other.cells else _BLOCKED
                if other.line is None:
                    continue
                if entry(*other.line, box):
                    cost += _FRAMED if item.cells else _BLOCKED
                if other.line[0] == line[0]:
                    cost += _CLOSE * max(0.0, _APART - _between(line, other.line))
        if best is None or cost < best[0] - 0.5:
            best = cost, box
    assert best is not None
    item.box = best[1]
    item.line = parent.mark(parent.box, root), item.mark(item.box, root)
    return best[0]


def _between(one: tuple[Point, Point], other: tuple[Point, Point]) -> float:
    """The angle between two lines from the same point."""
    first, second = (math.atan2(end[1] - start[1], end[0] - start[0]) for start, end in (one, other))
    return abs((first - second + math.pi) % math.tau - math.pi)


def _first_free(item: _Item, origin: Box, angle: float, placed: list[Box], width: float, reach: float) -> Box:
    """The first place along a ray that touches nothing; at the margins it slides up or down."""
    dx, dy = math.cos(angle), math.sin(angle)
    if abs(dy) < 0.08:
        dy = 0.08 if dy >= 0 else -0.08
    low, high = _MARGIN + item.width / 2, width - _MARGIN - item.width / 2
    if low > high:
        low = high = width / 2

    def at(t: float) -> Box:
        return Box(min(max(origin.x + t * dx, low), high), origin.y + t * dy, item.width, item.height)

    reach_x = (origin.width + item.width) / 2 + reach
    reach_y = (origin.height + item.height) / 2 + reach * 0.7
    t = min(reach_x / abs(dx) if abs(dx) > 1e-6 else math.inf, reach_y / abs(dy))
    if abs(at(t).x - origin.x) < reach_x - 1:  # held back by the margin
        t = max(t, reach_y / abs(dy))
    box, turns = at(t), 0
    while turns < 400:
        other = next((other for other in placed if box.overlaps(other, _GAP)), None)
        if other is None:
            break
        exit_y = (_exit(origin.y, dy, other.y, (other.height + item.height) / 2 + _GAP)) if dy else math.inf
        free_x = low < box.x < high
        exit_x = _exit(origin.x, dx, other.x, (other.width + item.width) / 2 + _GAP) if free_x and dx else math.inf
        t = max(t + 1.0, min(exit_x, exit_y) + 0.01)
        box, turns = at(t), turns + 1
    return box


def _exit(start: float, speed: float, centre: float, distance: float) -> float:
    """When something that starts here at this speed is at last this far beyond a centre."""
    return (centre + math.copysign(distance, speed) - start) / speed


# The finished picture


def _picture(
    subgraph: Subgraph, nodes: Mapping[str, Node], items: Mapping[str, _Item], focus: _Item | None, width: float
) -> Picture:
    top = min((item.box.top for item in items.values()), default=0.0) - _MARGIN
    boxes, frames, labels = dict[str, Box](), dict[str, Box](), dict[str, Label]()
    for item in items.values():
        box = item.box.moved(0, -top)
        if item.cells:
            frames[item.key] = boxes[item.key] = box
            title = wrap(nodes[item.key].label, han=(box.width - 2 * _PAD) / 13, lines=1)
            labels[item.key] = Label(box.x, box.top + _TITLE / 2 + 1, title)
            for iri, cell in item.cells.items():
                boxes[iri] = place = cell.moved(box.x, box.y)
                lines = wrap(nodes[iri].label)
                labels[iri] = Label(place.x, place.y - (len(lines) - 1) * LINE / 2, lines)
            continue
        lines = wrap(nodes[item.key].label)
        above = focus is not None and item.above(item.box, focus.box)
        glyph = item.mark(box, focus.box.moved(0, -top))[1] if focus else box.top
        boxes[item.key] = Box(box.x, glyph, _GLYPH, _GLYPH)
        labels[item.key] = Label(box.x, box.top + LINE / 2 if above else box.top + _GLYPH + 5 + LINE / 2, lines)
    height = max((item.box.bottom for item in items.values()), default=0.0) - top + _MARGIN
    placed = tuple(
        replace(node, x=round(boxes[node.iri].x, 1), y=round(boxes[node.iri].y, 1)) for node in subgraph.nodes
    )
    return Picture(replace(subgraph, nodes=placed), width, round(height, 1), boxes, frames, labels)
