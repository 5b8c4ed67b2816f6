from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.index.bigrams import match
from kg.model import Polarity
from kg.store import Store
from kg.store.snapshot import Snapshot
from tests.extractions import says

LI = says(("李娜", "清华大学", "教授"), aliases=[("清华大学", "清华")])
AGAIN = says(("李娜", "清华大学", "教授"), ("张伟", "清华大学", "院长"), number=1)
NEVER = says(("李娜", "星海研究院", "院长"), polarity=Polarity.NEGATED)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as store:
        store.add(LI, AGAIN)
        yield store


@pytest.fixture
def index(store: Store) -> Iterator[sqlite3.Connection]:
    with Snapshot.open(store.folder.path) as snapshot:
        yield snapshot.index


def test_support_counts_pieces_of_evidence_and_articles(index: sqlite3.Connection) -> None:
    found = index.execute("SELECT label, aliases, support, articles FROM entity WHERE type = 'Organization'").fetchall()
    assert found == [("清华大学", '["清华"]', 3, 2)]
    posts = index.execute("SELECT support FROM fact WHERE kind = 'Affiliation' ORDER BY support").fetchall()
    assert posts == [(1,), (2,)]


def test_relations_between_entities_are_edges_with_the_fact_behind_them(index: sqlite3.Connection) -> None:
    rows = index.execute(
        "SELECT s.label, predicate, t.label, edge.support, kind FROM edge JOIN entity s ON s.iri = source"
        " JOIN entity t ON t.iri = target JOIN fact ON fact.iri = fact ORDER BY 1, 2"
    ).fetchall()
    assert rows == [
        ("张伟", "kg:holds", "院长", 1, "Affiliation"),
        ("张伟", "org:memberOf", "清华大学", 1, "Affiliation"),
        ("李娜", "kg:holds", "教授", 2, "Affiliation"),
        ("李娜", "org:memberOf", "清华大学", 2, "Affiliation"),
    ]


def test_what_an_article_denies_is_a_fact_without_an_edge(store: Store, index: sqlite3.Connection) -> None:
    edges = "SELECT count(*) FROM edge"
    before = index.execute(edges).fetchone()
    store.add(NEVER)
    assert index.execute(edges).fetchone() == before
    assert index.execute("SELECT polarity FROM evidence WHERE polarity <> 'asserted'").fetchall() == [("negated",)]


def test_names_are_found_by_part_alias_and_reading_until_they_go(store: Store, index: sqlite3.Connection) -> None:
    def names(expression: str) -> list[str]:
        query = (
            "SELECT text FROM name WHERE id IN (SELECT rowid FROM name_bigram WHERE name_bigram MATCH ?) ORDER BY text"
        )
        return [text for (text,) in index.execute(query, (expression,))]

    assert names(f"text : ({match('华')})") == ["清华", "清华大学"]
    assert names("pinyin : zhangw*") == ["张伟"]
    assert names("initials : qh*") == ["清华", "清华大学"]
    store.remove(LI.article.id)
    assert names(f"text : ({match('华')})") == ["清华大学"]


def test_sentences_are_found_by_two_characters(index: sqlite3.Connection) -> None:
    query = "SELECT text FROM sentence WHERE id IN (SELECT rowid FROM sentence_bigram WHERE sentence_bigram MATCH ?)"
    assert index.execute(query, (match("张伟"),)).fetchall() == [("清华大学院长张伟说。",)]


def test_a_reader_cannot_write(index: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        index.execute("DELETE FROM entity")
