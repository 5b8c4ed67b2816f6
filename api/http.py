"""What every answer has in common: CORS, HEAD from GET, OPTIONS, and a problem instead of a traceback.

A plain ASGI layer, so that it also holds for errors, streams and static files.
"""

from __future__ import annotations

import logging

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import internal_problem

logger = logging.getLogger(__name__)

# Anyone may read from anywhere: there are no cookies, and writing needs a token that no browser adds by itself.
_EXPOSED = "ETag, Link, Location, Retry-After, X-Truncated"
_METHODS = "GET, HEAD, POST, DELETE, OPTIONS"
_PREFLIGHT_SECONDS = "86400"


class Manners:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        head = scope["method"] == "HEAD"

        async def polite_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _EXPOSED
                headers.setdefault("X-Content-Type-Options", "nosniff")
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if scope["method"] == "OPTIONS":
            await _options(Request(scope))(scope, receive, polite_send)
            return
        try:
            await self.app({**scope, "method": "GET"} if head else scope, receive, polite_send)
        except Exception:  # the one place where nothing may fall through
            logger.exception("%s %s failed", scope["method"], scope["path"])
            if started:
                raise  # half an answer is out; only closing the connection tells the client
            await internal_problem(scope["path"])(scope, receive, polite_send)


def unchanged(request: Request, etag: str) -> bool:
    """Whether the client has this very answer already (RFC 9110, 13.1.2: compared weakly)."""
    had = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    return "*" in had or etag.removeprefix("W/") in had


def _options(request: Request) -> Response:
    headers = {"Allow": _METHODS}
    if "access-control-request-method" in request.headers:
        headers |= {
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": request.headers.get("access-control-request-headers", "*"),
            "Access-Control-Max-Age": _PREFLIGHT_SECONDS,
            "Vary": "Access-Control-Request-Headers",
        }
    return Response(status_code=204, headers=headers)
