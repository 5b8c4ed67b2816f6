"""JSON-LD."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from kg.layout.picture import Picture
from kg.views import Options, View
from kg.views.rdf import write


def jsonld(picture: Picture, _: Options) -> str:
    """The relations as JSON-LD 1.1."""
    return write(picture, RdfFormat.JSON_LD)


VIEW = View("jsonld", "application/ld+json", jsonld)
