"""Pictures: the same for the same data, models as what they are, nothing on top of anything."""

from __future__ import annotations

import random
import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.figures import picture
from kg.layout import NARROW, WIDE, layout
from kg.layout.picture import Box, Frame, Picture, text_width, wrap
from kg.model import Edge, Node, Subgraph
from kg.neighbourhood import neighbourhood
from kg.views.lines import course, lines, shared
from tests.graphs import county, entity


def _label_boxes(drawn: Picture) -> list[Box]:
    boxes = []
    for iri, label in drawn.labels.items():
        if iri in drawn.frames or drawn.boxes[iri].width > 20:
            continue
        width = max(map(text_width, label.lines))
        boxes.append(Box(label.x, label.y + (len(label.lines) - 1) * 8, width, 16 * len(label.lines)))
    return boxes


def _random(size: int, seed: int) -> Subgraph:
    chance = random.Random(seed)
    nodes = tuple(Node(f"n{i}", "政务数据共享交换平台"[: chance.randint(2, 10)], "Concept") for i in range(size))
    edges = tuple(Edge(f"n{chance.randrange(i)}", f"n{i}", "kg:hasFactor", "因子") for i in range(1, size))
    return Subgraph(("n0",), nodes, edges)


def test_a_quadrant_model_is_a_two_by_two_with_its_origin_at_the_lower_left() -> None:
    index = county().index
    nodes = picture(index, neighbourhood(index, [entity("QuadrantModel", "a1", "县域转型矩阵")])).subgraph.nodes
    at = {node.label: (node.x, node.y) for node in nodes}
    assert at["人才型"][0] == at["培育型"][0] < at["优化型"][0] == at["升级型"][0]
    assert at["培育型"][1] == at["升级型"][1] < at["人才型"][1] == at["优化型"][1]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_stages_run_from_left_to_right_inside_the_frame_of_their_model(width: int) -> None:
    index = county().index
    drawn = picture(index, neighbourhood(index, [entity("Concept", "数字政府")]), width=width)
    at = {node.label: node for node in drawn.subgraph.nodes}
    assert at["信息化"].x < at["数字化"].x < at["智能化"].x
    (frame,) = drawn.frames.values()
    for name in ("信息化", "数字化", "智能化"):
        assert drawn.boxes[at[name].iri].overlaps(frame)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 5), st.sampled_from([WIDE, NARROW]))
def test_no_label_covers_another_and_none_leaves_the_figure(size: int, seed: int, width: int) -> None:
    drawn = layout(_random(size, seed), width=width)
    boxes = _label_boxes(drawn)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    assert all(box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= drawn.height for box in boxes)


def test_others_stand_around_the_focus_between_its_models() -> None:
    frames = [Frame(f"m{i}", {f"m{i}a": (0, 0), f"m{i}b": (1, 0)}, ordered=True) for i in range(4)]
    singles = [f"n{i}" for i in range(3)]
    nodes = [Node("focus", "数字政府", "Concept"), *(Node(iri, "建设的四个维度", "Model") for iri in singles)]
    nodes += [Node(frame.model, "第一期到第二期", "StageModel") for frame in frames]
    nodes += [Node(part, part, "Stage", parent=frame.model) for frame in frames for part in frame.places]
    edges = tuple(Edge("focus", iri, "kg:hasModel", "有模型") for iri in (*singles, *(f.model for f in frames)))
    drawn = layout(Subgraph(("focus",), tuple(nodes), edges), frames)
    focus = drawn.boxes["focus"]
    sides = {(drawn.boxes[edge.target].x > focus.x, drawn.boxes[edge.target].y > focus.y) for edge in edges}
    assert len(sides) == 4
    assert drawn.height < WIDE * 0.7
    assert all(len(line.points) == 2 for line in lines(drawn).values())


@settings(deadline=None)
@given(st.integers(2, 40), st.integers(0, 5), st.sampled_from([WIDE, NARROW]))
def test_names_of_relations_cover_nothing(size: int, seed: int, width: int) -> None:
    drawn = layout(_random(size, seed), width=width)
    names = [Box(*line.at, text_width(edge.label, 12), 14) for edge, line in lines(drawn).items() if line.named]
    marks = [*drawn.boxes.values(), *(label.box for label in drawn.labels.values())]
    assert not [pair for pair in combinations(names, 2) if pair[0].overlaps(pair[1])]
    assert not [name for name in names if any(name.overlaps(mark) for mark in marks)]


def test_no_two_relations_of_the_focus_run_on_top_of_each_other() -> None:
    for seed in range(6):
        for width in (WIDE, NARROW):
            drawn = layout(_random(12, seed), width=width)
            courses = [course(line.points) for line in lines(drawn).values() if line.focused]
            assert not [pair for pair in combinations(courses, 2) if shared(*pair)]


def test_same_data_same_picture() -> None:
    assert layout(_random(50, 1)) == layout(_random(50, 1))


def test_a_hundred_and_fifty_nodes_are_placed_at_once() -> None:
    star = _random(150, 3)
    began = time.perf_counter()
    layout(star)
    assert time.perf_counter() - began < 0.6  # 0.15 s on an idle machine


@settings(deadline=None)
@given(st.text(max_size=60))
def test_a_label_is_cut_to_two_lines_with_an_ellipsis(text: str) -> None:
    lines = wrap(text)
    assert len(lines) <= 2
    joined = "".join(lines)
    assert joined == text or (joined.endswith("…") and text.startswith(joined[:-1]))
