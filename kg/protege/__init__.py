"""The graph as one file that Protégé opens alone: ontology and data together, everything declared, in OWL 2 DL.

In this order: the header, behind the annotation properties it uses, for the OWL API reads from the top; our terms; a
class for each quadrant, by which a reasoner finds the quadrant of a case; the data. Each part is sorted, and the same
graph gives the same bytes. What the data has beyond the store's default graph:

    a zh label on every individual    任职：程若水 · 望川大学 · 副校长
    owl:NamedIndividual               nothing is left undeclared
    owl:Axiom on each plain triple    the fact that states it, and the words that say it
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, product

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg import vocab
from kg.iris import digest
from kg.model import Polarity
from kg.protege.cases import case_classes
from kg.resources import ONTOLOGY
from kg.syntax.sorting import sorted_triples
from kg.vocab import BASE, DCTERMS, KG, ONTOLOGY_IRI, OWL, RDF, RDFS, SKOS, arguments, fact_kinds, label, shortcuts

Value = NamedNode | Literal

_REMEMBERED = 100_000  # names at once
_LONGEST_PART = 40  # characters of one value within a label
_HEADER_PROPERTIES = (DCTERMS.description, DCTERMS.license, DCTERMS.title)


def ontology() -> Iterator[Triple]:
    """Our terms without any data, grouped by subject, the header first but for what it is written with."""
    terms = _ontology()
    header = terms.pop(NamedNode(ONTOLOGY_IRI))
    yield from chain.from_iterable(terms.pop(property) for property in _HEADER_PROPERTIES)
    yield from header
    yield from chain.from_iterable(terms[subject] for subject in sorted(terms, key=str))


def triples(store: Store, *, base: str = BASE) -> Iterator[Triple]:
    """All triples of the file, grouped by subject, in the order in which they are to be written."""
    terms = _ontology()
    header = terms.pop(NamedNode(ONTOLOGY_IRI))
    yield from chain.from_iterable(terms.pop(property) for property in _HEADER_PROPERTIES)
    yield from _header(header, base)
    yield from chain.from_iterable(terms[subject] for subject in sorted(terms, key=str))
    graph = _Graph(store)
    yield from sorted(set(case_classes(store)), key=str)
    data = chain(_individuals(graph), _facts(graph))
    yield from sorted_triples(f"{triple} .\n".encode() for triple in data)


# The ontology


def _ontology() -> dict[NamedNode | BlankNode, list[Triple]]:
    """The ontology by subject; blank nodes are numbered as they stand in the file."""
    numbers: defaultdict[BlankNode, BlankNode] = defaultdict(lambda: BlankNode(f"term{len(numbers) + 1:03}"))
    found: defaultdict[NamedNode | BlankNode, list[Triple]] = defaultdict(list)
    for quad in parse(path=str(ONTOLOGY / "kg.ttl"), format=RdfFormat.TURTLE):
        subject, object_ = (
            numbers[term] if isinstance(term, BlankNode) else term for term in (quad.subject, quad.object)
        )
        found[subject].append(Triple(subject, quad.predicate, object_))
    return dict(found)


def _header(ontology: Iterable[Triple], base: str) -> Iterator[Triple]:
    iri, said = NamedNode(base + "graph"), {triple.predicate: triple.object for triple in ontology}
    yield Triple(iri, RDF.type, OWL.Ontology)
    yield Triple(iri, OWL.versionIRI, NamedNode(f"{iri.value}/{_text(said[OWL.versionInfo])}"))
    yield Triple(iri, DCTERMS.license, said[DCTERMS.license])
    yield Triple(iri, DCTERMS.title, Literal("知图：文章所说的事实及其原文", language="zh"))
    yield Triple(iri, DCTERMS.title, Literal("Zhitu: facts that articles state, in their words", language="en"))


# The data


class _Graph:
    """The default graph of a store, with the zh names of what is in it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.name = lru_cache(_REMEMBERED)(self._name)

    def triples(self) -> Iterator[Triple]:
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, DefaultGraph()))

    def objects(self, subject: NamedNode, predicate: NamedNode) -> list[Value]:
        found = (quad.object for quad in self._store.quads_for_pattern(subject, predicate, None, DefaultGraph()))
        return sorted((value for value in found if isinstance(value, NamedNode | Literal)), key=str)

    def subjects(self, predicate: NamedNode, object_: Value) -> list[NamedNode]:
        found = (quad.subject for quad in self._store.quads_for_pattern(None, predicate, object_, DefaultGraph()))
        return sorted(subject for subject in found if isinstance(subject, NamedNode))

    def holds(self, triple: Triple) -> bool:
        return Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) in self._store

    def _name(self, iri: NamedNode) -> str:
        """The label of an individual, told from those of classes: 建议（组成部分）, if a part is called 建议."""
        types = [type_ for type_ in self.objects(iri, RDF.type) if isinstance(type_, NamedNode)]
        if KG.Evidence in types:
            return f"“{_shortened(self.objects(iri, KG.quote)[0].value)}”"
        kinds = [type_ for type_ in types if type_ in fact_kinds()]
        if kinds:
            return f"{label(kinds[0])}：" + " · ".join(self._arguments(iri, kinds[0]))
        names = [name.value for name in self.objects(iri, RDFS.label)] or [vocab.local_name(iri.value)]
        return f"{names[0]}（{label(types[0])}）" if types and names[0] in _class_labels() else names[0]

    def _arguments(self, fact: NamedNode, kind: NamedNode) -> Iterator[str]:
        for rule in arguments(kind):
            for value in self.objects(fact, rule.property):
                yield _shortened(self.name(value) if isinstance(value, NamedNode) else value.value)


