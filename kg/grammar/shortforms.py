"""Which full organisation a short form stands for in an article.

In this order: what the text itself defines (以下简称“青禾水务”); the table of well-known names (北大, and 北大政府管理
学院 as its unit); words that point back (该行, 公司); relative names completed by the place that the article is about
(市数据局); forms of another name of the article without its legal ending (青禾水务 for 青禾水务集团有限公司).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from kg.document import Document, remembered
from kg.gazetteer import company_endings, organizations, schools, words
from kg.grammar.definitions import announcing, definitions
from kg.grammar.localities import PLACE, Localities
from kg.grammar.publisher import Publisher
from kg.grammar.references import ABROAD, BRANCHES, ENDINGS, NATIONAL, PARTY_UNITS, SEATS, WHOLES
from kg.grammar.units import root
from kg.mentions.shapes import ending, is_part, shape
from kg.mentions.shorter import abbreviates
from kg.mentions.tokens import tokens
from kg.model import Mention, MentionKind

_POINTING = re.compile(
    r"(?:该|本|我们?|这家)(?P<what>公司|集团|学院|大学|学校|医院|银行|协会|学会|研究会|研究院|研究所|研究中心|中心|联盟|联合会|商会|基金会|机构|[校院所局行厂会部市县省区企社馆台])"
)
_WITHIN = re.compile(
    r"(?P<what>公司|集团|学校|医院|[院厂校所行])(?=[\u4e00-\u9fff]{2,8}(?:[部处科室办院]|中心|委员会|事业部)$)"
)
_LEGAL_ENDING = re.compile(r"(?:集团|控股|股份|科技)?(?:集团|控股|股份|有限责任公司|股份有限公司|有限公司|公司)$")
_NO_COMPANY = re.compile("(?:医院|大学|学院|学校|中学|小学|研究院|协会|学会)$")
_LONG = 13  # code points of a name that says enough by itself
_SAME_TOPIC = 200  # code points behind the name of a whole in which its parts are told of
_UNIT = re.compile(r"(?:中心|委员会|[部处科室系办])$")
OURS = ("本公司", "本集团")  # whose text it is, and no other company of it
_AT_PRESENT = re.compile(r"(?:至今|现)[，,]?担?任\Z")  # 2005年4月至今，任公司董事长: at that whose text it is
_SOME = re.compile(r"[某家个位名类些]$")
_OTHER_COMPANY = re.compile("(?:存续|合资|标的|目标|合并后的?)$")  # 存续公司 is none of those named before
_SENTENCE_END = re.compile(r"[。！？\n]")
_UNIVERSITY = re.compile(r"[\u4e00-\u9fff]{2,10}?大学")
_ACADEMIC = re.compile(r"(?:学院|系|研究院|研究所|中心|实验室|医院|部|处|书院)$")


@remembered
def short_forms(document: Document) -> ShortForms:
    """The short forms of an article."""
    return ShortForms(document)


class ShortForms:
    """The organisations of an article, each short form resolved where it stands."""

    def __init__(self, document: Document) -> None:
        self._text = document.text.text
        self._mentions = [m for m in document.mentions if m.kind is MentionKind.ORGANIZATION]
        self._starts = [m.span.start for m in self._mentions]
        self._employing = {m.span.start for m in document.mentions if m.kind is MentionKind.ROLE}
        self._defined = definitions(self._text, self._mentions)
        self.own = announcing(self._text, self._mentions, self._defined)
        self.publisher = Publisher(self._text, self._mentions)
        self._names = frozenset(m.name for m in self._mentions)
        self._by_stem: dict[str, str] = {}
        for name in sorted(self._names, key=lambda name: (len(name), name)):
            stem = _LEGAL_ENDING.sub("", name)
            if stem != name and len(stem) > 2:
                self._by_stem[stem] = name  # the longest form wins
        self._places = Localities(self._text, self._mentions)
        self._universities = self._by_first_character()
        self._located = self._by_relative_name()
        self._memory: dict[Mention, str] = {}
        self._longer: dict[str, str] = {}

    def full(self, mention: Mention) -> str:
        """The full name of the organisation that a mention names."""
        if mention not in self._memory:
            self._memory[mention] = self._legal(self._unabbreviated(self._resolved(mention)))
        return self._memory[mention]

    def _resolved(self, mention: Mention) -> str:
        name = mention.name
        start = mention.span.start
        if name == "公司" and _OTHER_COMPANY.search(self._text, max(0, start - 4), start):
            return name
        if self.own and name in ("公司", "本公司", "我公司"):
            return self.own.name
        if name == "公司" and self.is_own(mention):
            return name
        if name in self._defined:
            return self._defined[name]
        if whole := self._pointing_before(mention):
            return whole + name
        if name in organizations() and not self._is_department(mention):
            return organizations()[name]
        if name in self._places:
            return self._places.of(name, start)
        if len(name) == 1 and name not in PLACE:  # …系副教授兼系主任
            return self._pointed_at(mention, name)
        if name[0] in self._places and len(name) < 16:
            return self._completed(name, start)
        if pointing := _POINTING.match(name):
            return self._pointed_at(mention, pointing["what"]) + name[pointing.end() :]
        if (within := _WITHIN.match(name)) and (whole := self._whole_meant(mention, within["what"])):
            return whole + name[within.end() :]
        if seats := SEATS.get(name):
            return self._seat_before(mention, seats) + name
        if name in PARTY_UNITS and (committee := self._committee_before(mention)):
            return committee + name
        if (name in words("organization_heads", "bare") or ending(name, "strong") == name) and (
            full := self._pointed_at(mention, name)
        ) != name:
            return full
        if name.endswith(BRANCHES) and (whole := self._branch(name)):
            return whole
        if self._is_part(name) or name in organizations():
            return self._whole_before(mention) + name
        return self._unit_of_named(name) or _unit_of_known(name)

    def _is_department(self, mention: Mention) -> bool:
        """海州银行…科技部总经理: here 科技部 is no ministry."""
        after = self._text[mention.span.end : mention.span.end + 4]
        return (
            len(mention.name) == 3 and mention.name.endswith("部") and after.startswith(("总经理", "副总经理", "经理"))
        )

    def _whole_before(self, part: Mention) -> str:
        """The organisation that a part belongs to: named before in the sentence, or the last that has such parts,
        or the only one of the paragraph so far."""
        number = bisect_left(self._starts, part.span.start)
        kinds = next((kinds for ending, kinds in WHOLES if part.name.endswith(ending)), None)
        paragraph = max(self._text.rfind("\n", 0, part.span.start) + 1, part.span.start - _SAME_TOPIC)
        only: set[str] = set()
        for other in reversed(self._mentions[max(0, number - 20) : number]):
            between = self._text[other.span.end : min(part.span.start, other.span.end + 41)]
            near = len(between) <= 40 and not _SENTENCE_END.search(between)
            if other.name == part.name:
                continue
            if part.name in other.name:  # …部办公室: the 部 itself is named
                return self.full(other).removesuffix(other.name) if other.name.startswith(part.name) else ""
            if self._is_part(other.name) or _is_unresolved(self.full(other)):
                continue
            whole = root(self.full(other))
            if near or (kinds and whole.endswith(kinds)):
                return whole
            if kinds is None and other.span.start < paragraph:
                break
            only.add(whole)
        return only.pop() if len(only) == 1 and kinds is None else ""

    def _branch(self, name: str) -> str:
        """The one organisation of the article whose name ends in that of a branch: 海州分行; empty if it has none."""
        longer = [other for other in self._names if other.endswith(name) and len(other) > len(name) + 1]
        return min(longer, key=len) if longer else ""

    def _is_part(self, name: str) -> bool:
        if name.startswith(NATIONAL):
            return False
        name = ABROAD.sub("", name)
        return (len(name) < _LONG and is_part(name)) or _is_unit(name)

    def _seat_before(self, body: Mention, seats: tuple[str, ...]) -> str:
        """The place that 管委会 or 居委会 sits in: the last of its kind named before; else empty."""
        number = bisect_left(self._starts, body.span.start)
        for other in reversed(self._mentions[max(0, number - 10) : number]):
            if other.name.endswith(seats) and (len(other.name) > 3 or other.name not in seats):
                return self.full(other)
        return ""

    def _committee_before(self, unit: Mention) -> str:
        """The party committee of 组织部 or 政法委: the one named right before (省委常委、组织部部长); else empty."""
        number = bisect_left(self._starts, unit.span.start)
        before = self._mentions[number - 1] if number else None
        if before and before.name.endswith("委") and unit.span.start - before.span.end < 12:
            return self.full(before)
        return ""

    def is_named(self, mention: Mention) -> bool:
        """Whether the article says which organisation a mention means: 该公司 alone does not."""
        return not _is_unresolved(self.full(mention))

    def _pointing_before(self, mention: Mention) -> str:
        """What a word right before a name points at: 该行｜滨江支行; empty if none stands there."""
        number = bisect_left(self._starts, mention.span.start)
        before = self._mentions[number - 1] if number else None
        if before is None or before.span.end != mention.span.start or not _POINTING.fullmatch(before.name):
            return ""
        whole = self.full(before)
        return "" if _is_unresolved(whole) else whole

    def may_be(self, reference: Mention, name: str) -> bool:
        """Whether a word that names no organisation may mean one of this name: 联盟 is no 联合会."""
        pointing = _POINTING.match(reference.name)
        what = pointing["what"] if pointing else reference.name
        kinds = ENDINGS.get(what, ((what,),))
        return any(name.endswith(company_endings() if kind == ("company",) else kind) for kind in kinds)

    def _unit_of_named(self, name: str) -> str:
        """临大政府管理学院 → 临川大学政府管理学院, where the article names 临川大学; empty if it names none such."""
        if len(name) < 4 or name[1] != "大" or name[2] == "学":
            return ""
        full = self._universities.get(name[0], "")
        return full + name[2:] if full and _ACADEMIC.search(name) else ""

    def _unabbreviated(self, name: str) -> str:
        """交投集团 → 海州交通投资集团, where only one name of the article can be meant."""
        if name.endswith("政府"):
            return name
        if name not in self._longer:
            whole = root(name)
            if whole != name:  # 市数据局办公室
                self._longer[name] = self._unabbreviated(whole) + name[len(whole) :]
                return self._longer[name]
            ends = (name[-1], *"会司部学")
            fitting = {other for other in self._names if other[-1] in ends and abbreviates(name, other)}
            stems = {_LEGAL_ENDING.sub("", other) for other in fitting}
            self._longer[name] = max(fitting, key=len) if len(stems) == 1 else name
        return self._longer[name]

    def _legal(self, name: str) -> str:
        """The longest form that the article writes of a name without its legal ending."""
        stem = _LEGAL_ENDING.sub("", name)
        if _NO_COMPANY.search(stem):  # the 集团 of a hospital is another organisation
            return name
        return max(self._by_stem.get(stem, name), name, key=len) if len(stem) > 2 else name

    def _completed(self, name: str, start: int) -> str:
        """市数据局 → 松岭市数据局, where the article says which 市."""
        sign = name[0]
        if name in self._located:
            return self._located[name]
        return self._places.of(sign, start) + ("政府" if name[1:] == "府" else name[1:])

    def _pointed_at(self, mention: Mention, what: str) -> str:
        """The last organisation before a mention that ends like what it is called."""
        last = bisect_left(self._starts, mention.span.start)
        near = -1 if len(what) > 1 else max(self._text.rfind("\n", 0, mention.span.start), mention.span.start - 200)
        if _SOME.search(self._text, max(0, mention.span.start - 2), mention.span.start):
            return mention.name
        before = [
            other
            for other in reversed(self._mentions[max(0, last - 40) : last])
            if len(other.name) > len(what) + 1 and other.span.start > near
        ]
        sentence = max(self._text.rfind(mark, 0, mention.span.start) for mark in "。！？\n")
        if mention.name == what:  # 公司 is whom the text is about, sooner than the employer of somebody quoted before
            before.sort(key=lambda other: other.span.start < sentence and other.span.end in self._employing)
        kinds = [company_endings() if endings == ("company",) else endings for endings in ENDINGS.get(what, ((what,),))]
        if what != "系" and (own := self._own_of(mention, kinds)):
            return own
        if self.is_own(mention):
            return mention.name
        for written in kinds:
            for other in before:
                if other.name.endswith(written) and not _POINTING.match(other.name):
                    return self.full(other)
                if other.span.start >= sentence and self._is_unit_of(other, written):
                    return root(self.full(other))
        return mention.name

    def _is_unit_of(self, other: Mention, written: tuple[str, ...]) -> bool:
        """Whether an organisation is a unit of one of a kind: 海州路桥公司项目部."""
        full = self.full(other)
        return len(root(full)) < len(full) and root(full).endswith(written)

    def _whole_meant(self, mention: Mention, what: str) -> str:
        """The organisation that 公司 or 集团 means at the head of a name: 公司财务部; empty if unclear."""
        if self.own and what == "公司":
            return self.own.name
        whole = self._defined.get(what) or self._pointed_at(mention, what)
        return "" if whole == mention.name else whole

    def is_own(self, mention: Mention) -> bool:
        """Whether a word means the company whose text it is, whichever that is, and no other."""
        if mention.name == "公司":
            return bool(_AT_PRESENT.search(self._text, max(0, mention.span.start - 6), mention.span.start))
        return mention.name in OURS and not self._is_quoted(mention)

    def _is_quoted(self, mention: Mention) -> bool:
        paragraph = self._text.rfind("\n", 0, mention.span.start) + 1
        return self._text.count("“", paragraph, mention.span.start) > self._text.count(
            "”", paragraph, mention.span.start
        )

    def _own_of(self, mention: Mention, kinds: Sequence[tuple[str, ...]]) -> str:
        """The article's own organisation, where it says 我校 or 本院 and quotes nobody; else empty."""
        if self._is_quoted(mention) or (mention.name[0] not in "我本" and len(mention.name) > 1):
            return ""
        found = (self.publisher.of_kind(written, surely=mention.name in OURS) for written in kinds)
        own = next((organization for organization in found if organization), None)
        return self._legal(own.name) if own else ""

    def _by_first_character(self) -> dict[str, str]:
        """The universities of the article by their first character, where only one begins with it."""
        found: dict[str, set[str]] = {}
        for name in self._names:
            if match := _UNIVERSITY.match(name):
                found.setdefault(name[0], set()).add(match.group())
        return {first: full.pop() for first, full in found.items() if len(full) == 1}

    def _by_relative_name(self) -> dict[str, str]:
        """市数据局 → 松岭市数据局, for every organisation that the article names with its place."""
        located: dict[str, str] = {}
        for name in sorted(self._names):
            for pattern in PLACE.values():
                if (match := pattern.match(name)) and len(match[1]) > 2:
                    located.setdefault(name[match.end() - 1 :], name)
        return located


