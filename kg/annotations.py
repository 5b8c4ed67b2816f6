"""The annotation format, written from an extraction: one JSON object an article, categories as lists.

`persons`, `stages`, `models`, `documents`, `events`, `org_relations`; every entry with the quote that says it. Names
are clean simplified Chinese, quotes the article's own characters. An organisation is called what the article calls it:
its full name only if the article writes or defines it, not because everybody knows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.clean.simplified import simplified
from kg.grammar.shortforms import expanded
from kg.model import Entity, Extraction, Fact, Polarity, Term
from kg.vocab import KG, ORG, label, subclasses

# A model's class → the word the annotation format has for it.
MODEL_KINDS: Mapping[NamedNode, str] = {
    KG.QuadrantModel: "quadrant",
    KG.ComponentModel: "components",
    KG.FormulaModel: "formula",
}


def annotate(extraction: Extraction) -> dict[str, Any]:
    """The extraction in the annotation format, entries in the order of the text."""
    return {
        "id": extraction.article.name,
        "persons": _persons(extraction),
        "stages": _stages(extraction),
        "models": _models(extraction),
        "documents": _documents(extraction),
        "events": _events(extraction),
        "org_relations": _relations(extraction),
    }


def _facts(extraction: Extraction, *kinds: NamedNode) -> list[Fact]:
    """The facts of some kinds, in the order of their first evidence, as far as the article says that they are so."""
    wanted = {sub for kind in kinds for sub in subclasses(kind)}
    found = (fact for fact in extraction.facts if fact.kind in wanted and _is_told(fact))
    return sorted(found, key=lambda fact: fact.evidence[0].span)


def _is_told(fact: Fact) -> bool:
    """Whether some evidence asserts or plans a fact; a post denied is one that was held (不再担任)."""
    told = {Polarity.ASSERTED, Polarity.PLANNED} | ({Polarity.NEGATED} if fact.kind == KG.Affiliation else set())
    return any(evidence.polarity in told for evidence in fact.evidence)


def _grouped(facts: Iterable[Fact], property: NamedNode) -> Iterator[tuple[Entity, list[Fact]]]:
    groups: defaultdict[Entity, list[Fact]] = defaultdict(list)
    for fact in facts:
        if isinstance(entity := fact.value(property), Entity):
            groups[entity].append(fact)
    yield from groups.items()


def _name(term: Term | None) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, Literal) else term.name


def _organization(extraction: Extraction, fact: Fact, property: NamedNode) -> str | None:
    """The name of an organisation; where only the gazetteer has it (科学技术部), the article's word (科技部)."""
    name = _name(organization := fact.value(property))
    if name is None or not isinstance(organization, Entity) or name in extraction.text.text:
        return name
    aliases = next((profile.aliases for profile in extraction.profiles if profile.entity == organization), ())
    known = [alias for alias in aliases if expanded(alias) == name]
    quote = simplified(_quote(extraction, fact))
    return min(known, key=lambda alias: (alias not in quote, -len(alias)), default=name)


def _quote(extraction: Extraction, fact: Fact) -> str:
    return extraction.text.quote(fact.evidence[0].span)


def _position(fact: Fact) -> int:
    position = fact.value(KG.position)
    return int(position.value) if isinstance(position, Literal) else 0


def _first(facts: Iterable[Fact], property: NamedNode) -> str | None:
    return next((_name(fact.value(property)) for fact in facts if fact.value(property) is not None), None)


def _persons(extraction: Extraction) -> list[dict[str, Any]]:
    return [
        {
            "name": person.name,
            "affiliations": [
                {
                    "org": _organization(extraction, post, ORG.organization),
                    "role": _name(post.value(ORG.role)),
                    "quote": _quote(extraction, post),
                }
                for post in posts
            ],
        }
        for person, posts in _grouped(_facts(extraction, KG.Affiliation), ORG.member)
    ]


def _stages(extraction: Extraction) -> list[dict[str, Any]]:
    return [
        {
            "concept": _first(facts, KG.concept),
            "stages": [_name(fact.value(KG.stage)) for fact in sorted(facts, key=_position)],
            "quote": _quote(extraction, facts[0]),
        }
        for _, facts in _grouped(_facts(extraction, KG.StageMembership), KG.model)
    ]


