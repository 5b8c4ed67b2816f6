"""A mention → the entity it names in this article; findings → facts and profiles."""

from __future__ import annotations

from collections.abc import Iterable

from kg.document import Document
from kg.model import Fact, Finding, Profile


def link(document: Document, findings: Iterable[Finding]) -> tuple[tuple[Fact, ...], tuple[Profile, ...]]:
    """Replace the mentions of findings by entities, join findings that say the same, and profile every entity."""
    raise NotImplementedError
