"""How the full name of an organisation is shortened.

    海州大学                海大                  the first character of the place, and 大
    帆图智能股份有限公司    帆图智能, 帆图        without its legal form; the coined word that opens it
    海州市数据资源管理局    海州市数据资源局      without the words that many names have
    海州市卫生健康委员会    海州市卫健委          by first characters

`shortened` makes such forms, to look for them; `abbreviates` judges one that stands there: from left to right it takes
of each word of the name all, the first character, or nothing, and something of the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import rjieba

from kg.gazetteer import organizations
from kg.mentions.tokens import frequency

LEGAL_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司)$")
PLACED = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,6}?(?:[省市县区旗]|自治州))(?![场民长区])(?=[\u4e00-\u9fff]{2})")
_UNIVERSITY = re.compile(
    r"(?P<first>[\u4e00-\u9fff])[\u4e00-\u9fff]{1,5}?(?P<field>师范|科技|交通|财经|农业|医科|工业|民族)?大学"
)
_GENERIC = frozenset("管理 发展 建设 监督 服务 事务 工作 行政 协调 促进 运行 人民 和 与 及".split())
_HEADS = {"委员会": "委", "集团": "集团", "局": "局", "厅": "厅", "办公室": "办", "指挥部": "指"}
_TRADE = re.compile(
    "智能|软件|科技|数据|信息|网络|集团|电信|水务|重工|汽车|医药|生物|传媒|控股|能源|证券|电气|电子|半导体|机器人|通信|咨询"
    "|投资|互联|数智|智慧|材料|制药|食品|实业|医疗|技术|云|银行|股份"
)
_ABROAD = re.compile(
    r"(?:英|美|德|法|日本|俄罗斯|加拿大|澳大利亚|新加坡|韩|荷兰|瑞典|瑞士|芬兰|丹麦|挪威|意大利|西班牙)国?(?P<rest>[\u4e00-\u9fff]{2,10}(?:大学|学院))"
)
_RARE = 20  # a word that the dictionary has met less often is as good as coined
_EVERYDAY = 500  # 重大 is met more often, and not as 重庆大学
_LONGEST = 24  # characters of a name worth shortening
_MOST_WORDS = 9


class Parts(NamedTuple):
    """The name of a body: the place it is named after, and the words behind."""

    place: str
    words: tuple[str, ...]


@cache
def parts(name: str) -> Parts:
    """The place that a name begins with, as far as it has a sign like 市, and the words of the rest."""
    name = LEGAL_FORM.sub("", name)
    placed = PLACED.match(name)
    place = placed["place"] if placed else ""
    cut = (word for found, _ in rjieba.tag(name[len(place) :], False) for word in _apart(found))
    return Parts(place, tuple(cut))


def _apart(word: str) -> Iterator[str]:
    """数据局 is 数据 and 局, 交易中心 is 交易 and 中心: what a body is called stands apart from what it is."""
    if len(word) > 3 and word.endswith(("中心", "集团", "政府", "大学", "股份")):
        yield from (word[:-2], word[-2:])
    elif len(word) > 2 and word[-1] in "局厅委院办处":
        yield from (word[:-1], word[-1])
    else:
        yield word


@cache
def abbreviates(short: str, name: str) -> bool:
    """Whether a form takes its characters from the words of a name, in their order and up to the last word."""
    if not 2 <= len(short) < len(name) or name.startswith(short) or len(name) > _LONGEST:
        return False
    place, whole = parts(name)
    own = PLACED.match(short)
    rest = short
    for opening in (place, place[:-1], place[-1:]):
        if opening and short.startswith(opening):
            rest = short[len(opening) :]
            break
    else:
        if own:
            return False
    return len(rest) > 1 and len(whole) <= _MOST_WORDS and rest != "".join(whole) and _taken(rest, whole)


def _taken(short: str, whole: Sequence[str], *, cut: bool = False, left_out: bool = False) -> bool:
    """Whether a form is made of whole words and first characters, the last word among them.

    Words that tell are left out only where others are cut short, or of a 集团: 经济信息中心 is no 信息中心.
    """
    if not whole:
        return False
    word, *others = whole
    for piece in {word, word[:1]}:
        if short.startswith(piece):
            cut_here = cut or piece != word
            if not others and short == piece and (cut_here or not left_out or word == "集团"):
                return True
            if others and _taken(short[len(piece) :], others, cut=cut_here, left_out=left_out):
                return True
    left_out = left_out or word not in _GENERIC
    return bool(others) and bool(short) and _taken(short, others, cut=cut, left_out=left_out)


@cache
def shortened(name: str) -> frozenset[str]:
    """Short forms that say by themselves whom they mean: they keep the place, or a coined word."""
    if name in organizations() or len(name) > _LONGEST:
        return frozenset()
    return frozenset(form for form in (*_of_a_company(name), *_of_a_body(name)) if 2 <= len(form) < len(name))


def coined(name: str) -> str:
    """The word of no dictionary that a company's name opens with: 帆图 of 帆图智能; empty if there is none."""
    trade = _TRADE.search(name, 2, 6)
    brand = name[: trade.start()] if trade else ""
    unheard = all(len(word) == 1 or frequency(word) < _RARE for word, _ in rjieba.tag(brand, False))
    return brand if 2 <= len(brand) <= 4 and unheard and frequency(brand) < _RARE else ""


def _of_a_company(name: str) -> Iterator[str]:
    stem = LEGAL_FORM.sub("", name)
    if stem != name and len(stem) > 2:
        yield stem
    if abroad := _ABROAD.fullmatch(name):
        yield abroad["rest"]
    if (brand := coined(stem)) and not PLACED.match(name):
        yield brand
        if stem.endswith("集团"):
            yield brand + "集团"


def _of_a_body(name: str) -> Iterator[str]:
    if (match := _UNIVERSITY.fullmatch(name)) and frequency(match["first"] + "大") < _EVERYDAY:
        yield match["first"] + (match["field"] or "")[:1] + "大"
    place, whole = parts(name)
    head = whole[-1] if whole else ""
    if not place or head not in _HEADS or len(whole) > _MOST_WORDS:
        return
    telling = [word for word in whole[:-1] if word not in _GENERIC]
    if telling:
        yield place + "".join(telling) + head
    for chosen in (telling, whole[:-1]):
        if len(chosen) > 1 and all(len(word) > 1 for word in chosen):
            yield place + "".join(word[0] for word in chosen) + _HEADS[head]
