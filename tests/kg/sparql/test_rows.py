"""Answers are cut between rows, wherever the engine's pieces of them end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from kg.sparql.rows import ROW_ENDS, Body, Enough

READERS: Mapping[str, Callable[[bytes], int]] = {
    "JSON": lambda content: len(json.loads(content)["results"]["bindings"]),
    "XML": lambda content: len(ElementTree.fromstring(content).findall(".//{*}result")),
    "CSV": lambda content: len(list(csv.reader(io.StringIO(content.decode(), newline="")))) - 1,
    "TSV": lambda content: content.count(b"\n") - 1,
}
# Words that look like the end of a row, and what may hide that they do not.
WORDS = st.text(alphabet='},{"\\</result>\r\n\t ,xé', max_size=12)


def serialized(words: list[str], format: str) -> bytes:
    store = Store()
    predicate = NamedNode("http://example.org/p")
    for number, word in enumerate(words):
        store.add(Quad(NamedNode(f"http://example.org/{number}"), predicate, Literal(word)))
    # Every other row has nothing in it.
    solutions = store.query("SELECT ?o ?x { ?s ?p ?w BIND(IF(STRLEN(?w) > 1, ?w, 1/0) AS ?o) } ORDER BY ?s")
    assert isinstance(solutions, QuerySolutions)
    content = solutions.serialize(format=getattr(QueryResultsFormat, format))
    assert content is not None
    return content


@pytest.mark.parametrize("format", READERS)
@given(words=st.lists(WORDS, max_size=12), most=st.integers(1, 13), piece=st.integers(1, 40))
def test_an_answer_keeps_its_first_rows_and_stays_well_formed(
    format: str, words: list[str], most: int, piece: int
) -> None:
    words = [word.replace("\r", "") for word in words] if format == "XML" else words
    content = serialized(words, format)
    body = Body(10**6, ROW_ENDS[format], most)
    truncated = False
    try:
        for start in range(0, len(content), piece):
            body.write(content[start : start + piece])
        truncated = body.cut()
    except Enough:
        truncated = True
    assert truncated == (len(words) > most)
    assert READERS[format](bytes(body.content)) == min(len(words), most)
    kept = bytes(body.content).removesuffix(ROW_ENDS[format].closing)
    assert content.startswith(kept)
