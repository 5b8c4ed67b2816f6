"""Which province, city or county is meant by 省, 市 or 县: the one just named, of the headline, or of the paragraph.

江海省委常委、省政协主席        省 = 江海省, named just before
海州市召开会议 … 市委书记        市 = 海州市, of the headline
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.mentions.tokens import tag
from kg.model import Mention

SIGNS = "省市县区州"
PLACE = {
    sign: re.compile(f"(?:财团法人|社团法人|中共)?([\u4e00-\u9fff]{{1,6}}?{sign})(?!场|民|长|区)") for sign in SIGNS
}
_ALONE = re.compile(
    r"(?:^|[，。、（【\s]|[在到赴访于从是对为向经和与]|来自|前往|走进|地处|位于)([\u4e00-\u9fff]{2,3}(?<![省市县区州])[省市县区州])"
    r"(?=[，。、的是有举召位地开一全委推以近今认市县区\s])",
    re.MULTILINE,
)
_NO_PLACE = re.compile("[全我本该各外两每某跨大小新老这那为]|[城都]市$|[地山园社小城景市校街灾辖片特]区|郊县")
_HEADLINE = 80
_JUST = 14  # code points behind a place in which a word is relative to it


class Localities:
    """The places of an article by their signs, in the order of the text."""

    def __init__(self, text: str, organizations: Sequence[Mention]) -> None:
        self._text = text
        named: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for mention in organizations:
            for sign, pattern in PLACE.items():
                if (match := pattern.match(mention.name)) and len(match[1]) > 2:
                    named[sign].append((mention.span.start, match[1]))
        alone = [match for match in _ALONE.finditer(text) if not _NO_PLACE.search(match[1])]
        repeated = Counter(match[1] for match in alone)
        for match in alone:
            place = match[1]
            if repeated[place] > 1 or tag(place[:-1]) == "ns" or match.start(1) < _HEADLINE:
                named[place[-1]].append((match.start(1), place))
        self._named = {sign: sorted(set(places)) for sign, places in named.items()}
        self._commonest = {
            sign: max(tally, key=lambda place: (tally[place], place))
            for sign, places in self._named.items()
            if (tally := Counter(place for _, place in places))
        }

    def __contains__(self, sign: str) -> bool:
        return sign in self._named

    def of(self, sign: str, position: int) -> str:
        """The place that a sign means at a position of the text. Raises KeyError for one that the text has none of."""
        places = self._named[sign]
        last = bisect_left(places, (position, ""))
        if last and position - places[last - 1][0] <= len(places[last - 1][1]) + _JUST:
            start, place = places[last - 1]
            if not re.search("[。；\n]", self._text[start:position]):
                return place
        line = self._text.find("\n", 0, _HEADLINE)
        if headline := next((place for start, place in places if start < line), ""):
            return headline
        if last and "\n" not in self._text[places[last - 1][0] : position]:
            return places[last - 1][1]
        return self._commonest[sign]
