"""What looks like a fact and is none: the words that promise one and do not keep it, for an analyst to look at.

    过去靠经验，现在靠数据。            then and now, without names for the stages
    要抓好三大支柱。                    a count without its list
    专家认为，数据要用起来。            nobody is named
    江北集团与多家企业签署协议。        the other party is not named
    用四象限法看这件事。                a quadrant with fewer than two dimensions
    …的叫“甲”，…的叫“乙”，…的叫“丙”。   things named one by one, without a count
    2003年转入……，2015年进入……          a course over time whose stages were not read

Each reader looks only where its own word stands. What a fact of the same kind tells is no doubt (`doubtful`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from kg.document import Document
from kg.grammar.counted import CountedSet
from kg.grammar.enumerations import counts
from kg.grammar.matrices import matrices, unread
from kg.grammar.sketch import Sketch, pattern
from kg.grammar.ties import ONE_WAY, TOGETHER
from kg.model import Candidate, Finding, Span
from kg.reasons import Reason
from kg.structure import paragraphs
from kg.vocab import KG

_RULE = "doubts."
_MODELS = frozenset(
    (KG.ModelProposal, KG.StageMembership, KG.PartMembership, KG.DimensionMembership, KG.FactorMembership, KG.Placement)
)

_TIES = frozenset((*(kind for kind, _ in TOGETHER), *(kind for kind, _, _ in ONE_WAY)))


def doubtful(candidates: Iterable[Candidate], findings: Iterable[Finding]) -> tuple[Candidate, ...]:
    """The candidates whose words no fact of their kind tells, sorted; models of all kinds are of one kind here."""
    told: dict[NamedNode, list[Span]] = defaultdict(list)
    for finding in findings:
        told[_family(finding.kind)] += [each.span for each in finding.evidence]
    reach = {kind: _merged(spans) for kind, spans in told.items()}
    return tuple(sorted(c for c in set(candidates) if not _told(c, reach.get(_family(c.kind), []))))


def _family(kind: NamedNode) -> NamedNode:
    if kind in _MODELS:
        return KG.ModelProposal
    return KG.Citation if kind == KG.Issuance else KG.Relation if kind in _TIES else kind


def _merged(spans: list[Span]) -> list[Span]:
    """Spans in order, none of which lies in another."""
    found: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if not found or span.end > found[-1].end:
            found.append(span)
    return found


def _told(candidate: Candidate, told: list[Span]) -> bool:
    """Whether one fact holds all the words of a candidate; of a doubt from here, whether it shares any with it."""
    span = candidate.span
    if candidate.rule.startswith(_RULE):
        after = bisect_left(told, span.end, key=lambda each: each.start)
        return after > 0 and told[after - 1].overlaps(span)
    after = bisect_left(told, span.start + 1, key=lambda each: each.start)
    return after > 0 and told[after - 1].covers(span)


_THEN = re.compile("过去|以前|从前|昔日|往日|原先|早先")
_THEN_AND_NOW = re.compile(
    r"(?:过去|以前|从前|昔日|往日|原先|早先)(?![的了]?[几一二三五十两数\d]|[一]?年|[的了])[^。；\n]{2,40}?[，；。,;](?:而|但)?"
    r"(?:现在|如今|今天|眼下|而今|当下|现今)[^。；，\n]{2,40}"
)


def changes(document: Document) -> Iterator[Candidate]:
    """Then and now, which tells of two stages but names none."""
    text = document.text.text
    for match in _THEN_AND_NOW.finditer(text) if _THEN.search(text) else ():
        if match.start() == 0 or text[match.start() - 1] in "，。；：！？“「\n \u3000,;":
            yield Candidate(KG.StageMembership, Span(*match.span()), Reason.THEN_AND_NOW, _RULE + "then-and-now")


_LATER = re.compile(
    r"(?:转入|步入|迈入|进入|走进|转向|取而代之|所?取代|让位于|过渡到|演变为|成为主[线流角]|押注|当家|盛行|兴起)(?!了?(?:会|现场|考场|大学|公司|决赛))"
)
_TIME = re.compile(
    r"\d{4}年|上?世纪|年代|[第头]?[一二三]个?十年|“?十[一二三四五]五”|近年来|如今|而今|眼下|此后|之后|以后|以来|随后|后来|再往后"
)


def courses(document: Document) -> Iterator[Candidate]:
    """Paragraphs that tell how one thing gave way to another, and another, each at its time."""
    text = document.text.text
    for line in paragraphs(text):
        found = [
            match
            for match in _LATER.finditer(text, line.start, line.end)
            if _TIME.search(text, max(line.start, match.start() - 24), match.start())
        ]
        if len(found) > 1 and found[-1].end() - found[0].start() < _FAR:
            yield Candidate(
                KG.StageMembership, Span(found[0].start(), found[-1].end()), Reason.COURSE, _RULE + "course"
            )


_FAR = 300  # code points between the first and the last word of a course or a row
_NAMED = re.compile(r"(?:叫[做作]?|称为|称作|称之为|归为|算作?|统称|是)[“「](?P<name>[^“”「」，。\n]{1,8})[”」]")


def rows(document: Document) -> Iterator[Candidate]:
    """Three things or more that a paragraph gives names to, one after another."""
    text = document.text.text
    for line in paragraphs(text) if "“" in text or "「" in text else ():
        found = list(_NAMED.finditer(text, line.start, line.end))
        names = {match["name"] for match in found}
        if len(names) > 2 and found[-1].end() - found[0].start() < _FAR:
            yield Candidate(KG.PartMembership, Span(found[0].start(), found[-1].end()), Reason.ROW, _RULE + "row")


_STAGES = re.compile("阶段|步骤|时期")
_PARTS = re.compile(
    "支柱|维度|要素|特征|路径|模式|层次|层面|体系|原则|机制|模块|引擎|抓手|法则|转变|转型|优势|环节|方面|重点|板块|目标"
)
_COUNTED = re.compile(
    rf"[二两三四五六七八九十2-9][个大种类项条重]?(?:主要|关键|核心|基本|重要)?(?:{_STAGES.pattern}|{_PARTS.pattern})"
)


def counts_alone(document: Document, sets: Iterable[object]) -> Iterator[Candidate]:
    """Counts of stages or parts that no list follows anywhere in the article; each wording once."""
    text = document.text.text
    told = {text[found.count.span.start : found.count.span.end] for found in sets if isinstance(found, CountedSet)}
    seen: set[str] = set()
    for match in _COUNTED.finditer(text):
        if match.group() in seen:
            continue
        seen.add(match.group())
        for count in counts(text, match.start(), min(len(text), match.end() + 12)):
            if count.span.start == match.start() and count.is_model and document[count.span] not in told:
                told.add(document[count.span])
                kind = KG.StageMembership if _STAGES.search(match.group()) else KG.PartMembership
                yield Candidate(kind, count.span, Reason.NO_PARTS, _RULE + "count")


def planes(document: Document) -> Iterator[Candidate]:
    """Quadrants that are spoken of, but whose dimensions or cells are not told; and where reading stopped."""
    text = document.text.text
    if "象限" in text and not matrices(text):
        start = text.index("象限")
        yield Candidate(KG.Placement, document.sentence_at(start).span, Reason.FEW_DIMENSIONS, _RULE + "quadrant")
    if (rest := unread(text)) is not None:
        yield Candidate(KG.Placement, rest, Reason.TOO_MANY, _RULE + "quadrant")


_SOMEBODY = re.compile(
    r"(?:负责人|专家|人士|发言人|学者|分析师|官员|工作人员|业内|市民|居民|村民|网友|受访者|与会者)[^，,。；：:“\n]{0,6}"
    r"(?:表示|指出|认为|称|说|透露|介绍|强调|坦言)[，,：:“][^。！？\n]{4,120}"
)


def hearsay(document: Document) -> Iterator[Candidate]:
    """What somebody says who is not named."""
    for match in _SOMEBODY.finditer(document.text.text):
        yield Candidate(KG.Claim, Span(*match.span()), Reason.NOBODY, _RULE + "hearsay")


_PARTNERS = pattern(
    r"O[^OPE。；;，,]{0,16}?(?:与|和|同|跟|携手|联合)[^OP。；;，,]{0,4}?"
    r"(?:[多数几各某][家所]|若干|众多|一[家所]|[两三四五六七八九十\d]{1,3}[余多]?[家所]|有关|相关|国内外|海内外|头部|各大)[^OP。；;，,]{0,14}?"
    r"(?:签署|签订|签约|合作|共建|达成|结盟|联手)"
)


_TIED = pattern(
    r"O[^。；;]{0,40}?(?:签署|签订|签约|合作|共建|共同|联合|携手|持股|入股|控股|参股|出资|投资|收购|转让|旗下|隶属|下属)[^。；;]{0,40}?O"
)


def partners(around: Sketch) -> Iterator[Candidate]:
    """Ties of which one side is not named, or of which it is not plain who is tied to whom."""
    for match in _PARTNERS.finditer(around.text):
        yield Candidate(KG.Cooperation, around.span(*match.span()), Reason.NO_PARTNER, _RULE + "partner")
    for match in _TIED.finditer(around.text):
        yield Candidate(KG.Cooperation, around.span(*match.span()), Reason.UNSURE_WHO, _RULE + "partner")
