"""Roles as written: prefix* × field? × head (常务副总经理, 营销总监, 首席数据科学家, 党委书记).

The heads are found in one pass; each is then extended to the left by what may stand before it, and left out where it is
part of another word (局长信箱, 代表团). 系主任 is no head, as 系 belongs to the organisation, and so does the 车间 of
环保车间主任, which says what workshop it is; behind the name of a factory 车间主任 is the role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.document import Document
from kg.gazetteer import Lexicon, company_endings, words
from kg.mentions.shapes import shape
from kg.mentions.tokens import tokens
from kg.model import Mention, MentionKind, Span

_REACH = 12  # characters that prefixes and fields may take before a head


@cache
def _heads() -> Lexicon:
    heads = words("roles", "head", "weak") - {"首席", "系主任", "街道办主任"} | {"系系主任"}
    spaced = {f"{head[0]}{space}{head[1]}" for head in heads if len(head) == 2 for space in ("\u3000", "\u3000\u3000")}
    return Lexicon(heads | spaced)


def _alternatives(entries: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, entries), key=lambda entry: (-len(entry), entry)))


@cache
def _before_head() -> re.Pattern[str]:
    """党委 + (副 常务 首席 …)*, right before a head."""
    party, prefix = _alternatives(words("roles", "party")), _alternatives(words("roles", "prefix"))
    return re.compile(f"(?:(?<!总)(?<!自治区)(?!(?<=[省市县区州])(?:妇联|团委))(?:{party}))?(?:{prefix}){{0,4}}\\Z")


@cache
def _field() -> re.Pattern[str]:
    """A field right before a qualified head: 营销总监."""
    return re.compile(f"(?:{_alternatives(words('roles', 'field'))})\\Z")


@cache
def _chief() -> re.Pattern[str]:
    """首席数据科学家: 首席, what of, and who."""
    return re.compile(f"首席[\u4e00-\u9fffA-Z]{{0,6}}?(?:{_alternatives(words('roles', 'chief'))})")


@cache
def _inside() -> re.Pattern[str]:
    """What follows a head that is part of another word."""
    return re.compile(f"{_alternatives(words('roles', 'inside'))}")


_OF_A_UNIT = ("车间主任", "研究室主任", "教研室主任", "实验室主任", "车间副主任")
_COUNTED = re.compile(
    r"等\Z|[一二两三四五六七八九十几多数各\d][位名]\Z"
)  # …等立委, 两位院长: what several are, no post
_NUMERALS = frozenset("一二三四五六七八九十")
_LATIN_LETTER = re.compile(r"[A-Za-z]")


def roles(document: Document) -> Iterator[Mention]:
    """The roles of a text, longest first, none inside another."""
    text = document.text.text
    chiefs = {match.start(): match.end() for match in _chief().finditer(text)}
    done = 0
    for start, end in sorted((*chiefs.items(), *_heads().longest(text)), key=lambda span: (span[0], -span[1])):
        if start < done or _part_of_another_word(text, start, end) or _COUNTED.search(text, max(0, start - 2), start):
            continue
        end += len("助理") if _assisted(text, start, end) else 0
        start = max(done, _extended(text, start, end)) if text[start] != "系" else start + 1
        start = end - len("主任") if text.startswith(_OF_A_UNIT, start) and _modified(text, start) else start
        done = end
        yield Mention(Span(start, end), MentionKind.ROLE, text[start:end].replace("\u3000", ""))  # 组　长


def _assisted(text: str, start: int, end: int) -> bool:
    """Whether the one behind a head is not its holder: 处长助理, 总裁助理."""
    return text.startswith("助理", end) and text[start:end].endswith(("长", "总裁", "经理", "书记", "主任", "主席"))


def _extended(text: str, start: int, end: int) -> int:
    """Where a role starts whose head is known: prefixes, a field, prefixes again (高级财务副总裁)."""
    head = text[start:end]
    direct = _prefixed(text, start)
    deputy = text[direct:end].startswith("副") and head in words("roles", "deputies")
    if head in words("roles", "qualified") or deputy:
        for place in (start, direct):
            field = _field().search(text, max(0, place - _REACH), place)
            if field and not _branded(text, field):
                return _prefixed(text, field.start())
    return direct


def _branded(text: str, field: re.Match[str]) -> bool:
    """Whether a field ends the name of a company behind a coined word: 砺川数据高级副总裁, 海州资本合伙人."""
    cut = tokens(text)
    before = cut.before(field.start())
    return (
        field.group() in words("organization_heads", "brand")
        and before >= 0
        and cut.words[before] not in words("organization_heads", "brand")
        and shape(cut.words[before], cut.tags[before]) in ("proper", "plain")
    )


def _modified(text: str, start: int) -> bool:
    """Whether the unit that a role begins with has a name: 环保 of 环保车间主任, but not 化工厂 of 化工厂车间主任."""
    cut = tokens(text)
    number = cut.before(start)
    if number < 0:
        return False
    shapes = [shape(cut.words[i], cut.tags[i]) for i in (max(0, number - 1), number)]
    company = shapes[0] == "proper" and cut.words[number].endswith(company_endings())  # 砺川重工
    return (shapes[1] in ("plain", "inside", "proper") and not company) or cut.words[number][-1] in _NUMERALS


def _prefixed(text: str, start: int) -> int:
    """Where the prefixes start that end here."""
    before = _before_head().search(text, max(0, start - _REACH), start)
    return before.start() if before else start


def _part_of_another_word(text: str, start: int, end: int) -> bool:
    if _LATIN_LETTER.match(text, end - 1):  # CEO, but not CEOs, nor the CIO of SOCIO
        return bool(_LATIN_LETTER.match(text, end) or (start and _LATIN_LETTER.match(text, start - 1)))
    return bool(_inside().match(text, end))
