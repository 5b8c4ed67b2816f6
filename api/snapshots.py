"""The newest snapshot of a data folder, shared by the requests that read it.

A request keeps the snapshot it began with to its end; the next one sees what was published meanwhile. A snapshot that
is out of date is let go when its last request ends.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from kg.store.snapshot import Snapshot

logger = logging.getLogger(__name__)


class Snapshots:
    """Hands out the newest snapshot. May be used by several threads."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._lock = Lock()
        self._newest: Snapshot | None = None
        self._readers: Counter[Snapshot] = Counter()

    @contextmanager
    def newest(self) -> Iterator[Snapshot]:
        """The newest snapshot, to read. Raises StoreError where there is none."""
        with self._lock:
            snapshot = self._follow()
            self._readers[snapshot] += 1
        try:
            yield snapshot
        finally:
            with self._lock:
                self._readers[snapshot] -= 1
                self._let_go_if_unused(snapshot)

    def _follow(self) -> Snapshot:
        if self._newest is None or Snapshot.newest(self.data) != self._newest.path:
            outdated, self._newest = self._newest, Snapshot.open(self.data)
            logger.info("serving snapshot %s", self._newest.etag)
            if outdated is not None:
                self._let_go_if_unused(outdated)
        return self._newest

    def _let_go_if_unused(self, snapshot: Snapshot) -> None:
        if snapshot is not self._newest and self._readers[snapshot] == 0:
            del self._readers[snapshot]
            snapshot.close()

    def close(self) -> None:
        """Let go of what no request reads."""
        with self._lock:
            newest, self._newest = self._newest, None
            if newest is not None:
                self._let_go_if_unused(newest)
