"""Lines of a picture: none on top of another, none through a frame, ends at what they join."""

from __future__ import annotations

from kg.layout import NARROW, layout
from kg.layout.picture import Frame, Picture, entry
from kg.model import Edge, Node, Subgraph
from kg.views.lines import lines


def _drawn(edges: list[tuple[str, str, str]], frames: list[Frame] | None = None, width: int = NARROW) -> Picture:
    parents = {part: frame.model for frame in frames or [] for part in frame.places}
    names = list(dict.fromkeys(name for source, _, target in edges for name in (source, target)))
    nodes = tuple(Node(name, name, "Concept", parent=parents.get(name)) for name in names)
    subgraph = Subgraph((names[0],), nodes, tuple(Edge(s, t, p, p, ("f",)) for s, p, t in edges))
    return layout(subgraph, frames or [], width=width)


def test_several_relations_between_the_same_two_fan_out() -> None:
    drawn = lines(_drawn([("甲", "kg:a", "乙"), ("甲", "kg:b", "乙"), ("乙", "kg:c", "甲")]))
    paths = {frozenset(line.points) for line in drawn.values()}
    assert len(paths) == 3


def test_a_relation_of_something_to_itself_is_drawn() -> None:
    (line,) = lines(_drawn([("甲", "kg:a", "甲")])).values()
    assert len(set(line.points)) == 4


def test_the_frame_stands_for_the_relation_of_a_model_to_its_parts() -> None:
    frame = Frame("模型", {"一": (0, 0), "二": (1, 0)}, ordered=True)
    edges = [("概念", "kg:hasModel", "模型"), ("概念", "kg:hasStage", "一"), ("模型", "kg:includesStage", "一")]
    edges += [("模型", "kg:includesStage", "二"), ("一", "kg:nextStage", "二")]
    drawn = {(edge.source, edge.target): line for edge, line in lines(_drawn(edges, [frame])).items()}
    assert drawn["模型", "一"].within
    assert drawn["概念", "一"].points == drawn["概念", "模型"].points
    assert not drawn["概念", "一"].named
    assert not drawn["一", "二"].within


def test_lines_go_around_frames_that_stand_in_the_way() -> None:
    frames = [Frame(f"模型{i}", {f"第{i}期第一段": (0, 0), f"第{i}期第二段": (1, 0)}, ordered=True) for i in range(5)]
    edges = [("概念", "kg:hasModel", frame.model) for frame in frames]
    edges += [(frame.model, "kg:includesStage", part) for frame in frames for part in frame.places]
    picture = _drawn(edges, frames)
    for edge, line in lines(picture).items():
        if line.within:
            continue
        for model, box in picture.frames.items():
            if model != edge.target:
                assert not [1 for a, b in zip(line.points, line.points[1:], strict=False) if entry(a, b, box)], edge


def test_a_line_ends_before_the_words_of_what_it_joins() -> None:
    picture = _drawn(
        [("甲", "kg:a", name) for name in ("东边的机构", "西边的机构", "南边的机构", "北边的机构")], width=760
    )
    for edge, line in lines(picture).items():
        for end, point in ((edge.source, line.points[0]), (edge.target, line.points[-1])):
            words = picture.labels[end].box
            assert abs(point[0] - words.x) * 2 >= words.width or abs(point[1] - words.y) * 2 >= words.height
