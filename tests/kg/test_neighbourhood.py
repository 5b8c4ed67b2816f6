"""Neighbourhoods: ranked, bounded, monotonous."""

from __future__ import annotations

import sqlite3
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ArgumentError, NotFoundError
from kg.neighbourhood import neighbourhood
from tests.graphs import Graph, county, entity


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    return county().index


GOVERNMENT = entity("Concept", "数字政府")
PERSON = entity("Person", "林一舟")
MATRIX = entity("QuadrantModel", "a1", "县域转型矩阵")


def test_one_hop_around_a_model_holds_its_quadrants_and_dimensions(index: sqlite3.Connection) -> None:
    subgraph = neighbourhood(index, [MATRIX])
    assert {node.label for node in subgraph.nodes} == {
        "县域转型矩阵", "人才型", "培育型", "优化型", "升级型", "产业基础", "营商环境",
    }  # fmt: skip
    assert {node.parent for node in subgraph.nodes if node.type == "Quadrant"} == {MATRIX}
    assert not subgraph.truncated


def test_an_edge_carries_its_label_and_the_facts_that_say_it(index: sqlite3.Connection) -> None:
    (edge,) = neighbourhood(index, [PERSON], predicates=["org:memberOf"]).edges
    assert (edge.label, len(edge.facts)) == ("任职于", 1)
    assert neighbourhood(index, [PERSON], predicates=["org:memberOf"], language="en").edges[0].label == "member of"


def test_direction_and_types_restrict_the_walk(index: sqlite3.Connection) -> None:
    assert len(neighbourhood(index, [PERSON], direction="in").nodes) == 1
    assert {n.type for n in neighbourhood(index, [PERSON], types=["Organization"]).nodes} == {"Person", "Organization"}
    around = neighbourhood(index, [GOVERNMENT], hops=2, types=["Model"]).nodes
    assert {node.type for node in around} == {"Concept", "StageModel"}


def test_a_cut_keeps_the_best_supported_and_says_how_many_it_hid() -> None:
    graph = Graph()
    centre = graph.entity("Concept", "甲")
    for number in range(30):
        graph.edge(centre, "kg:hasFactor", graph.entity("Concept", f"乙{number:02}"), support=number)
    subgraph = neighbourhood(graph.index, [centre], limit=6)
    assert [node.label for node in subgraph.nodes] == ["甲", "乙29", "乙28", "乙27", "乙26", "乙25"]
    assert subgraph.hidden == 25


def test_several_facts_behind_one_relation_are_one_edge() -> None:
    graph = Graph()
    a, b = graph.entity("Person", "甲"), graph.entity("Organization", "乙")
    for number in range(3):
        graph.edge(a, "org:memberOf", b, f"fact{number}")
    (edge,) = neighbourhood(graph.index, [a]).edges
    assert edge.facts == ("fact0", "fact1", "fact2")


def test_a_hub_is_read_no_further_than_shown() -> None:
    graph = Graph()
    hub = graph.entity("Organization", "枢纽")
    for number in range(30_000):
        graph.edge(hub, "kg:cooperatesWith", graph.entity("Organization", f"机构{number}"))
    began = time.perf_counter()
    subgraph = neighbourhood(graph.index, [hub], hops=2)
    assert len(subgraph.nodes) == 150
    assert subgraph.hidden > 1000
    assert time.perf_counter() - began < 1.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"hops": 0},
        {"hops": 5},
        {"limit": 0},
        {"limit": 601},
        {"direction": "up"},
        {"min_confidence": 1.5},
        {"types": ["Cow"]},
    ],
)
def test_a_value_out_of_range_is_refused_by_name(index: sqlite3.Connection, wrong: dict[str, object]) -> None:
    with pytest.raises(ArgumentError, match=next(iter(wrong))):
        neighbourhood(index, [PERSON], **wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_an_entity_that_is_not_there_is_named(index: sqlite3.Connection) -> None:
    with pytest.raises(NotFoundError, match="无名氏"):
        neighbourhood(index, [entity("Person", "无名氏")])


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    graph = Graph()
    size = draw(st.integers(2, 12))
    nodes = [graph.entity("Concept", str(number)) for number in range(size)]
    ends = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes), st.integers(1, 5))
    for source, target, support in draw(st.lists(ends, max_size=40)):
        graph.edge(source, "kg:hasFactor", target, support=support)
    return graph


@settings(deadline=None)
@given(graphs(), st.integers(1, 3), st.integers(1, 8))
def test_a_wider_neighbourhood_contains_the_narrower(graph: Graph, hops: int, limit: int) -> None:
    centre = entity("Concept", "0")
    narrow = neighbourhood(graph.index, [centre], hops=hops, limit=limit)
    for wide in (
        neighbourhood(graph.index, [centre], hops=hops + 1, limit=limit),
        neighbourhood(graph.index, [centre], hops=hops, limit=limit + 3),
    ):
        assert set(narrow.nodes) <= set(wide.nodes)
        assert set(narrow.edges) <= set(wide.edges)


@settings(deadline=None)
@given(graphs(), st.integers(1, 8))
def test_the_limit_holds_and_nothing_goes_uncounted(graph: Graph, limit: int) -> None:
    centre = entity("Concept", "0")
    cut = neighbourhood(graph.index, [centre], hops=2, limit=limit)
    whole = neighbourhood(graph.index, [centre], hops=2)
    assert len(cut.nodes) <= limit
    assert len(cut.nodes) + cut.hidden == len(whole.nodes)
