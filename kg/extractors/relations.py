"""What ties two organisations: they sign, cooperate, found, publish, host or study together, or one belongs to, owns,
buys, funds or founds the other.

Read over sketches of sentences, in which a list of organisations is one O. Two tables: what several do together gives
every pair of them; what one does to another gives one relation. A clause without a subject (并与琴岛大学签约) has the
subject of its sentence, 双方 are the parties named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from pyoxigraph import NamedNode

from kg.document import Document
from kg.extractor import Example, Yield, evidence, extractor
from kg.modality import polarity
from kg.model import Candidate, Finding, Mention, MentionKind, Span
from kg.sketch import Sketch, pattern, sketch, whole
from kg.speakers import interviewee
from kg.vocab import KG

_EACH = frozenset((KG.Signing, KG.Cooperation))  # 与甲、乙签约 does not say that 甲 and 乙 sign with each other
_SINGLY = re.compile("先后|分别|陆续|相继|多家|余家")
_UNDER = re.compile("旗下|下属|所属")
_WITH_BEFORE = re.compile("(?:与|和|同|跟|携手|联合)\\Z")
_BACK = 200  # characters of the sketch in which the subject of a clause is looked for
_MOST_PARTIES = 12  # a longer list is a roll of members; its pairs say nothing

_GAP = "[^OPE。；;，,]"
_WITH = "与|和|同|跟|携手|联手|联合|会同|牵手|协同|牵头联合"

# What several do together: kind, and the words that say it.
_TOGETHER: tuple[tuple[NamedNode, str], ...] = (
    (KG.Signing, "签署|签订|签了|签约|签定|签下|签字|订立|互签"),
    (
        KG.Cooperation,
        "(?:达成|建立|开展|展开|深化|加强|推进|启动|形成|结成|缔结)了?[^OPE。；;，,]{0,14}?(?:合作|伙伴|同盟)"
        "|战略合作|长期合作|深度合作|合作(?![社方者])|结盟|联手",
    ),
    (
        KG.JointFoundation,
        "共建|合建|(?:共同|联合|合作|合资|携手)(?:出资|投资|发起)?(?:设立|成立|组建|建设|建立|创办|创建|打造|搭建)"
        "|(?:共同|联合)发起|共同出资",
    ),
    (
        KG.JointPublication,
        "(?:联合|共同)(?:对外)?(?:发布|印发|出台|编写|编制|编著|编撰|出版|推出|颁布|发表|制作|撰写|下发|公布)"
        "|(?:印发|出台|颁布|发布|下发|编写|编制|制定|制订|起草|修订)(?:了|的)?T",
    ),
    (KG.JointHosting, "(?:联合|共同|携手)?(?:主办|举办)|合办|(?:联合|共同)(?:召开|举行|承办)"),
    (
        KG.JointResearch,
        "(?:联合|共同|合作)(?:开展|进行|组织|实施)?了?[^OPE。；;，,]{0,20}?"
        "(?:调查|调研|研究|研发|攻关|制定|起草|开发|研制|编制|申报)",
    ),
)
# The parties stand in one list (A、B签署) or are joined by a word (A今年与B签署).
_VERBS = "|".join(f"(?P<v{index}>{words})" for index, (_, words) in enumerate(_TOGETHER))
_JOINT = pattern(
    rf"(?P<a>O)(?![RP])(?:{_GAP}{{0,16}}?(?:{_WITH})(?P<b>O)(?![RP]))?(?:双方|三方|两家|两校|两地)?{_GAP}{{0,22}}?(?:{_VERBS})"
)
_ELIDED = pattern(
    rf"[，,；;](?:并|还|又|也|同时|此外|随后|日前|近日|其后|D|[，,]){{0,3}}(?:公司|集团|学校|该院)?(?:已|将|正式|曾|拟|先后|陆续|今年|去年){{0,3}}"
    rf"(?:{_WITH})(?P<b>O)(?![RP]){_GAP}{{0,22}}?(?:{_VERBS})"
)
# In the answers of an interview 我们 is the organisation of the person who answers.
_WE = pattern(
    rf"我们(?:集团|公司|学校|学院|医院|单位)?(?:还|也|又|已|将|曾){{0,2}}(?:{_WITH})(?P<b>O)(?![RP]){_GAP}{{0,22}}?(?:{_VERBS})"
)
_TEAM = "双方|两家|三方|两校|两地|各方"
_BOTH = pattern(
    rf"(?P<lead>{_TEAM}|[，,])(?:还|也|并|又)?(?:将|拟|计划|已)?{_GAP}{{0,40}}?(?:[，,]并?)?"
    r"(?P<verb>(?:共同|联合|合作|合资)(?:出资|投资|发起)?(?:设立|成立|组建|建设|建立|创办|创建)|(?:共建|合建)(?!共))"
    rf"(?:了?{_GAP}{{0,12}}?(?P<c>O))?"
)
# Those who sign speak for their organisations: 某局局长甲与某校校长乙代表双方签约.
_SIGNATORIES = pattern(
    r"(?P<a>P)(?:分别)?(?:(?:代表|R)[^OPE，,。；;见]{0,8})?(?:现场|正式|共同|在[^OPE，,。；;见]{1,12})?(?:签署|签约|签订|签字)"
)

# What one does to another: kind, name of the rule, pattern with a (who) and b (whom); a may be left to the subject.
_ONE_WAY: tuple[tuple[NamedNode, str, re.Pattern[str]], ...] = tuple(
    (kind, name, pattern(source))
    for kind, name, source in (
        (
            KG.Subordination,
            "belongs to",
            rf"(?:(?P<a>O)(?![RP]){_GAP}{{0,20}}?|[，,](?:现|系|并)?)(?:隶属于?|从属于|直属于|归属于?)(?P<b>O)(?!P)",
        ),
        (
            KG.Subordination,
            "run by",
            r"(?P<a>O)(?:现|统一|整体)?(?:由|归|受)(?P<b>O)(?:直接|统一|归口|代为)?(?:管理|主管|领导|管辖|代管)",
        ),
        (
            KG.Subordination,
            "under",
            r"(?P<b>O)(?:旗下|下属|所属|直属|麾下|辖下|名下)的?(?:全资|控股|二级|企业|公司|子公司|机构|事业单位|单位|的){0,3}(?P<a>[OP])",
        ),
        (
            KG.Subordination,
            "subsidiary",
            r"(?P<a>O)(?:是|系|为|作为)[^OPE，,。；;]{0,12}?(?P<b>O)的?(?:全资|控股|下属|直属|一级|二级)*(?:子公司|企业|机构|单位|旗下|附属医院|附属机构)",
        ),
        (
            KG.Subordination,
            "subsidiary",
            r"(?P<b>O)(?:及其|的)?(?:全资|控股|下属)*(?:子公司|孙公司|附属公司|分公司)(?P<a>O)",
        ),
        (
            KG.Cooperation,
            "partner",
            r"(?P<a>O)(?:是|为|系|作为|成为)(?P<b>O)的?[^OPE，,。；;]{0,10}?(?:合作伙伴|战略伙伴|合作单位|合作方)",
        ),
        (
            KG.Acquisition,
            "acquires",
            rf"(?:(?P<a>O)(?![RP]){_GAP}{{0,16}}?|[，,；;]{_GAP}{{0,12}}?)完成了?对{_GAP}{{0,14}}?(?P<b>O)的?{_GAP}{{0,8}}?(?:收购|并购|兼并|控股)",
        ),
        (
            KG.Acquisition,
            "acquires",
            rf"(?:(?P<a>O)(?![RP]){_GAP}{{0,20}}?|[，,；;]{_GAP}{{0,16}}?)(?:收购|并购|兼并|吞并)(?:了)?{_GAP}{{0,12}}?(?:O(?=O))?(?P<b>O)",
        ),
        (KG.Acquisition, "acquired", rf"(?P<b>O){_GAP}{{0,8}}?(?:被|由|获)(?P<a>O){_GAP}{{0,14}}?(?:收购|并购|兼并)"),
        (
            KG.Investment,
            "funded",
            rf"(?:(?P<b>O)(?![RP]){_GAP}{{0,16}}?|[，,；;]{_GAP}{{0,8}}?)(?:获得?|引入|得到)了?(?:来自)?{_GAP}{{0,4}}?(?P<a>O){_GAP}{{0,6}}?(?:领投|投资|注资|跟投|入股|增资|参投)",
        ),
        (
            KG.Investment,
            "funded",
            rf"(?P<b>O){_GAP}{{0,24}}?融资[，,]?{_GAP}{{0,8}}?由?(?P<a>O){_GAP}{{0,6}}?(?:领投|投资|注资|跟投)",
        ),
        (
            KG.Investment,
            "invests",
            rf"(?:(?P<a>O)(?![RP]){_GAP}{{0,20}}?|[，,；;]{_GAP}{{0,16}}?)(?:投资|入股|注资|领投|跟投|增资|参股|认购|增持)(?:了)?{_GAP}{{0,14}}?(?P<b>O)",
        ),
        (
            KG.Investment,
            "invests",
            rf"(?P<a>O)(?![RP]){_GAP}{{0,12}}?(?:向|对|给)(?P<b>O){_GAP}{{0,6}}?(?:投资|注资|增资|追加投资)",
        ),
        (KG.Ownership, "holds", rf"(?P<a>O)(?![RP]){_GAP}{{0,10}}?(?:持有|控股)(?:了|的)?(?P<b>O)"),
        (KG.Ownership, "held", rf"(?P<b>O){_GAP}{{0,6}}?由(?P<a>O){_GAP}{{0,8}}?(?:控股|持股|全资持有|独资|全资)"),
        (
            KG.Foundation,
            "founds",
            rf"(?:(?P<a>O)(?![RP]){_GAP}{{0,16}}?|[，,；;]{_GAP}{{0,12}}?)(?:出资|投资|牵头|发起)?(?:设立|成立|创办|创立|组建)(?:了)?{_GAP}{{0,10}}?(?P<b>O)",
        ),
    )
)
_TRIGGER = re.compile(
    "签|合作|联合|共同|共建|合建|携手|联手|合资|合办|主办|举办|隶属|属|旗下|麾下|名下|子公司|分公司|管理|主管|领导|管辖|代管|购|投|股|注资|融资|设立|成立|创办|创立|组建|结盟|伙伴"
)

_STAKE = pattern(r"(?:其中[，,：]?)?(?P<a>O)(?:出资|持股|占股|持有)[^O。；;，,]{0,12}?(?:%|股|亿|万|成)")


@dataclass(slots=True)
class _Reader:
    """Reads sentence by sentence; remembers the parties of the paragraph for 双方."""

    document: Document
    we: Mention | None = None  # whose organisation 我们 is, in the answers of an interview
    answers: frozenset[int] = frozenset()  # the paragraphs that are answers
    parties: tuple[Mention, ...] = ()
    paragraph: int = 0
    seen: set[tuple[NamedNode, frozenset[str], int]] = field(default_factory=set)

    def sentence(self, span: Span, paragraph: int) -> Iterator[Yield]:
        if paragraph != self.paragraph:
            self.parties, self.paragraph = (), paragraph
        around = sketch(self.document, span)
        yield from self._joint(around)
        yield from self._both(around, span)
        yield from self._one_way(around)

    def _joint(self, around: Sketch) -> Iterator[Yield]:
        for match in _JOINT.finditer(around.text):
            if _UNDER.search(match.group()):
                continue  # 甲旗下某公司与乙签约: it is not 甲 that signs
            parties = (*_bodies(around, match.start("a")), *_bodies(around, match.start("b") if match["b"] else -1))
            partners = _WITH_BEFORE.search(around.text, max(0, match.start() - 2), match.start())
            if len(parties) > 1 and not (partners and not match["b"] and _kind(match) in _EACH):
                yield from self._pairs(around, match, parties, match.start("a"))
        if self.we and self.paragraph in self.answers:
            for match in _WE.finditer(around.text):
                yield from self._pairs(around, match, (self.we, *_bodies(around, match.start("b"))), match.start())
        for match in _SIGNATORIES.finditer(around.text):
            parties = _bodies(around, match.start("a"))
            span = around.span(match.start(), match.end())
            for a, b in combinations(parties[:_MOST_PARTIES], 2):
                yield from self._relation(KG.Signing, a, b, span, "signatories", match.group())
        for match in _ELIDED.finditer(around.text):
            subject = _subject(around, match.start())
            parties = (*_bodies(around, subject)[:1], *_bodies(around, match.start("b")))
            if subject >= 0 and len(parties) > 1:
                yield from self._pairs(around, match, parties, subject)

    def _pairs(self, around: Sketch, match: re.Match[str], parties: Sequence[Mention], start: int) -> Iterator[Yield]:
        kind = _kind(match)
        span = around.span(start, match.end())
        if len(parties) > _MOST_PARTIES:
            yield Candidate(kind, span, f"{len(parties)} parties: a roll of members rather than partners", "joint")
            return
        self.parties = tuple(parties)
        words = around.text[start : match.end()]
        singly = kind in _EACH and (start < match.start() or _SINGLY.search(words))
        for a, b in product(parties[:1], parties[1:]) if singly else combinations(parties, 2):
            yield from self._relation(kind, a, b, span, "joint", words)

    def _both(self, around: Sketch, sentence: Span) -> Iterator[Yield]:
        for match in _BOTH.finditer(around.text):
            start, end = around.starts[match.start()], around.ends[match.end() - 1]
            first = self.parties[0].span.start if self.parties else len(self.document.text.text)
            if len(self.parties) < 2 or first > start or (first < sentence.start and match["lead"] in "，,"):
                continue
            start = first if first >= sentence.start else start
            words = around.text[match.start() : match.end()]
            staked = "出资" in match["verb"] or "投资" in match["verb"] or bool(_STAKE.search(around.text, match.end()))
            founded = match.start("c") if match["c"] and not match["verb"].startswith(("共建", "合建")) else -1
            for new in _bodies(around, founded):
                for party in self.parties:
                    kind = KG.Investment if staked else KG.Foundation
                    yield from self._relation(kind, party, new, Span(start, end), "both", words)
            for a, b in combinations(self.parties, 2):
                yield from self._relation(KG.JointFoundation, a, b, Span(start, end), "both", words)

    def _one_way(self, around: Sketch) -> Iterator[Yield]:
        for kind, name, words in _ONE_WAY:
            for match in words.finditer(around.text):
                a, b = (match.start(group) if match[group] else _opener(around, match.start()) for group in "ab")
                if a < 0 or b < 0 or a == b:
                    continue
                span = around.span(min(a, b, match.start() + (around.text[match.start()] in "，,；;")), match.end())
                ones, others = _bodies(around, a), _bodies(around, b)
                if not match["a"]:
                    ones = ones[:1]
                if not match["b"]:
                    others = others[:1]
                for one, other in list(product(ones, others))[:_MOST_PARTIES]:
                    yield from self._relation(kind, one, other, span, name, around.text[min(a, b) : match.end()])

    def _relation(self, kind: NamedNode, a: Mention, b: Mention, span: Span, rule: str, words: str) -> Iterator[Yield]:
        key = (kind, frozenset((a.name, b.name)), span.end)
        if a.name == b.name or key in self.seen:
            return
        self.seen.add(key)
        span = whole(self.document, span)
        yield Finding(
            kind,
            ((KG.party, a), (KG.counterparty, b)),
            evidence(span.start, span.end, f"relation: {rule}", polarity=polarity(words)),
        )


@extractor(
    *(kind for kind, _ in _TOGETHER),
    *dict.fromkeys(kind for kind, _, _ in _ONE_WAY),
    examples=(
        Example(
            "6月1日，江北大学与江北市数据局签署协议，围绕数字政府建设培养人才。",
            quotes=("江北大学与江北市数据局签署",),
        ),
        Example("江北大学和江北学院都很有名。", quotes=()),
        Example("他从江北大学毕业后，在江北学院任教。", quotes=()),
    ),
)
def relations(document: Document) -> Iterator[Yield]:
    """Relations between organisations."""
    asked = interviewee(document)
    answers = {s.paragraph for s in document.sentences if s.number == 1 and document[s.span].startswith("答")}
    reader = _Reader(document, asked.organization if asked else None, frozenset(answers))
    for sentence in document.sentences:
        if _TRIGGER.search(document[sentence.span]):
            yield from reader.sentence(sentence.span, sentence.paragraph)


def _kind(match: re.Match[str]) -> NamedNode:
    return next(kind for index, (kind, _) in enumerate(_TOGETHER) if match[f"v{index}"])


def _bodies(around: Sketch, place: int) -> tuple[Mention, ...]:
    """The organisations at a place, each name once."""
    return tuple({body.name: body for body in around.of(place, MentionKind.ORGANIZATION)}.values())


_CLAUSE_SUBJECT = pattern(
    r"(?:\A|[，,；;：:“])(?:D|今年|去年|今日|昨日|日前|近日|此前的?|此外|另外|同时|随后|目前|其中|但|而)?(?P<subject>O)(?![RP的])"
)
_ANY_SUBJECT = pattern(r"(?P<subject>O)(?![RP])")


def _opener(around: Sketch, position: int) -> int:
    """The last organisation before a position that opens a clause, so that the clauses behind are about it; or -1."""
    opening = list(_CLAUSE_SUBJECT.finditer(around.text, max(0, position - _BACK), position))
    return opening[-1].start("subject") if opening else -1


def _subject(around: Sketch, position: int) -> int:
    """As `_opener`; where no organisation opens a clause, the first of the sentence."""
    first = _ANY_SUBJECT.search(around.text, max(0, position - _BACK), position)
    opener = _opener(around, position)
    return opener if opener >= 0 or first is None else first.start("subject")
