"""What can be set, from the environment or by hand; read once and handed down."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg.vocab import BASE


class Settings(BaseSettings):
    """One field a setting; its environment variable is its name in capitals after `KG_`."""

    model_config = SettingsConfigDict(
        env_prefix="KG_", env_ignore_empty=True, frozen=True, use_attribute_docstrings=True
    )

    data: Path = Path("data")
    """Folder of the graph and of what is derived from it."""
    port: int = Field(default=8000, ge=0, le=65535)
    """Port to serve on; 0 takes any free one."""
    token: SecretStr | None = None
    """Bearer token for adding and removing articles; without one nobody may."""
    base_iri: str = BASE
    """What the identifiers of the graph begin with, whatever host serves them."""
    public_url: str | None = None
    """Address under which others reach the service, for absolute links behind a proxy."""
    query_seconds: PositiveFloat = 10
    """Longest time that one SPARQL query may run."""
    client_seconds: NonNegativeFloat = 30
    """Query time that one client may use a minute; 0 switches this off."""
    max_rows: PositiveInt = 10_000
    """Most rows, or triples, of one answer; more are cut, and the answer says so."""
    max_bytes: PositiveInt = 16_000_000
    """Largest answer of a SPARQL query, in bytes before compression."""
    workers: PositiveInt = min(os.cpu_count() or 1, 8)
    """Query processes, and so queries at a time."""
    waiting: NonNegativeInt = 16
    """Queries that may wait for a worker before others are turned away."""
    request_seconds: PositiveFloat = 20
    """Time in which a request must have arrived completely."""
    chromium: Path | None = None
    """Chromium that the browser tests drive."""
