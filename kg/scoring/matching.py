"""Items of a gold annotation and of a prediction, matched one to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace


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


def distinct(items: Iterable[Item], *keys: str) -> list[Item]:
    """Items that agree in the first form of their key fields become one, optional only if all of them are."""
    found: dict[tuple[str, ...], Item] = {}
    for item in items:
        key = tuple(next(iter(item[name]), "") for name in keys)
        earlier = found.get(key)
        found[key] = replace(earlier, optional=earlier.optional and item.optional) if earlier else item
    return list(found.values())
