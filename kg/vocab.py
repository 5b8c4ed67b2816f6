"""The terms of the graph, read from the ontology: `KG.Affiliation` exists only if `kg.ttl` declares it.

What the ontology says of a fact class for the program to use: `kg:arguments` lists its properties in order
(`?` at most one, `*` any number, `+` one or more, nothing exactly one), `kg:shortcut` the plain triples beside it,
as subject argument, predicate, object argument, where `.` stands for the fact itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse

from kg.resources import ONTOLOGY

BASE = "https://w3id.org/zhitu/"
ONTOLOGY_IRI = BASE + "ontology"

PREFIXES: Mapping[str, str] = {
    "kg": ONTOLOGY_IRI + "#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
}


@cache
def _ontology() -> Store:
    store = Store()
    store.extend(parse(path=str(ONTOLOGY / "kg.ttl"), format=RdfFormat.TURTLE))
    return store


class Namespace:
    """The terms under one prefix; asking for one that the ontology does not know raises AttributeError."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self._iri = PREFIXES[prefix]
        self._terms: frozenset[str] | None = None

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._terms is None:
            iris = (quad.subject.value for quad in _ontology() if isinstance(quad.subject, NamedNode))
            self._terms = frozenset(iri.removeprefix(self._iri) for iri in iris if iri.startswith(self._iri))
        if name not in self._terms:
            raise AttributeError(f"{self.prefix}:{name} is not declared in the ontology (kg.ttl)")
        term = NamedNode(self._iri + name)
        self.__dict__[name] = term
        return term

    def __getitem__(self, name: str) -> NamedNode:
        return getattr(self, name)  # type: ignore[no-any-return]  # __getattr__ is typed, getattr is not


class OpenNamespace:
    """A W3C language vocabulary, known by heart: rdf, rdfs, owl, xsd."""

    def __init__(self, prefix: str) -> None:
        self._iri = PREFIXES[prefix]

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        term = self.__dict__[name] = NamedNode(self._iri + name.rstrip("_"))
        return term


KG = Namespace("kg")
SKOS = Namespace("skos")
FOAF = Namespace("foaf")
ORG = Namespace("org")
DCTERMS = Namespace("dcterms")
RDF = OpenNamespace("rdf")
RDFS = OpenNamespace("rdfs")
OWL = OpenNamespace("owl")
XSD = OpenNamespace("xsd")


@dataclass(frozen=True, slots=True)
class ArgumentRule:
    """One property of a fact class and how often it stands on a fact."""

    property: NamedNode
    minimum: int
    maximum: int | None  # None: any number


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A plain triple beside a fact; None stands for the fact's own node."""

    subject: NamedNode | None
    predicate: NamedNode
    object: NamedNode | None


_COUNTS = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def prefixed(name: str) -> NamedNode:
    """`kg:Affiliation` → its IRI. Raises KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def compact(iri: str) -> str:
    """The prefixed name of an IRI, or the IRI itself where no prefix of ours fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def local_name(iri: str) -> str:
    """What follows the last `#` or `/`."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _texts(term: NamedNode, property: NamedNode, language: str | None = None) -> Iterator[str]:
    for quad in _ontology().quads_for_pattern(term, property, None):
        if isinstance(quad.object, Literal) and (language is None or quad.object.language == language):
            yield quad.object.value


@cache
def terms(type: NamedNode) -> tuple[NamedNode, ...]:
    """What the ontology declares as this type of term (owl:Class, owl:ObjectProperty, …), sorted."""
    found = {quad.subject for quad in _ontology().quads_for_pattern(None, RDF.type, type)}
    return tuple(sorted(term for term in found if isinstance(term, NamedNode)))


def values(term: NamedNode | BlankNode, property: NamedNode) -> tuple[NamedNode | BlankNode | Literal, ...]:
    """What the ontology says of a term with this property, sorted."""
    found = {quad.object for quad in _ontology().quads_for_pattern(term, property, None)}
    return tuple(sorted((value for value in found if not isinstance(value, Triple)), key=str))


@cache
def label(term: NamedNode, language: str = "zh") -> str:
    """The label of a term of ours in zh or en; its local name where there is none."""
    return min(_texts(term, RDFS.label, language), default=local_name(term.value))


@cache
def subclasses(term: NamedNode) -> tuple[NamedNode, ...]:
    """The class itself and all below it, sorted."""
    found, todo = {term}, [term]
    while todo:
        for quad in _ontology().quads_for_pattern(None, RDFS.subClassOf, todo.pop()):
            if isinstance(quad.subject, NamedNode) and quad.subject not in found:
                found.add(quad.subject)
                todo.append(quad.subject)
    return tuple(sorted(found))


@cache
def fact_kinds() -> tuple[NamedNode, ...]:
    """Every class of facts that carries arguments."""
    return tuple(kind for kind in subclasses(KG.Fact) if arguments(kind))


@cache
def arguments(kind: NamedNode) -> tuple[ArgumentRule, ...]:
    """The properties of a fact class, in order."""
    rules = []
    for text in _texts(kind, KG.arguments):
        for name in text.split():
            minimum, maximum = _COUNTS.get(name[-1], (1, 1))
            rules.append(ArgumentRule(prefixed(name.rstrip("?*+")), minimum, maximum))
    return tuple(rules)


@cache
def shortcuts(kind: NamedNode) -> tuple[Shortcut, ...]:
    """The plain triples beside a fact of this class, sorted."""
    found = []
    for text in sorted(_texts(kind, KG.shortcut)):
        subject, predicate, object_ = text.split()
        found.append(
            Shortcut(
                None if subject == "." else prefixed(subject),
                prefixed(predicate),
                None if object_ == "." else prefixed(object_),
            )
        )
    return tuple(found)
