"""Quadrant models: which levels of which dimensions put something in which quadrant, and what is to be done there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from kg.document import Document
from kg.extractor import Example, Yield, concept, evidence, extractor, model, within
from kg.grammar.doubts import planes
from kg.grammar.enumerations import plain, trimmed
from kg.grammar.matrices import Cell, Matrix, Standing, matrices
from kg.grammar.matrices.titles import called_nearby, descriptive_name, is_plane, sorted_things, titled
from kg.grammar.naming import given_name
from kg.grammar.polarity import HIGH, LOW
from kg.model import Argument, Entity, Finding, Profile, Span
from kg.structure import line_at, paragraphs
from kg.vocab import KG

_SIDE_NAMES = {HIGH: "高", LOW: "低"}
_RULE = "quadrants."
_BEFORE = 200  # code points before the paragraph of the axes in which the model may be named


@extractor(
    KG.ModelProposal,
    KG.DimensionMembership,
    KG.Placement,
    KG.Recommendation,
    examples=(
        Example(
            "本文以领导注意力为横轴、以财政资源为纵轴，分出引领型（注意力强、资源丰）和随附型（注意力弱、资源匮）。",
            quotes=(
                "以领导注意力为横轴、以财政资源为纵轴",
                "领导注意力",
                "财政资源",
                "引领型（注意力强、资源丰）",
                "随附型（注意力弱、资源匮）",
            ),
        ),
        Example(
            "价值高、成本低的“金矿区”，应当马上开采；价值高、成本高的“深井区”；价值低、成本低的“草地区”。",
            quotes=(
                "价值高、成本低的“金矿区”，应当马上开采；价值高、成本高的“深井区”；价值低、成本低的“草地区”",
                "价值",
                "成本",
                "价值高、成本低的“金矿区”",
                "价值高、成本高的“深井区”",
                "价值低、成本低的“草地区”",
                "马上开采",
            ),
        ),
        Example("按照需求和能力两个维度，服务分为三种模式：自办、合办和外包。", quotes=()),
        Example("这里产业基础好、营商环境好，企业都愿意来。", quotes=()),
    ),
)
def quadrants(document: Document) -> Iterator[Yield]:
    """Each quadrant model with its dimensions, its placements, and the measures for each quadrant."""
    text = document.text.text
    yield from planes(document)
    for matrix in matrices(text):
        name, quote, classified = _named(document, matrix)
        whole = model(document, KG.QuadrantModel, name)
        of: tuple[tuple[NamedNode, Argument], ...] = ((KG.classifies, concept(classified)),) if classified else ()
        yield Finding(
            KG.ModelProposal,
            ((KG.model, whole), *of),
            evidence(quote.start, quote.end, _RULE + "model"),
        )
        dimensions = [within(whole, KG.Dimension, axis.name) for axis in matrix.axes]
        yield from _dimensions(document, matrix, whole, dimensions)
        for cell in matrix.cells:
            yield _placement(document, cell, whole, dimensions)
        yield from _recommendations(document, matrix, whole)


def _wording(standing: Standing) -> str:
    return standing.wording or _SIDE_NAMES.get(standing.polarity, "中")


def _level(whole: Entity, dimension: Entity, standing: Standing) -> Entity:
    """A level is what the article's own word says: 弱 and 有待加强 are two, of one polarity."""
    return within(whole, KG.Level, f"{dimension.name}·{_wording(standing)}")


_DEFINED = "(?:就?是指|是|指的是|指)(?P<gloss>[^。；\n]{4,80})"


def _dimensions(document: Document, matrix: Matrix, whole: Entity, dimensions: Sequence[Entity]) -> Iterator[Finding]:
    text = document.text.text
    for index, (axis, dimension) in enumerate(zip(matrix.axes, dimensions, strict=True)):
        standings = [s for cell in matrix.cells for s in cell.standings if s.axis == index]
        levels = dict.fromkeys(_level(whole, dimension, standing) for standing in standings)
        defined = re.compile(rf"(?:^|(?<=[。；\n])){re.escape(axis.name)}{_DEFINED}").search(text, axis.span.end)
        gloss = ((KG.gloss, Literal(defined["gloss"])),) if defined and defined.start() < matrix.span.end else ()
        yield Finding(
            KG.DimensionMembership,
            ((KG.model, whole), (KG.dimension, dimension), *((KG.level, level) for level in levels), *gloss),
            evidence(axis.span.start, axis.span.end, _RULE + "dimension"),
        )


