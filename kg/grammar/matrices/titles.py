"""What a quadrant model sorts, and what it is called where nobody names it: 按资金与人才划分的四类乡镇."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.counted import CountedSet, counted_sets
from kg.grammar.enumerations import Count, counts, plain, shared_ending
from kg.grammar.matrices.values import Matrix
from kg.model import Span
from kg.structure import line_at, paragraphs
from kg.words import words


def descriptive_name(document: Document, matrix: Matrix, things: str | None, axes_start: int) -> str:
    """What is sorted, by which dimensions, and into how many, as far as the text says it."""
    text = document.text.text
    x, y, *_ = matrix.axes
    joined = _JOINED.search(text, x.span.end, y.span.start) if x.span.end < y.span.start <= x.span.end + 8 else None
    axes = f"{x.name}{joined.group() if joined else '与'}{y.name}"
    count = _count_of_cells(document, matrix, axes_start)
    into = "".join(document[count.span].split()) if count else ""
    if things and things not in into:
        into = f"{into}{things}" if not (count and count.noun) else f"{things}的{into}"
    if into:
        return f"按{axes}划分的{into}"
    return axes + ("四象限" if "象限" in text[axes_start : matrix.span.end] else "两轴")


_PLANE = r"(?:模型|矩阵|框架|魔方|象限图?|坐标图|分析图|九宫格|田字格|地图|图谱|罗盘|表|图|法|格|评估|评价|分析|坐标系)"
_TITLE = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．][ ]?|[▪●○■□◆◇★·•][ ]?)?"
    r"(?P<name>[^，。；：、！？\n]{0,14}?"
    rf"{_PLANE})[。\s]*"
)


def titled(document: Document, sentence: Span) -> Span | None:
    """The name that a title or the first words of an item are: （2）强度矩阵。"""
    match = _TITLE.fullmatch(document.text.text, sentence.start, sentence.end)
    return Span(*match.span("name")) if match and len(match["name"]) > _NAME else None


def is_plane(name: str) -> bool:
    """Whether a name is that of something with a place for everything: a 矩阵, a 图."""
    return re.search(rf"{_PLANE}[”」』]?$", name) is not None


# 选品四象限, 时间管理四象限法则, 2×2矩阵; not 第一象限, 各象限
_CALLED = re.compile(
    r"(?:四象限|(?:二维|[2二四][×xX*][2二四])?矩阵|四宫格|九宫格|田字格)"
    r"(?:管理法|工作法|分析法|时间管理法?|法则|法|模型|分析图?|坐标图|图表?)?"
)
_EDGES = "，。；：、！？\n“”‘’（）()#*【】《》的"
_OWN = ("n", "vn", "l", "j", "eng", "b", "x")  # words that may belong to such a name
_LONGEST = 10  # code points of them


_IN_FRONT, _BEHIND = 300, 80  # code points before and behind the cells in which their plane is spoken of


def called_nearby(document: Document, matrix: Matrix) -> str | None:
    """What the title, or the words around the cells, call such a plane most often: 这就是我的选品四象限。"""
    text = document.text.text
    title = next(iter(paragraphs(text)), Span(0, 0))
    around = Span(max(title.end, matrix.span.start - _IN_FRONT), matrix.span.end + _BEHIND)
    matches = (match for span in (title, around) for match in _CALLED.finditer(text, span.start, span.end))
    found = Counter(_whole_name(text, match) for match in matches)
    return next((name for name, _ in found.most_common() if len(name) > _NAME), None)


def _whole_name(text: str, match: re.Match[str]) -> str:
    """The name with the nouns right before it."""
    start = max(0, match.start() - _LONGEST)
    start = max(
        start, *(text.rfind(mark, start, match.start()) + 1 for mark in "，。；：、！？\n“”‘’（）()#*【】《》的")
    )
    first = match.start()
    for word in reversed(words(text, start, match.start())):
        if not word.flag.startswith(_OWN) or (word.flag == "x" and word.text.isspace()):
            break
        first = word.span.start
    return plain(text[first : match.end()])


_NAME = 2  # characters of a bare kind
_JOINED = re.compile(r"[和与及]")


def _tells_of(counted: CountedSet, matrix: Matrix, document: Document) -> bool:
    """Whether a counted list is that of the cells: their names, or the words that place them."""
    names = {plain(document[cell.name]) for cell in matrix.cells}
    return {plain(document[item.head]) for item in counted.items} == names or all(
        item.body.overlaps(matrix.span) for item in counted.items
    )


_FIELDS = re.compile(r"象限|宫?格|方?区|群|组|块|堆|类|型|种|档")


def _count_of_cells(document: Document, matrix: Matrix, axes_start: int) -> Count | None:
    """The count of the cells: near them, else wherever the article counts fields or kinds of that number."""
    text = document.text.text
    taken = [
        counted.quote
        for counted in counted_sets(text)
        if isinstance(counted, CountedSet) and not _tells_of(counted, matrix, document)
    ]
    near = [
        s.span for s in document.sentences if s.span.end > axes_start - 80 and s.span.start < matrix.cells[0].words.end
    ]
    for span in near:
        for count in counts(text, span.start, min(span.end, matrix.cells[0].words.start)):
            if count.number == len(matrix.cells) and count.is_model and not any(count.span.overlaps(t) for t in taken):
                return count
    for count in counts(text, 0, len(text)):
        if count.number == len(matrix.cells) and _FIELDS.fullmatch(count.classifier + count.noun):
            return count
    return None


_THINGS = r"(?P<things>[^，。；：、“”「」『』（）()\n按从用依据为成]{2,18}?)"
_DIVIDED = (
    r"(?:可以?|能够?|就|又|大致|大体|通常|一般|被|主要|都|也|重新|逐一|统统|进一步|分别)*"
    r"(?:[分划归][为成入出]?(?=[两二三四五六七八九十几]|[^，。；：]{0,8}[两二三四五六七八九][个种类型档组群格])"
    r"|[分划归区][分类为成入]|分属|归并|归整)(?![^，。；]{0,16}(?:维度|坐标|轴|指标|方面|因素|要素|变量|角度))"
)
_SORTED = (
    # 把受访企业放进一个坐标系, 将全县142个村分成四群
    re.compile(
        rf"[把将]{_THINGS}(?:都|全部|逐一|重新|一一|统统|大致)*(?=[按从用依据放归分划摆排列梳切画拆装标投填]|置于|定位|根据|区分)"
    ),
    # 给城市定位, 对干部画像
    re.compile(
        rf"(?<![一])[给对为]{_THINGS}(?:来|去|做|作|进行|重新)*(?:定位|分类|画像|归类|分组|分层|分级|打分|排队|把脉|排序)"
    ),
    # 县域可分为四类, 企业大致分属四种类型
    re.compile(rf"(?:^|[，。；：\n](?:那么|因此|于是|这样)?){_THINGS}{_DIVIDED}"),
    # 用两个指标来看观众：
    re.compile(rf"(?:来看|看待|衡量|审视|观察|评价){_THINGS}(?=[：:，。])"),
)
_NUMBERED = re.compile(
    r"^.*?(?:\d[\d.,]{0,12}[万亿]?|[一二三四五六七八九十百千两几]{1,12})[多余]?[个种家项件座条类名户支位所只款批](?=..|[村县市])"
)
_ALL = re.compile(r"^(?:所有|全部|各类?|全[市县省区国])+")
_NO_THING = re.compile(
    r"^(?:可?[把将]|可以?|[两二其它他她这那此]|我们?|你|大家|二者|两者|本文|作者|笔者|研究|团队|报告|文章|课题组|前者|后者)|怎么|如何|是否|什么|多少|哪|问题|维度|指标|因素|条件|横|竖|坐标|轴"
)
_WORKED_ON = re.compile(r"(?:加以|予以|进行|来|去|重新|逐一|都)$")
# 这类县应当…, 优化型（…）的县, or what the names of all quadrants end in: 示范型城市, 空转型城市
_OF_A_KIND = re.compile(
    r"(?:[这该此各每同]类|[）)]的)(?P<kind>[^，。；：、的（(\s\d]{1,6}?)(?=[，。；：、]|[要应需须可宜]|在|的)"
)
_PLACES = frozenset("县市镇乡村省校")


def sorted_things(document: Document, matrix: Matrix, axes_start: int) -> str | None:
    """What stands in the quadrants: what all their names end in, what the text calls 这类…, or what it divides."""
    text = document.text.text
    end = line_at(paragraphs(text), matrix.span.end - 1).end
    said = {match["kind"] for match in _OF_A_KIND.finditer(text, matrix.span.start, end)}
    if len(said) == 1:
        return said.pop()
    if not said and (ending := _shared_noun(document, matrix)):
        return ending
    return next(_divided(text, document, matrix, axes_start), None)


def _shared_noun(document: Document, matrix: Matrix) -> str | None:
    ending = shared_ending([plain(document[cell.name]) for cell in matrix.cells])
    if not ending:
        return None
    last = words(ending, 0, len(ending))[-1]
    return last.text if last.text in _PLACES or (len(last.text) > 1 and last.flag.startswith("n")) else None


def _divided(text: str, document: Document, matrix: Matrix, axes_start: int) -> Iterator[str]:
    """What the sentences around the axes say is divided, placed or judged."""
    first = matrix.cells[0].words.start
    axes = [axis.name for axis in matrix.axes]
    for sentence in document.sentences:
        span = Span(sentence.span.start, min(sentence.span.end, max(first, axes_start)))
        if span.end <= axes_start - 120 or span.start >= first:
            continue
        for pattern in _SORTED:
            for match in pattern.finditer(text, span.start, span.end):
                things = _WORKED_ON.sub("", plain(_NUMBERED.sub("", _ALL.sub("", match["things"]))))
                things = things.rpartition("的")[2] if len(things) > 8 else things
                if (
                    len(things) + (things in _PLACES) > 1
                    and not _NO_THING.match(things)
                    and not any(things in axis or axis in things for axis in axes)
                ):
                    yield things
