"""Words that mean organisations named before, as if their names stood there: 公司, 学校, 我们; 双方, 上述三家单位.

海州大学与南江银行来到现场。双方签署协议。      双方 = 海州大学, 南江银行
南江集团成立于2010年。集团已入股海州银行。      集团 = 南江集团
“我们和南江银行合作多年，”海州大学校长说。       我们 = 海州大学
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from kg.document import Document
from kg.gazetteer import words
from kg.grammar.shortforms import ShortForms, short_forms
from kg.grammar.sketch import Sketch, filled, listed, pattern, sketch, unlisted
from kg.grammar.speakers import Speech, interviewee, speaker_of, speeches
from kg.model import Mention, MentionKind, Span

_COUNTS = {"双": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NEAR = 2  # sentences whose organisations are counted one by one
_BACK = 6  # sentences in which the organisations of 双方 are looked for
# Where a clause or what a verb does begins; the words behind say that the word itself acts.
_BEFORE = r"(?:(?<=[，,。；;：:“、与和同由系是为向对被有股后年前日上里中DR\n])|\A)"
_ACTS = (
    r"(?=[与和同跟已将还也又拟曾正于由系是为持]|联合|携手|牵手|联手|会同|今年|去年|日前|近日|先后|通过|控股|隶属"
    r"|旗下|下属|辖下|属下|麾下|亦|会与|会同|入股"
    r"|收购|投资|参股|出资|签|宣布|D|的?(?:控股|最大|第一)?(?:大)?股东|并购|斥资|\d{1,3}(?:\.\d{1,2})?[%％]"
    r"|[一二三四五六七八九]成)"
)
_ONE = pattern(
    rf"{_BEFORE}(?:(?P<we>我们|咱们)(?:集团|公司|学校|学院|医院|单位|团队|联盟|协会|学会|中心|银行|机构|研究院|基金会|局|市|县|区|省|院|所|校)?|(?:公司|集团|学校|医院|银行|研究院"
    rf"|研究所|协会|学会|基金会|联盟|中心|交易所|联会)|(?P<team>团队|课题组|项目组|研究团队)){_ACTS}"
)
_ALL = pattern(
    r"(?<!O)(?:上述|以上|前述|这)?(?:(?P<n>[双两二三四五六七八九十])(?:方|(?:所|家|个)?(?:单位|机构|企业|公司"
    r"|部门|学校|高校|院校|医院|银行)|校|院|家|行|局)|各方)"
    r"(?=(?:董事会|股东会)?(?:已|均)|共同|联合|合作|携手|将|还|也|已|拟|曾|签|达成|约定|一致|商定|决定|计划|在"
    r"|就|围绕|分别|正式|结成|结为"
    r"|共建|合资|出资|D|日前|近日)"
)
_MEETING = re.compile(r"会见|访问|[来到走拜回]访|率[队团领]|率代表团|一行|座谈|接待|会谈|会晤|洽谈|莅临|热情|共同")
_REPORTS = re.compile(r"证券代码|公告编号|本公司董事会|本公司及董事会|报告期内|年度报告")


class Parties:
    """Draws the sentences of a document with the organisations that its pronouns mean."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._only: dict[str, Mention | None] = {}  # the one organisation whose name ends in a word
        self.together: tuple[Mention, ...] = ()  # those who last did something together

    def around(self, span: Span) -> Sketch:
        """The sketch of a sentence, pronouns folded like the names they stand for, lists into one."""
        return listed(self.named(span))

    def named(self, span: Span) -> Sketch:
        """The sketch of a sentence with the names that its pronouns stand for, lists name by name."""
        plain = unlisted(self._document, span)
        meant: dict[tuple[int, int], tuple[Mention, ...]] = {}
        for match in _ONE.finditer(plain.text):
            span = plain.span(*match.span())
            one = self._speaking(span) if match["we"] else self.main if match["team"] else self._pointed_at(span)
            if one:
                meant[match.span()] = (one,)
        for match in _ALL.finditer(plain.text):
            if every := self._every(plain, match):
                meant[match.span()] = every
        return filled(plain, meant)

    def full(self, body: Mention) -> str:
        """The full name of the organisation that a mention names."""
        return self._forms.full(body)

    def _pointed_at(self, span: Span) -> Mention | None:
        word = self._document[span]
        if word == "公司" and self._reports:
            return self.main or next(iter(self._first_named.values()), None)
        name = self._forms.full(Mention(span, MentionKind.ORGANIZATION, word))
        if name != word:
            return self._first_named.get(name)
        if word not in self._only:
            ending = [first for full, first in self._first_named.items() if full.endswith(word) and full != word]
            self._only[word] = ending[0] if len(ending) == 1 else None
        only = self._only[word]
        return only if only and only.span < span else None

    def _speaking(self, span: Span) -> Mention | None:
        """The organisation of the person whose words a span stands in."""
        who = speaker_of(self._spoken, span)
        if who is None:
            return None
        if who.kind is MentionKind.ORGANIZATION:
            return who
        asked = interviewee(self._document)
        if asked and asked.organization and asked.person.name == who.name:
            return asked.organization
        return self._employers.get(who.name)

    def _every(self, plain: Sketch, match: re.Match[str]) -> tuple[Mention, ...]:
        """The organisations that 双方 and 三家单位 count: the last list as long, else all just named."""
        count = _COUNTS.get(match["n"] or "", 0)
        named: dict[str, Mention] = {}
        for back, earlier in enumerate(self._before(plain, match.start())):
            for place in sorted(earlier.names, reverse=True):
                if earlier.of(place, MentionKind.PERSON):
                    continue  # whom somebody works for
                listed = self._distinct(earlier.of(place, MentionKind.ORGANIZATION))
                if len(listed) == count or (count == 0 and len(listed) > 1):
                    return tuple(listed.values())
                named |= listed if back < _NEAR else {}
        if len(self.together) == count:
            return self.together
        if count == 2 and len(met := self._met(plain, match.start())) == 2:
            return met
        return tuple(named.values()) if len(named) == count or (count == 0 and len(named) > 1) else ()

    def _met(self, plain: Sketch, position: int) -> tuple[Mention, ...]:
        """Whose people have just met: 甲集团董事长张三到访乙大学，校长李四会见. 双方…"""
        named: dict[str, Mention] = {}
        for earlier in islice(self._before(plain, position), _NEAR):
            if not _MEETING.search(earlier.text):
                continue
            for place in earlier.names:
                named |= self._distinct(earlier.of(place, MentionKind.ORGANIZATION)[:1])
            if len(named) > 1:
                break
        return tuple(named.values())

    def _before(self, plain: Sketch, position: int) -> Iterator[Sketch]:
        """What stands before a place of a sentence, the nearest first."""
        document = self._document
        start = plain.starts[position]
        here = document.sentence_at(start)
        if here.span.start < start:
            yield sketch(document, Span(here.span.start, start))
        last = bisect_left(document.sentences, here.span.start, key=lambda sentence: sentence.span.start)
        for sentence in reversed(document.sentences[max(0, last - _BACK) : last]):
            if next(document.mentions_in(sentence.span, MentionKind.ORGANIZATION), None):
                yield sketch(document, sentence.span)

    def _distinct(self, bodies: tuple[Mention, ...]) -> dict[str, Mention]:
        named = (body for body in bodies if body.name[0] not in "该本我" and self._forms.is_named(body))
        return {self._forms.full(body): body for body in named}

    @cached_property
    def _forms(self) -> ShortForms:
        return short_forms(self._document)

    @cached_property
    def _spoken(self) -> tuple[Speech, ...]:
        return speeches(self._document)

    @cached_property
    def main(self) -> Mention | None:
        """The organisation that the article is about: the one it opens with, if it names none more often."""
        counts = Counter(self._forms.full(m) for m in self._document.mentions if m.kind is MentionKind.ORGANIZATION)
        name, first = next(iter(self._first_named.items()), ("", None))
        return first if counts[name] > 2 and counts[name] == max(counts.values()) else None

    @cached_property
    def _reports(self) -> bool:
        """Whether a company itself writes the article, which calls it 公司: an announcement, an annual report."""
        return bool(_REPORTS.search(self._document.text.text))

    @cached_property
    def _first_named(self) -> dict[str, Mention]:
        """The first mention of every organisation, by its full name."""
        found: dict[str, Mention] = {}
        for mention in self._document.mentions:
            if mention.kind is MentionKind.ORGANIZATION and mention.name not in words("organization_heads", "bare"):
                found.setdefault(self._forms.full(mention), mention)
        return found

    @cached_property
    def _employers(self) -> dict[str, Mention]:
        """The organisation that stands before the name of each person, where one does."""
        found: dict[str, Mention] = {}
        for sentence in self._document.sentences:
            if next(self._document.mentions_in(sentence.span, MentionKind.PERSON), None):
                for names in sketch(self._document, sentence.span).names.values():
                    bodies = [name for name in names if name.kind is MentionKind.ORGANIZATION]
                    people = [name for name in names if name.kind is MentionKind.PERSON]
                    if bodies and len(people) == 1:
                        found.setdefault(people[0].name, bodies[0])
        return found
