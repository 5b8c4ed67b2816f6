"""Files derived from the ontology and committed beside it, so that tools without our program have them too.

    ontology/context.jsonld      a short JSON name for every term
    ontology/shapes.ttl          below its marker: the shapes that kg:arguments implies for each class of facts
    docs/reference/ontology.md   every term with its labels, comments, example, arguments and plain triples

`python -m kg.derived` in a checkout writes them all; a test compares them with what it would write.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from kg import vocab
from kg.resources import ONTOLOGY
from kg.vocab import (
    KG,
    OWL,
    PREFIXES,
    RDF,
    RDFS,
    SKOS,
    XSD,
    ArgumentRule,
    arguments,
    compact,
    fact_kinds,
    label,
    local_name,
    values,
)

MARKER = "# What kg:arguments implies for each class of facts; written by `python -m kg.derived`.\n"
_SHORT = ("kg", "rdfs", "skos", "org", "foaf", "dcterms")  # whose terms get a bare name; the first that asks has it
_BY_LANGUAGE = (RDFS.label, RDFS.comment, SKOS.altLabel)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_HEADINGS = (
    (OWL.Class, "Classes"),
    (OWL.ObjectProperty, "Properties between things"),
    (OWL.DatatypeProperty, "Properties with values"),
    (OWL.AnnotationProperty, "Annotations"),
)


def write(root: Path) -> None:
    """Write the derived files of a checkout."""
    (root / "ontology/context.jsonld").write_text(context(), "utf-8")
    shapes_file = root / "ontology/shapes.ttl"
    shapes_file.write_text(shapes_file.read_text("utf-8").partition(MARKER)[0] + shapes(), "utf-8")
    (root / "docs/reference/ontology.md").write_text(reference(), "utf-8")


# context.jsonld


def context() -> str:
    """The JSON-LD context."""
    terms: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", **PREFIXES}
    for prefix in _SHORT:
        for term in _terms(prefix):
            name = local_name(term.value)
            terms[compact(term.value) if name in terms else name] = _definition(term)
    lines = ",\n    ".join(f"{json.dumps(name)}: {json.dumps(meaning)}" for name, meaning in terms.items())
    return f'{{\n  "@context": {{\n    {lines}\n  }}\n}}\n'


def _terms(prefix: str) -> list[NamedNode]:
    if prefix == "rdfs":
        return [RDFS.comment, RDFS.label]
    declared = {term for type_ in (OWL.Class, *_PROPERTIES) for term in vocab.terms(type_)}
    return sorted(term for term in declared if term.value.startswith(PREFIXES[prefix]))


def _definition(term: NamedNode) -> Any:
    name, types, ranges = compact(term.value), values(term, RDF.type), values(term, RDFS.range)
    if term in _BY_LANGUAGE:
        return {"@id": name, "@container": "@language"}
    if OWL.ObjectProperty in types:
        return {"@id": name, "@type": "@id"}
    if OWL.DatatypeProperty in types and ranges and ranges[0] != XSD.string:
        return {"@id": name, "@type": compact(ranges[0].value)}
    return name


# shapes.ttl


def shapes() -> str:
    """The shapes that follow from kg:arguments: how often each property stands on a fact, and with what value."""
    return MARKER + "".join(_shape(kind) for kind in fact_kinds())


def _shape(kind: NamedNode) -> str:
    name = compact(kind.value)
    properties = "".join(f" ;\n    sh:property {_property_shape(kind, rule)}" for rule in arguments(kind))
    return f"\n{name}Shape a sh:NodeShape ;\n    sh:targetClass {name}{properties} .\n"


def _property_shape(kind: NamedNode, rule: ArgumentRule) -> str:
    counts = f" sh:minCount {rule.minimum} ;" if rule.minimum else ""
    counts += f" sh:maxCount {rule.maximum} ;" if rule.maximum else ""
    zh, en = _OFTEN[rule.minimum, rule.maximum]
    messages = (
        f'"{label(kind)}：{zh.format(label(rule.property))}。"@zh , '
        f'"{label(kind, "en")}: {en.format(label(rule.property, "en"))}."@en'
    )
    path, value = compact(rule.property.value), _value_shape(kind, rule.property)
    return f"[ sh:path {path} ;{counts}{value}\n        sh:message {messages} ]"


_OFTEN: Mapping[tuple[int, int | None], tuple[str, str]] = {
    (1, 1): ("{}须恰有一个，且类型相符", "exactly one {}, of the right type"),
    (0, 1): ("{}至多一个，且类型相符", "at most one {}, of the right type"),
    (1, None): ("{}至少一个，且类型相符", "at least one {}, of the right type"),
    (0, None): ("{}须类型相符", "each {} of the right type"),
}


def _value_shape(kind: NamedNode, property: NamedNode) -> str:
    types, ranges = values(property, RDF.type), [compact(range_.value) for range_ in _ranges(kind, property)]
    if OWL.AnnotationProperty in types:
        return " sh:nodeKind sh:Literal ;"
    if OWL.DatatypeProperty in types:
        return "".join(f" sh:datatype {datatype} ;" for datatype in ranges)
    if len(ranges) > 1:
        return " sh:nodeKind sh:IRI ; sh:or ( " + " ".join(f"[ sh:class {class_} ]" for class_ in ranges) + " ) ;"
    return " sh:nodeKind sh:IRI ;" + "".join(f" sh:class {class_} ;" for class_ in ranges)


def _ranges(kind: NamedNode, property: NamedNode) -> list[NamedNode]:
    """The classes, or the datatype, of which a value of the property is one: on facts of this kind, or always."""
    restricted = [
        range_
        for restriction in values(kind, RDFS.subClassOf)
        if isinstance(restriction, BlankNode) and property in values(restriction, OWL.onProperty)
        for range_ in values(restriction, OWL.allValuesFrom)
    ]
    return [class_ for range_ in (restricted or values(property, RDFS.range)) for class_ in _members(range_)]


def _members(range_: NamedNode | BlankNode | Literal) -> Iterator[NamedNode]:
    """A named class itself; of a union, its members."""
    if isinstance(range_, NamedNode):
        yield range_
        return
    cells = values(range_, OWL.unionOf) if isinstance(range_, BlankNode) else ()
    while cells and isinstance(cell := cells[0], BlankNode):
        yield from (member for member in values(cell, RDF.first) if isinstance(member, NamedNode))
        cells = values(cell, RDF.rest)


# docs/reference/ontology.md


def reference() -> str:
    """The reference page of the ontology, in Markdown."""
    facts = _table(("class of facts", "arguments", "plain triples"), map(_fact_row, fact_kinds()))
    parts = [_INTRODUCTION, "## Facts\n", facts]
    for type_, title in _HEADINGS:
        rows = (_row(term) for term in vocab.terms(type_) if term.value.startswith(PREFIXES["kg"]))
        parts += [f"## {title}\n", _table(("term", "中文", "English", "what it is", "例"), rows)]
    rows = ((f"`{compact(term.value)}`", label(term), label(term, "en")) for term in _borrowed())
    parts += ["## Borrowed terms\n", _table(("term", "中文", "English"), rows)]
    return "\n".join(parts)


_INTRODUCTION = f"""# The ontology

