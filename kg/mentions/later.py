"""How an article goes on calling the people it has introduced: 王教授, 老顾, 海因斯, Haines.

1. A family name with a title or in a familiar form (顾局长, 老顾, 顾老) is the one person of that family name; of
   several, the one whose post it is, else the one named last before in the paragraph.
2. A part of a transliterated or Latin name, or a given name that is no word, is whom the article calls so in full.
3. What stands in Latin letters in brackets behind a name is that person, too.

Such a mention has the full name, which is not as it is written: that is how `is_later` tells it from the others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.document import Document
from kg.gazetteer import words
from kg.mentions.tokens import Tokens, frequency, tokens
from kg.model import Mention, MentionKind, Span

_HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_LETTER = "A-Za-z\u00c0-\u024f"
_LATIN_NAME = rf"[A-Z\u00c0-\u00de][{_LETTER}.'’-]{{1,20}}(?:[ ·][{_LETTER}.'’-]{{1,20}}){{0,4}}"
_LATIN = re.compile(_LATIN_NAME)
_LATIN_ASIDE = re.compile(rf"[（(](?:英文名?[：:]?)?(?P<latin>{_LATIN_NAME})(?=[）)，,；;])")
_LATIN_PART = re.compile(rf"[A-Z\u00c0-\u00de][{_LETTER}'’-]{{2,20}}")
# Behind the short title or the respectful 老 a clause goes on with what people do, or stops.
_GOES_ON = r"[，。、：；！？”“）（\s说在认表的也和与还则将已就把对指介坦告曾很又笑问回让带给从没不是有一]|$"
_SHORT_TITLE = re.compile(f"(?:[总董工老局处校院所科队导]|指挥)(?={_GOES_ON})")
_CLAUSE = re.compile(r"[，。；：！？\n]")
_EVERYDAY = 50  # a part of a foreign name that the dictionary has met more often is a word
_NEAR = 14  # code points between a name and the posts that stand around it


def is_later(document: Document, mention: Mention) -> bool:
    """Whether a mention of a person is not that person's name as first given: 顾局长, Haines."""
    return mention.kind is MentionKind.PERSON and document[mention.span] != mention.name


def is_spelling(written: str) -> bool:
    """Whether words are somebody's whole name in Latin letters: Anna Schulz, but not Schulz."""
    return " " in written and _LATIN.fullmatch(written) is not None


def with_later(document: Document) -> Document:
    """The document with the later mentions of its people; what was taken for a body inside one is none."""
    found = sorted(_Cast(document).mentions())
    if not found:
        return document
    starts = [mention.span.start for mention in found]

    def inside(mention: Mention) -> bool:
        before = bisect_left(starts, mention.span.end) - 1
        return mention.kind is MentionKind.ORGANIZATION and before >= 0 and found[before].span.covers(mention.span)

    kept = (mention for mention in document.mentions if not inside(mention))
    return replace(document, mentions=tuple(sorted((*kept, *found))))


