"""Known names and everyday words: the tables of `seeds/gazetteer`, read once, and longest match over them.

A table is a file of tab-separated rows; `#` starts a comment line. Word tables hold one class of words a row, the words
separated by spaces; `organizations.tsv` holds a full name, its other names, and a type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

import ahocorasick

from kg.resources import SEEDS


def rows(table: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table as tuples of cells. Raises FileNotFoundError for a table that does not exist."""
    with (SEEDS / "gazetteer" / f"{table}.tsv").open(encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield tuple(line.rstrip("\n").split("\t"))


@cache
def _classes(table: str) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({row[0]: frozenset(row[1].split()) for row in rows(table)})


@cache
def words(table: str, *classes: str) -> frozenset[str]:
    """The words of some classes of a word table. Raises KeyError for a class that the table lacks."""
    return frozenset().union(*(_classes(table)[name] for name in classes))


@cache
def organizations() -> Mapping[str, str]:
    """Every name of a well-known organisation → its full name; a full name stands for itself."""
    names: dict[str, str] = {}
    for full, aliases, *_ in rows("organizations"):
        names[full] = full
        for alias in aliases.split():
            names.setdefault(alias, full)
    return MappingProxyType(names)


@cache
def schools() -> Mapping[str, str]:
    """The short names of universities and academies, whose units are named after them → their full names."""
    return MappingProxyType(
        {
            alias: full
            for full, aliases, kind in rows("organizations")
            if kind in ("university", "academy")
            for alias in aliases.split()
        }
    )


@cache
def company_endings() -> tuple[str, ...]:
    """How the names of companies end, full or short."""
    return tuple(sorted(words("organization_heads", "brand") | {"公司", "集团", "控股", "银行"}))


class Lexicon:
    """A set of words found in a text in one pass, the longest from the left first."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for entry in entries:
            self._automaton.add_word(entry)
        self._empty = not len(self._automaton)
        if not self._empty:
            self._automaton.make_automaton()

    def longest(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of the words in a text; none overlaps another."""
        if not self._empty:
            for last, length in self._automaton.iter_long(text):
                yield last + 1 - length, last + 1

    def all(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of every occurrence of every word, also of those inside others."""
        if not self._empty:
            for last, length in self._automaton.iter(text):
                yield last + 1 - length, last + 1
