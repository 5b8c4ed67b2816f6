"""The side index: names, sentences, support and edges in SQLite, for what a graph store answers slowly.

Derived from what the articles say and rebuildable (`index.sql` is its schema). An article's own rows are written and
removed with it; the rows over all articles (facts, edges, entities, names) are recounted where an article touched them.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from pyoxigraph import NamedNode

from kg.index.bigrams import bigrams, normalised, reading, suffixes
from kg.nodes import ArticleNodes, EvidenceNode, Value, text
from kg.vocab import compact, local_name

_SCHEMA = resources.files("kg.index").joinpath("index.sql").read_text("utf-8")
SCHEMA = hashlib.sha256(_SCHEMA.encode()).hexdigest()[:16]  # an index made with other tables is made anew

_ARTICLE_TABLES = ("appearance", "told_attribute", "evidence", "candidate", "sentence", "rejection")

_RECOUNT_FACTS = """
UPDATE fact SET (support, confidence) =
    (SELECT count(*), coalesce(max(confidence), 0) FROM evidence WHERE evidence.fact = fact.iri)
    WHERE iri IN touched_fact;
DELETE FROM fact WHERE support = 0 AND iri IN touched_fact;
DELETE FROM argument WHERE fact IN (SELECT iri FROM touched_fact WHERE iri NOT IN (SELECT iri FROM fact));
UPDATE edge SET (support, confidence) =
    (SELECT count(*), coalesce(max(confidence), 0) FROM evidence
     WHERE evidence.fact = edge.fact AND polarity = 'asserted')
    WHERE fact IN touched_fact;
DELETE FROM edge WHERE support = 0 AND fact IN touched_fact;
"""

_RECOUNT_ENTITIES = """
DELETE FROM entity WHERE iri IN touched_entity;
INSERT INTO entity SELECT entity, min(type), min(label), '[]', sum(support), count(*), max(confidence)
    FROM appearance WHERE entity IN touched_entity GROUP BY entity;
