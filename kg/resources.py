"""Where the data that ships with the program lies: beside the package when installed, at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "_resources"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parent.parent

ONTOLOGY = _ROOT / "ontology"
SEEDS = _ROOT / "seeds"
