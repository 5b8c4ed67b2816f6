"""Where a person's name may begin, and what the place is worth as evidence that one does.

Behind a role (…院长黄璜); behind 任命 and 由; before 先生, a year of birth, or the post that the person holds (周慎之，
某大学副校长); between an organisation and a role (清华大学孟天广教授). What stands there is weighed in `names.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import patterns
from kg.document import Document
from kg.gazetteer import words
from kg.mentions.names import surnamed
from kg.mentions.shapes import shape
from kg.mentions.tokens import frequency, tag, tokens
from kg.model import Mention, MentionKind


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where a name may begin; `end` is where it must end, if the words around it say so."""

    start: int
    end: int | None
    worth: float


_HAN = "\u4e00-\u9fff"
_NAMES = f"(?P<names>[{_HAN}·、和A-Za-z .'’-]{{2,60}}?)"
_NAME = f"(?P<names>[{_HAN}·]{{2,12}}?)"
_TITLE = "先生|女士|小姐|博士|教授|同志|院士|研究员"
_YEARS = r"(?:1[89]|20)\d\d年?(?:\.?\d{1,2}月?)?[ ]?(?:[-—–~～－至]{1,2}|起)"
_HELD_AT = re.compile(r"(?:的|原|前|现任|时任|新任|首任)?$")
_LONGEST_LIST = 600
_LONGEST_BOARD = 160
_AFTER_ROLE = re.compile(r"(?:（[^（）\n]{1,16}）)?[ \u3000]{0,4}[“：:]?")

_LINE = patterns.compile(  # a line of its own above what its bearer is: 程若水⏎研究员
    rf"^[ \u3000#*]{{0,4}}(?P<names>[{_HAN}]{{2,4}}|[A-Z][a-z]{{1,20}}(?: [A-Z][A-Za-z.]{{0,20}}){{1,3}})"
    rf"(?:[ \u3000]?(?:{_TITLE}))?[ \u3000*]{{0,4}}\n[ \u3000\n]{{0,4}}(?=(?P<below>[^\n]{{2,60}}))",
    re.MULTILINE,
)
_SENTENCE = re.compile("[。！？]")

