"""Wholes and their parts: counted (五大支柱), named (“ACE”方法论，即…), composed (由…组成), a slogan (一云两端三网).

Each reader below knows one way to set out a whole. Where two readers see the same parts, the first keeps them. A list
that ends in an open 等 without a name or a count, things that are no parts (cities, firms, problems, advice), the cells
and axes of quadrant models, and chains of stages are left to others or kept as candidates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kg.counted import CountedSet, Mismatch, SetItem, counted_sets, head
from kg.document import Document
from kg.enumerations import coordinated, counts, enclosed, plain, separated, shared_ending, trimmed
from kg.extractor import Example, Yield, extractor
from kg.matrices import matrices
from kg.model import Candidate, Span
from kg.naming import counted_name, given_name, name_at
from kg.polarity import readings
from kg.proposals import Piece, Whole, distinct, whole_findings
from kg.structure import headings, line_at, number, numbered_lists, paragraphs
from kg.topics import topic
from kg.vocab import KG
from kg.words import words

_RULE = "parts."


@extractor(
    KG.ModelProposal,
    KG.PartMembership,
    examples=(
        Example(
            "集团把治理体系划分为组织、制度、流程三大支柱，缺一不可。",
            quotes=("组织、制度、流程三大支柱", "组织", "制度", "流程"),
        ),
        Example(
            "上架前要过三道关：来源合法、用途正当、风险可控。",
            quotes=("三道关：来源合法、用途正当、风险可控", "来源合法", "用途正当", "风险可控"),
        ),
        Example(
            "“ACE”方法论，即评估（Assess）、共创（Co-create）、演进（Evolve），先体检再开方。",
            quotes=(
                "“ACE”方法论，即评估（Assess）、共创（Co-create）、演进（Evolve）",
                "评估（Assess）",
                "共创（Co-create）",
                "演进（Evolve）",
            ),
        ),
        Example("清源模式就是“一云两端三网”。", quotes=("一云两端三网", "一云", "两端", "三网")),
        Example("北京、上海、深圳三个城市和甲、乙两家公司参加了会议。", quotes=()),
        Example("大数据、人工智能、云计算等技术正在成熟。", quotes=()),
        Example("平台经历了数据库、数据湖、数据中台三个阶段。", quotes=()),
    ),
)
def parts(document: Document) -> Iterator[Yield]:
    """Every whole that the text sets out, with its parts."""
    text = document.text.text
    taken = [cell.words for matrix in matrices(text) for cell in matrix.cells]
    taken += [axis.span for matrix in matrices(text) for axis in matrix.axes]
    found: list[Whole] = []
    for read in READERS:
        for whole in read(document):
            if isinstance(whole, Candidate):
                yield whole
            elif _new(document, whole, found, taken):
                found.append(whole)
    for whole in found:
        yield from whole_findings(document, whole, KG.ComponentModel)


def _new(document: Document, whole: Whole, found: Sequence[Whole], taken: Sequence[Span]) -> bool:
    """Whether no reader before has these parts, and they are no cells or axes of a quadrant model."""
    names = {plain(document[piece.name]) for piece in whole.pieces}
    if any(piece.name.overlaps(span) for piece in whole.pieces for span in taken):
        return False
    for other in found:
        shared = names & {plain(document[piece.name]) for piece in other.pieces}
        if len(shared) * 2 > min(len(names), len(other.pieces)) and (
            other.quote.overlaps(whole.quote) or plain(other.name) == plain(whole.name)
        ):
            return False
    return distinct(sorted(names)) and len(names) == len(whole.pieces)


def _pieces(items: Sequence[SetItem]) -> tuple[Piece, ...]:
    return tuple(Piece(item.head, item.head, (), _gloss(item)) for item in items)


def _gloss(item: SetItem) -> Span | None:
    return Span(item.head.end + 1, item.body.end) if item.body.end - item.head.end > 4 else None


# 组织、制度、流程、技术、文化五大支柱

_LONGEST = 32
_OWN_NAME = re.compile(r"法|模型|走$|理论|循环|体系|机制|架构")
_DUAL = re.compile(r"[双两]重")


def _counted(document: Document) -> Iterator[Whole | Candidate]:
    text = document.text.text
    for counted in counted_sets(text):
        if isinstance(counted, Mismatch):
            yield Candidate(KG.PartMembership, counted.span, counted.reason, _RULE + "counted")
            continue
        if reason := _objection(document, counted):
            yield Candidate(KG.PartMembership, counted.quote, reason, _RULE + "counted")
            continue
        if counted.is_chain(text) and not _OWN_NAME.search(counted.count.noun):
            continue
        sentence = document.sentence_at(counted.count.span.start).span
        first = min(counted.count.span.start, counted.items[0].head.start)
        name, about = counted_name(text, sentence, counted.count, first)
        if given := name_at(text, max(sentence.start, first - 40), first) or _own_name(counted):
            about, name = None, plain(document[given])
        yield Whole(name, _pieces(counted.items), counted.quote, _RULE + "counted", 0.9, about)


_AGENDA = re.compile(
    r"(?:论坛|大会|会议|峰会|活动|仪式|展会|赛事|大赛|展览|培训班)[^，。；]{0,6}(?:设|分|包括|开设|共有)"
)


def _own_name(counted: CountedSet) -> Span | None:
    """The counted noun itself, where it is a name: 六要素模型."""
    span = counted.count.span
    return span if _OWN_NAME.search(counted.count.noun) else None


def _objection(document: Document, counted: CountedSet) -> str | None:
    names = [document[item.head] for item in counted.items]
    if not counted.count.is_model:
        return f"{counted.count.noun} are not the parts of a model"
    if _DUAL.match(document[counted.count.span]):
        return "a double aspect, not a model"
    text = document.text.text
    if all(name[0].isdigit() for name in names):
        return "figures, not parts"
    if all(word.flag == "ns" for item in counted.items for word in words(text, item.head.start, item.head.end)):
        return "places, not parts"
    sentence = document.sentence_at(counted.quote.start).span
    if _AGENDA.search(text, sentence.start, counted.quote.start):
        return "the items of an agenda"
    if any(len(name) > _LONGEST for name in names):
        return "an item too long to be the name of a part"
    if sum(len(list(readings(document.text.text, i.body.start, i.body.end))) > 1 for i in counted.items) * 2 > len(
        names
    ):
        return "the items are quadrants"
    return None


# “ACE”方法论，即评估、共创、演进; 由基础层、数据层和应用层组成; 又可分为…

_NAMED_LINK = re.compile(r"[，,]?(?:即|也就是|包括|包含|由|：|:|——|就是|分别是|指的是)(?!(?:不|非|便|使|将))")
_COMPOSED = re.compile(r"由(?P<items>[^。；：！？\n]{4,120}?)(?:共同|等)?(?:组成|构成)")
_DIVIDED = re.compile(
    r"(?:可以?|通常|大致|一般|又)?(?:分为|划分为|分成|区分为|细分为|归纳为|概括为|归结为)(?P<items>[^。；！？\n]{4,120})"
)
_MEMBERS = re.compile(
    r"公司|大学|学院|集团|部门|委员|专家|局(?=[、和与]|$)|院(?=[、和与]|$)|代表|人员|[省市县](?=[、和与]|$)|\d"
)


def _named(document: Document) -> Iterator[Whole]:
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        name = given_name(text, span.start, span.end)
        if not name or not (link := _NAMED_LINK.match(text, name.end, span.end)):
            continue
        items = _near_items(document, Span(link.end(), span.end))
        if items:
            yield Whole(
                plain(document[name]), _pieces(items), Span(name.start, items[-1].body.end), _RULE + "named", 0.85
            )


def _near_items(document: Document, span: Span) -> list[SetItem]:
    """The items of a list up to the next comma or stop, none where it is open or no list."""
    text = document.text.text
    frame = enclosed(text, span.start, span.end)
    stop = re.search(r"[，。；：！？,;:\n]", frame)
    end = span.start + stop.start() if stop else span.end
    if "、" not in frame[: end - span.start]:
        return []
    pieces = coordinated(text, Span(span.start, end))
    names = [plain(text[piece.start : piece.end]) for piece in pieces]
    if len(pieces) < 2 or "等" in names[-1] or any(not 1 <= len(name) <= 14 for name in names):
        return []
    return [SetItem(piece, piece) for piece in pieces]


def _composed(document: Document) -> Iterator[Whole]:
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        for pattern in (_COMPOSED, _DIVIDED):
            for match in pattern.finditer(text, span.start, span.end):
                found = _list_in(document, match, pattern is _DIVIDED)
                about = topic(text, span.start, match.start())
                title = plain(document[about]) if about else _heading_above(document, match.start())
                if found and title:
                    quote = Span(match.start(), found[-1].body.end)
                    yield Whole(title, _pieces(found), quote, _RULE + "composed", 0.75, about)


def _list_in(document: Document, match: re.Match[str], divided: bool) -> list[SetItem]:
    text = document.text.text
    span = Span(*match.span("items"))
    if any(True for _ in counts(text, span.start, span.end)):
        return []  # a counted set, read elsewhere
    items = _near_items(document, span)
    names = [plain(text[item.head.start : item.head.end]) for item in items]
    if any(_MEMBERS.search(name) for name in names):
        return []
    if divided and (len(items) < 3 or shared_ending(names)[-1:] in ("", "级", "期")):
        return []
    return items if len(items) > 1 else []


def _heading_above(document: Document, position: int) -> str | None:
    above = [heading for heading in headings(document.text.text) if heading.span.end <= position]
    return plain(document[above[-1].title]) if above else None


# 主要任务表现为A、B以及C

_ASPECT = (
    r"(?:任务|特征|特点|要素|原则|路径|内容|目标|维度|抓手|支柱|环节|内涵|优势|功能|职能|方向|因素|组成部分|构成要素)"
)
_SET_OUT = re.compile(
    rf"(?P<name>[^，。；：、！？\n]{{0,20}}?(?:主要|核心|关键|基本|根本|重点|总体|构成){_ASPECT})"
    r"(?:主要|大致|可以?)?(?:表现为|体现为|体现在|概括为|归纳为|包括|包含|涵盖|分别是|就?是|有|为|：)(?P<items>[^。；！？\n]{4,140})"
)


def _set_out(document: Document) -> Iterator[Whole]:
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        for match in _SET_OUT.finditer(text, span.start, span.end):
            items = _near_items(document, Span(*match.span("items")))
            if len(items) >= 3:
                name = plain(match["name"])
                quote = Span(match.start(), items[-1].body.end)
                yield Whole(name, _pieces(items), quote, _RULE + "aspect", 0.75)


# 治理论、职能论、信息论等研究视域, each taken up again at the head of a paragraph

_OPEN = re.compile(r"(?P<items>[^，。；：！？\n]{6,80})等(?P<name>[^，。；：、！？的\n]{2,8})(?=[，。；\n]|$)")


def _taken_up(document: Document) -> Iterator[Whole]:
    text = document.text.text
    starts = {text[line.start : line.start + 12] for line in paragraphs(text)}
    for sentence in document.sentences:
        span = sentence.span
        for match in _OPEN.finditer(text, span.start, span.end):
            pieces = separated(text, Span(*match.span("items")), "、")
            if len(pieces) < 3:
                continue
            first = pieces[0]
            names = [text[piece.start : piece.end] for piece in pieces]
            ending = shared_ending(names[1:])
            opened = next((s for s in range(len(names[0])) if any(a.startswith(names[0][s:]) for a in starts)), None)
            if opened is None or not ending or not all(any(a.startswith(n) for a in starts) for n in names[1:]):
                continue
            spans = [Span(first.start + opened, first.end), *pieces[1:]]
            items = [SetItem(piece, piece) for piece in spans]
            quote = Span(spans[0].start, match.end())
            yield Whole(match["name"], _pieces(items), quote, _RULE + "taken-up", 0.75)


# “一云两端，三群四联”

_DIGIT = "一二两三四五六七八九十"
_SLOGAN = re.compile(rf"(?:[{_DIGIT}][^\W\d_{_DIGIT}]{{1,4}}[，,、]?){{3,8}}")
_SLOGAN_PIECE = re.compile(rf"[{_DIGIT}][^\W\d_{_DIGIT}]{{1,4}}")


def _slogans(document: Document) -> Iterator[Whole]:
    text = document.text.text
    for match in _SLOGAN.finditer(text):
        pieces = [Span(*piece.span()) for piece in _SLOGAN_PIECE.finditer(text, match.start(), match.end())]
        quoted = text[match.start() - 1 : match.start()] in ("“", "「", "『") and text[
            match.end() : match.end() + 1
        ] in ("”", "」", "』")
        values = [number(text[piece.start]) for piece in pieces]
        rising = all(a < b for a, b in pairwise(values))
        if not (rising and (quoted or (values[0] == 1 and all(len(piece) <= 3 for piece in pieces)))):
            continue
        span = trimmed(text, pieces[0].start, pieces[-1].end)
        found = tuple(_glossed(document, piece, match.end()) for piece in pieces)
        yield Whole(document[span], found, span, _RULE + "slogan", 0.85)


def _glossed(document: Document, piece: Span, after: int) -> Piece:
    """A numbered piece, with what the text says it stands for: 一池就是公共数据资源池."""
    name = document[piece]
    explained = re.compile(
        rf"[“「『]?{name}[”」』]?(?:就?是|指的?是?|即|为|包括|分布在)(?P<gloss>[^；。\n]{{2,60}})"
    ).search(document.text.text, after, after + 600)
    if not explained:
        return Piece(piece, piece)
    gloss = Span(*explained.span("gloss"))
    comma = document[gloss].find("，")
    return Piece(piece, piece, (), Span(gloss.start, gloss.start + comma) if comma > 1 else gloss)


# WISE架构：W（Water Data，水务数据底座）、I（Intelligence，智能引擎）…; 大技术体系(DT)助推传统基础设施(I)…

_ACRONYM = re.compile(
    r"(?<![A-Za-z])(?P<letters>[A-Z](?:[A-Z&-]{1,9})[A-Z])(?![A-Za-z])[”」』]?(?P<kind>模型|架构|循环|方法论|框架|体系|理论|模式|法则)?"
)
_BRACKET = re.compile(r"[（(](?P<latin>[A-Za-z][A-Za-z \-]{0,30})(?:[，,、：:]\s?(?P<han>[^（）()A-Za-z]{2,14}))?[）)]")
_BEFORE_BRACKET = re.compile(r"[^，。；：、！？\n（）()“”]{1,24}$")
_UP_TO_NAME = re.compile(r"^.*(?:[是为即和与及]|包括|通过|助推|推动|促进|支撑|形成|构建|实现)")


def _acronyms(document: Document) -> Iterator[Whole]:
    text = document.text.text
    for sentence in document.sentences:
        span = sentence.span
        if not re.search(r"[A-Z]", text[span.start : span.end]):
            continue
        brackets = list(_BRACKET.finditer(text, span.start, span.end))
        for match in _ACRONYM.finditer(text, span.start, span.end):
            letters = re.sub(r"[^A-Z]", "", match["letters"])
            following = [bracket for bracket in brackets if bracket.start() > match.end() - 1]
            run = _spelling(letters, following)
            if len(run) < 2:
                continue
            pieces = tuple(_spelled(document, bracket) for bracket in run)
            if all(piece.name for piece in pieces):
                name = match["letters"] + (match["kind"] or "")
                yield Whole(
                    name, pieces, Span(_opening(text, match.start()), pieces[-1].words.end), _RULE + "acronym", 0.85
                )


def _opening(text: str, start: int) -> int:
    """The quotation mark before a name belongs to it."""
    return start - 1 if text[start - 1 : start] in ("“", "「", "『") else start


def _spelling(letters: str, brackets: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The brackets that spell the letters, in order; none where they do not."""
    for first in range(len(brackets)):
        left = letters
        run: list[re.Match[str]] = []
        for bracket in brackets[first:]:
            latin = bracket["latin"].strip()
            initials = latin if latin.isupper() else latin[0].upper()
            if not left.startswith(initials):
                break
            left, run = left[len(initials) :], [*run, bracket]
        if not left:
            return run
    return []


