"""What the SPARQL parser complains of, said for people."""

from __future__ import annotations

import re

from kg.errors import QuerySyntaxError
from kg.sparql.guard import undeclared

_COMPLAINT = re.compile(
    r"error at (?P<line>[0-9]+):(?P<column>[0-9]+): expected (?:one of )?(?P<expected>.*+)", re.DOTALL
)
_SENTENCE = re.compile(r"[A-Z][a-zA-Z]++(?: [A-Za-z]++)+")  # "Prefix not found", among tokens and classes of characters
_NEXT = re.compile(r"\s*+(?P<word>\w++|\S)")


def explain(message: str, query: str) -> QuerySyntaxError:
    """The parser's complaint with its place in characters (it counts bytes) and its reason in words."""
    complaint = _COMPLAINT.match(message)
    if complaint is None:
        return QuerySyntaxError(message)
    if (missing := undeclared(query)) is not None:
        prefix, start = missing
        return _at(query, start, f"the prefix {prefix}: is not declared")
    lines = query.split("\n")[: int(complaint["line"])]
    before = lines[-1].encode()[: int(complaint["column"]) - 1].decode(errors="replace")
    start = sum(len(line) + 1 for line in lines[:-1]) + len(before)
    while 0 < start < len(query) and query[start].isalnum() and query[start - 1].isalnum():
        start -= 1  # the parser reads keywords letter by letter
    reasons = _SENTENCE.findall(complaint["expected"])
    found = _NEXT.match(query, start)
    if reasons:
        reason = reasons[0][0].lower() + reasons[0][1:]
    elif found:
        reason = f"{found['word'][:40]!r} cannot stand here"
    else:
        reason = "the query ends too early"
    return _at(query, start, reason)


def _at(query: str, start: int, reason: str) -> QuerySyntaxError:
    line = query.count("\n", 0, start) + 1
    column = start - (query.rfind("\n", 0, start) + 1) + 1
    return QuerySyntaxError(f"line {line}, column {column}: {reason}", line, column)
