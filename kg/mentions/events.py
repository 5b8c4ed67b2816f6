"""Named events: forums, conferences, meetings, ceremonies.

An event is found by its last word (论坛, 研讨会, 第二十五次会议); then its left edge is sought:

1. Where quotation marks or 《 》 close right behind the last word, the name is what stands between them.
2. Else walk to the left, word by word: nouns, numbers and what is in quotation marks belong to the name; a verb of
   holding or attending, a preposition, 的, a pronoun, a time, a person or a punctuation mark ends it.

A name must say more than its kind: 签约仪式 and 本次大会 are events without a name (`unnamed`). A shorter name that
ends an earlier one (智能制造论坛 after 第六届智能制造论坛) is a mention of that event.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.document import Document
from kg.mentions.titles import OFFICIAL_NAME, Sort, sorts
from kg.model import Mention, MentionKind, Span
from kg.words import Word, words

_WINDOW = 48  # characters to the left of the last word that may belong to the name
_REMEMBERED = 40  # earlier events that a shorter name is looked up among

_CEREMONIES = """
    启动 签约 签署 签字 揭牌 揭幕 挂牌 授牌 开工 奠基 开幕 闭幕 颁奖 捐赠 毕业 开学 交接 结业 开班 首发 发布 聘任 剪彩
    """.split()
_MEETINGS = """
    研讨 座谈 交流 推进 现场 推介 博览 展览 交易 洽谈 对接 恳谈 报告 宣讲 论证 评审 动员 启动 观摩 发布 调度
    部署 分享 沟通 对话 年 峰 吹风 见面 招商 运动 现场推进 汇报 说明 总结 表彰 庆祝 庆功 联谊 音乐 演唱
    招待 欢迎 欢送 追思 纪念 展销 订货 评审 誓师 联欢 答谢 朗诵
    """.split()
_OTHERS = """
    戏剧节 音乐节 读书节 旅游节 美食节 体育节 科技节 购物节 采摘节 马拉松赛 锦标赛
    论坛 高峰论坛 圆桌论坛 高端论坛 代表大会 大会 全会 会议 常务会议 全体会议 圆桌会议 工作会议 高峰对话
    高峰对谈 圆桌对话 对谈 沙龙 讲坛 大赛 挑战赛 嘉年华 宣传周 活动周 科技周 文化节 艺术节 电影节 训练营 工作坊 研讨班
    晚会 春晚 酒会 庆典 盛典 大赏 邀请赛 公开赛 友谊赛 对抗赛 挑战杯 专场直播 专场演出 车展 画展 书展 影展 航展 双年展
    集体学习 开放日 首映式 首发式 开幕式 闭幕式 典礼 仪式 颁奖典礼 毕业典礼 开学典礼 开幕典礼 闭幕典礼
    """.split()
_HEADS = [*_OTHERS, *(word + "会" for word in _MEETINGS), *(word + "仪式" for word in _CEREMONIES)]
_HEADS += [number + "中全会" for number in "一二三四五六七"]
# Every alternative begins with a character of its own: the engine skips all others.
HEAD = re.compile(
    f"(?:{'|'.join(sorted(_HEADS, key=len, reverse=True))})"
    r"(?![战堂室厅馆报网感]|中心|系统|纪要|精神|制度|记录|软件|平台|数量|次数|材料|\d{1,4}[余多]?[场次届个期]"
    r"|[数十几多]{1,2}场"
    r"|(?:秘书|理事)长|秘书处|创始人|会员单位)"  # what has these is a body
)
_ENDS_EVENT = re.compile(f"(?:{'|'.join(_HEADS)})\\Z")  # 授牌仪式和签约仪式 are two
_TOGETHER = re.compile(
    r"(?:[（(]20\d\d年?[）)])?暨[^，。；：、！？\s“”《》]{0,20}?(?:论坛|大会|峰会|展览会?|典礼|仪式|年会|研讨会"
    r"|发布会|博览会|大赛)"
)
_HAN_GAP = re.compile("[\u4e00-\u9fff] [\u4e00-\u9fff]")
_CLOSING = {"”": "“", "」": "「", "』": "『", "》": "《", '"': '"'}
_NEVER_FIRST = "与和及暨·-—&/.+ 的了年"
_COUNT = "[一二三]?十[一二三四五六七八九]?"
# The congress itself, not its spirit or its report: 党的二十大提出, but not 贯彻党的二十大精神.
_PARTY = re.compile(
    rf"(?:党的|中共)(?:{_COUNT}大|{_COUNT}届[一二三四五六七]中全会)"
    r"(?=首次|提出|强调|指出|明确|作出|部署|召开|胜利|审议|通过|闭幕|开幕|上|[对把将，《])"
)
# 三届二次理事会: the numbers alone name it, whatever the body.
_NUMBERED = re.compile(
    r"第?[一二三四五六七八九十]{1,3}届(?:第?[一二三四五六七八九十]{1,3}次)(?:理事会|董事会|监事会|职代会"
    r"|会员大会|全委会|常委会)(?:(?:扩大)?会议)?"
)
_EDITION = r"(?:第[一二三四五六七八九十百\d]{1,4}[届次]|首届|20\d\d年?)"
_EDITION_ASIDE = re.compile(rf"[（(](?:{_EDITION}|(?!记者|图|摄|左|右|中)[\u4e00-\u9fff]{{2,4}})[）)]\Z")
_EDITION_BEFORE = re.compile(rf"{_EDITION}\Z")
_EDITION_APART = re.compile(r"(?:第[一二三四五六七八九十百\d]{1,4}届|首届)[\u4e00-\u9fff]{0,3}\Z")
_OPENS_NAME = re.compile(rf"{_EDITION}|全国|全省|全市|中国|国际|世界|全球")

# Words that stand before an event and never in its name.
_BEFORE = frozenset(
    """
    举行 举办 申办 筹办 全力 召开 参加 出席 主办 承办 协办 联办 合办 主持 迎来 组织 参与 前往 亮相 登陆 开启
    聚焦 围绕 走进 邀请 来自 指导 支持 强调 指出 表示 认为 宣布 获悉 报道 成为 作为 正式 成功 连续 见证 列席
    传达 学习 贯彻 筹备 筹办 受邀 应邀 观看 借助 依托 办好 开好 记者 嘉宾 首次 日前 近日 昨日 今日 当天 当日
    期间 之后 之前 等 这场 那场 这次 本次 此次 本届 上述 该 某 各类 多场 一场 一次 一个 几场 两场 三场 各种
    有关 相关 是 有 说 称 赴 由 让 使 把 被 经 据 继 开 去年 今年 明年 上午 下午 晚上 目前 当前 此前 此后
    同期 届时 未来 如今 现在 昨天 今天 明天 周末 日前 会后 会前 近期 近年 近年来 年初 年底 年内 本周 上周
    本场 此场 该场 每场 上月 本月 上个月 下个月 这个月 进行 通过 结束 推出 揭晓 提出 了解到 透露 介绍 图为 以及
    并 还 也 都 又 再 会同 牵头 亲临 莅临 出任 担任
    """.split()
)
# Words that also make names, but end one unless the last word follows at once: 成果发布大会, but 发布数字政府论坛.
_LOOSE_BEFORE = frozenset("发布 启动 成立 设立 开展 落实 打造 完成 讨论 审议 参会 宣传 获得 响应".split())
_STOP_FLAGS = frozenset("p d r y e o uj ul uz ug ud uv".split())
_SIDES = frozenset("上中后前下里内")
_JOINING = frozenset("与 和 及 暨 ·".split())
_NAME_MARKS = frozenset("·-—&/.+ ")

# What says no more than the kind of event.
_GENERIC = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[届次]|首届|例行|政策|框架|校企|政企|银企|本次|此次|本届|首场|专场|现场"
    r"|战略|合作|项目|工作|专题|主题|内部|全体|视频|电视|电话|线[上下]|媒体|新闻|记者|国际|高峰|高端|年度|大型"
    r"|重要|系列|学术|表彰|动员|部署|调度|培训|党组|党委|常委|常务|办公|领导|小组|股东|董事会?|职工|干部|学生"
    r"|家长|正式|盛大|隆重|成果"
    r"|校长|院长|市长|县长|局长|行长|厂长|博士|企业家|专家|揭牌|启动|开幕|闭幕|颁奖|签约|签字|协议|会|组织|业务"
    r"|经验|案例|产品|圆桌|庆祝|纪念|总结|表彰|换届|誓师|联欢|联谊|文艺|新年|新春|新品|跨年|迎新|迎春|春节|中秋|元旦|国庆|周年|招聘|主|分|[的上和与及\s\d“”]"
)
_ORDINAL = re.compile(rf"{_EDITION}|[一二三四五六七八九十]{{1,3}}[届次]")
_SCOPE = re.compile(r"中央|全国|全省|全市|全区|全县|世界|全球")
# Kinds of which every office holds many: to be named, such an event must say where, of whom, of what year or number.
_EVERYDAY = re.compile(
    r"(?:(?:动员|培训|座谈|交流|推进|部署|调度|发布|分享|沟通|见面|招商|宣讲|报告|论证|评审|观摩|推介|对接|恳谈"
    r"|吹风|启动|首发|汇报|说明|总结|表彰|庆祝|庆功|听证|联谊|招聘|双选|音乐|演唱|招待|欢迎|欢送|追思|纪念|展销|订货|评审|验收"
    r"|鉴定|记者|誓师|讨论|茶话|联欢|答谢|咨询|朗诵|故事|通气|碰头)"
    r"(?:大会|会|仪式|式)|会议|晚会|酒会|庆典|盛典|专场直播|专场演出|[车画书影]展)\Z"
)
_ANCHORED = re.compile(r"\d{4}|国家|《|全[国省市区县球]|世界|中[国央外]|国际|亚洲|[省市县区州镇]")
_COUNTED = re.compile(r"(?:\d+[余多]?|[几数多两三四五六七八九十百]{1,3})[场个次]")  # 六个分论坛, 1100场会议
_ASSEMBLY = re.compile(r"[^届次]{0,12}人民代表大会")  # the body, unless its session is named
# What a body is unveiled or founded at is named for it: 某某中心揭牌仪式; 甲公司签约仪式 says only who signs.
_OF_BODY = re.compile(r"(?:揭牌|揭幕|挂牌|成立|落成|开业|开工|奠基|竣工|启用|项目启动)(?:仪式|大会|会)\Z")
_SINCE = re.compile(r"(?:[\d一二三四五六七八九十百]{1,4})周年")  # 成立100周年
_QUOTED_EVENT = re.compile(
    r"(?:举办|举行|召开|主办|承办|参加|出席|开启)[了的]?(?:[“「][^“”「」\n]{2,16}[”」][、和]?){0,3}?"
    r"[“「](?P<name>[^“”「」\n]{2,14}(?:对话|夜话|大讲堂|讲座|之夜))[”」]"
)
_OWN_NAME_HEADS = re.compile(r"(?:论坛|峰会|博览会|大赛|大会|沙龙|讲坛)\Z")


def events(document: Document) -> Iterator[Mention]:
    """The events that have a name, in the order of the text."""
    known: list[str] = []
    for mention in _read(document):
        if _named(document, mention):
            longer = [name for name in known[-_REMEMBERED:] if _same_event(mention.name, name)]
            name = longer[0] if len(longer) == 1 else mention.name
            if name not in known[-_REMEMBERED:]:
                known.append(name)
            yield Mention(mention.span, mention.kind, name)


def unnamed(document: Document) -> Iterator[Mention]:
    """Events that the text only calls by their kind: 签约仪式, 发布会."""
    return (mention for mention in _read(document) if not _named(document, mention))


def _read(document: Document) -> Iterator[Mention]:
    """Every event, named or not; of two that overlap, the longer."""
    text = document.text.text
    titles = sorts(document)
    events_in_brackets = {m.span: m.name for m, sort in titles.items() if sort is Sort.EVENT and HEAD.search(m.name)}
    others = [m.span for m, sort in titles.items() if sort is not Sort.EVENT]
    found = [Mention(span, MentionKind.EVENT, name) for span, name in events_in_brackets.items()]
    found += [Mention(Span(*m.span()), MentionKind.EVENT, m.group()) for m in _PARTY.finditer(text)]
    found += [Mention(Span(*m.span()), MentionKind.EVENT, m.group()) for m in _NUMBERED.finditer(text)]
    found += [Mention(Span(*m.span("name")), MentionKind.EVENT, m["name"]) for m in _QUOTED_EVENT.finditer(text)]
    end = 0
    for match in HEAD.finditer(text):
        if match.start() < end:
            continue
        end = together.end() if (together := _TOGETHER.match(text, match.end())) else match.end()
        span = _quoted(text, match.start(), end) or _walked(document, match.start(), end)
        found.append(Mention(span, MentionKind.EVENT, _plain(document[span])))
    for mention in _outermost(found):
        before = bisect_right(others, mention.span) - 1
        if before < 0 or not others[before].covers(mention.span):
            yield mention


def _plain(written: str) -> str:
    """The name without quotation marks; 《 》 stay where a document is part of the name."""
    name = re.sub(r"[“”「」『』\"\n]", "", written).strip()
    return (
        name if name.count("《") == 1 and OFFICIAL_NAME.search(name[: name.find("》")]) else re.sub("[《》]", "", name)
    )


def _outermost(mentions: list[Mention]) -> Iterator[Mention]:
    end = -1
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if mention.span.end > end:
            end = mention.span.end
            yield mention


def _quoted(text: str, start: int, end: int) -> Span | None:
    """The whole of what is in quotation marks, where they close right behind the last word."""
    closing = text[end : end + 1]
    if closing not in _CLOSING or closing == "":
        return None
    opening = text.rfind(_CLOSING[closing], max(0, start - _WINDOW), start)
    if opening < 0 or re.search(r"[。！？；\n”」』》]", text[opening + 1 : start]):
        return None
    edition = _EDITION_BEFORE.search(text, max(0, opening - 8), opening)
    return Span(edition.start() if edition else opening + 1, end)


def _walked(document: Document, head: int, end: int) -> Span:
    """The name that ends with the last word `head:end`, by its words."""
    text = document.text.text
    left = max(document.sentence_at(head).span.start, head - _WINDOW)
    stops = [m.span.end for m in document.mentions_in(Span(left, head), MentionKind.PERSON, MentionKind.DATE)]
    left = max((stop for stop in stops if text[stop - 1] != "年"), default=left)
    before = words(text, left, head)
    start, index = head, len(before) - 1
    while index >= 0:
        word = before[index]
        if word.text in _CLOSING and (opening := _matching(before, index)) >= 0:
            index = opening
        elif aside := _EDITION_ASIDE.search(text, left, word.span.end):
            index = max(number for number in range(index + 1) if before[number].span.start <= aside.start())
        elif (
            (_stops(word, touching=word.span.end == head) and not _SINCE.match(text, word.span.end))
            or (
                word.flag in ("v", "vd")
                and start < head
                and _OPENS_NAME.match(text, start)
                and not (index and before[index - 1].flag[0] == "n")  # 流域治理|国际研讨会
            )
            or (word.text in _JOINING and _ENDS_EVENT.search(text, left, word.span.start))
            or (word.text == " " and _HAN_GAP.match(text, word.span.start - 1))
        ):
            break
        start, index = before[index].span.start, index - 1
    while start < head and text[start] in _NEVER_FIRST:
        start += 1
    if edition := _EDITION_APART.search(text, max(left, start - 16), start):
        start = edition.start()  # 第九届中美…: 届中 is a word, too
    return Span(start, end)


def _matching(before: tuple[Word, ...], index: int) -> int:
    """Where, not far before the closing mark at an index, its opening mark stands; -1 if nowhere."""
    opening = _CLOSING[before[index].text]
    return next((i for i in range(index - 1, max(-1, index - 16), -1) if before[i].text == opening), -1)


def _stops(word: Word, *, touching: bool) -> bool:
    """Whether a word ends a name that is read to the left; `touching`: the last word of the name follows at once."""
    if word.text in _JOINING or word.text in _NAME_MARKS:
        return False
    if word.text in _BEFORE or (word.text in _LOOSE_BEFORE and not touching):
        return True
    if word.flag == "x":
        return not word.text.isalnum()
    if word.text.endswith(("上午", "下午", "晚上", "晚间")):
        return True
    return word.flag in _STOP_FLAGS or (word.flag == "f" and word.text in _SIDES)


def _named(document: Document, mention: Mention) -> bool:
    name = mention.name
    head = HEAD.search(name)
    if _COUNTED.match(name) or _ASSEMBLY.fullmatch(name):
        return False
    if head is None or _PARTY.fullmatch(name) or _NUMBERED.fullmatch(name):
        return True
    own = name[: head.start()]
    if _ORDINAL.search(own) and len(own) > 3:
        return True
    if _EVERYDAY.search(name) and not _anchored(document, mention):
        return False
    said = len(_GENERIC.sub("", own))
    if not (_OWN_NAME_HEADS.search(name) or _OF_BODY.search(name)):
        inside = document.mentions_in(mention.span, MentionKind.ORGANIZATION)
        said -= sum(len(m.span) for m in inside if m.span.start == mention.span.start and m.span != mention.span)
    return said >= 2 if not _SCOPE.match(own) else len(own) > 3


def _anchored(document: Document, mention: Mention) -> bool:
    """Whether a name holds a place, an organisation, a year, a title, or a name in quotation marks."""
    written = document[mention.span]
    return (
        "“" in written
        or document.text.text[mention.span.start - 1 : mention.span.start] in ("“", "「")
        or bool(_ANCHORED.search(written))
        or any(word.flag in ("ns", "nt", "nz", "eng") for word in words(written, 0, len(written)))
        or next(document.mentions_in(mention.span, MentionKind.ORGANIZATION), None) is not None
    )


def _same_event(short: str, full: str) -> bool:
    """Whether the longer name only adds a count, a year or the like in front."""
    return len(short) < len(full) and full.endswith(short) and len(short) >= 4
