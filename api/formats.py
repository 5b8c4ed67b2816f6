"""The representations the service speaks, and how one of them is chosen.

An extension wins over `?format=`, which wins over `Accept`. The first offer of a route is what it gives to those who
do not ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import ZhituError


@dataclass(frozen=True, slots=True)
class Format:
    """One representation: its name in `?format=`, its media type, and the other types that ask for it."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()  # media types
    extensions: tuple[str, ...] = ()  # besides the name
    text: bool = True  # whether the type wants a charset
    engine: str = ""  # what the store library calls it, for those it writes

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.text else self.media_type

    @property
    def names(self) -> tuple[str, ...]:
        """Everything `?format=` or an extension may call it."""
        return (self.name, *self.extensions)


HTML = Format("html", "text/html", ("application/xhtml+xml",))
JSON = Format("json", "application/json", text=False)
CSV = Format("csv", "text/csv", engine="CSV")

RESULTS_JSON = Format(
    "json", "application/sparql-results+json", ("application/json", "text/json"), ("srj",), text=False, engine="JSON"
)
RESULTS_XML = Format(
    "xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("srx",), text=False, engine="XML"
)
RESULTS_CSV = CSV
RESULTS_TSV = Format("tsv", "text/tab-separated-values", engine="TSV")

TURTLE = Format("turtle", "text/turtle", ("application/turtle", "application/x-turtle"), ("ttl",), engine="TURTLE")
N_TRIPLES = Format("ntriples", "application/n-triples", ("text/plain",), ("nt",), engine="N_TRIPLES")
RDF_XML = Format(
    "rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf", "owl"), text=False, engine="RDF_XML"
)
JSON_LD = Format("jsonld", "application/ld+json", ("application/json",), text=False, engine="JSON_LD")
N_QUADS = Format("nquads", "application/n-quads", ("text/x-nquads",), ("nq",), engine="N_QUADS")
TRIG = Format("trig", "application/trig", ("application/x-trig",), engine="TRIG")
GRAPHML = Format("graphml", "application/graphml+xml", text=False)
GEXF = Format("gexf", "application/gexf+xml", text=False)

RESULTS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
GRAPHS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)
DATASETS = (TRIG, N_QUADS)


class NotAcceptableError(ZhituError):
    """Nothing that the request asks for is on offer; the message lists what is."""


def choose(offers: Sequence[Format], accept: str | None, *, name: str | None = None) -> Format:
    """The offer to send.

    `name` is an extension or the value of `?format=`, and decides where it is given; `accept` is the Accept header.
    Raises NotAcceptableError where nothing on offer fits.
    """
    if name:
        for offer in offers:
            if name.lower() in offer.names:
                return offer
        raise NotAcceptableError(
            f"format {name[:40]!r} is not offered here; possible are {', '.join(o.name for o in offers)}"
        )
    ranges = _ranges(accept or "")
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: _quality(offer, ranges))  # the first of equals
    if _quality(best, ranges) <= (0, 0):
        raise NotAcceptableError(
            f"none of {(accept or '')[:200]!r} is offered here; possible are {', '.join(o.media_type for o in offers)}"
        )
    return best


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their weights; what is malformed is passed over."""
    ranges = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        if media_range:
            ranges.append(("*/*" if media_range == "*" else media_range, weight))
    return ranges


def _quality(offer: Format, ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """How much a format is wanted: the weight of the most specific range that covers it; ties go to the exact type."""
    candidates = []
    for media_range, weight in ranges:
        if media_range == offer.media_type:
            candidates.append((4, weight))
        elif media_range in offer.aliases:
            candidates.append((3, weight))
        elif media_range == offer.media_type.split("/")[0] + "/*":
            candidates.append((2, weight))
        elif media_range == "*/*":
            candidates.append((1, weight))
    specific, weight = max(candidates, default=(0, 0.0))
    return (weight, specific) if weight > 0 else (0.0, 0)
