"""Lives: the stretches of a text that tell of one person, as CVs, notes on authors and pages of staff do.

A life opens at a name at the head of a line, by what stands behind it:

    周慎之，男，1962年生        周慎之（1962—），教授        周慎之：女，经济学博士        周慎之 周慎之 经济学博士
    周慎之　教授⏎海州大学…      ### 周慎之⏎- 海州大学教授    周慎之　海州大学　水利工程⏎1953年毕业于…

or where a heading says so (周慎之简历, 简历), or with 男，汉族，… in a line below a name. It goes on to the next life,
as long as its lines are rows with dates, or for a few lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import patterns
from kg.model import Mention, Span

_TITLE = "(?:先生|女士|小姐|同志|教授|博士|院士|研究员|副教授|老师)"
_FACTS = (
    r"(?:男|女|(?:19|20)\d\d[年.\-/—]|\d\d岁|[\u4e00-\u9fff]{1,4}族[，,]|[\u4e00-\u9fff]{2,9}人[，,]"
    r"|[\u4e00-\u9fff]{0,12}(?:博士|硕士|学士)(?:后|研究生|学位|生导师)?[，,。；])"
)
_BEGINS = re.compile(
    rf"[ \u3000*]{{0,4}}{_TITLE}?(?:[（(][^（）()\n]{{1,40}}[）)])?[，,：:。 \u3000]{{1,4}}{_FACTS}"
    r"|[ \u3000]?[（(](?:生于)?(?:1[5-9]|20)\d\d"
    r"|[：: \u3000]{1,4}[^\n，。；：]{2,24}\n"  # 周慎之　副院长, a line of its own
    rf"|[ \u3000*]{{0,4}}{_TITLE}?(?:[（(][^（）()\n]{{1,40}}[）)])?[ \u3000*]{{0,4}}\n"
    r"[ \u3000\n]{0,4}[^\n。！？]{2,60}\n"
)
_REPEATED = re.compile(r"[ \u3000*]{0,2}")
_HEADED = re.compile(rf"[ \u3000*]{{0,4}}{_TITLE}?(?:[（(][^（）()\n]{{1,40}}[）)])?[ \u3000*]{{0,4}}\n")
_LINE_HEAD = re.compile(
    r"[ \u3000●·•■◆▪○*#>\-\d.、]{0,12}(?:[（(\[【]?[\u4e00-\u9fff \u3000]{2,8}[）)\]】：:｜|]{1,2}[ \u3000]{0,2})?"
)
_NAME_FIELD = re.compile(r"姓[ \u3000]{0,6}名[ \u3000]?[：:][ \u3000]?\Z")
_NAMELESS = patterns.compile(
    r"(?:^|\n)[ \u3000]*(?=(?:[男女]|[\u4e00-\u9fff]{1,4}族)[，,]"
    r"(?:[男女][，,]|[\u4e00-\u9fff]{1,4}族|(?:19|20)\d\d年|\d\d岁|[\u4e00-\u9fff]{2,9}人[，,]))"
)
_HEADING = patterns.compile(
    r"^[ \u3000#*【\[]{0,6}(?P<of>[\u4e00-\u9fff·]{0,8}?)(?:个人|主要|工作|人物|任职|职业){0,2}"
    r"(?:简历|履历|经历|简介|生平)[ \u3000#*】\]：:]{0,4}$",
    re.MULTILINE,
)
# 1995.03—1998.06, 1995年3月至1998年6月，曾先后任: what a row says before the post
_ROW = re.compile(
    r"(?:[\u4e00-\u9fff \u3000]{2,10}[：:])?"  # 职务：, 主要社会兼职：
    r"[\s\d年月日.．\-—–−~～至到今起迄初末底，,：:、·•●○■◆▪*（）()/|｜>]{0,40}"
    r"(?:期间|其间|以来|同年|同时|目前|至今|先后|[仍后并现曾又还亦也再历兼担任为是系在于被聘获受]){0,6}[：: ]?"
)
_DATED = re.compile(r"[ \u3000●·•■◆▪○*\-（(]{0,6}(?:1[89]|20)\d\d[年.\-/—–~～至 \u3000]")
_PROSE = re.compile(r"[^\n]{0,80}?[\d，,；;。]")  # a line without any is a heading, and who knows whose
_POSTS_ALONE = re.compile(r"[^\n。！？；]{2,60}(?:\n|$)")
_SHORT, _LONG = 3, 12  # lines without dates that a life goes on for, below a name in a text and below one alone
_NEAR = 40  # code points between a heading and the name above it


@dataclass(frozen=True, slots=True)
class Life:
    """Whose life a stretch tells."""

    span: Span
    person: Mention


class Lives:
    """The lives that a text tells, in its order."""

    def __init__(self, text: str, people: Sequence[Mention]) -> None:
        self._text = text
        self._people = people
        opened = sorted(dict(self._opened()).items())
        self._starts = [start for start, _ in opened]
        self._lives = [
            Life(Span(start, self._end(start, person, stop, alone=len(opened) == 1)), person)
            for (start, person), stop in zip(opened, (*self._starts[1:], len(text)), strict=bool(opened))
        ]

    def at(self, position: int) -> Life | None:
        """The life that is told at a position of the text."""
        number = bisect_right(self._starts, position)
        life = self._lives[number - 1] if number else None
        return life if life and position < life.span.end else None

    def row(self, sentence: Span, before: int) -> Mention | None:
        """Whom a sentence tells the post of that names nobody: 1995.03—1998.06　海州大学讲师, 男，1962年生，教授."""
        life = self.at(sentence.start)
        if life is None:
            return None
        line = self._text.rfind("\n", 0, sentence.start) + 1
        if _NAMELESS.match(self._text, max(0, line - 1)) and line <= sentence.start:
            return life.person
        clause = max(self._text.rfind(mark, sentence.start, before) for mark in "；;") + 1
        if _ROW.fullmatch(self._text, clause or sentence.start, before):
            return life.person
        below = not self._text[life.person.span.end : line].strip(" \u3000*\n")
        return life.person if below and _POSTS_ALONE.match(self._text, line) else None

    def _end(self, start: int, person: Mention, stop: int, *, alone: bool) -> int:
        """Where a life ends at the latest, where the next one begins."""
        if alone:
            return stop
        headed = bool(_HEADED.match(self._text, person.span.end))
        left = _LONG if headed else _SHORT
        end = self._text.find("\n", max(start, person.span.end)) + 1 or stop
        while end < stop:
            line = end
            end = self._text.find("\n", line) + 1 or stop
            left -= not _DATED.match(self._text, line)
            if left < 0 or not (headed or _PROSE.match(self._text, line)):
                return line
        return min(end, stop)

    def _opened(self) -> Iterator[tuple[int, Mention]]:
        for person in self._people:
            line = self._text.rfind("\n", 0, person.span.start) + 1
            if _LINE_HEAD.fullmatch(self._text, line, person.span.start) and self._begins(person):
                yield person.span.start, person
        for match in _NAMELESS.finditer(self._text):
            number = bisect_right(self._people, match.start(), key=lambda person: person.span.end)
            if number and match.start() - self._people[number - 1].span.end < 30:
                yield match.start(), self._people[number - 1]
        for match in _HEADING.finditer(self._text):
            if headed := self._headed(match):
                yield match.start(), headed

    def _begins(self, person: Mention) -> bool:
        again = _REPEATED.match(self._text, person.span.end)
        end = again.end() if again else person.span.end
        field = _NAME_FIELD.search(self._text, max(0, person.span.start - 12), person.span.start)
        return (
            bool(field) or self._text.startswith(person.name, end) or bool(_BEGINS.match(self._text, person.span.end))
        )

    def _headed(self, heading: re.Match[str]) -> Mention | None:
        """Whose life a heading announces: named in it or right above it, else named most often in the text."""
        number = bisect_right(self._people, heading.end(), key=lambda person: person.span.end)
        last = self._people[number - 1] if number else None
        if last and (last.name in heading["of"] or heading.start() - last.span.end <= _NEAR):
            return last
        if heading["of"] or not self._people:
            return None
        counts = Counter(person.name for person in self._people)
        (name, most), *others = counts.most_common(2)
        return None if others and others[0][1] == most else next(p for p in self._people if p.name == name)
