"""Every line of cases/cleaning.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.clean import clean

CASES = Path(__file__).parents[2] / "cases" / "cleaning.txt"
_ESCAPE = re.compile(r"\\(n|t|r|u[0-9a-f]{4}|U[0-9a-f]{8})")


def plain(case: str) -> str:
    named = {"n": "\n", "t": "\t", "r": "\r"}
    return _ESCAPE.sub(lambda match: named.get(match[1]) or chr(int(match[1][1:], 16)), case)


def cases() -> list[tuple[str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(plain(before), plain(after or before)) for before, _, after in (line.partition(" → ") for line in lines)]


@pytest.mark.parametrize(("before", "after"), cases())
def test_case_reads_as_it_should(before: str, after: str) -> None:
    assert clean(before).text == after
