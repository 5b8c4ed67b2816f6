"""What the side index tells of entities, facts and articles, as values: what pages, tables and JSON are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from kg import vocab
from kg.reasons import Reason

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Page(Generic[Entry]):
    """A part of a list; `cursor` leads on, empty at the end."""

    items: tuple[Entry, ...]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """An entity as listed: `support` counts pieces of evidence, `articles` the articles that speak of it."""

    iri: str
    type: str  # local name of the class
    label: str
    aliases: tuple[str, ...]
    support: int
    articles: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Value:
    """One argument of a fact or attribute of an entity: an entity, or a literal with `iri` empty."""

    property: str  # prefixed name
    text: str
    iri: str = ""
    type: str = ""  # local name of the entity's class


@dataclass(frozen=True, slots=True)
class Quotation:
    """One piece of evidence: the exact words, and where they stand; start and end in code points of the raw text."""

    iri: str
    fact: str
    article: str  # id
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
    speaker: str


@dataclass(frozen=True, slots=True)
class FactEntry:
    """A fact with its arguments in the order of the ontology and its evidence, surest first."""

    iri: str
    kind: str  # local name of the class
    support: int
    confidence: float
    values: tuple[Value, ...]
    quotations: tuple[Quotation, ...]

    @property
    def statement(self) -> Statement:
        """The fact as a sentence: subject, relation, object, and what else it says."""
        return _statement(self)


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact put as subject, relation, objects; `rest` are the arguments that the relation does not name."""

    subject: Value | None
    predicate: str  # prefixed name of a property, or of the kind where the fact has no plain triple
    objects: tuple[Value, ...]
    rest: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article as listed; `facts` counts what it says."""

    id: str
    iri: str
    title: str
    source: str
    author: str
    date: str
    url: str
    facts: int
    opening: str  # how the text begins, for articles without a title


@dataclass(frozen=True, slots=True)
class CandidateEntry:
    """What looked like a fact and was left out, with the reason."""

    kind: str  # local name of the class
    start: int
    end: int
    quote: str
    reason: Reason
    rule: str


def _statement(fact: FactEntry) -> Statement:
    """By the plain triple that leaves least unsaid; of equals one between entities, one in a borrowed vocabulary."""
    by_property: dict[str, list[Value]] = {}
    for value in fact.values:
        by_property.setdefault(value.property, []).append(value)
    found: list[tuple[int, bool, bool, int, Statement]] = []
    for shortcut in vocab.shortcuts(vocab.KG[fact.kind]):
        subject = vocab.compact(shortcut.subject.value) if shortcut.subject else ""
        object_ = vocab.compact(shortcut.object.value) if shortcut.object else "kg:words"
        if subject in by_property and object_ in by_property:
            rest = tuple(value for value in fact.values if value.property not in (subject, object_))
            predicate = vocab.compact(shortcut.predicate.value)
            said = Statement(by_property[subject][0], predicate, tuple(by_property[object_]), rest)
            found.append((len(rest), not said.objects[0].iri, predicate.startswith("kg:"), len(found), said))
    if found:
        return min(found)[-1]
    return Statement(fact.values[0] if fact.values else None, f"kg:{fact.kind}", (), fact.values[1:])
