"""A chain that one article tells several times is one model: 1.0之后是2.0, 从以网上政务为核心的1.0时代走向….

Two chains are the same if their stages correspond one to one, or if one is a stretch of the other, and if nothing says
that something else passes through them. Stages correspond whose names are equal but for 阶段 or 时代 and for what is
put before them with 的. 第一阶段 and 1.0 are the stages of anything; there the topics must be the same, not merely
compatible. The telling with the most stages, and among those the one with the shortest names that stand alone, names
the model; the others give their evidence, and their longer wordings tell what the stages are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.document import Document
from kg.grammar.concepts import concept_of
from kg.grammar.enumerations import plain
from kg.grammar.proposals import Chain, Told

_PERIOD = re.compile(r"(?:阶段|时代|时期|级|版本?)$")
_OF_ANYTHING = re.compile(r"第?[\d.一二三四五六七八九十]+[个步代期次波]?|[初中高早后晚][级期阶]?|起步|成长|成熟")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A chain with what it is compared by: for each stage the names it goes by, and what passes through them."""

    chain: Chain
    stages: tuple[frozenset[str], ...]
    topic: str | None
    length: int  # of the names together
    stands_alone: bool


def retold(document: Document, chains: Iterable[Chain]) -> Iterator[Told]:
    """The chains of an article, each model once, with everything that tells it."""
    readings = [_reading(document, chain) for chain in chains]
    readings.sort(key=lambda r: (-len(r.stages), not r.stands_alone, r.length, r.chain.quote))
    groups: list[list[tuple[_Reading, int]]] = []
    known: dict[str, list[int]] = {}  # a name of a stage → the groups that have it
    for reading in readings:
        near = sorted({i for name in reading.stages[0] for i in known.get(name, ())})
        for index in near:
            first = _place(groups[index][0][0].stages, reading.stages)
            if first is not None and _compatible([r for r, _ in groups[index]], reading, first):
                groups[index].append((reading, first))
                break
        else:
            for name in frozenset().union(*reading.stages):
                known.setdefault(name, []).append(len(groups))
            groups.append([(reading, 0)])
    for group in groups:
        yield Told(group[0][0].chain, _apart([(reading.chain, first) for reading, first in group]))


def _reading(document: Document, chain: Chain) -> _Reading:
    names = [plain(document[step.name]) for step in chain.steps]
    light = [{_bare(name), *map(_bare, step.aliases)} for name, step in zip(names, chain.steps, strict=True)]
    heads = [_bare(name.rpartition("的")[2]) for name in names]
    if len(set(heads)) == len(heads) and all(len(head) > 1 for head in heads):
        light = [{*stage, head} for stage, head in zip(light, heads, strict=True)]
    topic = concept_of(plain(document[chain.topic])) if chain.topic else None
    alone = not any(_OF_ANYTHING.fullmatch(name) for name in names)
    return _Reading(chain, tuple(map(frozenset, light)), topic, sum(map(len, names)), alone)


def _bare(name: str) -> str:
    return _PERIOD.sub("", name) or name


def _place(longer: Sequence[frozenset[str]], shorter: Sequence[frozenset[str]]) -> int | None:
    """Where the stages of one chain begin in another, if it is a stretch of it."""
    for first in range(len(longer) - len(shorter) + 1):
        if all(one & other for one, other in zip(longer[first:], shorter, strict=False)):
            return first
    return None


def _compatible(group: Sequence[_Reading], reading: _Reading, first: int) -> bool:
    """Whether nothing says that the chains are about different things."""
    shared = (one & other for one, other in zip(group[0].stages[first:], reading.stages, strict=False))
    same = any(_same_topic(reading.topic, each.topic) for each in group)
    if any(all(_OF_ANYTHING.fullmatch(name) for name in names) for names in shared):
        return same or any(reading.chain.quote.overlaps(each.chain.quote) for each in group)
    return same or reading.topic is None or all(each.topic is None for each in group)


def _same_topic(one: str | None, other: str | None) -> bool:
    """Whether two topics are one, of which the article may also say whose it is: 县里的养老服务, 养老服务."""
    if one is None or other is None:
        return False
    return one == other or one.endswith(f"的{other}") or other.endswith(f"的{one}")


def _apart(tellings: Sequence[tuple[Chain, int]]) -> tuple[tuple[Chain, int], ...]:
    """The tellings in the order of the text; of two in the same words the one with more of them."""
    kept: list[tuple[Chain, int]] = []
    for chain, first in sorted(tellings, key=lambda told: -len(told[0].quote)):
        if not any(chain.quote.overlaps(other.quote) for other, _ in kept):
            kept.append((chain, first))
    return tuple(sorted(kept, key=lambda told: told[0].quote))
