"""Lines and triples in order, however many: sorted runs on disk, merged as they are read."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice
from tempfile import TemporaryFile

from pyoxigraph import RdfFormat, Triple, parse

_RUN = 500_000  # lines held in memory at once: some 100 MB of N-Triples
_BATCH = 20_000  # lines parsed at once


def sorted_lines(lines: Iterable[bytes], *, run: int = _RUN) -> Iterator[bytes]:
    """Each different line once, in the order of its bytes. Every line must end with a line feed."""
    remaining = iter(lines)
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = [sorted(islice(remaining, run))]
        while line := next(remaining, None):
            file = files.enter_context(TemporaryFile())
            file.writelines(sorted(chain((line,), islice(remaining, run - 1))))
            file.seek(0)
            runs.append(file)
        yield from (line for line, _ in groupby(heapq.merge(*runs)))


def sorted_triples(lines: Iterable[bytes], *, run: int = _RUN) -> Iterator[Triple]:
    """Each different triple of some N-Triples once, subject by subject."""
    ordered = sorted_lines(lines, run=run)
    while batch := b"".join(islice(ordered, _BATCH)):
        yield from (quad.triple for quad in parse(batch, format=RdfFormat.N_TRIPLES))
