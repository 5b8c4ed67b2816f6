"""Organisations that only their place in a sentence gives away: 收购了帆图智能, 与石金微贷签订协议, 公司「湖屿智联」.

A company's short name ends in no 公司. Such a name is believed where only an organisation can stand (bought, signed
with, founded in a year, set as a short form); where other things could stand there as well, it must end like a
company's. Once found, it is found wherever the article repeats it, and so is the coined word that opens it: 远诚 for
启远电信.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator

import ahocorasick
import rjieba

from kg import patterns
from kg.document import Document
from kg.gazetteer import words as heads
from kg.model import Mention, MentionKind, Span
from kg.words import words

_NAME = r"[^，。；：、！？…“”‘’「」『』《》（）()\s的了和与及在对将被由是为]"
_TRADES = "|".join(
    """
    智能 软件 科技 数据 信息 网络 征信 微贷 智联 资本 集团 电信 水务 重工 汽车 医药 生物 传媒 控股 股份 能源 证券
    保险 基金 数科 金服 支付 物流 置业 电气 电子 光电 半导体 机器人 教育 文旅 通信 通讯 咨询 智库 创投 投资 互联
    数智 云图 智慧 航空 钢铁 电力 燃气 环保 材料 制药 健康 食品 乳业 银行 信托 租赁 再保险 人寿 财险 精密 电脑 工业
    实业 机械 金属 化工 化学 纺织 航运 海运 建工 建设 地产 百货 餐饮 制造 动力 自动化 软体 资讯 创新 医疗 诊断 基因
    智控 安防 云计算 无人机 储能 光伏 芯片 显示 照明 家居 服饰 影业 游戏 速运 快运 快递 速递 供应链 出行 置地 家电
    电器 装备 重装 轨交 航天 海工 远洋 期货 资管 财富 理财 小贷 担保 商贸 外贸 种业 牧业 渔业 林业 饮料 药业 康养
    口腔 眼科 环卫 石化 石油 煤业 核电 新能 电网 电池 陶瓷 玻璃 水泥 橡胶 包装 纸业 服装 珠宝 有色 激光 光学 传感
    微电子 仪器 仪表 机床 轴承 电梯 电缆 数控 机电 农机 路桥 建材 人力 书局 文创 会展 酒店 旅业 联通 移动 铁塔 云服
    电商 优选 生鲜 数码 影像 智行 国投 产投 建投 水投 农投 数投 科投 发展集团 智造 智汇 信科 金科 科创 特钢 冷链
    运输 新材 船舶 港务 港口 城投 交投 文投 农商 客运 绿电 风电 锂电 重机 铝业 矿业 乳品 茶业 酒业 粮油 农牧
    """.split()
)
_KIND = rf"(?:{_NAME}{{0,10}}?(?:公司|企业|机构|厂商|服务商|平台|品牌))?"  # 本地软件企业
_BOUGHT = patterns.compile(
    rf"(?:收购|并购|入股|参股|控股|持有|注资|领投|兼并|买下|拿下|战略投资)(?:了|对)?{_KIND}"
    rf"(?P<name>{_NAME}{{1,8}}(?:{_TRADES}))"
    r"(?=[，。；、\s]|的|\d|全部|部分|股权|$)"
    rf"|(?:收购|并购|入股)(?:了)?{_NAME}{{0,10}}?(?:公司|企业|厂商|平台)(?P<bare>{_NAME}{{2,6}})(?=[，。；])"
    rf"|(?:收购|并购|入股|买下|拿下|购入|取得|持有)(?:了)?{_NAME}{{0,12}}?(?:公司|企业|厂商|平台|通路商|供应商"
    rf"|服务商|经销商|制造商|厂)(?P<part>{_NAME}{{2,8}}?)"
    r"(?:[（(][A-Za-z &.\u00c0-\u024f-]{2,40}[）)])?(?=全部|部分|[一二三四五六七八九两]成|\d{1,3}(?:\.\d{1,2})?%)"
    rf"|对{_KIND}(?P<bought>{_NAME}{{2,10}})的(?:全资|战略|股权|全面|并购|整体){{0,2}}(?:收购|并购|入股)"
)
_SIGNED = patterns.compile(
    rf"(?:与|和|同|携手|联手|牵手)(?P<name>{_NAME}{{1,10}}(?:{_TRADES}))(?=(?:正式|共同|联合|今日|昨日|日前|近日"
    rf"|就|围绕){{0,2}}"
    r"(?:签署|签订|签约|签下|签了|达成|共建|合资|合作|宣布|联合|共同|成立|结成|建立))"
    rf"|(?<=、)(?P<last>{_NAME}{{1,6}}(?:{_TRADES}))(?=(?:正式|共同|今日|昨日|日前|近日){{0,2}}(?:签署|签订"
    rf"|签约|签下|合资|领投|跟投))"
)
_JOINTLY = patterns.compile(
    rf"(?:合资|共同出资|共同投资|联合出资)(?:成立|设立|组建|创办|建立)(?:了|的)(?P<founded>{_NAME}{{2,8}}"
    rf"(?:{_TRADES}|制造|智造))(?=[，。；、（])"
    rf"|(?:与|和|同)(?P<peer>{_NAME}{{2,14}}(?:组|协会|学会|商会|联盟|中心|研究院|研究所|公司|集团|大学|学院"
    rf"|银行|医院|基金会))"
    r"(?=(?:于[^，。；]{2,12}?)?(?:共同|联合|合作|签署|签订|签约|共建|合资))"
    rf"|(?:与|和|同)(?P<name>{_NAME}{{1,6}}(?:{_TRADES}))(?=(?:合资|共同出资)(?:成立|设立|组建))"
)
_FUNDING = patterns.compile(
    rf"(?:获得?|由|引入|来自)(?P<name>{_NAME}{{1,8}}(?:{_TRADES}))(?=(?:独家|联合|战略)?(?:领投|跟投|投资|注资"
    rf"|入股|收购))"
    rf"|(?:^"
    rf"|(?<=[，。；、由和与\n]))(?P<first>{_NAME}{{1,8}}(?:{_TRADES}))(?=(?:、[^，。；、]{{2,10}}){{0,3}}?(?:宣布|独家|联合|共同)?(?:领投|跟投|参投))"
    rf"|引[入进](?:了|日本|美国|德国|法国|韩国){{0,2}}(?P<brought>{_NAME}{{1,6}}(?:{_TRADES}))(?=等?(?:作为|为"
    rf"|成为|入股))",
    re.MULTILINE,
)
# 甲集团旗下的乙数码亦宣布…, 其全资子公司乙置业已…
_UNDER = patterns.compile(
    rf"(?:旗下的?|麾下的?|子公司|孙公司)(?:{_NAME}{{0,8}}(?:公司|平台|品牌"
    rf"|企业))?[“「]?(?!拥有|设有|有|共|现)(?P<name>{_NAME}{{1,6}}(?:{_TRADES}))"
    r"(?=[，。；、”」与和同在于将已亦也正则]|今年|去年|日前|近日|宣布|落户|完成|获|负责)"
    rf"|(?:^|(?<=[，。；：\n]))(?P<sub>{_NAME}{{1,6}}(?:{_TRADES}))(?=(?:现|已)?(?:是|系|为|隶属"
    rf"|作为)[^，。；]{{2,20}}?(?:旗下|全资|控股|下属|子公司|成员企业))",
    re.MULTILINE,
)
# In a list of partners a coined name needs only to end like a company's.
_BESIDE = patterns.compile(
    rf"(?<=[、与和同及])(?P<partner>{_NAME}{{2,6}}?(?:{_TRADES}))(?=[、和与及]|三方|双方|共同|联合|共建|签|按"
    rf"|各出资|分别|合资|一起|达成)"
)
# 某大学、某某杂志和某协会联合主办: in a list of organisations.
_MEDIA = patterns.compile(
    rf"、(?P<paper>{_NAME}{{2,12}}(?:杂志|学报|编辑部|期刊|频道|早报|晚报|周报|周刊|传媒网|新闻网|组委会|医联体|共同体))(?=[、和与及])"
)
_GRANTED = patterns.compile(rf"(?:向|对|给)(?P<name>{_NAME}{{1,8}}(?:{_TRADES}))(?=(?:投资|注资|增资|追加投资))")
# At the head of a clause common nouns stand too, so such a name must be coined: begin with a place or an unknown word.
_ACTING = patterns.compile(
    rf"(?:^|(?<=[，。；：\n]))(?P<coined>{_NAME}{{1,6}}(?:{_TRADES}))(?=(?:已|将|正式|日前|近日|今日|今年|宣布){{0,3}}"
    r"(?:与|和|同|携手|联手|联合|收购|并购|入股|获得|完成|成立|发布|推出|宣布|表示|公告|公布|（))",
    re.MULTILINE,
)
# What only a company has or does, behind a coined word at the head of a clause: 远诚持股四成, 远诚毛利率….
_EARNING = patterns.compile(
    r"(?:^|(?<=[，。；：、“\n]))(?P<earning>[\u4e00-\u9fff]{2,4}?)(?=(?:则|共|合计)?(?:持股|占股|斥资|市值|股价"
    r"|毛利率|财报|营收[从达由为]))",
    re.MULTILINE,
)
_HOLDING = patterns.compile(
    rf"(?:^|(?<=[，。；：、由与和\n]))(?P<name>{_NAME}{{1,6}}(?:{_TRADES}))"
    r"(?=(?:则|各|共|合计|分别)?(?:持股|占股|出资|认缴|持有|占)(?:约|近)?(?:\d|[一二三四五六七八九]成|百分之))",
    re.MULTILINE,
)
# 鲜到家创始人张勇: behind a pause or a verb of reporting, before what only the head of a company is, and a name.
_TOP = "(?:联合创始人|创始人|董事长|总裁|首席执行官|首席技术官|C[ETFO]O)"
_HEADED = patterns.compile(
    r"(?:^|(?<=[，。；：、“（\n])|(?<=采访|专访|对话|获悉|介绍|邀请|表示|透露))(?P<headed>[\u4e00-\u9fff]{2,6}?)"
    rf"的?(?:原|前|现任|时任|新任)?{_TOP}(?:[兼、]{_TOP}){{0,2}}",
    re.MULTILINE,
)
_FOUNDED = patterns.compile(
    rf"(?:^|(?<=[。；\n]))(?P<name>{_NAME}{{2,10}})(?=(?:公司)?(?:成立|创立|创建|始建|组建|创办)于\s?[\d一二]"
    rf"|总部(?:位于|设在))",
    re.M,
)
_CALLED = patterns.compile(
    rf"(?:公司|企业|厂商|服务商|运营商|机构|银行|品牌|团队|平台)[“「](?P<name>{_NAME}{{2,10}})[”」]"
    rf"|(?<=公司|企业|厂商|务商|应商)(?P<bare>{_NAME}{{1,6}}(?:{_TRADES}))(?=[，。；、]|宣布|表示|获得|完成|共建"
    rf"|联合|共同|签|合资|达成|联合创始人"
    rf"|创始人|CEO|董事长|总裁)"
)
_DEFINED = patterns.compile(
    r"[（(][^（）()]{0,16}(?:以下|下)?简?称(?:为)?[：:]?[“「\"](?P<name>[^”」\"（）()，。、\n]{2,12})[”」\"][）)]"
)
_JOINED = frozenset("子分母孙限某各多")
_PARENT = re.compile(r"(?P<parent>[\u4e00-\u9fff]{1,8}?[省市县区州]政府)[\u4e00-\u9fff]{2}")  # 江北市政府资讯局
_STEM = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{2,3}})(?:{_TRADES})(?:集团|有限公司|股份有限公司|公司)?\Z")
_NO_COMPANY = re.compile(
    "^[据原前现时新老副总首头最更很太男女我你他她其该本贵敝某各每两双多几这那由被让请经与和及同在从对为是有即并也又还而但若如因后]"
    "|[的了任届位名个司方企厂店者人员级类型界圈层车房业商行会局院校所部处系队组团室城市县国省期年月日时后前上下中内外里间"
    "当做成为辞换选聘见说让请称给派升兼]$"
)
_OPENS_CLAUSE = re.compile(r"(?:\A|[，。；：“\n、])\Z")
_AS_SUBJECT = re.compile("今年|去年|明年|目前|计划|表示|认为|方面|成立|[将已还也与和的在于则正是为]")
_NO_NAME_TAGS = frozenset("r d p c u uj ul uv ug uz y e o".split())
_NO_NAME_WORDS = frozenset(
    "要 有 不 也 都 就 从 向 到 以 把 让 没有 提供 需要 使用 采用 推进 开展 进行 建设 实现 什么".split()
)
_NOBODY = re.compile(
    r"^[\d.]+\Z|^(?:[多各一二两三几数该其此本我他她这那某]|相关|全国|国内|国外|海外|本地|当地|有关|其他|更多"
    r"|知名|头部|上市|大型|中小|新|老|外|民|部分|不少|众多|所有|以|用|向|从|被)"
    r"|(?:股权|股份|股票|资产|业务|市场|项目|控制权|经营权|份额)$|(?:大数据|物联网|互联网|云|人工智能|信息网络"
    r"|个人信息|公共数据|政务数据|数字科技|新能源|生物医药)$"
)


def brands(document: Document) -> Iterator[Mention]:
    """Names of organisations that none of the other recognisers has seen, wherever they stand."""
    text = document.text.text
    taken = sorted(m.span for m in document.mentions if m.kind is not MentionKind.ROLE)
    names = {name: name for name in _names(document) if _may_be_name(name)}
    stems = {stem: name for stem, name in _stems(document, names).items() if stem not in names}
    for span, written in _occurrences(text, (*names, *stems)):
        if span.start and text[span.start - 1] in _JOINED and written in heads("organization_heads", "bare"):
            continue  # 公司 in 子公司
        if written in stems and not (
            _OPENS_CLAUSE.search(text, max(0, span.start - 1), span.start) and _AS_SUBJECT.match(text, span.end)
        ):
            continue
        before = bisect_left(taken, span)
        if not any(span.overlaps(other) for other in taken[max(0, before - 2) : before + 1]):
            insort(taken, span)
            yield Mention(span, MentionKind.ORGANIZATION, names.get(written) or stems[written])


def _occurrences(text: str, names: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Where the names stand in the text, the longest at each place."""
    if not names:
        return
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, name)
    automaton.make_automaton()
    for last, name in automaton.iter_long(text):
        yield Span(last + 1 - len(name), last + 1), name


