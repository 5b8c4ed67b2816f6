"""Who says what: the stretches of a text that are somebody's words, with the speaker.

Four ways of putting it, read paragraph by paragraph over sketches:

    某某表示，……。某某说：“……”    the words behind the verb: up to the closing mark, else to the end of the sentence
    “……。”某某说。                 the words in the quotation marks before
    在某某看来，……                 the words behind
    据某某报道，……按某某的说法，…… the same; 某某的观点是，……
    某某：……    答：……             a paragraph of an interview

他 and 她 are the person who spoke last in the paragraph. Everything inside such a stretch is that person's view.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.document import Document, remembered
from kg.grammar.sketch import pattern, sketch, whole
from kg.model import Finding, Mention, MentionKind, Span

_SHORTEST, _LONGEST = 6, 2000  # characters that make a statement
_PERSON = MentionKind.PERSON

_SAYS = (
    "表示|认为|指出|强调|坦言|透露|补充|回忆|回应|解释|建议|呼吁|直言|坦承|坦诚|写道|总结|预测|判断|感慨|笑言|谈到|提到|谈及|提出|介绍|分析"
    "|告诉[^，,：:。“]{1,8}|认为|主张|重申|宣称|声称|宣布|反问|感叹|说|称|道|讲"
)
_SPEAKS = pattern(
    rf"(?P<who>[PO]|(?<![其])[他她](?!们))(?:[^POT。！？；;，,：:“”「」\n]{{0,6}}?接受[^P，,。；;“]{{0,20}}(?:采访|专访|访问|访谈)时)?[^POT。！？；;，,：:“”「」\n]{{0,28}}?(?<![未不没])(?<!没有)(?<!拒绝)(?P<verb>{_SAYS})"
    r"(?:道|到|说|称|了){0,2}(?:[，,：:]?(?P<quoted>[“「])|[，,：:](?P<plain>))"
)
_SPOKE = pattern(
    rf"(?P<closing>[”」])(?P<who>(?:[^POT。！？；;，,：:“”「」\n]{{0,4}})(?P<name>[PO]|[他她](?!们)))"
    rf"(?:[^POT。！？；;，,：:“”「」\n]{{0,24}}?(?:{_SAYS})(?:道|到|说|称){{0,2}}(?=[。，,：:；;\n]|\Z)|看来)"
)
_VIEW = "说法|话|观点|看法|理解|介绍|分析|判断|描述|解释|表述|理论|定义|划分|总结|估计|测算|统计"
_IN_THE_EYES = pattern(
    r"在(?P<who>[PO]|[他她])看来[，,]"
    r"|(?:据|根据|依据)(?P<by>[PO]|T(?=[^POT，,。]{0,4}(?:报道|消息|刊文|披露)))[^POT，,。]{0,12}?(?:介绍|透露|分析|了解|报道|消息|刊文|通报|公告|披露"
    r"|统计|测算|估计|估算|预测|回忆|讲述|描述|说法|称|公布|数据|监测)[^POT，,。]{0,6}[，,]"
    rf"|(?:按照?|依照?|照|用|借用|套用|引用|援引)(?P<view>[PO])(?:自己|本人)?的?(?:{_VIEW})(?:来?[说看讲]|来形容)?[，,]"
    rf"|(?P<opinion>[PO])(?:本人|自己)?的(?:{_VIEW}|结论|回答|答案|体会|感受)(?:则?是|为)[，,：:]"
)
_TURN = pattern(r"\A(?P<who>P)[：:]")
_ANSWER = re.compile(r"答[：:]\s*")
_INTERVIEWS = pattern(r"(?:专访|采访|对话|访谈|访问|访)了?[^P，,。；;\n]{0,12}?(?P<who>P)")
_TRIGGER = re.compile(rf"{_SAYS}|看来|：|(?<![数证占凭收])据|的(?:{_VIEW}|结论)")
_PAPER = re.compile("[报刊网社台]$|新闻|周末|杂志|在线")
_STATEMENT = re.compile("[，。！？]")
_CLOSING = {"“": "”", "「": "」"}


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody's words: `words` is the statement itself, `span` also holds the speaker and the verb."""

    words: Span
    span: Span
    speaker: Mention
    quoted: bool  # in quotation marks, so word for word


@dataclass(frozen=True, slots=True)
class Interviewee:
    """Who gives the answers of an interview, and the organisation that stands before the name."""

    person: Mention
    organization: Mention | None


def interviewee(document: Document) -> Interviewee | None:
    """The person that an article of questions and answers says it has asked; None for any other article."""
    text = document.text.text
    if len(re.findall(r"^\s*答[：:]", text, re.MULTILINE)) < 2:
        return None
    asked: Interviewee | None = None
    for sentence in document.sentences:
        if asked and asked.organization:
            break
        if re.search("访|对话", document[sentence.span]):
            around = sketch(document, sentence.span)
            for match in _INTERVIEWS.finditer(around.text):
                people = around.of(match.start("who"), _PERSON)
                if len(people) == 1 and (asked is None or asked.person.name == people[0].name):
                    bodies = around.of(match.start("who"), MentionKind.ORGANIZATION)
                    asked = Interviewee(people[0], next(iter(bodies), None))
    return asked


