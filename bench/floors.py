"""The figures that no change may lower unsaid: what `floors.json` holds, and how it is compared and raised.

A floor stands for a body of articles and a category (of all 24 articles every category, of other bodies their sum), and
belongs to the digest of the annotated articles that it was measured on: other data are another yardstick, so they want
a reason as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from bench.bodies import ALL
from kg.scoring import Report

FLOORS = Path(__file__).parent / "floors.json"

Figures = dict[str, dict[str, dict[str, float]]]  # body → category → "precision" and "f1"


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors, the digest of the data they were measured on, and why any of them was ever lowered."""

    data: str
    figures: Figures
    lowered: tuple[Mapping[str, str], ...] = ()

    def shortfalls(self, now: Floors) -> list[str]:
        """What is under its floor, one line each; nothing if all hold."""
        lines = []
        if self.data != now.data:
            lines.append("the annotated articles are other ones than the floors were measured on")
        for body, categories in self.figures.items():
            for category, figures in categories.items():
                for name, floor in figures.items():
                    figure = now.figures.get(body, {}).get(category, {}).get(name)
                    if figure is None:
                        lines.append(f"{body}, {category}: no longer measured; its floor is {floor:.3f}")
                    elif figure < floor:
                        lines.append(f"{body}, {category}: {name} {figure:.3f} is under its floor {floor:.3f}")
        return lines

    def raised(self, now: Floors) -> Floors:
        """These floors, each lifted to the present figure where that is higher."""
        figures: Figures = {}
        for body, categories in now.figures.items():
            for category, values in categories.items():
                old = self.figures.get(body, {}).get(category, {})
                figures.setdefault(body, {})[category] = {n: max(v, old.get(n, 0.0)) for n, v in values.items()}
        return Floors(now.data, figures, self.lowered)

    def replaced(self, now: Floors, reason: str) -> Floors:
        """The present figures as floors; what that lowers is written down with its reason."""
        lines = self.shortfalls(now)
        note = {"reason": reason, "lowered": "; ".join(lines)} if lines else {}
        return Floors(now.data, now.figures, self.lowered + ((note,) if note else ()))


def measured(reports: Mapping[str, Report], corpus: Path) -> Floors:
    """The present figures, rounded down to three places, of all that floors are kept for."""
    figures = {
        body: {
            category: {"precision": _down(counts.precision), "f1": _down(counts.f1)}
            for category, counts in report.categories.items()
            if category == "micro strict" or (body == ALL and "relaxed" not in category and "*" not in category)
        }
        for body, report in reports.items()
    }
    return Floors(digest(corpus), figures)


def digest(corpus: Path) -> str:
    """SHA-256 over the names and bytes of all articles and annotations."""
    found = hashlib.sha256()
    for file in sorted(path for path in corpus.rglob("*") if path.suffix in {".json", ".txt"}):
        found.update(str(file.relative_to(corpus)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def read(path: Path = FLOORS) -> Floors:
    """The floors in a file."""
    held = json.loads(path.read_text("utf-8"))
    return Floors(held["data"], held["floors"], tuple(held["lowered"]))


def write(floors: Floors, path: Path = FLOORS) -> None:
    """Put floors into a file."""
    held = {"data": floors.data, "floors": floors.figures, "lowered": list(floors.lowered)}
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _down(figure: float) -> float:
    return float(Decimal(figure).quantize(Decimal("0.001"), ROUND_DOWN))
