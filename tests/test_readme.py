"""What the README promises is so: its answers are the graph's, its links lead somewhere, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from kg.cli import parser
from kg.resources import SEEDS
from kg.store.snapshot import Snapshot

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
QUESTION = re.compile(r"^### .+\n\n.+\[`([^`]+)\.rq`\].*\n\n((?:\|.+\n)+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@pytest.mark.parametrize(("query", "table"), QUESTION.findall(README), ids=[q for q, _ in QUESTION.findall(README)])
def test_every_answer_of_the_readme_is_the_graphs(query: str, table: str, seeds: Snapshot) -> None:
    names, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    result = seeds.store.query((SEEDS / "queries" / f"{query}.rq").read_text("utf-8"))
    assert isinstance(result, QuerySolutions)
    answers = [[getattr(row[name], "value", "") for name in names] for row in result]
    assert rows
    assert not [row for row in rows if row not in answers]


def test_there_are_at_least_five_questions() -> None:
    assert len(QUESTION.findall(README)) >= 5


def test_every_link_of_the_docs_leads_to_a_file() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in LINK.findall(page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_that_the_readme_names_exists() -> None:
    known = re.search(r"\{([a-z,]+)\}|COMMAND", parser().format_usage())
    assert known
    commands = set(re.findall(r"^ {4}([a-z]+)(?: |$)", parser().format_help(), re.MULTILINE))
    assert set(re.findall(r"`kg ([a-z]+)", README)) <= commands
