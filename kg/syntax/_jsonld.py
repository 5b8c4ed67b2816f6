"""JSON-LD, with the short names of our context."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.resources import ONTOLOGY
from kg.syntax._subjects import Resource, Statements, Value, subjects
from kg.vocab import PREFIXES, RDF, XSD

_SAFE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # a JSON number keeps 53 bits

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
