"""Predictions against a gold annotation, one JSON an article, in the annotation format.

Every category turns an article into items, and says when a predicted item is a gold one. Items that the gold marks
`optional` are neither required nor punished; a second prediction of a matched gold item is a duplicate and ignored.
Strings are compared after NFKC, simplification, lower case, and without white space, quotation marks, brackets and
most punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any

import opencc

Annotation = Mapping[str, Any]

_DROPPED = re.compile(r"[\s\u200b\"'“”‘’「」『』《》〈〉【】()（）\[\]*·・,，、。:：;；!！?？_\-—－–]+")
_STAGE_SUFFIX = re.compile(r"(?:阶段|时代|时期|级)$")
_NEGATIVE = re.compile(r"^(?:不|非|低|弱|差|薄|慢|有待)")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be found: a label for the report, and for each of its fields the accepted forms."""

    label: str
    fields: Mapping[str, tuple[str, ...]]
    optional: bool = False
    model: int = -1  # which model of the article a part belongs to
    any_organization: bool = False  # an optional post at no organisation: whichever one is given will do

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.fields.get(name, ())


@dataclass(frozen=True, slots=True)
class Counts:
    """Found, wrongly found and missed items of one category."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.found + other.found, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right; 1 where nothing was predicted and nothing missed."""
        if predicted := self.found + self.wrong:
            return self.found / predicted
        return 0.0 if self.missed else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found; 1 where there were none."""
        return self.found / wanted if (wanted := self.found + self.missed) else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article in one category: pairs of labels found, labels wrong, labels missed."""

    found: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def counts(self) -> Counts:
        """How many of each."""
        return Counts(len(self.found), len(self.wrong), len(self.missed))


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of every category, the two sums over them, and the details for each article."""

    categories: Mapping[str, Counts]
    outcomes: Mapping[tuple[str, str], Outcome] = field(default_factory=dict)  # (article, category) → outcome


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(value: object) -> str:
    """A string as it is compared."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFKC", str(value))
    return _DROPPED.sub("", _simplifier().convert(text).lower())


def _forms(main: object, alternatives: object = None) -> tuple[str, ...]:
    first = [] if main is None else [main]
    return tuple(normalise(form) for form in (*first, *_list(alternatives)))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _contained(one: str, forms: Iterable[str], shortest: int) -> bool:
    return any(
        one == form or (min(len(one), len(form)) >= shortest and (one in form or form in one))
        for form in forms
        if form or one == form
    )


def _part_name(one: str, forms: Iterable[str]) -> bool:
    for form in forms:
        if one == form:
            return True
        if one and form and (one in form or form in one):
            short, long = sorted((len(one), len(form)))
            if short >= 3 or short / long >= 0.5:
                return True
    return False


