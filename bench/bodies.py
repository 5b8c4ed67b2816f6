"""The annotated articles, in the bodies that are reported: `python -m bench.quality` says how well each is read.

The development articles are split by the SHA-256 of their file stem: rules are written on the tuned half, the kept half
is opened by nobody until the end. A batch was annotated by somebody who had not seen the rules, before they ran on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.articles import article
from kg.model import Extraction
from kg.pipeline import extract
from kg.resources import SEEDS
from kg.scoring import Annotation

CORPUS = Path(__file__).parent / "corpus"
# Micro strict F1 of each batch on its first run, before anybody read it to write rules: the figures that count.
FIRST_RUNS: Mapping[str, float] = {
    "first batch": 0.650,
    "second batch": 0.582,
    "third batch": 0.639,
    "fourth batch": 0.622,
    "fifth batch": 0.659,
    "sixth batch": 0.708,
    "seventh batch": 0.689,
}
CLOSED = (
    "kept",
    "sixth batch",
    "seventh batch",
)  # read by nobody who writes rules, so what rules are worth is counted on them
ALL = "all 24"


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article as received, and its annotation."""

    stem: str
    raw: str
    gold: Annotation


@cache
def bodies() -> Mapping[str, tuple[Annotated, ...]]:
    """The name of a body → its articles."""
    development = tuple(_read(CORPUS / "development" / "articles", CORPUS / "development" / "gold"))
    found = {
        "seeds": tuple(_read(SEEDS / "articles", CORPUS / "seeds" / "gold")),
        "tuned": tuple(each for each in development if is_tuned(each.stem)),
        "kept": tuple(each for each in development if not is_tuned(each.stem)),
        ALL: development,
    }
    for name in FIRST_RUNS:
        folder = CORPUS / name.removesuffix(" batch")
        found[name] = tuple(_read(folder / "articles", folder / "gold"))
    return found


def is_tuned(stem: str) -> bool:
    """Whether an article belongs to the half on which rules are written."""
    return hashlib.sha256(stem.encode()).digest()[-1] % 2 == 0


@cache
def extraction(raw: str) -> Extraction:
    """What the program reads in an article."""
    return extract(article(raw))


def _read(articles: Path, gold: Path) -> Iterator[Annotated]:
    for path in sorted(gold.glob("*.json")):
        raw = (articles / f"{path.stem}.txt").read_text(encoding="utf-8")
        yield Annotated(path.stem, raw, json.loads(path.read_text(encoding="utf-8")))
