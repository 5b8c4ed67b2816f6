"""What the SPARQL endpoint says of itself to those who come without a query.

SPARQL 1.1 Service Description: what it speaks. VoID: which classes and properties there are, and how many. SHACL:
questions that it answers, as they lie in `seeds/queries`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from api.formats import GRAPHS, RESULTS, Format
from kg.errors import QueryError
from kg.query import QueryService
from kg.resources import SEEDS
from kg.vocab import PREFIXES, RDF, RDFS, XSD

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA_TARGET = NamedNode("https://schema.org/target")
_FORMATS = "http://www.w3.org/ns/formats/"
_W3C_NAMES: Mapping[str, str] = {  # of the formats, by media type
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}
_CLASSES = "SELECT ?term (COUNT(?s) AS ?n) { ?s a ?term } GROUP BY ?term"
_PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"


@dataclass(frozen=True, slots=True)
class Census:
    """How often each class and each property occurs in the default graph."""

    classes: Mapping[str, int]
    properties: Mapping[str, int]


async def census(store: Path, queries: QueryService) -> Census | None:
    """Count; None where that takes longer than a query may."""
    try:
        return Census(await _counts(store, queries, _CLASSES), await _counts(store, queries, _PROPERTIES))
    except QueryError:
        return None


async def _counts(store: Path, queries: QueryService, query: str) -> Mapping[str, int]:
    answer = json.loads((await queries.query(store, query, "JSON")).read())
    rows = answer["results"]["bindings"]
    return {row["term"]["value"]: int(row["n"]["value"]) for row in rows if "term" in row}


def describe(endpoint: str, counted: Census | None, format: Format) -> bytes:
    """The description of the endpoint at an address."""
    prefixes = {**PREFIXES, "sd": _SD, "void": _VOID, "sh": _SH}
    rdf_format = RdfFormat.from_media_type(format.media_type)
    triples = sorted({*_service(endpoint), *_dataset(counted), *_examples(endpoint)}, key=str)
    return serialize(triples, format=rdf_format, prefixes=prefixes) or b""


_DATASET, _GRAPH, _PREFIXES = BlankNode("dataset"), BlankNode("graph"), BlankNode("prefixes")


def _service(endpoint: str) -> Iterator[Triple]:
    service = NamedNode(endpoint)
    yield Triple(service, RDF.type, NamedNode(_SD + "Service"))
    yield Triple(service, NamedNode(_SD + "endpoint"), service)
    yield Triple(service, NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query"))
    for format in (*RESULTS, *GRAPHS):
        yield Triple(service, NamedNode(_SD + "resultFormat"), NamedNode(_FORMATS + _W3C_NAMES[format.media_type]))
    yield Triple(service, NamedNode(_SD + "defaultDataset"), _DATASET)


def _dataset(counted: Census | None) -> Iterator[Triple]:
    yield Triple(_DATASET, RDF.type, NamedNode(_SD + "Dataset"))
    yield Triple(_DATASET, NamedNode(_SD + "defaultGraph"), _GRAPH)
    yield Triple(_GRAPH, RDF.type, NamedNode(_SD + "Graph"))
    if counted is None:
        return
    yield Triple(_GRAPH, RDF.type, NamedNode(_VOID + "Dataset"))
    yield Triple(_GRAPH, NamedNode(_VOID + "triples"), Literal(sum(counted.properties.values())))
    for kind, counts, number in (
        ("class", counted.classes, "entities"),
        ("property", counted.properties, "triples"),
    ):
        for position, (term, count) in enumerate(sorted(counts.items()), 1):
            part = BlankNode(f"{kind}{position}")
            yield Triple(_GRAPH, NamedNode(f"{_VOID}{kind}Partition"), part)
            yield Triple(part, NamedNode(_VOID + kind), NamedNode(term))
            yield Triple(part, NamedNode(_VOID + number), Literal(count))


def _examples(endpoint: str) -> Iterator[Triple]:
    for position, (prefix, namespace) in enumerate(sorted(PREFIXES.items()), 1):
        declaration = BlankNode(f"prefix{position}")
        yield Triple(_PREFIXES, NamedNode(_SH + "declare"), declaration)
        yield Triple(declaration, NamedNode(_SH + "prefix"), Literal(prefix))
        yield Triple(declaration, NamedNode(_SH + "namespace"), Literal(namespace, datatype=XSD.anyURI))
    for question in examples():
        example = NamedNode(f"{endpoint}#{question.name}")
        yield Triple(example, RDF.type, NamedNode(_SH + "SPARQLExecutable"))
        yield Triple(example, RDF.type, NamedNode(_SH + "SPARQLSelectExecutable"))
        for language, words in question.questions.items():
            yield Triple(example, RDFS.comment, Literal(words, language=language))
        yield Triple(example, NamedNode(_SH + "select"), Literal(question.query))
        yield Triple(example, NamedNode(_SH + "prefixes"), _PREFIXES)
        yield Triple(example, _SCHEMA_TARGET, NamedNode(endpoint))


@dataclass(frozen=True, slots=True)
class Example:
    """A question that the graph answers, in words and in SPARQL."""

    name: str
    questions: Mapping[str, str]  # by language
    query: str

    def question(self, language: str) -> str:
        """The question in words."""
        return self.questions.get(language, self.name)


@cache
def examples() -> tuple[Example, ...]:
    """The files of `seeds/queries`, in the order of their names; each begins with its question in zh and en."""
    return tuple(_example(path) for path in sorted((SEEDS / "queries").glob("*.rq")))


def _example(path: Path) -> Example:
    query = path.read_text("utf-8")
    words = [line.removeprefix("# ") for line in query.splitlines() if line.startswith("# ")]
    return Example(path.stem, dict(zip(("zh", "en"), words, strict=False)), query)
