"""What each article says, kept on disk: reading an article again takes longer than remembering what it said.

One SQLite file: key → extraction. The key is a digest of all that an extraction depends on: the text, what is known
about it, and the version of the rules. A commit returns when the extractions are safe on disk.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import model
from kg.errors import StoreError
from kg.model import Article, Extraction
from kg.reasons import Reason

# The only things an extraction is made of. A data folder may come from somebody else; nothing but these is ever built.
_SAFE: dict[tuple[str, str], Callable[..., Any]] = {
    (kind.__module__, kind.__qualname__): kind
    for kind in vars(model).values()
    if isinstance(kind, type) and kind.__module__ == model.__name__
}

_FIELDS: dict[type, tuple[str, ...]] = {
    kind: kind.__match_args__
    for kind in _SAFE.values()
    if isinstance(kind, type) and hasattr(kind, "__match_args__")  # dataclasses and named tuples
}


def _literal(value: str, datatype: str, language: str | None) -> Literal:
    return Literal(value, language=language) if language else Literal(value, datatype=NamedNode(datatype))


def _reason(code: str) -> Reason:
    return Reason.of(code)


def _array(data: bytes) -> array[int]:
    return array("l", data)


_SAFE.update({(f.__module__, f.__name__): f for f in (NamedNode, _literal, _array, _reason)})


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        if (fields := _FIELDS.get(type(value))) is not None:  # calling the class is twice as fast as setting fields
            return type(value), tuple(getattr(value, field) for field in fields)
        match value:
            case NamedNode():
                return NamedNode, (value.value,)
            case Literal():
                return _literal, (value.value, value.datatype.value, value.language)
            case Reason():
                return _reason, (value.code,)
            case array():
                return _array, (value.tobytes(),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _SAFE[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"an extraction holds no {module}.{name}") from None


def key(article: Article, rules: str) -> str:
    """What the extraction of an article by these rules is kept under: its id, then a digest. `name` does not count."""
    known = repr((rules, article.id, article.title, article.source, article.author, article.date, article.url))
    return f"{article.id[:16]}{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


class Extractions:
    """The file, open. Not for several threads at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("PRAGMA secure_delete = ON")  # what is removed is gone
        self._database.execute("CREATE TABLE IF NOT EXISTS extraction (key TEXT PRIMARY KEY, data BLOB NOT NULL)")

    def get(self, key: str) -> Extraction:
        """The extraction under a key. Raises StoreError if it is not there, or not whole."""
        row = self._database.execute("SELECT data FROM extraction WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise StoreError(f"{self.path} has lost what an article says ({key}); build the graph again")
        try:
            return loads(row[0])
        except (pickle.UnpicklingError, zlib.error, EOFError) as error:
            raise StoreError(f"{self.path} is damaged at {key}: {error}; build the graph in a new folder") from error

    def __contains__(self, key: str) -> bool:
        return self._database.execute("SELECT 1 FROM extraction WHERE key = ?", (key,)).fetchone() is not None

    def put(self, extractions: Iterable[tuple[str, bytes]]) -> None:
        """Keep what `dumps` made, under its key."""
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO extraction VALUES (?, ?)", extractions)

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what lies under these keys."""
        with self._database:
            self._database.executemany("DELETE FROM extraction WHERE key = ?", ((key,) for key in keys))

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forget what no key leads to."""
        with self._database:
            self._database.execute("CREATE TEMP TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY)")
            self._database.execute("DELETE FROM kept")
            self._database.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in keys))
            self._database.execute("DELETE FROM extraction WHERE key NOT IN kept")

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def dumps(extraction: Extraction) -> bytes:
    """An extraction as bytes, for the disk or another process."""
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(extraction)
    return zlib.compress(buffer.getvalue(), level=1)


def loads(data: bytes) -> Extraction:
    """The extraction that `dumps` made bytes of. Raises pickle.UnpicklingError if they hold anything else."""
    extraction = _Unpickler(io.BytesIO(zlib.decompress(data))).load()
    if not isinstance(extraction, Extraction):
        raise pickle.UnpicklingError("not an extraction")
    return extraction
