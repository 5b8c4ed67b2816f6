"""Whether a graph is what it should be: problems as values, nothing printed.

shapes      each article's graph against ontology/shapes.ttl
quotes      every quote is the article's raw text between its offsets
shortcuts   beside every fact that an article asserts stand its plain triples
union       the default graph is the union of the articles' graphs, no more and no less
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, product

import pyshacl
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import Store as Oxigraph
from rdflib import SH, Graph

from kg.model import Polarity
from kg.resources import ONTOLOGY
from kg.vocab import KG, RDF, fact_kinds, label, local_name, shortcuts

VIOLATION, WARNING = "violation", "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that is not as it should be, at a node; `article` is empty where no article is to blame."""

    severity: str
    article: str
    focus: str
    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what was found, sorted."""

    articles: int
    facts: int
    evidence: int
    problems: tuple[Problem, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; warnings are allowed."""
        return not any(problem.severity == VIOLATION for problem in self.problems)


def check(store: Oxigraph) -> Report:
    """Check the graph in a store, article by article: the shapes are slow on large graphs."""
    articles = sorted(quad.subject for quad in store.quads_for_pattern(None, RDF.type, KG.Article, DefaultGraph()))
    problems = set(_union(store))
    for article in articles:
        if isinstance(article, NamedNode):
            problems.update(chain(_shapes(store, article), _quotes(store, article), _shortcuts(store, article)))
    return Report(
        len(articles),
        sum(_count(store, kind) for kind in fact_kinds()),
        _count(store, KG.Evidence),
        tuple(sorted(problems)),
    )


def _count(store: Oxigraph, type_: NamedNode) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, RDF.type, type_, DefaultGraph()))


# Shapes


@cache
def _shapes_graph() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


@cache
def _languages() -> Mapping[str, str | None]:
    """The language of every message: results of SPARQL constraints have lost it."""
    found = (text for text in _shapes_graph().objects(None, SH.message) if isinstance(text, rdflib.Literal))
    return {str(text): text.language for text in found}


@cache
def _subclasses() -> Graph:
    """What the shapes need of the ontology: which class is below which."""
    found = Graph()
    found += Graph().parse(ONTOLOGY / "kg.ttl").triples((None, rdflib.RDFS.subClassOf, None))
    return found


def _shapes(store: Oxigraph, article: NamedNode) -> Iterator[Problem]:
    lines = store.dump(format=RdfFormat.N_TRIPLES, from_graph=article)
    data = Graph().parse(data=lines, format="nt")
    data += _subclasses()
    _, results, _ = pyshacl.validate(data, shacl_graph=_shapes_graph(), inplace=True)
    for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
        messages = {_languages().get(str(text)): str(text) for text in results.objects(result, SH.resultMessage)}
        severity = VIOLATION if results.value(result, SH.resultSeverity) == SH.Violation else WARNING
        focus, value = results.value(result, SH.focusNode), results.value(result, SH.value, default="")
        english = messages.get("en") or next(iter(messages.values()), "")
        yield Problem(severity, article.value, str(focus), str(value), messages.get("zh", english), english)


# Quotes


def _quotes(store: Oxigraph, article: NamedNode) -> Iterator[Problem]:
    source = NamedNode(article.value + "/source")
    raw = _literal(store, article, KG.rawText, source)
    for evidence in _subjects(store, RDF.type, KG.Evidence, article):
        start, end, quote = (_literal(store, evidence, term, article) for term in (KG.start, KG.end, KG.quote))
        if not (start.isdecimal() and end.isdecimal() and raw[int(start) : int(end)] == quote != ""):
            zh = f"引文与原文第 {start} 至 {end} 字不符。"
            en = f"The quote is not the raw text from {start} to {end}."
            yield Problem(VIOLATION, article.value, evidence.value, quote, zh, en)


def _subjects(store: Oxigraph, predicate: NamedNode, object_: NamedNode, graph: NamedNode) -> Iterator[NamedNode]:
    found = (quad.subject for quad in store.quads_for_pattern(None, predicate, object_, graph))
    return (subject for subject in found if isinstance(subject, NamedNode))


def _values(
    store: Oxigraph, subject: NamedNode, predicate: NamedNode, graph: NamedNode
) -> Iterator[NamedNode | Literal]:
    found = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, graph))
    return (value for value in found if isinstance(value, NamedNode | Literal))


def _literal(store: Oxigraph, subject: NamedNode, predicate: NamedNode, graph: NamedNode) -> str:
    return next((value.value for value in _values(store, subject, predicate, graph)), "")


# Plain triples


def _shortcuts(store: Oxigraph, article: NamedNode) -> Iterator[Problem]:
    for kind in fact_kinds():
        for fact in _subjects(store, RDF.type, kind, article):
            if not _asserted(store, fact, article):
                continue
            for triple in _plain(store, kind, fact, article):
                if Quad(triple.subject, triple.predicate, triple.object, article) not in store:
                    zh = f"{label(kind)}旁缺少直接三元组（{label(triple.predicate)}）。"
                    en = f"A plain triple ({local_name(triple.predicate.value)}) is missing beside the fact."
                    yield Problem(VIOLATION, article.value, fact.value, str(triple.object), zh, en)


def _asserted(store: Oxigraph, fact: NamedNode, article: NamedNode) -> bool:
    evidence = (value for value in _values(store, fact, KG.evidence, article) if isinstance(value, NamedNode))
    return any(_literal(store, node, KG.polarity, article) == Polarity.ASSERTED for node in evidence)


def _plain(store: Oxigraph, kind: NamedNode, fact: NamedNode, article: NamedNode) -> Iterator[Triple]:
    for shortcut in shortcuts(kind):
        ends: Iterable[list[NamedNode | Literal]] = (
            [fact] if end is None else list(_values(store, fact, end, article))
            for end in (shortcut.subject, shortcut.object)
        )
        for subject, object_ in product(*ends):
            if isinstance(subject, NamedNode):
                yield Triple(subject, shortcut.predicate, object_)


# The default graph


def _union(store: Oxigraph) -> Iterator[Problem]:
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and not graph.value.endswith("/source"):
            for quad in store.quads_for_pattern(None, None, None, graph):
                if Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) not in store:
                    zh, en = "默认图中缺少文章的三元组。", "The default graph lacks a triple of the article."
                    yield Problem(VIOLATION, graph.value, _word(quad), str(quad.object), zh, en)
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        graphs = (q.graph_name for q in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None))
        if not any(isinstance(name, NamedNode) and not name.value.endswith("/source") for name in graphs):
            zh, en = "默认图中有不属于任何文章的三元组。", "The default graph holds a triple that no article says."
            yield Problem(VIOLATION, "", _word(quad), str(quad.object), zh, en)


def _word(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)
