"""Lists within a sentence, and the counts that announce them: 组织、制度、流程、技术、文化五大支柱.

A count and a list of that length prove each other. `coordinated` splits a stretch at its 、 and, where the count asks
for one more, at the last 和; quotation marks and brackets keep together what is inside them. `counted` finds the
announcements; `enclosed` blanks out what quotation marks and brackets hold, so that patterns see only the frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.model import Span
from kg.structure import number
from kg.words import words

OPENING = "“‘「『（(《【〔["
CLOSING = "”’」』）)》】〕]"
_PAIRS = dict(zip(CLOSING, OPENING, strict=True))
_MARK = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_QUOTES = "“”‘’「」『』\"'"
HIDDEN = "\ue000"  # stands for a character inside quotation marks or brackets; a private-use character
_REACH = 400  # an opening mark whose partner is further away than this is taken for a lone one

_GLOSS = re.compile(r"[（(][^（()）]{0,60}[）)]$")


def enclosed(text: str, start: int, end: int) -> str:
    """The stretch with the inside of quotation marks and brackets blanked out, of the same length."""
    pieces: list[str] = []
    stack: list[tuple[str, int]] = []
    kept = start
    for match in _MARK.finditer(text, start, end):
        character, index = match.group(), match.start()
        if character in OPENING:
            stack.append((character, index))
            continue
        while stack and stack[-1][0] != _PAIRS[character]:
            stack.pop()
        if stack:
            opened = stack.pop()[1]
            if not stack and index - opened <= _REACH:
                pieces += text[kept : opened + 1], HIDDEN * (index - opened - 1)
                kept = index
    pieces.append(text[kept:end])
    return "".join(pieces)


def plain(name: str) -> str:
    """A name without quotation marks around it and without a bracket behind it: “集中管控”模式 → 集中管控模式."""
    name = _GLOSS.sub("", name.strip()) or name.strip()
    return "".join(character for character in name if character not in _QUOTES).strip(" 　，、；：。,;:.*—-")


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space and punctuation at its edges."""
    while start < end and text[start] in " \u3000\t\r\n，、；：。,;:":
        start += 1
    while end > start and text[end - 1] in " \u3000\t\r\n，、；：。,;:":
        end -= 1
    return Span(start, end)


_CONJUNCTION = re.compile(r"以及|和|与|及|或")


def separated(text: str, span: Span, marks: str) -> tuple[Span, ...]:
    """The stretch split at these marks where they stand outside quotation marks and brackets."""
    frame = enclosed(text, span.start, span.end)
    edges = [-1, *(i for i, character in enumerate(frame) if character in marks), len(frame)]
    pieces = (trimmed(text, span.start + a + 1, span.start + b) for a, b in pairwise(edges))
    return tuple(piece for piece in pieces if piece)


def coordinated(text: str, span: Span, count: int | None = None) -> tuple[Span, ...]:
    """The items of a list written with 、 or +, the last of them behind 和, 与, 及 or 以及.

    With a count, the last 、 piece is divided only where that makes the list as long as the count says.
    """
    pieces = separated(text, span, "、+＋" if "、" not in text[span.start : span.end] else "、")
    if len(pieces) == 1:
        pieces = _side_by_side(text, pieces[0])
    pieces = tuple(_without_conjunction(text, piece) for piece in pieces)
    if not pieces or (count is not None and len(pieces) != count - 1):
        return pieces
    if count is None and len(pieces) == 1:
        return pieces
    return pieces[:-1] + _divided(text, pieces[-1], [len(piece) for piece in pieces[:-1]])


_SIDE_BY_SIDE = re.compile(r"(?<=[”」』])(?=[“「『])")


def _side_by_side(text: str, span: Span) -> tuple[Span, ...]:
    """Quoted names without anything between them: “建平台”“汇数据”“促应用”."""
    edges = [span.start, *(m.start() for m in _SIDE_BY_SIDE.finditer(text, span.start, span.end)), span.end]
    return tuple(Span(start, end) for start, end in pairwise(edges))


def _without_conjunction(text: str, span: Span) -> Span:
    match = _CONJUNCTION.match(text, span.start, span.end)
    if match and len(span) > len(match.group()) + 1 and _is_word(text, span, match):
        return Span(match.end(), span.end)
    return span


def _is_word(text: str, span: Span, match: re.Match[str]) -> bool:
    """Whether a conjunction is a word of its own here, not a part of 及时, 普及, 和谐, 参与."""
    return any(
        word.span.start == match.start() and word.text == match.group() for word in words(text, span.start, span.end)
    )


