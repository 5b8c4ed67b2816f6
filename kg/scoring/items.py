"""What is counted in each category: the items of an article, and when a predicted one is a gold one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

from kg.scoring.comparing import bigram_dice, contained, forms, listed, part_name
from kg.scoring.matching import Item

Annotation = Mapping[str, Any]

_STAGE_SUFFIX = re.compile(r"(?:阶段|时代|时期|级)$")
_NEGATIVE = re.compile(r"^(?:不|非|低|弱|差|薄|慢|有待)")


# -- people


def people(article: Annotation) -> list[Item]:
    """Each post of each person."""
    return [
        Item(
            f"{person.get('name')} | {post.get('org')} | {post.get('role')}",
            {
                "name": forms(person.get("name"), person.get("name_alt")),
                "org": forms(post.get("org"), post.get("alt")),
                "role": forms(post.get("role") or "", post.get("role_alt")),
            },
            bool(post.get("optional")),
            any_organization=post.get("org") in (None, ""),
        )
        for person in article.get("persons") or []
        for post in person.get("affiliations") or []
    ]


def _same_name(gold: Item, predicted: Item) -> bool:
    return bool(set(gold["name"]) & set(predicted["name"]))


def _same_organization(gold: Item, predicted: Item) -> bool:
    if gold.any_organization and (gold.optional or predicted.any_organization):
        return True
    return any(form in gold["org"] for form in predicted["org"] or ("",))


def person_strict(gold: Item, predicted: Item) -> bool:
    """The same name, organisation and role."""
    same_post = _same_name(gold, predicted) and _same_organization(gold, predicted)
    return same_post and any(role in gold["role"] for role in predicted["role"])


def person_relaxed(gold: Item, predicted: Item) -> bool:
    """The same name, and an organisation that contains the other."""
    return _same_name(gold, predicted) and (
        _same_organization(gold, predicted) or any(contained(o, gold["org"], 4) for o in predicted["org"] if o)
    )


# -- stages


def stages(article: Annotation) -> list[Item]:
    """Each step from one stage to the next; a maturity model is a chain too."""
    chains = [(c.get("concept"), c.get("stages") or [], bool(c.get("optional"))) for c in article.get("stages") or []]
    for model in article.get("models") or []:
        if model.get("kind") == "maturity":
            parts = sorted(model.get("parts") or [], key=lambda part: part.get("order") or 0)
            names = [[part["name"], *listed(part.get("alt"))] for part in parts]
            chains.append((model.get("model"), names, bool(model.get("optional"))))
    return [
        Item(f"{concept}: {one[0]} -> {next_[0]}", {"from": one, "to": next_}, optional)
        for concept, stages, optional in chains
        for one, next_ in pairwise([forms(None, listed(stage)) for stage in stages])
        if one and next_
    ]


def _same_stage(gold: tuple[str, ...], predicted: tuple[str, ...]) -> bool:
    accepted = {_bare_stage(form) for form in gold} | set(gold)
    return any(p in accepted or _bare_stage(p) in accepted or part_name(p, gold) for p in predicted)


def _bare_stage(name: str) -> str:
    return _STAGE_SUFFIX.sub("", name) or name


def stage(gold: Item, predicted: Item) -> bool:
    """The same two stages in the same order."""
    return _same_stage(gold["from"], predicted["from"]) and _same_stage(gold["to"], predicted["to"])


# -- models


def _models(article: Annotation) -> list[Annotation]:
    return [model for model in article.get("models") or [] if model.get("kind") != "maturity"]


def parts(article: Annotation) -> list[Item]:
    """Each part of each model."""
    return [
        Item(
            f"{model.get('model')} / {part.get('name')}",
            {"model": forms(model.get("model"), model.get("alt")), "part": forms(part.get("name"), part.get("alt"))},
            bool(model.get("optional")),
            model=number,
        )
        for number, model in enumerate(_models(article))
        for part in model.get("parts") or []
    ]


def same_part(gold: Item, predicted: Item) -> bool:
    """Parts of the same name."""
    return any(part_name(form, gold["part"]) for form in predicted["part"])


def same_model(gold: Item, predicted: Item) -> bool:
    """Models of the same name."""
    return any(contained(form, gold["model"], 2) for form in predicted["model"])


def part_strict(gold: Item, predicted: Item) -> bool:
    """Parts of the same name in models of the same name."""
    return same_model(gold, predicted) and same_part(gold, predicted)


def placements(article: Annotation) -> list[Item]:
    """Each value of a part on a dimension."""
    found = []
    for model in _models(article):
        names = {d.get("name"): forms(d.get("name"), d.get("alt")) for d in model.get("dimensions") or []}
        for part in model.get("parts") or []:
            for dimension, value in (part.get("position") or {}).items():
                if value not in (None, "", []):
                    fields = {
                        "part": forms(part.get("name"), part.get("alt")),
                        "dimension": names.get(dimension) or forms(dimension),
                        "value": forms(None, listed(value)),
                    }
                    label = f"{part.get('name')} @ {dimension} = {value}"
                    found.append(Item(label, fields, bool(model.get("optional"))))
    return found


def placement(gold: Item, predicted: Item) -> bool:
    """The same part on the same dimension with a value of the same sense."""
    return (
        same_part(gold, predicted)
        and any(contained(form, gold["dimension"], 2) for form in predicted["dimension"])
        and any(_same_value(value, gold["value"]) for value in predicted["value"])
    )


def _same_value(value: str, forms: Iterable[str]) -> bool:
    def alike(form: str) -> bool:
        inside = bool(value) and bool(form) and (value in form or form in value)
        return inside and bool(_NEGATIVE.match(value)) == bool(_NEGATIVE.match(form))

    return any(value == form or alike(form) for form in forms)


# -- documents, events, relations


def named(category: str, key: str) -> Callable[[Annotation], list[Item]]:
    """Entries that are known by one name."""

    def items(article: Annotation) -> list[Item]:
        return [
            Item(str(entry.get(key)), {"name": forms(entry.get(key), entry.get("alt"))}, bool(entry.get("optional")))
            for entry in article.get(category) or []
        ]

    return items


def document(gold: Item, predicted: Item) -> bool:
    """Titles that are the same, or contain each other."""
    return any(contained(form, gold["name"], 6) for form in predicted["name"][:1])


def event(gold: Item, predicted: Item) -> bool:
    """Names that are the same, contain each other, or are alike."""
    return any(
        contained(form, gold["name"], 4) or any(bigram_dice(form, other) >= 0.6 for other in gold["name"])
        for form in predicted["name"][:1]
    )


def relations(article: Annotation) -> list[Item]:
    """Each pair of organisations."""
    return [
        Item(
            f"{entry.get('a')} --{entry.get('relation')}-- {entry.get('b')}",
            {"a": forms(entry.get("a"), entry.get("a_alt")), "b": forms(entry.get("b"), entry.get("b_alt"))},
            bool(entry.get("optional")),
        )
        for entry in article.get("org_relations") or []
    ]


def relation(gold: Item, predicted: Item) -> bool:
    """The same two organisations, in any order."""

    def one(side: str, other: str) -> bool:
        return any(contained(form, gold[side], 4) for form in predicted[other] if form)

    return (one("a", "a") and one("b", "b")) or (one("a", "b") and one("b", "a"))