@remembered
def speeches(document: Document) -> tuple[Speech, ...]:
    """Every statement with its speaker, in the order of the text."""
    found: list[Speech] = []
    answers = interviewee(document)
    for _, group in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        span = Span(sentences[0].span.start, sentences[-1].span.end)
        if answers and (answer := _ANSWER.match(document.text.text, span.start)) and answer.end() < span.end:
            found.append(Speech(Span(answer.end(), span.end), span, answers.person, quoted=True))
        elif _TRIGGER.search(document[span]):
            found += sorted(_Paragraph(document, span).speeches(), key=lambda speech: speech.words)
    return tuple(found)


def speaker_of(spoken: Sequence[Speech], span: Span) -> Mention | None:
    """Whose words a stretch of text stands in, if anybody's. `spoken` is what `speeches` gave.

    Of what speakers say of themselves (某集团称，将收购…) the words begin with the speaker and end in the statement.
    """
    last = bisect_right(spoken, span.end, key=lambda speech: speech.words.start)
    return next((each.speaker for each in reversed(spoken[max(0, last - 4) : last]) if _speaks(each, span)), None)


def _speaks(speech: Speech, span: Span) -> bool:
    of_self = speech.speaker.span.start <= span.start < speech.speaker.span.end and speech.words.start < span.end
    return (of_self or speech.words.start <= span.start) and span.end <= speech.words.end


def attribute(finding: Finding, spoken: Sequence[Speech]) -> Finding:
    """The finding with the speaker on each evidence that stands in somebody's words."""
    if not spoken:
        return finding
    told = tuple(each._replace(speaker=each.speaker or speaker_of(spoken, each.span)) for each in finding.evidence)
    return finding._replace(evidence=told)


class _Paragraph:
    """Reads one paragraph; its places are those of the sketch."""

    def __init__(self, document: Document, span: Span) -> None:
        self._document = document
        self._around = sketch(document, span)
        self._openings = _quotations(self._around.text)
        self._closings = {opening: closing for closing, opening in self._openings.items()}
        self._people = [(place, m) for place in sorted(self._around.names) for m in self._around.of(place, _PERSON)]

    def speeches(self) -> Iterator[Speech]:
        text = self._around.text
        for match in _SPOKE.finditer(text):
            closing = match.start("closing")
            opening = self._openings.get(closing, closing)
            yield from self._speech(match.start("name"), (opening + 1, closing), (opening, match.end()), quoted=True)
        for match in _SPEAKS.finditer(text):
            yield from self._said(match)
        for match in _IN_THE_EYES.finditer(text):
            who, last = match.start(str(match.lastgroup)), self._sentence_end(match.end())
            yield from self._speech(who, (match.end(), last), (match.start(), last), quoted=False)
        if turn := _TURN.match(text):
            yield from self._speech(0, (turn.end(), len(text)), (0, len(text)), quoted=True)

    def _said(self, match: re.Match[str]) -> Iterator[Speech]:
        who = match.start("who")
        if not match["quoted"]:
            last = self._sentence_end(match.end())
            yield from self._speech(who, (match.end(), last), (who, last), quoted=False)
            return
        first = match.start("quoted") + 1
        last = self._closings.get(first - 1, len(self._around.text))  # a quotation of several paragraphs closes later
        introduced = self._around.text[first - 2] in "，,：:"
        if introduced or _STATEMENT.search(self._around.text, first, last):  # else a term: 提出“三个统一”
            yield from self._speech(who, (first, last), (who, last), quoted=True)

    def _speech(self, who: int, words: tuple[int, int], stretch: tuple[int, int], *, quoted: bool) -> Iterator[Speech]:
        speaker = self._speaker(who)
        if speaker and words[0] < words[1] and _SHORTEST <= len(said := self._around.span(*words)) <= _LONGEST:
            yield Speech(said, whole(self._document, self._around.span(*stretch)), speaker, quoted)

    def _speaker(self, place: int) -> Mention | None:
        """The one person or body named at a place, or the last person before a pronoun there."""
        if self._around.text[place] in "他她":
            before = bisect_left(self._people, place, key=lambda found: found[0])
            return self._people[before - 1][1] if before else None
        names = self._around.of(place, _PERSON) or self._around.of(place, MentionKind.ORGANIZATION)
        if papers := self._around.of(place, MentionKind.TITLE):  # 《江北日报》报道
            names = tuple(
                paper._replace(kind=MentionKind.ORGANIZATION) for paper in papers if _PAPER.search(paper.name)
            )
        return names[0] if len(names) == 1 else None

    def _sentence_end(self, place: int) -> int:
        """Where the sentence ends that has the place in it, without its full stop."""
        text = self._around.text
        if place >= len(text):
            return place
        end = self._document.sentence_at(self._around.starts[place]).span.end
        last = min(len(text), self._around.index(end - 1) + 1)
        if last - place > _LONGEST:
            return last
        while last > place and (text[last - 1] in "。！？；!?;" or _dangling(text[place:last])):
            last -= 1
        return last


def _dangling(words: str) -> bool:
    """Whether the last character closes a quotation that was opened before these words."""
    return any(words.endswith(closing) and opening not in words for opening, closing in _CLOSING.items())


_QUOTE = re.compile("[“”「」]")


def _quotations(text: str) -> dict[int, int]:
    """The closing mark of every outermost quotation → its opening mark."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _QUOTE.finditer(text):
        if match.group() in _CLOSING:
            opened.append(match.start())
        elif opened and _CLOSING[text[opened[-1]]] == match.group():
            found[match.start()] = opened.pop()
    return found
