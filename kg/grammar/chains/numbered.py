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
_NAME_REACH = 50  # code points between a number and the end of its name, at most
_ORDINAL = re.compile(
    r"(?:第(?P<number>[一二三四五六七八九])|(?P<first>头一|首)|(?<![第分共前后这零〇一二三四五六七八九十百\d])(?P<bare>[一二三四五])(?=期))个?"
    r"(?P<noun>阶段|步(?!骤?[和与、到之])|代(?!表)|时期|次(?:浪潮|飞跃|跨越|转型|创业|革命|跃升|蝶变|升级)|波(?:浪潮)?|程(?![序度式控])|跳|棒|段(?!落)"
    r"|期(?![望待盼刊间限权货工项培学讲班，]|工程|项目)|乐章|级跳|重境界)(?![和与、到至之])"
)
_NAMED = re.compile(
    r"(?:[（(][^（()）\n]{1,24}[）)])?(?:[，,]?(?:就?是|则是|为|则为|叫做?|称为|属于)|：|:|——|，即|(?=[“「『]))(?!了)"
    r"(?P<name>[“「『]?[^，。；：、！？\n“”「」『』（(]{2,14}[”」』]?)(?=[，。；（(\n]|$)"
)
_SAID_BEFORE = re.compile(
    r"(?P<name>[^，。；：！？\n]{2,24})[，,](?:这|就|便)?(?:算|可以说)?是(?:我们的?|他们的?|改革的?|企业的?)?$"
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
        chain = _chain(document, run, _NAMED, "stages.ordinals")
        # Of 一期 and 二期 there are many; those with names are stages.
        if _value(run[0]) == 1 and (run[0]["noun"] != "期" or all(step.aliases for step in chain.steps)):
            yield chain
    for run in _runs(_VERSION.finditer(text), lambda _: "."):
        if not any("从" in text[a.end() : b.start()] for a, b in pairwise(run)):
            yield _chain(document, run, _VERSION_NAME, "stages.versions")


def _runs(matches: Iterable[re.Match[str]], noun: Callable[[re.Match[str]], str]) -> Iterator[list[re.Match[str]]]:
    """Numbers that count up by one, of one noun and not too far apart; what is told again is passed over."""
    run: list[re.Match[str]] = []
    for match in matches:
        value = _value(match)
        if run and noun(match) == noun(run[-1]) and match.start() - run[-1].end() <= _FAR:
            last = _value(run[-1])
            if value == last + 1:
                run.append(match)
                continue
            if 1 < value <= last or (value == last == 1):
                continue
        if len(run) > 1:
            yield run
        run = [match]
    if len(run) > 1:
        yield run


def _value(match: re.Match[str]) -> int:
    """第三阶段 → 3, 头一程 → 1, 2.0 → 2."""
    named = match.groupdict()
    return 1 if named.get("first") else number(match["number"] or match["bare"])


def _chain(document: Document, run: Sequence[re.Match[str]], naming: re.Pattern[str], rule: str) -> Chain:
    """The run as a chain; ordinals give way to names only where each of them has one."""
    steps = [_step(document, match, naming) for match in run]
    if rule == "stages.ordinals" and not all(step.aliases for step in steps):
        steps = [Step(Span(*match.span()), step.words) for match, step in zip(run, steps, strict=True)]
    quote = Span(steps[0].words.start, steps[-1].words.end)
    sentence = document.sentence_at(quote.start).span
    return Chain(tuple(steps), quote, rule, 0.8, topic(document.text.text, sentence.start, quote.start))


def _step(document: Document, match: re.Match[str], naming: re.Pattern[str]) -> Step:
    text = document.text.text
    if named := naming.match(text, match.end(), match.end() + _NAME_REACH):
        name = trimmed(text, *_name_span(named))
        return Step(name, Span(match.start(), max(name.end, named.end())), (match.group(),))
    sentence = document.sentence_at(match.start()).span
    if said := _SAID_BEFORE.search(text, max(sentence.start, match.start() - _NAME_REACH), match.start()):
        return Step(Span(*said.span("name")), Span(said.start("name"), match.end()), (match.group(),))
    return Step(Span(*match.span()), Span(*match.span()))


def _name_span(named: re.Match[str]) -> tuple[int, int]:
    return next(named.span(group) for group, value in named.groupdict().items() if value)
