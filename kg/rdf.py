"""An article's nodes as triples, in its two graphs.

<article>          facts, evidence, the entities they speak of, plain triples beside the facts
<article>/source   the article's text, where it comes from, and what was left out as doubtful
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.nodes import ArticleNodes, CandidateNode, EvidenceNode, text
from kg.vocab import DCTERMS, KG, RDF, RDFS, SKOS, XSD

_METADATA = (  # property of the article → field of Article
    (DCTERMS.title, "title"),
    (DCTERMS.source, "source"),
    (DCTERMS.creator, "author"),
    (KG.url, "url"),
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


def date(value: str) -> Literal:
    """An ISO 8601 date with the datatype of its precision; anything else as the words it is."""
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}.get(len(value))
    if datatype is None or not value.replace("-", "").isdecimal():
        return Literal(text(value))
    return Literal(value, datatype=datatype)


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
        yield Triple(candidate.iri, KG.reason, Literal(candidate.reason.zh, language="zh"))
        yield Triple(candidate.iri, KG.reason, Literal(candidate.reason.en, language="en"))
        yield from _place_triples(candidate)


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _decimal(value: float) -> Literal:
    return Literal(f"{Decimal(str(round(value, 4))).normalize():f}", datatype=XSD.decimal)
