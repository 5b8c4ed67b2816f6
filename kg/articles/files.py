"""Paths → files → the texts in them: one for most kinds of file, one a line for .jsonl."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.articles.decoding import decode
from kg.articles.documents import docx_text, pdf_text
from kg.articles.metadata import FIELDS, MANIFEST, Fields, only_fields
from kg.errors import ArticleError, NotTextError, TooLargeError, UnreadableError

LIMIT = 5_000_000  # characters of one article
_MOST_BYTES = 12 * LIMIT  # of one file or line: as many as its characters can take, escaped as JSON at worst


@dataclass(frozen=True, slots=True)
class Received:
    """A text as it came, with what came along."""

    name: str  # the file stem
    place: str  # path, and line of a .jsonl
    text: str
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArticleProblem:
    """Why a path, or a line of a .jsonl, gave no article."""

    path: str
    error: ArticleError


def walk(paths: Iterable[Path]) -> Iterator[Path | ArticleProblem]:
    """The files named and those in the folders named, in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file() and path.suffix.lower() not in _KINDS:
            yield _problem(path, NotTextError(f"this kind of file is not read; those that are: {' '.join(_KINDS)}"))
        elif path.is_file():
            yield path
        elif path.exists():
            yield _problem(path, UnreadableError("neither a file nor a folder"))
        else:
            yield _problem(path, UnreadableError("no such file or folder"))


def received(path: Path) -> Iterator[Received | ArticleProblem]:
    """The texts of one file."""
    try:
        if path.suffix.lower() == ".jsonl":
            yield from _lines(path)
        else:
            if (size := path.stat().st_size) > _MOST_BYTES:
                raise TooLargeError(f"the file has {size:,} bytes; up to {_MOST_BYTES:,} are read")
            yield Received(path.stem, str(path), _KINDS[path.suffix.lower()](path.read_bytes()))
    except OSError as error:
        yield _problem(path, UnreadableError(error.strerror or str(error)))
    except ArticleError as error:
        yield _problem(path, error)


def _folder(folder: Path) -> Iterator[Path | ArticleProblem]:
    failed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() in _KINDS and not name.startswith(".") and name != MANIFEST and path.is_file():
                yield path
    for error in failed:
        yield _problem(error.filename, UnreadableError(error.strerror or str(error)))


def _lines(path: Path) -> Iterator[Received | ArticleProblem]:
    """One JSON object a line: {"text": …, "title": …, "url": …, "date": …, "source": …, "author": …}."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_MOST_BYTES):
            number += 1
            place = f"{path}:{number}"
            if not line.endswith(b"\n") and len(line) == _MOST_BYTES:
                yield _problem(place, TooLargeError(f"the line is longer than {_MOST_BYTES:,} bytes"))
                while (rest := file.readline(_MOST_BYTES)) and not rest.endswith(b"\n"):
                    pass
            elif line.strip():
                try:
                    text, fields = _object(line)
                    yield Received(f"{path.stem}.{number}", place, text, fields)
                except ArticleError as error:
                    yield _problem(place, error)


def _object(line: bytes) -> tuple[str, Mapping[str, str | None]]:
    try:
        told = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotTextError(f"not a JSON object: {error}") from error
    if not isinstance(told, dict) or not isinstance(text := told.pop("text", None), str):
        raise NotTextError(f'should be a JSON object with "text" and perhaps {", ".join(FIELDS)}')
    known = {name: value for name, value in told.items() if name in FIELDS and value is not None}
    return text, only_fields(known, "the line")


def _problem(path: Path | str, error: ArticleError) -> ArticleProblem:
    return ArticleProblem(str(path), type(error)(f"{path}: {error}"))


_KINDS: Mapping[str, Callable[[bytes], str]] = {
    ".txt": decode,
    ".md": decode,
    ".html": decode,
    ".htm": decode,
    ".docx": docx_text,
    ".pdf": pdf_text,
    ".jsonl": decode,
}
