"""Chains of stages, as texts count, number, list or draw them.

Each reader knows one way to write a chain. Where two readers see the same chain, the first of the table keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.document import Document
from kg.grammar.chains.arrows import arrow_chains
from kg.grammar.chains.counted import counted_chains
from kg.grammar.chains.courses import course_chains, origin_chains
from kg.grammar.chains.numbered import numbered_chains, period_chains, step_chains
from kg.grammar.chains.periods import entered_chains, ladder_chains, listed_chains
from kg.grammar.chains.phases import chapter_chains, phase_chains, row_chains
from kg.grammar.chains.told import told_chains
from kg.grammar.enumerations import plain
from kg.grammar.proposals import Chain

READERS: tuple[Callable[[Document], Iterator[Chain]], ...] = (
    counted_chains,
    numbered_chains,
    step_chains,
    period_chains,
    listed_chains,
    arrow_chains,
    entered_chains,
    ladder_chains,
    phase_chains,
    chapter_chains,
    row_chains,
    told_chains,
    course_chains,
    origin_chains,
)
_DATE = re.compile(
    r"[到至]?(?:\d{4}|[一二][〇零一二三四五六七八九]{3})年?(?:\d{1,2}月)?[底末初前后]?"
)  # 到2030年底 names no stage


def chains(document: Document) -> Iterator[Chain]:
    """Every chain of stages that the text sets out as such, each once."""
    told: dict[str, list[Chain]] = {}  # by the name of each stage
    for read in READERS:
        for chain in read(document):
            names = {plain(document[step.name]) for step in chain.steps}
            if any(_DATE.fullmatch(name) for name in names):
                continue
            known = (other for name in names for other in told.get(name, ())[-3:])
            if any(chain.quote.overlaps(other.quote) for other in known):
                continue
            for name in names:
                told.setdefault(name, []).append(chain)
            yield chain
