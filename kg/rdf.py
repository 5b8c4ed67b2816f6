"""An article's nodes as triples, in its two graphs.

<article>          facts, evidence, the entities they speak of, plain triples beside the facts
<article>/source   the article's text, where it comes from, and what was left out as doubtful
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

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
        facts, source = str(self.facts_iri), str(self.source_iri)
        return "".join(
            (
                *[f"{triple} .\n{triple} {facts} .\n" for triple in self.facts],
                *[f"{triple} {source} .\n" for triple in self.source],
            )
        )

    def insertion(self) -> str:
        """The same as the body of an INSERT DATA; what SPARQL calls for escaped, N-Triples has escaped."""
        facts, source = (" .\n".join(triples) for triples in (self.facts, self.source))
        return f"{facts} .\nGRAPH {self.facts_iri} {{ {facts} }}\nGRAPH {self.source_iri} {{ {source} }}\n"


def graphs(article: ArticleNodes) -> Graphs:
    """The graphs that hold an article's nodes."""
    facts, source = (tuple(sorted(set(make(article)))) for make in (_fact_lines, _source_lines))
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


def _fact_lines(article: ArticleNodes) -> Iterator[str]:
    metadata, iri = article.extraction.article, str(article.iri)
    yield _line(iri, RDF.type, KG.Article)
    if metadata.title:
        yield _line(iri, RDFS.label, Literal(text(metadata.title), language="zh"))
    for entity in article.entities:
        subject = str(entity.iri)
        yield _line(subject, RDF.type, entity.type)
        yield _line(subject, RDFS.label, Literal(entity.label, language="zh"))
        for alias in entity.aliases:
            yield _line(subject, SKOS.altLabel, Literal(alias, language="zh"))
        for property, value in entity.attributes:
            yield _line(subject, property, value)
    for fact in article.facts:
        subject = str(fact.iri)
        yield _line(subject, RDF.type, fact.kind)
        for property, value in fact.arguments:
            yield _line(subject, property, value)
        yield from map(str, fact.triples())
        for evidence in fact.evidence:
            yield _line(subject, KG.evidence, evidence.iri)
            yield from _evidence_lines(evidence, article)


def _evidence_lines(evidence: EvidenceNode, article: ArticleNodes) -> Iterator[str]:
    subject = str(evidence.iri)
    yield _line(subject, RDF.type, KG.Evidence)
    yield _line(subject, KG.article, article.iri)
    yield from _place_lines(subject, evidence)
    yield _line(subject, KG.sentence, Literal(evidence.sentence))
    yield _line(subject, KG.ruleVersion, Literal(article.extraction.rules))
    yield _line(subject, KG.confidence, _decimal(evidence.confidence))
    yield _line(subject, KG.polarity, Literal(evidence.polarity.value))
    if evidence.clean_quote is not None:
        yield _line(subject, KG.cleanQuote, Literal(evidence.clean_quote))
    if evidence.speaker is not None:
        yield _line(subject, KG.speaker, evidence.speaker)


def _place_lines(subject: str, node: EvidenceNode | CandidateNode) -> Iterator[str]:
    yield _line(subject, KG.start, _integer(node.start))
    yield _line(subject, KG.end, _integer(node.end))
    yield _line(subject, KG.quote, Literal(node.quote))
    yield _line(subject, KG.rule, Literal(node.rule))


def _source_lines(article: ArticleNodes) -> Iterator[str]:
    received, iri = article.extraction.article, str(article.iri)
    yield _line(iri, KG.rawText, Literal(text(received.raw)))
    yield _line(iri, KG.cleanText, Literal(article.extraction.text.text))
    for property, name in _METADATA:
        if value := getattr(received, name):
            yield _line(iri, property, Literal(text(value)))
    if received.date:
        yield _line(iri, DCTERMS.date, date(received.date))
    for candidate in article.candidates:
        subject = str(candidate.iri)
        yield _line(subject, RDF.type, KG.Candidate)
        yield _line(subject, KG.article, article.iri)
        yield _line(subject, KG.candidateKind, candidate.kind)
        yield _line(subject, KG.reason, Literal(candidate.reason.zh, language="zh"))
        yield _line(subject, KG.reason, Literal(candidate.reason.en, language="en"))
        yield from _place_lines(subject, candidate)


def _line(subject: str, property: NamedNode, value: NamedNode | Literal) -> str:
    """A triple as N-Triples has it, without the dot; its subject is written once for all its triples."""
    return f"{subject} {property} {value}"


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


@lru_cache(maxsize=256)  # confidences are few
def _decimal(value: float) -> Literal:
    return Literal(f"{Decimal(str(round(value, 4))).normalize():f}", datatype=XSD.decimal)
