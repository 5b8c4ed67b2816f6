"""The picture of a neighbourhood as SVG: a figure for a report, every node and relation a link.

From back to front: frames, relations, marks, words. The focus has a ring, its relations their name; the relation of a
model to its own part is the frame itself, and the upper border of the part leads to the sentence.
"""

from __future__ import annotations

import math

from kg import vocab
from kg.layout.picture import Box, Picture, Point
from kg.model import Edge, Node
from kg.views import Options, View
from kg.views.drawing import Pen, document, link, number, path
from kg.views.lines import Line, lines
from kg.views.palette import kind


def svg(picture: Picture, options: Options) -> str:
    """The picture; `options.link` makes the addresses behind nodes and relations."""
    pen = Pen(options.theme)
    nodes = {node.iri: node for node in picture.subgraph.nodes}
    centres = set(picture.subgraph.centres)
    ends = ({edge.source, edge.target} for edge in picture.subgraph.edges)
    near = centres.union(*(pair for pair in ends if pair & centres))
    drawn = lines(picture)
    parts = [
        *(_frame(pen, nodes[iri], box, picture, options) for iri, box in picture.frames.items()),
        *(_edge(pen, edge, line, nodes, options) for edge, line in drawn.items()),
        *(_node(pen, node, picture, near, options) for node in nodes.values() if node.iri not in picture.frames),
        *(_word(pen, edge, line) for edge, line in drawn.items() if line.named),
    ]
    title = options.title or "、".join(nodes[iri].label for iri in picture.subgraph.centres)
    return document(picture.width, picture.height, title, "".join(parts), classes="graph", language=options.language)


# Relations


def _edge(pen: Pen, edge: Edge, line: Line, nodes: dict[str, Node], options: Options) -> str:
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


def _head(pen: Pen, before: Point, end: Point, colour: str) -> str:
    dx, dy = end[0] - before[0], end[1] - before[1]
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    size, half = min(7.0, length * 0.7), 2.6
    x, y = end[0] - ux * size, end[1] - uy * size
    return (
        f'<path d="{path(end, (x - uy * half, y + ux * half), (x + uy * half, y - ux * half))}Z" {pen.fill(colour)}/>'
    )


def _word(pen: Pen, edge: Edge, line: Line) -> str:
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


def _node(pen: Pen, node: Node, picture: Picture, near: set[str], options: Options) -> str:
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
    ring = f'<circle cx="{number(box.x)}" cy="{number(box.y)}" r="10" {pen.stroke("cinnabar", 2)}/>' if centre else ""
    glyph = pen.glyph(look.shape, look.name, box.x, box.y, 13 if centre else 12)
    text = pen.text(
        label.x, label.y, label.lines, "ink" if node.iri in near else "ink3", size=13, weight=700 if centre else 400
    )
    return link(options.link(node.iri), _title(node, options), ring + glyph + text, classes="node")


def _title(node: Node, options: Options) -> str:
    word = vocab.label(vocab.KG[node.type], options.language) if node.type else ""
    return f"{node.label}，{word}" if options.language == "zh" else f"{node.label}, {word}"


VIEW = View("svg", "image/svg+xml", svg)
