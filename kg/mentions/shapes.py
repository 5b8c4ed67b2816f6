"""What a word can be to the name of an organisation: its head, a part of it, or where it stops."""

from __future__ import annotations

import re
from functools import cache

from kg.gazetteer import organizations, words
from kg.mentions.tokens import frequency, tokens

# Between an organisation and a role: 公司第六届董事会独立董事.
TERM = "第[一二三四五六七八九十]{1,3}届(?:董事会|监事会|理事会|委员会)?"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EMPTY = frozenset(("p", "c", "u", "r", "y", "q", "d"))  # tags of words that no name is made of
_EMPTY_WHEN_LONG = frozenset(("m", "f", "vd", "ad"))
_NUMBER = re.compile(r"\A(?:[\d一二三四五六七八九十两几多数若许不上半每各全双好大无]|.*[个名位家所项条种次年月日分]$)")
_PART = re.compile(r"(?:[处科室系部办]|BU|研究生院|事业部|事业群|学院|研究院|实验室|村委会|合作社)$")


@cache
def shape(word: str, tag: str) -> str:
    """One of head, unit, known, qualifier, conjunction, inside, proper, plain, verb, and stop.

    A head ends a name (大学), a unit may (局); known is a whole name; a qualifier stands at the left of a relative name
    (市); inside is a verb that names contain (发展); proper is a place or a coined word; no name runs across a stop.
    """
    if word == "·":
        return "plain"
    if not _HAN.match(word) and not word.isalnum():
        return "stop"
    if word in organizations():
        return "known"
    if ending(word, "strong"):
        return "head"
    if _is_unit(word, tag):
        return "unit"
    if word in ("和", "与", "及", "暨", "联合", "携手", "联手", "会同"):
        return "conjunction"
    if word in words("words", "qualifier"):
        return "qualifier"
    if word in words("words", "inside"):
        return "inside"
    if word in words("words", "stop"):
        return "stop"
    if word in words("places", "province", "city", "country", "abroad") or tag in ("ns", "nt", "nz", "nrt", "x", "eng"):
        return "proper"
    if tag.startswith("nr"):  # the dictionary calls 智慧 and 卓越 names
        return "proper" if frequency(word) < 100 else "plain"
    if tag == "m" and len(word) > 1 and not _NUMBER.match(word) and frequency(word) < 1000:  # 百分点, 万里
        return "proper"
    if word.isdigit() or (tag == "m" and not word.startswith("第")):
        return "stop"
    if tag == "v" or (tag == "d" and len(word) == 1):  # 务 in 库务局
        return "verb"
    if tag in _EMPTY or (tag in _EMPTY_WHEN_LONG and len(word) > 1):
        return "stop"
    return "proper" if len(word) == 1 else "plain"


def _is_unit(word: str, tag: str) -> bool:
    """局 alone, 统计局, 医务处; but not 布局, 体系, 研讨会."""
    if not ending(word, "unit"):
        return False
    listed = word in words("organization_heads", "unit")
    return listed or (len(word) > 2 and word[-1] != "会" and tag.startswith(("n", "j", "x", "eng", "l", "b", "i")))


@cache
def ending(word: str, kind: str) -> str:
    """The longest ending of a kind that a word has; empty if none."""
    endings = words("organization_heads", kind)
    first = max(0, len(word) - max(map(len, endings)))
    return next((word[i:] for i in range(first, len(word)) if word[i:] in endings), "")


@cache
def is_part(name: str) -> bool:
    """Whether a name is that of a part, as nothing in it says of what: 医务处, 研究生院, 公共事业BU."""
    if name == "办公室" or not _PART.search(name):
        return False
    cut = tokens(name)
    shapes = tuple(map(shape, cut.words, cut.tags))
    alone = "head" not in shapes[:-1] and not {"ns", "nt"} & set(cut.tags)
    return alone and set(shapes) <= {"plain", "inside", "unit", "head"}
