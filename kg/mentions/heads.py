"""Events and documents by the last word of their names: 研讨会, 本届论坛, 白皮书, 该办法.

Such a word, behind the name, means the one event or document of the article that ends so; a word before it that makes
another name of it (新闻发布会) or counts it (两场研讨会) leaves it alone. The mention has the full name.
"""

from __future__ import annotations

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
_KINDS = (MentionKind.EVENT, MentionKind.TITLE)


def last_words(document: Document) -> Iterator[Mention]:
    """The mentions of events and documents by their last words, in the order of the text."""
    text = document.text.text
    meant: defaultdict[str, dict[str, Mention]] = defaultdict(dict)  # word → name → its first mention
    for mention in document.mentions:
        if mention.kind in _KINDS:
            for word in _words(mention):
                meant[word].setdefault(mention.name, mention)
    forms = {word: next(iter(names.values())) for word, names in meant.items() if len(names) == 1}
    if not forms:
        return
    taken = sorted(m.span for m in document.mentions if m.kind not in (MentionKind.ROLE, MentionKind.PLACE))
    cut = tokens(text)
    number = 0
    for start, end in Lexicon(forms).longest(text):
        first, span = forms[text[start:end]], Span(start, end)
        while number < len(taken) and taken[number].end <= start:
            number += 1
        free = not any(span.overlaps(other) for other in taken[number : number + 3])
        if free and start >= first.span.end and stands_alone(cut, span, bare=True):
            yield Mention(span, first.kind, first.name)


def _words(mention: Mention) -> Iterator[str]:
    """How a name may be called by its last word."""
    if mention.kind is MentionKind.EVENT:
        head = HEAD.search(mention.name)
        word = mention.name[head.start() :] if head and head.end() == len(mention.name) else ""
    else:
        word = last_word(mention.name)
    if len(word) < 2 or word == mention.name:
        return
    if len(word) >= _ENOUGH:
        yield word
    yield from (pointing + word for pointing in _POINTING[mention.kind])
    if len(word) > _ENOUGH:
        yield from (pointing + word[-2:] for pointing in _POINTING[mention.kind])
