"""What each word of a document can be to the name of an organisation, among the words around it and the roles.

`shapes.py` says what a word is by itself; here characters spell coined words together, well-known names stay whole,
and nothing runs across a role.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kg.document import Document
from kg.gazetteer import Lexicon, organizations, words
from kg.mentions.shapes import shape
from kg.mentions.tokens import Tokens, frequency, tag, tokens
from kg.model import MentionKind

_SEATED = frozenset(("社区", "居民区", "小区", "村", "街道", "镇", "乡", "片区", "园区"))
_GRAMMAR = frozenset(
    "的了着过在是由与和及或从向对于至到被把将让给跟同并且而但也都就又还则却其此这那为以因如若等有不未已曾正刚会要"
    "、，。说称任兼及该本各每某我你他她它设属系派访入去来以一；：？！“”（）《》 \n"
)
_CONTENT = frozenset(("plain", "inside", "verb"))
_LEADING = frozenset("访赴抵请聘到称叫给跟考进报读回见找问")  # verbs that lead to a name: no name begins with one
# Words between two names that tie them: no name runs across, whatever else their characters may be.
_TIES = re.compile(
    "全资(?:子公司|孙公司)?|[增减所]持|注册资本|控股(?:子公司|孙公司|股东|方)|参股(?:公司)?|母公司|[领跟参]投"
    "|直属(?!机关|单位|工委"
    "|大队|支队|学校)(?:于|的?(?:企业|单位|机构|公司)(?=[\u4e00-\u9fff]{4}))?"
    "|(?<=公司|集团)控股的|挂靠|[辖属]下|下[辖设]|附属于|吸收合并|(?<=公司|集团|银行|中心|协会|学会)系(?![统列主办数部])"
)
_BEFORE_MEASURES = frozenset(("m", "r", "a", "mq", "q"))
_NUMERALS = frozenset("一二三四五六七八九十")
_NUMBERED_HEADS = ("医院", "中学", "小学", "幼儿园", "院", "厂", "建", "局")  # 海雅二医院
_EVERYDAY = 1000


class Marks(NamedTuple):
    """The words of a text, what each can be, those that a role begins in the middle of, and the well-known names."""

    cut: Tokens
    shapes: tuple[str, ...]
    split: Mapping[int, int]
    known: tuple[tuple[int, int], ...]


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


def _miscut(cut: Tokens, number: int) -> bool:
    """Whether a character before a head belongs to a word that is cut in two: 老年人|才|信息中心, 环境|报|理事会."""
    word, before = cut.words[number], cut.words[number - 1]
    if len(word) > 1 or len(before) < 2:
        return False
    return word == "报" or (tag(before[-1] + word)[:1] == "n" and frequency(before[-1] + word) > _EVERYDAY)


def _open_units(document: Document, cut: Tokens, shapes: list[str], split: Mapping[int, int]) -> None:
    """Let names run across the words that they contain right before a role: 青川出行CEO, 海州大学党委学生工作部部长."""
    for mention in document.mentions:
        last = cut.before(mention.span.start)
        if mention.kind is not MentionKind.ROLE or last < 1:
            continue
        pair = cut.words[last - 1] + cut.words[last]
        if len(pair) == 2 and last > 1 and pair in words("organization_heads", "brand"):  # 江海|交|控
            shapes[last - 1] = shapes[last] = "inside"
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


def marks(document: Document) -> Marks:
    """The words of a document and what each can be."""
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
        if cut.words[number] in _NUMERALS and cut.words[number + 1] in _NUMBERED_HEADS:
            shapes[number] = "inside" if shapes[number - 1] in ("proper", "known", "head") else shapes[number]
        if shapes[number] == "stop" and shapes[number + 1] == "head" and _miscut(cut, number):
            shapes[number] = "inside"
        if shapes[number] == "stop" and _spells(cut, shapes, number):
            shapes[number] = "proper"
    _open_units(document, cut, shapes, split)
    for tie in _TIES.finditer(text):
        for number in range(cut.at(tie.start()), cut.before(tie.end()) + 1):
            shapes[number] = "stop"
    return Marks(cut, tuple(shapes), split, tuple(known))