def _text(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return term.value if isinstance(term, Literal) else ""


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_PART else text[: _LONGEST_PART - 1] + "…"


@cache
def _class_labels() -> frozenset[str]:
    return frozenset(label(class_) for class_ in vocab.terms(OWL.Class))


def _individuals(graph: _Graph) -> Iterator[Triple]:
    """What the default graph says, with every individual declared and under one name."""
    for subject, predicate, object_ in graph.triples():
        if predicate == RDF.type and isinstance(subject, NamedNode):
            yield Triple(subject, RDF.type, OWL.NamedIndividual)
            yield Triple(subject, RDFS.label, Literal(graph.name(subject), language="zh"))
        if predicate == RDFS.label and isinstance(subject, NamedNode) and _text(object_) != graph.name(subject):
            predicate = SKOS.altLabel
        yield Triple(subject, predicate, object_)


def _facts(graph: _Graph) -> Iterator[Triple]:
    """Annotations of the plain triples: which facts state them, in which words."""
    for kind in fact_kinds():
        for fact in graph.subjects(RDF.type, kind):
            quotes = [quote for evidence in _asserting(graph, fact) for quote in graph.objects(evidence, KG.quote)]
            for triple in _plain(graph, kind, fact) if quotes else ():
                axiom = BlankNode("axiom" + digest(str(term) for term in triple))
                yield Triple(axiom, RDF.type, OWL.Axiom)
                yield Triple(axiom, OWL.annotatedSource, triple.subject)
                yield Triple(axiom, OWL.annotatedProperty, triple.predicate)
                yield Triple(axiom, OWL.annotatedTarget, triple.object)
                yield Triple(axiom, KG.statedBy, fact)
                yield from (Triple(axiom, KG.statedAs, quote) for quote in quotes)


def _asserting(graph: _Graph, fact: NamedNode) -> Iterator[NamedNode]:
    for evidence in graph.objects(fact, KG.evidence):
        if isinstance(evidence, NamedNode) and Literal(Polarity.ASSERTED) in graph.objects(evidence, KG.polarity):
            yield evidence


def _plain(graph: _Graph, kind: NamedNode, fact: NamedNode) -> Iterator[Triple]:
    """The plain triples of a fact that stand in the graph."""
    for shortcut in shortcuts(kind):
        ends = ([fact] if end is None else graph.objects(fact, end) for end in (shortcut.subject, shortcut.object))
        for subject, object_ in product(*ends):
            if isinstance(subject, NamedNode) and graph.holds(triple := Triple(subject, shortcut.predicate, object_)):
                yield triple
