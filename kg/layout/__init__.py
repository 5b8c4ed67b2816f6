"""Positions for a Subgraph: same data, same picture, and no two labels on top of each other.

A model with drawn parts is a frame: a quadrant model's cells stand as a true 2×2, stages from left to right, other
parts in rows. The focus stands in the middle; what is related to it goes outwards along rays, models to the bottom,
each to the first free place on its ray, and its own relations fan out behind it. So nothing overlaps by
construction, and the picture grows downwards and upwards rather than beyond its width.

Geometry is settled here, once, for every renderer.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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
_ROOMY = 40  # nodes that a page's figure takes
_FEW = 14  # items that stand further apart
_MANY = 60  # beyond, only the ray itself is tried


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
    placed = list[_Item]()
    reach = _REACH * (1.5 if len(items) <= _FEW and width >= WIDE else 1)
    for item, parent in tree:
        _place(item, parent, placed, width, reach, careful=len(items) <= _MANY)
        placed.append(item)
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
    """Every item with the one it hangs on, breadth first from the focus; rays are handed out on the way."""
    links: dict[str, dict[str, None]] = {key: {} for key in items}
    for edge in subgraph.edges:
        a, b = of[edge.source].key, of[edge.target].key
        if a != b:
            links[a][b] = links[b][a] = None
    rank = {iri: number for number, iri in enumerate(nodes)}
    order = sorted(items, key=lambda key: min(rank[iri] for iri in (key, *items[key].cells)))
    children: dict[str, list[_Item]] = {key: [] for key in items}
    found = list[tuple[_Item, _Item | None]]()
    for start in order:
        if items[start].depth >= 0:
            continue
        root = found[0][0] if found else None
        items[start].depth = 1 if root else 0
        if root:
            children[root.key].append(items[start])
        queue = deque([(items[start], root)])
        while queue:
            item, parent = queue.popleft()
            found.append((item, parent))
            for key in sorted(links[item.key], key=rank.__getitem__):
                if items[key].depth < 0:
                    items[key].depth = item.depth + 1
                    children[item.key].append(items[key])
                    queue.append((items[key], item))
    for item, parent in found:
        _fan(item, children[item.key], children, whole=parent is None, types={k: n.type for k, n in nodes.items()})
    return sorted(found, key=lambda pair: (pair[0].depth, not pair[0].cells))


def _fan(
    item: _Item, family: list[_Item], children: Mapping[str, list[_Item]], *, whole: bool, types: Mapping[str, str]
) -> None:
    """A ray for each child: side by side in the order of their types, models at the bottom of the circle."""
    singles = sorted((child for child in family if not child.cells), key=lambda child: types[child.key])
    framed = [child for child in family if child.cells]
    half = (len(singles) + 1) // 2 if not whole else len(singles)
    ring = singles[:half] + framed + singles[half:]
    weights = [1.0 + 0.5 * len(children[child.key]) + child.width / 160 * bool(child.cells) for child in ring]
    total = sum(weights)
    if not ring:
        return
    spread = math.tau if whole else min(item.spread, math.pi * 0.9)
    start = item.angle - spread / 2
    if whole and framed:  # the models' share of the circle is centred on its foot
        start = math.pi / 2 + sum(weights[half:]) / total * spread / 2
    elif whole:
        start = -math.pi / 2 - weights[0] / total * spread / 2 if len(ring) % 2 else -math.pi / 2
    at = start
    for child, weight in zip(ring, weights, strict=True):
        child.spread = weight / total * spread
        child.angle = at + child.spread / 2
        at += child.spread


# Where


def _place(
    item: _Item, parent: _Item | None, placed: list[_Item], width: float, reach: float, *, careful: bool
) -> None:
    """Give an item its box: on its ray, or beside it where that leaves more relations in plain sight."""
    if parent is None:
        item.box = Box(width / 2, 0.0, item.width, item.height)
        return
    boxes, root = [other.box for other in placed], placed[0].box
    best: tuple[float, Box] | None = None
    for turn in _TURNS if careful else _TURNS[:1]:
        box = _first_free(item, parent.box, item.angle + turn, boxes, width, reach)
        blocked = 0
        if careful:
            ends = parent.mark(parent.box, root), item.mark(box, root)
            blocked = sum(other is not parent and entry(*ends, other.box) is not None for other in placed)
            blocked += sum(other.line is not None and entry(*other.line, box) is not None for other in placed)
        cost = math.hypot((box.x - parent.box.x) * 0.8, box.y - parent.box.y) + 90 * blocked + 60 * abs(turn)
        if best is None or cost < best[0] - 0.5:
            best = cost, box
    assert best is not None
    item.box = best[1]
    item.line = parent.mark(parent.box, root), item.mark(item.box, root)


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
