"""What routes may ask for, by name."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from pyoxigraph import Store

from api.settings import Settings
from api.snapshots import Snapshots
from kg.query import QueryService
from kg.store.snapshot import Snapshot


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _snapshot(request: Request) -> AsyncIterator[Snapshot]:
    snapshots: Snapshots = request.app.state.snapshots
    with snapshots.newest() as snapshot:
        yield snapshot


def _store(snapshot: SnapshotDep) -> Store:
    return snapshot.store


def _index(snapshot: SnapshotDep) -> sqlite3.Connection:
    return snapshot.index


async def _queries(request: Request) -> QueryService:
    queries: QueryService = request.app.state.queries
    return queries


SettingsDep = Annotated[Settings, Depends(_settings)]
SnapshotDep = Annotated[Snapshot, Depends(_snapshot)]  # one state of the graph for the whole request
StoreDep = Annotated[Store, Depends(_store)]  # for our own look-ups; strangers' queries go to QueriesDep
IndexDep = Annotated[sqlite3.Connection, Depends(_index)]  # the side index: names, sentences, support
QueriesDep = Annotated[QueryService, Depends(_queries)]  # SPARQL in jailed processes
