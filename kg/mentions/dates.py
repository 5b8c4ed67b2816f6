"""Dates as written → ISO 8601, as far as the text says: 2022年6月 → 2022-06, 4月19日 → --04-19, 民国112年 → 2023.

One pattern finds everything that counts as a date; what it leaves open is filled in only where it is certain:

- 今年, 去年, 昨日 need the article's own date; 今日 may also mean the full date that stands before it in its sentence.
- 同年 and 次年 take the year of the date before, in the same paragraph.
- A month without a year takes the year that its sentence has named, if it comes later in that year.

Decades, 以来, 前后 and the like are spans of time, 日前 and 近日 say nothing: none of them is a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kg import patterns
from kg.document import Document
from kg.model import Mention, MentionKind, Span

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "两": "2"}
_HAN = "〇零○一二三四五六七八九"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"

_DATE = patterns.compile(
    rf"""
      (?<![\d./-]) (?P<iso>(?:19|20)\d\d ([-/.]) (?:1[0-2]|0?[1-9]) \2 (?:3[01]|[12]\d|0?[1-9])) (?![\d./-])
    | (?: (?<!\d) (?P<year>\d{{4}}|[{_HAN}]{{4}})\ ?年
        | 民国(?P<republic>\d{{1,3}}|[{_HAN}十百]{{1,5}}|元)年
        | (?P<relative>今年|去年|前年|明年|本年|同年|次年|翌年) )
      (?: \ ?(?P<month>{_MONTH})\ ?月份? (?: \ ?(?P<day>{_DAY})(?:[—–~-]\d{{1,2}})?\ ?[日号] )? )?
    | (?<![\d.{_HAN}十]) (?P<bare_month>{_MONTH})\ ?月 \ ?(?P<bare_day>{_DAY})(?:[—–~-]\d{{1,2}})?\ ?[日号]
    | (?<![\d.—–~至到-]) (?P<lone_month>1[0-2]|[1-9])\ ?月(?![\d龄])
    | (?P<today>[昨今前明](?:日|天|晚|早|（\d{{1,2}}）日|\(\d{{1,2}}\)日))
    """,
    re.VERBOSE,
)
_NO_DATE_BEFORE = re.compile(r"代|年代|[以之][来前后]|前后|左右|间|[前后](?![期半])|版|\d?届")
_YEARS_AGO = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
_DAYS_AGO = {"今": 0, "昨": -1, "前": -2, "明": 1}


def dates(document: Document) -> Iterator[Mention]:
    """The dates of a document, each named in ISO 8601."""
    text = document.text.text
    context = _Context(document)
    for match in _DATE.finditer(text):
        if _NO_DATE_BEFORE.match(text, match.end()):
            continue
        if iso := context.resolve(match):
            context.remember(match.start(), iso)
            yield Mention(Span(match.start(), match.end()), MentionKind.DATE, iso)


class _Context:
    """The date of the article and the last date with a year, with the place where it stood."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._today = _parse(document.article.date)
        self._last, self._position = "", 0

    def remember(self, position: int, iso: str) -> None:
        if not iso.startswith("-"):
            self._last, self._position = iso, position

    def resolve(self, match: re.Match[str]) -> str:
        """The ISO form of what was matched; empty where it is not certain or no such day exists."""
        position = match.start()
        if match["iso"]:
            return _iso(*map(int, re.split(r"[-/.]", match["iso"])))
        if match["today"]:
            return self._day(match["today"], position)
        month, day = (_number(match[name] or match[f"bare_{name}"]) for name in ("month", "day"))
        month = month or _number(match["lone_month"])
        if match["relative"]:
            year = self._relative_year(match["relative"], position)
        elif match["republic"]:
            year = 1911 + (1 if match["republic"] == "元" else _number(match["republic"]))
        else:
            year = _number(match["year"]) or self._carried_year(month, day, position)
        return _iso(year, month, day)

    def _relative_year(self, word: str, position: int) -> int:
        if word in _YEARS_AGO:
            return self._today.year + _YEARS_AGO[word] if self._today else 0
        if not self._last or "\n" in self._document.text.text[self._position : position]:
            return 0
        return int(self._last[:4]) + (word != "同年")

    def _same_sentence(self, position: int) -> bool:
        return bool(self._last) and self._position >= self._document.sentence_at(position).span.start

    def _carried_year(self, month: int, day: int, position: int) -> int:
        later = f"-{month:02}-{day:02}" > self._last[4:]
        return int(self._last[:4]) if later and self._same_sentence(position) else 0

    def _day(self, word: str, position: int) -> str:
        if word.startswith("今") and len(self._last) == 10 and self._same_sentence(position):
            return self._last
        if self._today is None:
            return ""
        then = self._today + timedelta(days=_DAYS_AGO[word[0]])
        stated = re.search(r"\d+", word)
        return then.isoformat() if stated is None or int(stated.group()) == then.day else ""


def _parse(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso or "")
    except ValueError:
        return None


def _number(written: str | None) -> int:
    """2022, 二〇二二, 十二, 二十五, 一百一十二 → a number; 0 for nothing."""
    if not written:
        return 0
    if written.isdecimal():
        return int(written)
    if not set(written) & set("十百廿"):
        return int("".join(_DIGITS[char] for char in written))
    total, digit = 0, 0
    for char in written:
        if char in "十百":
            total, digit = total + (digit or 1) * (10 if char == "十" else 100), 0
        elif char == "廿":
            total = 20
        else:
            digit = int(_DIGITS[char])
    return total + digit


def _iso(year: int, month: int, day: int) -> str:
    """The parts that are known (0: unknown) in ISO 8601; empty for a day or year that cannot be."""
    if year and not 1000 <= year <= 2999:
        return ""
    if day:
        try:
            date(year or 2000, month, day)
        except ValueError:
            return ""
    head = f"{year:04}" if year else "-" if month else ""
    return head + "".join(f"-{part:02}" for part in (month, day) if part)
