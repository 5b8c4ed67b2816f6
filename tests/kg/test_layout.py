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
from kg.layout.picture import Box, Picture, text_width, wrap
from kg.model import Edge, Node, Subgraph
from kg.neighbourhood import neighbourhood
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