_SHARED = re.compile(rf"[{_HAN}·]{{2,4}}、(?P<more>(?:[{_HAN}·]{{2,4}}、){{0,30}}[{_HAN}·]{{2,4}})")
# 任命闻天祥为…, 免去：欧阳志远的…职务, 由顾全兼任, 陈志远先生于…, 小伙子叫张军，
_PATTERNS = (
    (
        patterns.compile(
            rf"(?:任命|任用|聘任|聘请|聘用|委任|免去|解聘|提名|推选|选举|选出|委派|指派|推举)(?![其他她])[：:\s]?{_NAMES}"
            rf"(?:同志|先生|女士)?(?:为|担任|出任|任|当选|兼任|的(?=[{_HAN}、]{{2,40}}职务))"
        ),
        6,
    ),
    (patterns.compile(rf"^[ \u3000]{{0,4}}{_NAME}(?:同志)?的(?=[^\n，。；]{{2,40}}职务)", re.MULTILINE), 6),
    # a row of a list of appointments: 薄雅琴（女，彝族）为云泽市…
    (
        patterns.compile(
            rf"^[ \u3000]{{0,4}}{_NAME}(?:（[^（）\n]{{1,12}}）)?(?:同志)?(?:为|任)(?=[{_HAN}（）]{{4,40}}[；。]?$)",
            re.MULTILINE,
        ),
        3,
    ),
    (patterns.compile(rf"(?:接受|同意|准许|批准){_NAME}(?:同志)?(?:辞去|辞任)"), 6),
    # 周慎之（1962—）, 周慎之(1953. 10. 4- ), 周慎之 周慎之 经济学博士: how notes on authors begin
    (
        patterns.compile(
            rf"(?:^|[。；;：:】\] \u3000]){_NAME}(?=[ ]?[（(](?:生于)?(?:1[5-9]|20)\d\d[ ]?[年.—–~～\-－，,）)])",
            re.MULTILINE,
        ),
        2,
    ),
    (
        patterns.compile(
            rf"^[ \u3000]{{0,4}}(?P<names>[{_HAN}]{{2,4}})(?=[ \u3000]?(?P=names)[ \u3000，])", re.MULTILINE
        ),
        3,
    ),
    (
        patterns.compile(
            rf"^[ \u3000#*【]{{0,6}}{_NAME}(?=(?:同志|先生|女士)?的?(?:个人)?(?:简历|履历|简介|生平)[】：:\s])",
            re.MULTILINE,
        ),
        2,
    ),
    # 周慎之（Shen Zhou），
    (patterns.compile(rf"^[ \u3000]{{0,4}}{_NAME}(?=[（(][A-Z][A-Za-z .,'-]{{2,30}}[）)][，,：:\s])", re.MULTILINE), 2),
    # 姓　　名：周慎之, a field of a form
    (patterns.compile(rf"姓[ \u3000]{{0,6}}名[ \u3000]?[：:][ \u3000]?{_NAME}(?=[，。；\s])"), 3),
    # Mary Porter教授，海州大学校长
    (
        patterns.compile(
            rf"(?:^|[。；，、：])(?P<names>[A-Z][a-z]{{1,20}}(?: [A-Z][A-Za-z.]{{0,20}}){{1,3}})"
            rf"(?= ?(?:{_TITLE})[，,（现曾])",
            re.MULTILINE,
        ),
        2,
    ),
    # 周慎之，资深媒体人，…
    (
        patterns.compile(
            rf"^[ \u3000]{{0,4}}{_NAME}(?=[，,][{_HAN}]{{0,8}}"
            "(?:作家|学者|专家|媒体人|博士|硕士|教授|研究员|工程师|人士|创始人)[，,。；])",
            re.MULTILINE,
        ),
        1.5,
    ),
    (patterns.compile(rf"(?:本名|原名|真名){_NAME}(?=[，。；：（])"), 1.5),
    # 历任院长：周慎之（1958—1965）, a row for each
    (patterns.compile(rf"^[ \u3000]{{0,4}}{_NAME}(?=[ \u3000]{{0,4}}[（(，,：:]?{_YEARS})", re.MULTILINE), 2),
    (
        patterns.compile(
            rf"由{_NAME}(?:{_TITLE})?(?:担任|出任|兼任|升任|转任|继任|续任|任|接任|接替|接掌|接手|代理|主持|出面)"
        ),
        3,
    ),
    (patterns.compile(rf"的(?P<names>[{_HAN}]{{2,4}}?)(?=当选|出任|接任|获聘|受聘|获任|此前|现任|曾任)"), 1.5),
    # 怀念周慎之先生
    (
        patterns.compile(
            rf"(?:怀念|追忆|缅怀|悼念|纪念|追思|走近|专访){_NAME}(?=先生|女士|同志|老师|教授|院士|[，：\n])"
        ),
        3,
    ),
    # （记者 周慎之）, 记者黄玉／海州报道: in a byline stand names and nothing else
    (
        patterns.compile(
            rf"(?:记者|通讯员|实习生|撰稿人?|责编|编辑|作者|联系人[：:]|审核[：:])[ \u3000：:]{{0,2}}"
            rf"(?P<names>[{_HAN}]{{2,4}}?)"
            r"(?=[）)／/】\n、 \u3000]|[\u4e00-\u9fff]{0,4}报[道导])"
        ),
        1.5,
    ),
    (patterns.compile(rf"(?:名叫|叫做|叫|名为){_NAME}(?=[，。；：])"), 1.5),
    (
        patterns.compile(
            rf"(?:^|[。！？；\n，、：]){_NAME} ?(?:{_TITLE}|老师)"
            r"(?=[12]\d{3}年|[于，,、现曾历：担获出毕是为自在说表则也任已将拟因亦辞退（])",
            re.MULTILINE,
        ),
        2.5,
    ),
)
# 执行董事为伍先生（主席）及麦女士
_MEMBERS = re.compile(rf"(?:分别)?(?:为|包括|是)(?=[{_HAN}A-Za-z· ]{{2,16}}?(?:{_TITLE}))")
_MEMBER = re.compile(rf"(?P<names>[{_HAN}A-Za-z·]{{2,12}}?(?: [A-Z][a-z]{{1,12}})?) ?(?:{_TITLE})")
_JOINED = re.compile(rf"(?:{_TITLE}|）)(?:以?及|和|与)")
_LIST_END = re.compile(r"[。；;\n]")
_APPOINTED_TO = re.compile(rf"(?:任命|聘任|委任|免去|解聘)(?P<name>[{_HAN}·]{{2,8}}?)(?<![为任的])$")
_SPEAKER = patterns.compile(
    rf"(?:^|[。！？；\n”」，])(?P<names>[{_HAN}]{{2,4}}?)(?=(?:也|还|则|又|随后|进一步)?"
    r"(?:表示|认为|指出|强调|介绍|坦言|透露|说[，：。]|称[，：]|解释|补充|回忆))",
    re.MULTILINE,
)
_BIRTH = re.compile(
    rf"[，,：:（( \u3000](?:男|女|[{_HAN}]{{1,3}}族|(?:19|20)\d\d年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:出生|生)"
    r"|中共党员|民[盟建进革]会?[盟会党]员|无党派人士)"
    r"(?=[，,。；（）)])"
)
_BORN = re.compile(r"(?:男|女|[\u4e00-\u9fff]{2,4})[，,、](?:[\u4e00-\u9fff]{1,3}族|(?:19|20)\d\d年|博士|教授)")
_CAREER = (
    "现任|现为|曾任|历任|时任|原任|担任|出任|兼任|接任|就任|升任|调任|转任|改任|连任|继任|荣任|履新|执掌|当选为?|受聘[为于]?|获聘为?|获任|拟任|不再担任|不再兼任|卸任|辞去|"
    "(?:被|获|受)(?:任命|聘任|聘请|聘|选举|推选|推举|委任|提名|增补)(?:为|担任)|任|为|是"
)
# 陆鸣远从未担任…, 陆鸣远将于明年1月出任…, 陆鸣远并非…: what may stand between a name and its career
_PUT = (
    r"(?:(?:生前|已经?|将于?|曾|仍|也|从未|未曾|未能|从来没有?|没有|并未|并没有|不会|不愿|有望|是否|能否|即将|否认|婉拒|拒绝|可能|正式|打算)"
    r"(?:[明今后]年)?(?:\d{1,2}月(?:\d{1,2}日)?起?)?){1,2}"
)
_BEFORE_POST = re.compile(
    rf"(?:(?:[，,：:（( \u3000]{{1,3}}|——| ?[-–—|｜/／] ?)(?:男[，,]|女[，,])?(?:{_CAREER}|系|是|原|前)?"
    rf"|(?:同志|先生|女士)?(?:{_PUT})?(?:{_CAREER})过?|并非|不是)$"
)
_BREAK = re.compile(r"[。；！？，\n]")
_VERBS = "生升调转改连继荣履执是现曾历时原担出兼接就当受获拟不卸辞任为被同先女从未没并将即有否能婉拒已仍也可打"
_RUN = re.compile(
    rf"(?:^|[。！？；\n（(【\[、，,：:“”「」 \u3000\]】｜|○●•◆■—．）]|(?<=\d)\.)(?:如果|假如|倘若|一旦|要是)?"
    rf"(?P<name>[{_HAN}·]{{2,12}}|[A-Z][A-Za-z.'’-]{{0,20}}(?: [A-Z][A-Za-z.'’-]{{0,20}}){{0,3}})$"
)


