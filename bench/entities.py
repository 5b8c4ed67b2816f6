"""Whether names lead to the right entity, in articles that share a cast: `python -m bench.entities [--show]`.

`corpus/entities/entities.tsv` says of every mention (article, start, end, words, type) which thing in the world it
names; it was written by somebody who had not seen the rules. B-cubed (Bagga & Baldwin 1998) looks from each mention at
the mentions that are held to name the same: precision is the share of those that do, recall the share of all that do
that are among them. A mention that is not found stands alone.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.articles import article
from kg.clean import clean
from kg.iris import Iris
from kg.linking import entities
from kg.mentions import read as read_names
from kg.model import Article, Entity
from kg.pipeline import extract
from kg.resolve import Naming, namings, resolve
from kg.vocab import local_name

FOLDER = Path(__file__).parent / "corpus" / "entities"
_CLOSED = "E09"  # from here on the articles are kept closed: counted, never shown


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in an article: start and end in the raw text, and what it names."""

    article: str
    start: int
    end: int
    words: str
    type: str
    entity: str


def gold() -> list[Mention]:
    """The annotated mentions."""
    with (FOLDER / "entities.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Mention(r["article"], int(r["start"]), int(r["end"]), r["quote"], r["type"], r["entity"]) for r in rows]


def found() -> list[Mention]:
    """The mentions that the program reads in the same articles, with the entities that it takes them for."""
    articles = {path.stem: article(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("articles/*.txt"))}
    iris = Iris()
    read = {received.id: tuple(_entities(received)) for received in articles.values()}
    shared = {(n.article, n.entity): n for received in articles.values() for n in namings(extract(received))}
    for id, found in read.items():  # also what no fact is about, which is not in a graph
        for _, _, _, entity in found:
            shared.setdefault((id, entity), Naming(id, entity))
    identities = resolve(shared.values(), iris)
    return [
        Mention(stem, start, end, words, local_name(entity.type.value), iris.id(identities[received.id, entity].iri))
        for stem, received in articles.items()
        for start, end, words, entity in read[received.id]
    ]


def _entities(received: Article) -> Iterator[tuple[int, int, str, Entity]]:
    """Every name in an article: start, end, words, and what it stands for there."""
    document = read_names(received, clean(received.raw))
    for mention, entity in entities(document):
        start, end = document.text.raw_span(mention.span)
        yield start, end, document.text.raw[start:end], entity


def aligned(gold: Sequence[Mention], found: Sequence[Mention]) -> list[str | None]:
    """For each gold mention the entity of the found one that covers most of it, if any covers half of both."""
    by_article: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in found:
        by_article[mention.article, mention.type].append(mention)
    return [_best(mention, by_article[mention.article, mention.type]) for mention in gold]


def _best(wanted: Mention, offered: Sequence[Mention]) -> str | None:
    def shared(mention: Mention) -> float:
        common = min(wanted.end, mention.end) - max(wanted.start, mention.start)
        return common / max(wanted.end - wanted.start, mention.end - mention.start)

    best = max(offered, key=shared, default=None)
    return best.entity if best is not None and shared(best) >= 0.5 else None


def b_cubed(truth: Sequence[str], answer: Sequence[str]) -> tuple[float, float]:
    """Precision and recall over mentions, given for each the entity in truth and in the answer."""
    true_clusters, clusters = _clusters(truth), _clusters(answer)
    precision = recall = 0.0
    for right, given in zip(truth, answer, strict=True):
        common = len(true_clusters[right] & clusters[given])
        precision += common / len(clusters[given])
        recall += common / len(true_clusters[right])
    return precision / len(truth), recall / len(truth)


def _clusters(labels: Sequence[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, label in enumerate(labels):
        found[label].add(number)
    return found


def main() -> None:
    """Print B-cubed for each type of entity and for all; with --show, what was missed, joined and torn apart."""
    parser = argparse.ArgumentParser(prog="python -m bench.entities", description=__doc__)
    parser.add_argument(
        "--show",
        action="store_true",
        help="list each entity of the open articles with what its mentions were taken for",
    )
    options = parser.parse_args()
    wanted, answers = gold(), aligned(gold(), found())
    print(f"{'':14} mentions  entities  found      P      R     F1")
    for type in (*sorted({mention.type for mention in wanted}), ""):
        rows = [(m, a, n) for n, (m, a) in enumerate(zip(wanted, answers, strict=True)) if type in ("", m.type)]
        truth = [mention.entity for mention, _, _ in rows]
        precision, recall = b_cubed(truth, [answer or f"alone {number}" for _, answer, number in rows])
        share = sum(answer is not None for _, answer, _ in rows) / len(rows)
        f1 = 2 * precision * recall / (precision + recall)
        sizes = f"{len(rows):8} {len(set(truth)):9} {share:6.3f}"
        print(f"{type or 'all':14} {sizes} {precision:6.3f} {recall:6.3f} {f1:6.3f}")
    if options.show:
        taken: dict[str, list[str]] = defaultdict(list)
        for mention, answer in zip(wanted, answers, strict=True):
            if mention.article < _CLOSED:
                taken[mention.entity].append(f"{mention.article} {mention.words} → {answer or '?'}")
        for entity, lines in sorted(taken.items()):
            print(entity, *lines, sep="\n    ")


if __name__ == "__main__":
    main()