def _spelled(document: Document, bracket: re.Match[str]) -> Piece:
    text = document.text.text
    latin = bracket["latin"].strip()
    if bracket["han"]:
        name = trimmed(text, *bracket.span("han"))
        start = bracket.start() - (1 if text[bracket.start() - 1].isupper() else 0)
        return Piece(name, Span(start, bracket.end()), (latin,))
    before = _BEFORE_BRACKET.search(text[max(0, bracket.start() - 24) : bracket.start()])
    words = before.group() if before else ""
    lead = _UP_TO_NAME.match(words)
    start = bracket.start() - len(words) + (lead.end() if lead and lead.end() < len(words) else 0)
    return Piece(trimmed(text, start, bracket.start()), Span(start, bracket.end()), (latin,))


# 第一支箭是资料盘点，第二支箭是资料信托，第三支箭是资料沙盒

_NUMBERED_THING = re.compile(
    r"第(?P<number>[一二三四五六七八九])(?P<thing>[个支把道根张大条项层类种][^，。；：、是为\n]{0,4}?)(?:就?是|为|：|叫做?)(?P<name>[^，。；：！？\n]{2,20})(?=[，。；\n]|$)"
)


def _numbered_things(document: Document) -> Iterator[Whole]:
    text = document.text.text
    run: list[re.Match[str]] = []
    for match in (*_NUMBERED_THING.finditer(text), None):
        if match and run and match["thing"] == run[0]["thing"] and number(match["number"]) == len(run) + 1:
            run.append(match)
            continue
        if len(run) > 1 and not re.search(r"阶段|步|时期", run[0]["thing"]):
            total = _DIGIT.replace("两", "")[len(run) - 1].replace("二", "两")
            pieces = tuple(
                Piece(
                    trimmed(text, *m.span("name")),
                    Span(m.start(), m.end("name")),
                    (m.group()[: m.start("name") - m.start()].rstrip("就是为：叫做"),),
                )
                for m in run
            )
            quote = Span(run[0].start(), run[-1].end("name"))
            yield Whole(total + run[0]["thing"], pieces, quote, _RULE + "numbered-things", 0.85)
        run = [match] if match and match["number"] == "一" else []


