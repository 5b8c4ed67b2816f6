"""What an extractor sees: an article's clean text with its sentences and the names in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Article, CleanText, Mention, MentionKind, Span
from kg.structure import Sentence, before

remembered = lru_cache(maxsize=2)  # for what several readers ask of the document at hand


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """An article ready to be read. `sentences` and `mentions` are in the order of the text.

    A document is equal to nothing but itself, so that what several readers ask of it can be remembered (`remembered`).
    """

    article: Article
    text: CleanText
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()

    def __getitem__(self, span: Span) -> str:
        return self.text.text[span.start : span.end]

    def sentence_at(self, position: int) -> Sentence:
        """The sentence a character stands in; the last one before it, where it stands between two."""
        return self.sentences[max(0, bisect_left(self.sentences, before(position + 1)) - 1)]

    def mentions_in(self, span: Span, *kinds: MentionKind) -> Iterator[Mention]:
        """The mentions that lie wholly inside a span, of the kinds named or of any."""
        start, end = span
        for number in range(bisect_left(self.mentions, before(start)), len(self.mentions)):
            mention = self.mentions[number]
            if mention.span.start >= end:
                return
            if mention.span.end <= end and (not kinds or mention.kind in kinds):
                yield mention
