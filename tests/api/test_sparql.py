"""The SPARQL 1.1 Protocol as a client meets it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import RdfFormat, Store, parse

from api.settings import Settings
from tests.api.conftest import EX, Service

ROWS = "SELECT ?s ?o { ?s <http://example.org/n> ?o } LIMIT 3"
TRIPLES = "CONSTRUCT WHERE { ?s <http://example.org/n> ?o } LIMIT 3"
SHARED = f"{EX}北京大学"


def ask(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers=headers)


def count(client: httpx.Client, where: str, **params: object) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {where}"
    answer = client.get("/sparql", params={"query": query, **params}).json()  # type: ignore[dict-item]
    return int(answer["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
        ("csv", "text/csv; charset=utf-8"),
        ("tsv", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_rows_come_in_four_formats_by_name_and_by_accept(client: httpx.Client, name: str, media_type: str) -> None:
    by_name = client.get("/sparql", params={"query": ROWS, "format": name})
    by_accept = ask(client, ROWS, Accept=media_type.split(";")[0])
    assert by_name.status_code == by_accept.status_code == 200
    assert by_name.headers["content-type"] == by_accept.headers["content-type"] == media_type
    assert by_name.content == by_accept.content
    assert by_name.content.count(b"http://example.org/") >= 3


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("turtle", "text/turtle"),
        ("ntriples", "application/n-triples"),
        ("rdfxml", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
    ],
)
def test_triples_come_in_four_formats_that_parse(client: httpx.Client, name: str, media_type: str) -> None:

    for response in (
        client.get("/sparql", params={"query": TRIPLES, "format": name}),
        ask(client, TRIPLES, Accept=media_type),
    ):
        assert response.headers["content-type"].split(";")[0] == media_type
        rdf_format = RdfFormat.from_media_type(media_type)
        assert rdf_format is not None
        assert len(list(parse(response.content, format=rdf_format))) == 3


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("text/*", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*;q=0.5", "application/sparql-results+xml"),
        ("image/png, text/turtle, */*;q=0.01", "application/sparql-results+json"),
    ],
)
def test_accept_is_weighed(client: httpx.Client, accept: str, media_type: str) -> None:
    assert ask(client, ROWS, Accept=accept).headers["content-type"].split(";")[0] == media_type


def test_what_cannot_be_accepted_is_406_with_what_can(client: httpx.Client) -> None:
    for response in (ask(client, ROWS, Accept="text/turtle"), ask(client, TRIPLES, Accept="text/csv")):
        assert response.status_code == 406
        assert "possible are" in response.json()["detail"]
    assert client.get("/sparql", params={"query": ROWS, "format": "turtle"}).status_code == 406


@pytest.mark.parametrize("text", ["北京大学", "a+b%25c", "a%2Bb", "😀 x&y=z;#"])
def test_three_ways_of_asking_agree_on_every_character(client: httpx.Client, text: str) -> None:
    query = f"SELECT (STRLEN('{text}') AS ?n) ('{text}' AS ?t) {{}}"
    get = ask(client, query)
    form = client.post("/sparql", data={"query": query})
    direct = client.post("/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query"})
    assert get.json() == form.json() == direct.json()
    assert get.json()["results"]["bindings"][0]["t"]["value"] == text


def test_an_iri_with_percent_signs_is_found(client: httpx.Client) -> None:
    query = f"ASK {{ <{EX}a+b%25c> ?p ?o }}"
    assert ask(client, query).json()["boolean"] is True
    assert client.post("/sparql", data={"query": query}).json()["boolean"] is True
    raw = client.get("/sparql?query=" + quote(query, safe=""))
    assert raw.json()["boolean"] is True


def test_our_prefixes_need_no_declaration(client: httpx.Client) -> None:
    assert ask(client, "ASK { ?s kg:Fact|rdfs:label|skos:prefLabel ?o }").json() == {"head": {}, "boolean": False}
    assert ask(client, f"PREFIX kg: <{EX}> ASK {{ ?s kg:n 7 }}").json()["boolean"] is True


def test_graphs_restrict_the_data(client: httpx.Client) -> None:
    g1, g2 = EX + "g/1", EX + "g/2"
    spo = "{ ?s ?p ?o }"
    assert count(client, spo) == 302
    assert count(client, spo, **{"default-graph-uri": g1}) == 1
    assert count(client, spo, **{"default-graph-uri": [g1, g2]}) == 2  # one is in both
    assert count(client, spo, **{"named-graph-uri": g1}) == 0
    assert count(client, "{ GRAPH ?g { ?s ?p ?o } }") == 3
    assert count(client, "{ GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": [g1, g2]}) == 3
    assert count(client, "{ GRAPH ?g { ?s ?p ?o } }", **{"default-graph-uri": g1}) == 0
    assert (
        count(client, "{ ?s ?p ?o GRAPH ?g { ?s ?p ?o } }", **{"default-graph-uri": [g1, g2], "named-graph-uri": g2})
        == 2
    )


def test_graphs_of_the_query_restrict_it_and_those_of_the_request_win(client: httpx.Client) -> None:
    assert count(client, f"FROM <{EX}g/1> FROM <{EX}g/2> {{ ?s ?p ?o }}") == 2
    assert count(client, f"FROM <{EX}g/2> {{ ?s ?p ?o }}", **{"default-graph-uri": EX + "g/1"}) == 1
    assert count(client, "FROM <file:///etc/passwd> { ?s ?p ?o }") == 0


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT * { ?城 ?p ) }", 1, 18, "')'"),
        ("SELECT *\n{ ?s zz:p ?o }", 2, 6, "zz:"),
        ("SELECT * {", 1, 11, "ends too early"),
        ("", 1, 1, "ends too early"),
    ],
)
def test_a_malformed_query_is_told_where_and_why(
    client: httpx.Client, query: str, line: int, column: int, words: str
) -> None:
    response = ask(client, query)
    assert response.status_code == 400
    problem = response.json()
    assert (problem["line"], problem["column"]) == (line, column)
    assert words in problem["detail"]


def test_what_the_protocol_forbids(client: httpx.Client) -> None:
    assert client.put("/sparql").status_code == 405
    assert {"GET", "POST"} <= {method.strip() for method in client.put("/sparql").headers["allow"].split(",")}
    turtle = client.post("/sparql", content=b"x", headers={"Content-Type": "text/turtle"})
    assert turtle.status_code == 415
    assert "application/sparql-query" in turtle.json()["detail"]
    assert client.post("/sparql", content=b"ASK{}").status_code == 415
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 400
    assert client.get("/sparql", params={"query": ["ASK{}", "ASK{}"]}).status_code == 400
    assert client.get("/sparql?query=%FF").status_code == 400
    assert (
        client.post("/sparql", content=b"\xff", headers={"Content-Type": "application/sparql-query"}).status_code == 400
    )
    assert client.post("/sparql", data={"x": "y"}).status_code == 400
    assert (
        client.post(
            "/sparql", content=b"a=&" * 200, headers={"Content-Type": "application/x-www-form-urlencoded"}
        ).status_code
        == 400
    )


@pytest.mark.parametrize("media_type", ["text/turtle", "application/rdf+xml", "application/n-triples", "*/*"])
def test_without_a_query_the_endpoint_describes_itself(client: httpx.Client, media_type: str) -> None:
    response = client.get("/sparql", headers={"Accept": media_type})
    rdf_format = RdfFormat.from_media_type(response.headers["content-type"].split(";")[0])
    assert rdf_format is not None
    store = Store()
    store.load(response.content, format=rdf_format)
    endpoint = f"{client.base_url}/sparql".replace("//sparql", "/sparql")
    assert store.query(f"""
        PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
        PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        ASK {{ <{endpoint}> a sd:Service ; sd:supportedLanguage sd:SPARQL11Query ;
                 sd:defaultDataset/sd:defaultGraph ?graph .
               ?graph void:triples 302 ; void:propertyPartition [ void:property <{EX}n> ; void:triples 300 ] .
               ?example a sh:SPARQLExecutable ; sh:select ?query ; rdfs:comment ?question }}""")


def test_the_same_question_of_the_same_graph_is_answered_304(client: httpx.Client) -> None:
    first = ask(client, ROWS)
    again = ask(client, ROWS, **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["etag"] == first.headers["etag"]
    assert ask(client, ROWS + " ").headers["etag"] != first.headers["etag"]
    assert ask(client, ROWS, Accept="text/csv").headers["etag"] != first.headers["etag"]


def test_head_tells_the_type_and_errors_keep_cors(client: httpx.Client) -> None:
    head = client.head("/sparql", params={"query": ROWS})
    assert head.headers["content-type"] == "application/sparql-results+json"
    assert ask(client, "SELECT").headers["access-control-allow-origin"] == "*"


def test_answers_are_compressed(client: httpx.Client) -> None:
    response = ask(client, "SELECT * { ?s ?p ?o }", **{"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert len(response.json()["results"]["bindings"]) == 302


def test_a_table_for_excel_has_its_mark_and_no_formulas(client: httpx.Client) -> None:
    query = "SELECT ('=1+1' AS ?a) ('中文' AS ?b) (?x AS ?c) { VALUES ?x { '@x\\ny' } }"
    response = client.get("/sparql", params={"query": query, "format": "csv", "excel": "1"})
    assert response.content.decode() == "\ufeffa,b,c\r\n'=1+1,中文,\"'@x\ny\"\r\n"
    assert client.get("/sparql", params={"query": query, "format": "csv"}).text.startswith("a,b,c\r\n=1+1")


READERS: Mapping[str, object] = {
    "json": lambda text: len(json.loads(text)["results"]["bindings"]),
    "csv": lambda text: len(list(csv.reader(io.StringIO(text, newline="")))) - 1,
    "tsv": lambda text: len(text.splitlines()) - 1,
    "xml": lambda text: len(ElementTree.fromstring(text).findall(".//{*}result")),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("rows", [1, 2, 301, 302, 303])
def test_answers_are_cut_at_the_limit_of_rows_and_say_so(example_data: Path, name: str, rows: int) -> None:
    with Service(example_data, Settings(client_seconds=0, workers=1, max_rows=rows)) as client:
        response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": name})
        assert READERS[name](response.text) == min(rows, 302)  # type: ignore[operator]
        assert response.headers.get("x-truncated") == (f"{rows} rows" if rows < 302 else None)
        triples = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": "ntriples"})
        assert len(triples.text.splitlines()) == min(rows, 302)
        assert triples.headers.get("x-truncated") == (f"{rows} triples" if rows < 302 else None)


def test_an_answer_beyond_the_limit_of_bytes_is_413(example_data: Path) -> None:
    with Service(example_data, Settings(client_seconds=0, workers=1, max_bytes=5_000)) as client:
        assert ask(client, "SELECT * { ?s ?p ?o }").status_code == 413
        assert ask(client, ROWS).status_code == 200


def test_a_client_that_used_up_its_time_is_told_when_to_return(example_data: Path) -> None:
    with Service(example_data, Settings(client_seconds=0.5, query_seconds=1, workers=1)) as client:
        assert ask(client, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }").status_code == 504
        response = ask(client, "ASK{}")
        assert response.status_code == 429
        assert 0 < int(response.headers["retry-after"]) <= 70
