"""The writer: the only one who changes a data folder, one commit after the other.

What is written, and in which order, is told in `generation.py`; where it lies, in `folder.py`.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from kg.errors import ConflictError, NotFoundError, StoreError
from kg.extractions import Extractions, key
from kg.folder import Folder
from kg.generation import Generation
from kg.iris import Iris
from kg.model import Article, Extraction
from kg.overrides import read_overrides
from kg.vocab import BASE

log = logging.getLogger(__name__)


class Store:
    """A data folder, open for writing. May be used by several threads; they take turns."""

    def __init__(self, folder: Folder, resources: ExitStack, base: str | None) -> None:
        self.folder = folder
        self.extractions = Extractions(folder.extractions)
        resources.callback(self.extractions.close)
        self._turn = threading.RLock()
        self._resources = resources
        self._generation = self._adopt(base)

    @classmethod
    def open(cls, folder: Path | str, *, base: str | None = None) -> Store:
        """Become the writer of a folder, made if it is not there; finish what a dead process left.

        `base` is what all individuals begin with; by default what the folder has. Raises StoreBusyError if another
        process is the writer, StoreVersionError if a newer version wrote it, StoreError if it cannot be used,
        InputError if its overrides are malformed.
        """
        data = Folder(Path(folder))
        with ExitStack() as resources, _written(data):
            resources.enter_context(data.claimed())
            store = cls(data, resources, base)
            store._resources = resources.pop_all()
        return store

    def close(self) -> None:
        """Let the folder go."""
        with self._turn:
            self._generation.close()
            self._resources.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def iris(self) -> Iris:
        """What mints the identifiers of this graph."""
        return self._generation.iris

    def articles(self) -> tuple[str, ...]:
        """The ids of the articles in the graph, sorted."""
        with self._turn:
            return tuple(self._generation.ledger.members())

    def facts(self) -> int:
        """How many facts the graph holds."""
        with self._turn:
            return self._generation.index.facts()

    def extraction(self, article: str) -> Extraction:
        """What an article of the graph says. Raises NotFoundError."""
        with self._turn:
            if (found := self._generation.ledger.key(article)) is None:
                raise NotFoundError(f"no article {article} in {self.folder.path}")
            return self.extractions.get(found)

    def add(self, *extractions: Extraction) -> tuple[str, ...]:
        """Take articles into the graph; once this returns they are safe on disk and in the newest snapshot.

        Returns the ids of those that were not there before. What was read by other rules is replaced. Raises
        ConflictError, and changes nothing, if a text is there with other metadata.
        """
        with self._turn:
            known = self._generation.ledger.members()
            new: dict[str, Extraction] = {}
            for extraction in extractions:
                article = extraction.article
                self.check(article)
                if article.id in new:
                    _same_metadata(new[article.id].article, article)
                if known.get(article.id) != key(article, extraction.rules):
                    new[article.id] = extraction
            if new:
                self._commit(list(new.values()), new.keys() & known.keys())
            return tuple(sorted(new.keys() - known.keys()))

    def check(self, article: Article) -> None:
        """Raise ConflictError if the text of an article is in the graph with other metadata."""
        with self._turn:
            if (known := self._generation.ledger.key(article.id)) is not None:
                _same_metadata(self.extractions.get(known).article, article)

    def remove(self, *articles: str) -> None:
        """Take articles out of the graph, which is then as if they had never been in. Raises NotFoundError."""
        with self._turn:
            if missing := sorted(set(articles) - set(self.articles())):
                raise NotFoundError(f"no article {', '.join(missing)} in {self.folder.path}")
            if articles:
                self._commit([], set(articles))

    def rebuild(self, keys: Iterable[str]) -> None:
        """Let the graph be that of the extractions under these keys and of no others, in one step."""
        with self._turn:
            keys = sorted(set(keys))
            if keys == sorted(self._generation.ledger.members().values()):
                log.info("the graph is up to date")
                return
            with _written(self.folder):
                old = self._generation
                self._generation = self._build(keys, old.iris)
                old.close()
                self.folder.tidy()
                self.extractions.keep_only(keys)

    def _commit(self, added: Sequence[Extraction], removed: Iterable[str]) -> None:
        with _written(self.folder):
            old = {key for article in removed if (key := self._generation.ledger.key(article)) is not None}
            self._generation.commit(added, sorted(removed))
            self.extractions.forget(old)
            self.folder.tidy()

    def _adopt(self, base: str | None) -> Generation:
        """The generation in use, its last commit finished; a new one if there is none, or it has another base."""
        path = self.folder.current()
        if path is None:
            return self._build((), Iris(base or BASE))
        found = Generation.open(path, self.extractions, Iris(base or BASE), read_overrides(self.folder.overrides))
        if base is None:
            found.iris = Iris(found.index.meta("base") or BASE)
        if found.stale:
            keys = sorted(found.ledger.members().values())
            found.close()
            found = self._build(keys, found.iris)
        else:
            found.settle()
        self.folder.tidy()
        return found

    def _build(self, keys: Iterable[str], iris: Iris) -> Generation:
        overrides = read_overrides(self.folder.overrides)
        generation = Generation.build(self.folder.next(), keys, self.extractions, iris, overrides)
        self.folder.use(generation.path)
        return generation


@contextmanager
def _written(folder: Folder) -> Iterator[None]:
    """Say in our own words why a folder cannot be written. What was begun is finished when the folder is next used."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the data folder {folder.path} cannot be written: {error}") from error


def _same_metadata(old: Article, new: Article) -> None:
    if replace(old, name="") != replace(new, name=""):
        raise ConflictError(
            f"article {old.id} is in the graph with other metadata: {_metadata(old)}, not {_metadata(new)};"
            " remove it first to change them"
        )


def _metadata(article: Article) -> str:
    known = {name: getattr(article, name) for name in ("title", "source", "author", "date", "url")}
    return ", ".join(f"{name} {value!r}" for name, value in known.items() if value) or "none"
