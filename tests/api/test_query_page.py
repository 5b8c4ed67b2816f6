"""The SPARQL endpoint in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from api.description import examples
from api.settings import Settings
from tests.api.conftest import Service
from tests.county import graph

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    data = tmp_path_factory.mktemp("county")
    with graph(data), Service(data, Settings(client_seconds=0)) as client:
        client.headers.update(BROWSER)
        yield client


def page(client: httpx.Client, query: str, status: int = 200) -> str:
    response = client.get("/sparql", params={"query": query, "lang": "zh"})
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response.text


def test_without_a_query_questions_are_offered(county: httpx.Client) -> None:
    response = county.get("/sparql", params={"lang": "zh"})
    assert all(example.question("zh") in response.text for example in examples())


def test_rows_are_a_table_that_leads_on(county: httpx.Client) -> None:
    text = page(county, "SELECT ?谁 ?名 { ?谁 a kg:Person ; rdfs:label ?名 FILTER(STR(?名) = '程若水') }")
    assert '<th scope="col" lang="zh-CN">谁</th>' in text
    assert 'href="/entities/person/%E7%A8%8B%E8%8B%A5%E6%B0%B4?lang=zh">person/程若水</a>' in text
    assert "format=csv" in text


def test_a_truth_value_and_triples_are_shown_as_they_are(county: httpx.Client) -> None:
    assert '<pre lang="zh-CN">true</pre>' in page(county, "ASK {}")
    assert "a kg:Person" in page(county, "CONSTRUCT WHERE { ?s a kg:Person }")


def test_a_malformed_query_stays_in_the_page_with_what_is_wrong(county: httpx.Client) -> None:
    text = page(county, "SELECT * { ?s zz:p ?o", 400)
    assert "SELECT * { ?s zz:p ?o</textarea>" in text
    assert "line 1, column 15: the prefix zz: is not declared" in text


def test_nothing_of_a_query_or_an_answer_becomes_markup(county: httpx.Client) -> None:
    text = page(county, "SELECT ('</pre><script>a</script>' AS ?x) (<javascript:alert(1)> AS ?y) {}")
    assert "<script" not in text
    assert 'href="javascript' not in text


def test_a_program_gets_no_page(county: httpx.Client) -> None:
    for headers in ({"Accept": "*/*"}, {"Accept": "text/html, */*", "User-Agent": "Java/17"}):
        response = county.get("/sparql", params={"query": "ASK {}"}, headers=headers)
        assert response.headers["content-type"] == "application/sparql-results+json"
    named = county.get("/sparql", params={"query": "ASK {}", "format": "xml"})
    assert named.headers["content-type"] == "application/sparql-results+xml"
