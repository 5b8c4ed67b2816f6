"""The values that flow through the house: Article → CleanText → Finding → Fact → Extraction; Subgraph on the way out.

Offsets are code points. A `Span` indexes `CleanText.text`; only `CleanText` leads back to the article as received.

What an article has by the hundred (spans, names, findings) is a named tuple, which is made, compared and hashed several
times as fast as a frozen dataclass; the rest is frozen dataclasses.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.reasons import Reason


@dataclass(frozen=True, slots=True)
class Article:
    """A source item as received: decoded once, otherwise untouched; `id` is the SHA-256 of that text."""

    id: str
    raw: str
    name: str = ""  # the file stem; for messages and annotation files, never in the graph
    title: str | None = None
    source: str | None = None
    author: str | None = None
    date: str | None = None  # ISO 8601, as far as known
    url: str | None = None


class Span(NamedTuple):
    """A half-open stretch of `CleanText.text`, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether all of the other lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=1)
def _numbers(bits: int) -> array[int]:
    """The numbers from 0 on that have so many bits, and one more: a slice of them is made faster than a range."""
    return array("l", range(2**bits + 1))


@dataclass(frozen=True, slots=True)
class CleanText:
    """Readable text, and for each of its characters the stretch of the raw text it was read from.

    Character i of `text` was read from `raw[starts[i]:ends[i]]`; both arrays never decrease.
    """

    raw: str
    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def verbatim(cls, raw: str) -> CleanText:
        """The text as it is, each character standing for itself."""
        numbers = _numbers(len(raw).bit_length())
        return cls(raw, raw, numbers[: len(raw)], numbers[1 : len(raw) + 1])

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def raw_span(self, span: Span) -> tuple[int, int]:
        """Start and end, in the raw text, of a non-empty span."""
        return self.starts[span.start], self.ends[span.end - 1]

    def quote(self, span: Span) -> str:
        """The exact words of the raw text behind a span."""
        start, end = self.raw_span(span)
        return self.raw[start:end]


class Entity(NamedTuple):
    """What a name stands for within an article: a type, its canonical name, and for parts of a model the model's scope.

    `type` is a class of the ontology. `scope` is empty for what the world shares (people, organisations,
    documents, events, concepts); models carry the article's id, stages, quadrants, dimensions, levels, measures and
    parts of a model the article's id and the model's name, so that the models of two articles stay apart.
    """

    type: NamedNode
    name: str
    scope: tuple[str, ...] = ()


class MentionKind(StrEnum):
    """What sort of name a stretch of text is."""

    __hash__ = str.__hash__  # looked up by the thousand

    PERSON = "person"
    ORGANIZATION = "organization"
    ROLE = "role"
    DATE = "date"
    TITLE = "title"  # what stands between 《 and 》, and documents named without them
    EVENT = "event"
    PLACE = "place"


class Mention(NamedTuple):
    """A name as written. `name` is its plain form: no quotation marks, no honorific; a date in ISO 8601."""

    span: Span
    kind: MentionKind
    name: str


Term = Entity | Literal
Argument = Mention | Entity | Literal


class Profile(NamedTuple):
    """What one article tells about an entity besides facts: other names, and what tells it from others of its name."""

    entity: Entity
    aliases: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()  # a person's organisations, a document's issuer or number
    attributes: tuple[tuple[NamedNode, Term], ...] = ()  # property → value: a level's polarity, a document's number
    known_as: tuple[str, ...] = ()  # names that lead here from any article: former names, forms that say whose they are


class Polarity(StrEnum):
    """How the article puts it."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class Evidence(NamedTuple):
    """One place in the article that says the fact, and how it says it."""

    span: Span
    rule: str
    confidence: float = 0.0  # in [0, 1], once the evidence stands in a Fact
    polarity: Polarity = Polarity.ASSERTED
    speaker: Mention | Entity | None = None  # linked, once the evidence stands in a Fact


class Finding(NamedTuple):
    """What an extractor yields: a fact whose arguments may still be names as written, before linking."""

    kind: NamedNode  # a subclass of kg:Fact
    arguments: tuple[tuple[NamedNode, Argument], ...]
    evidence: tuple[Evidence, ...]
    profiles: tuple[Profile, ...] = ()  # what the same words tell about entities of the finding


class Fact(NamedTuple):
    """Something an article says. Flat: one assertion, so that each has its own words and its own doubt."""

    kind: NamedNode  # a subclass of kg:Fact
    arguments: tuple[tuple[NamedNode, Term], ...]  # property → value, in the order of the ontology
    evidence: tuple[Evidence, ...]

    def values(self, property: NamedNode) -> Iterator[Term]:
        """The values of one property."""
        return (value for name, value in self.arguments if name == property)

    def value(self, property: NamedNode) -> Term | None:
        """The first value of one property, if it has any."""
        return next(self.values(property), None)


class Candidate(NamedTuple):
    """Something that looked like a fact and was left out, with the reason."""

    kind: NamedNode
    span: Span
    reason: Reason
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says: the only thing that passes from the text wing to the graph wing."""

    article: Article
    text: CleanText
    sentences: tuple[Span, ...]
    profiles: tuple[Profile, ...]
    facts: tuple[Fact, ...]
    candidates: tuple[Candidate, ...] = ()
    rules: str = ""  # the version of the rules that read it


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in a picture. `x` and `y` are in the units of the view, top left is the origin."""

    iri: str
    label: str
    type: str  # local name of the class, as in the ontology: Person, QuadrantModel …
    support: int = 0  # how many pieces of evidence speak of it
    parent: str | None = None  # the model that frames it
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation in a picture: the plain triple, folded from the facts that say it."""

    source: str
    target: str
    predicate: str
    label: str
    facts: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Subgraph:
    """What surrounds an entity, ranked and bounded; `hidden` counts the nodes that the limit cut off."""

    centres: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hidden: int = 0

    @property
    def truncated(self) -> bool:
        """Whether something was left out."""
        return self.hidden > 0
