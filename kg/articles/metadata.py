"""What is known about an article besides its text: title, source, author, date and address."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kg.clean.edits import apply
from kg.clean.invisible import drop_invisible
from kg.errors import ArgumentError, NotTextError, UnreadableError
from kg.model import CleanText

Fields = Mapping[str, str | None]

FIELDS = ("title", "source", "author", "date", "url")
MANIFEST = "manifest.json"

_LONGEST = 500  # characters of a title
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]{1,2000}")


def checked(fields: Fields) -> dict[str, str | None]:
    """The fields as plain one-line texts. Raises ArgumentError for a date or address that is none."""
    plain = {field: _plain(value) if value else None for field, value in fields.items()}
    if (day := plain.get("date")) and not _is_date(day):
        raise ArgumentError(f"the date {day!r} should be 2022, 2022-06 or 2022-06-23")
    if (url := plain.get("url")) and not _URL.fullmatch(url):
        raise ArgumentError(f"the address {url!r} should be a URL that begins with http:// or https://")
    return plain


def manifest(path: Path) -> dict[str, Fields]:
    """What a folder's manifest tells of each of its files, by file name; nothing if there is none.

    A JSON object: file name → object of title, source, author, date, url, each a text or null.
    """
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise NotTextError(f"{path}: not JSON: {error}") from error
    if not isinstance(told, dict) or not all(isinstance(fields, dict) for fields in told.values()):
        raise NotTextError(f"{path}: should be an object of file names, each with an object of {', '.join(FIELDS)}")
    return {name: only_fields(fields, f"{path}: {name}") for name, fields in told.items()}


def only_fields(told: Mapping[str, object], place: str) -> dict[str, str | None]:
    """The fields of a JSON object. Raises NotTextError for unknown ones, and for values that are no texts."""
    fields: dict[str, str | None] = {}
    for field, value in told.items():
        if field not in FIELDS:
            raise NotTextError(f"{place}: unknown field {field!r}; known are {', '.join(FIELDS)}")
        if value is not None and not isinstance(value, str):
            raise NotTextError(f"{place}: {field} should be a text or null, not {value!r}")
        fields[field] = value
    return fields


def _plain(value: str) -> str:
    seen = apply(CleanText.verbatim(value), drop_invisible(value)).text
    return " ".join(seen.split())[:_LONGEST]


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True
