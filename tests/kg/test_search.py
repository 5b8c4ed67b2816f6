"""Search: names and aliases first, pinyin and initials, then sentences."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.search import named, pieces, sentences
from tests.graphs import county


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    return county().index


def _labels(index: sqlite3.Connection, query: str, **options: object) -> list[str]:
    return [hit.entity.label for hit in named(index, query, **options)]  # type: ignore[arg-type]  # types or limit


def test_the_whole_name_comes_before_names_that_begin_with_it(index: sqlite3.Connection) -> None:
    assert _labels(index, "数字政府") == ["数字政府", "数字政府三阶段"]


@pytest.mark.parametrize("query", ["星河研究院", "星河院", "星河", "河", "xhyjy", "xinghe", "yanjiuyuan", "XHYJY"])
def test_an_organisation_is_found_by_name_alias_part_pinyin_and_initials(index: sqlite3.Connection, query: str) -> None:
    assert "星河研究院" in _labels(index, query)


def test_traditional_characters_find_simplified_names(index: sqlite3.Connection) -> None:
    assert "县域转型矩阵" in _labels(index, "縣域轉型矩陣")


def test_types_narrow_the_answer(index: sqlite3.Connection) -> None:
    assert _labels(index, "数字政府", types=("StageModel",)) == ["数字政府三阶段"]


def test_a_sentence_is_found_with_its_place_and_the_words_marked(index: sqlite3.Connection) -> None:
    (hit,) = sentences(index, "再到智能化")
    assert (hit.article, hit.paragraph, hit.number) == ("a1", 3, 1)
    assert [piece.text for piece in hit.pieces if piece.hit] == ["再到智能化"]


@pytest.mark.parametrize("query", ["", " ", "《》", "'\"", "*", 'a" OR "b', "\x00", "无此名"])
def test_what_finds_nothing_finds_nothing_quietly(index: sqlite3.Connection, query: str) -> None:
    assert named(index, query) == ()
    assert sentences(index, query) == ()


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_no_query_breaks_the_search(query: str) -> None:
    index = _INDEX
    named(index, query)
    sentences(index, query)


@given(st.text(max_size=40), st.text(max_size=5))
def test_marking_keeps_the_text(text: str, query: str) -> None:
    assert "".join(piece.text for piece in pieces(text, query)) == text


_INDEX = county().index
