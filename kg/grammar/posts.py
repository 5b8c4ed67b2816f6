"""Posts as written: a role with the organisation before it, and the chains that 、 and 兼 make of them.

    数字孪生联盟副理事长兼秘书长、云汉大学城市科学学院名誉院长   →   one chain of three posts at two organisations

A role without an organisation of its own shares that of the role before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.document import Document
from kg.gazetteer import company_endings, words
from kg.grammar.units import root
from kg.mentions.shapes import TERM, shape
from kg.mentions.tokens import tokens
from kg.model import Mention, MentionKind, Span

_BETWEEN_ORGANIZATION_AND_ROLE = re.compile(
    r"(?:（[^（）\n]{1,30}）)?[”’」』\"]?）?"
    r"(?:的|之|[ \u3000]{1,2}| ?[|｜丨] ?|，?(?:并|先后|一度|长期)?(?=担任|出任|兼任|从事|任|当|做|作))?"
    r"(?:(?:原|前任|前|老|现任|时任|新任|首任|末任|第[一二三四五六七八九十]任|兼任?|历任|曾任|担任|出任|从事|任|当|做|作|系)过?)?[“‘「]?"
    rf"(?:{TERM})?(?:首任|首届)?"
)
_CHAIR = re.compile(r"[\u4e00-\u9fff]{2,6}")
_FIELD = re.compile(r"[\u4e00-\u9fff]{1,5}(?:学|专业|系)")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,8}")
_EXPERT = re.compile(
    r"(?:专家|研究员|分析师|工程师|设计师|架构师|顾问|总监|经理|主管|负责人|编辑|专员|医师|督导|讲师)$"
)
_TEAMS = ("团队", "课题组", "项目组", "研究组", "研究团队", "专家组", "编写组", "调研组")  # a 副教授 is of none
_CHAINED = re.compile(
    r"(?:（[^（）\n]{1,12}）)?[ ]?[、，,/／&＆+＋|｜]?[ ]?(?:并|同时)?(?:兼任?|及|和|与|暨|以及|并任)?"
    r"(?:原|前|现任|现为|现|时任|曾任|历任|[院厂校所局厅])?"  # 某处处长、院办公室主任
)

_JOINED = re.compile(r"(?:（[^（）\n]{1,20}）)?(?:、|和|与|及|以及|暨)|(?<=》)")  # two organisations that share a role
_SHARED_ENDINGS = tuple("大学 学院 医院 公司 集团 协会 学会 研究会 联合会 商会 基金会 联盟 银行".split())
_OF_PERIODICALS = ("编委", "主编", "编辑", "审稿人", "审稿专家")
_MOST_SHARING = 12
_HONORIFICS = ("教授", "院士", "博士", "研究员", "老师", "女士", "先生")

# Which organisations have a role, by how their names end; "company" stands for all endings of companies.
_KINDS = {
    "董事长": "company",
    "总经理": "company",
    "总裁": "company",
    "首席执行官": "company",
    "财务总监": "company",
    "执行长": "company",
    "协理": "company",
    "董事": "company",
    "监事": "company",
    "监事会主席": "company",
    "董事会秘书": "company",
    "证券事务代表": "company",
    "主任委员": "委员会|专委会",
    "社长": "日报|晚报|时报|合作社|报社|杂志社|出版社|通讯社",
    "站长": "站",
    "馆长": "馆|博物院",
    "厂长": "厂",
    "车间主任": "厂",
    "部长": "部",
    "司长": "司",
    "处长": "处",
    "局长": "局",
    "厅长": "厅",
    "行长": "银行|支行|分行",
    "校长": "大学|学校|中学|小学|学院|党校|分校",
    "主席": "协会|联合会|联盟|总会|文联|作协|残联|工会|政协|商会|工商联|妇联|学会|理事会|专委会",
    "秘书长": "协会|学会|商会|联合会|研究会|促进会|联盟|基金会",
    "监事长": "协会|学会|商会|联合会|研究会|促进会|合作社|联合社",
    "会长": "协会|学会|商会|联合会|研究会|促进会",
    "理事长": "协会|学会|联盟|基金会|研究会|促进会",
    "所长": "所",
    "院长": "院",
    "台长": "台",
    "园长": "园",
    "检察长": "检察院",
    "组长": "组|专班",
    "创始人": "company",
    "创办人": "company",
    "CEO": "company",
    "CTO": "company",
    "CFO": "company",
    "COO": "company",
    "庭长": "庭|法院",
    "关长": "海关",
    "队长": "队",
    "总干事": "协会|学会|会|联盟",
    "主编": "杂志|学报|月刊|周刊|季刊|报",
    "总编辑": "报|报社|出版社|杂志社|通讯社|台|网",
}


@cache
def _ending(kind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(company_endings()) if kind == 'company' else kind})$")


def kinds_with(role: Mention) -> tuple[str, ...]:
    """How the names of organisations end that have a role; empty for roles that any may have."""
    kinds = [kind for name, kind in _KINDS.items() if role.name.endswith(name)]
    return tuple(end for kind in kinds for end in (company_endings() if kind == "company" else kind.split("|")))


def fits(organization: Mention, role: Mention) -> bool:
    """Whether an organisation is of the kind that has a role: a bank has a 行长; False for roles that any may have."""
    held = role.name.removesuffix("助理")
    return any(held.endswith(name) and _ending(kind).search(organization.name) for name, kind in _KINDS.items())


def has_kind(role: Mention) -> bool:
    """Whether only organisations of a kind have a role: 行长, 校长."""
    return role.name.removesuffix("助理").endswith(tuple(_KINDS))


def whole(organization: Mention) -> Mention:
    """The larger organisation whose name that of an organisation begins with; itself if it is part of none."""
    name = root(organization.name)
    span = Span(organization.span.start, organization.span.start + len(name))
    return organization if name == organization.name else organization._replace(span=span, name=name)


def within(organization: Mention, role: Mention) -> Mention:
    """The organisation, or the larger one it is part of, where only that has such a role: a 系 has no 副校长."""
    larger = whole(organization)
    return larger if fits(larger, role) and not fits(organization, role) else organization


@dataclass(frozen=True, slots=True)
class Post:
    """A role with its organisation; `start` is where the words begin that say it."""

    role: Mention
    organization: Mention | None
    start: int
    inherited: bool = False

    @property
    def end(self) -> int:
        """Where the role ends."""
        return self.role.span.end


Chain = tuple[Post, ...]


def _shared(chain: list[Post], role: Mention) -> Post:
    """A role without an organisation, at that of a post before: the last that, or part of what, is of its kind."""
    for giver in reversed(chain[-6:]):
        if giver.organization and giver.organization.name.endswith("自治区党委") and role.name.endswith("主席"):
            return Post(role, _of_region(giver.organization), giver.start, inherited=True)
        if giver.organization and fits(whole := within(giver.organization, role), role):
            return Post(role, whole, giver.start, inherited=True)
    last = chain[-1].organization
    return Post(role, None if last and last.name in _TEAMS else last, chain[-1].start, inherited=True)


def _of_region(committee: Mention) -> Mention:
    """The autonomous region whose party committee it is: its government has a 主席."""
    name = committee.name.removesuffix("党委")
    return committee._replace(span=Span(committee.span.start, committee.span.end - 2), name=name)


def _between(text: str, organization: Mention, role: Mention) -> bool:
    """Whether nothing stands between an organisation and a role but 的, 原, a bracket, or the field of a teacher."""
    if _BETWEEN_ORGANIZATION_AND_ROLE.fullmatch(text, organization.span.end, role.span.start):
        return True
    if role.name in ("讲座教授", "讲席教授") and _CHAIR.fullmatch(text, organization.span.end, role.span.start):
        return True  # a chair named after somebody
    if role.name.endswith(("教授", "讲师", "导师")) and _FIELD.fullmatch(text, organization.span.end, role.span.start):
        return True
    gap = text[organization.span.end : role.span.start]
    if gap.endswith("津贴"):  # 国务院特殊津贴专家 holds no post there
        return False
    return bool(_EXPERT.search(role.name) and _WORDS.fullmatch(gap) and _says_of_what(gap))


def _says_of_what(words: str) -> bool:
    """Whether words are what an expert knows of, or a manager is in charge of: 临床鉴定专家, 医药行业首席分析师."""
    cut = tokens(words)
    shapes = map(shape, cut.words, cut.tags)
    return all(len(word) > 1 for word in cut.words) and all(each in ("plain", "inside") for each in shapes)


_BRACKET = re.compile(r"（[^（）\n]{1,40}）的?(?:原|前)?")


def _before_bracket(text: str, organizations: list[Mention], role: Mention) -> Mention | None:
    """The organisation before a bracket that names another: 海州妇幼保健院（南江医疗集团滨江院区）院长."""
    return next((m for m in organizations if _BRACKET.fullmatch(text, m.span.end, role.span.start)), None)


def _sharing(text: str, organizations: list[Mention], role: Mention) -> list[Mention]:
    """The organisations that share a role with the last: 海州学会、江海研究会理事长; of kinds that have it."""
    found: list[Mention] = []
    for other, own in zip(reversed(organizations[:-1]), reversed(organizations), strict=False):
        alike = fits(other, role) and fits(own, role)
        alike |= not has_kind(role) and other.name[-2:] == own.name[-2:] and own.name.endswith(_SHARED_ENDINGS)
        alike |= role.name.endswith(_OF_PERIODICALS)
        if not alike or not _JOINED.fullmatch(text, other.span.end, own.span.start):
            break
        found.append(other)
    return found[::-1]


def chains(document: Document) -> tuple[Chain, ...]:
    """The posts of a document, those that follow each other together."""
    text = document.text.text
    found: list[list[Post]] = []
    organizations = [m for m in document.mentions if m.kind is MentionKind.ORGANIZATION]
    behind = {m.span.end for m in document.mentions if m.kind is MentionKind.PERSON}
    number = 0
    for role in (m for m in document.mentions if m.kind is MentionKind.ROLE):
        while number < len(organizations) and organizations[number].span.end <= role.span.start:
            number += 1
        own = organizations[number - 1] if number else None
        if number < len(organizations) and organizations[number].span.start < role.span.end:  # 副市长
            own = organizations[number]
        elif own and not _between(text, own, role):
            own = _before_bracket(text, organizations[max(0, number - 4) : number], role)
        elif own and number > 1 and text[own.span.end : own.span.end + 1] == "）":  # 党校（行政学院）副校长
            outer = organizations[number - 2]
            own = outer if text[outer.span.end : own.span.start] == "（" else own
        start = min(own.span.start, role.span.start) if own else role.span.start
        if own and own.span.start >= role.span.start and number and _between(text, organizations[number - 1], role):
            start = organizations[number - 1].span.start  # 省人民政府原副省长: the 省 of the role is the same
        sharing = _sharing(text, organizations[max(0, number - _MOST_SHARING) : number], role) if own else []
        if own and number > 1 and organizations[number - 2].span.end == start:  # 该校｜计算机学院
            start = organizations[number - 2].span.start
        start = min([start, *(other.span.start for other in sharing)])
        previous = found[-1][-1] if found else None
        follows = previous is not None and previous.end <= start and _CHAINED.fullmatch(text, previous.end, start)
        if (
            previous
            and previous.start in behind
            and (previous.role.name in _HONORIFICS or (own and previous.role.name in words("roles", "honorific")))
        ):
            follows = None  # 陆鸣远教授现任…: the title belongs to the name before it
        post = _shared(found[-1], role) if previous and follows and own is None else Post(role, own, start)
        posts = [*(Post(role, other, other.span.start) for other in sharing), post]
        if follows:
            found[-1].extend(posts)
        else:
            found.append(posts)
    return tuple(tuple(chain) for chain in found)
