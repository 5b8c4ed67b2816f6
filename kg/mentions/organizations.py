"""Organisations as written: how their names end is a table; where they begin is decided word by word.

1. Every word that ends like an organisation (大学, 有限公司, 局) opens a walk to the left, as does the start of every
   role: 达观云图首席架构师 needs no ending.
2. The walk stops at punctuation and at words that no name runs across (在, 由, 记者, 采访); it crosses 和 and 与 only
   where what stands left of them is not whole in itself (工业和信息化局, …学院数字经济与金融创新研究中心).
3. What it has gathered loses words at its left that merely lead to a name (联合, 图为), and must be anchored: by a
   place, a coined word, a larger organisation, or by the role that follows.
4. A name found once is found wherever the article repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.document import Document
from kg.gazetteer import Lexicon, company_endings, words
from kg.gazetteer import organizations as known_organizations
from kg.mentions.names import surnamed
from kg.mentions.tokens import Tokens, frequency, tokens
from kg.model import Mention, MentionKind, Span

_LONGEST = 40  # characters of the longest name
_HAN = re.compile(r"[\u4e00-\u9fff]")

# Between an organisation and the role held there: （以下简称“…”）, 的, 原, 现任.
_BEFORE_ROLE = re.compile(
    r"(?:（[^（）\n]{1,30}）)?[”’」』\"]?(?:的|之)?(?:(?:原|前|现任|时任|新任|首任|第[一二三四五六七八九十]任|兼任?|历任|曾任))?[“‘「]?$"
)
_REFERENCE = re.compile(
    r"(?:该|本|我们?)(?:公司|集团|学院|大学|学校|医院|银行|协会|学会|研究会|研究院|研究所|研究中心|中心|联盟|联合会|商会|基金会|机构|[校院所局行厂会部市县省区企社馆台园])"
)
_FOUNDED = re.compile(r"(?:共建|成立|组建|设立|创办|筹建|创建|发起设立|建立)了?[“「『]?(?P<name>[\u4e00-\u9fff]{4,20})")
_GOVERNMENTS = re.compile(r"(?<![\u4e00-\u9fff])[省市县区州](?:政府|委|府)(?=[\u4e00-\u9fff])(?!员|托|屈|婉|会)")
_APPOINTING = re.compile(r"(?:任命|聘任|委任|免去|解聘)[：\s]?$")
_LEGAL_ENDING = re.compile(r"(?:集团|控股|股份)?(?:集团|控股|股份|有限责任公司|股份有限公司|有限公司|公司)$")
_GOVERNMENT = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:[省市县区州旗盟镇乡]|特区|特别行政区|自治区|街道|人民|中央|联邦|国)政府"
)
_NUMBER = re.compile(r"[\d一二三四五六七八九十两几多数若许不上半每各全双好大无]|.*[个名位家所项条种次年月日分]$")
_PERIODICAL = re.compile(r"《[^《》\n]{1,20}》(?:杂志社?|周刊|月刊|季刊|报社)")
_BRACKETED = re.compile(r"（(?:集团|中国|国际|控股|香港|北京|上海|深圳|广州|杭州|[\u4e00-\u9fff]{2,4}?)）")
_PLACE_END = re.compile(r"[省市县区州旗盟镇乡村]$")


@cache
def _shape(word: str, tag: str) -> str:
    """What a word can be to a name: head, unit, brand, qualifier, conjunction, stop, proper, inside, or plain."""
    if word == "·":
        return "plain"
    if not _HAN.match(word) and not word.isalnum():
        return "stop"
    if word in known_organizations():
        return "known"
    if _ending(word, "strong"):
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
    if word in words("places", "province", "city", "country") or tag in ("ns", "nt", "nz", "nrt", "x", "eng"):
        return "proper"
    if tag.startswith("nr"):  # the dictionary calls 智慧 and 卓越 names
        return "proper" if frequency(word) < 100 else "plain"
    if tag == "m" and len(word) > 1 and not _NUMBER.match(word) and frequency(word) < 1000:  # 百分点, 万里
        return "proper"
    if word.isdigit() or (tag == "m" and not word.startswith("第")):
        return "stop"
    if len(word) == 1:
        return (
            "stop"
            if tag in ("p", "c", "u", "uj", "ul", "r", "y", "e", "q", "d")
            else "verb"
            if tag == "v"
            else "proper"
        )
    if tag == "v":
        return "verb"
    if tag in ("d", "p", "c", "r", "m", "u", "y", "f", "vd", "ad", "q"):
        return "stop"
    return "plain"


def _is_unit(word: str, tag: str) -> bool:
    """局 alone, 统计局, 医务处; but not 布局, 体系, 研讨会."""
    if not _ending(word, "unit"):
        return False
    listed = word in words("organization_heads", "unit")
    return listed or (len(word) > 2 and word[-1] != "会" and tag.startswith(("n", "j", "x", "eng", "l", "b", "i")))


@cache
def _ending(word: str, kind: str) -> str:
    """The longest ending of a kind that a word has; empty if none."""
    endings = words("organization_heads", kind)
    return next((word[i:] for i in range(len(word)) if word[i:] in endings), "")


@dataclass(frozen=True, slots=True)
class _Reader:
    """A text with its words and their shapes, and the roles that stand in it."""

    text: str
    cut: Tokens
    shapes: tuple[str, ...]
    roles: dict[int, Mention]  # by the position where the organisation before them ends
    inside_roles: frozenset[int]  # positions within roles
    split: frozenset[int]  # words that a role begins in the middle of: 大学|校长
    known: tuple[tuple[int, int], ...]  # well-known organisations
    founded: frozenset[int]  # where something begins that is said to be founded

    def name_before(self, end: int) -> tuple[int, bool] | None:
        """Where the name that ends here begins, and whether something anchors it."""
        last = self.cut.before(end)
        first = self._leftmost(last, end)
        first = self._trimmed(first, last)
        if first > last:
            return None
        return self.cut.starts[first], self._anchored(first, last)

    def name_at(self, start: int, end: int) -> int:
        """Where a person's name could begin in what stands before a role: behind an organisation, else at its start."""
        for number in range(self.cut.before(end) - 1, self.cut.at(start) - 1, -1):
            if self.shapes[number] in ("head", "known"):
                return self.cut.end(number)
        return start

    def _leftmost(self, last: int, end: int) -> int:
        first = last + 1
        while first and end - self.cut.starts[first - 1] <= _LONGEST:
            shape, word = self.shapes[first - 1], self.cut.words[first - 1]
            if first - 1 in self.split and first - 1 != last:
                break
            if word == "）" and (opening := self._bracket(first - 1)):
                first = opening
            elif shape == "conjunction":
                if not self._joined(first - 1):
                    break
                first -= 1
            elif word in words("words", "people") and first <= last and self.shapes[first] == "head":
                first -= 1
            elif shape == "stop" or (shape == "verb" and not self._coined(first - 1, last)):
                break
            else:
                first -= 1
        return first

    def _coined(self, number: int, last: int) -> bool:
        """Whether a verb opens the name of a company: 达观云图, with nothing before it."""
        alone = number == 0 or self.shapes[number - 1] == "stop"
        return alone and number == last - 1 and self.cut.words[last] in words("organization_heads", "brand")

    def _bracket(self, closing: int) -> int:
        """The number of the token （ of a bracket that belongs to a name: （集团）; 0 if it does not belong."""
        for opening in range(closing - 1, max(0, closing - 4), -1):
            if self.cut.words[opening] == "（":
                inside = self.text[self.cut.starts[opening] : self.cut.end(closing)]
                return opening if _BRACKETED.fullmatch(inside) else 0
        return 0

    def _joined(self, conjunction: int) -> bool:
        """Whether 和 or 与 stands within a name: its left is not whole, and its right is no name by itself."""
        left, right = self.shapes[conjunction - 1] if conjunction else "stop", self.shapes[conjunction + 1]
        if (
            conjunction > 0
            and left == "plain"
            and right in ("plain", "inside", "head")
            and self.shapes[max(0, conjunction - 2)] == "stop"
        ):
            return (
                conjunction > 1 and self.text[self.cut.starts[conjunction - 1] - 1] in "、，。；：\n"
            )  # 网络与信息中心
        if left in ("head", "unit", "known", "stop", "conjunction", "proper") or right in (
            "proper",
            "known",
            "qualifier",
        ):
            return False
        for number in range(conjunction - 1, max(-1, conjunction - 8), -1):
            if self.shapes[number] in ("head", "known", "qualifier", "proper"):
                return True
            if self.shapes[number] in ("stop", "conjunction"):
                return False
        return False

    def _trimmed(self, first: int, last: int) -> int:
        """Without the words at the left that lead to a name and are no part of it."""
        while first < last and self._leads(first):
            first += 1
        for number in range(first + 1, last + 1):
            if self.cut.tags[number] == "ns" and self._after_appointing(first, number):
                return number
            if self._begins_a_name(number) and all(self.shapes[i] in ("plain", "inside") for i in range(first, number)):
                return number
        return first

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
        return tag == "nt" or self.shapes[number] == "known" or word in words("places", "province", "city")

    def _anchored(self, first: int, last: int) -> bool:
        shapes = self.shapes[first : last + 1]
        if {"known", "proper", "verb"} & set(shapes) or (shapes[0] == "qualifier" and len(shapes) > 1):
            return True
        return shapes.count("head") > 1 or self.cut.tags[first] in ("ns", "nt")