# 双因素理论……属于保健因素……属于激励因素

_HARVEST = re.compile(
    r"(?P<number>[双两二三四五])(?P<noun>[^\W\d_一二两三四五六七八九十个大种类]{2})(?P<kind>理论|模型|法则|假说)"
)


def _harvested(document: Document) -> Iterator[Whole]:
    """A theory of N somethings whose paragraph names exactly N of them, each after 属于, 称为 or 是."""
    text = document.text.text
    lines = paragraphs(text)
    for match in _HARVEST.finditer(text):
        line = line_at(lines, match.start())
        wanted = number(match["number"])
        pattern = re.compile(
            rf"(?:属于|称为|叫做?|即|就?是)[“「『]?(?P<name>[^，。；：、“”\n是]{{1,6}}?{match['noun']})"
        )
        found: dict[str, re.Match[str]] = {}
        for hit in pattern.finditer(text, match.end(), line.end):
            found.setdefault(hit["name"], hit)
        if len(found) == wanted:
            pieces = tuple(Piece(Span(*h.span("name")), Span(h.start(), h.end())) for h in found.values())
            quote = Span(match.start(), pieces[-1].words.end)
            yield Whole(match.group(), pieces, quote, _RULE + "harvested", 0.75)


# （1）技术增强组织协同运行。…（2）技术推动政社互动。… under the heading 数字政府的模式创新

