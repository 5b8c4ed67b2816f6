"""Organisations as written: how their names end is a table; where they begin is decided word by word (`edges.py`).

1. Every word that ends like an organisation (大学, 有限公司, 局) opens a walk to the left, as does the start of every
   role: 观澜云图首席架构师 needs no ending.
2. What the walk has gathered must be anchored: by a place, a coined word, a larger organisation, by being founded, or
   by the role that follows.
3. A name found once is found wherever the article repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg import patterns
from kg.document import Document
from kg.gazetteer import Lexicon, company_endings, words
from kg.mentions.edges import Edges, edges
from kg.mentions.names import surnamed
from kg.mentions.shapes import TERM, ending, shape
from kg.mentions.tokens import frequency
from kg.model import Mention, MentionKind, Span

_HAN = re.compile(r"[\u4e00-\u9fff]")

# Between an organisation and the role held there: （以下简称“…”）, 的, 原, 现任.
_BEFORE_ROLE = re.compile(
    r"(?:（[^（）\n]{1,30}）)?[”’」』\"]?(?:的|之| ?[|｜丨] ?)?"
    r"(?:(?:原|前任|前|现任|时任|新任|首任|末任|第[一二三四五六七八九十]任|兼任?|历任|曾任|担任过?|出任过?|(?<=）)任))?"
    rf"[“‘「]?(?:{TERM})?(?:首任|首届)?\Z"
)
_CERTAINLY_BEFORE_ROLE = re.compile("[首末现时新历曾前出担第]|第.{1,3}届")  # 原 alone may end a name, 首任 never does
_REFERENCE = patterns.compile(
    r"(?:该|本|我们?)(?:公司|集团|学院|大学|学校|医院|银行|协会|学会|研究会|研究院|研究所|研究中心|中心|联盟"
    r"|联合会|商会|基金会|机构|[校院所局行厂会部市县省区企社馆台园])"
)
_FOUNDED = patterns.compile(
    r"(?:共建|成立|组建|设立|办起|建起|创办|筹建|创建|发起设立|建立)了?[“「『]?(?P<name>[\u4e00-\u9fff]{4,20})"
)
_GOVERNMENTS = patterns.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由与和经向报对]))[省市县区州]"
    r"(?:人民政府(?:办公厅|办公室)?|(?:政府|委(?!员|托|屈|婉|会)|府)"
    r"(?:办公厅|办公室|组织部|宣传部|统战部|政法委|网信办|编办|农办|金融办|研究室|(?=[\u4e00-\u9fff])))"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[由与和同及向经对]))[省市县区州](?:住建|卫健|发改|文旅|人社|工信|经信|市监"
    r"|资规|应急|医保|城管|政数|自规)[局厅委]"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[由与和及]))(?![为任系是])[\u4e00-\u9fff]{2,3}[省市县区州旗]人民政府(?:办公厅|办公室)?"
)
_LEGAL_ENDING = re.compile(r"(?:集团|控股|股份)?(?:集团|控股|股份|有限责任公司|股份有限公司|有限公司|公司)$")
_GOVERNMENT = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:[省市县区州旗盟镇乡]|特区|特别行政区|自治区|街道|人民|中央|联邦|国)政府"
)
_PERIODICAL = patterns.compile(r"《[^《》\n]{1,20}》(?:杂志社?|周刊|月刊|季刊|报社)")
_OF_A_PLACE = re.compile(r"[省市县区州](?:[\u4e00-\u9fff]{2}[局厅委院]|法院|中院)")  # 市民政局, 市检察院
# 战略委员会　周慎之（主任委员）: the body at the head of a row of names
_ROW_HEAD = patterns.compile(
    r"^[ \u3000]{0,4}(?P<name>(?:[\u4e00-\u9fff]{1,8}[、与和]){0,2}[\u4e00-\u9fff]{2,16}"
    r"(?:委员会|小组|专班|专家组|秘书处))(?=[ \u3000：:])",
    re.MULTILINE,
)
_LATIN_WORD = "[A-Z][A-Za-z0-9&'’.-]{0,24}"
_LATIN_RUN = rf"(?<![A-Za-z]){_LATIN_WORD}(?: (?:{_LATIN_WORD}|&|of|and|for|the|de)){{0,6}}"
_LATIN_BEFORE = re.compile(rf"(?P<name>{_LATIN_RUN}) ?\Z")
_LATIN_COMPANY = patterns.compile(
    rf"(?P<name>{_LATIN_RUN},? (?:A[BGS]|SE|SA|[NB]V|PLC|LL[CP]|Inc\.?|Ltd\.?|Limited|Corp\.?|Corporation|Co\.|Company"
    r"|GmbH|KG|Oy|A/S|S\.A\.|N\.V\.|S\.p\.A\.|Pty|Group|Holdings|University|Institute|College|Foundation|Association"
    r"|Bank|Labs?|Partners|Capital|Technologies|Ventures))(?![A-Za-z])"
)
_OF_A_TERM = re.compile(rf"{TERM}\Z")
_PLACE_END = re.compile(r"[省市县区州旗盟镇乡村]$")


@dataclass(frozen=True, slots=True)
class _Reader:
    """A text to be walked, and the places that its roles and verbs point out."""

    text: str
    edges: Edges
    roles: dict[int, Mention]  # by the position where the organisation before them ends
    inside_roles: frozenset[int]  # positions within roles
    founded: frozenset[int]  # where something begins that is said to be founded


def organizations(document: Document) -> Iterator[Mention]:
    """The organisations of a text, each as long as it goes; none inside another."""
    text = document.text.text
    reader = _reader(document)
    found: dict[int, int] = {}  # end → start
    for start, end in (
        *reader.edges.known,
        *_by_ending(reader),
        *_by_role(reader),
        *_by_pattern(text),
    ):
        found[end] = min(start, found.get(end, start))
    spans = [
        Span(start, of_a_term.start() if (of_a_term := _OF_A_TERM.search(text, max(start, end - 10), end)) else end)
        for end, start in found.items()
    ]
    spans = [_with_branch(text, _with_opening(text, _without_term(text, span))) for span in spans if len(span)]
    names = {text[span.start : span.end] for span in spans if len(span) > 2}
    names |= {stem for name in names if len(stem := _LEGAL_ENDING.sub("", name)) > 3}
    spans.extend(Span(start, end) for start, end in Lexicon(names).longest(text))
    for span in _outermost(spans):
        yield Mention(span, MentionKind.ORGANIZATION, _plain(text[span.start : span.end]))


_OF_PERIODICALS = ("主编", "编委", "总编辑", "总编", "编辑部主任", "主笔", "社长")
_OF_SCHOLARS = ("教授", "研究员", "博士", "院士")
_TITLED = re.compile(r"《[^《》\n]{2,20}》\Z")
# Brackets that end a name: 海州会计师事务所（特殊普通合伙）, 海州矿业大学（北京）, 海州汽车集团（中国）
_BRANCH = re.compile(r"（(?:(?:特殊)?普通合伙|有限合伙|集团|控股|(?P<place>[\u4e00-\u9fff]{2,3}))）")
_TERM_AHEAD = re.compile("第[一二三四五六七八九十、]{1,8}届(?=全国|中国|中共|[\u4e00-\u9fff]{0,6}[省市县区])")
_PARTY = re.compile("党委|党组|党总支|纪委|工会")
_BEFORE_NAMES = frozenset("的和与及或由在是了至到向从赴访对将于有为以任、")
_OF_A_SIGN = frozenset(("部长", "局长", "厅长", "司长", "处长", "科长"))
# Posts that only companies have, by how they end.
_OF_COMPANIES = (
    *("董事长", "总裁", "CEO", "创始人", "创办人", "总经理", "执行官", "执行长", "合伙人", "主理人", "掌门人", "总监"),
    *("COO", "CFO", "CTO", "CMO", "CIO", "运营官", "财务官", "技术官", "财务长", "技术长", "区域经理", "产品经理"),
    *("独立董事", "监事会主席", "董事会秘书", "董秘", "厂长", "协理"),
)


def _without_term(text: str, span: Span) -> Span:
    """The span without the number of its term: 全国人大 of 第十三届全国人大."""
    term = _TERM_AHEAD.match(text, span.start, span.end)
    return Span(term.end(), span.end) if term else span


def _with_opening(text: str, span: Span) -> Span:
    """The span with the character before it, if that always stands before the word that the name opens with: 来恒岳."""
    before, brand = text[span.start - 1 : span.start], text[span.start : span.start + 2]
    if not before or not _HAN.match(before) or before in _BEFORE_NAMES or frequency(brand) or not _HAN.match(brand[1:]):
        return span
    count = text.count(brand)
    always = count > 2 and text.count(before + brand) == count and brand not in words("places", "province", "city")
    return Span(span.start - 1, span.end) if always else span


def _with_branch(text: str, span: Span) -> Span:
    """The span with the bracket behind it, if that says which branch or form of the organisation it is."""
    branch = _BRANCH.match(text, span.end)
    places = words("places", "province", "city", "country") | {"中国", "华东", "华南", "华北", "亚太", "亚洲", "大中华"}
    return Span(span.start, branch.end()) if branch and (branch["place"] or "中国") in places else span


def _plain(name: str) -> str:
    name = re.sub("([省市县区州])\\1(?=委|政府|人大|政协|纪委|监委|人民政府)", r"\1", name)  # 江海省省委
    return re.sub(r"（[A-Z][^（）]*[a-z]）(?=.)|[《》“”‘’「」『』\"]|(?<![A-Za-z.,&])\s+|\s+(?![A-Za-z&])", "", name)


def _reader(document: Document) -> _Reader:
    text = document.text.text
    roles: dict[int, Mention] = {}
    for mention in document.mentions:
        if mention.kind is MentionKind.ROLE:
            start = mention.span.start
            link = _BEFORE_ROLE.search(text, max(0, start - 40), start)
            roles.setdefault(link.start() if link else start, mention)
            if not link or not _CERTAINLY_BEFORE_ROLE.search(link.group()):
                roles.setdefault(start, mention)
    founded = frozenset(match.start("name") for match in _FOUNDED.finditer(text))
    inside = frozenset(p for role in roles.values() for p in range(role.span.start + 1, role.span.end + 1))
    return _Reader(text, edges(document), roles, inside, founded)


def _by_ending(reader: _Reader) -> Iterator[tuple[int, int]]:
    for number, kind in enumerate(reader.edges.shapes):
        if kind in ("head", "unit"):
            end = reader.edges.cut.end(number)
            name = reader.edges.name_before(end)
            if name is None or end in reader.inside_roles:
                continue
            start, anchored = name
            placed = (
                kind == "head"
                or end - start > 4
                or _PLACE_END.search(reader.text, start, end - 1)
                or _OF_A_PLACE.fullmatch(reader.text, start, end)
            )
            bare = end - start <= len(ending(reader.edges.cut.words[number], "strong")) + 1 and not (
                _OF_A_PLACE.fullmatch(reader.text, start, end)
            )
            if reader.edges.cut.words[number].endswith("政府") and not _GOVERNMENT.fullmatch(reader.text, start, end):
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
        latin = _LATIN_BEFORE.search(reader.text, max(0, end - 80), end)
        if latin and " " in latin.group() and role.name not in words("roles", "weak", "title"):
            if not role.name.endswith(_OF_SCHOLARS):  # Haines Porter 教授 is a person
                yield latin.span("name")
            continue
        if end and reader.text[end - 1] == "》" and role.name.endswith(_OF_PERIODICALS):
            while periodical := _TITLED.search(reader.text, max(0, end - 24), end):
                yield periodical.span()
                end = periodical.start() - reader.text.startswith(("、", "和"), periodical.start() - 1)
            continue
        if end == role.span.start and (shared := _sharing(reader, role)):
            yield shared
            continue
        if not end or not reader.text[end - 1].isalnum():
            continue
        if reader.text[end - 1] == "系" == reader.text[end - 2]:  # 数字经济系系主任
            end -= 1
        name = reader.edges.name_before(end)
        if name is None:
            continue
        start, anchored = name
        last = reader.text[max(start, end - 6) : end]
        whole = bool(ending(last, "strong") or ending(last, "unit"))
        name_part = reader.text[reader.edges.name_at(start, end) : end]
        placed = _PLACE_END.search(name_part) is not None  # 柳川镇党委书记
        person = start in role_ends or "·" in name_part or (surnamed(name_part) and not placed)  # 院长封疆院士
        if person and end - start == len(name_part) and name_part[-1] in "科园台行" and reader.edges.spelt(start, end):
            continue  # 周新科校长: a name that happens to end like a unit
        if (end - start < 2 and not whole) or reader.text[start - 1 : start] == "驻":  # 驻英国大使
            continue
        short = end - start < 4 and role.name in words("roles", "honorific") and role.name[-2:] in ("教授", "究员")
        if not whole and role.name.endswith(("教授", "讲师", "导师")) and reader.edges.name_at(start, end) > start:
            yield start, reader.edges.name_at(start, end)  # 海州大学会计学教授
            continue
        business = role.name.endswith(_OF_COMPANIES) or (_PARTY.match(role.name) and _opens(reader.text, start))
        company = business and last.endswith(company_endings()) and end - start > 3
        if (
            whole
            or company
            or (anchored and not person and not short and role.name not in words("roles", "weak", "title"))
        ):
            yield start, end


def _sharing(reader: _Reader, role: Mention) -> tuple[int, int] | None:
    """The body whose name ends in what the role begins with: 海州市教育局 of 海州市教育局长."""
    start = role.span.start
    name = reader.edges.name_before(start) if role.name in _OF_A_SIGN else None
    word = reader.text[reader.edges.cut.starts[reader.edges.cut.before(start)] : start] if name else ""
    if name is None or len(word) < 2 or shape(word, "n") not in ("plain", "inside"):
        return None
    return name[0], start + 1


def _opens(text: str, start: int) -> bool:
    """Whether nothing but punctuation stands before a place: 航天建设党委书记 at the head of a clause."""
    return not start or not _HAN.match(text, start - 1)


def _place_of(reader: _Reader, role: Mention) -> Iterator[tuple[int, int]]:
    """The place that 市长 governs: 扎西市 in 扎西市市长 and 扎西市副市长, else the 市 of the role itself."""
    name = reader.edges.name_before(role.span.start)
    sign = role.span.end - 2
    if name is not None and (name[1] or reader.text[role.span.start - 1] in "省市县区州旗盟镇乡村"):
        direct = role.span.start == sign and reader.text[sign - 1] not in ("府", reader.text[sign])
        yield name[0], role.span.start + direct
    else:
        yield sign, sign + 1


def _by_pattern(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_REFERENCE, _PERIODICAL, _GOVERNMENTS):
        for match in pattern.finditer(text):
            yield match.span()
    for pattern in (_ROW_HEAD, _LATIN_COMPANY):
        for match in pattern.finditer(text):
            yield match.span("name")


def _outermost(spans: list[Span]) -> Iterator[Span]:
    """The spans that lie in no other, in order; of two that overlap, the first."""
    end = 0
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end