def _divided(text: str, span: Span, lengths: Sequence[int]) -> tuple[Span, ...]:
    """The two sides of the conjunction whose sides look most like the other items."""
    frame = enclosed(text, span.start, span.end)
    wanted = sum(lengths) / len(lengths) if lengths else len(span) / 2
    best: tuple[float, int, int] | None = None
    for match in _CONJUNCTION.finditer(frame):
        left, right = match.start(), len(frame) - match.end()
        own = _CONJUNCTION.match(text, span.start + match.start())
        if left and right and own and _is_word(text, span, own):
            cost = abs(left - wanted) + abs(right - wanted) - (2 if len(match.group()) == 2 else 0)
            if best is None or cost < best[0]:
                best = (cost, match.start(), match.end())
    if best is None:
        return (span,)
    return trimmed(text, span.start, span.start + best[1]), trimmed(text, span.start + best[2], span.end)


_LINKED = r"[^，。；：！？、“”‘’「」『』（）()\s→—–－\->]{1,12}"
_LINKED_NAME = re.compile(_LINKED)
_DASHED = re.compile(rf"{_LINKED}(?:(?:→|—{{1,2}}|–|－|-+>?){_LINKED}){{2,9}}")


def dashed(text: str, start: int, end: int) -> Iterator[tuple[Span, ...]]:
    """Three names or more that dashes or arrows link: 试点—扩散—固化—再造."""
    if not _DASH.search(text, start, end):
        return
    for match in _DASHED.finditer(text, start, end):
        yield tuple(Span(*name.span()) for name in _LINKED_NAME.finditer(text, *match.span()))


_DASH = re.compile(r"[→—–－-]")


def shared_ending(names: Sequence[str]) -> str:
    """What all names end in: 萌芽期, 成长期 → 期. Never a whole name."""
    shortest = min(map(len, names), default=0)
    for length in range(max(0, shortest - 1), 0, -1):
        ending = names[0][-length:]
        if all(name.endswith(ending) for name in names):
            return ending
    return ""


_NUMERAL = r"十[一二三四五六七八九]|[二两三四五六七八九十双]|\d{1,2}"
_CLASSIFIER = (
    r"(?:[个大种项面套片股件列组块把张根重]|类(?![型别])|条(?!件)|点(?!位)|层(?![次面级])|级(?!别)|道(?!路)|支(?!柱)|轮(?!驱)|维(?!度)"
    r"|阶(?!段)|代(?!表)|环(?!节))"
)
_COUNT = re.compile(
    rf"(?<![第.．A-Za-z\d零〇一二三四五六七八九十百千万亿数几近前后两年月余多之])(?P<number>{_NUMERAL})"
    rf"(?:(?P<classifier>{_CLASSIFIER})(?!月|半|多)|(?![A-Za-z\d年月日时分秒岁成倍个%％℃天周多余几百千万亿十.．:：/\-—－~～]))"
)
_COUNTED_THING = re.compile(r"位一体化?|[步级]跳|步走|层次|层面|次(?:跃迁|转型|跃升|飞跃|变革|革命|浪潮|升级|转变)")
# Nouns that name sets; what follows them is no longer the noun: 四个维度评估.
_SET_NOUN = re.compile(
    r"(?:(?:不同|主要|基本|典型|具体|关键|核心)的?|[^，。；：、的“”]{2,6}的)?[^，。；：！？、“”‘’「」『』（）()的和与及\s]{0,4}?(?:维度|层级|层次|层面|方面|角度|视角|要素|因素|环节|阶段|步骤|世代|原则|特征|特点|支柱"
    r"|模块|方向|路径|模式|类型|形式|能力域|能力|体系|目标|任务|部分|板块|抓手|等级|级别|机制|关系|关口|时期|时代|工程|行动|平台|防线|方式|方法|办法|手段|渠道)"
    r"(?!模型|理论|工作法|法则|[^，。；、]{0,3}(?:格局|体系|机制|模式|模型))"
)
# What is counted, but never as a model: people and places, sums and times, problems and advice.
_NOT_A_MODEL = re.compile(
    r"城市|[处科]室|处(?!理|置)|岗位|[^社]?省|[市县村镇国州](?!场|级|域|家治)|地区|地方|部门|单位|企业|公司|机构|国家|学校|高校|大学|医院|银行|项目|活动|技术|问题|"
    r"人(?!工|文|才|本)|代表|专家|行业|领域|案例|产品|奖|文件|会议|论坛|小时|分钟|[^，]{0,4}工作(?!法|流)|句|话|问|建议|措施|举措|意见|[^，]{0,2}事(?![项业])|原因|挑战|困难|"
    r"位(?!一体)|展区|展馆|版本|事业[部群]|部室|岸|园区|课程(?!体系|模块)|门(?!类)|门户|巡视员|调研员|主任科员|科员|警[监督司]|法官|检察官|教授|教师|职务|职位|荣誉|称号|奖项|[^，]{0,4}(?:研发中心|分公司|校区|场馆|基地|产业)|观点|说法|不足|短板|误区|迷思|字|方(?!面|向|式|法|案|针|位)|地(?!位|带)|月|日|天|次|家|名|所|座|场|篇|份|部(?!分|署|件)|台|辆|米|元|块钱|词|者|"
    r"老|兄|姐|儿|孩|同|季度|年|届|期间|以上|以下|左右|多"
)