def _may_be_name(name: str) -> bool:
    """Whether the words of a name are such as names are made of; a single character may be a syllable of one."""
    return not _NOBODY.search(name) and not any(
        (word.flag in _NO_NAME_TAGS and len(word.text) > 1) or word.text in _NO_NAME_WORDS
        for word in words(name, 0, len(name))
    )


def _coined(name: str) -> bool:
    first = words(name, 0, len(name))[0]
    if first.flag in ("ns", "nr", "nz", "nrt") or not rjieba.has_word(first.text):
        return True
    stem = _STEM.match(name)
    return stem is not None and not rjieba.has_word(stem["stem"]) and len(first.text) == 1


def _unheard(name: str) -> bool:
    """Whether no everyday word is in a name: it is coined as a whole."""
    return all(len(word.text) == 1 or word.flag == "nz" for word in words(name, 0, len(name)))


def _headed(name: str) -> bool:
    """Whether what has a founder or a CEO is coined: in no dictionary, and no more than a word and a character."""
    if _NO_COMPANY.search(name) or rjieba.has_word(name) or len(name) < 3:
        return False
    return _unheard(name) or (len(parts := words(name, 0, len(name))) == 2 and len(parts[1].text) == 1)


def _stems(document: Document, names: Iterable[str]) -> dict[str, str]:
    """The coined word that opens a company's name → that name; words of the dictionary stand for themselves."""
    known = {m.name for m in document.mentions if m.kind is MentionKind.ORGANIZATION} | set(names)
    found: dict[str, str] = {}
    text = document.text.text
    for name in sorted(known, key=lambda name: (text.find(name), name), reverse=True):  # the first named keeps it
        if (match := _STEM.match(name)) and not rjieba.has_word(match["stem"]):
            found[match["stem"]] = name
    return found


def _names(document: Document) -> Iterator[str]:
    text = document.text.text
    for pattern in (_BOUGHT, _SIGNED, _JOINTLY, _FUNDING, _GRANTED, _UNDER, _HOLDING, _FOUNDED, _CALLED):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            yield next(name for name in groups.values() if name)
    yield from (name for name in (match["coined"] for match in _ACTING.finditer(text)) if _coined(name))
    yield from (name for name in (match["partner"] for match in _BESIDE.finditer(text)) if _coined(name))
    yield from (match["earning"] for match in _EARNING.finditer(text) if _unheard(match["earning"]))
    people = {m.span.start for m in document.mentions if m.kind is MentionKind.PERSON}
    for match in _HEADED.finditer(text):
        if match.end() in people and _headed(match["headed"]):
            yield match["headed"]
    organizations = {m.span.end: m.name for m in document.mentions if m.kind is MentionKind.ORGANIZATION}
    yield from (match["name"] for match in _DEFINED.finditer(text) if match.start() in organizations)
    yield from (match["paper"] for match in _MEDIA.finditer(text) if match.start() in organizations)
    yield from (parent["parent"] for name in organizations.values() if (parent := _PARENT.match(name)))
