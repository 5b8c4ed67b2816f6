"""The writer: the only one who changes a data folder, one commit after the other.

What is written, and in which order, is told in `generation.py`; where it lies, in `folder.py`.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import ConflictError, NotFoundError, StoreError
from kg.iris import Iris
from kg.model import Article, Extraction
from kg.resolve import Decision
from kg.store.extractions import Extractions, key
from kg.store.folder import Folder
from kg.store.generation import Generation
from kg.store.overrides import read_overrides
from kg.vocab import BASE

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Change:
    """What one caller wants, and the answer: the ids of the articles that are new by it."""

    added: tuple[Extraction, ...] = ()
    removed: tuple[str, ...] = ()
    answer: Future[tuple[str, ...]] = field(default_factory=Future)


class Store:
    """A data folder, open for writing. May be used by several threads; what comes at the same time is one commit."""

    def __init__(self, folder: Folder, resources: ExitStack, base: str | None) -> None:
        self.folder = folder
        self.extractions = Extractions(folder.extractions)
        resources.callback(self.extractions.close)
        self._turn = threading.RLock()
        self._waiting: deque[_Change] = deque()
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

    def unmatched(self) -> tuple[Decision, ...]:
        """The rows of the overrides that no article of the graph gives occasion for any more."""
        with self._turn:
            return tuple(self._generation.ledger.unmatched(self.iris, self._generation.overrides))

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
        return self._changed(_Change(extractions))

    def check(self, article: Article) -> None:
        """Raise ConflictError if the text of an article is in the graph with other metadata."""
        with self._turn:
            if (known := self._generation.ledger.key(article.id)) is not None:
                _same_metadata(self.extractions.get(known).article, article)

    def remove(self, *articles: str) -> None:
        """Take articles out of the graph, which is then as if they had never been in. Raises NotFoundError."""
        self._changed(_Change(removed=articles))

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

    def _changed(self, change: _Change) -> tuple[str, ...]:
        """Wait until a change is committed. Whoever has the turn commits the changes of all who wait in one go."""
        self._waiting.append(change)
        with self._turn:
            if not change.answer.done():
                self._commit_waiting()
        return change.answer.result()

    def _commit_waiting(self) -> None:
        changes = [self._waiting.popleft() for _ in range(len(self._waiting))]
        wanted: dict[str, Extraction | None] = {}
        answers = []
        for change in changes:
            try:
                wanted, new = self._with(change, wanted)
                answers.append((change, new))
            except (ConflictError, NotFoundError, StoreError) as error:
                change.answer.set_exception(error)
        try:
            with _written(self.folder):
                self._commit(wanted)
            for change, new in answers:
                change.answer.set_result(new)
        except StoreError as error:
            for change, _ in answers:
                change.answer.set_exception(error)
        finally:
            for change, _ in answers:  # a fault of ours must not leave anybody waiting
                change.answer.cancel()

    def _with(
        self, change: _Change, wanted: Mapping[str, Extraction | None]
    ) -> tuple[dict[str, Extraction | None], tuple[str, ...]]:
        """What is wanted of each article (None: to be gone) when a change is added to it; and what is new by it."""
        found, new = dict(wanted), set()
        for extraction in change.added:
            id, article = extraction.article.id, extraction.article
            known = found[id] if id in found else self._known(id)
            if known is not None:
                _same_metadata(known.article, article)
            else:
                new.add(id)
            if known is None or known.rules != extraction.rules:
                found[id] = extraction
        for id in change.removed:
            if (found[id] if id in found else self._generation.ledger.key(id)) is None:
                raise NotFoundError(f"no article {id} in {self.folder.path}")
            found[id] = None
        return found, tuple(sorted(new))

    def _known(self, article: str) -> Extraction | None:
        known = self._generation.ledger.key(article)
        return None if known is None else self.extractions.get(known)

    def _commit(self, wanted: Mapping[str, Extraction | None]) -> None:
        old = {id: known for id in wanted if (known := self._generation.ledger.key(id)) is not None}
        keys = {id: key(e.article, e.rules) for id, e in wanted.items() if e is not None}
        changed = [id for id in wanted if old.get(id) != keys.get(id)]
        if changed:
            added = [e for id in changed if (e := wanted[id]) is not None]
            self._generation.commit(added, sorted(old.keys() & changed))
            self.extractions.forget(set(old.values()) - set(keys.values()))
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