class Count(NamedTuple):
    """A number with what it counts: 四大创新路径. `noun` is what follows number and classifier, perhaps nothing."""

    span: Span
    number: int
    classifier: str
    noun: str

    @property
    def is_model(self) -> bool:
        """Whether things of this name can be the parts of a model."""
        return self.counts_characters or not _NOT_A_MODEL.match(self.noun)

    @property
    def counts_characters(self) -> bool:
        """Whether it numbers the characters of a list rather than its items: “快、准、稳”三个字, 八字方针."""
        return self.noun.startswith("字")

    def fits(self, text: str, items: Sequence[Span]) -> bool:
        """Whether a list is as long as the count says."""
        if self.counts_characters and not _RHYME.match(self.noun):
            return len(items) > 1 and sum(len(plain(text[item.start : item.end])) for item in items) == self.number
        return len(items) == self.number


_RHYME = re.compile(r"字[诀经]")  # 四字诀 has four items, whatever their length, or one of a character each
_NOUN_FLAGS = ("n", "vn", "an", "j", "l", "b", "g", "q", "eng", "v", "a", "i")
_NO_NOUN = ("u", "p", "c", "r", "d", "x", "m", "f", "t", "y", "e", "ul", "uj", "uz")
_NOUN_ENDS = re.compile(
    r"[的，。；：、！？,;:!?\s“”‘’「」『』（()）《》【】=＝—\-\ue000把将与和及或也都均被]|包括|包含|分别|组成|构成|支撑|主要|大家|我们|分布|深入"
    r"|(?<=.)算(?![法力子式账])|是|(?<!行)为|(?<![原准法规守细])则|(?<!成)就|指(?![标数])|在|之|上(?!层)|中(?![心台枢])|里(?!程)|以|来(?!源)|去|(?<!所)有"
)


def counts(text: str, start: int, end: int) -> Iterator[Count]:
    """The announcements in a stretch of text."""
    for match in _COUNT.finditer(text, start, end):
        span = Span(match.start(), _noun_end(text, match.end(), end))
        noun = text[match.end() : span.end]
        counted = Count(span, number(match["number"]), match["classifier"] or "", noun)
        if counted.number > 1 and (counted.classifier or noun) and not _DOUBLED.match(text, match.start()):
            yield counted


# 双 numbers a set only in a few compounds, not in 双双, 双手, 双组长
_DOUBLED = re.compile(
    r"双(?!轮|循环|支柱|引擎|通道|主体|导师|平台|中心|核|目标|路径|机制|体系|碳|减|因素|元|链|曲线|螺旋|维|层|模式)"
)


# 噪声、停车、物业三类占比过半: what is said of the items is not what they are
_SAID_OF_ALL = re.compile(
    r"占|居|均|各[有自占]|齐(?!全)|互(?!联)|相[互辅]|达到?|共同|一起|合计|作[了为]|算|得[到分]|都|缺一|并[举重进行存]|同比|环比"
)


def _noun_end(text: str, start: int, limit: int) -> int:
    """Where the counted noun ends: at a word that is no noun, at most eight characters on."""
    if thing := _COUNTED_THING.match(text, start, limit):
        return thing.end()
    if _SAID_OF_ALL.match(text, start, limit):
        return start
    if thing := _SET_NOUN.match(text, start, min(limit, start + 9)):
        return thing.end()
    limit = min(limit, start + 9)
    if stop := _NOUN_ENDS.search(text, start, limit):
        limit = stop.start()
    end = start
    for word in words(text, start, limit):
        if not word.flag.startswith(_NOUN_FLAGS) and (end > start or word.flag in _NO_NOUN):
            break
        if word.flag in ("v", "d", "a") and end > start and len(word.text) > 1:
            break
        end = word.span.end
    return end