def openings(document: Document) -> Iterator[Opening]:
    """The places that the words before a name, or around it, point out."""
    text = document.text.text
    organizations = {m.span.end for m in document.mentions if m.kind is MentionKind.ORGANIZATION}
    roles = {m.span.start: m for m in document.mentions if m.kind is MentionKind.ROLE}
    posts = {m.span.start for m in document.mentions if m.kind in (MentionKind.ORGANIZATION, MentionKind.ROLE)}
    for role in roles.values():
        yield from _behind(role, text, organizations, posts)
    for pattern, worth in _PATTERNS:
        for match in pattern.finditer(text):
            if worth < 3 and frequency(match["names"]) and not tag(match["names"]).startswith("nr"):  # 管理学博士
                continue
            for start, end in _each_name(match["names"]):
                yield Opening(match.start("names") + start, match.start("names") + end, worth)
    for match in _SPEAKER.finditer(text):
        if not frequency(match["names"]):
            yield Opening(*match.span("names"), 0.5)
    for mention in document.mentions:  # 免去刘洋海州市交通局副局长职务
        if mention.kind in (MentionKind.ORGANIZATION, MentionKind.ROLE):
            yield from _appointed_to(text, mention.span.start)
    yield from _above_posts(document, posts)
    yield from _of_units(text, roles.values())
    for end in organizations:
        start = end + text.startswith("的", end)
        for stop in range(start + 2, start + 13):
            if stop in roles and roles[stop].name in words("roles", "honorific"):
                if stop - start < 5 or "·" in text[start:stop]:
                    yield Opening(start, stop, 2)
                break


