"""Finding by words: names and aliases first, then sentences.

Names are found whole, by beginning, by part, and where the query is Latin by pinyin and initials from any syllable on
(`bjdx` finds 北京大学). A query in traditional characters also finds the simplified ones. Both searches run on bigrams
in the side index, so that one or two characters find as well as ten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg import catalogue
from kg.entries import EntityEntry
from kg.index.bigrams import match, normalised

_LONGEST = 200  # characters of a query that are read
_CANDIDATES = 400  # names looked at before ranking


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a found text, and whether it is what was asked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class NameHit:
    """An entity and that of its names which matched."""

    entity: EntityEntry
    matched: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence, in the cleaned text, and where it stands."""

    article: str  # id
    title: str
    paragraph: int
    number: int
    pieces: tuple[Piece, ...]


def named(index: sqlite3.Connection, query: str, *, types: Sequence[str] = (), limit: int = 20) -> tuple[NameHit, ...]:
    """Entities with a name like the query: whole, beginning, part, reading; within these by support."""
    ranks: dict[str, tuple[int, str]] = {}
    for variant in _variants(query[:_LONGEST]):
        for entity, name, rank in _names(index, variant):
            if entity not in ranks or rank < ranks[entity][0]:
                ranks[entity] = (rank, name)
    chosen = json.dumps(list(ranks))
    rows = index.execute(
        "SELECT iri, type, support FROM entity WHERE iri IN (SELECT value FROM json_each(?))", [chosen]
    ).fetchall()
    wanted = [(ranks[iri][0], -support, iri) for iri, type, support in rows if not types or type in types]
    hits = []
    for _, _, iri in sorted(wanted)[:limit]:
        hits.append(NameHit(catalogue.entity(index, iri), pieces(ranks[iri][1], query)))
    return tuple(hits)


def _names(index: sqlite3.Connection, query: str) -> Iterator[tuple[str, str, int]]:
    """Entity, name, and how well it fits: 0 whole, 1 beginning, 2 part, 3 reading."""
    folded = normalised(query)
    if not folded:
        return
    for entity, text in index.execute("SELECT entity, text FROM name WHERE normalised = ? LIMIT 100", [folded]):
        yield entity, text, 0
    by_text = index.execute(
        "SELECT n.entity, n.text, n.normalised FROM name_bigram b JOIN name n ON n.id = b.rowid "
        "WHERE name_bigram MATCH ? LIMIT ?",
        [f"text : ({match(query)})", _CANDIDATES],
    )
    for entity, text, whole in by_text:
        yield entity, text, 1 if whole.startswith(folded) else 2
    if folded.isascii():
        by_reading = index.execute(
            "SELECT n.entity, n.text FROM name_bigram b JOIN name n ON n.id = b.rowid "
            "WHERE name_bigram MATCH ? LIMIT ?",
            [f'{{pinyin initials}} : "{folded}" *', _CANDIDATES],
        )
        for entity, text in by_reading:
            yield entity, text, 3


def sentences(index: sqlite3.Connection, query: str, *, limit: int = 20) -> tuple[SentenceHit, ...]:
    """Sentences that hold the query, in the order of the articles."""
    hits: dict[int, SentenceHit] = {}
    for variant in _variants(query[:_LONGEST]):
        expression = match(variant)
        if not expression or len(hits) >= limit:
            continue
        rows = index.execute(
            "SELECT s.id, s.article, coalesce(a.title, substr(trim(a.clean), 1, 20) || '…'), "
            "s.paragraph, s.number, s.text "
            "FROM sentence_bigram b "
            "JOIN sentence s ON s.id = b.rowid JOIN article a ON a.id = s.article "
            "WHERE sentence_bigram MATCH ? ORDER BY b.rowid LIMIT ?",
            [expression, limit],
        )
        for id, article, title, paragraph, number, text in rows:
            hits.setdefault(id, SentenceHit(article, title or "", paragraph, number, pieces(text.strip(), variant)))
    return tuple(hits.values())[:limit]


def pieces(text: str, query: str) -> tuple[Piece, ...]:
    """The text with the query marked wherever it stands as written; letter case does not matter."""
    wanted, low = query.strip().casefold(), text.casefold()
    if not wanted or len(low) != len(text):
        return (Piece(text, False),)
    found, at = list[Piece](), 0
    while (start := low.find(wanted, at)) >= 0:
        if start > at:
            found.append(Piece(text[at:start], False))
        found.append(Piece(text[start : start + len(wanted)], True))
        at = start + len(wanted)
    if at < len(text):
        found.append(Piece(text[at:], False))
    return tuple(found)


def _variants(query: str) -> tuple[str, ...]:
    """The query, and the same in simplified characters where it differs."""
    return tuple(dict.fromkeys((query, query if query.isascii() else _simplify(query))))


def _simplify(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter():  # type: ignore[no-untyped-def]  # opencc has no types
    from opencc import OpenCC  # loads its tables when asked

    return OpenCC("t2s")
