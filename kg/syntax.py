"""Triples written down as Turtle, RDF/XML and JSON-LD: for people and for Protégé, and always the same bytes.

Every writer takes triples that are grouped by subject, and gives text piece by piece, one piece a subject. Within a
subject the types come first, then the names, then the rest by property. The store's own writers are faster, but put the
prefixes in another order each time; they still write N-Triples and N-Quads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.resources import ONTOLOGY
from kg.vocab import PREFIXES, RDF, RDFS, XSD

Resource = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal
Statements = list[tuple[NamedNode, list[Value]]]  # what is said of one subject, property by property

_FIRST = {RDF.type: 0, RDFS.label: 1}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff-]*")
_SAFE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # a JSON number keeps 53 bits
_NUMBER = {XSD.integer: re.compile(r"-?[0-9]+"), XSD.decimal: re.compile(r"-?[0-9]+\.[0-9]+")}


def subjects(triples: Iterable[Triple]) -> Iterator[tuple[Resource, Statements]]:
    """The triples subject by subject, each with its properties in order."""
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        ordered = sorted(group, key=_rank)
        statements = groupby(ordered, key=lambda triple: triple.predicate)
        yield subject, [(predicate, [_plain(triple.object) for triple in same]) for predicate, same in statements]


def _plain(term: Value | Triple) -> Value:
    if isinstance(term, Triple):
        raise TypeError(f"a triple as the object of a triple: {term}; our graphs hold none")
    return term


def _rank(triple: Triple) -> tuple[int, str, str]:
    return _FIRST.get(triple.predicate, 2), triple.predicate.value, str(triple.object)


# Turtle


class Turtle:
    """Writes terms and subjects with a set of prefixes."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._prefixes = dict(sorted(prefixes.items()))
        self._names = {namespace: prefix for prefix, namespace in self._prefixes.items()}
        self.iri: Callable[[str], str] = cache(self._iri)

    def head(self) -> str:
        """The declarations of the prefixes."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self._prefixes.items())

    def subject(self, subject: Resource, statements: Statements, *, indent: str = "") -> str:
        """All that is said of one subject, as one sentence of Turtle."""
        lines = []
        for predicate, objects in statements:
            name = "a" if predicate == RDF.type else self.iri(predicate.value)
            separator = f" ,\n{indent}        " if len(objects) > 1 else ""
            lines.append(f"{name} {separator.join(map(self.term, objects))}")
        return f"{indent}{self.term(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"

    def term(self, term: Value) -> str:
        """A term as Turtle writes it."""
        match term:
            case NamedNode():
                return self.iri(term.value)
            case Literal() if term.datatype in _NUMBER and _NUMBER[term.datatype].fullmatch(term.value):
                return term.value
            case Literal() if term.language is None and term.datatype != XSD.string:
                return str(Literal(term.value)) + "^^" + self.iri(term.datatype.value)
            case _:
                return str(term)

    def _iri(self, iri: str) -> str:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix, local = self._names.get(iri[:cut]), iri[cut:]
        return f"<{iri}>" if prefix is None or not _LOCAL_NAME.fullmatch(local) else f"{prefix}:{local}"


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES) -> Iterator[str]:
    """A Turtle document."""
    writer = Turtle(prefixes)
    yield writer.head()
    for subject, statements in subjects(triples):
        yield "\n" + writer.subject(subject, statements)


def trig(
    graphs: Iterable[tuple[NamedNode | None, Iterable[Triple]]], prefixes: Mapping[str, str] = PREFIXES
) -> Iterator[str]:
    """A TriG document; None names the default graph."""
    writer = Turtle(prefixes)
    yield writer.head()
    for graph, triples in graphs:
        indent = "    " if graph else ""
        yield f"\n{writer.term(graph)} {{\n" if graph else ""
        for subject, statements in subjects(triples):
            yield "\n" + writer.subject(subject, statements, indent=indent)
        yield "}\n" if graph else ""


# RDF/XML


def rdfxml(triples: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES) -> Iterator[str]:
    """An RDF/XML document. The prefixes must cover every property: an element needs a name."""
    names = {namespace: prefix for prefix, namespace in prefixes.items()}
    namespaces = "".join(f"\n    xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in sorted(prefixes.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{namespaces}>\n'
    for subject, statements in subjects(triples):
        yield f"\n  <rdf:Description {_xml_reference('about', subject)}>\n"
        for predicate, objects in statements:
            name = _xml_name(predicate.value, names)
            yield "".join(f"    {_xml_property(name, value)}\n" for value in objects)
        yield "  </rdf:Description>\n"
    yield "\n</rdf:RDF>\n"


def _xml_name(iri: str, names: Mapping[str, str]) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return f"{names[iri[:cut]]}:{iri[cut:]}"


def _xml_reference(attribute: str, resource: Resource) -> str:
    return f"rdf:{'nodeID' if isinstance(resource, BlankNode) else attribute}={quoteattr(resource.value)}"


def _xml_property(name: str, value: Value) -> str:
    if not isinstance(value, Literal):
        return f"<{name} {_xml_reference('resource', value)}/>"
    kind = ""
    if value.language:
        kind = f' xml:lang="{value.language}"'
    elif value.datatype != XSD.string:
        kind = f' rdf:datatype="{value.datatype.value}"'
    # A parser turns a bare carriage return into a line feed, and refuses a document with most control characters.
    text = escape(_NOT_XML.sub("\ufffd", value.value), {"\r": "&#13;"})
    return f"<{name}{kind}>{text}</{name}>"


# JSON-LD

Json = Any


@cache
def context() -> Mapping[str, Json]:
    """Our JSON-LD context: a short name for each term."""
    loaded: dict[str, Json] = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
    return dict(loaded["@context"])


@cache
def _keys() -> Mapping[str, tuple[str, str | None]]:
    """IRI → its name in JSON, and how its values are written: "@id", a datatype, "@language", or in full (None)."""
    found = {}
    for key, meaning in context().items():
        definition = meaning if isinstance(meaning, dict) else {"@id": meaning}
        if isinstance(definition.get("@id"), str) and ":" in definition["@id"] and key not in PREFIXES:
            found[_expand(definition["@id"])] = (key, definition.get("@type") or definition.get("@container"))
    return found


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def jsonld(triples: Iterable[Triple]) -> Iterator[str]:
    """A JSON-LD document that carries its context, one subject a line."""
    yield f'{{"@context": {_json(context())},\n"@graph": ['
    separator = "\n"
    for subject, statements in subjects(triples):
        yield separator + _json(_node(subject, statements))
        separator = ",\n"
    yield "\n]}\n"


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _id(resource: Resource) -> str:
    return str(resource) if isinstance(resource, BlankNode) else resource.value


def _node(subject: Resource, statements: Statements) -> dict[str, Json]:
    node: dict[str, Json] = {"id": _id(subject)}
    for predicate, objects in statements:
        key, manner = _keys().get(predicate.value, (predicate.value, None))
        if predicate == RDF.type:
            node["type"] = _one_or_all([_keys().get(type_.value, (type_.value, None))[0] for type_ in objects])
        elif manner == "@language":
            node.update(_names(key, predicate, objects))
        else:
            node[key] = _one_or_all([_value(object_, manner) for object_ in objects])
    return node


def _one_or_all(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def _names(key: str, predicate: NamedNode, objects: list[Value]) -> Iterator[tuple[str, Json]]:
    """Texts by language; what is no text, under the whole IRI of the property."""
    texts: dict[str, list[Json]] = {}
    others = []
    for value in objects:
        if isinstance(value, Literal) and (value.language or value.datatype == XSD.string):
            texts.setdefault(value.language or "@none", []).append(value.value)
        else:
            others.append(_value(value, None))
    if texts:
        yield key, {language: _one_or_all(values) for language, values in sorted(texts.items())}
    if others:
        yield predicate.value, _one_or_all(others)


def _value(value: Value, manner: str | None) -> Json:
    if not isinstance(value, Literal):
        return _id(value) if manner == "@id" else {"id": _id(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype == XSD.integer and manner in (None, "xsd:integer") and _SAFE_INTEGER.fullmatch(value.value):
        return int(value.value)
    if manner is None and value.datatype == XSD.string:
        return value.value
    if manner not in (None, "@id") and value.datatype.value == _expand(manner):
        return value.value
    return {"@value": value.value, "@type": value.datatype.value}
