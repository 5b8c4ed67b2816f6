"""Organisations by the short forms of names that the article has given: 海大, 帆图, 市数据局; 研究院, 交易中心.

A form that says whom it means (`shorter.py`) is found wherever it stands as a word; the bare end of a name only behind
that name, where no word before it makes another name of it. Either must be short for one organisation of the article
alone. Such a mention has the full name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.document import Document
from kg.gazetteer import Lexicon, organizations
from kg.mentions.shorter import LEGAL_FORM, parts, shortened
from kg.mentions.tokens import Tokens, tokens
from kg.model import Mention, MentionKind, Span

_UNIVERSITY = re.compile(r"[\u4e00-\u9fff]{2,9}?大学")
_BARE = re.compile(
    r"(?:研究院|研究会|研究所|研究中心|指挥部|协会|学会|基金会|联合会|商会|促进会|联盟|博物馆|实验室|[\u4e00-\u9fff]{2}中心)"
)
_MAKES_A_NAME = frozenset("n m q r a b j s f l i z t".split())  # tags of words that a bare end belongs to: 三家研究院
_WORDS_OF_A_TAIL = 2


class _Form(NamedTuple):
    """A name that a short form stands for, and from where on in the text."""

    name: str
    since: int


def short_names(document: Document) -> Iterator[Mention]:
    """The mentions of organisations by short forms, in the order of the text."""
    text = document.text.text
    forms = _forms(document)
    if not forms:
        return
    taken = sorted(m.span for m in document.mentions if m.kind not in (MentionKind.ROLE, MentionKind.DATE))
    cut = tokens(text)
    number = 0
    for start, end in Lexicon(forms).longest(text):
        form, span = forms[text[start:end]], Span(start, end)
        while number < len(taken) and taken[number].end <= start:
            number += 1
        free = not any(span.overlaps(other) for other in taken[number : number + 3])
        if free and start >= form.since and stands_alone(cut, span, bare=bool(_BARE.fullmatch(text, start, end))):
            yield Mention(span, MentionKind.ORGANIZATION, form.name)


def _forms(document: Document) -> Mapping[str, _Form]:
    """Short form → the one organisation of the article it is short for."""
    meant: defaultdict[str, dict[str, _Form]] = defaultdict(dict)  # form → stem of a name → the longest such name
    first: dict[str, int] = {}
    for mention in document.mentions:
        if mention.kind is MentionKind.ORGANIZATION:
            first.setdefault(mention.name, mention.span.end)
            if university := _UNIVERSITY.match(mention.name):
                first.setdefault(university.group(), mention.span.end)
    for name, since in sorted(first.items(), key=lambda item: (len(item[0]), item)):
        stem = LEGAL_FORM.sub("", name)
        for form in (*shortened(name), *shortened(stem)):
            if form not in first:
                meant[form][stem] = _Form(name, 0)
        for form in _tails(name):
            meant[form][stem] = _Form(name, since)
    return {form: next(iter(names.values())) for form, names in meant.items() if len(names) == 1}


def _tails(name: str) -> Iterator[str]:
    """The bare ends of a name."""
    if name in organizations() or LEGAL_FORM.search(name):
        return
    words = parts(name).words
    for count in range(1, min(_WORDS_OF_A_TAIL, len(words) - 1) + 1):
        tail = "".join(words[-count:])
        if _BARE.fullmatch(tail):
            yield tail


def stands_alone(cut: Tokens, span: Span, *, bare: bool) -> bool:
    """Whether words begin and end with a form; and no word before a bare one belongs to it."""
    first, last = cut.at(span.start), cut.before(span.end)
    if cut.starts[first] != span.start or cut.end(last) != span.end:
        return False
    return not bare or not first or cut.tags[first - 1][:1] not in _MAKES_A_NAME or cut.words[first - 1] == "\n"