def _above_posts(document: Document, posts: set[int]) -> Iterator[Opening]:
    """Names that stand alone in a line above one that holds posts and is no sentence, or begins with a life."""
    for match in _LINE.finditer(document.text.text):
        start, end = match.span("below")
        alone = not _SENTENCE.search(match["below"]) and any(start <= post < end for post in posts)
        if alone or _BORN.match(match["below"]):
            yield Opening(*match.span("names"), 2)


def _of_units(text: str, roles: Iterable[Mention]) -> Iterator[Opening]:
    """Names between the word for a body and a role, where the body needs no name: 听取了中心陆宏林总经理的汇报."""
    cut = tokens(text)
    for role in roles:
        end = role.span.start
        for start in (end - 2, end - 3) if role.name in words("roles", "honorific") else ():
            number = cut.before(start)
            bodied = number >= 0 and cut.end(number) == start and shape(cut.words[number], cut.tags[number])
            if bodied in ("head", "unit") and (not frequency(name := text[start:end]) or tag(name).startswith("nr")):
                yield Opening(start, end, 2)


def _each_name(names: str) -> Iterator[tuple[int, int]]:
    """Where the names stand in 甲先生、乙女士和丙; 和 may be part of one (褚清和)."""
    for item in re.finditer(r"[^、]+", names):
        whole = re.sub(rf"(?:{_TITLE}) ?$", "", item.group())
        yield item.start(), item.start() + len(whole)
        left, _, right = whole.partition("和")
        if right and (surnamed(left) or "·" in left):
            yield item.start(), item.start() + len(re.sub(rf"(?:{_TITLE})$", "", left))
            yield item.start() + len(left) + 1, item.start() + len(whole)


def _listed(text: str, start: int, longest: int = _LONGEST_LIST) -> Iterator[int]:
    """Where the items begin of a list behind 委员： up to the end of the clause; brackets are skipped."""
    depth = 0
    for position in range(start, min(len(text), start + longest)):
        sign = text[position]
        depth += (sign in "（(") - (sign in "）)")
        if sign in "。；;：:\n" and not depth:  # what a ： leads is a list of its own
            return
        if sign in "、，, \u3000" and not depth:
            yield position + 1


def _joined(text: str, start: int) -> Iterator[int]:
    """Where the names behind 及 and 和 begin in a list of people with titles."""
    end = next(_LIST_END.finditer(text, start, start + _LONGEST_BOARD), None)
    for match in _JOINED.finditer(text, start, end.start() if end else start + _LONGEST_BOARD):
        yield match.end()


