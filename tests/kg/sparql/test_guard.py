"""What a query asks for, from its words alone."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryRefusedError
from kg.resources import SEEDS
from kg.sparql.guard import DEEPEST, LONGEST, MOST_BRANCHES, MOST_PATTERNS, Outline, outline, undeclared


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ASK\nPREFIX ask: <http://insert/> BASE <x:delete> construct { ?s ?p ?o } {}", "CONSTRUCT"),
        ("describe<x:>", "DESCRIBE"),
        ("ASK{}", "ASK"),
        ("hello", ""),
    ],
)
def test_the_form_is_the_first_keyword_after_the_prologue(query: str, form: str) -> None:
    assert outline(query).form == form


def test_graphs_of_the_query_are_found_by_iri_and_by_prefix() -> None:
    query = "PREFIX e: <http://e/> SELECT * FROM <http://a> FROM e:b FROM NAMED <http://c> FROM NAMED kg:d { ?s ?p ?o }"
    assert outline(query) == Outline(
        "SELECT", ("http://a", "http://e/b"), ("http://c", "https://w3id.org/zhitu/ontology#d")
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ('SERVICE' AS ?service) { ?s <x:SERVICE> ?SERVICE ; :service 'INSERT' # SERVICE\n }",
        "SELECT * { " + "?s ?p ?o . " * MOST_PATTERNS + "}",
        "SELECT * { ?s ?p " + ", ".join("?o" for _ in range(MOST_PATTERNS)) + " }",
        "SELECT * { ?s a kg:Fact ; rdfs:label ?l FILTER(?l IN (" + ", ".join("1" for _ in range(500)) + ")) }",
        "SELECT * { VALUES (?a ?b) { " + "(1 2) " * 500 + "} ?s ?p ?a }",
        "SELECT * " + "{ " * DEEPEST + "} " * DEEPEST,
        "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 59 + "}",
        "ASK { FILTER(" + " && ".join("regex(?x, '.;,/|')" for _ in range(200)) + ") }",
    ],
)
def test_what_only_looks_like_much_passes(query: str) -> None:
    outline(query)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { SERVICE <x:> {} }", "SERVICE"),
        ("PREFIX : <x:> INSERT DATA {}", "read-only"),
        ("load <file:///etc/passwd>", "read-only"),
        ("SELECT * { " + "?s ?p ?o . " * (MOST_PATTERNS + 1) + "}", "61 triple patterns"),
        ("SELECT * { ?s ?p ?o" + " ; ?p ?o" * MOST_PATTERNS + " }", "61 triple patterns"),
        ("SELECT * { ?s " + "/".join(["<x:>"] * 61) + " ?o }", "61 triple patterns"),
        ("SELECT * { ?s ?p (" + "?o " * 100 + ") }", "triple patterns"),
        ("SELECT * " + "{ " * (DEEPEST + 1) + "} " * (DEEPEST + 1), "65 levels"),
        ("SELECT * { " + "MINUS {} " * (MOST_BRANCHES + 1) + "}", "65 OPTIONAL"),
        ("ASK {} #" + "x" * LONGEST, "at most 262144"),
    ],
)
def test_what_is_too_much_is_refused_with_the_number(query: str, reason: str) -> None:
    with pytest.raises(QueryRefusedError, match=reason):
        outline(query)


def test_our_questions_pass() -> None:
    for path in (SEEDS / "queries").glob("*.rq"):
        assert outline(path.read_text("utf-8")).form == "SELECT"
        assert undeclared(path.read_text("utf-8")) is None


def test_the_first_unknown_prefix_is_named() -> None:
    assert undeclared("SELECT * { _:b rdf:type 'no:thing' ; <no:iri> kg:Fact , zz:Fact }") == ("zz", 56)


@given(st.text(alphabet="{}()[]<>\"'\\.;,/|#?$@:_ \n a1é中SERVICEINSERTFROM", max_size=200))
def test_any_text_is_read_to_its_end(text: str) -> None:
    with suppress(QueryRefusedError):
        outline(text)


@pytest.mark.parametrize(
    "bait", ['"', "'", "\\", "<", "a.", "a:.", ".", "#", "?", "@a-", '"""\\', "'''a''\\'", "1e", "_:", "a\\"]
)
def test_the_time_grows_with_the_length(bait: str) -> None:
    started = time.process_time()
    with suppress(QueryRefusedError):
        outline(bait * (LONGEST // len(bait)))
    assert time.process_time() - started < 1
