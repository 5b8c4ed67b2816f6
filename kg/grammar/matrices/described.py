"""Cells that nobody names: they are called by their place in the plane, by a letter, or by what describes them.

第一象限是稳定又省钱的        Q2 需求强、竞争弱        A类店客流多、客单高        稳定但不省钱：先试后买

Each description opens an item of a list, in a line of its own or between other items. Three that put the same two
dimensions at different sides prove one another; where the items go on to give names of their own, those count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import patterns
from kg.grammar.matrices.axes import likeness
from kg.grammar.matrices.statements import statements
from kg.grammar.matrices.values import Axis, Cell, Matrix, Standing
from kg.grammar.polarity import HIGH, LOW, POLARITY, opposite
from kg.model import Span
from kg.words import words

_CELLS = 3  # at least
_FAR = 1500  # code points between two cells of one matrix, at most

_HAN = r"[\u4e00-\u9fff]"
_AND = r"(?:[，,、/／+＋& ]{0,2}(?:而且|并且|但是?|却|且|而|又|也|还)?(?:又|也|还)?)"
_SIGN = "高低强弱大小多少快慢好差重轻长短深浅贵贱远近难易"
_LEVEL = "|".join(sorted(POLARITY, key=lambda word: (-len(word), word)))
_DEGREE = r"(?:较为?|更|偏|很|比较|相对)?"
_PAIR = (
    # 稳定但不省钱; 既不稳定也不省钱
    rf"既?(?P<not1>不)?(?P<quality1>{_HAN}{{2}}){_AND}(?P<not2>不)?(?P<quality2>{_HAN}{{2}})",
    # 有钱没闲
    rf"(?P<has1>有|没有?|无|缺)(?P<thing1>{_HAN}{{1,3}}?){_AND}(?P<has2>有|没有?|无|缺)(?P<thing2>{_HAN}{{1,3}})",
    # 高价值低成本
    rf"(?P<sign1>[{_SIGN}])(?P<of1>{_HAN}{{1,4}}?){_AND}(?P<sign2>[{_SIGN}])(?P<of2>{_HAN}{{1,4}})",
    # 需求强、竞争较弱
    rf"(?P<name1>{_HAN}{{1,6}}?){_DEGREE}(?P<deny1>不)?(?P<level1>{_LEVEL}){_AND}"
    rf"(?P<name2>{_HAN}{{1,6}}?){_DEGREE}(?P<deny2>不)?(?P<level2>{_LEVEL})",
)
_LABEL = (
    r"(?:(?P<label>第[一二三四1-4]象限|象限[一二三四1-4]|[Qq][1-4](?![\d])|[左右][上下](?:角|方|象限)?|[A-D甲乙丙丁][类型区组][\u4e00-\u9fff]?)"
    r"[：:、，,\s（(【\[—\-|｜]{0,3}(?:就是|属于|代表|对应|是|为|即|指)?[：:“「]?)?"
)
_BULLET = r"(?:[-*•·▪●○■□◆◇><#|｜\s]{0,8}(?:[（(]?[一二三四\d]{1,2}[）)、.．：:]\s?|[①-④]\s?)?[“「【]?)"
_END = (
    r"(?:[的之](?:[\u4e00-\u9fff]{0,6}?)|型|类|区域?|时|者|[\u4e00-\u9fff]{2}(?=[：:]))?"
    r"(?=[：:，,。；;、（(）)】\]—→|｜”」=\-\s]|属于|就是|是|$)"
)
_ITEMS = tuple(
    patterns.compile(rf"(?:^|(?<=[\n。；;：:，,、]))(?P<bullet>{_BULLET}){_LABEL}(?P<pair>{pair}){_END}", re.MULTILINE)
    for pair in _PAIR
)
_TRIGGER = re.compile(r"象限|矩阵|维|坐标|[四4][个类种格块]")
_GROUPS = (
    ("quality1", "not1", "quality2", "not2"),
    ("thing1", "has1", "thing2", "has2"),
    ("of1", "sign1", "of2", "sign2"),
    ("name1", "level1", "name2", "level2"),
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One half of a description: the words for the dimension, the words for the level, and the side."""

    stem: str
    at: Span
    wording: str
    polarity: str


@dataclass(frozen=True, slots=True)
class _Item:
    """A description at the head of an item, and the label in front of it."""

    sides: tuple[_Side, _Side]
    words: Span
    label: Span | None
    told: bool  # it follows something that it may be telling of: 明星：…, “明星”，…

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(side.stem for side in self.sides)

    def on(self, stems: tuple[str, str]) -> tuple[_Side, _Side] | None:
        """Its sides in the order of the axes; a dimension called otherwise is the one that is left."""
        one, other = self.sides
        if one.stem == stems[0] or other.stem == stems[1]:
            return one, other
        if one.stem == stems[1] or other.stem == stems[0]:
            return other, one
        return None


def described(text: str) -> Iterator[Matrix]:
    """Matrices whose cells are named by nothing but their place, a letter, or what describes them."""
    if not _TRIGGER.search(text):
        return
    for pattern, groups in zip(_ITEMS, _GROUPS, strict=True):
        items = [item for match in pattern.finditer(text) if (item := _item(match, groups))]
        if len(items) >= _CELLS:
            yield from _matrices(text, items)


_NAME = 16  # code points of a name with its number, and what parts it from the description
_TELLS = re.compile(r"[，,：:]$|(?:[\n。；]|^)[^\n。；]{1,14}。$")