def organizations(document: Document) -> Iterator[Mention]:
    """The organisations of a text, each as long as it goes; none inside another."""
    text = document.text.text
    reader = _reader(document)
    found: dict[int, int] = {}  # end → start
    for start, end in (
        *reader.known,
        *_by_ending(reader),
        *_by_role(reader),
        *_by_coined_word(reader),
        *_by_pattern(text),
    ):
        found[end] = min(start, found.get(end, start))
    spans = [Span(start, end) for end, start in found.items()]
    names = {text[span.start : span.end] for span in spans if len(span) > 2}
    names |= {stem for name in names if len(stem := _LEGAL_ENDING.sub("", name)) > 3}
    spans.extend(Span(start, end) for start, end in Lexicon(names).longest(text))
    for span in _outermost(spans):
        yield Mention(span, MentionKind.ORGANIZATION, _plain(text[span.start : span.end]))


_OF_COMPANIES = (
    "董事长",
    "总裁",
    "CEO",
    "创始人",
    "总经理",
    "首席执行官",
    "执行长",
    "副总裁",
    "副总经理",
    "联合创始人",
)
_PART = re.compile(r"(?:[处科室系部办]|BU|研究生院|事业部|事业群|学院|研究院|实验室|村委会|合作社)$")


@cache
def is_part(name: str) -> bool:
    """Whether a name is that of a part, as nothing in it says of what: 医务处, 研究生院, 公共事业BU."""
    if not _PART.search(name):
        return False
    cut = tokens(name)
    shapes = tuple(map(_shape, cut.words, cut.tags))
    alone = "head" not in shapes[:-1] and not {"ns", "nt"} & set(cut.tags)
    return alone and all(shape in ("plain", "inside", "unit", "head") for shape in shapes)


