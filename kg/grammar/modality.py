"""How an article puts a fact: as so, as denied, as planned, or as a mere possibility. One grammar for all kinds.

A word that denies, plans or supposes reaches from where it stands to the end of its clause, a condition (如果, 一旦) to
the end of its sentence. So what counts for a fact is what stands before and among its words:

    told by a verb   江北集团没有与星河科技签署     from the start of the verb's clause to the end of the words
    told by a name   候任校长陆鸣远                 only the words right before, for a name presupposes its post
    a model          计划打造甲、乙、丙三大支柱     from the start of the clause to the model; its parts go with it

Statements and mere citations are what they are, whatever they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.document import Document
from kg.model import Entity, Evidence, Finding, Mention, MentionKind, Polarity, Span
from kg.vocab import KG, ORG

_REACH = 160  # code points before the words that are looked at
_NAME = "\ue000"  # stands for every character of a name, so that 未来科技 and 《行动计划》 deny and plan nothing

_NEGATIVE_VERB = (
    "否认|否定|否决|拒绝|拒不|婉拒|谢绝|回绝|放弃|取消|终止|中止|停止|中断|撤回|撤销|解除|叫停|搁置"
    "|避免|防止|免于|杜绝|推翻"
)
_REMOVED = "免去|免除|解聘|罢免|辞去|辞任|辞掉|卸任|离任|卸下|去职"
_NOT = (
    "从来没有?|从未|从不|未曾|不曾|未能|没能|没有|并未|并没有?|尚未|还未|仍未|并非|绝非|不再|不是|不会|不愿|不肯|不想|不打算|不可能"
    "|不予|不得(?!不|已|了)|无意|无法|无望|无缘|毫无|从没|尚无"
    "|没(?=[与和同跟签参出任当去])|(?<![从并尚还仍])未(?![来必知名婚成遂雨免央尝])"
    "|不(?=[与和同跟]|参加|出席|签|兼|担任|出任|收购|投资|合作|属于|隶属|举办|举行|发布|印发|设立|承认)"
)
# 没有人否认, 从未终止, 不得不: two that cancel each other, and words that deny nothing
_NOTHING_DENIED = re.compile(
    rf"(?:{_NOT})(?:任何)?(?:人|谁)?(?:会|能|曾|想|再)?(?:{_NEGATIVE_VERB})|(?:没有|无)(?:人|谁|一[个家人])不"
    r"|不得不|不能不|不会不|不是没有|不仅|不但|不只|不光|不单|不断|不久|不少|不同|不论|不管|不日|不妨|不约而同|无不|无非|没有之一"
    r"|没有?(?=[^，,。]{1,16}的(?:情况|前提|条件|基础|背景|状态|时候))"
)
_DENIES = re.compile(rf"{_NOT}|{_NEGATIVE_VERB}")
_IF = re.compile(
    r"如果(?!说)|假如|假若|假使|假设|假定|倘若|倘使|设若|若(?=[能是要将由与没未不想有无]|\ue000)|一旦|要是|万一|只要|除非"
    r"|(?<![诸例譬比正犹])如(?=能|若|无意外|获|\ue000)|传闻|传言|据传|风传|盛传|谣传|网传|坊间|有消息称|市场猜测|外界猜测"
)
_IF_ENDS = re.compile(r"[。；;！!？?\n]|但|然而|不过|事实上|实际上")
_ASKS = (
    "是否|能否|可否|会否|应否|会不会|能不能|要不要|可不可以|有没有|是不是|(?<![不尽])可能(?!性)|也许|或许|或将|或会|恐怕|大概|似乎|疑似|不排除"
    "|有待|何时|怎样才能"
)
_ADVISES = (
    r"(?:建议|呼吁|倡议|希望|期待|期望|盼望|盼|提议|主张|鼓励|要求|敦促|邀请)(?:\ue000|[由与和同]|双方|各方|让|尽快|能)"
    r"|应(?:当|该|由|与|和|同|尽快|加强|联合|共同)|(?<!提供)可以?(?:由|与|和|同|考虑)"
)
_ASKED = re.compile(_ASKS)
_SUPPOSES = re.compile(f"{_ASKS}|{_ADVISES}")
# 将行政村评定为…, 将平台分为…: 将 leads an object
_SORTED = "(?:[评认确界划区归概总命定聘任视看细分类][定分结括纳名义位任命作解类]?)(?:为|成|作)"
_PLANS = re.compile(
    rf"将(?![军领士才帅相星门校]|其|\ue000|[^，,。]{{1,24}}{_SORTED})|(?<![模虚研草比])拟(?![定订人态真合像])|(?<![规决稳固设限界])定于|有望|原定|延期|推迟|预计|择期|筹备|筹建"
    r"|筹划|谋划|打算|即将|行将|考虑(?!到)|商谈|洽谈|争取(?!到了?)|力争|有意|意向|提名|候任|候选|待任|人选"
    r"|准备(?=[在于与和同对向把投收设签举召出联共合建成赴接任担将]|\ue000)"
    r"|正在?(?=制定|制订|起草|研究|编制|修订|筹|酝酿|商讨)|(?:抓紧|加快|尽快)(?=[制出印修编])"
    r"|(?<!行动)(?<!工作)(?<!发展)计划(?=[于在与对用以向投收设成举召合联共建出印发年将打分从由和同把任聘赴]|\ue000)"
)
# For a model the time to come is a plan as well: 下一步，从甲走向乙.
_LATER = re.compile(r"下一步|今后|未来(?:[几一二三五十两数\d]|$)|目标是|未来(?=[，,将会要从由])")
_TURNS = re.compile(
    r"而是|转而|改任|转任|调任|现任|现为|曾任|历任|时任|原任|随后|之后|(?<![今以最落先背幕])后(?=[与和同又再出担任转改升调当接])"
)
_CLAUSE_ENDS = "，,。；;：:！？!?\n“”「」『』（）()"
_ASIDE = re.compile(r"[（(][^（）()\n]{1,60}[）)]|[“「『][^“”「」『』，,。；;！？\n]{1,12}[”」』]")
_ABOUT_SOMEBODY = re.compile(r"\A.*的(?:(?=\Z|\ue000)|[^与和同跟向对]{2,14}由\Z)")
_AND = re.compile("[，,](?:并且?|且|以及)")
_CONTENT = re.compile(rf"(?:否认|拒绝)[^{_CLAUSE_ENDS}]{{0,8}}[，,：:][“「]?\Z")
# What stands behind the words, in the same clause and in the next: …未果, …的传闻, …吗？ …，但最终放弃
_FAILED = re.compile(
    r"(?:协议|合作|计划|项目|谈判|事宜|的)?(?:未果|失败了?|告吹|流产|搁浅|泡汤|作罢|落空|破裂|被否决?|(?:被|遭)?(?:叫停|取消)了?|未[获能遂].{0,4})"
)
_BUT_FAILED = re.compile(
    r"[，,](?:但|却|然而|不过|可)[^，,。；;]{0,6}(?:放弃|作罢|未果|没有成|未能成|告吹|流产|取消|搁浅|失败|破裂|落空|被拒|遭拒|被否)"
)
_SO_TO_SAY = re.compile(r"(?:的话|吗|的(?:传闻|说法|可能性?|谣言|假设))")
_TO_COME = re.compile(r"的(?:打算|计划|意向|设想|意愿|方案)")
_POSTPONED = re.compile(r".{0,4}(?:延期|推迟|改期)")

_OFFICE = "担任|出任|就任|接任|兼任|升任|当选|任命|任|当|做|聘任?为?"
_BEFORE_NAME = (
    (Polarity.NEGATED, re.compile(rf"(?:(?:{_NOT})(?:{_OFFICE})过?|{_REMOVED}|撤销)了?(?:原|前)?\Z")),
    (Polarity.PLANNED, re.compile(rf"(?:拟|将|即将|将于\ue000+|有望)(?:{_OFFICE})(?:命?为)?\Z|(?:候任|待任|提名)\Z")),
)
_HEIR = re.compile("候任|待任|拟任")
_NAMED_RULES = ("posts before the name", "role behind the name")

_MODELS = frozenset((KG.ModelProposal,))
_MEMBERS = {
    KG.StageMembership: KG.model,
    KG.DimensionMembership: KG.model,
    KG.Placement: KG.model,
    KG.PartMembership: KG.whole,
    KG.FactorMembership: KG.formula,
}
_AS_THEY_ARE = frozenset((KG.Claim, KG.Citation, KG.Recommendation))


def put(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each evidence with how the article puts what it says."""
    models: dict[Entity, list[Evidence]] = {}
    members: list[Finding] = []
    for finding in findings:
        if finding.kind in _MEMBERS:
            members.append(finding)
            continue
        told = tuple(each._replace(polarity=_polarity(document, finding, each)) for each in finding.evidence)
        for property, value in finding.arguments:
            if property == KG.model and isinstance(value, Entity):
                models.setdefault(value, []).extend(told)
        yield finding._replace(evidence=told)
    for member in members:
        proposals = next((models.get(v, []) for p, v in member.arguments if p == _MEMBERS[member.kind]), [])  # type: ignore[arg-type]  # the whole of a member is an entity
        told = tuple(each._replace(polarity=_of_model(each, proposals)) for each in member.evidence)
        yield member._replace(evidence=told)


