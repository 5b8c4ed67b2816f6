"""Whose names stand behind a chain of posts, and hold them.

海州大学副校长周慎之、陆鸣谦            副 and the like are shared by the names that 、 joins
海州大学教授、冰川学家周慎之            more words for the same person may stand between
作为海州大学的校长，周慎之…             a clause with 作为 leads up to the name
委员：周慎之（海州大学）、陆鸣谦…       a colon, and rows below a heading, open a list
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.document import Document
from kg.grammar.posts import Chain
from kg.grammar.subjects import AND_NAME, HONORIFIC
from kg.mentions.tokens import tokens
from kg.model import Mention, MentionKind, Span

_BEFORE_NAME = re.compile(
    r"(?:（[^（）\n]{1,16}）)?(?:(?:分别)?(?:为|包括|是)|[：:]?\n{1,2}[ \u3000]{0,4}|[”」：]|的|[ \u3000]{0,4})"
)
_ROW = re.compile(r"[ \u3000]{0,4}[（(]?(?:1[89]|20)\d\d[^\n，。；]{0,24}(?:\n[ \u3000]{0,4}|$)")  # 周慎之（1958—1965）
_FORMER = re.compile(r"历[任届]|前任")
_NAMED_ROW = re.compile(r"[^\n。；]{0,60}[；;。]?(?:\n{1,2}[ \u3000]{0,4}(?:\d{1,2}[.、．])?|\Z)")
_NAMES = re.compile(r"(?:聘任|聘请|聘|任命|选举|增补|名单|下列|以下|如下|委派).{0,200}[：:]\Z")
_LISTED = re.compile(rf" ?{HONORIFIC}(?:（[^（）\n]{{0,60}}）)?[、，, \u3000]{{1,3}}")  # 委员：甲先生（某校）、乙
_MEMBERS = re.compile(r"(?:先生|女士|博士|教授|小姐)(?:（[^（）\n]{0,60}）)?[、，,及和与以]{1,2}")
_TITLED = re.compile("先生|女士|博士|教授|小姐")
_SHARED = re.compile(r"副|董事$|监事$|编委|会员|记者|工程师|律师|教授|研究员|委员|院士|顾问|代表|理事|成员|专家|助理")
_DESCRIPTION = re.compile(r"(?:、[^，。；：、（）和与及\n]{2,20}){1,2}")
_AS = re.compile(r"(?:作为|身[为兼]|同为|贵为|兼任|[曾时现]任|担任|曾是)(?:了|着|过)?(?:一名|一位)?(?:原|前)?\Z")


class Holders:
    """The people of a document, as those behind a chain."""

    def __init__(self, document: Document, people: Sequence[Mention]) -> None:
        self._document = document
        self._text = document.text.text
        self._people = people
        self._starting = {person.span.start: person for person in people}

    def behind(self, chain: Chain) -> list[Mention]:
        """The names right behind a chain: …副院长甲、乙."""
        gap = _BEFORE_NAME.match(self._text, chain[-1].end)
        person = self._starting.get(gap.end() if gap else chain[-1].end) or self._starting.get(chain[-1].end)
        if person is None:
            described = self._described(chain) or self._introduced(chain)
            return [described] if described else []
        link = gap.group() if gap else ""
        pattern = self._list(chain, person, link)
        if pattern is None:
            return []
        found = [person]
        while pattern is not AND_NAME or _SHARED.search(chain[-1].role.name):
            gap = pattern.match(self._text, found[-1].span.end)
            following = self._starting.get(gap.end()) if gap else None
            if following is None:
                break
            found.append(following)
        return found

    def _list(self, chain: Chain, person: Mention, link: str) -> re.Pattern[str] | None:
        """What stands between the names of a list that a chain opens; None if the chain does not open it."""
        if "\n" in link:
            return self._rows(chain, person)
        if link.endswith(("为", "包括", "是")):
            return _MEMBERS if _TITLED.match(self._text, person.span.end) else None
        return _LISTED if link == "：" else AND_NAME

    def _rows(self, chain: Chain, person: Mention) -> re.Pattern[str] | None:
        """The rows that a line heads: 历任院长 with years, 聘任下列人员为委员： with posts."""
        line = self._text.rfind("\n", 0, chain[0].start) + 1
        if chain[0].start - line >= 60:
            return None
        if _FORMER.search(self._text, line, chain[-1].end) and _ROW.match(self._text, person.span.end):
            return _ROW
        return _NAMED_ROW if _NAMES.search(self._text[line : person.span.start].rstrip()) else None

    def _described(self, chain: Chain) -> Mention | None:
        """Whose name stands behind a chain and more words for the same person: 某院院士、冰川学家周慎之."""
        if self._text[chain[-1].end : chain[-1].end + 1] != "、":
            return None
        last = bisect_left(self._people, chain[-1].end, key=lambda person: person.span.start)
        person = self._people[last] if last < len(self._people) else None
        if person is None or not _DESCRIPTION.fullmatch(self._text, chain[-1].end, person.span.start):
            return None
        between = Span(chain[-1].end, person.span.start)
        before = list(self._document.mentions_in(between, MentionKind.ORGANIZATION))
        if len(before) == 1 and before[0].span == Span(chain[-1].end + 1, person.span.start):
            return person if self._titled(person) else None  # 学会会长、海州医院周慎之教授
        named = next(self._document.mentions_in(between, MentionKind.ROLE, MentionKind.ORGANIZATION), None)
        return person if named is None and _is_noun(self._text[chain[-1].end + 1 : person.span.start]) else None

    def _titled(self, person: Mention) -> bool:
        behind = Span(person.span.end, person.span.end + 8)
        return any(role.span.start == behind.start for role in self._document.mentions_in(behind, MentionKind.ROLE))

    def _introduced(self, chain: Chain) -> Mention | None:
        """Whose name opens the clause that 作为 and a chain lead up to: 作为云杉科技的创始人，周慎之…"""
        person = self._starting.get(chain[-1].end + 1)
        comma = self._text[chain[-1].end : chain[-1].end + 1] in ("，", ",")
        before = max(self._document.sentence_at(chain[0].start).span.start, chain[0].start - 8)
        return person if person and comma and _AS.fullmatch(self._text[before : chain[0].start].strip()) else None


def _is_noun(words: str) -> bool:
    """Whether words end like a description of somebody: 冰川学家, 返乡青年, 她的徒弟之一的; not 接受."""
    cut = tokens(words)
    return cut.words[-1] == "的" or cut.tags[-1].startswith("n") or words.endswith(("家", "者", "手", "星", "”"))