def _plain(name: str) -> str:
    return re.sub(r"[《》“”‘’「」『』\"\s]", "", name)


@cache
def _known_names() -> Lexicon:
    return Lexicon(known_organizations())


def _reader(document: Document) -> _Reader:
    text = document.text.text
    cut = tokens(text)
    roles: dict[int, Mention] = {}
    for mention in document.mentions:
        if mention.kind is MentionKind.ROLE:
            start = mention.span.start
            link = _BEFORE_ROLE.search(text, max(0, start - 40), start)
            roles.setdefault(link.start() if link else start, mention)
            roles.setdefault(start, mention)
    shapes = list(map(_shape, cut.words, cut.tags))
    known: list[tuple[int, int]] = []
    for start, end in _known_names().longest(text):  # 工业和信息化部, which is no one word
        first, last = cut.at(start), cut.before(end)
        if cut.starts[first] == start and cut.end(last) == end:
            shapes[first : last + 1] = ["known"] * (last + 1 - first)
            known.append((start, end))
    for number in range(1, len(shapes) - 1):  # 锦澜: characters that are verbs alone spell a name together
        if shapes[number] == "verb" and len(cut.words[number]) == 1:
            beside = (number - 1, number + 1)
            coined = any(len(cut.words[i]) == 1 and shapes[i] not in ("stop", "conjunction") for i in beside)
            shapes[number] = "proper" if coined else "stop"
    split: set[int] = set()
    for mention in document.mentions:  # nothing runs across a role
        if mention.kind is MentionKind.ROLE:
            first = cut.at(mention.span.start)
            if cut.starts[first] < mention.span.start:  # 数据|处处长
                shapes[first] = _shape(text[cut.starts[first] : mention.span.start], "n")
                split.add(first)
                first += 1
            for number in range(first, cut.before(mention.span.end) + 1):
                shapes[number] = "stop"
    founded = frozenset(match.start("name") for match in _FOUNDED.finditer(text))
    inside = frozenset(p for role in roles.values() for p in range(role.span.start + 1, role.span.end + 1))
    return _Reader(text, cut, tuple(shapes), roles, inside, frozenset(split), tuple(known), founded)


