"""What ties two organisations: they sign, cooperate, found, publish, host or study together, or one belongs to, owns,
buys, funds or founds the other.

What several do together gives every pair of them, what one does to another gives one relation;
`kg.grammar.ties` holds the words for both. A clause without a subject (并与琴岛大学签约) has the
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
from kg.grammar.modality import polarity
from kg.grammar.sketch import Sketch, pattern, sketch, whole
from kg.grammar.speakers import interviewee
from kg.grammar.ties import BOTH, ELIDED, JOINT, ONE_WAY, SIGNATORIES, STAKE, TOGETHER, TRIGGER, WE
from kg.model import Candidate, Finding, Mention, MentionKind, Span
from kg.vocab import KG

_EACH = frozenset((KG.Signing, KG.Cooperation))  # 与甲、乙签约 does not say that 甲 and 乙 sign with each other
_SINGLY = re.compile("先后|分别|陆续|相继|多家|余家")
_UNDER = re.compile("旗下|下属|所属")
_WITH_BEFORE = re.compile("(?:与|和|同|跟|携手|联合)\\Z")
_BACK = 200  # characters of the sketch in which the subject of a clause is looked for
_MOST_PARTIES = 12  # a longer list is a roll of members; its pairs say nothing


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
        for match in JOINT.finditer(around.text):
            if _UNDER.search(match.group()):
                continue  # 甲旗下某公司与乙签约: it is not 甲 that signs
            parties = (*_bodies(around, match.start("a")), *_bodies(around, match.start("b") if match["b"] else -1))
            partners = _WITH_BEFORE.search(around.text, max(0, match.start() - 2), match.start())
            if len(parties) > 1 and not (partners and not match["b"] and _kind(match) in _EACH):
                yield from self._pairs(around, match, parties, match.start("a"))
        if self.we and self.paragraph in self.answers:
            for match in WE.finditer(around.text):
                yield from self._pairs(around, match, (self.we, *_bodies(around, match.start("b"))), match.start())
        for match in SIGNATORIES.finditer(around.text):
            parties = _bodies(around, match.start("a"))
            span = around.span(match.start(), match.end())
            for a, b in combinations(parties[:_MOST_PARTIES], 2):
                yield from self._relation(KG.Signing, a, b, span, "signatories", match.group())
        for match in ELIDED.finditer(around.text):
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
        for match in BOTH.finditer(around.text):
            start, end = around.starts[match.start()], around.ends[match.end() - 1]
            first = self.parties[0].span.start if self.parties else len(self.document.text.text)
            if len(self.parties) < 2 or first > start or (first < sentence.start and match["lead"] in "，,"):
                continue
            start = first if first >= sentence.start else start
            words = around.text[match.start() : match.end()]
            staked = "出资" in match["verb"] or "投资" in match["verb"] or bool(STAKE.search(around.text, match.end()))
            founded = match.start("c") if match["c"] and not match["verb"].startswith(("共建", "合建")) else -1
            for new in _bodies(around, founded):
                for party in self.parties:
                    kind = KG.Investment if staked else KG.Foundation
                    yield from self._relation(kind, party, new, Span(start, end), "both", words)
            for a, b in combinations(self.parties, 2):
                yield from self._relation(KG.JointFoundation, a, b, Span(start, end), "both", words)

    def _one_way(self, around: Sketch) -> Iterator[Yield]:
        for kind, name, words in ONE_WAY:
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
    *(kind for kind, _ in TOGETHER),
    *dict.fromkeys(kind for kind, _, _ in ONE_WAY),
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
        bodies = document.mentions_in(sentence.span, MentionKind.ORGANIZATION)
        if next(bodies, None) and TRIGGER.search(document[sentence.span]):
            yield from reader.sentence(sentence.span, sentence.paragraph)


def _kind(match: re.Match[str]) -> NamedNode:
    return next(kind for index, (kind, _) in enumerate(TOGETHER) if match[f"v{index}"])


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
