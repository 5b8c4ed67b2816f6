"""Quadrants as classes of cases: a user adds a county with its levels, and a reasoner says which quadrant it is in.

    县（个案）    a class below kg:Case for each kind of thing that a model sorts
    追赶型县      ≡ 县（个案） ⊓ hasLevel some {人才充裕} ⊓ hasLevel some {资金紧张, 资金不足}

The levels in brackets are those of one dimension on the same side: an article may word 弱 as 薄 elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from kg.iris import digest
from kg.vocab import KG, OWL, PREFIXES, RDF, RDFS, label

_LEVELS = f"""
PREFIX kg: <{PREFIXES["kg"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT DISTINCT ?quadrant ?name ?dimension ?level ?kind ?kindName WHERE {{
  ?quadrant a kg:Quadrant ; rdfs:label ?name ; kg:atLevel ?own .
  ?own kg:ofDimension ?dimension .
  ?level kg:ofDimension ?dimension .
  FILTER (?level = ?own || EXISTS {{ ?own kg:polarity ?side . ?level kg:polarity ?side }})
  OPTIONAL {{
    ?model kg:hasQuadrant ?quadrant .
    ?proposal kg:model ?model ; kg:classifies ?kind .
    ?kind rdfs:label ?kindName
  }}
}} ORDER BY ?quadrant ?name ?kind ?kindName ?dimension ?level
"""


def case_classes(store: Store) -> Iterator[Triple]:
    """The classes of all quadrants in the default graph that stand at a level; a triple may come twice."""
    solutions = store.query(_LEVELS)
    assert isinstance(solutions, QuerySolutions)
    sides: defaultdict[tuple[NamedNode, ...], dict[NamedNode, list[NamedNode]]] = defaultdict(dict)
    names: dict[NamedNode, str] = {KG.Case: label(KG.Case)}
    for row in solutions:
        quadrant, kind = row["quadrant"], row["kind"] or KG.Case
        names.setdefault(quadrant, row["name"].value)
        names.setdefault(kind, row["kindName"].value if row["kindName"] else names[KG.Case])
        levels = sides[quadrant, kind].setdefault(row["dimension"], [])
        if row["level"] not in levels:
            levels.append(row["level"])
    for (quadrant, kind), levels_by_dimension in sides.items():
        yield from _quadrant_class(quadrant, names[quadrant], kind, names[kind], list(levels_by_dimension.values()))


def _quadrant_class(
    quadrant: NamedNode, name: str, kind: NamedNode, kind_name: str, sides: Sequence[Sequence[NamedNode]]
) -> Iterator[Triple]:
    case = KG.Case
    if kind != KG.Case:
        case = _class_iri(kind)
        yield from _declared(case, f"{kind_name}（{label(KG.Case)}）", f"{kind_name} (case)", KG.Case)
    class_ = _class_iri(quadrant, kind)
    title = f"{name}（类）" if name.endswith(kind_name) else name + kind_name
    yield from _declared(class_, title, f"{name} (cases)", case)
    yield Triple(class_, RDFS.seeAlso, quadrant)
    definition = BlankNode("definition" + digest((class_.value,)))
    yield Triple(class_, OWL.equivalentClass, definition)
    yield Triple(definition, RDF.type, OWL.Class)
    operands: list[NamedNode | BlankNode] = [case]
    for levels in sides:
        restriction, side = (_part(definition, role, levels[0].value) for role in ("side", "levels"))
        operands.append(restriction)
        yield Triple(restriction, RDF.type, OWL.Restriction)
        yield Triple(restriction, OWL.onProperty, KG.hasLevel)
        yield Triple(restriction, OWL.someValuesFrom, side)
        yield Triple(side, RDF.type, OWL.Class)
        yield from _list(side, OWL.oneOf, levels)
    yield from _list(definition, OWL.intersectionOf, operands)


def _declared(class_: NamedNode, zh: str, en: str, parent: NamedNode) -> Iterator[Triple]:
    yield Triple(class_, RDF.type, OWL.Class)
    yield Triple(class_, RDFS.label, Literal(zh, language="zh"))
    yield Triple(class_, RDFS.label, Literal(en, language="en"))
    yield Triple(class_, RDFS.subClassOf, parent)


def _class_iri(*things: NamedNode) -> NamedNode:
    """ASCII, unlike the individuals: a class may become the name of an XML element."""
    base = things[0].value.partition("/id/")[0]
    return NamedNode(f"{base}/id/class/{digest(thing.value for thing in things)}")


def _part(whole: BlankNode, role: str, name: str) -> BlankNode:
    return BlankNode(role + digest((whole.value, name)))


def _list(subject: BlankNode, predicate: NamedNode, members: Sequence[NamedNode | BlankNode]) -> Iterator[Triple]:
    cells = [_part(subject, f"cell{place:02}x", predicate.value) for place in range(len(members))]
    yield Triple(subject, predicate, cells[0])
    rests: list[NamedNode | BlankNode] = [*cells[1:], RDF.nil]
    for cell, member, rest in zip(cells, members, rests, strict=True):
        yield Triple(cell, RDF.first, member)
        yield Triple(cell, RDF.rest, rest)