def _item(match: re.Match[str], groups: tuple[str, str, str, str]) -> _Item | None:
    sides = (_side(match, *groups[:2]), _side(match, *groups[2:]))
    if sides[0].stem == sides[1].stem:
        return None
    label = Span(*match.span("label")) if match["label"] else None
    told = not label and _TELLS.search(match.string, max(0, match.start() - _NAME), match.start()) is not None
    return _Item(sides, Span(*match.span("pair")), label, told)


def _side(match: re.Match[str], name: str, level: str) -> _Side:
    said = match[level] or ""
    if name.startswith("quality"):
        return _Side(match[name], Span(*match.span(name)), said + match[name], LOW if said else HIGH)
    if name.startswith("thing"):
        return _Side(match[name], Span(*match.span(name)), said + match[name], HIGH if said == "有" else LOW)
    side = POLARITY.get(said) or (HIGH if said in "贵远难" else LOW)
    denied = match[level.replace("level", "deny")] if level.startswith("level") else None
    return _Side(match[name], Span(*match.span(name)), (denied or "") + said, opposite(side) if denied else side)


def _matrices(text: str, items: Sequence[_Item]) -> Iterator[Matrix]:
    for stems in dict.fromkeys(item.stems for item in items):
        exact = [item for item in items if item.stems == stems]
        order = (exact[0].sides[0].stem, exact[0].sides[1].stem)
        if len({_place(item, order) for item in exact}) < _CELLS:
            continue
        start, end = exact[0].words.start - _FAR, exact[-1].words.end + _FAR
        near = [i for i in items if start < i.words.start < end and i.stems & stems and i.on(order)]
        chosen = _chosen(near, order)
        if len(chosen) < _CELLS or _cells_are_named(text, chosen):
            continue
        axes, axes_span = _axes(text, chosen, order)
        yield Matrix(axes, tuple(_cell(item, order) for item in chosen), axes_span)


def _place(item: _Item, order: tuple[str, str]) -> tuple[str, ...]:
    return tuple(side.polarity for side in item.on(order) or ())


def _chosen(items: Sequence[_Item], order: tuple[str, str]) -> list[_Item]:
    """One item for each place: with its label, where it has one anywhere."""
    chosen: dict[tuple[str, ...], _Item] = {}
    for item in sorted(items, key=lambda item: (item.label is None, len(item.stems & set(order)) < 2)):
        chosen.setdefault(_place(item, order), item)
    return sorted(chosen.values(), key=lambda item: item.words)


_CALLED = re.compile(
    r"(?:的[\u4e00-\u9fff]{0,4})?[，,：:—→\s=\-]{0,3}(?:就是|称为|称作|叫做?|属于|是|为|即)?(?:一?[个类种])?"
    r"(?P<quoted>[“「『])?(?P<name>[^，。；：、,;:（(“”「」『』\n]{2,8})(?P<end>[”」』]|[，。；（(]|$|(?=\n))"
)
_SAID = re.compile(
    r"的?[\u4e00-\u9fff]{0,2}(?:称为|称作|叫做?|(?<!就)是)"
    r"|的(?!事|任务|工作|东西|活|部分|[一那这]|情况|时候)[\u4e00-\u9fff]{2,6}[，。；、：]"
)
_QUOTED = re.compile(
    r"[^。\n]{0,40}?(?:是|为|叫|叫做|称作|即|像|当|算|：|——)一?[个类种]?[“「『][^“”「」『』，。\n]{2,10}[”」』]"
)
_THING = re.compile(
    r"(?:项目|产品|客户|用户|人群|员工|人才|市场|业务|任务|企业|品类|区域|地带|[区型类者店品股牛狗组群带县镇村市城园户])$"
)


def _cells_are_named(text: str, items: Sequence[_Item]) -> bool:
    """Whether names stand before or behind most of the descriptions; what to do there is no name."""
    return sum(item.told or _is_named(text, item) for item in items) * 2 > len(items)


def _is_named(text: str, item: _Item) -> bool:
    if item.label:
        return False
    if _QUOTED.match(text, item.words.end):
        return True
    stop = text.find("\n", item.words.end)
    match = _CALLED.match(text, item.words.end, stop if stop >= 0 else len(text))
    if not match:
        return False
    if match["quoted"] or _SAID.match(text, item.words.end) or _THING.search(match["name"]):
        return True
    said = words(text, *match.span("name"))
    return bool(said) and said[-1].flag.startswith("n") and not said[0].flag.startswith(("v", "d", "p"))


def _axes(text: str, items: Sequence[_Item], order: tuple[str, str]) -> tuple[tuple[Axis, Axis], Span | None]:
    """The axes that the text states, if these are those; else what the descriptions call them."""
    for statement in statements(text):
        x, y = statement.axes
        for one, other in ((x, y), (y, x)):
            if likeness(order[0], one.name) and likeness(order[1], other.name):
                return (one, other), statement.span
    first = next(item for item in items if item.stems == set(order))
    sides = first.on(order)
    assert sides is not None
    return (Axis(order[0], sides[0].at), Axis(order[1], sides[1].at)), None


def _cell(item: _Item, order: tuple[str, str]) -> Cell:
    sides = item.on(order)
    assert sides is not None
    standings = tuple(Standing(axis, side.polarity, side.wording) for axis, side in enumerate(sides))
    start = item.label.start if item.label else item.words.start
    return Cell(item.label or item.words, Span(start, item.words.end), standings)
