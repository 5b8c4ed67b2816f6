"""What an article says, as nodes of the graph: entities with their identities, facts with their evidence.

Everything that depends on the article stands on evidence nodes, so that articles that say the same share fact nodes.
Offsets of the clean text become offsets of the raw one here, and quotes the article's own characters. Nothing depends
on time, place, or the order of anything: the same extraction and identities, the same nodes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from pyoxigraph import Literal, NamedNode, Triple

from kg import vocab
from kg.iris import Iris
from kg.model import CleanText, Entity, Evidence, Extraction, Fact, Polarity, Profile, Span, Term
from kg.reasons import Reason
from kg.resolve import Identity, mentioned, scoped
from kg.vocab import Shortcut, shortcuts

Value = NamedNode | Literal

_LONGEST_SENTENCE = 1_000  # characters; longer ones are tables and lists without a full stop
_CONTEXT = 200  # characters on each side of the quote that are shown of those

# What XML 1.0 (2.2) cannot hold; one for one, so that offsets stay.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class EntityNode:
    """An entity as this article speaks of it."""

    iri: NamedNode
    type: NamedNode
    label: str
    aliases: tuple[str, ...]
    attributes: tuple[tuple[NamedNode, Value], ...]


@dataclass(frozen=True, slots=True)
class EvidenceNode:
    """A place in the raw text that says a fact. Offsets are code points of the raw text; numbers count from 1."""

    iri: NamedNode
    start: int
    end: int
    quote: str
    clean_quote: str | None  # where it differs from the quote
    sentence: str
    paragraph: int
    number: int
    rule: str
    confidence: float
    polarity: Polarity
    speaker: NamedNode | None


@dataclass(frozen=True, slots=True)
class FactNode:
    """A fact with everything in this article that says it."""

    iri: NamedNode
    kind: NamedNode
    arguments: tuple[tuple[NamedNode, Value], ...]
    evidence: tuple[EvidenceNode, ...]

    @property
    def asserted(self) -> tuple[EvidenceNode, ...]:
        """The evidence that says it is so: neither denied nor planned nor supposed."""
        return tuple(e for e in self.evidence if e.polarity == Polarity.ASSERTED)

    def triples(self) -> Iterator[Triple]:
        """The plain triples that stand beside the fact, if the article asserts it."""
        if self.asserted:
            for shortcut in shortcuts(self.kind):
                yield from self._triples(shortcut)

    def _triples(self, shortcut: Shortcut) -> Iterator[Triple]:
        for subject, object_ in product(self._values(shortcut.subject), self._values(shortcut.object)):
            if isinstance(subject, NamedNode):
                yield Triple(subject, shortcut.predicate, object_)

    def _values(self, property: NamedNode | None) -> list[Value]:
        return [self.iri] if property is None else [value for name, value in self.arguments if name == property]


@dataclass(frozen=True, slots=True)
class CandidateNode:
    """A place that looked like a fact and was left out."""

    iri: NamedNode
    kind: NamedNode
    start: int
    end: int
    quote: str
    reason: Reason
    rule: str


@dataclass(frozen=True, slots=True)
class SentenceNode:
    """A sentence of the clean text, and where it stands in the raw one."""

    paragraph: int
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ArticleNodes:
    """All that the graph and the side index hold of one article, sorted."""

    iri: NamedNode
    source: NamedNode
    extraction: Extraction
    entities: tuple[EntityNode, ...]
    facts: tuple[FactNode, ...]
    candidates: tuple[CandidateNode, ...]
    sentences: tuple[SentenceNode, ...]
    rejected: tuple[str, ...] = ()  # the ids of facts that it says and a person has rejected


def nodes(
    extraction: Extraction,
    identities: Mapping[Entity, Identity],
    iris: Iris,
    *,
    rejected: frozenset[str] = frozenset(),
) -> ArticleNodes:
    """An extraction with the identities of its shared entities → nodes. Facts whose id is `rejected` are left out."""
    identities = {**identities, **scoped((e for e in _entities(extraction) if e.scope), iris)}
    reader = _Reader(extraction, identities, iris)
    said = {iris.id(fact.iri): fact for fact in reader.facts()}
    facts = tuple(fact for id, fact in said.items() if id not in rejected)
    return ArticleNodes(
        iris.article(extraction.article.id),
        iris.source(extraction.article.id),
        extraction,
        reader.entities(facts),
        facts,
        reader.candidates(),
        reader.sentences,
        tuple(sorted(rejected & said.keys())),
    )


def text(value: str) -> str:
    """A text that every format can hold: what XML forbids becomes U+FFFD, one for one, so that offsets stay."""
    return _UNWRITABLE.sub("\ufffd", value)


def _entities(extraction: Extraction) -> frozenset[Entity]:
    return mentioned(extraction) | {profile.entity for profile in extraction.profiles}


def _sentences(text: CleanText, spans: Iterable[Span]) -> tuple[SentenceNode, ...]:
    """Number the sentences by paragraph, that is by line with something on it."""
    found: list[SentenceNode] = []
    paragraph = number = position = 0
    for span in sorted(spans):
        if not found or "\n" in text.text[position : span.start]:
            paragraph, number = paragraph + 1, 0
        number, position = number + 1, span.end
        found.append(SentenceNode(paragraph, number, *text.raw_span(span), text[span]))
    return tuple(found)


class _Reader:
    """Reads one extraction; holds what every node of it needs."""

    def __init__(self, extraction: Extraction, identities: Mapping[Entity, Identity], iris: Iris) -> None:
        self.extraction = extraction
        self.identities = identities
        self.iris = iris
        self.spans = sorted(extraction.sentences)
        self.sentences = _sentences(extraction.text, extraction.sentences)
        self.profiles: defaultdict[Entity, list[Profile]] = defaultdict(list)
        for profile in extraction.profiles:
            self.profiles[profile.entity].append(profile)

    def facts(self) -> tuple[FactNode, ...]:
        """One node a fact; facts that resolution made the same are joined."""
        statements: dict[NamedNode, tuple[NamedNode, tuple[tuple[NamedNode, Value], ...]]] = {}
        evidence: defaultdict[NamedNode, dict[NamedNode, EvidenceNode]] = defaultdict(dict)
        for fact in self.extraction.facts:
            values = self._arguments(fact)
            iri = self.iris.fact(fact.kind, values)
            statements.setdefault(iri, (fact.kind, values))
            for node in self._evidence(iri, fact):
                evidence[iri][node.iri] = min(node, evidence[iri].get(node.iri, node), key=_weight)
        return tuple(
            FactNode(
                iri, *statements[iri], tuple(sorted(evidence[iri].values(), key=lambda e: (e.start, e.end, e.rule)))
            )
            for iri in sorted(evidence)
        )

    def _arguments(self, fact: Fact) -> tuple[tuple[NamedNode, Value], ...]:
        """Each argument once, properties in the order of the ontology.

        Values of one property that belong to the article alone keep its order; those that others may name, in
        whatever order, are sorted.
        """
        order = {rule.property: number for number, rule in enumerate(vocab.arguments(fact.kind))}
        found: dict[tuple[NamedNode, Value], tuple[int, int, str]] = {}
        for number, (property, term) in enumerate(fact.arguments):
            own = number if isinstance(term, Entity) and term.scope else 0
            value = self._value(term)
            found.setdefault((property, value), (order.get(property, len(order)), own, str(value)))
        return tuple(sorted(found, key=found.__getitem__))

    def _evidence(self, fact_iri: NamedNode, fact: Fact) -> Iterator[EvidenceNode]:
        text_ = self.extraction.text
        for evidence in fact.evidence:
            start, end = text_.raw_span(evidence.span)
            quote, clean_quote = text_.raw[start:end], text_[evidence.span]
            sentence, paragraph, number = self._place(evidence.span)
            yield EvidenceNode(
                self.iris.evidence(fact_iri, self.extraction.article.id, start, end, evidence.rule),
                start,
                end,
                text(quote),
                clean_quote if clean_quote != quote else None,
                text(sentence),
                paragraph,
                number,
                evidence.rule,
                evidence.confidence,
                evidence.polarity,
                self._speaker(evidence),
            )

    def _place(self, span: Span) -> tuple[str, int, int]:
        """The raw sentence around a span (from the first to the last it touches), its paragraph and number.

        Of a sentence beyond all measure, the words around the span: ten thousand names in one sentence would else be
        ten thousand copies of it.
        """
        if not self.spans:
            return self.extraction.text.quote(span), 1, 1
        first = max(0, bisect_right(self.spans, span.start, key=lambda s: s.start) - 1)
        last = max(first, bisect_right(self.spans, span.end - 1, key=lambda s: s.start) - 1)
        start, end = self.spans[first].start, self.spans[last].end
        if end - start > _LONGEST_SENTENCE:
            start, end = max(start, span.start - _CONTEXT), min(end, span.end + _CONTEXT)
        around = Span(min(start, span.start), max(end, span.end))
        return self.extraction.text.quote(around), self.sentences[first].paragraph, self.sentences[first].number

    def _speaker(self, evidence: Evidence) -> NamedNode | None:
        return self.identities[evidence.speaker].iri if isinstance(evidence.speaker, Entity) else None

    def _value(self, term: Term) -> Value:
        return self.identities[term].iri if isinstance(term, Entity) else term

    def entities(self, facts: Iterable[FactNode]) -> tuple[EntityNode, ...]:
        """The entities that the facts lead to."""
        known: defaultdict[NamedNode, list[Entity]] = defaultdict(list)
        for entity in sorted(self.identities):
            known[self.identities[entity].iri].append(entity)
        found: dict[NamedNode, EntityNode] = {}
        todo = {value for fact in facts for _, value in fact.arguments if isinstance(value, NamedNode)}
        todo |= {e.speaker for fact in facts for e in fact.evidence if e.speaker is not None}
        while todo:
            found.update((iri, self._entity(iri, known[iri])) for iri in todo)
            values = {value for iri in todo for _, value in found[iri].attributes if isinstance(value, NamedNode)}
            todo = {value for value in values if value in known and value not in found}
        return tuple(found[iri] for iri in sorted(found))

    def _entity(self, iri: NamedNode, entities: list[Entity]) -> EntityNode:
        profiles = [profile for entity in entities for profile in self.profiles.get(entity, ())]
        label = min(self.identities[entity].label for entity in entities)
        aliases = {alias for profile in profiles for alias in profile.aliases} | {entity.name for entity in entities}
        attributes = {(name, self._value(value)) for profile in profiles for name, value in profile.attributes}
        return EntityNode(
            iri,
            entities[0].type,
            text(label),
            tuple(sorted(text(alias) for alias in aliases - {label} if alias)),
            tuple(sorted(attributes, key=str)),
        )

    def candidates(self) -> tuple[CandidateNode, ...]:
        """What was left out, with where it stands."""
        found: dict[NamedNode, CandidateNode] = {}
        for candidate in self.extraction.candidates:
            start, end = self.extraction.text.raw_span(candidate.span)
            iri = self.iris.candidate(candidate.kind, self.extraction.article.id, start, end, candidate.rule)
            quote = text(self.extraction.text.raw[start:end])
            node = CandidateNode(iri, candidate.kind, start, end, quote, candidate.reason, candidate.rule)
            found[iri] = min(node, found.get(iri, node), key=lambda c: c.reason.code)
        return tuple(found[iri] for iri in sorted(found, key=lambda iri: (found[iri].start, iri)))


def _weight(evidence: EvidenceNode) -> tuple[float, str, str]:
    """Which of two readings of one place by one rule is kept: the surest."""
    return -evidence.confidence, evidence.polarity, str(evidence.speaker)
