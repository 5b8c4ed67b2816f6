"""Where the name of an organisation begins, given where it ends: a walk to the left, word by word.

The walk stops at punctuation and at words that no name runs across (在, 由, 记者, 采访); it crosses 和 and 与 only
where what stands left of them is not whole in itself (工业和信息化局, …学院数字经济与金融创新研究中心). What it
has gathered loses the words at its left that merely lead to a name (联合, 原).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.document import Document
from kg.gazetteer import Lexicon, organizations, words
from kg.mentions.names import surnamed
from kg.mentions.shapes import shape
from kg.mentions.tokens import Tokens, frequency, tokens
from kg.model import MentionKind

_RARE = 80  # a word the dictionary has met less often may be a name: 瀚海大学
_RARE_VERB = 300
_GRAMMAR = frozenset(
    "的了着过在是由与和及或从向对于至到被把将让给跟同并且而但也都就又还则却其此这那为以因如若等有不未已曾正刚会要"
    "、，。说称任兼及该本各每某我你他她它设属系派访入去来以一；：？！“”（）《》 \n"
)
_OF_RARE = frozenset(("大学", "银行", "医院", "集团", "中学", "有限公司", "股份有限公司"))
_LONGEST = 40  # characters of the longest name
_BEFORE_OFFICE = "曾历现时原担出兼接就续留"  # 曾任远东电脑: no name begins with 任远 here
_APPOINTING = re.compile(r"(?:任命|聘任|委任|免去|解聘)[：\s]?$")
# Words between two names that tie them: no name runs across, whatever else their characters may be.
_TIES = re.compile(
    "全资(?:子公司|孙公司)?|[增减所]持|注册资本|控股(?:子公司|孙公司|股东|方)|参股(?:公司)?|母公司|[领跟参]投"
    "|直属(?!机关|单位|工委"
    "|大队|支队|学校)于?"
    "|挂靠|[辖属]下|下[辖设]|附属于|吸收合并|(?<=公司|集团|银行|中心|协会|学会)系(?![统列主办数部])"
)
_BEFORE_MEASURES = frozenset(("m", "r", "a", "mq", "q"))
_SEATED = frozenset(("社区", "居民区", "小区", "村", "街道", "镇", "乡", "片区", "园区"))
_INCORPORATED = frozenset(("财团法人", "社团法人", "国立", "公立", "市立", "省立", "县立", "私立", "中共"))
_LEADING = frozenset("访赴抵请聘到称叫给跟考进报读回见找问")  # verbs that lead to a name: no name begins with one
# 360人工智能研究院: what a name may begin with; but 2024世界大会, 第3届, 共12家
_NUMBERED = re.compile(r"(?:^|(?<=[^\d\u4e00-\u9fff.,%年-]))(?P<number>(?!(?:19|20)\d\d$)\d{2,4})$")
_CONTENT = frozenset(("plain", "inside", "verb"))
_LEGAL = frozenset(("有限公司", "股份有限公司", "有限责任公司"))
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
        in_office = self.text[start] == "任" and start and self.text[start - 1] in _BEFORE_OFFICE
        return start + bool(in_office), self._anchored(first, last)

    def spelt(self, start: int, end: int) -> bool:
        """Whether nothing stands here but characters and names, no word for an organisation: 张新科, but not 水利局."""
        return set(self.shapes[self.cut.at(start) : self.cut.before(end) + 1]) == {"proper"}

    def name_at(self, start: int, end: int) -> int:
        """Where a person's name could begin in what stands before a role: behind an organisation, else at its start."""
        for number in range(self.cut.before(end) - 1, self.cut.at(start) - 1, -1):
            if self.shapes[number] in ("head", "known"):
                return self.cut.end(number)
        return start

    def _leftmost(self, last: int, end: int) -> int:
        first = last + 1
        while first and end - self.cut.starts[first - 1] <= _LONGEST:
            kind, word = self.shapes[first - 1], self.cut.words[first - 1]
            if first - 1 in self.split and first - 1 != last:
                break
            if word == "）" and (opening := self._bracket(first - 1)):
                first = opening
            elif kind == "conjunction":
                if not self._joined(first - 1):
                    break
                first -= 1
            elif word in words("words", "people") and first <= last and self._of_people(first - 1):
                first -= 1
            elif kind == "stop" or (
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
        return alone and number == last - 1 and self.cut.words[last] in words("organization_heads", "brand")

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
        coined = right == "proper" and len(self.cut.words[conjunction + 1]) == 1
        if (
            left in ("plain", "inside")
            and (coined or right in ("plain", "inside", "head"))
            and self._opens_a_clause(conjunction - 1)
        ):
            return True  # 网络与信息中心
        if left in ("head", "unit", "known", "stop", "conjunction", "proper"):
            return False
        if right in ("proper", "known", "qualifier") and not coined:
            return False
        for number in range(conjunction - 1, max(-1, conjunction - 8), -1):
            if self.shapes[number] in ("head", "known") or (
                not coined and self.shapes[number] in ("qualifier", "proper")
            ):
                return True
            if self.shapes[number] in ("stop", "conjunction"):
                return False
        return False

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


def _spells(cut: Tokens, shapes: Sequence[str], number: int) -> bool:
    """Whether a character that is a word elsewhere ends a coined one (楚天大学, 岷能集团) or begins 可再生."""
    if cut.words[number] == "可":
        return cut.words[number + 1].startswith(("再生", "持续", "视化"))
    if cut.tags[number] == "f" and cut.words[number + 1] in _SEATED and shapes[number - 1] in ("plain", "proper"):
        return True  # 梧桐里社区
    if shapes[number - 1] != "proper" or not len(cut.words[number]) == 1 == len(cut.words[number - 1]):
        return False
    opens = number < 2 or shapes[number - 2] == "stop"
    opens |= number > 1 and cut.tags[number - 2] == "ns"  # 上海闻道律师事务所
    behind = shapes[number + 1]
    alone = cut.words[number].isalpha() and cut.words[number] not in _GRAMMAR
    return alone and (behind == "head" or (opens and behind in ("plain", "inside")))


def _open_units(document: Document, cut: Tokens, shapes: list[str], split: Mapping[int, int]) -> None:
    """Let names run across the words that they contain right before a role: 青川出行CEO, 海州大学党委学生工作部部长."""
    for mention in document.mentions:
        last = cut.before(mention.span.start)
        if mention.kind is not MentionKind.ROLE or last < 1:
            continue
        if shapes[last] in ("verb", "stop") and cut.words[last] in words("organization_heads", "brand"):
            shapes[last] = "inside" if shapes[last - 1] in ("proper", "plain") else shapes[last]
        if shapes[last] not in ("unit", "head"):
            continue
        first = last
        while (
            first
            and last - first < 4
            and (shapes[first - 1] in _CONTENT or cut.words[first - 1] in words("words", "within"))
        ):
            first -= 1
        if first and first < last and shapes[first - 1] in ("head", "known", "unit"):
            for number in range(first, last):
                if shapes[number] in ("stop", "verb") and number not in split:
                    shapes[number] = "inside"


@cache
def _known_names() -> Lexicon:
    return Lexicon(organizations())


def edges(document: Document) -> Edges:
    """The text of a document, ready to be walked."""
    text = document.text.text
    cut = tokens(text)
    shapes = list(map(shape, cut.words, cut.tags))
    known: list[tuple[int, int]] = []
    for start, end in _known_names().longest(text):  # 工业和信息化部, which is no one word
        first, last = cut.at(start), cut.before(end)
        if cut.starts[first] == start and cut.end(last) == end:
            shapes[first : last + 1] = ["known"] * (last + 1 - first)
            known.append((start, end))
    for number, word in enumerate(cut.words):  # 道 of 道地药材: no number stands before it to be measured
        if cut.tags[number] == "q" and len(word) == 1 and (not number or cut.tags[number - 1] not in _BEFORE_MEASURES):
            shapes[number] = "proper"
    for number in range(1, len(shapes) - 1):  # 锦澜: characters that are verbs alone spell a name together
        if shapes[number] == "verb" and len(cut.words[number]) == 1:
            beside = (number - 1, number + 1)
            coined = any(len(cut.words[i]) == 1 and shapes[i] not in ("stop", "conjunction") for i in beside)
            coined |= len(cut.words[number + 1]) == 2 and cut.words[number + 1][1] in "市县区州镇乡村"  # 栖|州市
            coined &= cut.words[number] not in _LEADING or shapes[number - 1] not in ("stop", "conjunction")
            shapes[number] = "proper" if coined else "stop"
    split: dict[int, int] = {}
    for mention in document.mentions:  # nothing runs across a role
        if mention.kind is MentionKind.ROLE:
            first = cut.at(mention.span.start)
            if cut.starts[first] < mention.span.start:  # 数据|处处长
                shapes[first] = shape(text[cut.starts[first] : mention.span.start], "n")
                split[first] = mention.span.start
                first += 1
            for number in range(first, cut.before(mention.span.end) + 1):
                shapes[number] = "stop"
    for number in range(1, len(shapes) - 1):
        if shapes[number] == "stop" and _spells(cut, shapes, number):
            shapes[number] = "proper"
    _open_units(document, cut, shapes, split)
    for tie in _TIES.finditer(text):
        for number in range(cut.at(tie.start()), cut.before(tie.end()) + 1):
            shapes[number] = "stop"
    return Edges(text, cut, tuple(shapes), split, tuple(known))
