"""Turtle and TriG."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from kg.syntax._subjects import Resource, Statements, Value, subjects
from kg.vocab import PREFIXES, RDF, XSD

_REMEMBERED = 100_000  # names at once
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff-]*")
_NUMBER = {XSD.integer: re.compile(r"-?[0-9]+"), XSD.decimal: re.compile(r"-?[0-9]+\.[0-9]+")}


class Turtle:
    """Writes terms and subjects with a set of prefixes."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._prefixes = dict(sorted(prefixes.items()))
        self._names = {namespace: prefix for prefix, namespace in self._prefixes.items()}
        self.iri: Callable[[str], str] = lru_cache(_REMEMBERED)(self._iri)

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
