"""What many tests look at, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.pipeline import build
from kg.resources import SEEDS
from kg.store.snapshot import Snapshot


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The graph of the seed articles."""
    folder = tmp_path_factory.mktemp("seeds")
    build([SEEDS / "articles"], folder)
    with Snapshot.open(folder) as snapshot:
        yield snapshot
