"""A count with its items, or with the reason why they are not its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.grammar.enumerations import Count, plain
from kg.model import Span

LONGEST_LIST = 600  # code points
# A number in front of an item: such items belong to a numbered list.
NUMBERED = re.compile(
    r"[一二三四五六七八九十][是、]|第[一二三四五六七八九十]|[（(]?[一二三四五六七八九十\d]{1,2}[）)]|\d\.0"
)


@dataclass(frozen=True, slots=True)
class SetItem:
    """An item's head phrase, and all the words that the list gives it."""

    head: Span
    body: Span


@dataclass(frozen=True, slots=True)
class CountedSet:
    """A counted whole and its items. `quote` reaches from the first word to the last of both."""

    count: Count
    items: tuple[SetItem, ...]
    quote: Span
    form: str  # before, after, numbered, lines

    @property
    def span(self) -> Span:
        """The quote."""
        return self.quote

    def is_chain(self, text: str) -> bool:
        """Whether the counted noun, or the items as levels, make this a chain of stages rather than a set of parts."""
        noun = self.count.classifier + self.count.noun
        names = [plain(text[item.head.start : item.head.end]) for item in self.items]
        if any(NUMBERED.match(name) for name in names):
            return False
        if _STAGE_NOUN.search(noun):
            return True
        return bool(_LEVEL_NOUN.search(noun)) and all(name.endswith(("级", "阶", "段")) for name in names)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A count whose list has another length."""

    span: Span
    reason: str


_STAGE_NOUN = re.compile(
    r"阶段|步(?!长)|时期|时代|浪潮|跳|段(?!落)|期(?!望)|台阶|代(?!表)|次(?:跃迁|转型|跃升|飞跃|变革|革命|浪潮|升级|转变)"
)
_LEVEL_NOUN = re.compile(r"等级|级|阶|层级|成熟度|档|水平")


def counted_set(text: str, count: Count, items: list[SetItem], form: str) -> CountedSet | Mismatch:
    """The set, unless an item is empty or told twice."""
    quote = Span(min(count.span.start, items[0].head.start), max(count.span.end, items[-1].head.end))
    if len({text[item.head.start : item.head.end] for item in items}) < len(items):
        return Mismatch(quote, "an item twice, or without words")
    return CountedSet(count, tuple(items), quote, form)