def _models(extraction: Extraction) -> list[dict[str, Any]]:
    stage_models = set(subclasses(KG.StageModel))
    proposals = dict(_grouped(_facts(extraction, KG.ModelProposal), KG.model))
    dimensions = dict(_grouped(_facts(extraction, KG.DimensionMembership), KG.model))
    parts = _parts(extraction)
    return [
        {
            "model": model.name,
            "kind": MODEL_KINDS[model.type],
            "dimensions": [
                {"name": _name(fact.value(KG.dimension)), "values": _values(extraction, fact)}
                for fact in dimensions.get(model, [])
            ],
            "parts": parts.get(model, []),
            "quote": _quote(extraction, facts[0]),
        }
        for model, facts in proposals.items()
        if model.type not in stage_models
    ]


def _parts(extraction: Extraction) -> dict[Entity, list[dict[str, Any]]]:
    """The parts of every model: quadrants with their position, components, and factors."""
    found: defaultdict[Entity, list[dict[str, Any]]] = defaultdict(list)
    for whole, part in ((KG.whole, KG.part), (KG.formula, KG.factor)):
        kind = KG.PartMembership if part == KG.part else KG.FactorMembership
        for model, facts in _grouped(_facts(extraction, kind), whole):
            found[model] += [
                {
                    "name": _name(fact.value(part)),
                    "position": None,
                    "order": _position(fact) or None,
                    "quote": _quote(extraction, fact),
                }
                for fact in facts
            ]
    for model, facts in _grouped(_facts(extraction, KG.Placement), KG.model):
        found[model] += [
            {
                "name": _name(fact.value(KG.quadrant)),
                "position": _placement(extraction, fact),
                "order": None,
                "quote": _quote(extraction, fact),
            }
            for fact in facts
        ]
    return found


def _attributes(extraction: Extraction, entity: Entity, property: NamedNode) -> list[str]:
    return [
        value.value if isinstance(value, Literal) else value.name
        for profile in extraction.profiles
        if profile.entity == entity
        for name, value in profile.attributes
        if name == property
    ]


def _values(extraction: Extraction, fact: Fact) -> list[str]:
    """The words for the levels of a dimension."""
    levels = [level for level in fact.values(KG.level) if isinstance(level, Entity)]
    return [word for level in levels for word in _attributes(extraction, level, KG.wording)[:1]]


def _placement(extraction: Extraction, fact: Fact) -> dict[str, str]:
    """Dimension → the article's word for the level."""
    return {
        dimension: next(iter(_attributes(extraction, level, KG.wording)), level.name)
        for level in fact.values(KG.level)
        if isinstance(level, Entity)
        for dimension in _attributes(extraction, level, KG.ofDimension)
    }


def _documents(extraction: Extraction) -> list[dict[str, Any]]:
    return [
        {
            "title": document.name,
            "issuer": next((_organization(extraction, f, KG.issuer) for f in facts if f.value(KG.issuer)), None),
            "date": _first(facts, KG.date),
            "number": _first(facts, KG.number),
            "quote": _quote(extraction, facts[0]),
        }
        for document, facts in _grouped(_facts(extraction, KG.Issuance, KG.Citation), KG.document)
    ]


def _events(extraction: Extraction) -> list[dict[str, Any]]:
    return [
        {
            "name": event.name,
            "date": _first(facts, KG.date),
            "place": _first(facts, KG.place),
            "quote": _quote(extraction, facts[0]),
        }
        for event, facts in _grouped(_facts(extraction, KG.Occurrence), KG.event)
    ]


def _relations(extraction: Extraction) -> list[dict[str, Any]]:
    return [
        {
            "a": _organization(extraction, fact, KG.party),
            "relation": label(fact.kind),
            "b": _organization(extraction, fact, KG.counterparty),
            "quote": _quote(extraction, fact),
        }
        for fact in _facts(extraction, KG.Relation)
    ]


def candidates(extraction: Extraction) -> list[dict[str, Any]]:
    """What looked like a fact and was left out: kind, quote, rule and the reason, in Chinese and in English."""
    return [
        {
            "kind": label(candidate.kind),
            "quote": extraction.text.quote(candidate.span),
            "rule": candidate.rule,
            "reason": {"zh": candidate.reason.zh, "en": candidate.reason.en},
        }
        for candidate in extraction.candidates
    ]
