"""Why a fact is in the graph: what it says, and every place that says it, with its rule and its doubt."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from kg import catalogue
from kg.entries import Quotation
from kg.errors import NotFoundError
from kg.vocab import KG, label, local_name, prefixed

_POLARITY = {"asserted": "肯定", "negated": "否定", "planned": "计划", "hypothetical": "假设"}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a fact, by its label; `iri` is empty for a literal."""

    property: str  # prefixed name
    label: str
    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fact with its reasons, surest first; their speakers are given by name."""

    iri: str
    kind: str  # local name of the class
    label: str
    arguments: tuple[Argument, ...]
    reasons: tuple[Quotation, ...]

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)

    def as_text(self) -> str:
        """As a person reads it, in Chinese."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.label}  {self.iri}"
        yield from (f"  {argument.label}：{argument.text}" for argument in self.arguments)
        for reason in self.reasons:
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


def explain(index: sqlite3.Connection, iri: str) -> Explanation:
    """Everything that speaks for a fact. Raises NotFoundError if the graph has no such fact."""
    fact = catalogue.fact(index, iri)
    arguments = (Argument(v.property, label(prefixed(v.property)), v.text, v.iri) for v in fact.values)
    reasons = (replace(quotation, speaker=_name(index, quotation.speaker)) for quotation in fact.quotations)
    return Explanation(fact.iri, fact.kind, label(KG[fact.kind]), tuple(arguments), tuple(reasons))


def _name(index: sqlite3.Connection, iri: str) -> str:
    if not iri:
        return ""
    try:
        return catalogue.entity(index, iri).label
    except NotFoundError:  # a speaker whom no fact speaks of
        return local_name(iri)
