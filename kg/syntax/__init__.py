"""Triples written down as Turtle, RDF/XML and JSON-LD: for people and for Protégé, and always the same bytes.

Every writer takes triples that are grouped by subject, and gives text piece by piece, one piece a subject. Within a
subject the types come first, then the names, then the rest by property. The store's own writers are faster, but put the
prefixes in another order each time; they still write N-Triples and N-Quads.
"""

from kg.syntax._jsonld import context, jsonld
from kg.syntax._rdfxml import rdfxml
from kg.syntax._turtle import trig, turtle

__all__ = ["context", "jsonld", "rdfxml", "trig", "turtle"]