_SET_NOUN = re.compile(r"(?:模式|路径|特征|要素|维度|原则|类型|层次|体系|架构|框架|机制|支柱|内涵|逻辑|创新)$")
_MEASURE = re.compile(
    r"(?:要|应|需|必须|加强|加快|推进|推动|完善|强化|健全|提升|优化|深化|建立|坚持|做好|落实|加大|明确|构建|打造|严格|开展)"
)


def _headed(document: Document) -> Iterator[Whole | Candidate]:
    text = document.text.text
    lines = paragraphs(text)
    titles = headings(text)
    for numbered in numbered_lists(text):
        starts_lines = all(line_at(lines, item.marker.start).start == item.marker.start for item in numbered.items)
        if not starts_lines or numbered.style not in ("（1）", "（一）", "1.", "①"):
            continue
        markers = [item.marker.start for item in numbered.items]
        above = [h for h in titles if h.span.end <= markers[0] and h.span.start not in markers]
        heads = [head(text, item.body) for item in numbered.items]
        names = [document[span] for span in heads]
        if not above or not _SET_NOUN.search(document[above[-1].title]):
            continue
        if any(len(name) > 20 for name in names) or sum(bool(_MEASURE.match(name)) for name in names) * 2 > len(names):
            yield Candidate(KG.PartMembership, numbered.span, "numbered measures, not parts", _RULE + "headed")
            continue
        pieces = tuple(Piece(span, span) for span in heads)
        title = above[-1].title
        yield Whole(plain(document[title]), pieces, Span(title.start, pieces[-1].words.end), _RULE + "headed", 0.75)


