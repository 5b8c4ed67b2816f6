"""Events and documents by the last word of their names: 研讨会, 本届论坛, 白皮书, 该办法.

Such a word, behind the name, means the one event or document of the article that ends so; a word before it that makes
another name of it (新闻发布会) or counts it (两场研讨会) leaves it alone. The mention has the full name.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterator

from kg.document import Document
from kg.gazetteer import Lexicon
from kg.mentions.events import HEAD
from kg.mentions.tails import stands_alone
from kg.mentions.titles import last_word
from kg.mentions.tokens import tokens
from kg.model import Mention, MentionKind, Span

_POINTING = {
    MentionKind.EVENT: ("本届", "本次", "此次", "这次", "该"),
    MentionKind.TITLE: ("这份", "这部", "该", "本", "此"),
}
_ENOUGH = 3  # characters of a last word that needs nothing to point with
_SHORT = ("论坛", "大赛", "大会", "峰会", "年会")  # of those with two, these need nothing, either
_EDITION = r"(?:第[一二三四五六七八九十百\d]{1,4}届|首届|20\d\d年?)"
_EDITED = re.compile(rf"{_EDITION}(?P<stem>[^\s]{{2,40}})")
_KINDS = (MentionKind.EVENT, MentionKind.TITLE)


def last_words(document: Document) -> Iterator[Mention]:
    """The mentions of events and documents by their last words, in the order of the text."""
    text = document.text.text
    meant: defaultdict[str, dict[str, Mention]] = defaultdict(dict)  # word → name → its first mention
    for mention in document.mentions:
        if mention.kind in _KINDS:
            for word in _words(mention):
                meant[word].setdefault(mention.name, mention)
    yield from _other_editions(document, taken := _taken(document))
    forms = {word: next(iter(names.values())) for word, names in meant.items() if len(names) == 1}
    if not forms:
        return
    cut = tokens(text)
    number = 0
    for start, end in Lexicon(forms).longest(text):
        first, span = forms[text[start:end]], Span(start, end)
        while number < len(taken) and taken[number].end <= start:
            number += 1
        free = not any(span.overlaps(other) for other in taken[number : number + 3])
        if free and start >= first.span.end and stands_alone(cut, span, bare=True):
            yield Mention(span, first.kind, first.name)


def _taken(document: Document) -> list[Span]:
    return sorted(m.span for m in document.mentions if m.kind not in (MentionKind.ROLE, MentionKind.PLACE))


def _other_editions(document: Document, taken: list[Span]) -> Iterator[Mention]:
    """第五届论坛, where the article is about 第六届海州数据论坛: the fifth of the same."""
    text = document.text.text
    names = {m.name for m in document.mentions if m.kind is MentionKind.EVENT}
    stems = {match["stem"] for match in map(_EDITED.fullmatch, names) if match}
    stem = next(iter(stems), "")
    head = HEAD.search(stem)
    if len(stems) != 1 or head is None:
        return
    words = f"{re.escape(stem[head.start() :])}|{re.escape(stem[-2:])}"
    for match in re.finditer(rf"(?P<edition>{_EDITION})(?:{words})", text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in taken):
            insort(taken, span)
            yield Mention(span, MentionKind.EVENT, match["edition"] + stem)


def _words(mention: Mention) -> Iterator[str]:
    """How a name may be called by its last word."""
    if mention.kind is MentionKind.EVENT:
        head = HEAD.search(mention.name)
        word = mention.name[head.start() :] if head and head.end() == len(mention.name) else ""
    else:
        word = last_word(mention.name)
    if len(word) < 2 or word == mention.name:
        return
    if len(word) >= _ENOUGH or (word in _SHORT and mention.kind is MentionKind.EVENT):
        yield word
    yield from (pointing + word for pointing in _POINTING[mention.kind])
    if len(word) > _ENOUGH:
        yield from (pointing + word[-2:] for pointing in _POINTING[mention.kind])