def _appointed_to(text: str, end: int) -> Iterator[Opening]:
    if match := _APPOINTED_TO.search(text, max(0, end - 12), end):
        yield Opening(match.start("name"), end, 5)


def _behind(role: Mention, text: str, organizations: set[int], posts: set[int]) -> Iterator[Opening]:
    link = _HELD_AT.search(text, max(0, role.span.start - 2), role.span.start)
    held = bool(link and link.start() in organizations) or role.span.start in organizations
    chained = role.span.start > 0 and text[role.span.start - 1] in "、兼暨，和及"
    worth = 2 if held or chained else 1
    gap = _AFTER_ROLE.match(text, role.span.end)
    start = gap.end() if gap else role.span.end
    if text.startswith("由", start):  # 主任由顾全兼任
        return
    if members := _MEMBERS.match(text, role.span.end):
        for item in (members.end(), *_listed(text, members.end(), _LONGEST_BOARD), *_joined(text, members.end())):
            if name := _MEMBER.match(text, item):
                for first, last in _each_name(name["names"]):
                    yield Opening(item + first, item + last, 3)
    if text[start - 1] in "：:":
        for item in _listed(text, start):
            yield Opening(item, None, 2)
    yield Opening(start, None, worth)
    if shared := _SHARED.match(text, start):  # 副会长甲、乙、丙
        for sharer in re.finditer(r"[^、]+", shared["more"]):
            begins = shared.start("more") + sharer.start()
            if begins not in posts:
                yield Opening(begins, begins + len(sharer.group()) if shared["more"][sharer.end() :] else None, 1)
    for end in (start + 2, start + 3):  # 校长安静、副校长…: the next post shows that a name must stand between
        if end + 1 in posts and text[end] in "、；":
            yield Opening(start, end, worth + 1)
    if text.startswith("的", start):
        yield Opening(start + 1, None, worth - 1)


def openings_before_posts(document: Document, named: set[int]) -> Iterator[Opening]:
    """Names in front of the posts they hold, or of their year of birth; `named` is where names begin already."""
    text = document.text.text
    for match in _BIRTH.finditer(text):
        yield from _run_before(text, match.start(), 2.5)
    mentions = [m for m in document.mentions if m.kind in (MentionKind.ORGANIZATION, MentionKind.ROLE)]
    leading = _leading_to_names(mentions, text, named)
    for mention in mentions:
        gap = _BEFORE_POST.search(text, max(0, mention.span.start - 14), mention.span.start)
        told = gap is not None and gap.group()[0] in _VERBS  # 甲任某校校长，某行行长乙…
        if gap and (told or mention not in leading) and not _named_after(mention, text, gap.start()):
            yield from _run_before(text, gap.start(), 2 if told else 1)


def _named_after(mention: Mention, text: str, end: int) -> bool:
    """齐州: 齐州大学出版社, a place and what is named after it."""
    return any(mention.name.startswith(text[start:end]) for start in (end - 2, end - 3) if start >= 0)


def _run_before(text: str, end: int, worth: float) -> Iterator[Opening]:
    if match := _RUN.search(text, max(0, end - 30), end):
        yield Opening(match.start("name"), end, worth)


def _leading_to_names(mentions: list[Mention], text: str, named: set[int]) -> set[Mention]:
    """The organisations and roles from which a chain of posts leads to a name behind it."""
    leading: set[Mention] = set()
    follows = False
    after = 0
    for mention in reversed(mentions):
        end = mention.span.end
        gap = text[end:after] if follows else ""
        directly = any(end + back in named and not _BREAK.search(text, end, end + back) for back in range(6))
        follows = directly or (follows and len(gap) <= 8 and not _BREAK.search(gap.replace("，", "")))
        after = mention.span.start
        if follows:
            leading.add(mention)
    return leading
