from __future__ import annotations

import pytest

from kg.gazetteer import Lexicon, organizations, rows, schools, words


def test_longest_word_from_the_left_wins() -> None:
    text = "国务院办公厅和国务院"
    found = [text[start:end] for start, end in Lexicon(["国务院", "国务院办公厅", "办公厅"]).longest(text)]
    assert found == ["国务院办公厅", "国务院"]


def test_all_words_are_found_also_inside_others() -> None:
    text = "国务院办公厅"
    found = [text[start:end] for start, end in Lexicon(["国务院", "国务院办公厅", "办公厅"]).all(text)]
    assert sorted(found) == ["办公厅", "国务院", "国务院办公厅"]


def test_lexicon_without_words_finds_nothing() -> None:
    assert not list(Lexicon([]).longest("国务院"))


def test_short_names_lead_to_full_ones() -> None:
    assert organizations()["北大"] == organizations()["北京大学"] == "北京大学"
    assert schools()["北大"] == "北京大学"


def test_no_name_stands_for_two_organisations() -> None:
    names = [name for full, aliases, *_ in rows("organizations") for name in (full, *aliases.split())]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_organisation_has_a_name_other_names_and_a_type() -> None:
    assert {len(row) for row in rows("organizations")} == {3}


@pytest.mark.parametrize("table", ["words", "roles", "organization_heads", "surnames", "places"])
def test_word_table_has_one_row_a_class_and_every_word_once_in_it(table: str) -> None:
    classes = list(rows(table))
    assert len({name for name, _ in classes}) == len(classes)
    for _, row in classes:
        assert len(set(row.split(" "))) == len(row.split(" "))


def test_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("roles", "no such class")
