"""How well the extractors read annotated articles: `python -m bench.quality [--show] [--raise | --lower REASON]`.

Prints precision, recall and F1 of every category for each body of articles (`bodies.py`), what each batch scored on its
first run, and whether confidence means what it says (`calibration.py`). Ends with status 1 if a figure is under its
floor in `floors.json`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from bench import floors
from bench.bodies import ALL, CLOSED, CORPUS, FIRST_RUNS, bodies, extraction
from bench.calibration import reliability
from kg.annotations import annotate
from kg.scoring import Report, score


def reports() -> Mapping[str, Report]:
    """One report for each body of articles."""
    return {
        name: score((each.stem, each.gold, annotate(extraction(each.raw))) for each in articles)
        for name, articles in bodies().items()
    }


def main() -> int:
    """Print the report; compare its figures with their floors."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument(
        "--show", action="store_true", help="list what was wrong and missed, but not of articles that are kept closed"
    )
    keep = parser.add_mutually_exclusive_group()
    keep.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to the present figures")
    keep.add_argument("--lower", metavar="REASON", help="let the present figures be the floors, and write down why")
    options = parser.parse_args()
    found = reports()
    for name, report in found.items():
        print(f"\n{name:20}    P     R     F1   found wrong missed")
        for category, c in report.categories.items():
            row = f"{c.precision:5.3f} {c.recall:5.3f} {c.f1:5.3f}  {c.found:5} {c.wrong:5} {c.missed:6}"
            print(f"{category:20} {row}")
        if options.show and name not in (*CLOSED, ALL):
            _show(report)
    print("\nfirst runs, micro strict F1:", ", ".join(f"{name} {f1:.3f}" for name, f1 in FIRST_RUNS.items()))
    print("", *reliability(), sep="\n")
    now, held = floors.measured(found, CORPUS), floors.read()
    if options.lower:
        floors.write(held.replaced(now, options.lower))
    elif options.lift and held.data == now.data:
        floors.write(held.raised(now))
    shortfalls = floors.read().shortfalls(now)
    print("", *shortfalls or ["every figure is at or above its floor"], sep="\n")
    return 1 if shortfalls else 0


def _show(report: Report) -> None:
    for (stem, category), outcome in report.outcomes.items():
        if "*" not in category and "relaxed" not in category:
            for sign, labels in (("wrong ", outcome.wrong), ("missed", outcome.missed)):
                for label in labels:
                    print(f"  {sign} {stem} {category}: {label}")


if __name__ == "__main__":
    raise SystemExit(main())
