"""One file per kind of fact. This package only discovers them, in the order of their names."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from kg.extractor import Extractor


@cache
def extractors() -> tuple[Extractor, ...]:
    """Every extractor of this folder."""
    found: list[Extractor] = []
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        members = vars(importlib.import_module(f"{__name__}.{module.name}")).values()
        found.extend(member for member in members if isinstance(member, Extractor))
    return tuple(found)
