"""The application: settings in, routes out.

Every module in `api.routes` that has a `router` takes part, in name order; nothing else is registered anywhere.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.routing import APIRoute

from api import errors, routes
from api.http import Manners
from api.settings import Settings
from api.snapshots import Snapshots
from kg import __version__
from kg.query import Limits, QueryService

_GZIP_FROM = 1_000  # bytes; below, the headers outweigh what is saved


def create_app(data: Path, settings: Settings) -> FastAPI:
    """The service over one data folder. Two of them can live in one process."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with queries:
            yield
        snapshots.close()

    app = FastAPI(
        title="Zhitu 知图",
        version=__version__,
        summary="A knowledge graph of policy articles whose every fact leads to the words that say it.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    snapshots = Snapshots(data)
    queries = QueryService(_limits(settings))
    app.state.settings = settings
    app.state.snapshots = snapshots
    app.state.queries = queries
    routers = _routers()
    for router in routers:
        app.include_router(router)
    errors.install(app, [route for router in routers for route in router.routes if isinstance(route, APIRoute)])
    app.add_middleware(GZipMiddleware, minimum_size=_GZIP_FROM, compresslevel=5)
    app.add_middleware(Manners)
    return app


def _limits(settings: Settings) -> Limits:
    return Limits(
        seconds=settings.query_seconds,
        client_seconds=settings.client_seconds,
        rows=settings.max_rows,
        bytes=settings.max_bytes,
        workers=settings.workers,
        waiting=settings.waiting,
    )


def _routers() -> list[APIRouter]:
    names = sorted(module.name for module in pkgutil.iter_modules(routes.__path__))
    modules = (importlib.import_module(f"{routes.__name__}.{name}") for name in names)
    return [module.router for module in modules if hasattr(module, "router")]
