"""What an author proposes, as findings: a chain of stages, a whole with its parts.

Recognisers hand in where the words stand; here they become the flat facts of the ontology, one for the model and one
for each stage or part, each with its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.document import Document
from kg.extractor import evidence, integer, model, within
from kg.grammar.concepts import spoken_of
from kg.grammar.counted import SetItem
from kg.grammar.enumerations import plain, trimmed
from kg.model import Argument, Entity, Evidence, Finding, Profile, Span
from kg.vocab import KG


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as written: its name, the words that say that it is one, other names of it, and what it consists in."""

    name: Span
    words: Span
    aliases: tuple[str, ...] = ()
    gloss: Span | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Stages in order. `quote` holds all of them; `topic` is what passes through them, where the text says so."""

    steps: tuple[Step, ...]
    quote: Span
    rule: str
    topic: Span | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A chain with all that tells it: `named` has its stages; each telling comes with the place of its first stage."""

    named: Chain
    tellings: tuple[tuple[Chain, int], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part as written: its name, the words that say it, other names of it, and what the article says about it."""

    name: Span
    words: Span
    aliases: tuple[str, ...] = ()
    gloss: Span | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A model of parts. `name` is given by the article or made of its words; `quote` is where it is proposed."""

    name: str
    pieces: tuple[Piece, ...]
    quote: Span
    rule: str
    topic: Span | None = None
    ordered: bool = False
    aliases: tuple[str, ...] = ()


_STATUS = (
    ("done", re.compile(r"已经?(?:基本)?(?:完成|实现|走过|告别)|基本(?:完成|实现)|走过了?|完成了|告别了?")),
    ("current", re.compile(r"目前|当前|正在?|如今|现在|现阶段|眼下|迈入|步入|进入(?!后)")),
    ("future", re.compile(r"未来|将(?!军)|下一步|今后|目标|最终|有望|明年|即将")),
)


def _status(words: str) -> str | None:
    """Whether the words put the stage behind us, with us or before us; None where they say neither or several."""
    said = [status for status, pattern in _STATUS if pattern.search(words)]
    return said[0] if len(said) == 1 else None


def chain_findings(document: Document, told: Told) -> Iterator[Finding]:
    """A stage model with its stages, each but the first after the one before; with the evidence of every telling."""
    chain = told.named
    names = [plain(document[step.name]) for step in chain.steps]
    topic = next((each.topic for each in (chain, *(other for other, _ in told.tellings)) if each.topic), None)
    title = "→".join(names)
    whole = model(document, KG.StageModel, f"{plain(document[topic])}：{title}" if topic else title)
    of, profiles = _about(document, topic)
    yield Finding(
        KG.ModelProposal,
        ((KG.model, whole), *of),
        tuple(_said(telling, telling.quote) for telling, _ in told.tellings),
        profiles,
    )
    previous: Entity | None = None
    for place, name in enumerate(names):
        steps = [
            (telling, telling.steps[place - first])
            for telling, first in told.tellings
            if 0 <= place - first < len(telling.steps)
        ]
        stage = within(whole, KG.Stage, name)
        statuses = {_status(document[step.words].replace(document[step.name], "")) for _, step in steps} - {None}
        gloss, aliases = _wordings(document, name, [step for _, step in steps])
        yield Finding(
            KG.StageMembership,
            (
                (KG.model, whole),
                *of,
                (KG.stage, stage),
                (KG.position, integer(place + 1)),
                *(((KG.previous, previous),) if previous else ()),
                *_literals((KG.status, statuses.pop() if len(statuses) == 1 else None), (KG.gloss, gloss)),
            ),
            tuple(_said(telling, step.words) for telling, step in steps),
            (Profile(stage, aliases),) if aliases else (),
        )
        previous = stage


def _wordings(document: Document, name: str, steps: Sequence[Step]) -> tuple[str | None, tuple[str, ...]]:
    """What a stage consists in, and its other names: a wording with 的 that ends in the name explains it."""
    names = {plain(document[step.name]): document[step.name] for step in steps}
    longer = sorted((other for other in names if len(other) > len(name) and "的" in other), key=len)
    said = next((gloss for step in steps if (gloss := _gloss_of(document, step.gloss))), None)
    gloss = said or (names[longer[-1]] if longer else None)
    aliases = {alias for step in steps for alias in step.aliases} | (set(names) - set(longer))
    return gloss, tuple(sorted(aliases - {name}))


def _gloss_of(document: Document, span: Span | None) -> str | None:
    return document[trimmed(document.text.text, span.start, span.end)] or None if span else None


def _about(
    document: Document, topic: Span | None
) -> tuple[tuple[tuple[NamedNode, Argument], ...], tuple[Profile, ...]]:
    """The concept that a model is about, as arguments, and what the article calls it."""
    if topic is None:
        return (), ()
    entity, profiles = spoken_of(document, topic)
    return ((KG.concept, entity),), profiles


def _said(chain: Chain, span: Span) -> Evidence:
    return Evidence(span, chain.rule)


def whole_findings(document: Document, whole: Whole, kind: NamedNode) -> Iterator[Finding]:
    """A model with its parts."""
    entity = model(document, kind, whole.name)
    of, profiles = _about(document, whole.topic)
    yield Finding(
        KG.ModelProposal,
        ((KG.model, entity), *of),
        evidence(whole.quote.start, whole.quote.end, whole.rule),
        (*profiles, *((Profile(entity, whole.aliases),) if whole.aliases else ())),
    )
    for position, piece in enumerate(whole.pieces, 1):
        part = within(entity, KG.Part, plain(document[piece.name]))
        yield Finding(
            KG.PartMembership,
            (
                (KG.whole, entity),
                (KG.part, part),
                *(((KG.position, integer(position)),) if whole.ordered else ()),
                *_literals((KG.gloss, _gloss_of(document, piece.gloss))),
            ),
            evidence(piece.words.start, piece.words.end, whole.rule),
            (Profile(part, piece.aliases),) if piece.aliases else (),
        )


def _literals(*pairs: tuple[NamedNode, str | None]) -> tuple[tuple[NamedNode, Argument], ...]:
    return tuple((property, Literal(value)) for property, value in pairs if value)


def pieces(items: Sequence[SetItem]) -> tuple[Piece, ...]:
    """The items of a list as parts; what an item goes on to say is its gloss."""
    return tuple(Piece(item.head, item.head, (), _gloss(item)) for item in items)


def _gloss(item: SetItem) -> Span | None:
    return Span(item.head.end + 1, item.body.end) if item.body.end - item.head.end > 4 else None


def distinct(names: Sequence[str]) -> bool:
    """Whether at least two names stand in a row and none of them twice."""
    return len(names) > 1 and len(set(names)) == len(names) and all(names)
