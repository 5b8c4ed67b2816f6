"""Where the name of an organisation begins, given where it ends: a walk to the left, word by word.

The walk stops at punctuation and at words that no name runs across (在, 由, 记者, 采访); it crosses 和 and 与 only
where what stands left of them is not whole in itself (工业和信息化局, …学院数字经济与金融创新研究中心). What it
has gathered loses the words at its left that merely lead to a name (联合, 原).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.document import Document
from kg.gazetteer import words
from kg.mentions.marks import marks
from kg.mentions.names import surnamed
from kg.mentions.tokens import Tokens, frequency, tag

_RARE = 80  # a word the dictionary has met less often may be a name: 瀚海大学
_RARE_VERB = 300
_OF_RARE = frozenset(("大学", "银行", "医院", "集团", "中学", "有限公司", "股份有限公司"))
_LONGEST = 40  # characters of the longest name
_BEFORE_OFFICE = "后先曾历现时原担出兼接就续留"  # 曾任远东电脑: no name begins with 任远 here
_APPOINTING = re.compile(r"(?:任命|聘任|委任|免去|解聘)[：\s]?$")
_INCORPORATED = frozenset(("财团法人", "社团法人", "国立", "公立", "市立", "省立", "县立", "私立", "中共"))
# 520人工智能研究院: what a name may begin with; but 2024世界大会, 第3届, 共12家
_NUMBERED = re.compile(r"(?:^|(?<=[^\d\u4e00-\u9fff.,%年-]))(?P<number>(?!(?:19|20)\d\d$)\d{2,4})$")
_LEGAL_FORMS = ("有限公司", "股份有限公司", "有限责任公司")
_LEGAL = frozenset(_LEGAL_FORMS)
_BRANDABLE = re.compile("[\u4e00-\u9fff](?<![的和与及或由在是了至到向从赴访去被把对将于等有为])")
_BRACKETED = re.compile(r"（(?:[\u4e00-\u9fff]{2,4}|[A-Z][A-Za-z .,&'-]{1,50})）")


@dataclass(frozen=True, slots=True)
class Edges:
    """A text with its words and what each can be to a name."""

    text: str
    cut: Tokens
    shapes: tuple[str, ...]
    split: Mapping[int, int]  # words that a role begins in the middle of (大学|校长), and where it begins
    known: tuple[tuple[int, int], ...]  # start and end of the well-known organisations

    def name_before(self, end: int) -> tuple[int, bool] | None:
        """Where the name that ends here begins, and whether something anchors it."""
        last = self.cut.before(end)
        if end > self.split.get(last, end):
            return None
        first = self._leftmost(last, end)
        first = self._trimmed(first, last)
        if first > last:
            return None
        start = self.cut.starts[first]
        if (
            start
            and self.text[start - 1].isdigit()
            and (numbered := _NUMBERED.search(self.text, max(0, start - 5), start))
        ):
            start = numbered.start("number")
        if self.text.startswith("后任", start):
            start += len("后任")
        in_office = self.text[start] == "任" and start and self.text[start - 1] in _BEFORE_OFFICE
        return start + bool(in_office), self._anchored(first, last)

    def spelt(self, start: int, end: int) -> bool:
        """Whether nothing stands here but characters and names, no word for an organisation: 周新科, but not 水利局."""
        return set(self.shapes[self.cut.at(start) : self.cut.before(end) + 1]) == {"proper"}

    def name_at(self, start: int, end: int) -> int:
        """Where a person's name could begin in what stands before a role: behind an organisation, else at its start."""
        for number in range(self.cut.before(end) - 1, self.cut.at(start) - 1, -1):
            place = self.cut.end(number)
            if self.shapes[number] in ("head", "known"):
                return place
            if self.shapes[number] == "unit" and self._is_whole(number) and self._is_name(place, end):
                return place  # 规划处|刘桂林处长
        return start

    def _is_whole(self, unit: int) -> bool:
        return len(self.cut.words[unit]) > 1 or (unit > 0 and self.shapes[unit - 1] in ("plain", "inside"))

    def _is_name(self, start: int, end: int) -> bool:
        name = self.text[start:end]
        return surnamed(name) and (not frequency(name) or tag(name).startswith("nr"))

    def _leftmost(self, last: int, end: int) -> int:
        first = last + 1
        while first and end - self.cut.starts[first - 1] <= _LONGEST:
            kind, word = self.shapes[first - 1], self.cut.words[first - 1]
            if first - 1 in self.split and first - 1 != last:
                break
            if word == "）" and (opening := self._bracket(first - 1)):
                first = opening
            elif kind == "conjunction":
                if not self._united(first - 1, last) and not self._joined(first - 1):
                    break
                first -= 1
            elif word in words("words", "people") and first <= last and self._of_people(first - 1):
                first -= 1
            elif (kind == "stop" and not self._spells_brand(first - 1, last)) or (
                kind == "verb" and self.shapes[min(first, last)] != "conjunction" and not self._coined(first - 1, last)
            ):
                break
            else:
                first -= 1
        return first

    def _coined(self, number: int, last: int) -> bool:
        """Whether a verb is in a company's name: opens it with nothing before it (观澜云图), or is rare (莱茵博得)."""
        word = self.cut.words[number]
        placed = number > 0 and (self.cut.tags[number - 1] == "ns" or self.shapes[number - 1] == "qualifier")
        if placed and len(word) > 1 and frequency(word) < _RARE_VERB and word not in words("words", "says"):
            return self.shapes[last] == "head"
        alone = number == 0 or self.shapes[number - 1] == "stop"
        trade = self.cut.words[last] == "平台" or self.cut.words[last] in words("organization_heads", "brand")
        return alone and number == last - 1 and trade

    def _spells_brand(self, number: int, last: int) -> bool:
        """Whether a character stands between a place and a company's trade, all by itself: 海州梦之想科技有限公司."""
        if not self._is_legal(last):
            return False
        for before in range(number, max(-1, number - 4), -1):
            word = self.cut.words[before]
            if self.cut.tags[before] == "ns":
                return True
            if (len(word) > 1 or not _BRANDABLE.fullmatch(word)) and self.shapes[before] not in ("proper", "inside"):
                return False
        return False

    def _is_legal(self, last: int) -> bool:
        return self.text.endswith(_LEGAL_FORMS, 0, self.cut.end(last))

    def _of_people(self, number: int) -> bool:
        """Whether people have an association of their own here: 企业家协会, 海州省学生体育协会."""
        placed = number > 0 and self.shapes[number - 1] in ("proper", "qualifier")
        return self.shapes[number + 1] in (("head", "inside", "plain") if placed else ("head", "inside"))

    def _bracket(self, closing: int) -> int:
        """The number of the token （ of a bracket that belongs to a name: （集团）; 0 if it does not belong."""
        for opening in range(closing - 1, max(0, closing - 16), -1):
            if self.cut.words[opening] == "（":
                inside = self.text[self.cut.starts[opening] : self.cut.end(closing)]
                return opening if _BRACKETED.fullmatch(inside) else 0
        return 0

    def _joined(self, conjunction: int) -> bool:
        """Whether 和 or 与 stands within a name: its left is not whole, and its right is no name by itself."""
        if not conjunction:
            return False
        if self.cut.words[conjunction - 1] == "计划" and conjunction > 1 and self.shapes[conjunction - 2] == "head":
            return False  # 南江集团计划与海州大学共建
        left, right = self.shapes[conjunction - 1], self.shapes[conjunction + 1]
        if self.cut.words[conjunction - 1] in ("国际", "国内") and self._opens_list(conjunction - 1):
            return True  # 、国际与港澳台事务处
        coined = right == "proper" and len(self.cut.words[conjunction + 1]) == 1
        if (
            left in ("plain", "inside")
            and (coined or right in ("plain", "inside", "head"))
            and self._opens_a_clause(conjunction - 1)
        ):
            return True  # 网络与信息中心
        if left in ("head", "unit", "known", "stop", "conjunction", "proper"):
            return False
        spelt = left in ("plain", "inside") and self.cut.tags[conjunction + 1].startswith("nr")  # 贫困与福祉研究室
        if right in ("proper", "known", "qualifier") and not coined and not spelt:
            return False
        for number in range(conjunction - 1, max(-1, conjunction - 8), -1):
            if self.shapes[number] in ("head", "known") or (
                not coined and self.shapes[number] in ("qualifier", "proper")
            ):
                return True
            if self.shapes[number] in ("stop", "conjunction"):
                return False
        return False

    def _united(self, number: int, last: int) -> bool:
        """Whether 联合 is part of a company's name: 海州联合通信有限公司, 恒岳联合证券."""
        left, right = self.shapes[number - 1] if number else "stop", self.shapes[number + 1]
        business = self._is_legal(last) or self.cut.words[number + 1] in words("organization_heads", "brand")
        return (
            self.cut.words[number] == "联合" and left == "proper" and right in ("plain", "inside", "head") and business
        )

    def _opens_list(self, number: int) -> bool:
        return not self.cut.starts[number] or self.text[self.cut.starts[number] - 1] in "、，。；：\n"

    def _opens_a_clause(self, number: int) -> bool:
        """Whether only everyday words stand between a word and the punctuation before it."""
        for first in range(number, max(0, number - 3), -1):
            if self.shapes[first] not in ("plain", "inside"):
                return False
            if self.text[self.cut.starts[first] - 1] in "、，。；：\n了由得":
                return True
        return False

    def _trimmed(self, first: int, last: int) -> int:
        """Without the words at the left that lead to a name and are no part of it."""
        first = self._behind_kinds(first, last)
        while first < last and (self._leads(first) or self.shapes[first] == "conjunction"):
            first += 1
        for number in range(first + 1, last + 1):
            if self.cut.tags[number] == "ns" and self._after_appointing(first, number):
                return number
            if self._begins_a_name(number) and all(self.shapes[i] in ("plain", "inside") for i in range(first, number)):
                return number
        return first

    def _behind_kinds(self, first: int, last: int) -> int:
        """Without what says of what kind the named organisation is: 全资子公司恒岳机器人公司, 省属国企海州建投."""
        kinds = words("words", "kinds")
        behind = first
        for number in range(first, min(last, first + 4)):
            if self.cut.words[number] in kinds:
                behind = number + 1
        return first if self.shapes[behind] in ("unit", "inside", "conjunction", "head") or behind > last else behind

    def _after_appointing(self, first: int, number: int) -> bool:
        """免去刘洋海州市…: what stands before the place is the name of whom the notice is about."""
        start = self.cut.starts[first]
        return bool(_APPOINTING.search(self.text, max(0, start - 4), start)) and surnamed(
            self.text[start : self.cut.starts[number]]
        )

    def _leads(self, number: int) -> bool:
        word = self.cut.words[number]
        if word in words("words", "before") or (self.shapes[number] in ("unit", "head") and len(word) == 1):
            return True
        return word in words("words", "lead") and self.shapes[number + 1] in ("proper", "qualifier", "known")

    def _begins_a_name(self, number: int) -> bool:
        word, tag = self.cut.words[number], self.cut.tags[number]
        if word in words("words", "qualifier"):
            return False
        if number and self.cut.words[number - 1] in _INCORPORATED:  # 财团法人资讯工业策进会
            return False
        generic = number and self.shapes[number] in ("unit", "head") and len(self.cut.words[number - 1]) > 1
        return (
            (tag == "nt" and not generic)
            or self.shapes[number] == "known"
            or word in words("places", "province", "city")
        )

    def _anchored(self, first: int, last: int) -> bool:
        shapes = self.shapes[first : last + 1]
        if self.cut.words[last] in _LEGAL and self.text[self.cut.starts[first]] != "某" and last > first:
            return True
        if {"known", "proper", "verb"} & set(shapes) or (shapes[0] == "qualifier" and len(shapes) > 1):
            return True
        rare = last > first and len(self.cut.words[first]) == 2 and 0 < frequency(self.cut.words[first]) < _RARE
        return (
            shapes.count("head") > 1
            or self.cut.tags[first] in ("ns", "nt")
            or (rare and self.cut.words[last] in _OF_RARE)
        )


def edges(document: Document) -> Edges:
    """The text of a document, ready to be walked."""
    return Edges(document.text.text, *marks(document))
