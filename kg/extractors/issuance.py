"""Who issued a document, when, how and under which number; and which documents an article merely speaks of.

Every title that names a law, policy, plan, standard, report or agreement gives an Issuance where the words around it
tell who, when, by which act or under which number, and a Citation where nowhere in the article they do. Books,
newspapers, films and speeches are left out, and so is 《意见》 where no whole title tells which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.document import Document
from kg.extractor import Example, Yield, evidence, extractor
from kg.grammar.sketch import Sketch, Sketches, pattern, whole
from kg.mentions.titles import Sort, bare, short_form, sorts
from kg.model import Argument, Candidate, Entity, Finding, Mention, MentionKind, Profile, Span
from kg.reasons import Reason
from kg.vocab import KG, XSD

_REACH = 60  # characters of the sketch to the left of a title in which its issuer may stand
_ACTS = (
    "联合印发|联合发布|联合出台|联合编写|联合编制|共同发布|审议通过|表决通过|讨论通过|审议并通过|正式发布|正式印发|公开发布|对外发布"
    "|印发|出台|颁布|颁发|发布|公布|下发|制定|制订|修订|编制|编写|起草|签署|签订|通过|推出|批准|批复|转发|施行|(?<![入彻面进织实])实施|发表|制作"
)
# GB/T 9704—2012, 7.2.5 发文字号: 国办发〔2022〕14号; and the numbers of standards: GB/T 36073—2018, DB33/T 2350-2021.
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,12}[〔\[［](?P<year>\d{4})[〕\]］]\d{1,5}号"
    r"|[A-Z]{1,6}\d{0,2}(?:/[A-Z]{1,8})? ?\d{1,6}(?:\.\d{1,3})?[—–-](?P<edition>(?:19|20)\d\d)"
)
_BODY = re.compile(
    r"(?P<body>国务院(?:办公厅)?|中共中央(?:办公厅)?|[^，。、；：“”《》〈〉<>\s关的印发]{2,20}?(?:政府(?:办公厅|办公室)?|省委|市委|县委|区委|委员会|委|局|部|厅|院|办公室))"
    r"[ 、]?(?=关于|印发|中共|国务院|[^，。、；：“”《》\s关的]{2,20}(?:政府|局|委|部|厅|办公室)关于)"
)
_BEHIND = re.compile(r"[（(]|[ \t]{0,4}\n\s{0,4}")
_BEFORE = pattern(
    rf"(?:(?P<date>D)(?!电|讯|消息)[^DT。；;]{{0,40}}?)?(?:(?P<issuer>[OE])[^ODET，,。；;]{{0,14}}?(?:(?P<when>D)[^ODET，,。；;]{{0,8}}?)?)?"
    rf"(?P<act>{_ACTS})(?:了|的|过)?(?:国家标准|行业标准|团体标准|《|“|首份|首部|首个|新版|最新|第[\d一二三四五六七八九十]{{1,3}}[次期版]|[^，,。；;OEDT]{{0,6}}的)?\Z"
)
_LATELY = re.compile("日前|近日|近期|此前")
_BY_DATE = pattern(r"(?P<date>D)(?!电|讯|消息)[^DT。；;]{0,30}\Z")
_AFTER = pattern(
    rf"(?:[（(][^（）()]{{1,60}}[）)]){{0,2}}[，,]?(?:已|也|经|日前|近日|[于自](?P<date>D)起?|(?P<day>D)|由(?P<issuer>[OE])|在[^，,。；;]{{1,24}}上"
    rf"|在[^，,。；;]{{1,8}}|[^，,。；;、（）()]{{0,4}}?){{0,4}}?(?P<act>{_ACTS})(?![^，,。；;]{{0,6}}[T《])"
)
_REFERENCE_DATE = re.compile(r"\[[A-Z/]{1,5}\][.．] ?(?:[^.\n]{0,30}[,，] ?)?(?P<year>(?:19|20)\d\d)(?!\d)")
_AUTHOR = pattern(r"O[.．] ?\Z")
_SIGNED = ("签署", "签订")  # those who sign are parties, not issuers; and 《合作协议》 is a whole title
_LEFT_OUT = {
    Sort.WORK: Reason.WORK,
    Sort.PERIODICAL: Reason.PERIODICAL,
    Sort.SPEECH: Reason.SPEECH,
    Sort.UNKNOWN: Reason.NO_DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class _Act:
    """What the words around one title say of it."""

    span: Span
    issuers: tuple[Mention, ...] = ()
    date: Mention | Literal | None = None
    act: str = ""
    number: str = ""

    @property
    def known(self) -> bool:
        return bool(self.issuers or self.date or self.act or self.number)


@extractor(
    KG.Issuance,
    KG.Citation,
    examples=(
        Example(
            "2022年6月国务院出台《关于加强数字政府建设的指导意见》，首次提出顶层设计。",
            quotes=("2022年6月国务院出台《关于加强数字政府建设的指导意见》",),
        ),
        Example("《“十四五”国家信息化规划》对此早有部署。", quotes=("《“十四五”国家信息化规划》",)),
        Example("他以《数字政府的未来》为题作了演讲。", quotes=()),
        Example("她著有《数据之道》一书，常在《人民日报》上撰文。", quotes=()),
    ),
)
def issuance(document: Document) -> Iterator[Yield]:
    """Documents with what is said of their issuing."""
    found: list[tuple[Mention, _Act]] = []
    sketches = Sketches(document)
    for title, sort in sorts(document).items():
        if sort in _LEFT_OUT:
            yield Candidate(KG.Citation, title.span, _LEFT_OUT[sort], "document")
        elif sort is Sort.OFFICIAL:
            act = _read(document, title, sketches.around(title.span))
            if bare(title.name) and act.act not in _SIGNED:
                yield Candidate(KG.Citation, title.span, Reason.SHORT_TITLE, "document")
            else:
                found.append((title, act))
    told = {title.name for title, act in found if act.known}
    for title, act in found:
        if act.known:
            yield from _issuances(document, title, act)
        elif title.name not in told:
            yield Finding(
                KG.Citation,
                ((KG.document, title),),
                evidence(title.span.start, title.span.end, "citation"),
                _profiles(document, title),
            )


def _issuances(document: Document, title: Mention, act: _Act) -> Iterator[Finding]:
    for issuer in act.issuers or (None,):
        arguments: list[tuple[NamedNode, Argument]] = [(KG.document, title)]
        arguments += [(KG.issuer, issuer)] if issuer else []
        arguments += [(KG.date, act.date)] if act.date else []
        arguments += [(KG.act, Literal(act.act))] if act.act else []
        arguments += [(KG.number, Literal(act.number))] if act.number else []
        yield Finding(
            KG.Issuance,
            tuple(arguments),
            evidence(act.span.start, act.span.end, "issuance"),
            _profiles(document, title),
        )


def _profiles(document: Document, title: Mention) -> tuple[Profile, ...]:
    short = short_form(document, title)
    return (Profile(Entity(KG.Document, title.name), (short,)),) if short else ()


def _read(document: Document, title: Mention, around: Sketch) -> _Act:
    """Issuer, date, act and number of a title, as far as its sentence tells."""
    place = around.index(title.span.start)
    number = _number(document, title)
    first = next(iter(around.names[place])) == title
    if not first and around.text[place - 1 : place] == "的":  # 修订的《甲》、《乙》: only 甲 is said to be revised
        return _own(document, title, _Act(title.span), number)
    readings = (reading(document, around, place) for reading in (_before, _after, _reference, _owner))
    act = next((act for act in readings if act), _Act(title.span))
    return _own(document, title, act, number)


def _own(document: Document, title: Mention, act: _Act, number: re.Match[str] | None) -> _Act:
    """The act, with what the title itself tells: its number, the year of that, and the body that opens it."""
    date = act.date or (_year(number["year"] or number["edition"]) if number else None)
    issuers = () if act.act in _SIGNED else act.issuers or tuple(_opening_bodies(document, title))
    start = min(act.span.start, title.span.start, number.start() if number else title.span.start)
    span = whole(document, Span(start, max(act.span.end, title.span.end, number.end() if number else 0)))
    return _Act(span, issuers, date, act.act, number.group() if number else "")


def _opening_bodies(document: Document, title: Mention) -> Iterator[Mention]:
    """The bodies in whose name a title speaks: 《中共中央 国务院关于…的意见》."""
    position = title.span.start + (document.text.text[title.span.start] == "《")
    while match := _BODY.match(document.text.text, position, title.span.end):
        yield Mention(Span(*match.span("body")), MentionKind.ORGANIZATION, match["body"])
        position = match.end()


def _before(document: Document, around: Sketch, place: int) -> _Act | None:
    start = max(0, place - _REACH)
    match = _BEFORE.search(around.text[start:place])
    if match is None:
        return None
    where = {name: start + match.start(name) if match[name] else -1 for name in ("date", "issuer", "when", "act")}
    if where["when"] >= 0:
        where["date"] = -1  # 6月3日讯，甲于6月2日印发: the date beside the act counts
    if _LATELY.search(around.text, max(where["date"], 0), where["act"]):
        where["date"] = -1  # 日前印发: the day is not said
    first = min(value for value in where.values() if value >= 0)
    return _Act(
        Span(around.starts[first], around.ends[place]),
        _bodies(document, around, where["issuer"]),
        _date(around, max(where["date"], where["when"])),
        match["act"],
    )


def _after(document: Document, around: Sketch, place: int) -> _Act | None:
    match = _AFTER.match(around.text, place + 1, place + 1 + _REACH)
    if match is None:
        return None
    dated = match.start("date") if match["date"] else match.start("day")
    left = _BY_DATE.search(around.text[max(0, place - 30) : place])
    start = place
    if dated < 0 and left is not None:
        start = dated = max(0, place - 30) + left.start("date")
    return _Act(
        Span(around.starts[start], around.ends[match.end() - 1]),
        _bodies(document, around, match.start("issuer")),
        _date(around, dated),
        match["act"],
    )


def _reference(document: Document, around: Sketch, place: int) -> _Act | None:
    """An entry in a list of references, GB/T 7714: [2] 国务院办公厅. 关于…的意见[Z]. 2021."""
    match = _REFERENCE_DATE.match(document.text.text, around.ends[place])
    if match is None:
        return None
    author = _AUTHOR.search(around.text[:place])
    issuer = author.start() if author else -1
    return _Act(
        Span(around.starts[issuer if author else place], match.end()),
        _bodies(document, around, issuer),
        _year(match["year"]),
    )


def _owner(document: Document, around: Sketch, place: int) -> _Act | None:
    """The body whose name stands right before: 国务院《关于…的意见》."""
    if not around.of(place - 1, MentionKind.ORGANIZATION):
        return None
    return _Act(Span(around.starts[place - 1], around.ends[place]), _bodies(document, around, place - 1))


def _number(document: Document, title: Mention) -> re.Match[str] | None:
    """The number in the brackets right behind a title, on the line below a heading, or right before the title."""
    text, span = document.text.text, title.span
    if behind := _BEHIND.match(text, span.end):
        return _NUMBER.match(text, behind.end())
    before = list(_NUMBER.finditer(text, max(0, span.start - 30), span.start))
    return before[-1] if before and before[-1].end() == span.start else None


def _bodies(document: Document, around: Sketch, place: int) -> tuple[Mention, ...]:
    """The organisations at a place; for a meeting, the body that met."""
    met = (document.mentions_in(event.span, MentionKind.ORGANIZATION) for event in around.of(place, MentionKind.EVENT))
    return around.of(place, MentionKind.ORGANIZATION) or tuple(body for bodies in met for body in bodies)[:1]


def _date(around: Sketch, place: int) -> Mention | None:
    return next(iter(around.of(place, MentionKind.DATE)), None)


def _year(digits: str) -> Literal:
    return Literal(digits, datatype=XSD.gYear)
