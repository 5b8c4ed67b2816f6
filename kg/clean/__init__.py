"""Raw text → CleanText, in small named steps, with a map from every clean character to the raw ones."""

from __future__ import annotations

from kg.model import CleanText


def clean(raw: str) -> CleanText:
    """Readable simplified Chinese. Cleaning twice is cleaning once."""
    return CleanText.verbatim(raw)
