"""What a neighbourhood looks like in each format: one format a file, found by itself.

Every file of this folder that is a format has a `VIEW`. Each format holds the same nodes and the same edges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.layout.picture import Picture
    from kg.views.palette import Theme


def _itself(iri: str) -> str:
    return iri


@dataclass(frozen=True, slots=True)
class Options:
    """How to write: `link` turns an IRI into the address a reader should open."""

    theme: Theme = "light"
    language: str = "zh"
    title: str = ""
    link: Callable[[str], str] = _itself


@dataclass(frozen=True, slots=True)
class View:
    """A format: its name in `?format=` and as extension, its media type, and its writer."""

    name: str
    media_type: str
    write: Callable[[Picture, Options], str]


@cache
def views() -> Mapping[str, View]:
    """Every format by its name."""
    modules = (import_module(f"kg.views.{found.name}") for found in iter_modules(__path__))
    found = (module.VIEW for module in modules if hasattr(module, "VIEW"))
    return {view.name: view for view in sorted(found, key=lambda view: view.name)}
