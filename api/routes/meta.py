"""What the service says about itself and gives away whole: health, ontology, exports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from api.deps import SnapshotDep
from api.formats import GEXF, GRAPHML, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Format, choose
from api.http import unchanged
from kg import __version__, protege
from kg.errors import NotFoundError
from kg.export import FORMATS
from kg.resources import ONTOLOGY
from kg.syntax import jsonld, rdfxml
from kg.vocab import ONTOLOGY_IRI

router = APIRouter(tags=["meta"])

_PIECE = 2**16
_FILES: Mapping[str, Format] = {
    "owl": RDF_XML,
    "ttl": TURTLE,
    "nt": N_TRIPLES,
    "nq": N_QUADS,
    "trig": TRIG,
    "jsonld": JSON_LD,
    "graphml": GRAPHML,
    "gexf": GEXF,
}
_ONTOLOGY = (TURTLE, RDF_XML, N_TRIPLES, JSON_LD)


@router.get("/health", summary="Whether the service answers, and what it serves")
async def health(snapshot: SnapshotDep) -> dict[str, str]:
    """Answered by the front alone, so that it holds while every worker is busy."""
    return {"status": "ok", "version": __version__, "snapshot": snapshot.etag}


@router.get("/export.{extension}", summary="The whole graph as a file", response_class=Response)
def export(request: Request, extension: str, snapshot: SnapshotDep) -> Response:
    """As `kg export` writes it: owl, ttl for Protégé; nt, jsonld triples; nq, trig the dataset; graphml, gexf nodes."""
    if extension not in FORMATS:
        raise NotFoundError(f"no export {extension[:40]!r}; there are {', '.join(sorted(FORMATS))}")
    headers = {
        "ETag": f'W/"{snapshot.etag}-{extension}"',
        "Cache-Control": "no-cache",
        "Content-Type": _FILES[extension].content_type,
        "Content-Disposition": f'inline; filename="zhitu.{extension}"',
    }
    if unchanged(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return StreamingResponse(_batched(FORMATS[extension](snapshot)), headers=headers)


def _batched(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces worth sending."""
    batch = bytearray()
    for piece in pieces:
        batch += piece
        if len(batch) >= _PIECE:
            yield bytes(batch)
            batch.clear()
    yield bytes(batch)


@router.get("/ontology.{extension}", summary="The ontology as a file", response_class=Response)
def ontology_file(request: Request, extension: str) -> Response:
    """In owl (RDF/XML), ttl, nt, jsonld."""
    format = _FILES.get(extension)
    if format not in _ONTOLOGY:
        raise NotFoundError(f"no ontology in {extension[:40]!r}; there are owl, ttl, nt, jsonld")
    return _ontology(request, format)


@router.get(urlsplit(ONTOLOGY_IRI).path, include_in_schema=False)
@router.get("/ontology", summary="The ontology, as the Accept header wants it", response_class=Response)
def ontology(request: Request) -> Response:
    """What opens its IRI, Protégé before all, reads RDF whatever it says it accepts."""
    agent = request.headers.get("user-agent", "")
    accept = RDF_XML.media_type if agent.startswith("Java/") else request.headers.get("accept")
    return _ontology(request, choose(_ONTOLOGY, accept, name=request.query_params.get("format")))


def _ontology(request: Request, format: Format) -> Response:
    content = _written(format)
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": f"W/{etag}", "Cache-Control": "no-cache", "Vary": "Accept", "Content-Type": format.content_type}
    if unchanged(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers)


@cache
def _written(format: Format) -> bytes:
    if format == TURTLE:
        return (ONTOLOGY / "kg.ttl").read_bytes()  # as its author wrote it, with its comments
    if format == N_TRIPLES:
        return "".join(sorted(f"{triple} .\n" for triple in protege.ontology())).encode()
    write = rdfxml if format == RDF_XML else jsonld
    return "".join(write(protege.ontology())).encode()
