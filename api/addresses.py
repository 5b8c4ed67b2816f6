"""IRIs and the addresses under which this service shows them.

`<base>id/person/盘和林` is shown at `/entities/person/盘和林`, whatever host serves it. A path names an individual by
its percent-encoded IRI or by what follows `/id/`; both are read from the path as it was sent, because decoding it
would turn an encoded slash within a name into a border between names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from fastapi import Request

from kg.iris import encode

_ENDING = re.compile(r"\.(?=[A-Za-z][A-Za-z0-9-]{0,15}$)")
_PAGES = {"article": "/articles/", "fact": "/facts/"}


def path(request: Request) -> str:
    """The path as it was sent, still encoded."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    return raw.partition(b"?")[0].decode("ascii", "replace")


def requested(request: Request, id: str) -> str:
    """The last parameter of the path, still encoded."""
    return path(request).removeprefix(request.scope["path"].removesuffix(id))


def split_extension(address: str, names: Iterable[str]) -> tuple[str, str | None]:
    """A path without its extension, and the extension where it is one of the names."""
    stem, dot, extension = address.rpartition(".")
    return (stem, extension) if dot and extension in names and stem else (address, None)


def iri(base: str, name: str, segment: str = "") -> str:
    """The IRI that an encoded name stands for; `segment` is the type where the path may leave it out."""
    whole = unquote(name)
    if whole.startswith(("http://", "https://", "urn:")):
        return whole
    if segment and "/" not in name:
        name = f"{segment}/{name}"
    return f"{base.rstrip('/')}/id/" + "/".join(encode(unquote(part)) for part in name.split("/"))


def address(base: str, iri: str) -> str:
    """Where this service shows an individual; an IRI that is not ours stays itself."""
    start = f"{base.rstrip('/')}/id/"
    if not iri.startswith(start):
        return iri
    kind, _, rest = iri[len(start) :].partition("/")
    rest = _ENDING.sub("%2E", rest)  # or a name like “a.json” would be taken for a's JSON
    return _PAGES[kind] + rest if kind in _PAGES else f"/entities/{kind}/{rest}"


def quoted(text: str, safe: str = "") -> str:
    """A text for use in an address."""
    return quote(text, safe=safe)
