"""Stages that a text counts, numbers or lists: 经历A、B、C三个阶段, 第一阶段…第二阶段…, 萌芽期、成长期和成熟期.

Each reader below knows one way to write a chain. Where two readers see the same chain, the first to begin keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kg.counted import CountedSet, counted_sets
from kg.document import Document
from kg.enumerations import coordinated, enclosed, plain, shared_ending, trimmed
from kg.extractor import Example, Yield, extractor
from kg.model import Candidate, Span
from kg.proposals import Chain, Step, chain_findings, distinct
from kg.structure import number, paragraphs
from kg.topics import topic
from kg.vocab import KG

_PERIOD = r"(?:阶段|时代|时期|期)"
_RULE = "stages."


@extractor(
    KG.ModelProposal,
    KG.StageMembership,
    examples=(
        Example(
            "平台的发展先后经历了数据库、数据湖、数据中台三个阶段。",
            quotes=("数据库、数据湖、数据中台三个阶段", "数据库", "数据湖", "数据中台"),
        ),
        Example(
            "第一阶段，清理台账；第二阶段，重塑流程。",
            quotes=("第一阶段，清理台账；第二阶段", "第一阶段", "第二阶段"),
        ),
        Example(
            "该词条把市场划分为萌芽期（2015年以前）、成长期和成熟期。",
            quotes=("萌芽期（2015年以前）、成长期和成熟期", "萌芽期", "成长期", "成熟期"),
        ),
        Example("大多数医院还停在第一步和第二步之间。", quotes=()),
        Example("北京、上海、深圳三个城市参加了会议。", quotes=()),
    ),
)
def stages(document: Document) -> Iterator[Yield]:
    """The chains of stages that a text sets out as such."""
    found: list[Chain] = []
    for read in READERS:
        for chain in read(document):
            if isinstance(chain, Candidate):
                yield chain
            elif not any(_same(document, chain, other) for other in found):
                found.append(chain)
    for chain in found:
        yield from chain_findings(document, chain)


def _same(document: Document, one: Chain, other: Chain) -> bool:
    """Whether two readers saw the same chain, or one a part of it."""
    return one.quote.overlaps(other.quote) and bool(_names(document, one) & _names(document, other))


def _names(document: Document, chain: Chain) -> set[str]:
    return {plain(document[step.name]) for step in chain.steps}


# 先后经历了自动化、信息化、网络化三个阶段，目前正在向智能化阶段迈进

_NEXT = re.compile(
    rf"^[，,；;。][^，。；！？\n]{{0,14}}?(?:进入|迈入|步入|迈向|走向|转入|跨入|向|迎来)(?:了)?(?P<name>[^，。；！？\n]{{2,18}}?)(?:的?全?新的?)?"
    rf"(?:{_PERIOD}|(?:迈进|转变|过渡|迈步|演进|发展|升级)(?=[，。；！？”\n]|$))"
)


def _counted(document: Document) -> Iterator[Chain | Candidate]:
    text = document.text.text
    for counted in counted_sets(text):
        if not isinstance(counted, CountedSet) or not counted.is_chain(text):
            continue
        steps = [Step(item.head, item.head, (), _gloss(item.head, item.body)) for item in counted.items]
        end = counted.quote.end
        if counted.form == "before" and (more := _NEXT.match(text[end : end + 60])):
            name = trimmed(text, end + more.start("name"), end + more.end("name"))
            steps.append(Step(name, Span(end + 1, end + more.end())))
            end += more.end()
        sentence = document.sentence_at(counted.quote.start).span
        yield Chain(
            tuple(steps),
            Span(counted.quote.start, end),
            _RULE + "counted",
            0.92,
            topic(text, sentence.start, counted.quote.start),
        )


def _gloss(head: Span, body: Span) -> Span | None:
    rest = Span(head.end, body.end)
    return rest if len(rest) > 3 else None


# 第一阶段…；第二阶段…；进入第三阶段…

_ORDINAL = re.compile(
    r"第(?P<number>[一二三四五六七八九])个?(?P<noun>阶段|步(?!骤?[和与、到之])|代(?!表)|时期|次浪潮|波(?:浪潮)?)(?![和与、到至之])"
)
_NAMED = re.compile(
    r"(?:就?是|为|叫做?|称为|：|:|——|，即)(?P<name>[“「『]?[^，。；：、！？\n“”「」『』（(]{2,14}[”」』]?)(?=[，。；（(\n]|$)"
)
_FAR = 700  # code points between two ordinals of one chain, at most


def _ordinals(document: Document) -> Iterator[Chain]:
    text = document.text.text
    run: list[re.Match[str]] = []
    for match in (*_ORDINAL.finditer(text), None):
        if match and run and match["noun"] == run[-1]["noun"] and match.start() - run[-1].end() <= _FAR:
            value = number(match["number"])
            if value == len(run) + 1:
                run.append(match)
                continue
            if 1 < value <= len(run):  # told again
                continue
        if len(run) > 1:
            yield _ordinal_chain(document, run)
        run = [match] if match and number(match["number"]) == 1 else []


def _ordinal_chain(document: Document, run: Sequence[re.Match[str]]) -> Chain:
    text = document.text.text
    steps = []
    for match in run:
        ordinal = f"第{match['number']}{match['noun']}"
        named = _NAMED.match(text, match.end(), match.end() + 24)
        if named:
            name = trimmed(text, named.start("name"), named.end("name"))
            steps.append(Step(name, Span(match.start(), name.end), (ordinal,)))
        else:
            steps.append(Step(Span(match.start(), match.end()), Span(match.start(), match.end())))
    first = document.sentence_at(run[0].start()).span
    quote = Span(run[0].start(), steps[-1].words.end)
    return Chain(tuple(steps), quote, _RULE + "ordinals", 0.8, topic(text, first.start, run[0].start()))


# 1.0是「网站化」…；2.0是「行动化」…；目前迈入3.0「个人化」

_VERSION = re.compile(r"(?P<number>[1-9])\.0(?!\d)(?:时代|阶段|版本|版)?")
_VERSION_NAME = re.compile(
    r"(?:就?是|为|，即|：|——|的)?[“「『](?P<name>[^”」』\n]{2,14})[”」』]|(?:就?是|为|：)(?P<bare>[^，。；：\n]{2,10})(?=[，。；])"
)


def _versions(document: Document) -> Iterator[Chain]:
    text = document.text.text
    run: list[re.Match[str]] = []
    for match in (*_VERSION.finditer(text), None):
        if match and run and match.start() - run[-1].end() <= _FAR:
            value = int(match["number"])
            if value == int(run[-1]["number"]) + 1:
                run.append(match)
                continue
            if value <= int(run[-1]["number"]):
                continue
        if len(run) > 1 and not any("从" in text[a.end() : b.start()] for a, b in pairwise(run)):
            yield _version_chain(document, run)
        run = [match] if match else []


def _version_chain(document: Document, run: Sequence[re.Match[str]]) -> Chain:
    text = document.text.text
    steps = []
    for match in run:
        named = _VERSION_NAME.match(text, match.end(), match.end() + 24)
        if named:
            group = "name" if named["name"] else "bare"
            name = Span(named.start(group), named.end(group))
            steps.append(Step(name, Span(match.start(), named.end()), (match.group(),)))
        else:
            steps.append(Step(Span(match.start(), match.end()), Span(match.start(), match.end())))
    first = document.sentence_at(run[0].start()).span
    quote = Span(run[0].start(), steps[-1].words.end)
    return Chain(tuple(steps), quote, _RULE + "versions", 0.8, topic(text, first.start, run[0].start()))


# 经过导入期、成长期、成熟期和衰退期; 被划分为初始级、受管理级和优化级

_PASSING = re.compile(
    r"(?:经历|经过|历经|走过|跨越|分为|分成|划分为|划分成|包括|依次是|依次为|分别是|先后是|依次分为)了?(?:从)?"
)
_ENDING = re.compile(r"(?:期|阶段|时代|时期|级|化)$")


def _listed(document: Document) -> Iterator[Chain]:
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        if not re.search(r"[期段代级化]", text[span.start : span.end]):
            continue
        frame = enclosed(text, span.start, span.end)
        for match in _PASSING.finditer(frame):
            stop = re.search(r"[，。；：！？,;\n]", frame[match.end() :])
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
            yield Chain(steps, quote, _RULE + "listed", 0.85, topic(text, span.start, span.start + match.start()))


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


# “试点—扩散—固化—再造”的循环; 线下办→网上办→掌上办

_ARROWS = re.compile(
    r"(?P<chain>[^，。；：！？、“”‘’「」『』（）()\s→—–－\-]{1,12}(?:(?:→|—{1,2}|–|－|-+>?)[^，。；：！？、“”‘’「」『』（）()\s→—–－\->]{1,12}){2,9})"
)
_LINKED = re.compile(r"[→—–－-]")
_PROCESS = re.compile(
    r"[”」』]?的?[^，。；\n]{0,6}?(?:循环|闭环|链条|链路|路径|过程|流程|阶段|历程|逻辑|演进|跃升|步|层次|三部曲|周期|体系|模式|格局)"
)


def _matches(document: Document, trigger: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches in those sentences that hold the trigger, which is cheap to look for."""
    text = document.text.text
    for sentence in document.sentences:
        if trigger.search(text, sentence.span.start, sentence.span.end):
            yield from pattern.finditer(text, sentence.span.start, sentence.span.end)


