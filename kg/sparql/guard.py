"""What a SPARQL query asks for, seen from its words alone, before a worker is troubled with it.

A courtesy: whoever sends a query that is too large, too deep, or no query at all is told so in plain words. The
jail of `kg.sparql.worker` is the barrier. So this reads words and brackets and no grammar, and lets pass what
it does not understand: the engine's parser has the last word on what is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from kg.errors import QueryRefusedError
from kg.vocab import PREFIXES

LONGEST = 256 * 1024  # bytes
MOST_WORDS = 20_000  # the front reads them, while others wait
DEEPEST = 64  # brackets in brackets
MOST_PATTERNS = 60  # the time to plan a join grows with their cube: 100 take seconds
MOST_BRANCHES = 64  # OPTIONAL, UNION, MINUS

# SPARQL 1.1, 19.8 "Grammar", terminals. A string that is not closed reaches to the end of its line or of the query.
_WORD = re.compile(
    r"""
    (?P<blank>   (?: \s++ | \#[^\n\r]*+ )++ )
  | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*+> )
  | (?P<string>  \"{3}(?:[^"\\]|\\.|"{1,2}+(?!"))*+(?:"{3}|\Z) | '{3}(?:[^'\\]|\\.|'{1,2}+(?!'))*+(?:'{3}|\Z)
               | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'? )
  | (?P<var>     [?$]\w++ )
  | (?P<tag>     @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
  | (?P<number>  [0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+ )
  | (?P<name>    (?:\w(?:\w|-|\.(?=[\w.-])){0,99}+)?:(?:\w|[:-]|%|\\.|\.++(?=[\w:%\\-]))*+ )
  | (?P<keyword> \w++ )
  | (?P<mark>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_TERMS = frozenset({"iri", "string", "var", "number", "name"})
_OPEN, _CLOSE = "{([", "})]"
_REMEMBERED = 32  # outlines: one request asks twice
_EXPRESSION = "expression"
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_BRANCHES = ("OPTIONAL", "UNION", "MINUS")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_JOINTS = ".;,/|"  # what stands between two patterns, or two steps of a path


class Word(NamedTuple):
    """A word of a query: its sort, itself (keywords in capitals), and where it begins."""

    sort: str
    text: str
    start: int = 0

    def says(self, *keywords: str) -> bool:
        """Whether it is one of these keywords."""
        return self.sort == "keyword" and self.text in keywords

    def marks(self, characters: str) -> bool:
        """Whether it is one of these characters, standing for itself."""
        return self.sort == "mark" and self.text in characters


@dataclass(frozen=True, slots=True)
class Outline:
    """What a query is, without what it says."""

    form: str  # SELECT, ASK, CONSTRUCT, DESCRIBE; empty where none is found
    default_graphs: tuple[str, ...] = ()  # its FROM clauses
    named_graphs: tuple[str, ...] = ()  # its FROM NAMED clauses

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is triples; else it is rows or a truth value."""
        return self.form in ("CONSTRUCT", "DESCRIBE")


@lru_cache(_REMEMBERED)
def outline(query: str) -> Outline:
    """Read a query's outline. Raises QueryRefusedError where it is larger than we take or asks for what we never do."""
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > LONGEST:
        raise QueryRefusedError(f"the query has {size} bytes; at most {LONGEST} are read")
    words = list(islice(_words(query), MOST_WORDS + 1))
    if len(words) > MOST_WORDS:
        raise QueryRefusedError(f"the query has more than {MOST_WORDS} words and signs")
    form = _form(words)
    keywords = Counter(word.text for word in words if word.sort == "keyword")
    if "SERVICE" in keywords:
        raise QueryRefusedError("SERVICE asks other servers; this endpoint asks none")
    for count, most, what in (
        (_depth(words), DEEPEST, "levels of brackets"),
        (sum(keywords[branch] for branch in _BRANCHES), MOST_BRANCHES, "OPTIONAL, UNION and MINUS"),
        (_patterns(words), MOST_PATTERNS, "triple patterns"),
    ):
        if count > most:
            raise QueryRefusedError(f"the query has {count} {what}; at most {most} are run")
    return Outline(form, *(_datasets(words) if "FROM" in keywords else ()))


def undeclared(query: str) -> tuple[str, int] | None:
    """The first prefix that is neither declared nor ours, and where it stands."""
    words = list(islice(_words(query), MOST_WORDS))
    known = _prefixes(words)
    for word in words:
        prefix, colon, _ = word.text.partition(":")
        if word.sort == "name" and colon and prefix not in known and prefix != "_":
            return prefix, word.start
    return None


def _words(query: str) -> Iterator[Word]:
    for match in _WORD.finditer(query):
        sort = match.lastgroup or "mark"
        if sort != "blank":
            text = match.group()
            yield Word(sort, text.upper() if sort == "keyword" else text, match.start())


def _form(words: Iterable[Word]) -> str:
    """The first keyword after the prologue. Raises QueryRefusedError where it begins an update."""
    for word in words:
        if word.says(*_UPDATES):
            raise QueryRefusedError(f"{word.text} is an update; this endpoint is read-only")
        if word.says(*_FORMS):
            return word.text
    return ""


def _depth(words: Iterable[Word]) -> int:
    depth = deepest = 0
    for word in words:
        if word.marks(_OPEN):
            depth += 1
            deepest = max(deepest, depth)
        elif word.marks(_CLOSE):
            depth -= 1
    return deepest


def _patterns(words: Iterable[Word]) -> int:
    """About how many triple patterns there are to plan: terms in braces and square brackets that follow a joint.

    A round bracket holds an expression, which costs nothing to plan, or the steps of a path or the members of a list.
    An expression follows a keyword; the others follow a term, a joint or a bracket. What VALUES lists is no pattern.
    """
    count, brackets = 0, [""]
    values = False  # whether VALUES was said and its block has not begun
    fresh = True  # whether the next term begins a pattern
    before = Word("", "")
    for word in words:
        inside = brackets[-1]
        if word.marks(_OPEN):
            is_expression = values or (word.text == "(" and (inside == _EXPRESSION or before.sort == "keyword"))
            values = values and word.text != "{"
            brackets.append(_EXPRESSION if is_expression else word.text)
            fresh = fresh or word.text != "("
        elif word.marks(_CLOSE):
            if len(brackets) > 1:
                brackets.pop()
            fresh = word.text == "}" or (word.text == ")" and (fresh or inside == _EXPRESSION))
        elif word.says("VALUES"):
            values = True
        elif inside and inside != _EXPRESSION and not values:
            if word.sort in _TERMS:
                count += fresh or (inside == "(" and before.sort in _TERMS)
                fresh = False
            elif word.marks(_JOINTS):
                fresh = True
        before = word
    return count


def _prefixes(words: list[Word]) -> dict[str, str]:
    """Our prefixes, and those that the query declares."""
    declared = {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(words, words[1:], words[2:], strict=False)
        if word.says("PREFIX") and name.sort == "name" and iri.sort == "iri"
    }
    return {**PREFIXES, **declared}


def _datasets(words: list[Word]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs of FROM and of FROM NAMED; a name whose prefix is not known is left to the engine."""
    prefixes = _prefixes(words)
    default: list[str] = []
    named: list[str] = []
    for word, second, third in zip(words, words[1:], words[2:], strict=False):
        if word.says("FROM"):
            graphs, name = (named, third) if second.says("NAMED") else (default, second)
            prefix, _, local = name.text.partition(":")
            if name.sort == "iri":
                graphs.append(name.text[1:-1])
            elif name.sort == "name" and prefix in prefixes:
                graphs.append(prefixes[prefix] + local.replace("\\", ""))
    return tuple(default), tuple(named)
