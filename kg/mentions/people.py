"""People as written, found by the words around them; never by what a tagger calls a name.

1. Places where a name may begin: behind a role (…院长黄璜), behind 任命 and 由, before a role in brackets or behind a
   comma (周慎之，某大学副校长), between an organisation and a role (清华大学孟天广教授).
2. At each, every reading of the next characters is weighed (`names.py`), with what the place is worth, and with how
   often the article writes the same letters elsewhere.
3. The best reading that weighs enough is a person; a name found once is found wherever the article repeats it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.document import Document
from kg.gazetteer import Lexicon, words
from kg.mentions.names import Reading, readings
from kg.mentions.tokens import frequency
from kg.model import Mention, MentionKind, Span

ENOUGH = 3.5  # what place and reading must weigh together

_GAP_AFTER_ROLE = re.compile(r"(?:[ \u3000]{1,4}|（[^（）\n]{1,16}）)?")
_APPOINTED = re.compile(
    r"(?:任命|任用|聘任|聘请|聘用|委任|免去|解聘|提名|推选|选举|选出|决定|同意|委派|指派|推举)(?!其)(?P<list>[\u4e00-\u9fff·、和]{2,60}?)(?:同志)?"
    r"(?:为|担任|出任|任|当选|兼任|的(?=[\u4e00-\u9fff]{2,40}职务))"
)
_LINE_OF_REMOVAL = re.compile(r"^(?P<list>[\u4e00-\u9fff·]{2,12}?)(?:同志)?的(?=[^\n，。；]{2,40}职务)", re.MULTILINE)
_BY = re.compile(r"由(?P<list>[\u4e00-\u9fff·]{2,12}?)(?:先生|女士|教授|同志)?(?:担任|出任|兼任|任|接任|主持|出面)")
_CALLED = re.compile(r"(?:名叫|叫做|叫|名为)(?P<list>[\u4e00-\u9fff·]{2,5})(?=[，。；：])")
_BIOGRAPHY = re.compile(
    r"[，,（( \u3000](?:男|女|[\u4e00-\u9fff]{1,3}族|(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生))"
    r"(?=[，,。；（）)])"
)
_BEFORE_POST = re.compile(
    r"(?:[，,：:（( \u3000]{1,3}|——)(?:男[，,]|女[，,])?(?:现任|现为|曾任|历任|时任|原任|系|是|原|前)?$"
)
_RUN = re.compile(
    r"(?:^|[。！？；\n（(【\[、，,：:“”「」 \u3000\]】○●•◆■—])"
    r"(?P<name>[\u4e00-\u9fff·]{2,12}|[A-Z][A-Za-z.'’-]{0,20}(?: [A-Z][A-Za-z.'’-]{0,20}){0,3})$"
)
_SPEAKER = re.compile(
    r"(?:^|[。！？；\n”」，])(?P<list>[\u4e00-\u9fff]{2,4}?)(?=(?:也|还|则|又|随后|进一步)?(?:表示|认为|指出|强调|介绍|坦言|透露|说[，：。]|称[，：]|解释|补充|回忆))",
    re.MULTILINE,
)


def people(document: Document) -> Iterator[Mention]:
    """The people of a text, wherever they are named."""
    text = document.text.text
    chosen = _choose(text, tuple(_places(document)))
    chosen |= _choose(text, tuple(_before_posts(document, {reading.start for reading in chosen})))
    names = {reading.name for reading in chosen}
    spans = {Span(reading.start, reading.end) for reading in chosen}
    taken = sorted(spans)
    for start, end in Lexicon(names).longest(text):
        if _free(taken, start, end):
            spans.add(Span(start, end))
    for span in sorted(spans):
        yield Mention(span, MentionKind.PERSON, text[span.start : span.end])


def _free(taken: list[Span], start: int, end: int) -> bool:
    number = bisect_left(taken, end, key=lambda span: span.start)
    return not number or taken[number - 1].end <= start


Place = tuple[
    int, int | None, float
]  # where a name may begin, where it must end if that is known, what the place is worth


def _choose(text: str, places: Iterable[Place]) -> set[Reading]:
    """The best reading at each place, where it weighs enough."""
    weighed: dict[int, list[tuple[float, Reading]]] = defaultdict(list)
    for start, end, worth in places:
        for reading in readings(text, start):
            if end is None or reading.end == end:
                weighed[start].append((worth + reading.weight, reading))
    counts = _counts(text, {reading.name for choices in weighed.values() for _, reading in choices})
    chosen = set()
    for choices in weighed.values():
        weight, reading = max(
            ((weight + _repeated(reading, counts), reading) for weight, reading in choices),
            key=lambda choice: (choice[0], choice[1].end),
        )
        if weight >= ENOUGH:
            chosen.add(reading)
    return chosen


def _counts(text: str, names: set[str]) -> Counter[str]:
    return Counter(text[start:end] for start, end in Lexicon(names).all(text))


def _repeated(reading: Reading, counts: Counter[str]) -> float:
    """What other mentions say: letters that always stand together belong together."""
    shorter, count = counts.get(reading.name[:-1], 0), counts[reading.name]
    longer = max(
        (counts[name] for name in counts if len(name) == len(reading.name) + 1 and name.startswith(reading.name)),
        default=0,
    )
    if count > 1 and count == shorter:
        return 1.5
    return 1.5 if longer and count > longer else 0.5 if count > 2 else 0


def _places(document: Document) -> Iterator[Place]:
    text = document.text.text
    organization_ends = {m.span.end for m in document.mentions if m.kind is MentionKind.ORGANIZATION}
    role_starts = {m.span.start: m for m in document.mentions if m.kind is MentionKind.ROLE}
    for role in role_starts.values():
        held_at = any(
            text[role.span.start - back : role.span.start] in _LINKS[back]
            and role.span.start - back in organization_ends
            for back in range(3)
        )
        gap = _GAP_AFTER_ROLE.match(text, role.span.end)
        start = gap.end() if gap else role.span.end
        chained = role.span.start > 0 and text[role.span.start - 1] in "、兼暨，和及"
        worth = 2.0 if held_at or chained else 1.0
        yield start, None, worth
        if text[start : start + 1] == "的":
            yield start + 1, None, worth - 1
    for pattern, worth in ((_APPOINTED, 6), (_LINE_OF_REMOVAL, 6), (_BY, 3), (_CALLED, 1.5), (_SPEAKER, 0.5)):
        for match in pattern.finditer(text):
            start, end = match.span("list")
            if pattern is _SPEAKER and frequency(text[start:end]):
                continue
            for name in re.finditer(r"[^、和]+", text[start:end]):
                yield start + name.start(), start + name.end(), worth
    for end in organization_ends:  # 清华大学孟天广教授
        for length in (2, 3, 4):
            if end + length in role_starts and role_starts[end + length].name in words("roles", "honorific"):
                yield end, end + length, 2


_LINKS = {0: ("",), 1: ("的", "原", "前"), 2: ("现任", "时任", "新任", "首任")}


def _before_posts(document: Document, named: set[int]) -> Iterator[Place]:
    """Names in front of the posts they hold, or of their year of birth."""
    text = document.text.text
    for match in _BIOGRAPHY.finditer(text):
        yield from _run_before(text, match.start(), 2.5)
    mentions = [m for m in document.mentions if m.kind in (MentionKind.ORGANIZATION, MentionKind.ROLE)]
    leads = _led_to(mentions, text, named)
    for mention in mentions:
        start = mention.span.start
        gap = _BEFORE_POST.search(text, max(0, start - 8), start)
        if gap and mention not in leads:
            yield from _run_before(text, gap.start(), 1)


def _run_before(text: str, end: int, worth: float) -> Iterator[Place]:
    if match := _RUN.search(text, max(0, end - 30), end):
        yield match.start("name"), end, worth


def _led_to(mentions: list[Mention], text: str, named: set[int]) -> set[Mention]:
    """The organisations and roles from which a chain of posts leads to a name behind it."""
    led: set[Mention] = set()
    follows = False
    after = 0
    for mention in reversed(mentions):
        gap = text[mention.span.end : after] if follows else ""
        directly = any(mention.span.end + back in named for back in range(6))
        follows = directly or (follows and len(gap) <= 8 and not re.search(r"[。；！？\n]", gap))
        after = mention.span.start
        if follows:
            led.add(mention)
    return led