def _by_ending(reader: _Reader) -> Iterator[tuple[int, int]]:
    for number, shape in enumerate(reader.shapes):
        if shape in ("head", "unit"):
            end = reader.cut.end(number)
            name = reader.name_before(end)
            if name is None or end in reader.inside_roles:
                continue
            start, anchored = name
            placed = shape == "head" or end - start > 4 or _PLACE_END.search(reader.text, start, end - 1)
            bare = end - start <= len(_ending(reader.cut.words[number], "strong")) + 1
            if reader.cut.words[number].endswith("政府") and not _GOVERNMENT.fullmatch(reader.text, start, end):
                continue
            founded = start in reader.founded
            if end in reader.roles or ((anchored or founded) and placed and not bare):
                yield start, end


def _by_role(reader: _Reader) -> Iterator[tuple[int, int]]:
    """What stands right before a role, whatever it ends in, if something anchors it; 市长 names its own place."""
    role_ends = {role.span.end for role in reader.roles.values()}
    for end, role in reader.roles.items():
        if role.name[-2:] in words("roles", "governs"):
            if end == role.span.start:
                yield from _place_of(reader, role)
            continue
        if not end or not reader.text[end - 1].isalnum():
            continue
        if reader.text[end - 1] == "系" == reader.text[end - 2]:  # 数字经济系系主任
            end -= 1
        name = reader.name_before(end)
        if name is None:
            continue
        start, anchored = name
        last = reader.text[max(start, end - 6) : end]
        whole = bool(_ending(last, "strong") or _ending(last, "unit"))
        if end - start < 2 and not whole:
            continue
        name_part = reader.text[reader.name_at(start, end) : end]
        person = start in role_ends or "·" in name_part or surnamed(name_part)  # 院长封疆院士
        short = end - start < 4 and role.name in words("roles", "honorific") and role.name[-2:] in ("教授", "究员")
        if not whole and role.name.endswith(("教授", "讲师", "导师")) and reader.name_at(start, end) > start:
            yield start, reader.name_at(start, end)  # 海州大学会计学教授
            continue
        company = role.name in _OF_COMPANIES and last.endswith(company_endings()) and end - start > 3
        if (
            whole
            or company
            or (anchored and not person and not short and role.name not in words("roles", "weak", "title"))
        ):
            yield start, end


def _place_of(reader: _Reader, role: Mention) -> Iterator[tuple[int, int]]:
    """The place that 市长 governs: 扎西市 in 扎西市市长 and 扎西市副市长, else the 市 of the role itself."""
    name = reader.name_before(role.span.start)
    sign = role.span.end - 2
    if name is not None and (name[1] or reader.text[role.span.start - 1] in "省市县区州旗盟镇乡村"):
        direct = role.span.start == sign and reader.text[sign - 1] != reader.text[sign]
        yield name[0], role.span.start + direct
    else:
        yield sign, sign + 1


@cache
def _brands() -> Lexicon:
    return Lexicon(words("organization_heads", "brand"))


def _by_coined_word(reader: _Reader) -> Iterator[tuple[int, int]]:
    """Two characters that are no word, and what companies are in: 金科微贷, between words that no name runs across."""
    cut, shapes = reader.cut, reader.shapes
    for brand, end in _brands().longest(reader.text):
        first = cut.at(brand - 2) if brand > 1 else 0
        if (
            first < 1
            or cut.starts[first] != brand - 2
            or cut.words[first : first + 1][0] == reader.text[brand - 2 : brand]
        ):
            continue
        if any(shapes[number] != "proper" or len(cut.words[number]) > 1 for number in (first, first + 1)):
            continue
        if cut.tags[first].startswith("v"):
            continue
        after = cut.at(end) if end < len(reader.text) else -1
        if shapes[first - 1] in _EDGES and (after < 0 or (cut.starts[after] == end and shapes[after] in _EDGES)):
            yield brand - 2, end


_EDGES = ("stop", "verb", "conjunction", "head")


def _by_pattern(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_REFERENCE, _PERIODICAL, _GOVERNMENTS):
        for match in pattern.finditer(text):
            yield match.span()


def _outermost(spans: list[Span]) -> Iterator[Span]:
    """The spans that lie in no other, in order; of two that overlap, the first."""
    end = 0
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end
