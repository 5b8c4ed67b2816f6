"""The JSON of the reading routes, and how it is made from what the catalogue gives."""

from __future__ import annotations

from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel

from kg import entries
from kg.reading import Segment

Item = TypeVar("Item")


class Listing(BaseModel, Generic[Item]):
    """The shape of every list."""

    items: list[Item]
    truncated: bool
    next_url: str | None


class EntityItem(BaseModel):
    """An entity in a list; `support` counts pieces of evidence."""

    iri: str
    type: str
    label: str
    aliases: list[str]
    support: int
    articles: int
    confidence: float

    @classmethod
    def of(cls, entry: entries.EntityEntry) -> Self:
        """From the catalogue."""
        return cls.model_validate(entry, from_attributes=True)


class ValueItem(BaseModel):
    """One argument of a fact; `iri` and `type` where it is an entity."""

    property: str
    text: str
    iri: str | None
    type: str | None

    @classmethod
    def of(cls, value: entries.Value) -> Self:
        """From the catalogue."""
        return cls(property=value.property, text=value.text, iri=value.iri or None, type=value.type or None)


class EvidenceItem(BaseModel):
    """The exact words for a fact; start and end in code points of the article's text."""

    iri: str
    article: str
    title: str
    start: int
    end: int
    quote: str
    clean_quote: str
    sentence: str
    paragraph: int
    number: int
    rule: str
    confidence: float
    polarity: str
    speaker: str | None

    @classmethod
    def of(cls, quotation: entries.Quotation) -> Self:
        """From the catalogue."""
        item = cls.model_validate(quotation, from_attributes=True)
        return item.model_copy(update={"speaker": item.speaker or None})


class FactItem(BaseModel):
    """A fact with its arguments and its evidence."""

    iri: str
    kind: str
    support: int
    confidence: float
    arguments: list[ValueItem]
    evidence: list[EvidenceItem]

    @classmethod
    def of(cls, fact: entries.FactEntry) -> Self:
        """From the catalogue."""
        return cls(
            iri=fact.iri,
            kind=fact.kind,
            support=fact.support,
            confidence=fact.confidence,
            arguments=[ValueItem.of(value) for value in fact.values],
            evidence=[EvidenceItem.of(quotation) for quotation in fact.quotations],
        )


class EntityDetail(EntityItem):
    """An entity with what is known of it."""

    attributes: list[ValueItem]
    facts: Listing[FactItem]


class ArticleItem(BaseModel):
    """An article in a list; `facts` counts what it says."""

    id: str
    iri: str
    title: str | None
    source: str | None
    author: str | None
    date: str | None
    url: str | None
    facts: int

    @classmethod
    def of(cls, entry: entries.ArticleEntry) -> Self:
        """From the catalogue."""
        told = {name: getattr(entry, name) or None for name in ("title", "source", "author", "date", "url")}
        return cls(id=entry.id, iri=entry.iri, facts=entry.facts, **told)


class SegmentItem(BaseModel):
    """A stretch of the raw text under the same evidence; `start` in code points."""

    text: str
    start: int
    facts: list[str]

    @classmethod
    def of(cls, segment: Segment) -> Self:
        """From the reading."""
        return cls(text=segment.text, start=segment.start, facts=list(segment.facts))


class CandidateItem(BaseModel):
    """What looked like a fact and was left out, with the reason."""

    kind: str
    start: int
    end: int
    quote: str
    reason: str  # its code
    reason_zh: str
    reason_en: str
    rule: str

    @classmethod
    def of(cls, entry: entries.CandidateEntry) -> Self:
        """From the catalogue."""
        why = entry.reason
        return cls(
            kind=entry.kind, start=entry.start, end=entry.end, quote=entry.quote,
            reason=why.code, reason_zh=why.zh, reason_en=why.en, rule=entry.rule,
        )  # fmt: skip


class ArticleDetail(ArticleItem):
    """An article with its text as received, the same text cut into segments, its facts and candidates."""

    text: str
    segments: list[SegmentItem]
    statements: list[FactItem]
    candidates: list[CandidateItem]


class MarkedPiece(BaseModel):
    """A piece of a found text, and whether it matched."""

    text: str
    hit: bool


class EntityHit(EntityItem):
    """A found entity with the name that matched."""

    matched: list[MarkedPiece]


class SentenceHit(BaseModel):
    """A found sentence and where it stands."""

    article: str
    title: str | None
    paragraph: int
    number: int
    pieces: list[MarkedPiece]


def dump(model: BaseModel) -> dict[str, Any]:
    """A model as plain values."""
    return model.model_dump()
