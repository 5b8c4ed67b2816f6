"""The picture of a neighbourhood as SVG: a figure for a report, every node and relation a link.

From back to front: frames, relations, marks, words. The focus has a ring, its relations their name; the relation of a
model to its own part is the frame itself, and the upper border of the part leads to the sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kg import vocab
from kg.model import Edge, Node
from kg.picture import Box, Picture, entry, text_width
from kg.views import Options, View
from kg.views.drawing import Pen, document, link, number, path
from kg.views.palette import kind

_CLOSE = 11.0  # from the middle of a mark to where a line ends


@dataclass(frozen=True, slots=True)
class _Line:
    """A relation on paper: its points (three where it bends), and the word beside it."""

    points: tuple[tuple[float, float], ...]
    at: tuple[float, float]
    focused: bool
    named: bool
    within: bool = False  # the frame around a part says it


def svg(picture: Picture, options: Options) -> str:
    """The picture; `options.link` makes the addresses behind nodes and relations."""
    pen = Pen(options.theme)
    nodes = {node.iri: node for node in picture.subgraph.nodes}
    lines = dict(_lines(picture))
    parts = [
        *(_frame(pen, nodes[iri], box, picture, options) for iri, box in picture.frames.items()),
        *(_edge(pen, edge, line, nodes, options) for edge, line in lines.items()),
        *(_node(pen, node, picture, options) for node in picture.subgraph.nodes if node.iri not in picture.frames),
        *(_word(pen, edge, line) for edge, line in lines.items() if line.named),
    ]
    title = options.title or "、".join(nodes[iri].label for iri in picture.subgraph.centres)
    return document(picture.width, picture.height, title, "".join(parts), classes="graph", language=options.language)


# Relations


def _lines(picture: Picture) -> Iterator[tuple[Edge, _Line]]:
    centres = set(picture.subgraph.centres)
    nodes = {node.iri: node for node in picture.subgraph.nodes}
    frame_of = {iri: node.parent for iri, node in nodes.items() if node.parent in picture.frames}
    direct = {(edge.source, edge.target) for edge in picture.subgraph.edges}
    fans: dict[frozenset[str], int] = {}
    named: set[tuple[str, str]] = set()
    boxes = [box for iri, box in picture.boxes.items() if iri not in picture.frames]
    for edge in picture.subgraph.edges:
        source, target, folded = edge.source, edge.target, False
        focused = bool(centres & {source, target})
        if frame_of.get(target) == source:
            yield edge, _Line(_border(picture.boxes[target]), (0, 0), False, False, within=True)
            continue
        for end in (source, target):  # a line to the model stands for those to its parts
            other = target if end == source else source
            frame = frame_of.get(end)
            if frame and frame_of.get(other) != frame and {(other, frame), (frame, other)} & direct:
                source, target = (frame, target) if end == source else (source, frame)
                folded = True
        if source == target:
            yield edge, _loop(picture.boxes[source], focused)
            continue
        pair = frozenset((source, target))
        turn = 0 if folded else fans.get(pair, 0)
        if not folded:
            fans[pair] = turn + 1
        points = _route(picture, source, target, turn)
        key = edge.predicate, frame_of.get(target) or target
        show = focused and not folded and key not in named
        if show:
            named.add(key)
        at = _beside(points, edge.label, boxes)
        if show:
            boxes.append(Box(*at, _word_width(edge.label), 18))
        yield edge, _Line(points, at, focused, show)


def _border(cell: Box) -> tuple[tuple[float, float], ...]:
    return (cell.left, cell.top - 4), (cell.right, cell.top - 4)


def _loop(box: Box, focused: bool) -> _Line:
    x, y = box.x + box.width / 2, box.y
    return _Line(((x, y - 4), (x + 26, y - 22), (x + 26, y + 22), (x, y + 4)), (x + 34, y), focused, focused)


def _route(picture: Picture, source: str, target: str, turn: int) -> tuple[tuple[float, float], ...]:
    a, b = picture.boxes[source], picture.boxes[target]
    parents = {node.iri: node.parent for node in picture.subgraph.nodes}
    inside = parents[source] == parents[target] in picture.frames
    if inside and abs(a.y - b.y) > 1 and abs(a.x - b.x) > a.width / 2:  # on to the next row
        middle = (a.bottom + b.top) / 2 if a.y < b.y else (a.top + b.bottom) / 2
        start, end = (a.bottom, b.top) if a.y < b.y else (a.top, b.bottom)
        return (a.x, start), (a.x, middle), (b.x, middle), (b.x, end)
    if turn == 0:
        blocking = [
            box
            for iri, box in picture.frames.items()
            if iri not in (source, target) and entry((a.x, a.y), (b.x, b.y), box)
        ]
        if blocking and not {parents[source], parents[target]} & picture.frames.keys():
            return _around(a, b, blocking, picture.width)
        return _outside(picture, source, (b.x, b.y)), _outside(picture, target, (a.x, a.y))
    side = (turn + 1) // 2 * (1 if turn % 2 else -1) * 24
    length = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    middle_point = (a.x + b.x) / 2 - (b.y - a.y) / length * side, (a.y + b.y) / 2 + (b.x - a.x) / length * side
    return _rim(a, middle_point), middle_point, _rim(b, middle_point)


def _around(a: Box, b: Box, blocking: list[Box], width: float) -> tuple[tuple[float, float], ...]:
    """Along the nearer margin, where a frame stands in the way."""
    left = min(box.left for box in (b, *blocking)) - 8
    right = max(box.right for box in (b, *blocking)) + 8
    x = left if a.x - left <= right - a.x or right > width - 2 else right
    x = min(max(x, 3), width - 3)
    start = a.x + math.copysign(min(a.width / 2, 400) if a.width != a.height else _CLOSE, x - a.x)
    return (start, a.y), (x, a.y), (x, b.y), (b.left if x < b.x else b.right, b.y)


def _outside(picture: Picture, iri: str, towards: tuple[float, float]) -> tuple[float, float]:
    """Where a line leaves a node and its words."""
    box = picture.boxes[iri]
    if box.width == box.height:
        words = picture.labels[iri].box
        cut = entry(towards, (box.x, box.y), Box(words.x, words.y, words.width + 6, words.height + 4))
        if cut is not None:
            return cut
    return _rim(box, towards)


def _rim(box: Box, towards: tuple[float, float]) -> tuple[float, float]:
    """Where a line from the middle of a box leaves it: a circle around a mark, the border of a cell or frame."""
    dx, dy = towards[0] - box.x, towards[1] - box.y
    length = math.hypot(dx, dy) or 1.0
    if box.width == box.height:
        return box.x + dx / length * _CLOSE, box.y + dy / length * _CLOSE
    scale = min(box.width / 2 / abs(dx) if dx else math.inf, box.height / 2 / abs(dy) if dy else math.inf)
    return box.x + dx * scale, box.y + dy * scale


def _word_width(label: str) -> float:
    return text_width(label, 12) + 6


def _beside(points: tuple[tuple[float, float], ...], label: str, boxes: list[Box]) -> tuple[float, float]:
    """The place on the line where its name covers least."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    width = _word_width(label)
    if len(points) == 4:  # along a margin: the name stands on the way there
        return (x1 + points[1][0]) / 2, y1
    best, least = (0.0, 0.0), math.inf
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.74):
        x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
        if len(points) == 3:
            x, y = (x + points[1][0]) / 2, (y + points[1][1]) / 2
        place = Box(x, y, width, 18)
        cost = sum(place.overlaps(box, 3) for box in boxes) + abs(share - 0.5)
        if cost < least:
            best, least = (x, y), cost
    return best


