"""Numbered stages: 第一阶段…第二阶段…第三阶段…, 1.0是「网站化」…2.0是「行动化」…3.0「个人化」."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from kg.document import Document
from kg.grammar.enumerations import trimmed
from kg.grammar.proposals import Chain, Step
from kg.grammar.topics import topic
from kg.model import Span
from kg.structure import number

_FAR = 700  # code points between two numbers of one chain, at most
_ORDINAL = re.compile(
    r"第(?P<number>[一二三四五六七八九])个?(?P<noun>阶段|步(?!骤?[和与、到之])|代(?!表)|时期|次浪潮|波(?:浪潮)?)(?![和与、到至之])"
)
_NAMED = re.compile(
    r"(?:就?是|为|叫做?|称为|：|:|——|，即)(?P<name>[“「『]?[^，。；：、！？\n“”「」『』（(]{2,14}[”」』]?)(?=[，。；（(\n]|$)"
)
_VERSION = re.compile(r"(?P<number>[1-9])\.0(?!\d)(?:时代|阶段|版本|版)?")
_VERSION_NAME = re.compile(
    r"(?:就?是|为|，即|：|——|的)?[“「『](?P<name>[^”」』\n]{2,14})[”」』]|(?:就?是|为|：)(?P<bare>[^，。；：\n]{2,10})(?=[，。；])"
)


def numbered_chains(document: Document) -> Iterator[Chain]:
    """Runs of ordinals and of versions, each stage by its name where it has one."""
    text = document.text.text
    ordinals = _runs(_ORDINAL.finditer(text), lambda match: match["noun"])
    for run in ordinals:
        if number(run[0]["number"]) == 1:
            yield _chain(document, run, _NAMED, "stages.ordinals")
    for run in _runs(_VERSION.finditer(text), lambda _: "."):
        if not any("从" in text[a.end() : b.start()] for a, b in pairwise(run)):
            yield _chain(document, run, _VERSION_NAME, "stages.versions")


def _runs(matches: Iterable[re.Match[str]], noun: Callable[[re.Match[str]], str]) -> Iterator[list[re.Match[str]]]:
    """Numbers that count up by one, of one noun and not too far apart; what is told again is passed over."""
    run: list[re.Match[str]] = []
    for match in matches:
        value = number(match["number"])
        if run and noun(match) == noun(run[-1]) and match.start() - run[-1].end() <= _FAR:
            last = number(run[-1]["number"])
            if value == last + 1:
                run.append(match)
                continue
            if 1 < value <= last or (value == 1 and len(run) == 1):
                continue
        if len(run) > 1:
            yield run
        run = [match]
    if len(run) > 1:
        yield run


def _chain(document: Document, run: Sequence[re.Match[str]], naming: re.Pattern[str], rule: str) -> Chain:
    text = document.text.text
    steps = []
    for match in run:
        words = Span(match.start(), match.end())
        named = naming.match(text, match.end(), match.end() + 24)
        if named:
            name = trimmed(text, *_name_span(named))
            steps.append(Step(name, Span(match.start(), max(name.end, named.end())), (match.group(),)))
        else:
            steps.append(Step(words, words))
    sentence = document.sentence_at(run[0].start()).span
    quote = Span(run[0].start(), steps[-1].words.end)
    return Chain(tuple(steps), quote, rule, 0.8, topic(text, sentence.start, run[0].start()))


def _name_span(named: re.Match[str]) -> tuple[int, int]:
    return next(named.span(group) for group, value in named.groupdict().items() if value)
