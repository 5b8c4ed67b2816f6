"""The reader's side of a data folder: a store that no longer changes, and the side index beside it.

A snapshot stays on disk as long as it is open. It does not follow the writer: open another to see later commits
(`Snapshot.newest` says whether there is one). The index shows each commit whole as soon as it is made, so that it may
be one commit ahead of the store for the moment between commit and snapshot.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from functools import cached_property
from pathlib import Path

from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.index import connect
from kg.iris import Iris
from kg.resolve import Decision
from kg.store import Store
from kg.store.folder import Folder, hold
from kg.store.ledger import Ledger
from kg.store.overrides import read_overrides

_ATTEMPTS = 20  # a writer publishing without pause removes a snapshot between our finding and holding it


class Snapshot:
    """One state of the graph, open for reading. May be used by several threads."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path  # a store folder for `pyoxigraph.Store.read_only`, in this process or another
        self._handle = handle
        self._index = path.parents[1] / "index.sqlite"
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    @classmethod
    def open(cls, folder: Path | str) -> Snapshot:
        """The newest snapshot of a data folder; of an empty folder, the empty graph.

        Raises StoreError if there is no such folder or it is another's, StoreVersionError if it is a newer version's.
        """
        if Path(folder).is_dir() and Folder(Path(folder)).current() is None:
            Store.open(folder).close()
        for _ in range(_ATTEMPTS):
            path = cls.newest(folder)
            try:
                return cls(path, hold(path))
            except FileNotFoundError:
                continue
        raise StoreError(f"{folder} changes too fast to be read; try again")

    @staticmethod
    def newest(folder: Path | str) -> Path:
        """Where the newest snapshot lies; changes with every commit. Raises StoreError if there is none."""
        data = Folder(Path(folder))
        data.check()
        generation = data.current()
        snapshots = sorted((generation / "snapshots").glob("[0-9]*")) if generation else []
        if not snapshots:
            raise StoreError(f"{folder} holds no graph; `kg build` makes one")
        return snapshots[-1]

    @cached_property
    def store(self) -> Oxigraph:
        """The store, for our own reading. Strangers' queries run in a worker."""
        return Oxigraph.read_only(str(self.path))

    @property
    def index(self) -> sqlite3.Connection:
        """The side index, read-only; a connection for each thread. Its tables: `index.sql`."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self._index, read_only=True)
            self._connections.append(connection)
        return connection

    @cached_property
    def base(self) -> str:
        """The address that all individuals begin with."""
        (base,) = self.index.execute("SELECT value FROM meta WHERE key = 'base'").fetchone()
        return str(base)

    def unmatched(self) -> tuple[Decision, ...]:
        """The rows of the overrides that no article of the graph gives occasion for. Raises InputError."""
        overrides = read_overrides(Folder(self.path.parents[2]).overrides)
        return tuple(Ledger(self.index).unmatched(Iris(self.base), overrides))

    @property
    def etag(self) -> str:
        """A word that changes with every commit: generation and number."""
        return f"{self.path.parents[1].name}-{self.path.name}"

    def close(self) -> None:
        """Close the index and let the snapshot go."""
        for connection in self._connections:
            connection.close()
        self.__dict__.pop("store", None)
        os.close(self._handle)

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