def _placement(document: Document, cell: Cell, whole: Entity, dimensions: Sequence[Entity]) -> Finding:
    levels = [(_level(whole, dimensions[s.axis], s), s) for s in cell.standings]
    profiles = tuple(
        Profile(
            level,
            attributes=(
                (KG.polarity, Literal(standing.polarity)),
                (KG.ofDimension, dimensions[standing.axis]),
                (KG.wording, Literal(_wording(standing))),
            ),
        )
        for level, standing in levels
    )
    return Finding(
        KG.Placement,
        (
            (KG.model, whole),
            (KG.quadrant, within(whole, KG.Quadrant, plain(document[cell.name]))),
            *((KG.level, level) for level, _ in levels),
        ),
        evidence(cell.words.start, cell.words.end, _RULE + "cell"),
        profiles,
    )


# What the model is called


def _named(document: Document, matrix: Matrix) -> tuple[str, Span, str | None]:
    """The model's name, the words that propose it, and what it sorts into quadrants.

    The name is the one it is given; else it says what is sorted, by what, and into how many.
    """
    text = document.text.text
    first = matrix.cells[0].words.start
    axes_start = min(matrix.axes_span.start if matrix.axes_span else first, first)
    stated = matrix.axes_span or matrix.span
    classified = sorted_things(document, matrix, axes_start)
    for span in _naming(document, axes_start, first):
        name = given_name(text, span.start, min(span.end, first)) or titled(document, span)
        if name and (span.end > axes_start or is_plane(document[name])):
            return plain(document[name]), stated, classified
    called = called_nearby(document, matrix)
    return called or descriptive_name(document, matrix, classified, axes_start), stated, classified


def _naming(document: Document, axes_start: int, first: int) -> Iterator[Span]:
    """Where a name may stand, the likeliest place first: with the axes, up to the cells, in the title above, before."""
    line = line_at(paragraphs(document.text.text), axes_start)
    before = [s.span for s in document.sentences if s.span.start <= axes_start and s.span.end > line.start - _BEFORE]
    here = [span for span in before[-4:] if span.start >= line.start]
    yield from reversed(here)
    yield from (s.span for s in document.sentences if axes_start < s.span.start < first)
    earlier = [span for span in before[-4:] if span.start < line.start]
    yield from reversed(earlier)


# What to do in each quadrant

_ADVICE = re.compile(
    r"(?:^|[，。；,;）)])[^，。；,;\n]{0,6}?(?P<modal>需要|应当|应该|必须|可以|建议|适合|最好|不妨|则应|应(?![用急对])|宜|须|要(?![求素点件义])|可(?![能行见靠及信]))"
    r"(?P<measure>[^。；;\n]{2,200})"
)
_AFTERTHOUGHT = re.compile(r"[，,](?:如|例如|比如|否则|因为|这)")


def _recommendations(document: Document, matrix: Matrix, whole: Entity) -> Iterator[Finding]:
    text = document.text.text
    lines = paragraphs(text)
    cells = matrix.cells
    ends = [*(after.words.start for _, after in pairwise(cells)), line_at(lines, cells[-1].words.end - 1).end]
    for cell, end in zip(cells, ends, strict=True):
        stop = min(end, line_at(lines, cell.words.end - 1).end)
        if not (match := _ADVICE.search(text[cell.words.end : stop])):
            continue
        start = cell.words.end + match.start("measure")
        words = match["measure"]
        if cut := _AFTERTHOUGHT.search(words):
            words = words[: cut.start()]
        span = trimmed(text, start, start + len(words))
        target = within(whole, KG.Quadrant, plain(document[cell.name]))
        measure = within(whole, KG.Measure, "".join(document[span].split()))
        yield Finding(
            KG.Recommendation,
            ((KG.target, target), (KG.measure, measure)),
            evidence(span.start, span.end, _RULE + "advice"),
        )
