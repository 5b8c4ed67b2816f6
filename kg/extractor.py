"""What an extractor is: a function from a Document to findings, with the examples that say what it finds and what it
leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.document import Document
from kg.model import Candidate, Entity, Evidence, Finding, Polarity, Span
from kg.vocab import KG, XSD

Yield = Finding | Candidate
Function = Callable[[Document], Iterable[Yield]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and the quotes of the facts that are to be found in it: none, if it must be left alone."""

    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extractor:
    """One kind of reading: the fact classes it may yield, its function, and its examples."""

    name: str
    kinds: tuple[NamedNode, ...]
    function: Function
    examples: tuple[Example, ...]

    def __call__(self, document: Document) -> Iterable[Yield]:
        """What the document says of these kinds."""
        return self.function(document)


def extractor(*kinds: NamedNode, examples: tuple[Example, ...]) -> Callable[[Function], Extractor]:
    """Declare a function an extractor of these fact classes."""

    def declare(function: Function) -> Extractor:
        return Extractor(function.__name__, kinds, function, examples)

    return declare


def concept(name: str) -> Entity:
    """A concept, shared by all articles."""
    return Entity(KG.Concept, name)


def model(document: Document, type: NamedNode, name: str) -> Entity:
    """A model as this article proposes it: models of two articles stay apart."""
    return Entity(type, name, (document.article.id[:12],))


def within(model: Entity, type: NamedNode, name: str) -> Entity:
    """A stage, quadrant, dimension, level, measure or part of a model."""
    return Entity(type, name, (*model.scope, model.name))


def integer(value: int) -> Literal:
    """A number as an RDF literal."""
    return Literal(str(value), datatype=XSD.integer)


def evidence(start: int, end: int, rule: str, *, polarity: Polarity = Polarity.ASSERTED) -> tuple[Evidence]:
    """The evidence of a finding that stands in one place."""
    return (Evidence(Span(start, end), rule, polarity=polarity),)
