"""Periods without a count: 经过导入期、成长期和成熟期; 信息化阶段基本完成，步入数据化时代; 初级…、中级…、高级…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.enumerations import coordinated, enclosed, plain, shared_ending
from kg.grammar.proposals import Chain, Step, distinct
from kg.grammar.topics import topic
from kg.model import Span
from kg.structure import paragraphs

# 经过导入期、成长期、成熟期和衰退期; 被划分为初始级、受管理级和优化级

_PASSING = re.compile(
    r"(?:经历|经过|历经|走过|跨越|分为|分成|划分为|划分成|包括|依次是|依次为|分别是|先后是|依次分为)了?(?:从)?"
)
_ENDING = re.compile(r"(?:期|阶段|时代|时期|级|化)$")


def listed_chains(document: Document) -> Iterator[Chain]:
    """Lists of periods or levels behind a verb of passing or dividing."""
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        if not re.search(r"[期段代级化]", text[span.start : span.end]):
            continue
        frame = enclosed(text, span.start, span.end)
        for match in _PASSING.finditer(frame):
            stop = re.search(r"[，。；：！？,;\n]|的(?:过程|历程|演进|发展|变迁|转变)", frame[match.end() :])
            end = match.end() + stop.start() if stop else len(frame)
            items = coordinated(text, Span(span.start + match.end(), span.start + end))
            names = [plain(document[item]) for item in items]
            ending = shared_ending(names)
            if len(items) < 3 or not distinct(names) or not _ENDING.search(ending) or "等" in names[-1][-2:]:
                continue
            if ending == "化" and not re.match(r"经|历|走|跨|依次|先后", match.group()):
                continue
            steps = tuple(_level(document, item) for item in items)
            quote = Span(items[0].start, items[-1].end)
            yield Chain(steps, quote, "stages.listed", 0.85, topic(text, span.start, span.start + match.start()))


_CODE = re.compile(r"[A-Z]{1,2}\d{1,2}(?=[\u4e00-\u9fff])")


def _level(document: Document, item: Span) -> Step:
    """A stage of a list, without the bracket behind its name; its code, L1, is another name."""
    item = _bare(document, item)
    code = _CODE.match(document.text.text, item.start, item.end)
    return Step(Span(code.end(), item.end), item, (code.group(),)) if code else Step(item, item)


def _bare(document: Document, item: Span) -> Span:
    words = document[item]
    at = min((i for i in (words.find(mark, 1) for mark in "（(") if i > 0), default=len(words))
    return Span(item.start, item.start + at)


# 信息化阶段基本完成，步入加速发展的数据化时代……进入智能化阶段

_LEFT_PERIOD = re.compile(
    r"(?P<name>[^，。；：、！？的\n]{2,10}?)(?P<noun>阶段|时代|时期)(?:已经?)?(?:基本|大体)?(?:完成|结束|落幕|告一段落|过去)"
)
_ENTERED_PERIOD = re.compile(
    r"(?:进入|步入|迈入|跨入|转入|迎来|迈向|走向)了?(?P<owner>[^，。；：、！？\n]{0,12}的)?(?P<name>[^，。；：、！？的新\n]{2,10}?)(?P<noun>阶段|时代|时期)"
)


def entered_chains(document: Document) -> Iterator[Chain]:
    """A period that is over, and those that the paragraph says are entered after it."""
    text = document.text.text
    for line in paragraphs(text):
        first = _LEFT_PERIOD.search(text, line.start, line.end)
        if not first:
            continue
        steps = [_period(first)]
        for match in _ENTERED_PERIOD.finditer(text, first.end(), line.end):
            if match["name"] not in {document[step.name] for step in steps} and not re.search(
                r"\d|快速|全新|新的", match["name"]
            ):
                steps.append(_period(match))
        if len(steps) > 1:
            quote = Span(first.start(), steps[-1].words.end)
            yield Chain(tuple(steps), quote, "stages.entered", 0.75)


def _period(match: re.Match[str]) -> Step:
    return Step(Span(match.start("name"), match.end("noun")), Span(match.start(), match.end()))


# 初级靠背、中级靠用、高级靠想

_LADDERS = (("初级", "中级", "高级"), ("初期", "中期", "后期"), ("早期", "中期", "晚期"), ("初阶", "中阶", "高阶"))


def ladder_chains(document: Document) -> Iterator[Chain]:
    """The rungs everybody knows, each at the head of its clause."""
    text = document.text.text
    for ladder in _LADDERS:
        pattern = r"[^，。；、\n]{0,12}[，；、]".join(rf"(?P<rung{i}>{rung})" for i, rung in enumerate(ladder))
        for match in re.finditer(pattern, text):
            steps = tuple(
                Step(Span(*match.span(f"rung{i}")), Span(*match.span(f"rung{i}"))) for i in range(len(ladder))
            )
            sentence = document.sentence_at(match.start()).span
            yield Chain(
                steps,
                Span(match.start(), match.end()),
                "stages.ladder",
                0.75,
                topic(text, sentence.start, match.start()),
            )
