"""What a person has decided about the graph: `overrides.tsv`, stronger than any rule and outliving every rebuild.

    merge   person/潘和林         person/盘和林     the first is the second
    split   person/张伟           <article id>      the article speaks of another one
    rename  organization/北大     北京大学          preferred label
    reject  fact/0123456789abcdef                   the articles do not say this

Columns are separated by tabs; identifiers are what follows `/id/` in an IRI. Empty lines and lines that begin with #
are skipped. A row that matches nothing any more is kept, and said after each build (`Ledger.unmatched`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from kg.errors import InputError
from kg.resolve import Decision, Overrides

_COLUMNS: Mapping[str, int] = {"merge": 2, "split": 2, "rename": 2, "reject": 1}


def read_overrides(path: Path) -> Overrides:
    """The decisions in a file; none if it is not there. Raises InputError, naming file and line."""
    try:
        words = path.read_text("utf-8")
    except FileNotFoundError:
        return Overrides()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}; UTF-8 is wanted") from error
    rows: dict[str, list[tuple[str, str]]] = {action: [] for action in _COLUMNS}
    decisions = []
    for number, line in enumerate(words.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            action, *values = line.rstrip().split("\t")
            place = f"{path}, line {number}"
            if (wanted := _COLUMNS.get(action)) is None:
                raise InputError(f"{place}: {action!r} is none of {', '.join(_COLUMNS)}")
            if len(values) != wanted or not all(values):
                raise InputError(f"{place}: {action} takes {wanted} values, each after a tab; here are {len(values)}")
            rows[action].append((values[0], values[-1]))
            decisions.append(Decision(place, action, tuple(values)))
    return Overrides(
        merged=_followed(path, dict(rows["merge"])),
        split=frozenset(rows["split"]),
        renamed=dict(rows["rename"]),
        rejected=frozenset(fact for fact, _ in rows["reject"]),
        decisions=tuple(decisions),
        digest=hashlib.sha256(words.encode()).hexdigest()[:16],
    )


def _followed(path: Path, merged: dict[str, str]) -> dict[str, str]:
    """Each merge with its last target. Raises InputError where they go in a circle."""
    found = {}
    for start in merged:
        end, seen = start, {start}
        while end in merged:
            end = merged[end]
            if end in seen:
                raise InputError(f"{path}: the merges of {start} go in a circle; one of them must stay itself")
            seen.add(end)
        found[start] = end
    return found
