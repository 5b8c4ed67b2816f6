"""The reading routes over the seeds: lists, single things, neighbourhoods, search, and every IRI."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent
from xml.etree import ElementTree as ET

import httpx
import pytest
from markupsafe import Markup
from pyoxigraph import RdfFormat, parse

from api.pages import LANGUAGES, received, strings, visible
from api.settings import Settings
from kg.iris import quote
from kg.store import Store
from tests.api.conftest import Service
from tests.graphs import Graph, publish

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PERSON = "person/盘和林"
CONCEPT = "concept/数字政府"


def get(client: httpx.Client, path: str, **parameters: Any) -> Any:
    response = client.get(path, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


# Lists


@pytest.mark.parametrize("path", ["/entities", "/facts", "/articles", "/models"])
def test_a_list_leads_on_to_its_end_and_exists_as_page_and_table(reader: httpx.Client, path: str) -> None:
    page = get(reader, path, limit=2)
    assert len(page["items"]) == 2
    assert page["truncated"] is True
    rest, seen = page, [item["iri"] for item in page["items"]]
    while rest["next_url"]:
        rest = reader.get(rest["next_url"].replace("limit=2", "limit=400")).json()
        seen += [item["iri"] for item in rest["items"]]
    assert rest["truncated"] is False
    assert len(seen) == len(set(seen)) == len(get(reader, path, limit=1000)["items"])
    rows = list(csv.reader(io.StringIO(reader.get(path, params={"format": "csv", "limit": 1000}).text)))
    assert len(rows) == len(seen) + 1
    assert reader.get(path, headers=HTML).headers["content-type"].startswith("text/html")


def test_entities_by_type_and_by_name(reader: httpx.Client) -> None:
    people = get(reader, "/entities", type="Person", limit=100)["items"]
    assert {"盘和林", "黄璜"} <= {person["label"] for person in people}
    assert {person["type"] for person in people} == {"Person"}
    assert get(reader, "/entities", q="盘和", type="Person")["items"][0]["label"] == "盘和林"
    assert {item["type"] for item in get(reader, "/entities", type="Model")["items"]} > {"QuadrantModel"}


def test_facts_of_a_kind_and_of_an_entity_carry_their_words(reader: httpx.Client) -> None:
    facts = get(reader, "/facts", kind="Affiliation", entity=PERSON)["items"]
    assert {fact["kind"] for fact in facts} == {"Affiliation"}
    for fact in facts:
        for evidence in fact["evidence"]:
            text = get(reader, f"/articles/{evidence['article']}")["text"]
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    roles = {value["text"] for fact in facts for value in fact["arguments"] if value["property"] == "org:role"}
    assert {"联席主任", "研究员"} <= roles


def test_excel_gets_a_mark_and_no_formula(reader: httpx.Client) -> None:
    text = reader.get("/entities", params={"format": "csv", "excel": "1"}).text
    assert text.startswith("\ufeff")


# Single things


def test_an_articles_segments_join_to_its_text_as_received(reader: httpx.Client) -> None:
    for item in get(reader, "/articles")["items"]:
        article = get(reader, f"/articles/{item['id']}")
        assert "".join(segment["text"] for segment in article["segments"]) == article["text"]
        marked = {fact for segment in article["segments"] for fact in segment["facts"]}
        assert marked == {fact["iri"] for fact in article["statements"]}
        assert len(marked) == item["facts"]


@pytest.mark.parametrize("name", [PERSON, percent(f"https://w3id.org/zhitu/id/{PERSON}", safe="")])
def test_an_entity_is_named_by_iri_or_by_what_follows_id(reader: httpx.Client, name: str) -> None:
    entity = get(reader, f"/entities/{name}")
    assert (entity["label"], entity["type"]) == ("盘和林", "Person")
    assert entity["facts"]["items"]


def test_every_iri_of_the_graph_opens_as_page_json_and_rdf(reader: httpx.Client) -> None:
    fact = get(reader, "/facts", limit=1)["items"][0]
    article = get(reader, "/articles", limit=1)["items"][0]
    entities = get(reader, "/entities", limit=1000)["items"]
    iris = [fact["iri"], fact["evidence"][0]["iri"], article["iri"], *(entity["iri"] for entity in entities)]
    for iri in iris:
        path = iri.removeprefix("https://w3id.org/zhitu")
        assert reader.get(path, headers=HTML).status_code == 200, iri
        assert reader.get(path, headers={"Accept": "application/json"}).status_code == 200, iri
    for iri in iris[:6]:
        path = iri.removeprefix("https://w3id.org/zhitu")
        for media_type in ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"):
            response = reader.get(path, headers={"Accept": media_type})
            assert response.headers["content-type"].startswith(media_type)
            syntax = RdfFormat.from_media_type(media_type)
            assert syntax is not None
            assert list(parse(response.content, format=syntax))


def test_the_ontology_api_gets_rdf_and_never_a_page(reader: httpx.Client) -> None:
    accept = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
    for agent, expected in (("Java/17.0.1", "application/rdf+xml"), ("Mozilla/5.0", "text/html")):
        response = reader.get(f"/id/{PERSON}", headers={"Accept": accept, "User-Agent": agent})
        assert response.headers["content-type"].startswith(expected)


def test_an_unchanged_answer_is_not_sent_twice(reader: httpx.Client) -> None:
    for path in ("/entities", f"/neighbourhood/{CONCEPT}", "/", "/static/site.css"):
        tag = reader.get(path).headers["etag"]
        assert reader.get(path, headers={"If-None-Match": tag}).status_code == 304


# Neighbourhoods


def test_formats_of_a_neighbourhood_agree(reader: httpx.Client) -> None:
    path = f"/neighbourhood/{CONCEPT}"
    nodes, edges = (len(get(reader, path, hops=2)[part]) for part in ("nodes", "edges"))
    assert len(reader.get(f"{path}.csv", params={"hops": 2}).text.strip().split("\n")) == edges + 1
    cytoscape = get(reader, path, hops=2, format="cytoscape")["elements"]
    assert (len(cytoscape["nodes"]), len(cytoscape["edges"])) == (nodes, edges)
    graphml = ET.fromstring(reader.get(path, params={"hops": 2}, headers={"Accept": "application/graphml+xml"}).text)
    assert len(graphml.findall(".//{*}node")) == nodes
    svg = reader.get(f"{path}.svg", params={"hops": 2})
    assert svg.headers["content-type"] == "image/svg+xml"
    links = [a.get("class", "") for a in ET.fromstring(svg.text).iter("{http://www.w3.org/2000/svg}a")]
    assert sum(name.startswith("edge") for name in links) == edges


def test_an_edge_leads_to_its_fact_and_a_node_to_its_entity(reader: httpx.Client) -> None:
    root = ET.fromstring(reader.get(f"/neighbourhood/{PERSON}.svg").text)
    links = {a.get("href", "") for a in root.iter("{http://www.w3.org/2000/svg}a")}
    assert links
    assert all(reader.get(link).status_code == 200 for link in links)


def test_both_spellings_and_the_limit(reader: httpx.Client) -> None:
    british, american = (get(reader, f"/{word}/{CONCEPT}", limit=2) for word in ("neighbourhood", "neighborhood"))
    assert british == american
    assert len(british["nodes"]) == 2
    assert british["truncated"] is True
    assert british["nodes"][0]["label"] == "数字政府"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/neighbourhood/{CONCEPT}?hops=9", 422),
        (f"/neighbourhood/{CONCEPT}?direction=up", 422),
        (f"/neighbourhood/{CONCEPT}?types=Cow", 422),
        (f"/neighbourhood/{CONCEPT}?format=doc", 406),
        ("/neighbourhood/person/无名氏", 404),
        ("/entities/person/无名氏", 404),
        ("/facts/0000", 404),
        ("/articles/0000", 404),
        ("/entities?cursor=x", 422),
        ("/facts?kind=Cow", 422),
        ("/models/person/盘和林", 404),
        ("/static/..%2Fsettings.py", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_in_json_or_in_words(reader: httpx.Client, path: str, status: int) -> None:
    problem = reader.get(path)
    assert problem.status_code == status
    assert problem.headers["content-type"] == "application/problem+json"
    page = reader.get(path, headers=HTML)
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")
    assert "Traceback" not in page.text


# Search


def test_search_finds_names_by_initials_and_sentences_by_words(reader: httpx.Client) -> None:
    assert get(reader, "/search", q="phl")["items"][0]["label"] == "盘和林"
    found = get(reader, "/search", q="数字政府")
    assert found["items"][0]["label"] == "数字政府"
    assert all(any(piece["hit"] for piece in sentence["pieces"]) for sentence in found["sentences"])
    assert get(reader, "/search", q="")["items"] == []


# Models


def test_the_county_model_is_a_matrix_in_json_and_as_a_picture(reader: httpx.Client) -> None:
    (model,) = (item for item in get(reader, "/models", limit=100)["items"] if item["type"] == "QuadrantModel")
    path = "/models/" + model["iri"].split("/id/model/")[1]
    matrix = get(reader, path)["model"]
    assert len(matrix["cells"]) == 4
    assert {(cell["column"], cell["row"]) for cell in matrix["cells"]} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    svg = reader.get(f"{path}/matrix.svg").text
    assert all(cell["label"] in svg for cell in matrix["cells"])
    assert reader.get(f"{path}/stages.svg").status_code == 404


def test_a_stage_model_is_a_track_as_a_picture(reader: httpx.Client) -> None:
    model = next(item for item in get(reader, "/models", limit=100)["items"] if item["type"] == "StageModel")
    path = "/models/" + model["iri"].split("/id/model/")[1]
    steps = [step["label"] for step in get(reader, path)["model"]["steps"]]
    text = "".join(ET.fromstring(reader.get(f"{path}/stages.svg").text).itertext())
    assert all(step[:3] in text for step in steps)


# Pages as text


def test_pages_carry_a_policy_without_exceptions(reader: httpx.Client) -> None:
    for path in ("/", "/entities", "/search?q=数字"):
        policy = reader.get(path, headers=HTML).headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        page = reader.get(path, headers=HTML).text
        assert "style=" not in page
        assert "<script" not in page


def test_both_languages_have_the_same_words() -> None:
    chinese, english = (strings(language) for language in LANGUAGES)
    assert chinese.keys() == english.keys()
    assert all(chinese.values())
    assert all(english.values())


def test_the_language_is_asked_for_by_address_or_by_the_browser(reader: httpx.Client) -> None:
    assert '<html lang="zh-CN">' in reader.get("/", headers=HTML).text
    assert '<html lang="en">' in reader.get("/", headers={**HTML, "Accept-Language": "en-GB,en;q=0.9"}).text
    assert '<html lang="zh-CN">' in reader.get("/?lang=zh", headers={**HTML, "Accept-Language": "en"}).text


def test_an_empty_graph_says_so_and_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    Store.open(folder).close()
    with Service(folder, Settings(client_seconds=0)) as client:
        assert "还没有文章" in client.get("/", headers=HTML).text
        assert get(client, "/entities") == {"items": [], "truncated": False, "next_url": None}


def test_the_reading_routes_are_described(reader: httpx.Client) -> None:
    paths = json.loads(reader.get("/openapi.json").text)["paths"]
    assert {"/entities", "/facts", "/articles", "/search", "/neighbourhood/{id}", "/models"} <= paths.keys()


def test_markup_in_a_text_is_set_back_and_nothing_of_it_is_lost() -> None:
    text = '<p class="a">数字&ldquo;政府&rdquo;</p> 1<2 & 3>2 <script>x</script>\x00'
    shown = received(text)
    assert '<span class="around">&lt;p class=&#34;a&#34;&gt;</span>数字<span class="around">&amp;ldquo;</span>' in shown
    assert Markup(shown).striptags() == "".join(" ".join(visible(text).split()))
    assert "<script" not in shown


def test_names_with_reserved_characters_are_reached_by_the_links_that_pages_give(tmp_path: Path) -> None:
    names = ["A/B 100%？#?x=1&y", "a.json", "%2F", "“引号”<b>", "𠀀"]

    def make(path: Path) -> Graph:
        graph = Graph(path)
        iris = [graph.entity("Concept", quote(name)) for name in names]
        for other in iris[1:]:
            graph.edge(iris[0], "kg:hasFactor", other)
        graph.index.commit()
        return graph

    with Service(publish(make, tmp_path / "data"), Settings(client_seconds=0)) as client:
        rows = get(client, "/entities")["items"]
        assert len(rows) == len(names)
        page = client.get("/entities", headers=HTML).text
        for link in re.findall(r'href="(/entities/[^"]+)"', page):
            opened = client.get(unescape(link), headers=HTML)
            assert opened.status_code == 200, link
            around = re.search(r'href="(/neighbourhood/[^"]+)"', opened.text)
            assert around
            drawn = client.get(unescape(around[1]), headers=HTML)
            assert drawn.status_code == 200
            for other in re.findall(r'href="(/neighbourhood/[^"]+(?:hops|lang)[^"]*)"', drawn.text):
                assert client.get(unescape(other), headers=HTML).status_code == 200, other


def test_a_search_that_is_cut_says_so_and_how_to_see_more(reader: httpx.Client) -> None:
    for path in ("/entities", "/search"):
        cut = get(reader, path, q="数字", limit=2)
        assert cut["truncated"] is True
        assert len(reader.get(cut["next_url"]).json()["items"]) > 2
