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
from itertools import combinations, pairwise, product

from pyoxigraph import NamedNode

from kg.document import Document
from kg.extractor import Example, Yield, evidence, extractor
from kg.grammar.doubts import partners
from kg.grammar.owners import OWNER, owned
from kg.grammar.parties import Parties
from kg.grammar.sketch import Sketch, listed, pattern, whole, without
from kg.grammar.stakes import FOUNDED, SHARE
from kg.grammar.ties import (
    BOTH,
    CEREMONIES,
    ELIDED,
    HANDS,
    HANDS_ELIDED,
    JOINED,
    JOINT,
    LISTED,
    ONE_WAY,
    SIGNATORIES,
    TOGETHER,
    TRIGGER,
    WITNESS,
)
from kg.model import Candidate, Finding, Mention, MentionKind, Span
from kg.reasons import Reason
from kg.vocab import KG

_EACH = frozenset((KG.Signing, KG.Cooperation))  # 与甲、乙签约 does not say that 甲 and 乙 sign with each other
_SINGLY = re.compile("先后|分别|陆续|相继|多家|余家")
_UNDER = re.compile("旗下|下属|所属")
_WITH_BEFORE = re.compile("(?:与|和|同|跟|携手|联合)\\Z")
_ALL_SIGN = re.compile(r"\A(?:[^，,。；;]{0,24}[，,])?[^，,。；;]{0,4}(?:三方|四方|五方|多方|各方)")
_TOGETHER = re.compile("共同|联合|一起|[三四五六]方")
_GROUP = re.compile("[双两三四五六七八九各](?:方|家|校|院|个部门|所)")
_JOINTLY = frozenset(kind for kind, _ in TOGETHER) - {KG.Acquisition}
_BACK = 200  # characters of the sketch in which the subject of a clause is looked for
_MOST_PARTNERS = 12  # of one organisation, each of which it signs with
_MOST_PARTIES = 5  # ten pairs; a longer list is a roll of members, whose pairs say nothing of any two


