"""The name of each cell, in front of its position or behind it, on whichever side names the most of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.grammar.enumerations import plain, trimmed
from kg.grammar.matrices.positions import CORNER, Position
from kg.model import Span
from kg.structure import line_at, paragraphs

_REMARK = 40  # code points between a place in the plane and the readings that explain it, at most
_NAME = r"[^，。；：！？、,;:!?\n\t（）()“”「」『』\s—｜|是]{2,12}"
_BEHIND = re.compile(
    r"[）)”」]?(?:事项|事情|任务|工作)?(?:位置|区域|象限|方|角)*(?:的|者|时|，|,|这一|区域|部分)*(?:[\u4e00-\u9fff]{0,6}?(?=是|称为|叫|属于|归为))?"
    r"(?:他|她|我们|笔者|可|可以|被|则|便|就|也)*"
    r"(?:(?:戏?称|命名|称之|归|叫|定义)(?:为|做|作)?|属于|叫做?|构成|对应|就?是|即|为|：|:|——)?(?:了)?[“「『]?"
    rf"(?P<name>{_NAME})"
)
_EXAMPLE = re.compile(r"例如|譬如|比如|诸如|如")
_BEHIND_MARK = re.compile(r"的|者|是|为|称|叫|属于|[“「『：:—]")
_IN_FRONT = re.compile(
    rf"(?P<name>{_NAME})[”」』]?(?:——|—|-|：|:|，|,|[（(]|是指|即|是|为|指|位于|处于|落在|\s|[|｜])+(?:此时|其|即|这类|该类)*$"
)
_LEAD = re.compile(
    r"[^，]{0,8}?(?:[列划]为|[归划]入|采用|采取|适合|适用|交给|交由|分出|分为|包括|以及|属于|称为|就是|即|和|与|及)"
)
_NOT_A_NAME = re.compile(
    r"^(?:[的了着过是为和与及或其这那该此要须宜]|应[当该]|需要|可以|不妨|必须|在(?!地的)|以及|其中|包括|如果|因此|但|而|位于|处于)|[的了是]$|象限$|坐标|[横纵]轴|区域$"
)


def named_positions(text: str, run: Sequence[Position]) -> list[tuple[Span, Position]]:
    """The positions with their names: one for each name, and readings rather than a place in the plane."""
    planar = [position for position in run if not position.readings and not position.wordings]
    telling = [position for position in run if position.readings or position.wordings]
    cells = {}
    for span, position in (*_one_side(text, run, planar), *_one_side(text, run, telling)):
        cells[plain(text[span.start : span.end])] = (span, position)
    named = sorted(cells.values(), key=lambda cell: cell[0])
    spoken_for = {id(position) for _, position in named}
    return [(span, _told(position, run, spoken_for)) for span, position in named]


def _told(position: Position, run: Sequence[Position], spoken_for: set[int]) -> Position:
    """A place in the plane, with the readings that explain it right behind: …“瓶颈服务”。此时需求很强，但能力偏弱."""
    if position.readings or position.wordings:
        return position
    behind = bisect_right(run, position.span.end, key=lambda other: other.span.start)
    later = run[behind] if behind < len(run) else None
    if later is None or not later.readings or id(later) in spoken_for:
        return position
    return later if later.span.start - position.span.end <= _REMARK else position


def _one_side(text: str, run: Sequence[Position], positions: Sequence[Position]) -> list[tuple[Span, Position]]:
    """The names of these positions, all behind them or all in front, whichever names more of them."""
    behind, in_front = [], []
    places = {id(position): index for index, position in enumerate(run)}
    for position in positions:
        around = run[max(0, places[id(position)] - 3) : places[id(position)] + 4]
        before = max((other.span.end for other in around if other.span.end <= position.span.start), default=0)
        after = min((other.span.start for other in around if other.span.start >= position.span.end), default=len(text))
        name = _name_behind(text, position.span.end, min(after, position.span.end + 40))
        if name and not any(name.overlaps(other.span) for other in around):
            behind.append((name, position))
        if name := _name_in_front(text, max(before, position.span.start - 40), position.span.start):
            in_front.append((name, position))
    return max(behind, in_front, key=lambda named: len({text[span.start : span.end] for span, _ in named}))


def _name_behind(text: str, start: int, end: int) -> Span | None:
    stop = min((i for i in (text.find(mark, start, end) for mark in "。；\n\t") if i >= 0), default=end)
    match = _BEHIND.match(text, start, stop)
    if not match or not _BEHIND_MARK.search(text, start, match.start("name")):
        return None
    if _EXAMPLE.match(text, match.start("name")):
        return None
    return _checked(text, match.start("name"), match.end("name"))


def _name_in_front(text: str, start: int, end: int) -> Span | None:
    match = _IN_FRONT.search(text[start:end])
    return _checked(text, start + match.start("name"), start + match.end("name")) if match else None


def _checked(text: str, start: int, end: int) -> Span | None:
    span = trimmed(text, start, end)
    if lead := _LEAD.match(text, span.start, span.end - 2):
        span = Span(lead.end(), span.end)
    name = text[span.start : span.end]
    if len(name) < 2 or _NOT_A_NAME.search(name) or CORNER.search(name):
        return None
    return span


# Once three named cells in three places prove one another, a looser name will do.

_QUOTED = re.compile(r"[“「『‘](?P<name>[^“”「」『』‘’，。；：！？、\n—–+×→-]{2,12})[”」』’]")
_NAMED_AS = re.compile(
    r"(?:称为|称作|称之为|称之|统称|戏称|俗称|堪称|叫做?|叫它|叫他们|唤作|谓之|命名为|取名|名为|归为|归入|归到|归作|划为|划入|划进|列为|列入|算是|算作|算"
    r"|属于|视为|当作|看作|成为|成了|就成|变成|沦为|构成|形成|落入|落在|落进|进入|掉进|对应着?|就是|便是|则是|即是|则为|即为|是|即|为|：|——|→)了?(?:一?[类种个])?"
    rf"(?P<name>{_NAME})"
)
_LINE_HEAD = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\dABCD]{1,2}[）)、.．：:\s]{1,2}|[①-⑨]|第[一二三四](?:[类种]|象限)?[，、：:是\s]{0,2}|[一二三四]是|[●○■◆▪•·\-*]\s?)?[“「『‘]?"
    rf"(?P<name>{_NAME})[”」』’]?(?=[：:，,。（(—\s]|$)"
)
_HEADING = 14  # code points of a line that names the cell described below it, at most
_LOOSE = 150  # code points between a position and its name, at most
_BORDER = re.compile(r"[。；！？\n]")


def loosely_named(text: str, found: Sequence[Position]) -> list[tuple[Span, Position]]:
    """The positions with their names, all behind or all in front: more of them first, then the nearer."""
    behind, in_front = [], []
    for before, position, after in zip([None, *found[:-1]], found, [*found[1:], None], strict=True):
        limit = min(after.span.start if after else len(text), position.span.end + _LOOSE)
        if name := name_behind_loosely(text, position.span.end, limit):
            behind.append((name, position))
        limit = max(before.span.end if before else 0, position.span.start - _LOOSE)
        if name := _name_in_front_loosely(text, limit, position.span.start):
            in_front.append((name, position))
    return max(behind, in_front, key=lambda named: _worth(text, named))


def _worth(text: str, named: Sequence[tuple[Span, Position]]) -> tuple[int, int]:
    places = {position.sides for _, position in named}
    names = {text[span.start : span.end] for span, _ in named}
    crossed = 0
    for span, position in named:
        between = sorted((span.start, span.end, position.span.start, position.span.end))[1:3]
        crossed += len(_BORDER.findall(text, *between))
    return min(len(places), len(names)), -crossed


def name_behind_loosely(text: str, start: int, end: int) -> Span | None:
    """The first name behind: quoted in its clause, as a strict reader sees it, quoted further on, or behind a verb."""
    stop = text.find("\n", start, end)
    end = stop if stop >= 0 else end
    border = _BORDER.search(text, start, end)
    quoted = _QUOTED.search(text, start, end)
    if quoted and not (border and border.start() < quoted.start()):
        return Span(*quoted.span("name"))
    if name := _name_behind(text, start, end):
        return name
    if quoted:
        return Span(*quoted.span("name"))
    for match in _NAMED_AS.finditer(text, start, end):
        if name := _checked(text, *match.span("name")):
            return name
    if served := _SERVED_BY.search(text, start, end):
        return _checked(text, *served.span("fit" if served["fit"] else "name"))
    return None


# What serves a cell may name it: 仍以定班车为宜; 最适合共乘; 则交给志工车
_SERVED_BY = re.compile(
    rf"(?:宜以|以)(?P<fit>[^，。；：、“”\s]{{2,12}})为[宜主好佳]|(?:适合|适宜|适用|采用?|采取|实行|推行|选用|改用|交给|交由|转为)了?(?P<name>{_NAME})"
)


def _name_in_front_loosely(text: str, start: int, end: int) -> Span | None:
    """The last name in front: in quotation marks, else as a strict reader sees it, else at the head of the line."""
    lines = paragraphs(text)
    line = line_at(lines, end)
    quotes = [Span(*quoted.span("name")) for quoted in _QUOTED.finditer(text, max(start, line.start), end)]
    if quotes:
        return quotes[-1]
    if name := _name_in_front(text, max(start, end - 40), end):
        return name
    if line.start >= start and (head := _LINE_HEAD.match(text, line.start, end)):
        name = _checked(text, *head.span("name"))
        if name and name.end < end:
            return name
    above = line_at(lines, line.start - 1) if line.start else line
    if above.start >= start and above.end < line.start and len(above) <= _HEADING:
        head = _LINE_HEAD.match(text, above.start, above.end)
        return _checked(text, *head.span("name")) if head and head.end("name") >= above.end - 1 else None
    return None
