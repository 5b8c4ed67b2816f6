"""Every format holds the same nodes and the same relations, and opens with somebody else's reader."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from pyoxigraph import RdfFormat, parse

from kg import vocab
from kg.figures import picture
from kg.layout.picture import Picture
from kg.neighbourhood import neighbourhood
from kg.views import Options, views
from kg.views.palette import THEMES, colours, fact_colour, kind, kinds, stylesheet, text_pairs
from tests.graphs import county, entity

Counts = tuple[int, int]


@pytest.fixture(scope="module")
def drawn() -> Picture:
    index = county().index
    centres = [entity("Concept", "数字政府"), entity("QuadrantModel", "a1", "县域转型矩阵")]
    return picture(index, neighbourhood(index, centres, hops=2))


def _rows(text: str) -> int:
    return len(list(csv.reader(io.StringIO(text)))) - 1


def _rdf(text: str, format: RdfFormat) -> Counts:
    quads = list(parse(text.encode(), format=format))
    described = (vocab.RDF.type_, vocab.RDFS.label)
    return len({q.subject for q in quads}), sum(q.predicate not in described for q in quads)


def _xml(text: str, node: str, edge: str) -> Counts:
    root = ET.fromstring(text)
    return len(root.findall(f".//{{*}}{node}")), len(root.findall(f".//{{*}}{edge}"))


def _svg(text: str) -> Counts:
    links = [a.get("class", "") for a in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}a")]
    return sum(c.startswith(("node", "frame")) for c in links), sum(c.startswith("edge") for c in links)


def _lengths(nodes: object, edges: object) -> Counts:
    return len(nodes), len(edges)  # type: ignore[arg-type]  # both are containers


COUNT: Mapping[str, Callable[[str], Counts]] = {
    "json": lambda text: _lengths(json.loads(text)["nodes"], json.loads(text)["edges"]),
    "cytoscape": lambda text: _lengths(*json.loads(text)["elements"].values()),
    "cx2": lambda text: _lengths(*(next(a[k] for a in json.loads(text) if k in a) for k in ("nodes", "edges"))),
    "jgf": lambda text: _lengths(json.loads(text)["graph"]["nodes"], json.loads(text)["graph"]["edges"]),
    "graphml": lambda text: _xml(text, "node", "edge"),
    "gexf": lambda text: _xml(text, "node", "edge"),
    "ttl": lambda text: _rdf(text, RdfFormat.TURTLE),
    "jsonld": lambda text: _rdf(text, RdfFormat.JSON_LD),
    "svg": _svg,
}


def test_the_same_counts_in_every_format(drawn: Picture) -> None:
    nodes, edges = len(drawn.subgraph.nodes), len(drawn.subgraph.edges)
    written = {name: view.write(drawn, Options()) for name, view in views().items()}
    assert _rows(written.pop("csv")) == edges
    assert _rows(written.pop("csv-nodes")) == nodes
    assert {name: COUNT[name](text) for name, text in written.items()} == dict.fromkeys(COUNT, (nodes, edges))


def test_networkx_reads_graphml_and_gexf_with_typed_attributes(drawn: Picture) -> None:
    graph = nx.parse_graphml(views()["graphml"].write(drawn, Options()))
    node = graph.nodes[entity("Concept", "数字政府")]
    assert (node["name"], node["label"], node["support"]) == ("数字政府", "数字政府", 8)
    assert all(isinstance(data["weight"], float) and data["interaction"] for *_, data in graph.edges(data=True))
    gexf = nx.read_gexf(io.BytesIO(views()["gexf"].write(drawn, Options()).encode()), version="1.3")
    assert gexf.nodes[entity("Concept", "数字政府")]["label"] == "数字政府"


def test_a_picture_links_every_node_and_relation_through_the_callers_addresses(drawn: Picture) -> None:
    text = views()["svg"].write(drawn, Options(link=lambda iri: "/at/" + iri.rsplit("/", 2)[1]))
    hrefs = {a.get("href") for a in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}a")}
    assert hrefs >= {"/at/fact", "/at/concept"}
    assert all((href or "").startswith("/at/") for href in hrefs)


def test_a_picture_needs_no_style_sheet_and_has_two_themes(drawn: Picture) -> None:
    light, dark = (views()["svg"].write(drawn, Options(theme=theme)) for theme in THEMES)
    assert colours("light")["quadrant"] in light
    assert colours("dark")["quadrant"] in dark
    assert "style=" not in light + dark
    assert "<style" not in light + dark


def test_markup_in_a_label_stays_text(drawn: Picture) -> None:
    text = views()["svg"].write(drawn, Options(title="<script>alert(1)</script>"))
    assert "<script" not in text


# Colours


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """The contrast of two colours (WCAG 2.2)."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_colour_stands_out_from_every_ground(theme: str) -> None:
    palette = colours(theme)
    weak = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in text_pairs()}
    assert {pair: round(value, 2) for pair, value in weak.items() if value < 4.5} == {}
    assert all(contrast(palette["line"], palette[ground]) >= 3 for ground in ("sheet", "paper"))


def test_every_kind_has_its_own_colour_and_shape() -> None:
    assert len({k.shape for k in kinds()}) == len(kinds())
    assert len({colours("light")[k.name] for k in kinds()}) == len(kinds())
    assert (kind("QuadrantModel").name, kind("Person").name, kind("Level").name) == ("model", "person", "other")


def test_every_kind_of_fact_has_a_colour_of_its_own() -> None:
    assert all(fact_colour(vocab.local_name(kind.value)) != "other" for kind in vocab.fact_kinds())


def test_the_style_sheet_holds_every_colour_of_both_themes() -> None:
    text = stylesheet()
    assert all(f"--{name}: {value};" in text for theme in THEMES for name, value in colours(theme).items())