def _arrows(document: Document) -> Iterator[Chain]:
    text = document.text.text
    for match in _matches(document, _LINKED, _ARROWS):
        chain = match["chain"]
        if re.search(r"[A-Za-z\d]", chain) and "→" not in chain:
            continue
        if "→" not in chain and not _PROCESS.match(text, match.end(), match.end() + 16):
            continue
        steps, at = [], match.start()
        for piece in re.split(r"(→|—{1,2}|–|－|-+>?)", chain):
            if piece and piece[0] not in "→—–－-":
                steps.append(Step(Span(at, at + len(piece)), Span(at, at + len(piece))))
            at += len(piece)
        names = [document[step.name] for step in steps]
        if distinct(names) and any(len(name) > 1 for name in names):
            sentence = document.sentence_at(match.start()).span
            start = match.start() - (1 if text[match.start() - 1 : match.start()] in "“「『" else 0)
            yield Chain(
                tuple(steps),
                Span(match.start(), match.end()),
                _RULE + "arrows",
                0.8,
                topic(text, sentence.start, start),
            )


# 信息化阶段基本完成，步入加速发展的数据化时代……进入智能化阶段

_LEFT_PERIOD = re.compile(
    r"(?P<name>[^，。；：、！？的\n]{2,10}?)(?P<noun>阶段|时代|时期)(?:已经?)?(?:基本|大体)?(?:完成|结束|落幕|告一段落|过去)"
)
_ENTERED_PERIOD = re.compile(
    r"(?:进入|步入|迈入|跨入|转入|迎来|迈向|走向)了?(?P<owner>[^，。；：、！？\n]{0,12}的)?(?P<name>[^，。；：、！？的新\n]{2,10}?)(?P<noun>阶段|时代|时期)"
)


def _entered(document: Document) -> Iterator[Chain]:
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
            yield Chain(tuple(steps), quote, _RULE + "entered", 0.75)


def _period(match: re.Match[str]) -> Step:
    return Step(Span(match.start("name"), match.end("noun")), Span(match.start(), match.end()))


# 初级靠背、中级靠用、高级靠想

_LADDERS = (("初级", "中级", "高级"), ("初期", "中期", "后期"), ("早期", "中期", "晚期"), ("初阶", "中阶", "高阶"))


def _ladders(document: Document) -> Iterator[Chain]:
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
                _RULE + "ladder",
                0.75,
                topic(text, sentence.start, match.start()),
            )


READERS: tuple[Callable[[Document], Iterator[Chain | Candidate]], ...] = (
    _counted,
    _versions,
    _ordinals,
    _listed,
    _arrows,
    _entered,
    _ladders,
)
