"""What the reading routes share: one resource in many representations, ETags, lists that say where they go on."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response

from api.formats import CSV, GRAPHS, HTML, JSON, RDF_XML, TURTLE, Format, choose
from kg import __version__
from kg.store.snapshot import Snapshot

# The page is styled by files of this server alone and runs no script; only embeds may be framed.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
LISTED = (JSON, HTML, CSV)
ITEM = (JSON, HTML, *GRAPHS)
INDIVIDUAL = (RDF_XML, TURTLE, *(format for format in GRAPHS if format not in (RDF_XML, TURTLE)), JSON, HTML)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def chosen(request: Request, offers: Sequence[Format], extension: str | None = None) -> Format:
    """The representation to send: extension, `?format=`, Accept. Java never gets a page (OWL API, Protégé)."""
    if request.headers.get("user-agent", "").startswith("Java/"):
        offers = [offer for offer in offers if offer is not HTML]
    return choose(offers, request.headers.get("accept"), name=extension or request.query_params.get("format"))


def answer(
    request: Request,
    snapshot: Snapshot,
    content: str | bytes,
    format: Format,
    *,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The content with its type and ETag; 304 where the client has it."""
    body = content.encode("utf-8", "replace") if isinstance(content, str) else content
    digest = hashlib.sha256(b"\x1f".join((snapshot.etag.encode(), __version__.encode(), body))).hexdigest()
    fixed = {"ETag": f'W/"{digest[:20]}"', "Vary": "Accept, Accept-Language, User-Agent", "Cache-Control": "no-cache"}
    if format is HTML:
        fixed |= {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Referrer-Policy": "same-origin"}
    fixed |= dict(headers or {})
    known = request.headers.get("if-none-match", "")
    if fixed["ETag"] in [tag.strip() for tag in known.split(",")]:
        return Response(status_code=304, headers=fixed)
    return Response(body, headers={**fixed, "Content-Type": format.content_type})


def as_json(value: object) -> str:
    """JSON with Chinese as itself."""
    return json.dumps(value, ensure_ascii=False)


def next_url(request: Request, cursor: str) -> str | None:
    """The absolute address of the next page of a list; None at its end."""
    if not cursor:
        return None
    parameters = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.base_url}{request.url.path.lstrip('/')}?{urlencode([*parameters, ('cursor', cursor)])}"


def listing(request: Request, items: list[dict[str, Any]], cursor: str) -> dict[str, Any]:
    """The shape of every list."""
    return {"items": items, "truncated": bool(cursor), "next_url": next_url(request, cursor)}


def wider_url(request: Request, limit: int, most: int) -> str | None:
    """The absolute address of the same ranked answer with more in it; None where that is all that is given."""
    return str(request.url.include_query_params(limit=min(most, limit * 4))) if limit < most else None


def table(request: Request, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A list as CSV; `?excel=1` adds the BOM that Excel wants and disarms what it would take for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    excel = is_excel(request)
    for row in rows:
        writer.writerow([guarded(cell) if excel else cell for cell in row])
    return ("\ufeff" if excel else "") + buffer.getvalue()


def is_excel(request: Request) -> bool:
    """Whether the reader asked for Excel's CSV."""
    return request.query_params.get("excel", "") in ("1", "true")


def guarded(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def for_excel(table: str) -> str:
    """A CSV with the BOM that Excel wants and disarmed of what it would take for a formula."""
    buffer = io.StringIO()
    rows = csv.reader(io.StringIO(table, newline=""))
    csv.writer(buffer).writerows([guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + buffer.getvalue()