def _of_model(member: Evidence, proposals: list[Evidence]) -> Polarity:
    """How the model is put that a part belongs to: by the proposal around it, else by all of them, if they agree."""
    around = [each.polarity for each in proposals if each.span.covers(member.span)]
    every = {each.polarity for each in proposals}
    return around[0] if around else every.pop() if len(every) == 1 else Polarity.ASSERTED


def _polarity(document: Document, finding: Finding, told: Evidence) -> Polarity:
    if finding.kind in _AS_THEY_ARE or told.polarity is not Polarity.ASSERTED:
        return told.polarity
    if finding.kind == KG.Affiliation:
        return _of_post(document, finding, told)
    words = _Words(document, told.span)
    if finding.kind in _MODELS and not told.rule.startswith("formula"):
        return words.of_model()
    return words.of_verb(told.span.start if finding.kind == KG.Occurrence else None)


def _of_post(document: Document, finding: Finding, told: Evidence) -> Polarity:
    """A post told with a name is presupposed, one told by a verb (or by 由 behind it) is said."""
    said = dict(finding.arguments)
    person, role = said.get(ORG.member), said.get(ORG.role)
    if not isinstance(person, Mention) or not isinstance(role, Mention):
        return told.polarity
    before = role.span.end <= person.span.start
    if told.rule in _NAMED_RULES or (before and told.rule != "post held by 由"):
        words = _Words(document, Span(min(told.span.start, role.span.start), told.span.end))
        if _HEIR.search(document[Span(words.start, role.span.end)]):
            return Polarity.PLANNED
        return next((polarity for polarity, sign in _BEFORE_NAME if sign.search(words.lead)), Polarity.ASSERTED)
    return _Words(document, Span(role.span.start, max(role.span.end, person.span.end))).of_verb(None, removal=True)


