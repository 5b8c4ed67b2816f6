"""Title, source, author and date, where a text tells them itself: in its first lines, and behind a label.

    数智化:技术赋能数字政府
    来源:人民邮电报 更新时间:2021-01-25

Careful rather than complete: what could be something else is left unknown.
"""

from __future__ import annotations

import re
from datetime import date

from kg.clean import clean

_HEAD = 6000  # characters of the raw text in which its first lines stand
_LINES = 8
_LONGEST_TITLE = 60
_SECTION = 6  # a first line no longer than this names the section of a site, if a longer one follows: 行业新闻

_BODY = re.compile(r"<body", re.IGNORECASE)
_HEADING = re.compile(r"<h1(?=[\s>])[^<>]{0,500}>(.{1,300}?)</h1>", re.IGNORECASE | re.DOTALL)

_PROSE = re.compile(r"[。；]|[，、：]$")
_NO_TITLE = re.compile(r"[>»›|▲]|位置：|第 ?\d{1,4} ?期|https?:|^[——（(【]|[:：] ?\d")
_LABEL = re.compile(r"(?:来源|稿源|出处|作者|编辑|责编|记者|时间|日期)[:：]|^本[报刊网]")
_SOURCE = re.compile(r"(?:来源|稿源|出处)[:：] ?([^\s|（）()：,，。]{2,30})")
_AUTHOR = re.compile(r"作者[:：] ?([^\s|（）()：,，。]{2,30})")
_DAY = "((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
_DATE = re.compile(f"(?:时间|日期|发布于|发表于)[:： ]{{0,2}}{_DAY}|{_DAY} ?[0-9]{{1,2}}:[0-9]{{2}}|^{_DAY}$")


def bylines(raw: str) -> dict[str, str | None]:
    """What the first lines of an article tell: title, source, author, date; None for what they do not."""
    body = _BODY.search(raw)
    start = body.start() if body else 0
    lines = [line for line in map(str.strip, clean(raw[start : start + _HEAD]).text.split("\n")) if line]
    head = lines[:_LINES]
    return {
        "title": _heading(raw[start : start + _HEAD]) or _title(lines),
        "source": _first(_SOURCE, head),
        "author": _first(_AUTHOR, head),
        "date": _date(head),
    }


def _heading(raw: str) -> str | None:
    heading = _HEADING.search(raw)
    return " ".join(clean(heading.group(1)).text.split()) or None if heading else None


def _title(lines: list[str]) -> str | None:
    """The first line that can be one; the name of a section only where no longer line follows it."""
    titles = []
    for line in lines[:4]:
        if len(line) > _LONGEST_TITLE or _PROSE.search(line):
            break
        if not _NO_TITLE.search(line) and not _LABEL.search(line):
            titles.append(line)
    if not titles or len(lines) < 2:
        return None
    return next((title for title in titles if len(title.replace(" ", "")) > _SECTION), titles[0])


def _first(label: re.Pattern[str], lines: list[str]) -> str | None:
    return next((match.group(1) for line in lines if (match := label.search(line))), None)


def _date(lines: list[str]) -> str | None:
    for line in lines:
        if match := _DATE.search(line):
            year, month, day = (int(number) for number in match.groups() if number)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                continue
    return None
