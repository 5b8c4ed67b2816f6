"""People as written, found by the words around them; never by what a tagger calls a name.

1. At every place where a name may begin (`openings.py`) each reading of the next characters is weighed (`names.py`).
2. How often the article writes the same letters elsewhere tells where a name ends: 林立 or 林立上.
3. The best reading that weighs enough is a person; a name found once is found wherever the article repeats it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.document import Document
from kg.gazetteer import Lexicon
from kg.mentions.names import Reading, readings
from kg.mentions.openings import Opening, openings, openings_before_posts
from kg.model import Mention, MentionKind, Span

ENOUGH = 3.25  # what place and reading must weigh together


def people(document: Document) -> Iterator[Mention]:
    """The people of a text, wherever they are named."""
    text = document.text.text
    roles = tuple(m.span.start for m in document.mentions if m.kind is MentionKind.ROLE)
    chosen = _choose(text, openings(document), roles)
    chosen |= _choose(text, openings_before_posts(document, {reading.start for reading in chosen}), roles)
    spans = {Span(reading.start, reading.end) for reading in chosen}
    taken = sorted(spans)
    for start, end in Lexicon({reading.name for reading in chosen}).longest(text):
        if _free(taken, start, end):
            spans.add(Span(start, end))
    for span in sorted(spans):
        yield Mention(span, MentionKind.PERSON, text[span.start : span.end])


def considered(document: Document, start: int) -> list[tuple[str, float]]:
    """What was weighed where a name begins: each reading with its weight, best first; nothing where none could."""
    text = document.text.text
    first = [place for place in openings(document) if place.start == start]
    places = first or [place for place in openings_before_posts(document, set()) if place.start == start]
    found: dict[str, float] = {}
    for place in places:
        for reading in readings(text, start):
            if place.end is None or reading.end == place.end:
                found[reading.name] = max(place.worth + reading.weight, found.get(reading.name, 0.0))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _free(taken: list[Span], start: int, end: int) -> bool:
    number = bisect_left(taken, end, key=lambda span: span.start)
    return not number or taken[number - 1].end <= start


def _choose(text: str, places: Iterable[Opening], roles: tuple[int, ...]) -> set[Reading]:
    """The best reading at each place, where it weighs enough; none overlaps another, nor runs into a role."""
    weighed: dict[int, dict[Reading, float]] = defaultdict(dict)
    for place in places:
        for reading in readings(text, place.start):
            apart = bisect_left(roles, reading.start) == bisect_left(roles, reading.end)
            if apart and (place.end is None or reading.end == place.end):
                choices = weighed[place.start]
                choices[reading] = max(place.worth + reading.weight, choices.get(reading, 0))
    counts = _counts(text, {reading.name for choices in weighed.values() for reading in choices})
    chosen: set[Reading] = set()
    end = 0
    for start, choices in sorted(weighed.items()):
        voted = {reading: weight + _votes(reading, choices, counts) for reading, weight in choices.items()}
        best = max(voted, key=lambda reading: (voted[reading], reading.end))
        if voted[best] >= ENOUGH and start >= end:
            chosen.add(best)
            end = best.end
    return chosen


def _counts(text: str, names: set[str]) -> Counter[str]:
    return Counter(text[start:end] for start, end in Lexicon(names).all(text))


def _votes(reading: Reading, choices: Mapping[Reading, float], counts: Counter[str]) -> float:
    """What other mentions say: letters that always stand together belong together."""
    count = counts[reading.name]
    for other in choices:
        if len(other.name) == len(reading.name) - 1 and count > 1 and count == counts[other.name]:
            return 1.5 if other.weight < 2 else 0.8 if count > 2 else 0
        if len(other.name) == len(reading.name) + 1 and count > counts[other.name]:
            return 1.5
    return 0.5 if count > 2 else 0