_LONGEST = 400  # characters of the words that tell of a fact; a role may stand any distance from its bearer


class _Words:
    """A stretch of the text with its sentence, the names in it blanked."""

    def __init__(self, document: Document, span: Span) -> None:
        text = document.text.text
        span = Span(span.start, min(span.end, span.start + _LONGEST))
        sentence = document.sentence_at(max(span.start, span.end - 1)).span
        first = max(min(span.start, sentence.start), span.start - _REACH)
        self._offset = first
        self.start = span.start
        last = min(max(sentence.end, span.end), span.end + 60)
        self._text = _blanked(document, text[first:last], first)
        self._from, self._to = span.start - first, span.end - first
        self._sentence = max(0, sentence.start - first)

    @property
    def lead(self) -> str:
        """What stands in the clause before the words."""
        return self._text[self._clause(self._from) : self._from]

    def of_model(self) -> Polarity:
        """How a model is put: by the clause that leads to it."""
        lead = self.lead
        if self._supposed(self._from) or _ASKED.search(lead):
            return Polarity.HYPOTHETICAL
        if any("的" not in lead[end:] and len(lead) - end <= 8 for end in _denials(lead)):
            return Polarity.NEGATED
        return Polarity.PLANNED if _PLANS.search(lead) or _LATER.search(lead) else Polarity.ASSERTED

    def of_verb(self, whole: int | None, *, removal: bool = False) -> Polarity:
        """How what a verb says is put. `whole` asks for all of the words, not only for the clause of the last."""
        start = self._clause(self._to - 1) if whole is None else self._clause(self._from)
        said = self._text[start : self._to]
        lead = self._text[start : self._from] if start < self._from else ""
        aside = _ABOUT_SOMEBODY.match(lead)  # 没有签署协议的江北大学, 计划建设的交易所由甲、乙
        if aside and not (removal and not lead[aside.end() :].strip(_NAME)):  # 免去陆鸣远的江北大学校长职务
            said = said[aside.end() :]
        if turn := list(_TURNS.finditer(said)):
            said = said[turn[-1].start() :]
        behind = self._text[self._to : self._clause_end(self._to)]
        if self._supposed(self._to) or _SO_TO_SAY.search(behind):
            return Polarity.HYPOTHETICAL
        if removal and re.search(_REMOVED + "|撤销", said):
            return Polarity.NEGATED
        if (
            next(_denials(said), None) is not None
            or _CONTENT.search(self._text, max(0, start - 20), start)
            or _FAILED.fullmatch(behind)
            or _BUT_FAILED.match(self._text, self._to + len(behind))
        ):
            return Polarity.NEGATED
        if _SUPPOSES.search(said):
            return Polarity.HYPOTHETICAL
        carried = _AND.match(self._text, start - 1) if start else None
        before = self._text[self._clause(start - 1) : start - 1] if carried else ""
        if _PLANS.search(said) or _PLANS.search(before) or _TO_COME.search(behind) or _POSTPONED.match(behind):
            return Polarity.PLANNED
        return Polarity.ASSERTED

    def _supposed(self, end: int) -> bool:
        """Whether a condition reaches to a place of the sentence."""
        found = list(_IF.finditer(self._text, self._sentence, end))
        return bool(found) and not _IF_ENDS.search(self._text, found[-1].end(), max(found[-1].end(), end - 1))

    def _clause(self, place: int) -> int:
        """Where the clause begins that a place is in."""
        return max((self._text.rfind(mark, 0, place) for mark in _CLAUSE_ENDS), default=-1) + 1

    def _clause_end(self, place: int) -> int:
        ends = (self._text.find(mark, place) for mark in _CLAUSE_ENDS)
        return min((end for end in ends if end >= 0), default=len(self._text))


def _denials(said: str) -> Iterator[int]:
    """Where words end that deny what follows them."""
    if _DENIES.search(said):
        for match in _DENIES.finditer(_NOTHING_DENIED.sub(lambda m: _NAME * len(m.group()), said)):
            yield match.end()


def _blanked(document: Document, text: str, offset: int) -> str:
    """The text with every name, and every aside and quoted term, blanked."""
    pieces: list[str] = []
    at = 0
    for mention in document.mentions_in(Span(offset, offset + len(text))):
        if mention.kind is not MentionKind.ROLE:
            start, end = max(at, mention.span.start - offset), max(at, mention.span.end - offset)
            pieces += text[at:start], _NAME * (end - start)
            at = end
    return _ASIDE.sub(lambda match: _NAME * len(match.group()), "".join((*pieces, text[at:])))
