"""How identifiers are minted.

An individual's IRI is `<base>id/<type>/<name>`, with Chinese as itself: NFC, and only what RFC 3987 reserves
percent-encoded. Facts and evidence are named by a hash of what they are, so that two articles that say the same share
one fact, and building twice changes nothing.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.vocab import BASE, KG, local_name, subclasses

_LONGEST_NAME = 80  # characters; a measure may be a whole sentence
_RESERVED = frozenset("%/?#[]@!$&'()*+,;=\"<>\\^`{|}: ")


def quote(name: str) -> str:
    """A name as one segment of an IRI."""
    name = unicodedata.normalize("NFC", name)
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME] + "~" + digest((name,))
    return encode(name)


def encode(segment: str) -> str:
    """A segment of an IRI, percent-encoded where it must be and nowhere else."""
    if segment.isprintable() and _RESERVED.isdisjoint(segment):
        return segment
    return "".join(_percent(char) if char in _RESERVED or not char.isprintable() else char for char in segment)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


def digest(parts: Iterable[str]) -> str:
    """Sixteen hex digits over the parts: 64 bits, one collision expected beyond four thousand million things."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def segment(type: NamedNode) -> str:
    """The path segment of a class: every kind of model is `model`."""
    return "model" if type in subclasses(KG.Model) else local_name(type.value).lower()


class Iris:
    """Mints the identifiers under one base address."""

    def __init__(self, base: str = BASE) -> None:
        self.base = base if base.endswith("/") else base + "/"

    def individual(self, type: NamedNode, *names: str) -> NamedNode:
        """`<base>id/<type>/<name>/…` for a class and one or more names, outermost scope first."""
        return NamedNode("/".join((self.base + "id", segment(type), *map(quote, names))))

    def named(self, id: str) -> NamedNode:
        """The individual whose IRI ends so: `person/盘和林`."""
        return NamedNode(f"{self.base}id/{id}")

    def id(self, iri: NamedNode) -> str:
        """What follows `id/` in an individual's IRI."""
        return iri.value.removeprefix(self.base + "id/")

    def article(self, article_id: str) -> NamedNode:
        """The article, and the graph of its facts."""
        return NamedNode(f"{self.base}id/article/{article_id}")

    def source(self, article_id: str) -> NamedNode:
        """The graph of an article's text, metadata and candidates."""
        return NamedNode(f"{self.base}id/article/{article_id}/source")

    def fact(self, kind: NamedNode, arguments: Iterable[tuple[NamedNode, NamedNode | Literal]]) -> NamedNode:
        """A fact, named by its kind and arguments, whatever their order."""
        parts = sorted(f"{property} {value}" for property, value in arguments)
        return NamedNode(f"{self.base}id/fact/{digest((kind.value, *parts))}")

    def evidence(self, fact: NamedNode, article_id: str, start: int, end: int, rule: str) -> NamedNode:
        """One place that says a fact."""
        return NamedNode(f"{self.base}id/evidence/{digest((fact.value, article_id, str(start), str(end), rule))}")

    def candidate(self, kind: NamedNode, article_id: str, start: int, end: int, rule: str) -> NamedNode:
        """One place that looked like a fact and was left out."""
        return NamedNode(f"{self.base}id/candidate/{digest((kind.value, article_id, str(start), str(end), rule))}")
