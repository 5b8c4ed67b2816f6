"""Predictions against a gold annotation, one JSON an article, in the annotation format.

Every category turns an article into items, and says when a predicted item is a gold one. Items that the gold marks
`optional` are neither required nor punished; a second prediction of a matched gold item is a duplicate and ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.scoring.comparing import normalise
from kg.scoring.items import (
    Annotation,
    document,
    event,
    named,
    part_strict,
    parts,
    people,
    person_relaxed,
    person_strict,
    placement,
    placements,
    relation,
    relations,
    same_model,
    same_part,
    stage,
    stages,
)
from kg.scoring.matching import Counts, Item, Outcome, distinct, match

__all__ = ["CATEGORIES", "SUMS", "Annotation", "Counts", "Item", "Outcome", "Report", "normalise", "score"]


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of every category, the two sums over them, and the details for each article."""

    categories: Mapping[str, Counts]
    outcomes: Mapping[tuple[str, str], Outcome] = field(default_factory=dict)  # (article, category) → outcome


def _aligned_parts(gold: list[Item], predicted: list[Item]) -> Outcome:
    """Parts of models that are aligned by the parts they share, whatever their names: best first, one to one."""
    candidates = []
    for i in sorted({item.model for item in gold}):
        wanted = [replace(item, optional=False) for item in gold if item.model == i]
        for j in sorted({item.model for item in predicted}):
            given = [item for item in predicted if item.model == j]
            shared = len(match(wanted, given, same_part).found)
            named = same_model(wanted[0], given[0])
            if shared and (named or shared * 2 >= min(len(wanted), len(given))):
                optional = next(item for item in gold if item.model == i).optional
                candidates.append((shared + 0.5 * named - 0.01 * optional, i, j))
    aligned: dict[int, int] = {}
    for _, i, j in sorted(candidates, reverse=True):
        if i not in aligned.values() and j not in aligned:
            aligned[j] = i
    return match(gold, predicted, lambda g, p: aligned.get(p.model) == g.model and same_part(g, p))


def _category(
    items: Callable[[Annotation], list[Item]],
    same: Callable[[Item, Item], bool],
    *keys: str,
    distinct_gold: bool = False,
) -> Callable[[Annotation, Annotation], Outcome]:
    def outcome(gold: Annotation, predicted: Annotation) -> Outcome:
        wanted = distinct(items(gold), *keys) if distinct_gold else items(gold)
        return match(wanted, distinct(items(predicted), *keys) if keys else items(predicted), same)

    return outcome


def _relations_outcome(gold: Annotation, predicted: Annotation) -> Outcome:
    given: dict[tuple[str, ...], Item] = {}
    for item in relations(predicted):
        given.setdefault(tuple(sorted((*item["a"][:1], *item["b"][:1]))), item)
    return match(relations(gold), list(given.values()), relation)


CATEGORIES: Mapping[str, Callable[[Annotation, Annotation], Outcome]] = {
    "persons strict": _category(people, person_strict),
    "persons relaxed": _category(people, person_relaxed, "name", "org", distinct_gold=True),
    "stages": _category(stages, stage, "from", "to"),
    "model parts": _category(parts, part_strict, "model", "part"),
    "model parts*": lambda gold, predicted: _aligned_parts(parts(gold), parts(predicted)),
    "placements": _category(placements, placement, "part", "dimension", "value"),
    "documents": _category(named("documents", "title"), document, "name"),
    "events": _category(named("events", "name"), event, "name"),
    "org_relations": _relations_outcome,
}
_BOTH = ("stages", "placements", "documents", "events", "org_relations")
SUMS: Mapping[str, tuple[str, ...]] = {
    "micro strict": ("persons strict", "model parts", *_BOTH),
    "micro relaxed": ("persons relaxed", "model parts*", *_BOTH),
}


def score(pairs: Iterable[tuple[str, Annotation, Annotation]]) -> Report:
    """Score (article name, gold, prediction) triples: counts of every category and of the sums over them."""
    outcomes = {
        (name, category): outcome(gold, predicted)
        for name, gold, predicted in pairs
        for category, outcome in CATEGORIES.items()
    }
    counts = {
        category: sum((o.counts for (_, c), o in outcomes.items() if c == category), Counts())
        for category in CATEGORIES
    }
    for name, summands in SUMS.items():
        counts[name] = sum((counts[category] for category in summands), Counts())
    return Report(counts, outcomes)
