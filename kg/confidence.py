"""How sure a rule may be, as counted on annotated articles that nobody read while rules were written.

`confidence.tsv` holds a rule and the share of its facts that were right, drawn towards the average where few were seen;
the row without a name is for rules that were not seen at all.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("confidence.tsv")


def confidence(rule: str) -> float:
    """How sure a rule may be, in [0, 1]."""
    table = _table()
    return table.get(rule, table[""])


@cache
def _table() -> dict[str, float]:
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    return {rule: float(value) for rule, value in (row.split("\t") for row in rows if not row.startswith("#"))}
