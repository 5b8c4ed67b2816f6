"""What the parser complains of, in words and at the right place."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.sparql.complaint import explain
from kg.vocab import PREFIXES


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?s ?p", "line 1, column 17: the query ends too early"),
        ("SELECT *\n{\n  ?人 ?p ) }", "line 3, column 9: ')' cannot stand here"),
        ("SELECT * { INSERT DATA {} }", "line 1, column 19: 'DATA' cannot stand here"),
        ("SELECT * { ?s a my:Fact }", "line 1, column 17: the prefix my: is not declared"),
        ("SELECT (1 AS ?x) { BIND(2 AS ?x) }", "the SELECT overrides an existing variable using an expression"),
        ("你好", "line 1, column 1: '你好' cannot stand here"),
    ],
)
def test_a_malformed_query_is_told_where_and_why(query: str, said: str) -> None:
    with pytest.raises(SyntaxError) as complaint:
        Store().query(query, prefixes=dict(PREFIXES))
    error = explain(str(complaint.value), query)
    assert said in str(error)
    assert error.line is not None
    assert error.column is not None


def test_what_is_no_complaint_of_the_parser_is_handed_on() -> None:
    assert str(explain("something else", "ASK {}")) == "something else"
