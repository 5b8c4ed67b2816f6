"""Why a fact is in the graph: what it says, and every place that says it, with its rule and its doubt.

Who gives `explain` a reader of names is told as well which names the words hold, why they begin and end where they do,
and whom they name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from kg import catalogue
from kg.entries import Quotation
from kg.errors import NotFoundError
from kg.vocab import KG, label, local_name, prefixed

_KINDS = {"person": "人物", "organization": "机构", "role": "职务", "title": "文件", "event": "活动", "place": "地点"}
_POLARITY = {"asserted": "肯定", "negated": "否定", "planned": "计划", "hypothetical": "假设"}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a fact, by its label; `iri` is empty for a literal."""

    property: str  # prefixed name
    label: str
    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name among the words of a reason, the reasons for its bounds, and the entity that it names."""

    words: str
    kind: str
    zh: str
    en: str
    entity: str


Names = Callable[[str, int, int], Iterable[Name]]  # of the raw text of an article, from start to end


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fact with its reasons, surest first; their speakers are given by name, and the names in each beside it."""

    iri: str
    kind: str  # local name of the class
    label: str
    arguments: tuple[Argument, ...]
    reasons: tuple[Quotation, ...]
    names: tuple[tuple[Name, ...], ...] = ()  # for each reason
    identities: tuple[str, ...] = ()  # why an entity of the fact is who it is, where more than its name decided

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)

    def as_text(self) -> str:
        """As a person reads it, in Chinese."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.label}  {self.iri}"
        yield from (f"  {argument.label}：{argument.text}" for argument in self.arguments)
        yield from (f"  实体：{identity}" for identity in self.identities)
        for number, reason in enumerate(self.reasons):
            yield ""
            yield f"“{reason.quote}”"
            if reason.clean_quote != reason.quote:
                yield f"  整理后：“{reason.clean_quote}”"
            place = f"第 {reason.paragraph} 段第 {reason.number} 句，原文第 {reason.start} 至 {reason.end} 字"
            yield f"  出自：{reason.title or reason.article}，{place}"
            yield f"  句子：{reason.sentence}"
            yield f"  规则：{reason.rule}，置信度 {reason.confidence:g}，{_POLARITY[reason.polarity]}"
            if reason.speaker:
                yield f"  说话者：{reason.speaker}"
            for name in self.names[number] if self.names else ():
                yield f"  名称：{name.words}（{_KINDS.get(name.kind, name.kind)}）→ {name.entity}；{name.zh}"


def explain(index: sqlite3.Connection, iri: str, names: Names | None = None) -> Explanation:
    """Everything that speaks for a fact. Raises NotFoundError if the graph has no such fact."""
    fact = catalogue.fact(index, iri)
    arguments = (Argument(v.property, label(prefixed(v.property)), v.text, v.iri) for v in fact.values)
    reasons = (replace(quotation, speaker=_name(index, quotation.speaker)) for quotation in fact.quotations)
    read = tuple(tuple(names(_raw(index, q.article), q.start, q.end)) for q in fact.quotations) if names else ()
    identities = _identities(index, [value.iri for value in fact.values if value.iri])
    return Explanation(
        fact.iri, fact.kind, label(KG[fact.kind]), tuple(arguments), tuple(reasons), read, tuple(identities)
    )


def _raw(index: sqlite3.Connection, article: str) -> str:
    return str(index.execute("SELECT raw FROM article WHERE id = ?", [article]).fetchone()[0])


def _identities(index: sqlite3.Connection, iris: Iterable[str]) -> Iterator[str]:
    """Why entities are who they are: each reason once, with the name it is about."""
    for iri in iris:
        rows = index.execute("SELECT DISTINCT name, reason FROM identity WHERE iri = ? AND reason <> ''", [iri])
        yield from (f"{name}：{reason}" for name, reason in sorted(rows))


def _name(index: sqlite3.Connection, iri: str) -> str:
    if not iri:
        return ""
    try:
        return catalogue.entity(index, iri).label
    except NotFoundError:  # a speaker whom no fact speaks of
        return local_name(iri)
