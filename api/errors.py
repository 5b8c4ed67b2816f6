"""Every error over HTTP in one shape, `application/problem+json` (RFC 9457), made in one table.

Beside `type`, `title`, `status`, `detail` and `instance` a problem carries `expected`, what would have been right,
and where there is a place to point at, `line` and `column`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.formats import NotAcceptableError
from api.pages import for_reader
from kg import errors

logger = logging.getLogger(__name__)


class UnsupportedTypeError(errors.ZhituError):
    """The body of the request has a media type that is not read here."""


class BodyTooLargeError(errors.ZhituError):
    """The body of the request is longer than what is read here."""


class RequestTimeoutError(errors.ZhituError):
    """The request did not arrive completely in time."""


class MethodError(errors.ZhituError):
    """The resource does not know the method; `allow` are those it knows."""

    def __init__(self, message: str, allow: str) -> None:
        super().__init__(message)
        self.allow = allow


@dataclass(frozen=True, slots=True)
class Problem:
    """How a class of errors looks from outside."""

    status: HTTPStatus
    title: str
    expected: str


_S = HTTPStatus
PROBLEMS: Mapping[type[Exception], Problem] = {
    errors.QuerySyntaxError: Problem(_S.BAD_REQUEST, "The query is malformed", "a SPARQL 1.1 query"),
    errors.QueryRefusedError: Problem(
        _S.BAD_REQUEST, "The query asks for what this service does not do", "a read-only query within the stated limits"
    ),
    errors.QueryTimeoutError: Problem(
        _S.GATEWAY_TIMEOUT, "The query ran out of time", "a more selective query, or one with a LIMIT"
    ),
    errors.QueryFailedError: Problem(
        _S.SERVICE_UNAVAILABLE,
        "The query used up its memory",
        "a more selective query: fewer groups, less to sort, less nesting",
    ),
    errors.ResultTooLargeError: Problem(
        _S.REQUEST_ENTITY_TOO_LARGE, "The answer is too large", "a query with a LIMIT, or an export"
    ),
    errors.QuotaError: Problem(
        _S.TOO_MANY_REQUESTS, "Your query time for this minute is used up", "waiting as long as Retry-After says"
    ),
    errors.BusyError: Problem(
        _S.SERVICE_UNAVAILABLE, "All query workers are taken", "trying again after the seconds of Retry-After"
    ),
    errors.StoreBusyError: Problem(_S.SERVICE_UNAVAILABLE, "The graph is being written", "trying again in a moment"),
    errors.StoreError: Problem(_S.SERVICE_UNAVAILABLE, "The graph cannot be read", "a data folder of this version"),
    errors.NotFoundError: Problem(_S.NOT_FOUND, "Not in the graph", "an identifier from a list, a search or a query"),
    errors.ArgumentError: Problem(
        _S.UNPROCESSABLE_ENTITY, "A parameter has a value that cannot be used", "one of the values named in the detail"
    ),
    errors.ConflictError: Problem(
        _S.CONFLICT, "The same text is there with other metadata", "the metadata it was first added with"
    ),
    errors.TooLargeError: Problem(
        _S.REQUEST_ENTITY_TOO_LARGE, "The article is too long", "an article within the limit"
    ),
    errors.ArticleError: Problem(_S.UNPROCESSABLE_ENTITY, "The article cannot be read", "readable Chinese text"),
    NotAcceptableError: Problem(
        _S.NOT_ACCEPTABLE, "No such representation", "one of the media types named in the detail"
    ),
    UnsupportedTypeError: Problem(
        _S.UNSUPPORTED_MEDIA_TYPE,
        "The body has a type that is not read here",
        "one of the media types named in the detail",
    ),
    BodyTooLargeError: Problem(
        _S.REQUEST_ENTITY_TOO_LARGE, "The body is too long", "a body within the limit named in the detail"
    ),
    RequestTimeoutError: Problem(
        _S.REQUEST_TIMEOUT, "The request did not arrive in time", "sending the whole request at once"
    ),
    MethodError: Problem(_S.METHOD_NOT_ALLOWED, "The method is not known here", "one of the methods in Allow"),
    errors.ZhituError: Problem(_S.INTERNAL_SERVER_ERROR, "Something went wrong", "telling us what you asked for"),
}

_CLIENT_LEFT = 499
_STATUS_EXPECTED = {
    404: "a path from /openapi.json",
    405: "one of the methods in Allow",
    400: "a well-formed request",
}


def problem(exception: errors.ZhituError, instance: str) -> JSONResponse:
    """One of our errors as a response; a class without a row takes that of its nearest ancestor."""
    row = next(PROBLEMS[kind] for kind in type(exception).__mro__ if kind in PROBLEMS)
    headers = {}
    if (retry_after := getattr(exception, "retry_after", None)) is not None:
        headers["Retry-After"] = str(max(1, round(retry_after)))
    if isinstance(exception, MethodError):
        headers["Allow"] = exception.allow
    extra = {name: value for name in ("line", "column") if (value := getattr(exception, name, None)) is not None}
    return _response(
        row.status, row.title, _detail(exception), instance, _slug(type(exception)), row.expected, headers, extra
    )


def _detail(exception: errors.ZhituError) -> str:
    """What the error says, but for where our files lie."""
    if isinstance(exception, errors.StoreError):
        logger.error("%s", exception)
        return "the data folder of the service cannot be used; its log says why"
    return str(exception)


def _slug(kind: type[Exception]) -> str:
    """QuerySyntaxError → urn:zhitu:problem:query-syntax."""
    name = "".join(f"-{char.lower()}" if char.isupper() else char for char in kind.__name__.removesuffix("Error"))
    return "urn:zhitu:problem:" + name.strip("-")


def _response(
    status: int,
    title: str,
    detail: str,
    instance: str,
    kind: str = "about:blank",
    expected: str = "",
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> JSONResponse:
    content = {"type": kind, "title": title, "status": int(status), "detail": detail, "instance": instance}
    if expected:
        content["expected"] = expected
    return JSONResponse(
        content | dict(extra or {}),
        status_code=status,
        headers={**(headers or {}), "Cache-Control": "no-store"},
        media_type="application/problem+json",
    )


def _methods(routes: Sequence[APIRoute], path: str) -> list[str]:
    """Every method that a path knows; the framework names those of the first route only."""
    known = {method for route in routes if route.path_regex.match(path) for method in route.methods or ()}
    return sorted(known | {"OPTIONS"} | ({"HEAD"} if "GET" in known else set()))


def internal_problem(path: str) -> JSONResponse:
    """The answer to what nobody foresaw; the log has the rest."""
    return _response(
        500, "Something went wrong", "the service met an error it did not foresee; it is in the log", path,
        expected="the same request, once the fault is mended",
    )  # fmt: skip


def install(app: FastAPI, routes: Sequence[APIRoute]) -> None:
    """Make every error of ours and of the framework a problem; `routes` tell which methods a path knows."""

    @app.exception_handler(errors.ZhituError)
    async def ours(request: Request, exception: errors.ZhituError) -> Response:
        return for_reader(request, problem(exception, request.url.path))

    @app.exception_handler(HTTPException)
    async def framework(request: Request, exception: HTTPException) -> Response:
        title = HTTPStatus(exception.status_code).phrase
        detail = str(exception.detail)
        if exception.status_code == HTTPStatus.NOT_FOUND and detail == title:
            detail = f"there is nothing at {request.url.path}"
        elif exception.status_code == HTTPStatus.METHOD_NOT_ALLOWED and detail == title:
            detail = f"{request.method} is not known at {request.url.path}"
        headers = dict(exception.headers or {})
        if exception.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_methods(routes, request.url.path))
        expected = _STATUS_EXPECTED.get(exception.status_code, "")
        made = _response(exception.status_code, title, detail, request.url.path, expected=expected, headers=headers)
        return for_reader(request, made)

    @app.exception_handler(ClientDisconnect)
    async def left(_request: Request, _exception: ClientDisconnect) -> Response:
        return Response(status_code=_CLIENT_LEFT)  # for the log; nobody is there to read it

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, exception: RequestValidationError) -> Response:
        faults = [
            f"{'.'.join(str(place) for place in fault['loc'][1:]) or 'body'}: {fault['msg']}"
            for fault in exception.errors()
        ]
        expected = "values as /openapi.json describes them"
        title = "A parameter has a value that cannot be used"
        kind = "urn:zhitu:problem:argument"
        return for_reader(request, _response(422, title, "; ".join(faults), request.url.path, kind, expected))
