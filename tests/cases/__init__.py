"""Cases as data: one a line, `text → what is found`; ⏎ breaks the line; lines that begin with # are remarks."""

from __future__ import annotations

from pathlib import Path


def cases(name: str) -> list[tuple[str, str]]:
    """The cases of `<name>.txt`: text and expectation, which is empty where nothing is to be found."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()
    split = (line.partition(" →") for line in lines if line and not line.startswith("#"))
    return [(text.replace("⏎", "\n"), expected.strip()) for text, _, expected in split]
