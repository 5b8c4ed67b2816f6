"""What the service says about itself and gives away whole: health, ontology, exports."""

from __future__ import annotations

from fastapi import APIRouter

from api.deps import SnapshotDep
from kg import __version__

router = APIRouter(tags=["meta"])


@router.get("/health", summary="Whether the service answers, and what it serves")
async def health(snapshot: SnapshotDep) -> dict[str, object]:
    """Answered by the front alone, so that it holds while every worker is busy."""
    return {"status": "ok", "version": __version__, "snapshot": snapshot.etag}
