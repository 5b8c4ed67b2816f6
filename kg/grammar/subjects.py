"""Whom a clause is about when it names nobody: he, 程先生, or the person that a whole life is told of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.grammar.lives import Lives
from kg.grammar.posts import Post
from kg.model import Mention, Span

HONORIFIC = "(?:先生|女士|同志|教授|博士|院士|老师)?"
AND_NAME = re.compile(rf"{HONORIFIC}(?:、|和|与|及)")
_AND_TITLED = re.compile(r"[、和与及][^，。；：“”\n]{2,60}")  # 某校院长甲、某局局长乙当选副会长
_SUBJECT_CARRIED = re.compile(
    r"(?:他|她|其|彼|该同志|此前|此后|之后|先后|曾|历任|现任|现为|早年|同年|[12]\d{3}年|当选|获)"
)
_NO_SUBJECT = re.compile(  # …。毕业后历任, ；2015年起任: nobody stands before the verb, so it is still the same person
    r"(?:[12]\d{3}年(?:\d{1,2}月)?(?:[至到—-](?:[12]\d{3}年)?(?:\d{1,2}月)?)?(?:起|后|以来|至今|间)?[，,]?)?"
    r"(?:[\u4e00-\u9fff]{2,6}后[，,]?)?(?:留校任教[，,])?(?:先后|一度|长期|还|又|并|也|起)?"
    r"(?:曾|历|现|兼|担|出|任|当选|受聘|获)"
)
_ADDRESSED = re.compile(
    r"(?:[^，。\n]{2,14}[，,])?(?P<family>[\u4e00-\u9fff])(?:先生|女士|院士|教授|博士|老师|老|总|书记|校长|院长)"
)
_SAME_SUBJECT = re.compile(
    r"[他她其彼亦并还也又同先后曾年月日起前今期现至随再则免解聘在到已于拟将从未没有即否能不婉拒而] ?"
)
_PRONOUN = re.compile(r"(?:他|她|彼|该同志|其)[^，。；]{0,12}$")
_REPLACED = re.compile(r"(?:接替|取代|接棒|替代|继任)(?:了|[^，。；]{1,10}的[^，。；]{0,4})?\Z")
_LIFE = re.compile(r"生平|逝世|享年|病逝|辞世|讣告|出生于|(?:19|20)\d\d年(?:\d{1,2}月)?(?:出)?生")


class Subjects:
    """The people of a text, in its order, and whom each place in it goes on about."""

    def __init__(self, text: str, people: Sequence[Mention]) -> None:
        self._text = text
        self._people = people
        self._the_hero = self._hero()
        self._lives = Lives(text, people)
        self._families = self._only_of_family()

    def has_other(self, person: Mention, verb: int) -> bool:
        """Whether somebody who is no mention stands before the verb: 杨过任董事长，小龙女任总经理."""
        clause = max(self._text.rfind(mark, person.span.end, verb) for mark in "，,；;。") + 1
        return bool(clause and verb > clause and not _SAME_SUBJECT.search(self._text, clause, verb))

    def of(self, sentence: Span, before: int, *, carried: bool, bound: Mapping[Mention, Post]) -> list[Mention]:
        """The people last named before a position, as far as the sentence, or a pronoun in it, goes on about them.

        `bound` holds the last post before each name: a list of people may have one before every name.
        """
        number = bisect_right(self._people, before, key=lambda person: person.span.end)
        if not number:
            life = self._lives.at(sentence.start) if carried else None
            return [life.person] if life else []
        last = self._people[number - 1]
        if number > 1 and _REPLACED.search(self._text, max(sentence.start, last.span.start - 16), last.span.start):
            number -= 1  # 甲接替退休的乙出任: it is 甲 who goes on
            last = self._people[number - 1]
        if last.span.start < sentence.start:
            carrier = self._carried(last, sentence, before) if carried else None
            if carrier is None or carrier is not last:
                return [carrier] if carrier else []
        found = [last]
        for person in reversed(self._people[max(0, number - 20) : number - 1]):
            gap = person.span.end, found[0].span.start
            post = bound.get(found[0])
            titled = post is not None and post.start >= gap[0] and _AND_TITLED.fullmatch(self._text, *gap)
            if not titled and not AND_NAME.fullmatch(self._text, *gap):
                break
            found.insert(0, person)
        return found

    def _carried(self, last: Mention, sentence: Span, before: int) -> Mention | None:
        """Whom a sentence goes on about that names nobody: the last person of the paragraph, else the hero."""
        if addressed := _ADDRESSED.match(self._text, sentence.start, before):
            return self._families.get(addressed["family"])
        pronoun = _PRONOUN.search(self._text, max(sentence.start, before - 40), before)
        clause = max(self._text.rfind(mark, sentence.start, before) for mark in "；;") + 1 or sentence.start
        about = pronoun or any(
            pattern.match(self._text, start)
            for pattern in (_SUBJECT_CARRIED, _NO_SUBJECT)
            for start in {sentence.start, clause}
        )
        life = self._lives.at(sentence.start)
        told = life.person if life else None
        if told and (about or last.span.start <= told.span.start):
            return told
        if not about:
            return None
        return self._the_hero or (last if sentence.start - last.span.end <= 200 else None)

    def of_row(self, sentence: Span, before: int) -> Mention | None:
        """Whose life a sentence tells that names nobody and says no more than the post: 1995—1998　海州大学讲师."""
        return self._lives.row(sentence, before)

    def _only_of_family(self) -> Mapping[str, Mention]:
        """Whom 程先生 means: by family name, those who alone have it."""
        named: dict[str, dict[str, Mention]] = defaultdict(dict)
        for person in self._people:
            named[person.name[0]].setdefault(person.name, person)
        return {family: next(iter(people.values())) for family, people in named.items() if len(people) == 1}

    def _hero(self) -> Mention | None:
        """The person whom a life is told of: named first, most often, and before the facts of a life."""
        counts = Counter(person.name for person in self._people)
        first = self._people[0] if self._people else None
        if first is None or counts[first.name] < 2 or first.span.start > 300 or not _LIFE.search(self._text):
            return None
        return first if counts[first.name] == max(counts.values()) else None
