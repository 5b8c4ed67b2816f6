"""Where a text names its two dimensions: 以甲为横轴，以乙为纵轴; 一看甲高不高，二看乙强不强; 把甲和乙交叉起来."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import patterns
from kg.grammar.counted import CountedSet, counted_sets
from kg.grammar.enumerations import plain
from kg.grammar.matrices.values import Axis
from kg.model import Span
from kg.patterns import Pattern
from kg.structure import sentences


@dataclass(frozen=True, slots=True)
class Statement:
    """Two axes, the horizontal one first, and the words that name them; a plain one draws or counts axes."""

    span: Span
    axes: tuple[Axis, ...]
    plain: bool


_WHAT = r"[“「『]?(?P<{0}>[^，。；：、“”「」『』（）()\n]{{1,18}}?)[”」』]?"
_X, _Y = _WHAT.format("x"), _WHAT.format("y")
_SHOWS = (
    r"(?:上)?[，,]?(?:分别|用来|则|也)?(?:就?是|为|表示|代表|表达|体现|反映|对应|衡量的?是?|量的?是?|测的?是?|问的?是?|比的?是?|看的?是?|标的?是?|记的?是?"
    r"|指的?是?|讲的?是?|刻画|标注|标示|显示|标|写|放|：|:|——|，|,)[“「『]?"
)
_END = r"[”」』]?(?=[，。；：、！？（(\n]|$)"
# What the ends of the first axis mean: 右边高，左边低
_ENDS = (
    r"(?:[，,（(]?[越往向]?[左右上下][边侧端方]?(?:是|为|则|越|代表|表示)?"
    r"[^左右上下横纵竖，。；、（）\n]{1,6}[）)]?){0,2}"
)
_STOP = rf"{_ENDS}[，,、；;。]\s?(?:而|则|再|又|并)?"
# The two words that name axes, the horizontal one first where there is such a thing.
_DRAWN = (
    (
        r"横(?:轴|坐标轴?|向|线|边|[的着](?:[一那这][道条根边个])?)?",
        r"(?:纵|竖|直)(?:轴|坐标轴?|向|线|边|[的着](?:[一那这][道条根边个])?)?",
    ),
    (r"水平(?:轴|方向)", r"(?:垂直|竖直)(?:轴|方向)"),
    (r"[XxＸ]轴", r"[YyＹ]轴"),
    (r"左右(?:方向|两侧|两边)?", r"上下(?:方向|两侧|两边)?"),
    (r"从左到右", r"从[下上]到[上下]"),
)
_COUNTED = (
    (
        r"一(?:[条根个把边头端](?=[看问比论查量测])|[条根个把边头端]?(?:坐标)?(?:轴|线|尺子?|边|头|端|维度?|指标))",
        r"(?:另一?|二|一(?=[把条头边端个]))[条根个把边头端]?(?:坐标)?(?:轴|线|尺子?|边|头|端|维度?|指标)?",
    ),
    (r"(?:一|第一)[看问比论查](?=.)", r"(?:二|第二|再|另)[看问比论查](?=.)"),
    (r"(?:先|首先)看", r"(?:再|后|其次|然后)看"),
    (r"(?<=[，。；：])看", r"(?:二|再|也|又|还)?看"),
    (r"一是看?", r"二是看?"),
    (r"其一[，、：是]?看?", r"其二[，、：是]?看?"),
    (r"第一[条个把项根]?(?:轴|线|尺子?|维度?|指标|标准)?", r"第二[条个把项根]?(?:轴|线|尺子?|维度?|指标|标准)?"),
)


def _pair(first: str, second: str, x: str, y: str, link: str) -> Pattern:
    return patterns.compile(rf"{first}{link}{x}{_STOP}{second}{link}{y}{_END}")


_OPTIONAL_LINK = rf"(?:{_SHOWS})?"
_PATTERNS: tuple[tuple[Pattern, bool], ...] = (
    (patterns.compile(rf"以{_X}[为作]横(?:轴|坐标|向|线)?{_STOP}?(?:以)?{_Y}[为作](?:纵|竖)(?:轴|坐标|向|线)?"), True),
    (patterns.compile(rf"以{_Y}[为作](?:纵|竖)(?:轴|坐标|向|线)?{_STOP}?(?:以)?{_X}[为作]横(?:轴|坐标|向|线)?"), True),
    *((_pair(a, b, _X, _Y, _SHOWS), True) for a, b in _DRAWN),
    *((_pair(b, a, _Y, _X, _SHOWS), True) for a, b in _DRAWN),
    *((_pair(a, b, _X, _Y, _OPTIONAL_LINK), False) for a, b in _COUNTED),
    (
        patterns.compile(
            r"(?:按照?|依据?|依照|根据|以|从|用|由|把|将|围绕|结合|综合|取决于|凭|拿|考虑|看|对照|沿着|就|基于|考察|比较|衡量|权衡|引入|选取|抓住|聚焦|关注|来自|源于|源自|在于|集中在|体现在)"
            rf"了?(?:其|各自的?)?{_X}(?:以及|和|与|、|及|跟|同|×)其?{_Y}"
            r"(?=这?[两二双][个条把项大种方件股根类样头端轴维]|[为作](?:两|二|双|轴|坐标|标尺|经纬|据|标准|依据|维度|尺度|变量)"
            r"|[来去]?(?:重新|逐一|逐项)?(?:划分|区分|归类|分类|分[为成出档级层]|打分|衡量|梳理|盘点|归整|排队|定位|画像)"
            r"|来[看给为对把将]|[把将给](?=[^，。；]{1,20}(?:[分归排]|划|定位|画))|交叉|放[在到]一起|叠|组合|搭配|摆|画|形成|构成|构造|搭|拼|[，。；]|的(?:不同|差异|组合|交叉|关系|匹配|矩阵|二维))"
        ),
        False,
    ),
    # 设备新不新、居民用不用; 离市场近不近，离政府近不近
    (
        patterns.compile(
            r"(?:看|问|比|论|：|，|“)(?P<x>[\u4e00-\u9fff]{0,8}(?P<p>[\u4e00-\u9fff])不(?P=p)[\u4e00-\u9fff]{0,3})[”」]?"
            r"(?:、|，|和|与|以及|[，；？?](?:再|又|也|还|二)?看?|[？?；][^，。；？?]{0,8}，)[“「]?"
            r"(?P<y>[\u4e00-\u9fff]{0,8}(?P<q>[\u4e00-\u9fff])不(?P=q)[\u4e00-\u9fff]{0,3})(?=[”」，。；：、！？—])"
        ),
        False,
    ),
)
# 根据规则的控制程度（集中与分散）以及损害的承担程度（内化与外化）
_ENDS_GIVEN = (
    r"[（(](?P<{0}>[\u4e00-\u9fff]{{1,4}})(?:或者?|和|与|、|/|／|—+|－|-|～|vs|VS)(?P<{1}>[\u4e00-\u9fff]{{1,4}})[）)]"
)
_WITH_ENDS = patterns.compile(
    rf"(?:按照?|依据?|依照|根据|以|从|用|由|为|：|，){_X}{_ENDS_GIVEN.format('a', 'b')}(?:、|，|以及|和|与|及)?其?"
    rf"(?:[纵竖]轴是?)?{_Y}{_ENDS_GIVEN.format('c', 'd')}"
)
_HINT = patterns.compile(
    r"[横纵竖]|水平|[XYxyＸＹ]轴|左右|从左到右|一[条根个把边头端看问比论是]|其一|第一|先看|[，。；：]看|[）)](?:、|，|以及|和|与|及)"
    r"|(?:[两二三四几双][个条把项大种方件股根类样头端轴维型格块组区])|象限|矩阵|坐标|分[为成出属]|交叉|十字|分类|归[类为]|类型|划分|区分|差[异别距]|来自|源[于自]|取决于|在于|放[在到]一起|叠|组合|搭配|维度|梳理|盘点|归整|排队|定位|画像|来[看给为对把将]|不(?=[^，。])"
)
_AXES_AT_MOST = 2


@lru_cache(maxsize=2)
def statements(text: str) -> tuple[Statement, ...]:
    """Every pair of dimensions that a text may be naming, in order; whether they are axes, the cells must show."""
    found = list(_worded(text))
    for counted in counted_sets(text):
        if isinstance(counted, CountedSet) and len(counted.items) == _AXES_AT_MOST:
            axes = tuple(axis for item in counted.items if (axis := axis_at(text, item.head)))
            if len(axes) == _AXES_AT_MOST:
                found.append(Statement(counted.quote, axes, False))
    return tuple(sorted(found, key=lambda statement: statement.span))


def _worded(text: str) -> Iterator[Statement]:
    every = sentences(text)
    for number, sentence in enumerate(every):
        span = sentence.span
        if text[span.end - 1] in "？?" and number + 1 < len(every):
            span = Span(span.start, every[number + 1].span.end)  # the second question about the same thing
        if not _HINT.search(text, span.start, span.end):
            continue
        if given := _WITH_ENDS.search(text, span.start, span.end):
            ends = (("x", given["a"], given["b"]), ("y", given["c"], given["d"]))
            named = [(axis_at(text, Span(*given.span(group))), one, other) for group, one, other in ends]
            if all(axis for axis, *_ in named):
                axes = tuple(replace(axis, poles=(one, other)) for axis, one, other in named if axis)
                yield Statement(Span(*given.span()), axes, False)
                continue
        for pattern, drawn in _PATTERNS:
            if not (match := pattern.search(text, span.start, span.end)):
                continue
            axes = tuple(axis for group in ("x", "y") if (axis := axis_at(text, Span(*match.span(group)))))
            if len(axes) == _AXES_AT_MOST and axes[0].name != axes[1].name:
                yield Statement(Span(*match.span()), axes, drawn)
                if drawn:
                    break


# 资源消耗的多少; 邻里之间熟还是生; 技术硬不硬; 有没有钱
_PAIRS = (
    "高低 低高 强弱 弱强 大小 小大 多少 少多 多寡 快慢 慢快 厚薄 薄厚 好坏 好差 优劣 深浅 轻重 重轻 长短 宽窄",
    "疏密 密疏 松紧 紧松 宽紧 冷热 冷暖 新旧 难易 贫富 远近 早晚 急缓 缓急 熟生 生熟 公私 内外 软硬 硬软 虚实 动静",
    "粗细 盈亏 丰歉 丰匮 刚柔 有无 繁简 奇正 攻守 进退",
)
_POLES = re.compile(
    rf"(?:的|之|上)?(?:程度|水平)?(?:的)?(?:(?P<pair>{'|'.join(' '.join(_PAIRS).split())})"
    r"|(?P<a>[\u4e00-\u9fff]{1,3})(?:，|、)?(?:还是|或者?|抑或|与否)(?P<b>[\u4e00-\u9fff]{1,3})"
    r"|是否(?P<d>[\u4e00-\u9fff]{1,4})|(?P<c>[\u4e00-\u9fff]{1,2})[不没](?P=c)(?P<rest>[\u4e00-\u9fff]{0,3})|(?:如何|怎么?样|几何|怎样))(?:程度)?$"
)
# What the ends of some dimensions are called, whatever the text calls the dimension
_USUAL_POLES = ((re.compile(r"弹性$"), ("有弹性", "固定")), (re.compile(r"灵活[度性]$"), ("灵活", "固定")))
_ASKED = re.compile(r"(?:有没有|有无|是否有|够不够|缺不缺|是不是)(?=.)")
# What still stands before the dimension: 把系统按…, 他用…, 要看…; not the 用 of 应用
_LED = re.compile(
    r".{0,16}(?:按照?|依照|根据|依据|看|用(?!不)(?<![使应利运信作费适效通实占]用)|以(?<![可所难予]以)(?!及)|把|将)(?=.{2})"
)
_LEADING = re.compile(
    r"(?:[“「『]|以及|(?:另?一|二)[把条根个头端边是](?!手)(?:尺子?|轴|线)?|[量测比问](?=.{2})|衡量|看|它的?|其|各自的?|该|这|那|的|在|离|自己的?|企业的?(?=.{4}))"
)


def axis_at(text: str, words: Span) -> Axis | None:
    """The axis that some words name, without what they say of its ends; None where they are too long for a name."""
    start, end = words.start, words.end
    if led := _LED.match(text, start, end):
        start = led.end()
    while end > start + 1 and (lead := _LEADING.match(text, start, end)) and lead.end() < end:
        start = lead.end()
    while end > start + 1 and text[end - 1] in "”」』":
        end -= 1
    poles: tuple[str, ...] = ()
    if asked := _ASKED.match(text, start, end):
        start = asked.end()
    if tail := _POLES.search(text[start:end]):
        if tail["pair"]:
            poles = (tail["pair"][0], tail["pair"][1])
        elif tail["a"]:
            poles = (tail["a"][-len(tail["b"]) :], tail["b"])
        elif tail["d"]:
            poles = (tail["d"], "不" + tail["d"])
        elif tail["c"]:
            poles = (tail["c"] + tail["rest"], "不" + tail["c"] + tail["rest"])
        cut = tail.end("a") - len(poles[0]) if tail["a"] else tail.start()
        end = start + len(text[start : start + cut].removesuffix("是")) if cut else end
    name = plain(text[start:end])
    if not 1 <= len(name) <= 14:
        return None
    poles = poles or next((usual for pattern, usual in _USUAL_POLES if pattern.search(name)), ())
    return Axis(name, Span(start, end), poles)
