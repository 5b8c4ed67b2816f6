"""Colours and shapes, read from one file by the style sheet, the pictures and the legend.

Every type of entity has a kind: a colour, a shape and a word, so that meaning never hangs on colour alone. A type
takes the kind of its class or of the nearest class above it; what has none of its own is `other`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg import vocab

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Kind:
    """How entities of some types look; `name` is also the name of the colour."""

    name: str
    type: str  # local name of the class that gives the word; empty for the rest
    shape: str


@cache
def _tokens() -> Mapping[str, Any]:
    return json.loads((Path(__file__).parent / "tokens.json").read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def colours(theme: Theme) -> Mapping[str, str]:
    """Every colour of a theme by its name."""
    return {name: pair[THEMES.index(theme)] for name, pair in _tokens()["colours"].items()}


@cache
def text_pairs() -> tuple[tuple[str, str], ...]:
    """Every colour used for text with every ground it may stand on."""
    pairs = [(text, ground) for text in _tokens()["text"] for ground in _tokens()["grounds"]]
    return (*pairs, ("accent", "accent-w"), ("ink", "accent-w"), ("sheet", "ink"))


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds in the order of the legend."""
    return tuple(Kind(kind["name"], kind["class"], kind["shape"]) for kind in _tokens()["kinds"])


@cache
def kind(type: str) -> Kind:
    """The kind of an entity's type (local name of its class)."""
    for found in kinds():
        if found.type and any(vocab.local_name(iri.value) == type for iri in vocab.subclasses(vocab.KG[found.type])):
            return found
    return kinds()[-1]


@cache
def fact_colour(kind: str) -> str:
    """The name of the colour that underlines evidence of a kind of fact (local name of its class)."""
    for name, colour in _tokens()["facts"].items():
        if any(vocab.local_name(iri.value) == kind for iri in vocab.subclasses(vocab.KG[name])):
            return str(colour)
    return "other"


@cache
def fact_kinds() -> tuple[str, ...]:
    """Kinds of facts (local names) in the order in which pages list them."""
    return tuple(vocab.local_name(iri.value) for name in _tokens()["facts"] for iri in vocab.subclasses(vocab.KG[name]))


@cache
def stylesheet() -> str:
    """The colours as custom properties, the dark ones where the reader prefers dark."""
    light, dark = ("\n".join(f"  --{name}: {value};" for name, value in colours(theme).items()) for theme in THEMES)
    scheme = "color-scheme: {};"
    return (
        f":root {{\n  {scheme.format('light')}\n{light}\n}}\n"
        f"@media (prefers-color-scheme: dark) {{\n:root:not([data-theme='light']) {{\n"
        f"  {scheme.format('dark')}\n{dark}\n}}\n}}\n"
        f":root[data-theme='dark'] {{\n  {scheme.format('dark')}\n{dark}\n}}\n"
    )