def _edge(pen: Pen, edge: Edge, line: _Line, nodes: dict[str, Node], options: Options) -> str:
    colour = "cinnabar" if line.focused else "line"
    *rest, before, end = line.points
    if rest and len(line.points) == 3:
        data = f"M{number(rest[0][0])},{number(rest[0][1])}Q{number(before[0])},{number(before[1])} {number(end[0])},{number(end[1])}"  # noqa: E501  # one path
    else:
        data = path(*line.points)
    head = _head(pen, before, end, colour)
    title = f"{nodes[edge.source].label} — {edge.label} → {nodes[edge.target].label}"
    href = options.link(edge.facts[0]) if edge.facts else options.link(edge.source)
    wide = f'<path d="{data}" fill="none" stroke="transparent" stroke-width="11"/>'  # a line is thin to point at
    if line.within:
        return link(href, title, wide, classes="edge within")  # the frame says it; only the way to the sentence
    drawn = f'<path d="{data}" {pen.stroke(colour, 1.2 if line.focused else 1)}/>{head}'
    return link(href, title, wide + drawn, classes="edge focus" if line.focused else "edge")


def _head(pen: Pen, before: tuple[float, float], end: tuple[float, float], colour: str) -> str:
    dx, dy = end[0] - before[0], end[1] - before[1]
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    size, half = min(7.0, length * 0.7), 2.6
    x, y = end[0] - ux * size, end[1] - uy * size
    return (
        f'<path d="{path(end, (x - uy * half, y + ux * half), (x + uy * half, y - ux * half))}Z" {pen.fill(colour)}/>'
    )


