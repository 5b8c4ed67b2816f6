"""What the writer remembers between two commits: which articles are in the graph, what each calls the entities it may
share with others, and which articles a commit has yet to write.

The tables lie beside the side index, so that one transaction covers both.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.iris import Iris
from kg.model import Entity
from kg.resolve import Decision, Identity, Key, Name, Naming, Overrides, canonical, house, plain, resolve, short_forms
from kg.vocab import KG

_IDENTITIES = "SELECT article, type, name, iri, label, reason FROM identity"
_HOUSES = (
    "SELECT n.name, i.iri FROM naming n LEFT JOIN identity i USING (type, block, article, name)"
    " WHERE n.article = ? AND n.type = ?"
)
_NAMINGS = "SELECT article, type, name, aliases, anchors, known_as FROM naming"


class Ledger:
    """The tables, open for writing. The caller commits."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def members(self) -> dict[str, str]:
        """Article id → the key of its extraction, sorted."""
        return dict(self.database.execute("SELECT article, key FROM member ORDER BY article"))

    def key(self, article: str) -> str | None:
        """The key of an article's extraction; None if the article is not in the graph."""
        row = self.database.execute("SELECT key FROM member WHERE article = ?", (article,)).fetchone()
        return None if row is None else str(row[0])

    def pending(self) -> list[str]:
        """The articles whose graphs a commit has yet to write or remove, sorted."""
        return [article for (article,) in self.database.execute("SELECT article FROM pending ORDER BY article")]

    def settle(self, articles: Iterable[str]) -> None:
        """These are written."""
        self.database.executemany("DELETE FROM pending WHERE article = ?", ((article,) for article in articles))

    def enter(self, article: str, key: str, namings: Iterable[Naming]) -> None:
        """An article is in the graph, and this is what it calls things."""
        run, many = self.database.execute, self.database.executemany
        namings = tuple(namings)
        run("INSERT INTO member VALUES (?, ?)", (article, key))
        run("INSERT OR IGNORE INTO pending VALUES (?)", (article,))
        many(
            "INSERT INTO naming VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (article, *_entity(n.entity), n.name, *map(json.dumps, (n.aliases, n.anchors, n.known_as)))
                for n in namings
            ),
        )
        many(
            "INSERT OR IGNORE INTO short_form VALUES (?, ?, ?, ?)",
            ((article, n.entity.type.value, alias, n.name) for n in namings for alias in short_forms(n)),
        )

    def leave(self, article: str) -> None:
        """An article is no longer in the graph."""
        for table in ("member", "naming", "short_form", "identity"):
            self.database.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        self.database.execute("INSERT OR IGNORE INTO pending VALUES (?)", (article,))

    def names(self, article: str) -> set[Name]:
        """The blocks that an article names."""
        return set(self.database.execute("SELECT type, block FROM naming WHERE article = ?", (article,)))

    def families(self, names: Iterable[Name]) -> set[Name]:
        """The names themselves, and all that short forms connect with them."""
        found, todo = set[Name](), set(names)
        while todo:
            found |= todo
            todo = {
                (type, other)
                for type, name in todo
                for (other,) in self.database.execute(
                    "SELECT name FROM short_form WHERE type = ?1 AND alias = ?2"
                    " UNION SELECT alias FROM short_form WHERE type = ?1 AND name = ?2",
                    (type, name),
                )
            } - found
        return found

    def resolve(self, names: set[Name], iris: Iris, overrides: Overrides) -> None:
        """Decide anew who the namings of whole families stand for; articles that see a change are pending.

        Whoever an organisation anchors depends on what it is called, so organisations go first.
        """
        houses = {name for name in names if name[0] == KG.Organization.value}
        changed = self._decide(houses, iris, overrides)
        anchored = {name for article in changed for name in self.names(article) if name[0] != KG.Organization.value}
        self._decide(self.families(names - houses | anchored), iris, overrides)

    def _decide(self, names: set[Name], iris: Iris, overrides: Overrides) -> set[str]:
        """Decide who the namings of these families stand for; the articles that see a change."""
        run = self.database.execute
        names = {name for name in names if overrides != Overrides() or self._contested(name)}
        namings = [naming for name in names for naming in self._namings(name)]
        old: dict[Key, Identity] = {}
        for name in names:
            old.update(_identities(run(f"{_IDENTITIES} WHERE type = ? AND block = ?", name)))
        new = resolve(namings, iris, overrides, self._houses(namings, iris))
        plainly = _plainly(namings, iris)
        changed = set()
        for key, identity in new.items():
            before = old.get(key, plainly[key])
            if (before.iri, before.label) != (identity.iri, identity.label):
                changed.add(key[0])
                run("INSERT OR IGNORE INTO pending VALUES (?)", (key[0],))
        self._record(old.keys(), {key: identity for key, identity in new.items() if identity != plainly[key]})
        return changed

    def _houses(self, namings: Sequence[Naming], iris: Iris) -> dict[Key, str]:
        """What the organisations are called that the articles of anchored namings speak of."""
        found: dict[Key, str] = {}
        type = KG.Organization
        for article in {n.article for n in namings if n.anchors} if len(namings) > 1 else ():
            for name, iri in self.database.execute(_HOUSES, (article, type.value)):
                entity = Entity(type, name)
                found[article, entity] = house(NamedNode(iri), iris) if iri else canonical(entity)
        return found

    def _contested(self, name: Name) -> bool:
        """Whether more than a name may decide, or once has: there is an anchor, or another name for it."""
        return bool(
            self.database.execute(
                "SELECT EXISTS (SELECT 1 FROM naming WHERE type = ?1 AND block = ?2 AND anchors <> '[]')"
                " OR EXISTS (SELECT 1 FROM short_form WHERE type = ?1 AND (alias = ?2 OR name = ?2))"
                " OR EXISTS (SELECT 1 FROM identity WHERE type = ?1 AND block = ?2)",
                name,
            ).fetchone()[0]
        )

    def resolve_all(self, iris: Iris, overrides: Overrides) -> None:
        """Decide who every naming stands for; for a ledger that has decided nothing yet."""
        for organizations in (True, False):
            for namings in self._all_families(organizations=organizations):
                found = resolve(namings, iris, overrides, self._houses(namings, iris))
                plainly = _plainly(namings, iris)
                self._record((), {key: identity for key, identity in found.items() if identity != plainly[key]})

    def identities(self, article: str, namings: Iterable[Naming], iris: Iris) -> dict[Entity, Identity]:
        """Who the namings of one article stand for."""
        rows = self.database.execute(f"{_IDENTITIES} WHERE article = ?", (article,))
        decided = {entity: identity for (_, entity), identity in _identities(rows)}
        return {naming.entity: decided.get(naming.entity) or plain(naming, iris) for naming in namings}

    def unmatched(self, iris: Iris, overrides: Overrides) -> Iterator[Decision]:
        """The decisions that no article gives occasion for any more, in the order of the file."""
        rejected = {fact for (fact,) in self.database.execute("SELECT fact FROM rejection")}
        made = set(overrides.merged.values())
        for decision in overrides.decisions:
            id = decision.values[0]
            if decision.action == "reject":
                known = id in rejected
            elif decision.action == "split":
                known = decision.values in self._bearers(id, iris)
            else:
                known = id in made or any(id == bearer for bearer, _ in self._bearers(id, iris))
            if not known:
                yield decision

    def _bearers(self, id: str, iris: Iris) -> set[tuple[str, str]]:
        """Who bears the name in an identifier, had nobody decided anything: (identifier, article)."""
        _, _, rest = id.partition("/")
        name = normalize("NFC", unquote(rest.split("/")[0]))
        types = self.database.execute("SELECT DISTINCT type FROM naming WHERE block = ?", (name,))
        family = self.families((type, name) for (type,) in types.fetchall())
        namings = [naming for each in family for naming in self._namings(each)]
        found = resolve(namings, iris, houses=self._houses(namings, iris))
        return {(iris.id(identity.iri), article) for (article, _), identity in found.items()}

    def _namings(self, name: Name) -> Iterator[Naming]:
        return map(_naming, self.database.execute(f"{_NAMINGS} WHERE type = ? AND block = ?", name))

    def _all_families(self, *, organizations: bool) -> Iterator[list[Naming]]:
        """The namings of organisations, or of all else, in portions that hold whole families."""
        run, type = self.database.execute, KG.Organization.value
        of = "type = ?" if organizations else "type <> ?"
        connected = set(
            run(
                f"SELECT type, alias FROM short_form WHERE {of} UNION SELECT type, name FROM short_form WHERE {of}",
                (type, type),
            )
        )
        yield [naming for name in sorted(connected) for naming in self._namings(name)]
        block: list[Naming] = []
        for row in run(f"{_NAMINGS} WHERE {of} ORDER BY type, block", (type,)):
            naming = _naming(row)
            if (naming.entity.type.value, naming.name) in connected:
                continue
            if block and (block[0].entity.type, block[0].name) != (naming.entity.type, naming.name):
                yield block
                block = []
            block.append(naming)
        yield block

    def _record(self, old: Iterable[Key], new: dict[Key, Identity]) -> None:
        """Let the decisions that are not plain be the new ones instead of the old."""
        self.database.executemany(
            "DELETE FROM identity WHERE article = ? AND type = ? AND name = ? AND block = ?",
            ((article, *_entity(entity), canonical(entity)) for article, entity in old),
        )
        self.database.executemany(
            "INSERT INTO identity VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (article, *_entity(entity), canonical(entity), identity.iri.value, identity.label, identity.reason)
                for (article, entity), identity in new.items()
            ),
        )


def _plainly(namings: Iterable[Naming], iris: Iris) -> dict[Key, Identity]:
    """Who the namings would stand for if only names decided."""
    return {(naming.article, naming.entity): plain(naming, iris) for naming in namings}


def _entity(entity: Entity) -> tuple[str, str]:
    return entity.type.value, entity.name


def _naming(row: tuple[str, ...]) -> Naming:
    article, type, name, *others = row
    return Naming(article, Entity(NamedNode(type), name), *(tuple(json.loads(names)) for names in others))


def _identities(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[Key, Identity]]:
    for article, type, name, iri, label, reason in rows:
        yield (article, Entity(NamedNode(type), name)), Identity(NamedNode(iri), label, reason)