def _bigram_dice(one: str, other: str) -> float:
    first = {one[i : i + 2] for i in range(len(one) - 1)}
    second = {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


# -- people


def _people(article: Annotation) -> list[Item]:
    return [
        Item(
            f"{person.get('name')} | {post.get('org')} | {post.get('role')}",
            {
                "name": _forms(person.get("name"), person.get("name_alt")),
                "org": _forms(post.get("org"), post.get("alt")),
                "role": _forms(post.get("role") or "", post.get("role_alt")),
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


def _person_strict(gold: Item, predicted: Item) -> bool:
    same_post = _same_name(gold, predicted) and _same_organization(gold, predicted)
    return same_post and any(role in gold["role"] for role in predicted["role"])


def _person_relaxed(gold: Item, predicted: Item) -> bool:
    return _same_name(gold, predicted) and (
        _same_organization(gold, predicted) or any(_contained(o, gold["org"], 4) for o in predicted["org"] if o)
    )


# -- stages


def _stages(article: Annotation) -> list[Item]:
    chains = [(c.get("concept"), c.get("stages") or [], bool(c.get("optional"))) for c in article.get("stages") or []]
    for model in article.get("models") or []:
        if model.get("kind") == "maturity":
            parts = sorted(model.get("parts") or [], key=lambda part: part.get("order") or 0)
            names = [[part["name"], *_list(part.get("alt"))] for part in parts]
            chains.append((model.get("model"), names, bool(model.get("optional"))))
    return [
        Item(f"{concept}: {one[0]} -> {next_[0]}", {"from": one, "to": next_}, optional)
        for concept, stages, optional in chains
        for one, next_ in pairwise([_forms(None, _list(stage)) for stage in stages])
        if one and next_
    ]


def _same_stage(gold: tuple[str, ...], predicted: tuple[str, ...]) -> bool:
    accepted = {_bare_stage(form) for form in gold} | set(gold)
    return any(p in accepted or _bare_stage(p) in accepted or _part_name(p, gold) for p in predicted)


def _bare_stage(name: str) -> str:
    return _STAGE_SUFFIX.sub("", name) or name


def _stage(gold: Item, predicted: Item) -> bool:
    return _same_stage(gold["from"], predicted["from"]) and _same_stage(gold["to"], predicted["to"])


# -- models


def _models(article: Annotation) -> list[Annotation]:
    return [model for model in article.get("models") or [] if model.get("kind") != "maturity"]


def _parts(article: Annotation) -> list[Item]:
    return [
        Item(
            f"{model.get('model')} / {part.get('name')}",
            {"model": _forms(model.get("model"), model.get("alt")), "part": _forms(part.get("name"), part.get("alt"))},
            bool(model.get("optional")),
            model=number,
        )
        for number, model in enumerate(_models(article))
        for part in model.get("parts") or []
    ]


def _same_part(gold: Item, predicted: Item) -> bool:
    return any(_part_name(form, gold["part"]) for form in predicted["part"])


def _same_model(gold: Item, predicted: Item) -> bool:
    return any(_contained(form, gold["model"], 2) for form in predicted["model"])


def _part_strict(gold: Item, predicted: Item) -> bool:
    return _same_model(gold, predicted) and _same_part(gold, predicted)


def _aligned_parts(gold: list[Item], predicted: list[Item]) -> Outcome:
    """Parts of models that are aligned by the parts they share, whatever their names: best first, one to one."""
    candidates = []
    for i in sorted({item.model for item in gold}):
        wanted = [replace(item, optional=False) for item in gold if item.model == i]
        for j in sorted({item.model for item in predicted}):
            given = [item for item in predicted if item.model == j]
            shared = len(match(wanted, given, _same_part).found)
            named = _same_model(wanted[0], given[0])
            if shared and (named or shared * 2 >= min(len(wanted), len(given))):
                optional = next(item for item in gold if item.model == i).optional
                candidates.append((shared + 0.5 * named - 0.01 * optional, i, j))
    aligned: dict[int, int] = {}
    for _, i, j in sorted(candidates, reverse=True):
        if i not in aligned.values() and j not in aligned:
            aligned[j] = i
    return match(gold, predicted, lambda g, p: aligned.get(p.model) == g.model and _same_part(g, p))


def _placements(article: Annotation) -> list[Item]:
    found = []
    for model in _models(article):
        names = {d.get("name"): _forms(d.get("name"), d.get("alt")) for d in model.get("dimensions") or []}
        for part in model.get("parts") or []:
            for dimension, value in (part.get("position") or {}).items():
                if value not in (None, "", []):
                    fields = {
                        "part": _forms(part.get("name"), part.get("alt")),
                        "dimension": names.get(dimension) or _forms(dimension),
                        "value": _forms(None, _list(value)),
                    }
                    label = f"{part.get('name')} @ {dimension} = {value}"
                    found.append(Item(label, fields, bool(model.get("optional"))))
    return found


def _placement(gold: Item, predicted: Item) -> bool:
    return (
        _same_part(gold, predicted)
        and any(_contained(form, gold["dimension"], 2) for form in predicted["dimension"])
        and any(_same_value(value, gold["value"]) for value in predicted["value"])
    )


def _same_value(value: str, forms: Iterable[str]) -> bool:
    def alike(form: str) -> bool:
        inside = bool(value) and bool(form) and (value in form or form in value)
        return inside and bool(_NEGATIVE.match(value)) == bool(_NEGATIVE.match(form))

    return any(value == form or alike(form) for form in forms)


# -- documents, events, relations


def _named(category: str, key: str) -> Callable[[Annotation], list[Item]]:
    def items(article: Annotation) -> list[Item]:
        return [
            Item(str(entry.get(key)), {"name": _forms(entry.get(key), entry.get("alt"))}, bool(entry.get("optional")))
            for entry in article.get(category) or []
        ]

    return items


def _document(gold: Item, predicted: Item) -> bool:
    return any(_contained(form, gold["name"], 6) for form in predicted["name"][:1])


def _event(gold: Item, predicted: Item) -> bool:
    return any(
        _contained(form, gold["name"], 4) or any(_bigram_dice(form, other) >= 0.6 for other in gold["name"])
        for form in predicted["name"][:1]
    )


def _relations(article: Annotation) -> list[Item]:
    return [
        Item(
            f"{entry.get('a')} --{entry.get('relation')}-- {entry.get('b')}",
            {"a": _forms(entry.get("a"), entry.get("a_alt")), "b": _forms(entry.get("b"), entry.get("b_alt"))},
            bool(entry.get("optional")),
        )
        for entry in article.get("org_relations") or []
    ]


def _relation(gold: Item, predicted: Item) -> bool:
    def one(side: str, other: str) -> bool:
        return any(_contained(form, gold[side], 4) for form in predicted[other] if form)

    return (one("a", "a") and one("b", "b")) or (one("a", "b") and one("b", "a"))


# -- matching and the table of categories


def match(gold: Sequence[Item], predicted: Sequence[Item], same: Callable[[Item, Item], bool]) -> Outcome:
    """A maximum one-to-one matching by augmenting paths, of the required items first."""
    accepts = [[j for j, p in enumerate(predicted) if same(g, p)] for g in gold]
    owner: dict[int, int] = {}

    def augment(i: int, seen: set[int]) -> bool:
        for j in accepts[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or augment(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for wanted in (False, True):
        for i, item in enumerate(gold):
            if item.optional == wanted:
                augment(i, set())
    hit = set(owner.values())
    explained = {j for row in accepts for j in row}
    return Outcome(
        tuple((gold[i].label, predicted[j].label) for j, i in owner.items() if not gold[i].optional),
        tuple(p.label for j, p in enumerate(predicted) if j not in explained),
        tuple(g.label for i, g in enumerate(gold) if i not in hit and not g.optional),
    )


def _distinct(items: Iterable[Item], *keys: str) -> list[Item]:
    """Items that agree in the first form of their key fields become one, optional only if all of them are."""
    found: dict[tuple[str, ...], Item] = {}
    for item in items:
        key = tuple(next(iter(item[name]), "") for name in keys)
        earlier = found.get(key)
        found[key] = replace(earlier, optional=earlier.optional and item.optional) if earlier else item
    return list(found.values())


def _category(
    items: Callable[[Annotation], list[Item]],
    same: Callable[[Item, Item], bool],
    *keys: str,
    distinct_gold: bool = False,
) -> Callable[[Annotation, Annotation], Outcome]:
    def outcome(gold: Annotation, predicted: Annotation) -> Outcome:
        wanted = _distinct(items(gold), *keys) if distinct_gold else items(gold)
        return match(wanted, _distinct(items(predicted), *keys) if keys else items(predicted), same)

    return outcome


def _relations_outcome(gold: Annotation, predicted: Annotation) -> Outcome:
    given: dict[tuple[str, ...], Item] = {}
    for item in _relations(predicted):
        given.setdefault(tuple(sorted((*item["a"][:1], *item["b"][:1]))), item)
    return match(_relations(gold), list(given.values()), _relation)


CATEGORIES: Mapping[str, Callable[[Annotation, Annotation], Outcome]] = {
    "persons strict": _category(_people, _person_strict),
    "persons relaxed": _category(_people, _person_relaxed, "name", "org", distinct_gold=True),
    "stages": _category(_stages, _stage, "from", "to"),
    "model parts": _category(_parts, _part_strict, "model", "part"),
    "model parts*": lambda gold, predicted: _aligned_parts(_parts(gold), _parts(predicted)),
    "placements": _category(_placements, _placement, "part", "dimension", "value"),
    "documents": _category(_named("documents", "title"), _document, "name"),
    "events": _category(_named("events", "name"), _event, "name"),
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
    for name, parts in SUMS.items():
        counts[name] = sum((counts[part] for part in parts), Counts())
    return Report(counts, outcomes)
