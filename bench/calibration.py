"""How sure a rule may be: `python -m bench.calibration [--write]`, from articles that nobody read to write rules.

A fact is right if its gold annotation has it. The confidence of a rule is the share of its facts that are right, drawn
towards the share of its kind of fact, and that towards the share of all (a Beta prior worth `PRIOR` facts on each
step), so that a rule seen twice claims little. The reliability table is cross-validated: each article is judged by
confidences that were counted on other articles. Intervals are Wilson's at 95 % (Wilson 1927).
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import sqrt

from bench.bodies import CLOSED, bodies, extraction
from kg.annotations import annotate
from kg.confidence import TABLE
from kg.model import Extraction, Fact
from kg.scoring import CATEGORIES, Annotation
from kg.vocab import KG, subclasses

PRIOR = 4.0
_SUREST = 0.99
FOLDS = 10
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of the facts of one rule in one article."""

    article: str
    kind: str
    rule: str
    right: int
    wrong: int


@cache
def judged() -> tuple[Judgement, ...]:
    """Every fact of the closed articles that the annotation format knows."""
    closed = [each for name in CLOSED for each in bodies()[name]]
    return tuple(judgement for each in closed for judgement in _judge(each.stem, extraction(each.raw), each.gold))


def _judge(stem: str, read: Extraction, gold: Annotation) -> Iterator[Judgement]:
    """Each fact alone with what it needs to be written in the annotation format, against the gold."""
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for category, kinds in _KINDS.items():
        wanted = {sub for kind in kinds for sub in subclasses(kind)}
        for facts in _units([fact for fact in read.facts if fact.kind in wanted], category):
            alone = replace(read, facts=(*_beside(read, facts[0]), *facts))
            outcome = CATEGORIES[category](gold, annotate(alone))
            count = counts[category, facts[0].evidence[0].rule]
            count[True] += len(outcome.found)
            count[False] += len(outcome.wrong)
    for (category, rule), count in counts.items():
        yield Judgement(stem, category, rule, count[True], count[False])


_KINDS = {
    "persons strict": (KG.Affiliation,),
    "stages": (KG.StageMembership,),
    "model parts": (KG.PartMembership, KG.FactorMembership),
    "placements": (KG.Placement,),
    "documents": (KG.Issuance, KG.Citation),
    "events": (KG.Occurrence,),
    "org_relations": (KG.Relation,),
}


def _units(facts: Sequence[Fact], category: str) -> Iterable[tuple[Fact, ...]]:
    """The facts one by one; a chain of stages as one, for it is scored by its steps."""
    if category != "stages":
        return [(fact,) for fact in facts]
    chains: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        chains[fact.value(KG.model)].append(fact)
    return [tuple(chain) for chain in chains.values()]


def _beside(read: Extraction, fact: Fact) -> Iterator[Fact]:
    """What a fact about a model needs beside it: that the model is proposed, and its dimensions."""
    model = fact.value(KG.model) or fact.value(KG.whole) or fact.value(KG.formula)
    if model is not None:
        for other in read.facts:
            if other.kind in (KG.ModelProposal, KG.DimensionMembership) and other.value(KG.model) == model:
                yield other


def table(judgements: Iterable[Judgement]) -> dict[str, float]:
    """Rule → confidence."""
    rules: dict[str, Counter[bool]] = defaultdict(Counter)
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    kind_of = {}
    every: Counter[bool] = Counter()
    for each in judgements:
        for count in (rules[each.rule], kinds[each.kind], every):
            count[True] += each.right
            count[False] += each.wrong
        kind_of[each.rule] = each.kind
    base = _drawn(every, 0.5)
    return {rule: _drawn(count, _drawn(kinds[kind_of[rule]], base)) for rule, count in sorted(rules.items())} | {
        "": base
    }


def _drawn(count: Mapping[bool, int], towards: float) -> float:
    return (count[True] + PRIOR * towards) / (count[True] + count[False] + PRIOR)


def cross_validated(judgements: Sequence[Judgement]) -> Iterator[tuple[float, Judgement]]:
    """Each judgement with the confidence that its rule has from the articles of the other folds."""
    for fold in range(FOLDS):
        others = table(each for each in judgements if _fold(each.article) != fold)
        for each in judgements:
            if _fold(each.article) == fold:
                yield others.get(each.rule, others[""]), each


def _fold(stem: str) -> int:
    return hashlib.sha256(stem.encode()).digest()[0] % FOLDS


def wilson(right: int, all: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share (Wilson 1927, equation 4)."""
    share, spread = right / all, z * z / all
    middle = (share + spread / 2) / (1 + spread)
    width = z * sqrt(share * (1 - share) / all + spread / (4 * all)) / (1 + spread)
    return middle - width, middle + width


def reliability() -> Iterator[str]:
    """The reliability table, line by line: what was claimed, and how much of it was right."""
    validated = list(cross_validated(judged()))
    yield "confidence     facts  mean claim  right  95 % interval"
    gap = total = 0.0
    for low, high in pairwise(BINS):
        inside = [(claim, each) for claim, each in validated if low <= claim < high]
        if all_ := sum(each.right + each.wrong for _, each in inside):
            right = sum(each.right for _, each in inside)
            claim = sum(claim * (each.right + each.wrong) for claim, each in inside) / all_
            gap, total = gap + abs(claim - right / all_) * all_, total + all_
            bounds = "{:.3f} – {:.3f}".format(*wilson(right, all_))
            yield f"{low:.2f} – {min(high, 1):.2f} {all_:8} {claim:11.3f} {right / all_:6.3f}  {bounds}"
    yield f"expected calibration error {gap / total:.3f} over {total:.0f} facts of {', '.join(CLOSED)}"


def main() -> None:
    """Print the reliability table and each rule's confidence; write the table that the program reads."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibration", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args()
    print(*reliability(), sep="\n")
    found = table(judged())
    for rule, confidence in found.items():
        seen = [each for each in judged() if each.rule == rule]
        right, wrong = sum(each.right for each in seen), sum(each.wrong for each in seen)
        print(f"{rule or '(any other)':44} {confidence:.2f}  {right} right, {wrong} wrong")
    if options.write:
        rows = "".join(f"{rule}\t{min(confidence, _SUREST):.2f}\n" for rule, confidence in found.items())
        TABLE.write_text("# Written by `python -m bench.calibration --write`.\n" + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
