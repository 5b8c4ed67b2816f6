"""Pages made on the server: templates, words in two languages, and what every template may call."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api import addresses
from api.answers import CONTENT_SECURITY_POLICY
from api.formats import HTML, JSON, NotAcceptableError, choose
from kg import vocab
from kg.entries import Quotation
from kg.views.drawing import Pen, number
from kg.views.palette import Kind, fact_colour, kind, kinds

LANGUAGES = ("zh", "en")
_HERE = Path(__file__).parent
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,400}>|&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@cache
def strings(language: str) -> Mapping[str, str]:
    """The words of the interface; both files have the same keys."""
    return json.loads((_HERE / "strings" / f"{language}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def language(request: Request) -> str:
    """`?lang=`, else the first language of Accept-Language that we have, else Chinese."""
    wanted = [request.query_params.get("lang", "")]
    wanted += [part.split(";")[0] for part in request.headers.get("accept-language", "").split(",")]
    return next((found for part in wanted if (found := part.strip().lower()[:2]) in LANGUAGES), LANGUAGES[0])


@dataclass(frozen=True, slots=True)
class Words:
    """What a template calls to speak and to link, in the language and at the address of one request."""

    request: Request
    language: str
    base: str

    def __call__(self, key: str, **values: object) -> str:
        """A string of the interface with its values put in."""
        return strings(self.language)[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """A counted noun: `facts.one`, `facts.other`."""
        return self(f"{key}.{'one' if number == 1 else 'other'}", n=f"{number:,}".replace(",", "\u202f"))

    def url(self, path: str, **parameters: object) -> str:
        """An address on this server that keeps the language the reader chose."""
        if "lang" in self.request.query_params:
            parameters.setdefault("lang", self.language)
        kept = {name: value for name, value in parameters.items() if value not in (None, "")}
        return quote(path, safe="/%~:@!$&'()*+,;=") + (f"?{urlencode(kept)}" if kept else "")

    def at(self, iri: str) -> str:
        """The page of an individual."""
        return self.url(addresses.address(self.base, iri))

    def whole(self, iri: str) -> str:
        """The same with this server's name, for files that leave it."""
        return str(self.request.base_url).rstrip("/") + self.at(iri)

    def same(self, **parameters: object) -> str:
        """This page with other parameters."""
        return self.url(addresses.path(self.request), **{**self.request.query_params, **parameters})

    def term(self, name: str) -> str:
        """The label of a term: a prefixed name, or the local name of a class of ours."""
        return vocab.label(vocab.prefixed(name if ":" in name else f"kg:{name}"), self.language)

    def kind_word(self, found: Kind) -> str:
        """The word of a kind of entity."""
        return self.term(found.type) if found.type else self("kind.other")

    def place(self, quotation: Quotation) -> str:
        """Paragraph and sentence of a piece of evidence."""
        return self("place", paragraph=quotation.paragraph, sentence=quotation.number)


def glyph(type: str) -> Markup:
    """The mark of a type, for text."""
    found = kind(type)
    drawn = Pen("light").glyph(found.shape, found.name, 7, 7, 12)
    return Markup(f'<svg class="glyph" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">{drawn}</svg>')


def visible(text: str) -> str:
    """A text with its control characters made visible, as the rest of the page would not survive them."""
    return _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 32 else "\u2421", text)


def received(text: str) -> Markup:
    """A raw text with what is markup in it set back, so that the eye passes over it."""
    found, at = list[Markup](), 0
    for markup in _MARKUP.finditer(text):
        found += [escape(visible(text[at : markup.start()])), Markup('<span class="around">')]
        found += [escape(visible(markup[0])), Markup("</span>")]
        at = markup.end()
    return Markup("").join([*found, escape(visible(text[at:]))])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"glyph": glyph, "kind": kind, "kinds": kinds, "fact_colour": fact_colour}
    environment.filters |= {
        "visible": visible,
        "received": received,
        "percent": lambda value: f"{round(value * 100)}%",
        "px": number,
    }
    return environment


def for_reader(request: Request, problem: Response) -> Response:
    """A problem in words for who asks for a page rather than for JSON; status and headers stay."""
    try:
        wanted = choose((JSON, HTML), request.headers.get("accept"))
    except NotAcceptableError:
        return problem
    if wanted is JSON:
        return problem
    kept = {name: value for name, value in problem.headers.items() if name not in ("content-type", "content-length")}
    kept["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    told = json.loads(bytes(problem.body))
    body = render(request, "error.html", vocab.BASE, problem=told, totals=None, view="")
    return HTMLResponse(body, problem.status_code, kept)


def render(request: Request, template: str, base: str, **context: Any) -> str:
    """A page in the reader's language."""
    words = Words(request, language(request), base)
    return _environment().get_template(template).render(_=words, language=words.language, request=request, **context)
