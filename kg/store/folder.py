"""The data folder: where its parts lie, who may write to it, and which generation of it is in use.

version              the layout, a number
lock                 held by the one writer; holds the id of its process
current              the generation in use, replaced in one step
extractions.sqlite   what each article says
overrides.tsv        what a person has decided (optional)
g000001/             a generation: a full build makes a new one beside it and swaps them whole
  store/             the live store; only the writer opens it
  index.sqlite       the side index and the writer's ledger
  snapshots/000001   what readers open; each holds a shared lock on it, so that it stays as long as it is read
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreBusyError, StoreError, StoreVersionError

log = logging.getLogger(__name__)

LAYOUT = 1
_OURS = {"version", "lock", "current", "extractions.sqlite", "overrides.tsv"}


class Folder:
    """A data folder; nothing is read or made before it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def extractions(self) -> Path:
        """The file of what each article says."""
        return self.path / "extractions.sqlite"

    @property
    def overrides(self) -> Path:
        """The file of what a person has decided."""
        return self.path / "overrides.tsv"

    def check(self) -> None:
        """Raise StoreVersionError if a newer version wrote the folder, StoreError if it is not one we can read."""
        try:
            self._check()
        except OSError as error:
            raise StoreError(f"the data folder {self.path} cannot be read: {error.strerror}") from error

    def _check(self) -> None:
        version = self.path / "version"
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path} is a file; a data folder is wanted")
        if version.exists():
            words = version.read_text("utf-8", errors="replace").strip()
            if not words.isdecimal():
                raise StoreError(f"{version} holds {words[:40]!r}; a number is wanted, {LAYOUT} for this version")
            if int(words) > LAYOUT:
                raise StoreVersionError(
                    f"{self.path} was written by a newer version of zhitu (its layout is {words}, this version knows"
                    f" {LAYOUT}); use that version, or another folder"
                )
        elif self.path.is_dir() and (others := sorted({entry.name for entry in self.path.iterdir()} - _OURS)):
            raise StoreError(f"{self.path} is not a data folder: it holds {others[0]!r} and no file 'version'")

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Be its one writer. Raises StoreBusyError if another process is, OSError if it cannot be written."""
        self.check()
        self.path.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
                raise StoreBusyError(
                    f"{self.path} is in use: process {holder} is writing to it; stop that process or use another folder"
                ) from None
            os.truncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
            if not (self.path / "version").exists():
                replace(self.path / "version", f"{LAYOUT}\n")
            yield
        finally:
            os.close(handle)

    def current(self) -> Path | None:
        """The generation in use; None in an empty folder."""
        try:
            return self.path / (self.path / "current").read_text("ascii").strip()
        except FileNotFoundError:
            return None

    def next(self) -> Path:
        """A new, empty generation, not yet in use."""
        current = self.current()
        generation = self.path / f"g{int(current.name[1:]) + 1 if current else 1:06}"
        shutil.rmtree(generation, ignore_errors=True)  # left by a build that did not end
        (generation / "snapshots").mkdir(parents=True)
        return generation

    def use(self, generation: Path) -> None:
        """Take a generation into use, in one step that survives a power cut."""
        for part in (generation, *(path for path in generation.rglob("*"))):
            sync(part)
        replace(self.path / "current", f"{generation.name}\n")

    def tidy(self) -> None:
        """Remove the generations and snapshots that are out of use and that nobody reads."""
        current = self.current()
        for generation in sorted(self.path.glob("g[0-9]*")):
            snapshots = sorted((generation / "snapshots").glob("[0-9]*"))
            removed = [_remove(snapshot) for snapshot in (snapshots[:-1] if generation == current else snapshots)]
            if generation != current and all(removed):
                shutil.rmtree(generation, ignore_errors=True)


def replace(path: Path, words: str) -> None:
    """Let a small file hold these words, in one step."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the list of a folder's entries, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hold(snapshot: Path) -> int:
    """A shared lock on a snapshot, as an open handle. Raises FileNotFoundError if it has been removed."""
    handle = os.open(snapshot, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    if not (snapshot / "CURRENT").exists():  # removed while we waited
        os.close(handle)
        raise FileNotFoundError(snapshot)
    return handle


def _remove(snapshot: Path) -> bool:
    """Remove a snapshot unless somebody reads it."""
    handle = os.open(snapshot, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(snapshot, ignore_errors=True)
        return True
    except BlockingIOError:
        log.debug("%s is still read", snapshot)
        return False
    finally:
        os.close(handle)