@dataclass(slots=True)
class _Reader:
    """Reads sentence by sentence; remembers the parties of the paragraph for 双方."""

    document: Document
    drawn: Parties
    parties: tuple[Mention, ...] = ()
    since: int = 0  # where the words about the parties begin
    founded: tuple[Mention, ...] = ()
    paragraph: int = 0
    start: int = 0  # of the sentence that is read
    tied: set[frozenset[str]] = field(default_factory=set)  # in the sentence that is read
    seen: set[tuple[NamedNode, frozenset[str], int]] = field(default_factory=set)

    def sentence(self, span: Span, paragraph: int) -> Iterator[Yield]:
        if paragraph != self.paragraph:
            self.parties, self.founded, self.paragraph = (), (), paragraph
        self.start = span.start
        self.tied.clear()
        around = self.drawn.named(span)
        if OWNER.search(around.text):
            for kind, a, b, words in owned(around):
                yield from self._relation(kind, a, b, words, "owner")
            around = without(around, OWNER)
        around = listed(around)
        yield from self._joint(around)
        yield from self._hand_in_hand(around)
        yield from self._both(around, span)
        yield from self._listed(around)
        yield from self._one_way(around)
        yield from self._shares(around)
        yield from partners(around)
        yield from self._ceremonies(span)

    def _joint(self, around: Sketch) -> Iterator[Yield]:
        for match in JOINT.finditer(around.text):
            if _UNDER.search(match.group()) or WITNESS.search(match.group()) or not _signs(around, match):
                continue  # 甲旗下某公司与乙签约: it is not 甲 that signs
            parties = (*_bodies(around, match.start("a")), *_bodies(around, match.start("b") if match["b"] else -1))
            partners = _WITH_BEFORE.search(around.text, max(0, match.start() - 2), match.start())
            if len(parties) > 1 and not (partners and not match["b"] and _kind(match) in _EACH):
                yield from self._pairs(around, match, parties, match.start("a"))
        for match in SIGNATORIES.finditer(around.text):
            parties = self._spoken_for(around, match.start("a"))
            span = around.span(match.start(), match.end())
            if len(parties) > _MOST_PARTIES:
                yield Candidate(KG.Signing, span, Reason.ROLL, "signatories")
                continue
            for a, b in combinations(parties, 2):
                yield from self._relation(KG.Signing, a, b, span, "signatories")
        for match in ELIDED.finditer(around.text):
            subject = _subject(around, match.start())
            parties = (*_bodies(around, subject)[:1], *_bodies(around, match.start("b")))
            if subject >= 0 and len(parties) > 1:
                yield from self._pairs(around, match, parties, subject)

    def _hand_in_hand(self, around: Sketch) -> Iterator[Yield]:
        """甲联合乙、丙，推出…: they cooperate, whatever it is that they do."""
        for words in (HANDS, HANDS_ELIDED):
            for match in words.finditer(around.text):
                first = match.start("a") if _said(match, "a") else _subject(around, match.start())
                since = max(0, match.start() - 8)
                if first < 0 or WITNESS.search(around.text, since, match.end()):
                    continue
                parties = (*_bodies(around, first), *_bodies(around, match.start("b")))
                if len(parties) <= _MOST_PARTIES:
                    span = around.span(min(first, match.start()), match.end())
                    for a, b in combinations(parties, 2):
                        if self._names(a, b) not in self.tied:
                            yield from self._relation(KG.Cooperation, a, b, span, "hand in hand")

    def _spoken_for(self, around: Sketch, place: int) -> tuple[Mention, ...]:
        """The organisations of people who sign: those that the text has just named as parties, as far as it has."""
        known = {self.drawn.full(party) for party in self.parties or self.drawn.together}
        bodies = _bodies(around, place)
        named = tuple(body for body in bodies if self.drawn.full(body) in known)
        return named if len(named) > 1 else bodies

    def _listed(self, around: Sketch) -> Iterator[Yield]:
        """Lists that say by themselves what their members do together."""
        for kind, name, words in LISTED:
            for match in words.finditer(around.text):
                places = range(match.start("a"), match.end("a"))
                parties = tuple({body.name: body for place in places for body in _bodies(around, place)}.values())
                if len(parties) > _MOST_PARTIES:
                    yield Candidate(kind, around.span(*match.span()), Reason.ROLL, name)
                    continue
                for a, b in combinations(parties, 2):
                    yield from self._relation(kind, a, b, around.span(*match.span()), name)

    def _pairs(self, around: Sketch, match: re.Match[str], parties: Sequence[Mention], start: int) -> Iterator[Yield]:
        kind = _kind(match)
        span = around.span(start, match.end())
        if len(parties) > _MOST_PARTIES:
            alone = kind in _EACH and len(_bodies(around, start)) == 1 and len(parties) <= _MOST_PARTNERS
            for other in parties[1:] if alone else ():
                yield from self._relation(kind, parties[0], other, span, "joint")
            if not alone:
                yield Candidate(kind, span, Reason.ROLL, "joint")
            return
        self.parties, self.since = tuple(parties), span.start
        self.drawn.together = self.parties
        words = around.text[start : match.end()]
        apart = _SINGLY.search(words) or (start < match.start() and not _ALL_SIGN.search(around.text, match.end()))
        singly = kind in _EACH and apart and not _TOGETHER.search(words)
        for a, b in product(parties[:1], parties[1:]) if singly else combinations(parties, 2):
            yield from self._relation(kind, a, b, span, "joint")

    def _both(self, around: Sketch, sentence: Span) -> Iterator[Yield]:
        for match in BOTH.finditer(around.text):
            start, end = around.starts[match.start()], around.ends[match.end() - 1]
            if len(self.parties) < 2 or not sentence.start <= self.since <= start:
                continue
            start = self.since
            staked = "出资" in match["verb"] or "投资" in match["verb"] or bool(SHARE.search(around.text, match.end()))
            founded = match.start("c") if match["c"] and not match["verb"].startswith(("共建", "合建")) else -1
            for new in _bodies(around, founded):
                for party in self.parties:
                    kind = KG.Investment if staked else KG.Foundation
                    yield from self._relation(kind, party, new, Span(start, end), "both")
            for a, b in combinations(self.parties, 2):
                yield from self._relation(KG.JointFoundation, a, b, Span(start, end), "both")

    def _one_way(self, around: Sketch) -> Iterator[Yield]:
        for kind, name, words in ONE_WAY:
            for match in words.finditer(around.text):
                a, b = (_side(around, match, group) for group in "ab")
                if name.startswith("own") and min(a, b) < 0 and (main := self.drawn.main):
                    for one in _bodies(around, max(a, b)):
                        sides = (one, main) if b < 0 else (main, one)
                        yield from self._relation(kind, *sides, around.span(*match.span()), name)
                if a < 0 or b < 0 or a == b:
                    continue
                span = around.span(min(a, b, match.start() + (around.text[match.start()] in "，,；;")), match.end())
                ones, others = _bodies(around, a), _bodies(around, b)
                if not _said(match, "a"):
                    ones = ones[:1]
                if not _said(match, "b"):
                    others = others[:1]
                pairs = list(product(ones, others))
                if len(pairs) > _MOST_PARTIES:
                    yield Candidate(kind, whole(self.document, span), Reason.TOO_MANY, name)
                for one, other in pairs[:_MOST_PARTIES]:
                    yield from self._relation(kind, one, other, span, name)

    def _shares(self, around: Sketch) -> Iterator[Yield]:
        """Stakes in what was founded before them, else in what the sentence is about."""
        founded = list(FOUNDED.finditer(around.text))
        shares = list(SHARE.finditer(around.text))
        for match in shares:
            first, start = shares[0].start("a"), match.start("a")
            place = next((f.start("b") for f in reversed(founded) if f.start("b") < start), -1)
            target = _bodies(around, place) or self.founded or _bodies(around, _opener(around, first))
            for owner in _bodies(around, start):
                for body in target[:1]:
                    span = around.span(place if 0 <= place < start else start, match.end())
                    yield from self._relation(KG.Ownership, owner, body, span, "share")
        if founded:
            self.founded = _bodies(around, founded[-1].start("b"))

    def _ceremonies(self, sentence: Span) -> Iterator[Yield]:
        """The parties in the name of a ceremony: 甲与乙战略合作签约仪式."""
        for event in self.document.mentions_in(sentence, MentionKind.EVENT):
            if not (kind := next((kind for kind, words in CEREMONIES if words.search(event.name)), None)):
                continue
            bodies = list(self.document.mentions_in(event.span, MentionKind.ORGANIZATION))
            for a, b in pairwise(bodies):
                if JOINED.fullmatch(self.document.text.text, a.span.end, b.span.start):
                    yield from self._relation(kind, a, b, event.span, "ceremony")

    def _names(self, a: Mention, b: Mention) -> frozenset[str]:
        return frozenset((self.drawn.full(a), self.drawn.full(b)))

    def _relation(self, kind: NamedNode, a: Mention, b: Mention, span: Span, rule: str) -> Iterator[Yield]:
        names = self._names(a, b)
        key = (kind, names, self.start)
        if len(names) < 2 or key in self.seen or (kind in _JOINTLY and _is_unit(*names)):
            return
        self.seen.add(key)
        self.tied.add(names)
        span = whole(self.document, span)
        yield Finding(
            kind,
            ((KG.party, a), (KG.counterparty, b)),
            evidence(span.start, span.end, f"relation: {rule}"),
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
    reader = _Reader(document, Parties(document))
    for sentence in document.sentences:
        words = document[sentence.span]
        bodies = document.mentions_in(sentence.span, MentionKind.ORGANIZATION)
        if (next(bodies, None) or _GROUP.search(words)) and TRIGGER.search(words):
            yield from reader.sentence(sentence.span, sentence.paragraph)


def _is_unit(one: str, other: str) -> bool:
    """Whether one name is that of a part of the other: 海州大学, 海州大学软件学院."""
    return one.startswith(other) or other.startswith(one)


def _kind(match: re.Match[str]) -> NamedNode:
    return next(kind for index, (kind, _) in enumerate(TOGETHER) if match[f"v{index}"])


def _bodies(around: Sketch, place: int) -> tuple[Mention, ...]:
    """The organisations at a place, each name once."""
    return tuple({body.name: body for body in around.of(place, MentionKind.ORGANIZATION)}.values())


def _signs(around: Sketch, match: re.Match[str]) -> bool:
    """Whether a ceremony that is held is one of signing; true for every other verb."""
    event = around.of(match.end() - 1, MentionKind.EVENT)
    return not event or any(word in event[0].name for word in ("签约", "签署", "签字"))


def _said(match: re.Match[str], group: str) -> bool:
    return bool(match.groupdict().get(group))


def _side(around: Sketch, match: re.Match[str], group: str) -> int:
    """Where one side of a relation stands: in what was matched, else it is the subject; -1 if nowhere."""
    if _said(match, group):
        return match.start(group)
    if (opener := _opener(around, match.start())) >= 0:
        return opener
    before = _LAST_NAMED.search(around.text, max(0, match.start() - _BACK), match.start())
    return before.start() if before and group not in match.groupdict() else -1


_LAST_NAMED = pattern(r"[OP](?=[^OP]{0,60}\Z)")
_CLAUSE_SUBJECT = pattern(
    r"(?:\A|[，,；;：:“])(?:D|今年|去年|今日|昨日|日前|近日|此前的?|此外|另外|同时|随后|目前|其中|但|而)?"
    r"(?P<subject>O)(?![RP的])"
)
_ANY_SUBJECT = pattern(r"(?<![向对给与在由和经被据从])(?P<subject>O)(?![RP])")


def _opener(around: Sketch, position: int) -> int:
    """The last organisation before a position that opens a clause, so that the clauses behind are about it; or -1."""
    opening = list(_CLAUSE_SUBJECT.finditer(around.text, max(0, position - _BACK), position))
    return opening[-1].start("subject") if opening else -1


def _subject(around: Sketch, position: int) -> int:
    """As `_opener`; where no organisation opens a clause, the first of the sentence."""
    first = _ANY_SUBJECT.search(around.text, max(0, position - _BACK), position)
    opener = _opener(around, position)
    return opener if opener >= 0 or first is None else first.start("subject")
