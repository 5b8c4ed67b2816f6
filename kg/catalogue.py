"""Reading entities, facts and articles from the side index.

A list comes as a `Page`: at most `limit` entries, and the cursor of the next page where there is one; the cursor is
the sort key of the last entry, so that a page costs the same wherever it stands.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg import vocab
from kg.entries import ArticleEntry, CandidateEntry, EntityEntry, FactEntry, Page, Quotation, Value
from kg.errors import ArgumentError, NotFoundError
from kg.reasons import Reason

# Counts


def counts(index: sqlite3.Connection) -> Mapping[str, int]:
    """How many entities there are of each type, most first."""
    rows = index.execute("SELECT type, count(*) FROM entity GROUP BY type ORDER BY 2 DESC, 1")
    return dict(rows.fetchall())


def totals(index: sqlite3.Connection) -> Mapping[str, int]:
    """How many articles, entities, facts and pieces of evidence the graph has."""
    tables = ("article", "entity", "fact", "evidence")
    return {table: index.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


# Entities

_ENTITY = "iri, type, label, aliases, support, articles, confidence"


def _entity(row: Sequence[Any]) -> EntityEntry:
    iri, type, label, aliases, support, articles, confidence = row
    return EntityEntry(iri, type, label, tuple(json.loads(aliases or "[]")), support, articles, confidence)


def entity(index: sqlite3.Connection, iri: str) -> EntityEntry:
    """One entity. Raises NotFoundError."""
    row = index.execute(f"SELECT {_ENTITY} FROM entity WHERE iri = ?", [iri]).fetchone()
    if row is None:
        raise NotFoundError(f"no entity {iri} in the graph; /search?q= finds entities by name")
    return _entity(row)


def entities(
    index: sqlite3.Connection, *, types: Sequence[str] = (), limit: int = 50, cursor: str = ""
) -> Page[EntityEntry]:
    """Entities, best supported first. Raises ArgumentError for a cursor that none of our lists gave."""
    clauses, values = ["1"], list[object]()
    if types:
        clauses.append("type IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(types))
    rows, resume = _ranked(index, f"SELECT support, iri, {_ENTITY} FROM entity", clauses, values, limit, cursor)
    return Page(tuple(_entity(row[2:]) for row in rows), resume)


def _ranked(
    index: sqlite3.Connection, select: str, clauses: list[str], values: list[object], limit: int, cursor: str
) -> tuple[list[tuple[Any, ...]], str]:
    """The best supported rows, which begin with support and IRI, from a cursor on; and the cursor behind them."""
    if cursor:
        support, iri = _resume(cursor)
        clauses = [*clauses, "(support < ? OR (support = ? AND iri > ?))"]
        values = [*values, support, support, iri]
    where = f"{select} WHERE {' AND '.join(clauses)} ORDER BY support DESC, iri LIMIT ?"
    rows = index.execute(where, [*values, limit + 1]).fetchall()
    return rows[:limit], "~".join(map(str, rows[limit - 1][:2])) if len(rows) > limit else ""


def _resume(cursor: str) -> tuple[int, str]:
    support, tilde, iri = cursor.partition("~")
    if not (tilde and support.isdecimal()):
        raise ArgumentError(f"cursor={cursor}: the cursor of a next_url would be right")
    return int(support), iri


def attributes(index: sqlite3.Connection, iri: str) -> tuple[Value, ...]:
    """What is known of an entity itself: a level's polarity, a document's number."""
    rows = index.execute(
        "SELECT a.property, a.value, a.is_entity, e.label, e.type FROM attribute a "
        "LEFT JOIN entity e ON a.is_entity AND e.iri = a.value WHERE a.entity = ? ORDER BY 1, 2",
        [iri],
    )
    return tuple(_value(*row) for row in rows)


def _value(property: str, value: str, is_entity: int, label: str | None, type: str | None) -> Value:
    if not is_entity:
        return Value(property, value)
    return Value(property, label or vocab.local_name(value), value, type or "")


# Facts

_OPENING = "substr(trim(a.clean, char(10, 13, 32, 9, 12288)), 1, 20) || '…'"


def fact(index: sqlite3.Connection, iri: str) -> FactEntry:
    """One fact with all its evidence. Raises NotFoundError."""
    found = facts_by_iri(index, [iri])
    if not found:
        raise NotFoundError(f"no fact {iri} in the graph; /facts lists those there are")
    return found[0]


def facts(
    index: sqlite3.Connection, *, kinds: Sequence[str] = (), entity: str = "", limit: int = 50, cursor: str = ""
) -> Page[FactEntry]:
    """Facts, best supported first: of some kinds (local names), of one entity, or all."""
    clauses, values = ["1"], list[object]()
    if kinds:
        clauses.append("kind IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(kinds))
    if entity:
        clauses.append("iri IN (SELECT fact FROM argument WHERE value = ? AND is_entity)")
        values.append(entity)
    rows, resume = _ranked(index, "SELECT support, iri FROM fact", clauses, values, limit, cursor)
    return Page(facts_by_iri(index, [row[1] for row in rows]), resume)


def facts_by_iri(index: sqlite3.Connection, iris: Iterable[str]) -> tuple[FactEntry, ...]:
    """The facts of these IRIs in this order; those the graph does not have are left out."""
    wanted = list(dict.fromkeys(iris))
    if not wanted:
        return ()
    chosen = json.dumps(wanted)
    heads = {
        row[0]: row
        for row in index.execute(
            "SELECT iri, kind, support, confidence FROM fact WHERE iri IN (SELECT value FROM json_each(?))", [chosen]
        )
    }
    values: dict[str, list[Value]] = {iri: [] for iri in heads}
    for name, *row in index.execute(
        "SELECT a.fact, a.property, a.value, a.is_entity, e.label, e.type FROM argument a "
        "LEFT JOIN entity e ON a.is_entity AND e.iri = a.value "
        "WHERE a.fact IN (SELECT value FROM json_each(?)) ORDER BY a.fact, a.position",
        [chosen],
    ):
        values.setdefault(name, []).append(_value(*row))
    quotations: dict[str, list[Quotation]] = {iri: [] for iri in heads}
    for quotation in _quotations(index, "v.fact IN (SELECT value FROM json_each(?))", chosen):
        quotations.setdefault(quotation.fact, []).append(quotation)
    return tuple(
        FactEntry(iri, vocab.local_name(heads[iri][1]).removeprefix("kg:"), heads[iri][2], heads[iri][3],
                  tuple(values[iri]), tuple(quotations[iri]))
        for iri in wanted
        if iri in heads
    )  # fmt: skip


def fact_of_evidence(index: sqlite3.Connection, iri: str) -> str:
    """The IRI of the fact that a piece of evidence speaks for. Raises NotFoundError."""
    row = index.execute("SELECT fact FROM evidence WHERE iri = ?", [iri]).fetchone()
    if row is None:
        raise NotFoundError(f"no evidence {iri} in the graph; each fact lists its own")
    return str(row[0])


def fact_counts(index: sqlite3.Connection) -> Mapping[str, int]:
    """How many facts there are of each kind, most first."""
    rows = index.execute("SELECT kind, count(*) FROM fact GROUP BY kind ORDER BY 2 DESC, 1")
    return dict(rows.fetchall())


def _quotations(index: sqlite3.Connection, where: str, value: str) -> Iterable[Quotation]:
    rows = index.execute(
        f"SELECT v.iri, v.fact, v.article, coalesce(a.title, {_OPENING}), v.start, "
        'v."end", v.quote, v.clean_quote, v.sentence, v.paragraph, '
        "v.number, v.rule, v.confidence, v.polarity, v.speaker FROM evidence v JOIN article a ON a.id = v.article "
        f"WHERE {where} ORDER BY v.confidence DESC, v.article, v.start",
        [value],
    )
    for row in rows:
        cells: list[Any] = [cell if cell is not None else "" for cell in row]
        cells[7] = cells[7] or cells[6]  # the clean quote stands only where it differs
        yield Quotation(*cells)


# Articles

_ARTICLE = f"id, iri, title, source, author, date, url, facts, {_OPENING}"


def _article(row: Sequence[object]) -> ArticleEntry:
    cells: list[Any] = [cell if cell is not None else "" for cell in row]
    return ArticleEntry(*cells)


def articles(index: sqlite3.Connection, *, limit: int = 50, cursor: str = "") -> Page[ArticleEntry]:
    """Articles, newest first, those without a date last."""
    clauses, values = ["1"], list[object]()
    if cursor:
        date, tilde, id = cursor.partition("~")
        if not tilde:
            raise ArgumentError(f"cursor={cursor}: the cursor of a next_url would be right")
        clauses.append("(coalesce(date, '') < ? OR (coalesce(date, '') = ? AND id > ?))")
        values += [date, date, id]
    rows = index.execute(
        f"SELECT {_ARTICLE} FROM article a WHERE {' AND '.join(clauses)} ORDER BY coalesce(date, '') DESC, id LIMIT ?",
        [*values, limit + 1],
    ).fetchall()
    items = tuple(map(_article, rows[:limit]))
    return Page(items, f"{items[-1].date}~{items[-1].id}" if len(rows) > limit else "")


def article(index: sqlite3.Connection, id: str) -> ArticleEntry:
    """One article. Raises NotFoundError."""
    row = index.execute(f"SELECT {_ARTICLE} FROM article a WHERE id = ?", [id]).fetchone()
    if row is None:
        raise NotFoundError(f"no article {id} in the graph; /articles lists those there are")
    return _article(row)


def candidates(index: sqlite3.Connection, article: str) -> tuple[CandidateEntry, ...]:
    """What an article nearly said, in the order of the text."""
    rows = index.execute(
        'SELECT kind, start, "end", quote, reason, rule FROM candidate WHERE article = ? ORDER BY start, kind',
        [article],
    )
    return tuple(
        CandidateEntry(kind, start, end, quote, Reason.of(code), rule) for kind, start, end, quote, code, rule in rows
    )


def facts_of_article(index: sqlite3.Connection, article: str) -> tuple[FactEntry, ...]:
    """What an article says, in the order of the text."""
    rows = index.execute(
        "SELECT fact, min(start) FROM evidence WHERE article = ? GROUP BY fact ORDER BY 2, 1", [article]
    )
    return facts_by_iri(index, [row[0] for row in rows])
