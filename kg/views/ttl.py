"""Turtle."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from kg.layout.picture import Picture
from kg.views import Options, View
from kg.views.rdf import write


def turtle(picture: Picture, _: Options) -> str:
    """The relations as Turtle."""
    return write(picture, RdfFormat.TURTLE)


VIEW = View("ttl", "text/turtle", turtle)