def expanded(name: str) -> str:
    """The full name that the gazetteer knows for a form, or for what the form is a unit of; else the form itself."""
    return organizations().get(name) or _unit_of_known(name)


def is_reference(name: str) -> bool:
    """Whether a form only points at an organisation (该校, 公司, 市) and is no name of it."""
    return _is_unresolved(name) or name in words("organization_heads", "bare", "common")


def _is_unresolved(name: str) -> bool:
    pointing = _POINTING.match(name)
    return len(name) == 1 or bool(pointing) or name in words("organization_heads", "pronoun")


@cache
def _is_unit(name: str) -> bool:
    """Whether a name says what a unit does, and not whose: 信息中心, 综合部, 运动员委员会; but not 滨江中心."""
    if not 3 <= len(name) <= 6 or not _UNIT.search(name) or name.endswith("研究中心"):
        return False
    cut = tokens(name)
    return not any(tag in ("ns", "nrt", "x", "eng", "nr", "nrfg") for tag in cut.tags) and all(
        len(word) > 1 or shape(word, tag) == "unit" for word, tag in zip(cut.words, cut.tags, strict=True)
    )


@cache
def _unit_of_known(name: str) -> str:
    """北大政府管理学院 → 北京大学政府管理学院; but 北大方正 is a name of its own."""
    for length in range(len(name) - 1, 1, -1):
        if organizations().get(name[:length]) == name[:length]:
            return name
        if full := schools().get(name[:length]):
            rest = name[length:]
            branded = any(rest.startswith(other) for other in organizations())
            return full + rest if _ACADEMIC.search(rest) and not branded else name
    return name
