"""How fast text becomes N-Quads: `python -m bench.speed [--rounds N]`, beside what `jieba.cut` takes for the same text.

Two bodies: the annotated articles, short and dense, one by one; and an archive, their plain prose in one long text.
Each round reads a body and cuts it, in turn; the figures are medians over the rounds, in CPU time of this one process,
so that the ratio holds on a machine that others use too.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import median

import jieba

from bench.bodies import CORPUS
from kg.articles import article
from kg.iris import Iris
from kg.nodes import nodes
from kg.pipeline import extract
from kg.rdf import graphs
from kg.resolve import namings, resolve

_PROSE = 60  # characters that a line of the archive has at least: no titles, tables and lists of names
_ARCHIVE = 100_000  # characters of the archive, about


def nquads(text: str) -> str:
    """The graphs of one article, as they stand by themselves."""
    extraction, iris = extract(article(text)), Iris()
    found = resolve(namings(extraction), iris)
    identities = {entity: identity for (_, entity), identity in found.items()}
    return graphs(nodes(extraction, identities, iris)).nquads()


def bodies() -> Mapping[str, Sequence[str]]:
    """The texts of each body."""
    articles = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*/articles/*.txt"))]
    prose = [line for text in articles for line in text.splitlines() if len(line) >= _PROSE]
    archive = prose * (_ARCHIVE // max(1, sum(map(len, prose))) + 1)
    return {"articles": articles, "archive": ["\n".join(archive)]}


def seconds(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """CPU seconds that reading these texts takes."""
    start = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - start


def cut(text: str) -> None:
    """What the peer does: cut a text into words and look at each."""
    for _ in jieba.cut(text):
        pass


def main() -> None:
    """Print one line a body."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="rounds over each body")
    options = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    print(f"{'characters a second':20}{'zhitu':>10}{'jieba.cut':>12}{'ratio':>8}")
    for name, texts in bodies().items():
        size = sum(map(len, texts))
        ours, peers, ratios = list[float](), list[float](), list[float]()
        read, peer = partial(seconds, nquads, texts), partial(seconds, cut, texts)
        read(), peer()  # what is worked out once is worked out now
        for _ in range(options.rounds):
            mine, other = read(), peer()
            ours.append(size / mine)
            peers.append(size / other)
            ratios.append(other / mine)
        print(f"{name:20}{median(ours):10,.0f}{median(peers):12,.0f}{median(ratios):7.2f}×", flush=True)


if __name__ == "__main__":
    main()
