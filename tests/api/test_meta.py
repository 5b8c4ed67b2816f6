"""What is given away whole, and that it is what it says it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from api.settings import Settings
from kg.export import FORMATS
from kg.store import Store
from kg.vocab import ONTOLOGY_IRI
from tests.api.conftest import Service
from tests.county import graph, road, steps


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    data = tmp_path_factory.mktemp("county")
    with graph(data), Service(data, Settings(client_seconds=0)) as client:
        yield client


@pytest.mark.parametrize("extension", FORMATS)
def test_an_export_is_the_file_that_the_command_writes(county: httpx.Client, extension: str, tmp_path: Path) -> None:
    with graph(tmp_path / "data") as snapshot:
        written = b"".join(FORMATS[extension](snapshot))
    response = county.get(f"/export.{extension}")
    assert response.status_code == 200
    assert response.content == written
    again = county.get(f"/export.{extension}", headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_unknown_export_names_the_known(county: httpx.Client) -> None:
    response = county.get("/export.xlsx")
    assert response.status_code == 404
    assert all(extension in response.json()["detail"] for extension in FORMATS)


@pytest.mark.parametrize("extension", ["owl", "ttl", "nt"])
def test_the_ontology_is_one_graph_in_every_format(county: httpx.Client, extension: str) -> None:
    response = county.get(f"/ontology.{extension}")
    rdf_format = RdfFormat.from_media_type(response.headers["content-type"].split(";")[0])
    assert rdf_format is not None
    triples = list(parse(response.content, format=rdf_format))
    reference = list(parse(county.get("/ontology.ttl").content, format=RdfFormat.TURTLE))
    assert len(triples) == len(reference)
    assert county.get(f"/ontology.{extension}", headers={"If-None-Match": response.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("headers", "media_type"),
    [
        ({"Accept": "application/rdf+xml, text/turtle;q=0.5"}, "application/rdf+xml"),
        ({"User-Agent": "Java/17", "Accept": "text/html, image/gif, *; q=.2, */*; q=.2"}, "application/rdf+xml"),
        ({"Accept": "text/turtle"}, "text/turtle"),
        ({"Accept": "application/ld+json"}, "application/ld+json"),
    ],
)
def test_the_ontology_opens_by_its_own_iri(county: httpx.Client, headers: dict[str, str], media_type: str) -> None:
    for path in ("/ontology", httpx.URL(ONTOLOGY_IRI).path):
        response = county.get(path, headers=headers)
        assert response.headers["content-type"].split(";")[0] == media_type


def test_what_is_added_while_serving_is_seen_by_the_next_request(tmp_path: Path) -> None:
    first, second = road(), steps()
    data = tmp_path / "data"
    with graph(data, first):
        pass
    with Service(data, Settings(client_seconds=0, workers=1)) as client:
        count = {"query": "SELECT (COUNT(?a) AS ?n) { ?a a kg:Article }", "format": "csv"}
        before = client.get("/sparql", params=count)
        exported = client.get("/export.nt")
        with Store.open(data) as store:
            store.add(second)
        after = client.get("/sparql", params=count, headers={"If-None-Match": before.headers["etag"]})
        assert (before.text, after.text) == ("n\r\n1\r\n", "n\r\n2\r\n")
        assert len(client.get("/export.nt").content) > len(exported.content)


def test_health_says_which_graph_is_served(county: httpx.Client) -> None:
    health = county.get("/health").json()
    assert health["status"] == "ok"
    assert health["snapshot"]