"""


class Index:
    """The side index, open for writing. The caller commits."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        database.execute("CREATE TEMP TABLE IF NOT EXISTS touched_fact (iri TEXT PRIMARY KEY) WITHOUT ROWID")
        database.execute("CREATE TEMP TABLE IF NOT EXISTS touched_entity (iri TEXT PRIMARY KEY) WITHOUT ROWID")

    @classmethod
    def create(cls, path: Path) -> Index:
        """A new, empty index, not safe on disk before `finish`."""
        database = connect(path)
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
        return cls(database)

    def finish(self) -> None:
        """What was created is complete; from now on every commit is safe on disk."""
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")

    def meta(self, key: str) -> str | None:
        """A word about the index itself: the base of its IRIs, the number of its last commit."""
        row = self.database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Remember a word about the index itself."""
        self.database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def facts(self) -> int:
        """How many facts there are."""
        return int(self.database.execute("SELECT count(*) FROM fact").fetchone()[0])

    def remove(self, article: str) -> None:
        """Remove an article's own rows; `recount` does the rest."""
        run = self.database.execute
        run("INSERT OR IGNORE INTO touched_fact SELECT fact FROM evidence WHERE article = ?", (article,))
        run("INSERT OR IGNORE INTO touched_entity SELECT entity FROM appearance WHERE article = ?", (article,))
        old = run("SELECT id, text FROM sentence WHERE article = ?", (article,)).fetchall()
        forget = "INSERT INTO sentence_bigram (sentence_bigram, rowid, text) VALUES ('delete', ?, ?)"
        self.database.executemany(forget, ((id, bigrams(text)) for id, text in old))
        for table in _ARTICLE_TABLES:
            run(f"DELETE FROM {table} WHERE article = ?", (article,))
        run("DELETE FROM article WHERE id = ?", (article,))

    def write(self, article: ArticleNodes) -> None:
        """Write an article's own rows; it must not be there. `recount` does the rest."""
        self._write_article(article)
        self._write_entities(article)
        self._write_facts(article)
        self._write_sentences(article)

    def _write_article(self, article: ArticleNodes) -> None:
        received = article.extraction.article
        id, raw, clean = received.id, text(received.raw), article.extraction.text.text
        known = (received.title, received.source, received.author, received.date, received.url)
        self.database.execute(
            "INSERT INTO article SELECT ?, ?, ?, ?, ?, ?, ?, coalesce(max(name_order), 0) + 1, ?, ?, ? FROM article",
            (id, article.iri.value, *(v and text(v) for v in known), raw, clean, len(article.facts)),
        )
        self.database.executemany(
            "INSERT INTO candidate VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (c.iri.value, id, local_name(c.kind.value), c.start, c.end, c.quote, c.reason.code, c.rule)
                for c in article.candidates
            ),
        )
        rejected = ((id, fact) for fact in article.rejected)
        self.database.executemany("INSERT INTO rejection VALUES (?, ?)", rejected)

    def _write_entities(self, article: ArticleNodes) -> None:
        id, many = article.extraction.article.id, self.database.executemany
        many("INSERT OR IGNORE INTO touched_entity VALUES (?)", ((e.iri.value,) for e in article.entities))
        many(
            "INSERT INTO appearance VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (id, entity.iri.value, local_name(entity.type.value), entity.label, _json(entity.aliases), *said)
                for entity, said in zip(article.entities, _support(article), strict=True)
            ),
        )
        many(
            "INSERT OR IGNORE INTO told_attribute VALUES (?, ?, ?, ?, ?)",
            (
                (id, entity.iri.value, compact(property.value), value.value, isinstance(value, NamedNode))
                for entity in article.entities
                for property, value in entity.attributes
            ),
        )

    def _write_facts(self, article: ArticleNodes) -> None:
        id, many = article.extraction.article.id, self.database.executemany
        many("INSERT OR IGNORE INTO touched_fact VALUES (?)", ((f.iri.value,) for f in article.facts))
        many(
            "INSERT OR IGNORE INTO fact VALUES (?, ?, 0, 0)",
            ((fact.iri.value, local_name(fact.kind.value)) for fact in article.facts),
        )
        many(
            "INSERT OR IGNORE INTO argument VALUES (?, ?, ?, ?, ?)",
            (
                (fact.iri.value, compact(property.value), position, *_value(value))
                for fact in article.facts
                for position, (property, value) in enumerate(fact.arguments, 1)
            ),
        )
        entities = {entity.iri for entity in article.entities}
        many(
            "INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?, 0, 0)",
            (
                (t.subject.value, compact(t.predicate.value), t.object.value, fact.iri.value)
                for fact in article.facts
                for t in fact.triples()
                if t.object in entities and isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode)
            ),
        )
        many(
            "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((e.iri.value, fact.iri.value, id, *_evidence(e)) for fact in article.facts for e in fact.evidence),
        )

    def _write_sentences(self, article: ArticleNodes) -> None:
        (last,) = self.database.execute("SELECT coalesce(max(id), 0) FROM sentence").fetchone()
        rows = [
            (id, article.extraction.article.id, s.paragraph, s.number, s.start, s.end, s.text)
            for id, s in enumerate(article.sentences, last + 1)
        ]
        self.database.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        learn = "INSERT INTO sentence_bigram (rowid, text) VALUES (?, ?)"
        self.database.executemany(learn, ((row[0], bigrams(str(row[-1]))) for row in rows))

    def recount(self) -> None:
        """Bring the rows over all articles up to date where `write` and `remove` touched them."""
        for statement in _RECOUNT_FACTS.split(";"):
            self.database.execute(statement)
        for statement in _RECOUNT_ENTITIES.split(";"):
            self.database.execute(statement)
        self._rename(self._names())
        self.database.execute("DELETE FROM touched_fact")
        self.database.execute("DELETE FROM touched_entity")

    def _names(self) -> set[tuple[str, str]]:
        """Every touched entity with every name it has now; its aliases are noted on the way."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        labels = dict(self.database.execute("SELECT iri, label FROM entity WHERE iri IN touched_entity"))
        listed = "SELECT DISTINCT entity, label, aliases FROM appearance WHERE entity IN touched_entity"
        for iri, label, aliases in self.database.execute(listed):
            told[iri].update((label, *json.loads(aliases)))
        self.database.executemany(
            "UPDATE entity SET aliases = ? WHERE iri = ?",
            ((_json(sorted(names - {labels[iri]})), iri) for iri, names in told.items() if len(names) > 1),
        )
        return {(iri, name) for iri, names in told.items() for name in names}

    def _rename(self, names: set[tuple[str, str]]) -> None:
        """Let the names of the touched entities be these."""
        run, many = self.database.execute, self.database.executemany
        known = "SELECT entity, text, id, pinyin, initials FROM name WHERE entity IN touched_entity"
        old = {(iri, name): row for iri, name, *row in run(known)}
        gone = [
            (id, bigrams(name), *suffixes(*readings))
            for (iri, name), (id, *readings) in old.items()
            if (iri, name) not in names
        ]
        many("INSERT INTO name_bigram (name_bigram, rowid, text, pinyin, initials) VALUES ('delete', ?, ?, ?, ?)", gone)
        many("DELETE FROM name WHERE id = ?", ((id,) for id, *_ in gone))
        (last,) = run("SELECT coalesce(max(id), 0) FROM name").fetchone()
        new = [(id, *row, *reading(row[1])) for id, row in enumerate(sorted(names - old.keys()), last + 1)]
        many(
            "INSERT INTO name (id, entity, text, normalised, pinyin, initials) VALUES (?, ?, ?, ?, ?, ?)",
            ((id, iri, name, normalised(name), *readings) for id, iri, name, *readings in new),
        )
        many(
            "INSERT INTO name_bigram (rowid, text, pinyin, initials) VALUES (?, ?, ?, ?)",
            ((id, bigrams(name), *suffixes(*readings)) for id, _, name, *readings in new),
        )


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """The index file, open. Readers see each commit whole, while the writer goes on."""
    mode = "rwc" if not read_only else "ro" if os.access(path.parent, os.W_OK) else "ro&immutable=1"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    database = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    if not read_only:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
    return database


def _support(article: ArticleNodes) -> Iterator[tuple[int, float]]:
    """For each entity of an article: how much evidence speaks of it, and the best confidence among it."""
    said: defaultdict[Value, list[float]] = defaultdict(list)
    for fact in article.facts:
        for value in {value for _, value in fact.arguments}:
            said[value].extend(evidence.confidence for evidence in fact.evidence)
    return ((len(said[entity.iri]), max(said[entity.iri], default=0.0)) for entity in article.entities)


def _evidence(e: EvidenceNode) -> tuple[str | int | float | None, ...]:
    place = (e.start, e.end, e.quote, e.clean_quote, e.paragraph, e.number, e.sentence)
    return *place, e.rule, e.confidence, e.polarity.value, e.speaker and e.speaker.value


def _value(value: Value) -> tuple[str, bool]:
    return value.value, isinstance(value, NamedNode)


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
