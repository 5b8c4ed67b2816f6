"""The names in a text: people, organisations, roles, dates, documents, events, places.

Each recogniser is one file and takes the document with the mentions found so far, so that people can lean on
organisations and roles. Where two mentions of one kind overlap, the recogniser decides; kinds may overlap. At the end
people are found where the article calls them otherwise than by their names (`later.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.document import Document
from kg.mentions import brands, dates, events, heads, organizations, people, places, polities, roles, tails, titles
from kg.mentions.later import with_later
from kg.model import Article, CleanText, Mention
from kg.structure import sentences

Recogniser = Callable[[Document], Iterable[Mention]]

# In this order; each sees what those before it have found.
RECOGNISERS: tuple[Recogniser, ...] = (
    dates.dates,
    titles.titles,
    roles.roles,
    organizations.organizations,
    people.people,
    brands.brands,
    polities.polities,
    tails.short_names,
    events.events,
    places.places,
    heads.last_words,
)


def read(article: Article, text: CleanText) -> Document:
    """An article's clean text as a document with its sentences and mentions."""
    document = Document(article, text, sentences(text.text))
    for recognise in RECOGNISERS:
        document = replace(document, mentions=tuple(sorted((*document.mentions, *recognise(document)))))
    return with_later(document)
