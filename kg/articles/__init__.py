"""Files → Article: the text as received, and what is known about it.

    article(text, …)   one article from a text at hand
    read(paths)        the articles of files and folders, and a problem for each that cannot be read
    decode(bytes)      text in UTF-8, UTF-16, GB18030 or Big5

What is known about an article stands in `manifest.json` beside the file or in its line of a .jsonl; the rest is read
from the text itself, as far as it says so plainly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from kg.articles.bylines import bylines
from kg.articles.decoding import decode
from kg.articles.files import LIMIT, ArticleProblem, received, walk
from kg.articles.metadata import MANIFEST, Fields, checked, manifest
from kg.errors import ArgumentError, ArticleError, NotTextError, TooLargeError
from kg.model import Article

__all__ = ["LIMIT", "ArticleProblem", "article", "decode", "read"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def article(
    text: str,
    *,
    name: str = "",
    title: str | None = None,
    source: str | None = None,
    author: str | None = None,
    date: str | None = None,
    url: str | None = None,
) -> Article:
    """An article from its text as received; what is not given is read from the text, as far as it says so.

    `date` is ISO 8601, as far as known: 2022, 2022-06 or 2022-06-23. Half a surrogate pair, which no encoding can
    hold, becomes U+FFFD. Raises NotTextError for a text that is empty or binary, TooLargeError for one of more than
    LIMIT characters, ArgumentError for a date or address that is none.
    """
    given = {"title": title, "source": source, "author": author, "date": date, "url": url}
    return _article(text, name, {key: value for key, value in given.items() if value is not None})


def read(paths: Iterable[str | Path]) -> Iterator[Article | ArticleProblem]:
    """The articles of files and folders, in the order given, folders in the order of their names.

    Of a folder, files of other kinds are left aside; a file that is named itself must be of a kind that we read.
    """
    manifests: dict[Path, Mapping[str, Fields]] = {}
    for path in walk(map(Path, paths)):
        if isinstance(path, ArticleProblem):
            yield path
            continue
        folder = path.parent
        if folder not in manifests:
            try:
                manifests[folder] = manifest(folder / MANIFEST)
            except ArticleError as error:
                manifests[folder] = {}
                yield ArticleProblem(str(folder / MANIFEST), error)
        known = manifests[folder].get(path.name, {})
        for item in received(path):
            if isinstance(item, ArticleProblem):
                yield item
                continue
            try:
                yield _article(item.text, item.name, {**known, **item.fields})
            except (ArticleError, ArgumentError) as error:
                kind = type(error) if isinstance(error, ArticleError) else NotTextError
                yield ArticleProblem(item.place, kind(f"{item.place}: {error}"))


def _article(text: str, name: str, fields: Fields) -> Article:
    """An article of which `fields` are known, and None among them is known to be unknown."""
    if len(text) > LIMIT:
        raise TooLargeError(f"the article has {len(text):,} characters; up to {LIMIT:,} are read")
    if not text.strip():
        raise NotTextError("the article is empty; it should hold text")
    if "\0" in text:
        raise NotTextError("the article is binary: it holds NUL characters; it should be text")
    text = _SURROGATE.sub("\ufffd", text)
    return Article(id=sha256(text.encode()).hexdigest(), raw=text, name=name, **{**bylines(text), **checked(fields)})