def _word(pen: Pen, edge: Edge, line: _Line) -> str:
    return f'<g class="word" pointer-events="none">{pen.text(*line.at, [edge.label], "cinnabar", size=12)}</g>'


# Nodes


def _frame(pen: Pen, node: Node, box: Box, picture: Picture, options: Options) -> str:
    centre = node.iri in picture.subgraph.centres
    label = picture.labels[node.iri]
    rect = (
        f'<rect x="{number(box.left)}" y="{number(box.top)}" width="{number(box.width)}" '
        f'height="{number(box.height)}" {pen.stroke("cinnabar" if centre else "rule", 2 if centre else 1, "paper")}/>'
    )
    text = pen.text(label.x, label.y, label.lines, "model", weight=600, serif=True, halo=False)
    return link(options.link(node.iri), _title(node, options), rect + text, classes="frame")


def _node(pen: Pen, node: Node, picture: Picture, options: Options) -> str:
    look, box, label = kind(node.type), picture.boxes[node.iri], picture.labels[node.iri]
    centre = node.iri in picture.subgraph.centres
    if node.parent in picture.frames:
        colour = look.name
        right = box.right if look.shape != "tag" else box.right - 10
        points = [(box.left, box.top), (right, box.top), (right, box.bottom), (box.left, box.bottom)]
        if look.shape == "tag":
            points.insert(2, (box.right, box.y))
        shape = f'<path d="{path(*points)}Z" {pen.stroke("cinnabar" if centre else colour, 2 if centre else 1.3, "sheet")}/>'  # noqa: E501  # one path
        shift = -4 if look.shape == "tag" else 0
        text = pen.text(label.x + shift, label.y, label.lines, colour, weight=600, serif=True, halo=False)
        return link(options.link(node.iri), _title(node, options), shape + text, classes="node cell")
    near = centre or any(
        {edge.source, edge.target} & set(picture.subgraph.centres) and node.iri in (edge.source, edge.target)
        for edge in picture.subgraph.edges
    )
    ring = f'<circle cx="{number(box.x)}" cy="{number(box.y)}" r="10" {pen.stroke("cinnabar", 2)}/>' if centre else ""
    glyph = pen.glyph(look.shape, look.name, box.x, box.y, 13 if centre else 12)
    text = pen.text(label.x, label.y, label.lines, "ink" if near else "ink3", size=13, weight=700 if centre else 400)
    return link(options.link(node.iri), _title(node, options), ring + glyph + text, classes="node")


def _title(node: Node, options: Options) -> str:
    word = vocab.label(vocab.KG[node.type], options.language) if node.type else ""
    return f"{node.label}，{word}" if options.language == "zh" else f"{node.label}, {word}"


VIEW = View("svg", "image/svg+xml", svg)
