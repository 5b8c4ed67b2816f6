"""How well the extractors read annotated articles: `python -m bench.quality [--show]`.

The development articles are split by the SHA-256 of their file stem: rules are written on the tuned half, the kept half
is opened by nobody until the end. The batches were annotated before the rules ran on them; what each scored on its
first run stands in `bench/corpus/README.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.annotations import annotate
from kg.articles import article
from kg.pipeline import extract
from kg.resources import SEEDS
from kg.scoring import Annotation, Report, score

CORPUS = Path(__file__).parent / "corpus"
BATCHES = ("first", "second", "third", "fourth", "fifth", "sixth")
CLOSED = ("kept", "all 24", "sixth batch")  # nobody opens these to write rules


def is_tuned(stem: str) -> bool:
    """Whether an article belongs to the half on which rules are written."""
    return hashlib.sha256(stem.encode()).digest()[-1] % 2 == 0


def pairs(articles: Path, gold: Path, half: str | None = None) -> Iterator[tuple[str, Annotation, dict[str, Any]]]:
    """(stem, gold, prediction) of every annotated article, of one half or of all."""
    for path in sorted(gold.glob("*.json")):
        if half is None or is_tuned(path.stem) == (half == "tuned"):
            text = (articles / f"{path.stem}.txt").read_text(encoding="utf-8")
            yield path.stem, json.loads(path.read_text(encoding="utf-8")), annotate(extract(article(text)))


def reports() -> Mapping[str, Report]:
    """One report for each body of articles."""
    development = CORPUS / "development"
    found = {"seeds": score(pairs(SEEDS / "articles", CORPUS / "seeds" / "gold"))}
    for half in ("tuned", "kept"):
        found[half] = score(pairs(development / "articles", development / "gold", half))
    found["all 24"] = score(pairs(development / "articles", development / "gold"))
    for batch in BATCHES:
        found[f"{batch} batch"] = score(pairs(CORPUS / batch / "articles", CORPUS / batch / "gold"))
    return found


def main() -> None:
    """Print precision, recall and F1 of every category, for each body of articles."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument(
        "--show", action="store_true", help="list what was wrong and missed, but not of articles that are kept closed"
    )
    options = parser.parse_args()
    for name, report in reports().items():
        print(f"\n{name:20}    P     R     F1   found wrong missed")
        for category, c in report.categories.items():
            row = f"{c.precision:5.3f} {c.recall:5.3f} {c.f1:5.3f}  {c.found:5} {c.wrong:5} {c.missed:6}"
            print(f"{category:20} {row}")
        if options.show and name not in CLOSED:
            for (stem, category), outcome in report.outcomes.items():
                if "*" not in category and "relaxed" not in category:
                    for sign, labels in (("wrong ", outcome.wrong), ("missed", outcome.missed)):
                        for label in labels:
                            print(f"  {sign} {stem} {category}: {label}")


if __name__ == "__main__":
    main()
