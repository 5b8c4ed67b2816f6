from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.index.bigrams import bigrams, match, normalised, reading, suffixes


def found(text: str, query: str) -> bool:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE found USING fts5 (text, tokenize = 'unicode61 remove_diacritics 0')")
    database.execute("INSERT INTO found VALUES (?)", (bigrams(text),))
    hit = database.execute("SELECT count(*) FROM found WHERE found MATCH ?", (match(query),)).fetchone()[0]
    database.close()
    return bool(hit)


@pytest.mark.parametrize("query", ["数", "府", "字政", "数字政府", "PaaS", "paas", "aS平", "２０２２", "政府 2022"])
def test_a_text_is_found_by_any_part_of_it(query: str) -> None:
    assert found("《数字政府》与PaaS平台，2022年。", query)


@pytest.mark.parametrize("query", ["政字", "府与P台", "数政", "2023"])
def test_and_by_nothing_else(query: str) -> None:
    assert not found("《数字政府》与PaaS平台，2022年。", query)


@given(st.text("数字政府治理甲乙A1，。 ", min_size=1, max_size=12), st.data())
def test_every_stretch_without_punctuation_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = text[start : data.draw(st.integers(start + 1, len(text)))]
    if stretch.isalnum():
        assert found(text, stretch)


def test_nothing_to_look_for_is_an_empty_expression() -> None:
    assert match("，。") == ""


def test_names_are_compared_without_width_case_or_points() -> None:
    assert normalised("Ｏpen AI·研究院") == "openai研究院"


def test_a_name_is_read_from_any_syllable() -> None:
    assert reading("盘和林") == ("pan he lin", "phl")
    assert suffixes(*reading("盘和林")) == ("panhelin helin lin", "phl hl l")
    assert len(reading("数" * 1_000_000)[1]) < 100
