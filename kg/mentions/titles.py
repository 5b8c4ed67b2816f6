"""Titles: what stands between 《 and 》, documents named without them, and the short forms an article sets for them.

A title in brackets may be a policy, a book, a newspaper, a speech or even a forum; `sorts` tells which, by a table of
signs in the name itself and in the words right before and after it, the first that applies. A short form, whether the
text sets it (以下简称《规划》) or just uses it (《意见》提出), is a mention of the whole title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum

from kg import patterns
from kg.document import Document
from kg.model import Mention, MentionKind, Span

_LONGEST = 120  # characters between the brackets
_REMEMBERED = 40  # titles with the same last word that a short form is looked up among
_BRIEF = 8  # characters of a short form that leaves out words in the middle: 《数据管理办法》
_WINDOW = 16  # characters of context that are looked at on either side

# The last word of what a body issues or parties agree on; behind it at most brackets and a version.
_HEADS = "|".join(
    """
    意见 办法 规定 条例 法典 宪法 规划 纲要 方案 计划 通知 决定 决议 公告 通告 公报 通报 报告 皮书 指南 指引
    标准 规范 规程 细则 准则 守则 章程 公约 条约 协议 协议书 协定 备忘录 宣言 倡议 倡议书 声明 共识 框架
    清单 目录 名录 导则 合同 意向书 纪要 批复 制度 指标 指标体系 评价体系 标准体系 预案 要点 议定书 规则
    解释 措施 政策 责任书 承诺书 建议书 草案 修正案 意见稿 任务书 路线图 手册 法案 议案 提案 请示
    """.split()
)
_VERSION = r"(?:[（(][^（）()]{1,30}[）)]|[\dVv.]{1,8}版?|〈[^〈〉]{1,40}〉){0,2}"
OFFICIAL_NAME = re.compile(
    rf"(?:{_HEADS}|(?<![方看想做书魔说用语手打疗无没设])法|(?<=的)建议|[一二三四五六七八九十\d]条){_VERSION}\Z"
)

_EVENT_HEADS = "|".join(
    """
    论坛 大会 峰会 年会 研讨会 座谈会 交流会 推进会 现场会 推介会 博览会 展览会 发布会 洽谈会 对接会 恳谈会
    报告会 宣讲会 论证会 动员会 启动会 观摩会 高峰对话 高峰对谈 圆桌会议 对谈会 首发式 首映式 仪式 典礼 沙龙
    讲坛 分享会 大赛
    """.split()
)

_LAST_WORD = re.compile(rf"(?P<word>[白蓝绿]皮书|{_HEADS}){_VERSION}\Z")
_VERSION_BEHIND = re.compile(rf"(?<=.){_VERSION}\Z")
_ISSUED = "印发|出台|颁布|颁发|审议通过|表决通过|通过|下发|制定|修订|签署|签订|施行|根据|依据|按照|依照"
_NUMBER = r"[A-Z]{2,6}(?:/[A-Z]{1,2})?[ \d.]|[^（）()]{2,12}[〔\[［]\d{4}[〕\]］]"


_BARE = re.compile(rf"(?:指导|实施|管理|暂行|若干|总体|行动|工作|发展|建设|合作|框架){{0,2}}(?:{_HEADS}){_VERSION}\Z")


class Sort(StrEnum):
    """What sort of thing a title names."""

    EVENT = "event"
    SPEECH = "speech"
    PERIODICAL = "periodical"
    WORK = "work"  # a book, film, paper, song: by its author, not by an authority
    OFFICIAL = "official"  # a law, policy, plan, standard, report, agreement, charter
    UNKNOWN = "unknown"


# In this order: sort, and a pattern over the words before, ‹the name› and the words behind.
_SIGNS: tuple[tuple[Sort, re.Pattern[str]], ...] = tuple(
    (sort, re.compile(pattern))
    for sort, pattern in (
        (Sort.OFFICIAL, r"\[[ZSR][\]/]\Z|\[[ZSR](?:/OL)?\]"),
        (Sort.WORK, r"›[^‹›]{0,2}\[[MJNDCP]"),
        (Sort.EVENT, rf"(?:{_EVENT_HEADS})›"),
        (Sort.SPEECH, r"(?:题为|题目[为是：:]|以)[的]?《?‹[^›]{0,150}›》?为题|(?:题为|题目是|题目为|题目：|题目:)《?‹"),
        (Sort.SPEECH, r"›》(?:为题|的?(?:主旨|主题|专题)?(?:演讲|发言|致辞|讲话|讲座|党课|授课))"),
        (
            Sort.PERIODICAL,
            r"(?:[日晚时早周商]|学|青年|农民|工人|经济|邮电|新闻|导|民|法制|法治)报›|(?:周刊|月刊|杂志|学报)›",
        ),
        (
            Sort.PERIODICAL,
            r"›》(?:(?:20|19)\d\d年)?(?:第\d{1,4}[期卷]|杂志|期刊|周刊|月刊|学报|报社|记者|总编|主编|编辑|社论|评论员|专栏|特约)",
        ),
        (
            Sort.WORK,
            r"(?:电影|影片|纪录片|专题片|宣传片|电视剧|小说|散文|诗歌|歌曲|话剧|舞剧|节目|栏目|合唱|剧目|丛书|绘本)《?‹",
        ),
        (Sort.WORK, r"›》(?:一书|一文|一片|节目|栏目|一课)"),
        (Sort.OFFICIAL, rf"›》?[（(](?:{_NUMBER})"),
        (Sort.EVENT, rf"(?<!\A)›》(?:{_EVENT_HEADS})"),
        (Sort.OFFICIAL, r"(?:国家|行业|团体|地方|企业|国际)标准《?‹"),
        (
            Sort.WORK,
            r"(?:著有|专著|合著|译著|著作|编著|主编|新书|教材|出版|代表作|论文|文章|撰文|发表|图书|参考书)[了的]?[：:]?《‹",
        ),
        (Sort.OFFICIAL, rf"(?:{_ISSUED})[了的]?《?‹"),
        (Sort.OFFICIAL, r"›》(?:印发|出台|发布实施|正式实施|施行|第[一二三四五六七八九十百\d]{1,4}条)"),
    )
)
_DEFINES = re.compile(
    r"[》”]?(?:[（(][^（）()]{1,30}[）)])?[（(](?:[^（）()]{1,30}[，,；;])?(?:以下|下文|下)?(?:简称|统称|称)(?:为|作)?[“\"「]?《?"
    r"(?P<short>[^“”\"《》「」（）()，。\n]{1,20})》?[”\"」]?[）)]"
)
_INNER = re.compile(r"〈(?P<title>[^〈〉]{2,60})〉")

_PLAIN = patterns.compile(
    r"(?P<plan>(?:国家|全国|全省|全市|[\u4e00-\u9fff]{2}[省市])?[“\"]?十[一二三四五六七]五[”\"]?"
    r"(?:时期)?(?:[^，。、；：“”\"《》\s的]{0,20}规划纲要|规划和20\d\d年远景目标纲要))"
    r"|(?P<law>中华人民共和国[^，。、；：“”《》\s的和与]{2,20}?(?<![方看想做办立执司守])法(?!院|律|规(?!定)|治|庭|官|制|学|人))"
    r"|^\[\d{1,3}\] ?[^.。\[\]\n]{1,60}[.．] ?(?P<reference>[^\[\]\n]{2,80})(?=\[(?:[ZSRMJNDCP]|EB)[\]/])"
    r"|^(?P<heading>[^，。：；、《》\n]{0,30}关于[^，。：；《》\n]{4,60}的(?:通知|意见|决定|公告|通告|批复|通报|公报|决议|函))$"
    r"|(?:印发|出台|下发|颁布|发布|公布)了?(?P<issued>关于[^，。：；《》\n]{4,50}?的(?:通知|(?:实施|指导|若干)?意见|决定|公告|通告))"
    r"(?=[，。；、（(]|$)",
    re.MULTILINE,
)


def titles(document: Document) -> Iterator[Mention]:
    """Every title in the text; short forms carry the name of the whole."""
    known: defaultdict[str, list[str]] = defaultdict(list)  # by their last word
    shorts: dict[str, str] = {}
    text = document.text.text
    bracketed = list(_bracketed(text))
    for span, written in sorted((*bracketed, *_outside(_plain(text), bracketed))):
        alike = known[_VERSION_BEHIND.sub("", written)[-2:]]
        name = shorts.get(written) or _full(written, alike[-_REMEMBERED:]) or written
        if name == written and written not in alike[-_REMEMBERED:]:
            alike.append(written)
        if definition := _DEFINES.match(text, span.end):
            shorts[definition["short"]] = _defined(definition["short"], name)
        yield Mention(span, MentionKind.TITLE, name)


def short_form(document: Document, title: Mention) -> str:
    """The short form that the text sets right behind a title; empty if it sets none."""
    definition = _DEFINES.match(document.text.text, title.span.end)
    return definition["short"] if definition else ""


def last_word(name: str) -> str:
    """What sort of document a title says it is (白皮书, 办法), without its version; empty if it does not."""
    found = _LAST_WORD.search(name)
    return found["word"] if found else ""


def bare(name: str) -> bool:
    """Whether a title says nothing but the kind of document: 意见, 管理办法."""
    return _BARE.match(name) is not None


def sorts(document: Document) -> dict[Mention, Sort]:
    """What every title of the document names; in a row of titles one without a sign of its own is as the one before."""
    found: dict[Mention, Sort] = {}
    by_name: dict[str, Sort] = {}
    previous = Mention(Span(0, 0), MentionKind.TITLE, "")
    for mention in document.mentions:
        if mention.kind is MentionKind.TITLE:
            sort = _sort(document, mention)
            if sort is Sort.UNKNOWN and document[Span(previous.span.end, mention.span.start)] in ("", "、", "和", "与"):
                sort = found.get(previous, sort)
            if sort is Sort.UNKNOWN:
                sort = by_name.get(mention.name, sort)
            found[mention] = by_name[mention.name] = sort
            previous = mention
    return found


def _sort(document: Document, mention: Mention) -> Sort:
    text, span = document.text.text, mention.span
    left, right = text[max(0, span.start - _WINDOW) : span.start], text[span.end : span.end + _WINDOW]
    opening, closing = ("《", "》") if text[span.start] == "《" else ("", "")
    context = f"{left}{opening}‹{mention.name}›{closing}{right}"
    official = OFFICIAL_NAME.search(mention.name)
    for sort, sign in _SIGNS:
        if sign.search(context) and not (official and sort in (Sort.EVENT, Sort.WORK) and _weak(sign, mention.name)):
            return sort
    return Sort.OFFICIAL if official else Sort.UNKNOWN


def _weak(sign: re.Pattern[str], name: str) -> bool:
    """Whether a sign yields to an official name: 《…白皮书》发布会, 出版《…标准》 speak of a document all the same."""
    return not sign.search(f"‹{name}›")


_BRACKET = re.compile("[《》]")


def _bracketed(text: str) -> Iterator[tuple[Span, str]]:
    """Outermost pairs of 《 》 with what is between them."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() == "《":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened and 1 < match.end() - start - 1 <= _LONGEST:
                yield Span(start, match.end()), re.sub(r"\s*\n\s*", "", text[start + 1 : match.start()]).strip()
        if opened and match.start() - opened[0] > _LONGEST:
            del opened[:-1]  # an opening bracket that was never closed


def _plain(text: str) -> Iterator[tuple[Span, str]]:
    for match in _PLAIN.finditer(text):
        group = match.lastgroup or ""
        if match[group]:
            yield Span(*match.span(group)), match[group]


def _defined(short: str, name: str) -> str:
    """What a short form stands for: of a notice that issues 〈…办法〉 and is called 《办法》, the title inside."""
    inner = _INNER.search(name)
    return inner["title"] if inner and short[-2:] in inner["title"] and not name.endswith(short[-2:]) else name


def _outside(found: Iterator[tuple[Span, str]], bracketed: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    for span, written in found:
        before = bisect_right(bracketed, span.end, key=lambda title: title[0].start) - 1
        if before < 0 or not span.overlaps(bracketed[before][0]):
            yield span, written


def _full(written: str, known: Sequence[str]) -> str:
    """The one known title that this may be short for: it ends it, or is a few of its characters in their order."""
    if written.startswith("关于"):
        return ""
    fitting = [
        name
        for name in known
        if len(name) > len(written)
        and (_VERSION_BEHIND.sub("", name).endswith(written) or (len(written) <= _BRIEF and _within(written, name)))
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _within(short: str, full: str) -> bool:
    characters = iter(full)
    return all(char in characters for char in short)
