"""What pages read: entities, facts with their words, articles in segments."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import catalogue, figures, reading
from kg.errors import ArgumentError, NotFoundError
from tests.graphs import BASE, county, entity


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    return county().index


def test_pages_of_a_list_join_to_the_whole_list(index: sqlite3.Connection) -> None:
    whole = catalogue.entities(index, limit=1000)
    found, cursor = list(catalogue.entities(index, limit=4).items), catalogue.entities(index, limit=4).cursor
    while cursor:
        page = catalogue.entities(index, limit=4, cursor=cursor)
        found, cursor = [*found, *page.items], page.cursor
    assert tuple(found) == whole.items
    assert whole.cursor == ""
    assert [e.support for e in found] == sorted((e.support for e in found), reverse=True)


def test_a_cursor_of_nobody_is_refused(index: sqlite3.Connection) -> None:
    with pytest.raises(ArgumentError, match="cursor=nonsense"):
        catalogue.entities(index, cursor="nonsense")


def test_a_fact_reads_as_subject_relation_object(index: sqlite3.Connection) -> None:
    facts = {fact.kind: fact.statement for fact in catalogue.facts(index, limit=100).items}
    post = facts["Affiliation"]
    assert (post.subject and post.subject.text, post.predicate, [o.text for o in post.objects]) == (
        "林一舟", "org:memberOf", ["星河研究院"],
    )  # fmt: skip
    assert [(value.property, value.text) for value in post.rest] == [("org:role", "院长")]
    assert len(facts["Placement"].objects) == 2
    assert facts["Claim"].predicate == "kg:says"


def test_what_is_not_there_is_named(index: sqlite3.Connection) -> None:
    for look in (catalogue.entity, catalogue.fact, catalogue.article, reading.raw_text):
        with pytest.raises(NotFoundError, match="nobody"):
            look(index, "nobody")


def test_an_articles_segments_join_to_its_text_and_carry_its_facts(index: sqlite3.Connection) -> None:
    segments = reading.segments(index, "a1")
    assert "".join(segment.text for segment in segments) == reading.raw_text(index, "a1")
    told = {fact for segment in segments for fact in segment.facts}
    assert told == {fact.iri for fact in catalogue.facts_of_article(index, "a1")}
    assert list(reading.numbers(segments).values()) == list(range(1, len(told) + 1))


def test_evidence_is_shown_among_its_neighbours_within_the_paragraph(index: sqlite3.Connection) -> None:
    fact = next(f for f in catalogue.facts(index, limit=100).items if f.kind == "Affiliation")
    context = reading.context(index, fact.quotations[0])
    assert (context.before, context.words) == ("", "星河研究院院长林一舟")
    assert context.after.startswith("表示，")


_SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8), st.sampled_from("abc")), max_size=8)


@settings(deadline=None)
@given(st.text(st.sampled_from("天地𠀀人\n"), min_size=28, max_size=40), _SPANS)
def test_cutting_loses_nothing_and_marks_exactly_the_evidence(raw: str, drawn: list[tuple[int, int, str]]) -> None:
    spans = [(start, start + length, fact) for start, length, fact in drawn]
    segments = tuple(reading.cut(raw, spans))
    assert "".join(segment.text for segment in segments) == raw
    for segment in segments:
        middle = range(segment.start, segment.start + len(segment.text))
        assert set(segment.facts) == {f for start, end, f in spans if start <= middle[0] and middle[-1] < end}
    lines = reading.paragraphs(segments)
    assert "\n".join(raw.split("\n")).replace("\n", "") == "".join(s.text for line in lines for s in line)


def test_a_quadrant_model_is_read_as_a_matrix(index: sqlite3.Connection) -> None:
    matrix = figures.matrix(index, entity("QuadrantModel", "a1", "县域转型矩阵"))
    assert matrix.x is not None
    assert matrix.y is not None
    assert (matrix.x.label, matrix.x.low, matrix.x.high) == ("产业基础", "薄", "好")
    assert (matrix.y.label, matrix.y.low, matrix.y.high) == ("营商环境", "弱", "好")
    places = {cell.label: (cell.column, cell.row) for cell in matrix.cells}
    assert places == {"人才型": (0, 0), "培育型": (0, 1), "优化型": (1, 0), "升级型": (1, 1)}
    advice = {cell.label: [measure.text for measure, _ in cell.measures] for cell in matrix.cells}
    assert advice["人才型"] == ["先育人才"]


def test_a_quadrant_without_a_level_is_not_placed() -> None:
    graph = county()
    graph.index.execute("DELETE FROM told_attribute WHERE property = 'kg:polarity' AND entity LIKE '%营商环境弱'")
    matrix = figures.matrix(graph.index, entity("QuadrantModel", "a1", "县域转型矩阵"))
    assert {cell.label for cell in matrix.unplaced} == {"人才型", "优化型"}


def test_a_stage_model_is_read_in_its_order(index: sqlite3.Connection) -> None:
    track = figures.track(index, entity("StageModel", "a1", "数字政府三阶段"))
    assert [step.label for step in track.steps] == ["信息化", "数字化", "智能化"]
    assert track.concept is not None
    assert track.concept.iri == f"{BASE}concept/数字政府"


def test_a_cell_words_its_levels_as_its_own_sentence_does() -> None:
    graph = county()
    level = entity("Level", "a1", "县域转型矩阵", "营商环境弱")
    graph.attribute(level, "kg:wording", "有待加强")
    matrix = figures.matrix(graph.index, entity("QuadrantModel", "a1", "县域转型矩阵"))
    assert {c.wording for cell in matrix.cells for c in cell.conditions if c.label == "营商环境"} == {"弱", "好"}
