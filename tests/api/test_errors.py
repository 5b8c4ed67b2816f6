"""Errors have one shape, wherever they come from."""

from __future__ import annotations

import httpx
import pytest

from api.errors import PROBLEMS
from kg import errors


def _classes(kind: type[errors.ZhituError]) -> list[type[errors.ZhituError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _classes(child))]


@pytest.mark.parametrize("kind", _classes(errors.ZhituError))
def test_every_error_of_ours_has_a_status(kind: type[errors.ZhituError]) -> None:
    assert any(ancestor in PROBLEMS for ancestor in kind.__mro__)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("PUT", "/health", 405), ("GET", "/health/", 404), ("BREW", "/health", 405)],
)
def test_errors_of_the_framework_are_problems(client: httpx.Client, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["access-control-allow-origin"] == "*"
    problem = response.json()
    assert {"type", "title", "status", "detail", "instance", "expected"} <= problem.keys()
    assert (problem["status"], problem["instance"]) == (status, path)
    assert status != 405 or "GET" in response.headers["allow"]


def test_every_route_answers_a_wrong_method_with_a_problem(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert paths
    for path, methods in paths.items():
        response = client.request(
            "DELETE" if "delete" not in methods else "PATCH", path.replace("{", "").replace("}", "")
        )
        assert response.headers["content-type"] == "application/problem+json", path
        assert response.json()["status"] == response.status_code >= 400, path
        assert response.headers["access-control-allow-origin"] == "*", path
