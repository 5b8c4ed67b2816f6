"""Models as what they are: a quadrant model is a matrix, a stage model a track of steps, others lists of parts.

All are read from plain triples and the facts behind them; nothing is placed that no sentence places. A model with
fewer or more than two dimensions has no matrix: its quadrants are then all `unplaced`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from kg import catalogue
from kg.entries import EntityEntry, FactEntry, Value
from kg.layout import layout
from kg.layout.picture import Frame, Picture
from kg.model import Subgraph

LOW, HIGH = 0, 1
_ENDS = {"low": LOW, "high": HIGH}


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension, and how the article words its two ends."""

    iri: str
    label: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One level a quadrant stands at, in the article's words."""

    dimension: str  # IRI
    label: str
    wording: str
    end: int | None  # LOW or HIGH; None where the words have no polarity


@dataclass(frozen=True, slots=True)
class Cell:
    """A quadrant: its place, counted from the lower left, its conditions, and what is recommended for it."""

    iri: str
    label: str
    column: int
    row: int
    conditions: tuple[Condition, ...]
    fact: FactEntry
    measures: tuple[tuple[Value, FactEntry], ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A quadrant model with two dimensions: x to the right, y upwards."""

    model: str
    label: str
    x: Axis | None
    y: Axis | None
    cells: tuple[Cell, ...]
    unplaced: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A stage in the article's order."""

    iri: str
    label: str
    position: int
    status: str  # done, current, future, or empty where the article does not say
    gloss: str
    fact: FactEntry


@dataclass(frozen=True, slots=True)
class Track:
    """A stage model: what passes through the stages, and the stages in order."""

    model: str
    label: str
    concept: Value | None
    steps: tuple[Step, ...]


def matrix(index: sqlite3.Connection, model: str) -> Matrix:
    """The quadrant model as a matrix. Raises NotFoundError where there is no such entity."""
    entity = catalogue.entity(index, model)
    cells = tuple(_cells(index, model))
    axes = tuple(_axes(index, model, cells))
    if len(axes) != 2:
        return Matrix(model, entity.label, None, None, (), cells)
    placed, unplaced = [], []
    for cell in cells:
        ends = {condition.dimension: condition.end for condition in cell.conditions}
        column, row = ends.get(axes[0].iri), ends.get(axes[1].iri)
        if column is None or row is None:
            unplaced.append(cell)
        else:
            placed.append(Cell(cell.iri, cell.label, column, row, cell.conditions, cell.fact, cell.measures))
    return Matrix(model, entity.label, *axes, tuple(placed), tuple(unplaced))


def track(index: sqlite3.Connection, model: str) -> Track:
    """The stage model as steps in order. Raises NotFoundError where there is no such entity."""
    entity = catalogue.entity(index, model)
    steps: dict[str, Step] = {}
    concept: Value | None = None
    for fact in _facts(index, model, "kg:includesStage"):
        found = {value.property: value for value in fact.values}
        stage = found["kg:stage"]
        concept = concept or found.get("kg:concept")
        status, gloss = (found[name].text if name in found else "" for name in ("kg:status", "kg:gloss"))
        step = Step(stage.iri, stage.text, int(found["kg:position"].text), status, gloss, fact)
        if stage.iri not in steps or fact.support > steps[stage.iri].fact.support:
            steps[stage.iri] = step
    return Track(model, entity.label, concept, tuple(sorted(steps.values(), key=lambda step: step.position)))


@dataclass(frozen=True, slots=True)
class Parts:
    """A model of components or factors: its parts in the article's order, and what joins and results from them."""

    model: str
    label: str
    parts: tuple[tuple[Value, str, FactEntry], ...]  # part, gloss, fact
    operator: str = ""
    result: Value | None = None


def parts(index: sqlite3.Connection, model: str) -> Parts:
    """The parts or factors of a model. Raises NotFoundError where there is no such entity."""
    entity = catalogue.entity(index, model)
    found: dict[str, tuple[int, Value, str, FactEntry]] = {}
    operator, result = "", None
    for relation, property in (("kg:hasPart", "kg:part"), ("kg:hasFactor", "kg:factor")):
        for number, fact in enumerate(_facts(index, model, relation)):
            known = {value.property: value for value in fact.values}
            part = known[property]
            position = int(known["kg:position"].text) if "kg:position" in known else number + 1
            gloss = known["kg:gloss"].text if "kg:gloss" in known else ""
            found.setdefault(part.iri, (position, part, gloss, fact))
            operator = operator or (known["kg:operator"].text if "kg:operator" in known else "")
            result = result or known.get("kg:result")
    ordered = sorted(found.values(), key=lambda row: (row[0], row[1].iri))
    return Parts(model, entity.label, tuple(row[1:] for row in ordered), operator, result)


Model = Matrix | Track | Parts


def model(index: sqlite3.Connection, entity: EntityEntry) -> Model | None:
    """What a model is drawn as; None for what is no model."""
    match entity.type:
        case "QuadrantModel":
            return matrix(index, entity.iri)
        case "StageModel":
            return track(index, entity.iri)
        case "ComponentModel" | "FormulaModel":
            return parts(index, entity.iri)
        case _:
            return None


def frames(index: sqlite3.Connection, subgraph: Subgraph) -> tuple[Frame, ...]:
    """How the models of a subgraph frame their parts."""
    return tuple(frame for node in subgraph.nodes if (frame := _frame(index, node.iri, node.type)).places)


def picture(index: sqlite3.Connection, subgraph: Subgraph, *, width: float | None = None) -> Picture:
    """The subgraph in its place, models as frames."""
    return layout(subgraph, frames(index, subgraph), width=width)


def _frame(index: sqlite3.Connection, model: str, type: str) -> Frame:
    match type:
        case "QuadrantModel":
            found = matrix(index, model)
            places = {cell.iri: (cell.column, HIGH - cell.row) for cell in found.cells}
            rest = {cell.iri: (i % 2, 2 * bool(found.cells) + i // 2) for i, cell in enumerate(found.unplaced)}
            return Frame(model, places | rest)
        case "StageModel":
            steps = track(index, model).steps
            return Frame(model, {step.iri: (number, 0) for number, step in enumerate(steps)}, ordered=True)
        case "ComponentModel":
            members = [part.iri for part, _, _ in parts(index, model).parts]
            columns = 2 if len(members) in (2, 4) else 3
            return Frame(model, {iri: (i % columns, i // columns) for i, iri in enumerate(members)})
        case _:
            return Frame(model, {})


def _facts(index: sqlite3.Connection, source: str, predicate: str) -> tuple[FactEntry, ...]:
    """The facts behind the relations of one kind from an entity, in the order of their evidence."""
    rows = index.execute(
        "SELECT e.fact, min(v.article), min(v.start) AS at FROM edge e JOIN evidence v ON v.fact = e.fact "
        "WHERE e.source = ? AND e.predicate = ? GROUP BY e.fact ORDER BY 2, 3, 1",
        [source, predicate],
    )
    return catalogue.facts_by_iri(index, [row[0] for row in rows])


def _cells(index: sqlite3.Connection, model: str) -> Iterator[Cell]:
    seen = set()
    for fact in _facts(index, model, "kg:hasQuadrant"):
        quadrant = next(value for value in fact.values if value.property == "kg:quadrant")
        if quadrant.iri in seen:
            continue
        seen.add(quadrant.iri)
        conditions = tuple(_condition(index, value, fact) for value in fact.values if value.property == "kg:level")
        yield Cell(quadrant.iri, quadrant.text, -1, -1, conditions, fact, tuple(_measures(index, quadrant.iri)))


def _condition(index: sqlite3.Connection, level: Value, fact: FactEntry) -> Condition:
    """The level as this sentence words it: 弱 and 有待加强 may be one level."""
    attributes = catalogue.attributes(index, level.iri)
    known = {value.property: value for value in attributes}
    dimension = known.get("kg:ofDimension", Value("kg:ofDimension", ""))
    wordings = sorted((value.text for value in attributes if value.property == "kg:wording"), key=len, reverse=True)
    said = "".join(quotation.clean_quote for quotation in fact.quotations)
    wording = next((words for words in wordings if words in said), wordings[-1] if wordings else level.text)
    end = _ENDS.get(known["kg:polarity"].text) if "kg:polarity" in known else None
    return Condition(dimension.iri, dimension.text, wording, end)


def _measures(index: sqlite3.Connection, target: str) -> Iterator[tuple[Value, FactEntry]]:
    for fact in _facts(index, target, "kg:recommends"):
        for value in fact.values:
            if value.property == "kg:measure":
                yield value, fact


def _axes(index: sqlite3.Connection, model: str, cells: tuple[Cell, ...]) -> Iterator[Axis]:
    """The dimensions in the order in which the article names them, else as the cells do."""
    told = [
        (value, fact.quotations[0])
        for fact in _facts(index, model, "kg:hasDimension")
        for value in fact.values
        if value.property == "kg:dimension"
    ]
    told.sort(key=lambda pair: (pair[1].article, pair[1].start + max(0, pair[1].clean_quote.find(pair[0].text))))
    named = {value.iri: value.text for value, _ in told}
    for cell in cells:
        named |= {c.dimension: c.label for c in cell.conditions if c.dimension and c.dimension not in named}
    for iri, label in named.items():
        words = [
            next((c.wording for cell in cells for c in cell.conditions if c.dimension == iri and c.end == end), "")
            for end in (LOW, HIGH)
        ]
        yield Axis(iri, label, *words)