# “感知—认知—决策—行动”的闭环

_DASHED = re.compile(
    r"(?P<chain>[^，。；：！？、“”‘’「」『』（）()\sA-Za-z\d→—–－\-]{1,12}(?:(?:→|—{1,2}|–|－|-)[^，。；：！？、“”‘’「」『』（）()\sA-Za-z\d→—–－\-]{1,12}){2,9})"
    r"[”」』](?:的)?(?P<noun>[^，。；：、“”的\n]{0,4}?(?:循环|闭环|链条|体系|架构|模式|格局|机制))"
)


def _matches(document: Document, trigger: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches in those sentences that hold the trigger, which is cheap to look for."""
    text = document.text.text
    for sentence in document.sentences:
        if trigger.search(text, sentence.span.start, sentence.span.end):
            yield from pattern.finditer(text, sentence.span.start, sentence.span.end)


def _dashed(document: Document) -> Iterator[Whole]:
    text = document.text.text
    for match in _matches(document, re.compile(r"[→—–－-].*[→—–－-]"), _DASHED):
        start, end = match.span("chain")
        pieces = separated(text, Span(start, end), "→—–－-")
        if distinct([text[piece.start : piece.end] for piece in pieces]):
            name = f"{match['chain']}的{match['noun']}"
            items = tuple(Piece(piece, piece) for piece in pieces)
            yield Whole(name, items, Span(start, match.end()), _RULE + "dashed", 0.75, ordered=True)


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
        yield Whole(plain(document[name]), pieces, Span(match.start(), name.end), _RULE + "extended", 0.8)


def _all_counted(document: Document) -> Iterator[Whole | Candidate]:
    """Counted sets, and the named models that build on them."""
    found = []
    for whole in _counted(document):
        yield whole
        if isinstance(whole, Whole):
            found.append(whole)
    yield from _extended(document, found)


READERS: tuple[Callable[[Document], Iterator[Whole | Candidate]], ...] = (
    _acronyms,
    _all_counted,
    _named,
    _slogans,
    _set_out,
    _composed,
    _taken_up,
    _numbered_things,
    _harvested,
    _headed,
    _dashed,
)
