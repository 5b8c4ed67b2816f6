"""Every address that the README gives is answered as it says."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
ADDRESSES = re.findall(r"http://127\.0\.0\.1:8000(/[^'\s]*)", README)


@pytest.mark.parametrize("address", [address for address in ADDRESSES if not address.startswith("/sparql")])
def test_every_address_of_the_readme_is_answered(address: str, reader: httpx.Client) -> None:
    answer = reader.get(address)
    assert answer.status_code == 200
    assert "html" not in answer.headers["content-type"]


def test_the_query_of_the_readme_is_answered(reader: httpx.Client) -> None:
    (query,) = re.findall(r"'query=([^']+)'", README)
    answer = reader.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert "苏萌" in answer.text
