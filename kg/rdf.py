"""What an article says, as nodes; and the nodes as quads.

    <article>          facts, evidence, the entities they speak of, plain triples beside the facts
    <article>/source   the article's text, where it comes from, and what was left out as doubtful

Everything that depends on the article stands on evidence nodes, so that articles that say the same share fact nodes.
Nothing here depends on time, place, or the order of anything: the same extraction and identities, the same quads.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg import vocab
from kg.iris import Iris
from kg.model import CleanText, Entity, Evidence, Extraction, Fact, Polarity, Profile, Span
from kg.model import Term as ModelTerm
from kg.resolve import Identity, mentioned, scoped
from kg.vocab import DCTERMS, KG, RDF, RDFS, SKOS, XSD, Shortcut, shortcuts

Value = NamedNode | Literal

_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_METADATA = (  # property of the article → field of Article
    (DCTERMS.title, "title"),
    (DCTERMS.source, "source"),
    (DCTERMS.creator, "author"),
    (KG.url, "url"),
)


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
    reason: str
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
    facts = tuple(fact for fact in reader.facts() if iris.id(fact.iri) not in rejected)
    return ArticleNodes(
        iris.article(extraction.article.id),
        iris.source(extraction.article.id),
        extraction,
        reader.entities(facts),
        facts,
        reader.candidates(),
        reader.sentences,
    )


@dataclass(frozen=True, slots=True)
class Graphs:
    """An article's two graphs: their triples as N-Triples without the dot, sorted, each once."""

    facts_iri: NamedNode
    facts: tuple[str, ...]
    source_iri: NamedNode
    source: tuple[str, ...]

    def nquads(self) -> str:
        """Both graphs, and the first once more as its part of the default graph."""
        return "".join(
            (
                *(f"{triple} .\n{triple} {self.facts_iri} .\n" for triple in self.facts),
                *(f"{triple} {self.source_iri} .\n" for triple in self.source),
            )
        )

    def insertion(self) -> str:
        """The same as the body of an INSERT DATA; what SPARQL calls for escaped, N-Triples has escaped."""
        facts, source = (" .\n".join(triples) for triples in (self.facts, self.source))
        return f"{facts} .\nGRAPH {self.facts_iri} {{ {facts} }}\nGRAPH {self.source_iri} {{ {source} }}\n"


def graphs(article: ArticleNodes) -> Graphs:
    """The graphs that hold an article's nodes."""
    facts, source = (tuple(sorted(set(map(str, make(article))))) for make in (_fact_triples, _source_triples))
    return Graphs(article.iri, facts, article.source, source)


def lines(quads: Iterable[Quad]) -> list[bytes]:
    """N-Quads, one line a quad, sorted by byte, each once: what two equal datasets have in common."""
    return sorted(set((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))


def text(value: str) -> str:
    """A text that UTF-8 can hold: a lone surrogate becomes U+FFFD, so that offsets stay."""
    return value if value.isascii() else value.translate(_SURROGATES)


def date(value: str) -> Literal:
    """An ISO 8601 date with the datatype of its precision; anything else as the words it is."""
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}.get(len(value))
    if datatype is None or not value.replace("-", "").isdecimal():
        return Literal(text(value))
    return Literal(value, datatype=datatype)


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
        """The raw sentence around a span (from the first to the last it touches), its paragraph and number."""
        if not self.spans:
            return self.extraction.text.quote(span), 1, 1
        first = max(0, bisect_right(self.spans, span.start, key=lambda s: s.start) - 1)
        last = max(first, bisect_right(self.spans, span.end - 1, key=lambda s: s.start) - 1)
        around = Span(min(self.spans[first].start, span.start), max(self.spans[last].end, span.end))
        return self.extraction.text.quote(around), self.sentences[first].paragraph, self.sentences[first].number

    def _speaker(self, evidence: Evidence) -> NamedNode | None:
        return self.identities[evidence.speaker].iri if isinstance(evidence.speaker, Entity) else None

    def _value(self, term: ModelTerm) -> Value:
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
            found[iri] = min(node, found.get(iri, node), key=lambda c: c.reason)
        return tuple(found[iri] for iri in sorted(found, key=lambda iri: (found[iri].start, iri)))


def _weight(evidence: EvidenceNode) -> tuple[float, str, str]:
    """Which of two readings of one place by one rule is kept: the surest."""
    return -evidence.confidence, evidence.polarity, str(evidence.speaker)


def _fact_triples(article: ArticleNodes) -> Iterator[Triple]:
    metadata = article.extraction.article
    yield Triple(article.iri, RDF.type, KG.Article)
    if metadata.title:
        yield Triple(article.iri, RDFS.label, Literal(text(metadata.title), language="zh"))
    for entity in article.entities:
        yield Triple(entity.iri, RDF.type, entity.type)
        yield Triple(entity.iri, RDFS.label, Literal(entity.label, language="zh"))
        for alias in entity.aliases:
            yield Triple(entity.iri, SKOS.altLabel, Literal(alias, language="zh"))
        for property, value in entity.attributes:
            yield Triple(entity.iri, property, value)
    for fact in article.facts:
        yield Triple(fact.iri, RDF.type, fact.kind)
        for property, value in fact.arguments:
            yield Triple(fact.iri, property, value)
        yield from fact.triples()
        for evidence in fact.evidence:
            yield Triple(fact.iri, KG.evidence, evidence.iri)
            yield from _evidence_triples(evidence, article)


def _evidence_triples(evidence: EvidenceNode, article: ArticleNodes) -> Iterator[Triple]:
    yield Triple(evidence.iri, RDF.type, KG.Evidence)
    yield Triple(evidence.iri, KG.article, article.iri)
    yield from _place_triples(evidence)
    yield Triple(evidence.iri, KG.sentence, Literal(evidence.sentence))
    yield Triple(evidence.iri, KG.ruleVersion, Literal(article.extraction.rules))
    yield Triple(evidence.iri, KG.confidence, _decimal(evidence.confidence))
    yield Triple(evidence.iri, KG.polarity, Literal(evidence.polarity.value))
    if evidence.clean_quote is not None:
        yield Triple(evidence.iri, KG.cleanQuote, Literal(evidence.clean_quote))
    if evidence.speaker is not None:
        yield Triple(evidence.iri, KG.speaker, evidence.speaker)


def _place_triples(node: EvidenceNode | CandidateNode) -> Iterator[Triple]:
    yield Triple(node.iri, KG.start, _integer(node.start))
    yield Triple(node.iri, KG.end, _integer(node.end))
    yield Triple(node.iri, KG.quote, Literal(node.quote))
    yield Triple(node.iri, KG.rule, Literal(node.rule))


def _source_triples(article: ArticleNodes) -> Iterator[Triple]:
    received = article.extraction.article
    yield Triple(article.iri, KG.rawText, Literal(text(received.raw)))
    yield Triple(article.iri, KG.cleanText, Literal(article.extraction.text.text))
    for property, name in _METADATA:
        if value := getattr(received, name):
            yield Triple(article.iri, property, Literal(text(value)))
    if received.date:
        yield Triple(article.iri, DCTERMS.date, date(received.date))
    for candidate in article.candidates:
        yield Triple(candidate.iri, RDF.type, KG.Candidate)
        yield Triple(candidate.iri, KG.article, article.iri)
        yield Triple(candidate.iri, KG.candidateKind, candidate.kind)
        yield Triple(candidate.iri, KG.reason, Literal(text(candidate.reason)))
        yield from _place_triples(candidate)


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _decimal(value: float) -> Literal:
    return Literal(f"{Decimal(str(round(value, 4))).normalize():f}", datatype=XSD.decimal)