Written from `ontology/kg.ttl` by `python -m kg.derived`. The prefix `kg:` is `{PREFIXES["kg"]}`.

In the first table the arguments of a fact are its properties in order: `?` at most one, `*` any number, `+` one or
more, no mark exactly one. The plain triples stand beside a fact that an article asserts; `.` is the fact itself.
"""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _fact_row(kind: NamedNode) -> tuple[str, ...]:
    return (
        f"`{compact(kind.value)}` {label(kind)}",
        "".join(f"`{text.value}`" for text in values(kind, KG.arguments)),
        "<br>".join(f"`{text.value}`" for text in values(kind, KG.shortcut)),
    )


def _row(term: NamedNode) -> tuple[str, ...]:
    meaning = "<br>".join(text.value for text in reversed(_literals(term, RDFS.comment)))
    example = "".join(text.value for text in _literals(term, SKOS.example))
    return f"`{compact(term.value)}`", label(term), label(term, "en"), meaning, example


def _literals(term: NamedNode, property: NamedNode) -> list[Literal]:
    found = [value for value in values(term, property) if isinstance(value, Literal)]
    return sorted(found, key=lambda text: text.language or "")


def _borrowed() -> list[NamedNode]:
    declared = {term for type_ in (OWL.Class, *_PROPERTIES) for term in vocab.terms(type_)}
    return sorted(term for term in declared if not term.value.startswith(PREFIXES["kg"]))


if __name__ == "__main__":
    write(ONTOLOGY.parent)
