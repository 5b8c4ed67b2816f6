"""Counted wholes: 组织、制度、流程、技术、文化五大支柱; and the named models that build on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.document import Document
from kg.grammar.counted import CountedSet, Mismatch, counted_sets
from kg.grammar.enumerations import coordinated, plain
from kg.grammar.naming import counted_name, given_name, name_at
from kg.grammar.polarity import readings
from kg.grammar.proposals import Piece, Whole, pieces
from kg.model import Candidate, MentionKind, Span
from kg.reasons import Reason
from kg.vocab import KG
from kg.words import words


def counted_wholes(document: Document) -> Iterator[Whole | Candidate]:
    """Counted sets, and the named models that add to one of them."""
    found: list[Whole] = []
    for whole in _counted(document):
        yield whole
        if isinstance(whole, Whole):
            found.append(whole)
    yield from _extended(document, found)


_LONGEST = 32
_OWN_NAME = re.compile(r"法|模型|走$|理论|循环|体系|机制|架构")
_OF_ANYTHING = frozenset("个项")
_DUAL = re.compile(r"[双两]重")
_LONGEST_HALF = 5  # characters of either half of a 双循环; what is longer is another phrase


def _counted(document: Document) -> Iterator[Whole | Candidate]:
    text = document.text.text
    for counted in counted_sets(text):
        if isinstance(counted, Mismatch):
            yield Candidate(KG.PartMembership, counted.span, counted.reason, "parts.counted")
            continue
        if reason := _objection(document, counted):
            yield Candidate(KG.PartMembership, counted.quote, reason, "parts.counted")
            continue
        if counted.is_chain(text) and not _OWN_NAME.search(counted.count.noun):
            continue
        sentence = document.sentence_at(counted.count.span.start).span
        first = min(counted.count.span.start, counted.items[0].head.start)
        name, about = counted_name(text, sentence, counted.count, first)
        if counted.count.counts_characters:
            about, name = (
                None,
                "、".join(plain(document[item.head]) for item in counted.items) + document[counted.count.span],
            )
        elif given := name_at(text, max(sentence.start, first - 40), first) or _own_name(text, counted):
            about, name = None, plain(document[given])
        elif about is None and not counted.count.noun and counted.count.classifier in _OF_ANYTHING:
            yield Candidate(KG.PartMembership, counted.quote, Reason.NO_NOUN, "parts.counted")
            continue
        yield Whole(name, pieces(counted.items), counted.quote, "parts.counted", about)


# 二期, 三年: which one or how long, more often than how many; 二零零八年 is a date
_NO_COUNT = re.compile(r"期(?!望)|[零〇○]")
_PEOPLE = re.compile(
    r"(?:先生|女士|小姐|教授|研究员|院士|院长|校长|所长|局长|处长|科长|厅长|部长|市长|县长|区长|镇长|主任|主席|书记|总经理|董事长|总裁|总监"
    r"|秘书长|会长|理事长|首席[^，。；、]{1,6}[家官]|工程师|负责人)(?:[（(]|$)"
)
_AXES = 2
_MEASURES = re.compile(r"指标|标准|坐标|轴|尺子?")
_NUMBERED = re.compile(r"[“「『]?[一二两三四五六七八九十\d]{1,3}[个种套条张把名项类份次件]")
_FIGURE = re.compile(r"^\d+(?!\.0)|\d+[个项家万亿%]")
_AGENDA = re.compile(
    r"(?:论坛|大会|会议|峰会|活动|仪式|展会|博览会|交易会|赛事|大赛|展览|培训班)[^，。；]{0,6}(?:设|分|包括|开设|共有)"
)
_FIGURES_FOLLOW = re.compile(r"[^，。；、]{0,6}(?:同比|环比|增长|下降|回落|增速|[位均]居|排名|达到?\d|占比|[分之]\d)")


_QUOTED_BEFORE = re.compile(r"[“「『][^“”「」『』，。、\n]{2,10}[”」』]$")


def _own_name(text: str, counted: CountedSet) -> Span | None:
    """The counted noun itself, where it is a name, 六要素模型, or bears one: “望闻问切”四步法."""
    span = counted.count.span
    if quoted := _QUOTED_BEFORE.search(text, max(0, span.start - 12), span.start):
        return (
            None
            if any(item.head.overlaps(Span(*quoted.span())) for item in counted.items)
            else Span(quoted.start(), span.end)
        )
    return span if _OWN_NAME.search(counted.count.noun) else None


_NAMES = (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.TITLE, MentionKind.EVENT)
_INSTANCES = re.compile(r"为(?:代表|首|例|主)$")


_LONGEST_NAME = 40


def _in_a_name(document: Document, span: Span) -> bool:
    """Whether a count is part of a name: 海峡两岸发展研究院."""
    near = Span(max(0, span.start - _LONGEST_NAME), span.end + _LONGEST_NAME)
    return any(name.span.start < span.start < name.span.end for name in document.mentions_in(near, *_NAMES))


def _is_a_name(document: Document, span: Span) -> bool:
    """Whether an item is, for the most part, the name of a person, an organisation, a document or an event."""
    return any(len(name.span) * 2 > len(span) for name in document.mentions_in(span, *_NAMES))


def _objection(document: Document, counted: CountedSet) -> Reason | None:
    names = [document[item.head] for item in counted.items]
    if not counted.count.is_model:
        return Reason.NO_MODEL
    if _DUAL.match(document[counted.count.span]) or (
        document[counted.count.span].startswith("双") and any(len(name) > _LONGEST_HALF for name in names)
    ):
        return Reason.DOUBLE
    text = document.text.text
    if _NO_COUNT.match(counted.count.classifier + counted.count.noun):
        return Reason.NUMBER
    if _in_a_name(document, counted.count.span):
        return Reason.IN_A_NAME
    if sum(bool(_PEOPLE.search(name)) for name in names) * 2 > len(names):
        return Reason.PEOPLE
    if sum(_is_a_name(document, item.head) for item in counted.items) * 2 >= len(names):
        return Reason.NAMES
    if _INSTANCES.search(names[-1]):
        return Reason.EXAMPLES
    if counted.count.number == _AXES and _MEASURES.match(counted.count.noun):
        return Reason.MEASURED_BY
    # 两套系统、两种工号、两种口味: the count belongs to the last item
    if counted.form == "before" and all(_NUMBERED.match(name) for name in names):
        return Reason.COUNTED_ITEMS
    if any(_FIGURE.search(name) for name in names) or _FIGURES_FOLLOW.match(text, counted.count.span.end):
        return Reason.FIGURES
    if all(word.flag == "ns" for item in counted.items for word in words(text, item.head.start, item.head.end)):
        return Reason.PLACE_NAMES
    sentence = document.sentence_at(counted.quote.start).span
    if _AGENDA.search(text, sentence.start, counted.items[0].head.end):
        return Reason.AGENDA
    if any(len(name) > _LONGEST for name in names):
        return Reason.TOO_LONG
    if sum(len(list(readings(document.text.text, i.body.start, i.body.end))) > 1 for i in counted.items) * 2 > len(
        names
    ):
        return Reason.QUADRANTS
    return None


# 在此基础上增加了公平性，形成了…SERV-G模型

_EXTENDED = re.compile(
    r"在(?:此|这|前者|其|上述[^，。]{0,8}|[^，。；]{0,10}的)基础上[，,]?(?:又|还|进一步)?(?:增加|新增|加入|补充|增添)了?(?P<items>[^，。；\n]{2,30})[，,]"
    r"(?:从而|由此)?(?:形成|提出|构成|发展|得到|建立)(?:了|为|成|出)?(?P<name>[^。；\n]{2,30})"
)


def _extended(document: Document, found: Sequence[Whole]) -> Iterator[Whole]:
    """A named model that adds to the list before it: all the parts of both."""
    text = document.text.text
    for match in _EXTENDED.finditer(text):
        name = given_name(text, match.start("name") - 2, match.end("name"))
        before = [
            whole for whole in found if whole.quote.end <= match.start() and match.start() - whole.quote.end < 200
        ]
        if not name or not before:
            continue
        added = coordinated(text, Span(*match.span("items")))
        pieces = (*before[-1].pieces, *(Piece(item, item) for item in added))
        yield Whole(plain(document[name]), pieces, Span(match.start(), name.end), "parts.extended")
