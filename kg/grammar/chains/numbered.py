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
_CHAPTER = 2000  # code points between two headings of one chain, at most
_NAME_REACH = 50  # code points between a number and the end of its name, at most
_ORDINAL = re.compile(
    r"(?:第(?P<number>[一二三四五六七八九])|(?P<first>头一|首)|(?<![第分共前后这零〇一二三四五六七八九十百\d])(?P<bare>[一二三四五])(?=期))个?"
    r"(?P<noun>阶段|步(?!骤?[和与、到之])|代(?!表)|时期|次(?:[^，。；：、！？\n第]{0,6}?(?:浪潮|飞跃|跨越|转型|创业|革命|跃升|蝶变|升级|变革|改革|转折|迁移))?|波(?:浪潮)?|程(?![序度式控])|跳|棒|段(?!落)"
    r"|期(?![望待盼刊间限权货工项培学讲班，]|工程|项目)|乐章|级跳|重境界)(?![和与、到至之])"
)
_NAMED = re.compile(
    r"(?:[（(][^（()）\n]{1,24}[）)])?(?:[，,]?(?:就?是|则是|为|则为|叫做?|称为|属于)|：|:|——|，即|(?=[“「『]))(?!了(?!解))"
    r"(?P<name>[“「『][^“”「」『』\n]{1,14}[”」』]|[^，。；：、！？\n“”「」『』（(]{2,14})(?=[，。；（(\n]|$)"
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
    for run in _runs(_ORDINAL.finditer(text), lambda match: "次" if match["noun"][0] == "次" else match["noun"]):
        if all(match["noun"] == "次" for match in run) and not _TURNS.search(text, *_just_before(run[0])):
            continue  # 第一次见面，第二次…
        chain = _chain(document, run, _NAMED, "stages.ordinals")
        # Of 一期 and 二期 there are many; those with names are stages.
        if _value(run[0]) == 1 and (run[0]["noun"] != "期" or all(step.aliases for step in chain.steps)):
            yield chain
    for run in _runs(_VERSION.finditer(text), lambda _: "."):
        if not any("从" in text[a.end() : b.start()] for a, b in pairwise(run)):
            yield _chain(document, run, _VERSION_NAME, "stages.versions")


def _runs(
    matches: Iterable[re.Match[str]], noun: Callable[[re.Match[str]], str], far: int = _FAR
) -> Iterator[list[re.Match[str]]]:
    """Numbers that count up by one, of one noun and not too far apart; what is told again is passed over."""
    run: list[re.Match[str]] = []
    for match in matches:
        value = _value(match)
        if run and noun(match) == noun(run[-1]) and match.start() - run[-1].end() <= far:
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


# 工业革命有过三次：第一次是…; 步骤1：…
_TURNS = re.compile(r"(?:革命|浪潮|变革|转型|飞跃|跨越|升级|跃升|转折|迁移)[^。；！？\n]{0,14}$")
_STEP = re.compile(
    r"^[ \u3000#*>\d.-]{0,10}(?:步骤|阶段|[Ss]tep ?|STEP ?)(?P<number>[一二三四五六七八九]|[1-9])(?!\d)"
    r"[：:、.．\s*—-]{1,3}(?P<name>[^\n。；！？]{2,40})[。；]?$",
    re.MULTILINE,
)


def step_chains(document: Document) -> Iterator[Chain]:
    """Lines or headings that are the steps of a way: 步骤1：…, 步骤2：…."""
    text = document.text.text
    for run in _runs(_STEP.finditer(text), lambda _: "", far=_CHAPTER):
        steps = tuple(
            Step(trimmed(text, *match.span("name")), Span(*match.span("name")), (f"步骤{match['number']}",))
            for match in run
        )
        if _value(run[0]) == 1:
            yield Chain(steps, Span(steps[0].words.start, steps[-1].words.end), "stages.steps")


# 一是起步期，……二是成长期，……三是成熟期
_LISTED_PERIOD = re.compile(
    r"(?<=[，。；：:\n])(?P<number>[一二三四五六])(?:是|为)(?:[^，。；：、\n]{1,12}的)?"
    r"(?P<name>[^，。；：、（(\n的]{2,8}(?:阶段|时期|时代|(?<![周日工假定学任预])期))"
)


def period_chains(document: Document) -> Iterator[Chain]:
    """Numbered items that are periods by their names."""
    for run in _runs(_LISTED_PERIOD.finditer(document.text.text), lambda _: ""):
        if _value(run[0]) == 1:
            steps = tuple(Step(Span(*match.span("name")), Span(*match.span())) for match in run)
            yield Chain(steps, Span(steps[0].words.start, steps[-1].words.end), "stages.listed")


def _just_before(match: re.Match[str]) -> tuple[int, int]:
    return max(0, match.start() - 40), match.start()


def _value(match: re.Match[str]) -> int:
    """第三阶段 → 3, 头一程 → 1, 2.0 → 2."""
    named = match.groupdict()
    return 1 if named.get("first") else number(match["number"] or named["bare"])


def _chain(document: Document, run: Sequence[re.Match[str]], naming: re.Pattern[str], rule: str) -> Chain:
    """The run as a chain; ordinals give way to names only where each of them has one."""
    steps = [_step(document, match, naming) for match in run]
    if rule == "stages.ordinals" and not all(step.aliases for step in steps):
        steps = [Step(Span(*match.span()), step.words) for match, step in zip(run, steps, strict=True)]
    quote = Span(steps[0].words.start, steps[-1].words.end)
    sentence = document.sentence_at(quote.start).span
    return Chain(tuple(steps), quote, rule, topic(document.text.text, sentence.start, quote.start))


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
