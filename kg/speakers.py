"""Who says what: the stretches of a text that are somebody's words, with the speaker.

Four ways of putting it, read paragraph by paragraph over sketches:

    某某表示，……。某某说：“……”    the words behind the verb: up to the closing mark, else to the end of the sentence
    “……。”某某说。                 the words in the quotation marks before
    在某某看来，……                 the words behind
    某某：……                       a paragraph of an interview

他 and 她 are the person who spoke last in the paragraph. Everything inside such a stretch is that person's view.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.document import Document
from kg.model import Mention, MentionKind, Span
from kg.sketch import Sketch, pattern, sketch

_SHORTEST = 6  # characters that make a statement

_SAYS = (
    "表示|认为|指出|强调|坦言|透露|补充|回忆|回应|解释|建议|呼吁|直言|坦承|坦诚|写道|总结|预测|判断|感慨|笑言|谈到|提到|谈及|提出|介绍|分析"
    "|告诉[^，,：:。“]{1,8}|认为|主张|重申|宣称|声称|宣布|反问|感叹|说|称|道|讲"
)
_SPEAKS = pattern(
    rf"(?P<who>[PO]|(?<![其])[他她](?!们))(?:[^POT。！？；;，,：:“”「」\n]{{0,6}}?接受[^P，,。；;“]{{0,20}}(?:采访|专访|访问|访谈)时)?[^POT。！？；;，,：:“”「」\n]{{0,28}}?(?P<verb>{_SAYS})"
    r"(?:道|到|说|称|了){0,2}(?:[，,：:]?(?P<quoted>[“「])|[，,：:](?P<plain>))"
)
_SPOKE = pattern(
    rf"(?P<closing>[”」])(?P<who>(?:[^POT。！？；;，,：:“”「」\n]{{0,4}})(?P<name>[PO]|[他她](?!们)))"
    rf"(?:[^POT。！？；;，,：:“”「」\n]{{0,24}}?(?:{_SAYS})(?:道|到|说|称){{0,2}}(?=[。，,：:；;\n]|\Z)|看来)"
)
_IN_THE_EYES = pattern(r"在(?P<who>P|[他她])看来[，,]|据(?P<by>P)[^POT，,。]{0,4}(?:介绍|透露|分析|了解)[，,]")
_TURN = pattern(r"\A(?P<who>P)[：:]")
_TRIGGER = re.compile(rf"{_SAYS}|看来|：")
_CLOSING = {"“": "”", "「": "」"}


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody's words: `words` is the statement itself, `span` also holds the speaker and the verb."""

    words: Span
    span: Span
    speaker: Mention
    quoted: bool  # in quotation marks, so word for word


def speeches(document: Document) -> tuple[Speech, ...]:
    """Every statement with its speaker, in the order of the text."""
    found: list[Speech] = []
    for _, group in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        span = Span(sentences[0].span.start, sentences[-1].span.end)
        if _TRIGGER.search(document[span]):
            found += sorted(_in_paragraph(document, span), key=lambda speech: speech.words)
    return tuple(found)


def speaker_of(spoken: Sequence[Speech], span: Span) -> Mention | None:
    """Whose words a stretch of text stands in, if anybody's. `spoken` is what `speeches` gave."""
    last = bisect_right(spoken, span.start, key=lambda speech: speech.words.start)
    return next((speech.speaker for speech in reversed(spoken[max(0, last - 4) : last]) if span in speech.words), None)


def _in_paragraph(document: Document, span: Span) -> Iterator[Speech]:
    around = sketch(document, span)
    quotations = _quotations(around.text)
    speakers: list[tuple[int, Mention]] = []
    for match in _SPOKE.finditer(around.text):
        opening = quotations.get(match.start("closing"), -1)
        if opening >= 0 and (speaker := _speaker(around, match.start("name"), speakers)):
            yield from _speech(
                document, around, (opening + 1, match.start("closing")), (opening, match.end()), speaker, True
            )
    closings = {opening: closing for closing, opening in quotations.items()}
    for match in _SPEAKS.finditer(around.text):
        if speaker := _speaker(around, match.start("who"), speakers):
            if match["quoted"]:
                first, last = match.start("quoted") + 1, closings.get(match.start("quoted"), -1)
                if around.text[first - 2] not in "，,：:" and not re.search("[，。！？]", around.text[first:last]):
                    continue  # 提出“三个统一”: a term, no statement
            else:
                first, last = match.end(), _sentence_end(document, around, match.end())
            yield from _speech(
                document, around, (first, last), (match.start("who"), last), speaker, bool(match["quoted"])
            )
    for match in _IN_THE_EYES.finditer(around.text):
        if speaker := _speaker(around, match.start("who" if match["who"] else "by"), speakers):
            last = _sentence_end(document, around, match.end())
            yield from _speech(document, around, (match.end(), last), (match.start(), last), speaker, False)
    if (turn := _TURN.match(around.text)) and (speaker := _speaker(around, 0, speakers)):
        yield from _speech(document, around, (turn.end(), len(around.text)), (0, len(around.text)), speaker, True)


def _speaker(around: Sketch, place: int, speakers: list[tuple[int, Mention]]) -> Mention | None:
    """Who speaks at a place of the sketch: the person or body folded there, or the last person before a pronoun."""
    names = around.of(place, MentionKind.PERSON) or around.of(place, MentionKind.ORGANIZATION)
    if not names and around.text[place] in "他她":
        before = [name for where, group in around.names.items() if where < place for name in group]
        names = tuple(name for name in before if name.kind is MentionKind.PERSON)[-1:]
    if len(names) == 1:
        speakers.append((place, names[0]))
        return names[0]
    return None


def _speech(
    document: Document, around: Sketch, words: tuple[int, int], whole: tuple[int, int], speaker: Mention, quoted: bool
) -> Iterator[Speech]:
    start, end = words
    if end - start < _SHORTEST:
        return
    span = around.span(*whole)
    after = document.text.text[span.end : span.end + 1]
    yield Speech(
        around.span(start, end),
        Span(span.start, span.end + (quoted and after in "”」" and after != "")),
        speaker,
        quoted,
    )


def _sentence_end(document: Document, around: Sketch, place: int) -> int:
    """Where, in the sketch, the sentence ends that has the place in it; without its full stop."""
    if place >= len(around.text):
        return place
    end = document.sentence_at(around.starts[place]).span.end
    last = min(len(around.text), around.index(end - 1) + 1)
    while last > place and (around.text[last - 1] in "。！？；!?;" or _dangling(around.text[place:last])):
        last -= 1
    return last


def _dangling(words: str) -> bool:
    """Whether the last character closes a quotation that was opened before these words."""
    return any(words.endswith(closing) and opening not in words for opening, closing in _CLOSING.items())


def _quotations(text: str) -> dict[int, int]:
    """The closing mark of every outermost quotation → its opening mark."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer("[“”「」]", text):
        if match.group() in _CLOSING:
            opened.append(match.start())
        elif opened and _CLOSING[text[opened[-1]]] == match.group():
            found[match.start()] = opened.pop()
    return found
