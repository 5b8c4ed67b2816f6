"""RDF/XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, Triple

from kg.syntax._subjects import Resource, Value, subjects
from kg.vocab import PREFIXES, XSD

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
