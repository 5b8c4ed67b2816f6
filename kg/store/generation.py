"""One generation of the graph: a live store, its side index and ledger, and the snapshots made of them.

A commit goes through five doors, and a process may die before any of them:

    1  what the new articles say is on disk                          (extractions.sqlite)
    2  the ledger knows who is in and whose graphs are to be written (index.sqlite, one transaction)
    3  the live store holds these graphs                             (one SPARQL update a handful, then flush)
    4  the side index follows, the ledger forgets what was pending   (index.sqlite, one transaction a handful)
    5  a snapshot is published

Before 2 nothing has happened; after 2 the rest is done when the folder is next opened, as often as it takes: what is
pending is written anew from what the articles say. So there is never half an article, nor an index that differs.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.index import SCHEMA, Index, connect
from kg.iris import Iris
from kg.model import Extraction
from kg.nodes import ArticleNodes, nodes
from kg.rdf import graphs
from kg.resolve import Overrides, namings
from kg.store.extractions import Extractions, dumps, key
from kg.store.folder import sync
from kg.store.ledger import Ledger

log = logging.getLogger(__name__)

_HANDFUL = 100  # articles in one update; each is safe by itself, and the ledger knows those to come
_CHUNK = 200  # articles in one bulk load; memory grows with it, by about 2 MB an article, and speed does not

# The default graph is the set union of the article graphs: it loses what no other of them holds.
_DROP = """
DELETE {{ ?s ?p ?o }} WHERE {{
  GRAPH {graph} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER (?other != {graph}) }}
}} ;
DROP SILENT GRAPH {graph} ; DROP SILENT GRAPH {source}"""


class Generation:
    """A generation, open for writing."""

    def __init__(self, path: Path, index: Index, extractions: Extractions, iris: Iris, overrides: Overrides) -> None:
        self.path = path
        self.index = index
        self.ledger = Ledger(index.database)
        self.live = Oxigraph(str(path / "store"))
        self.extractions = extractions
        self.iris = iris
        self.overrides = overrides

    @classmethod
    def open(cls, path: Path, extractions: Extractions, iris: Iris, overrides: Overrides) -> Generation:
        """A generation that is there. Raises StoreError."""
        try:
            return cls(path, Index(connect(path / "index.sqlite")), extractions, iris, overrides)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path} cannot be opened: {error}; build into a new folder") from error

    @classmethod
    def build(
        cls, path: Path, keys: Iterable[str], extractions: Extractions, iris: Iris, overrides: Overrides
    ) -> Generation:
        """A new generation in an empty folder, from the extractions under these keys, with its first snapshot."""
        new = cls(path, Index.create(path / "index.sqlite"), extractions, iris, overrides)
        with _transaction(new.index.database):
            made_with = {"base": iris.base, "overrides": overrides.digest, "schema": SCHEMA, "commit": "1"}
            for word, value in made_with.items():
                new.index.set_meta(word, value)
            for name in keys:
                extraction = extractions.get(name)
                new.ledger.enter(extraction.article.id, name, namings(extraction))
            new.ledger.resolve_all(iris, overrides)
            for chunk in _chunks(new.ledger.members(), _CHUNK):
                written = [new._nodes(article) for article in chunk]
                nquads = "".join(graphs(article).nquads() for article in written)
                new.live.bulk_load(nquads.encode(), format=RdfFormat.N_QUADS, lenient=True)  # our own IRIs are valid
                for article in written:
                    new.index.write(article)
                new.ledger.settle(chunk)
            new.index.recount()
        new.live.flush()
        new.index.finish()
        new._publish()
        return new

    @property
    def stale(self) -> bool:
        """Whether it was made under another base, other overrides or other tables than it is opened with."""
        found = tuple(self.index.meta(word) for word in ("base", "overrides", "schema"))
        return found != (self.iris.base, self.overrides.digest, SCHEMA)

    def commit(self, added: Sequence[Extraction], removed: Sequence[str]) -> None:
        """Take articles in and out; one that stands in both is replaced."""
        keys = [key(extraction.article, extraction.rules) for extraction in added]
        self.extractions.put(zip(keys, map(dumps, added), strict=True))
        with _transaction(self.index.database):
            touched = {name for article in removed for name in self.ledger.names(article)}
            touched = self.ledger.families(touched)  # as they are before their articles leave
            for article in removed:
                self.ledger.leave(article)
            for extraction, name in zip(added, keys, strict=True):
                self.ledger.enter(extraction.article.id, name, namings(extraction))
                touched |= self.ledger.names(extraction.article.id)
            self.ledger.resolve(self.ledger.families(touched), self.iris, self.overrides)
            self.index.set_meta("commit", str(self._number + 1))
        self.settle()

    def settle(self) -> None:
        """Write what a commit left to be written, and publish it, if that has not been done."""
        for handful in _chunks(self.ledger.pending(), _HANDFUL):
            self._write(handful)
        if not self._snapshot.exists():
            self._publish()

    def close(self) -> None:
        """Let go of the files."""
        self.index.database.close()
        del self.live

    @property
    def _number(self) -> int:
        return int(self.index.meta("commit") or 1)

    @property
    def _snapshot(self) -> Path:
        return self.path / "snapshots" / f"{self._number:09}"

    def _write(self, articles: Sequence[str]) -> None:
        """Let the graphs and rows of these articles be what the ledger says."""
        members = [article for article in articles if self.ledger.key(article) is not None]
        written = [self._nodes(article) for article in members]
        insertions = "".join(graphs(article).insertion() for article in written)
        self.live.update(" ;".join([*filter(None, map(self._drop, articles)), f"INSERT DATA {{ {insertions} }}"]))
        self.live.flush()
        with _transaction(self.index.database):
            for id in articles:
                self.index.remove(id)
            for article in written:
                self.index.write(article)
            self.index.recount()
            self.ledger.settle(articles)
        log.debug("%d articles written, %d of them removed", len(articles), len(articles) - len(members))

    def _drop(self, article: str) -> str:
        """The update that takes an article out of the live store; an empty one if it is not there."""
        graph, source = self.iris.article(article), self.iris.source(article)
        there = self.live.contains_named_graph(graph) or self.live.contains_named_graph(source)
        return _DROP.format(graph=graph, source=source) if there else ""

    def _nodes(self, article: str) -> ArticleNodes:
        extraction = self.extractions.get(self.ledger.key(article) or "")
        identities = self.ledger.identities(article, namings(extraction), self.iris)
        return nodes(extraction, identities, self.iris, rejected=self.overrides.rejected)

    def _publish(self) -> None:
        """Make a snapshot of the live store; a copy of hard links that appears in one step."""
        fresh = self._snapshot.with_name("new")
        shutil.rmtree(fresh, ignore_errors=True)  # left by a process that died here
        self.live.backup(str(fresh))
        sync(fresh)
        fresh.rename(self._snapshot)
        sync(self._snapshot.parent)


def _chunks(items: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