class _Cast:
    """The people of an article, by the ways in which they may be called."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text.text
        self._people = [m for m in document.mentions if m.kind is MentionKind.PERSON]
        self._roles = [m for m in document.mentions if m.kind is MentionKind.ROLE]
        self._taken = _Taken(document.mentions)

    def mentions(self) -> Iterator[Mention]:
        """Every later mention; none overlaps another mention but a role, or a body that is read in the family name."""
        for span, name in (*self._latin(), *self._titled(), *self._parts()):
            if self._taken.free(span):
                self._taken.take(span)
                yield Mention(span, MentionKind.PERSON, name)

    def _latin(self) -> Iterator[tuple[Span, str]]:
        for person in self._people:
            if match := _LATIN_ASIDE.match(self._text, person.span.end):
                yield Span(*match.span("latin")), person.name

    def _titled(self) -> Iterator[tuple[Span, str]]:
        families: defaultdict[str, list[Mention]] = defaultdict(list)
        for person in self._people:
            if family := _family(person.name):
                families[family].append(person)
        if not families:
            return
        cut = tokens(self._text)
        roles = {role.span.start: role for role in self._roles}
        for family, people in families.items():
            for at in _places(self._text, family):
                if span := self._title(cut, roles, at, at + len(family)):
                    title = self._text[span.start : span.end].replace(family, "", 1)
                    if name := self._meant(people, span, title):
                        yield span, name

    def _title(self, cut: Tokens, roles: Mapping[int, Mention], start: int, end: int) -> Span | None:
        """Where the words stand that a family name makes a mention with, if it does."""
        role, title = roles.get(end), _titles().match(self._text, end)
        if cut.end(cut.at(start)) == end:  # no 高校 is a Mr Gao
            title = title or _SHORT_TITLE.match(self._text, end)
        last = max(role.span.end if role else 0, title.end() if title else 0)
        if last and _whole(cut, start, last):
            return Span(start, last)
        familiar = start and self._text[start - 1] in "老小大阿" and _whole(cut, start - 1, end)
        return Span(start - 1, end) if familiar else None

    def _meant(self, people: Sequence[Mention], span: Span, title: str) -> str:
        """Which of the people of a family name is called so; empty if none is to be preferred."""
        names = {person.name for person in people}
        if len(names) > 1:
            holding = {person.name for person in people if title[-2:] in self._posts(person)}
            names = holding or names
        if len(names) == 1:
            return names.pop()
        paragraph = self._text.rfind("\n", 0, span.start) + 1
        before = [p for p in people if p.name in names and paragraph <= p.span.start < span.start]
        return before[-1].name if before else ""

    def _posts(self, person: Mention) -> set[str]:
        """The last two characters of the posts that stand beside a name, in its clause and with no name between."""
        start, end = person.span
        first = bisect_left(self._roles, start - _NEAR, key=lambda role: role.span.start)
        found = set()
        for role in self._roles[first : first + 8]:
            gap = Span(role.span.end, start) if role.span.end <= start else Span(end, role.span.start)
            between = self._text[gap.start : gap.end].removeprefix("，")
            others = (other for other in self._people if other.span.overlaps(gap))
            if 0 <= gap.end - gap.start <= _NEAR and not _CLAUSE.search(between) and next(others, None) is None:
                found.add(role.name[-2:])
        return found

    def _parts(self) -> Iterator[tuple[Span, str]]:
        """Parts of foreign names and given names, wherever they stand alone, if they are one person's."""
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for person in self._people:
            for part in _parts(person.name):
                owners[part].add(person.name)
            if match := _LATIN_ASIDE.match(self._text, person.span.end):
                owners[match["latin"]].add(person.name)
                for part in _ends(_LATIN_PART.findall(match["latin"])):
                    owners[part].add(person.name)
        if not owners:
            return
        cut = tokens(self._text)
        for part, names in sorted(owners.items(), key=lambda item: (-len(item[0]), item[0])):
            for at in _places(self._text, part) if len(names) == 1 else ():
                if len(part) > 2 or _whole(cut, at, at + len(part)):
                    yield Span(at, at + len(part)), next(iter(names))


class _Taken:
    """Where names stand that a later mention must not run into."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        kinds = (MentionKind.ROLE, MentionKind.PLACE, MentionKind.DATE)
        self._spans = sorted((m.span, m.kind) for m in mentions if m.kind not in kinds)

    def free(self, span: Span) -> bool:
        number = bisect_left(self._spans, (span, ""))
        return not any(
            span.overlaps(other) and not (kind is MentionKind.ORGANIZATION and span.covers(other) and len(other) < 3)
            for other, kind in self._spans[max(0, number - 3) : number + 3]
        )

    def take(self, span: Span) -> None:
        number = bisect_left(self._spans, (span, ""))
        self._spans.insert(number, (span, MentionKind.PERSON))


def _family(name: str) -> str:
    """The family name of a Chinese name; empty for any other."""
    if not _HAN_NAME.fullmatch(name):
        return ""
    if name[:2] in words("surnames", "double") and len(name) > 2:
        return name[:2]
    return name[0] if name[0] in words("surnames", "single") else ""


def _ends(names: Sequence[str]) -> set[str]:
    """The first and the last of the names somebody has: peoples differ in which is the family's."""
    return {*names[:1], *names[-1:]}


def _parts(name: str) -> Iterator[str]:
    """What a person may be called for short: 海因斯 for 罗伯特·海因斯, and a given name that is no word."""
    if "·" in name:
        parts = name.split("·")
        yield from (part for part in {parts[0], parts[-1]} if len(part) > 1 and frequency(part) < _EVERYDAY)
    elif " " in name:
        yield from _ends(_LATIN_PART.findall(name))
    elif (family := _family(name)) and len(given := name[len(family) :]) == 2 and not frequency(given):
        yield given


@cache
def _titles() -> re.Pattern[str]:
    entries = words("roles", "honorific", "title") | {"老先生", "老太太", "大夫", "医生", "师傅", "大使", "老板"}
    return re.compile("|".join(sorted(map(re.escape, entries), key=lambda entry: (-len(entry), entry))))


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _whole(cut: Tokens, start: int, end: int) -> bool:
    """Whether a stretch of text begins and ends where words do."""
    first, last = cut.at(start), cut.before(end)
    return cut.starts[first] == start and cut.end(last) == end
