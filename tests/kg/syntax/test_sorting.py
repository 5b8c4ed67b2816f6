"""Sorting gives the same lines however few are held in memory at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from kg.syntax.sorting import sorted_lines, sorted_triples

lines = st.lists(st.text("ab程", max_size=3).map(lambda text: text.encode() + b"\n"), max_size=30)


@given(lines, st.integers(1, 40))
def test_each_line_comes_once_and_in_order(given_lines: list[bytes], run: int) -> None:
    assert list(sorted_lines(given_lines, run=run)) == sorted(set(given_lines))


@pytest.mark.parametrize("run", [1, 2, 100])
def test_triples_come_subject_by_subject(run: int) -> None:
    subjects = [NamedNode(f"https://example.org/{name}") for name in ("a", "ab", "程若水")]
    triples = [
        Triple(subject, NamedNode("https://example.org/p"), Literal(n)) for n in range(3) for subject in subjects
    ]
    ordered = list(sorted_triples((f"{triple} .\n".encode() for triple in triples), run=run))
    assert [triple.subject for triple in ordered] == [subject for subject in subjects for _ in range(3)]
    assert set(ordered) == set(triples)
