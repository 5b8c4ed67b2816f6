"""Where a person's name ends, given where it begins.

Chinese writes no space after a name: 贺军则表示 and 易增加表示 differ only in what goes on. Every length that a name
can have is weighed by what follows it and by whether its letters are an everyday word; the caller adds what the words
before it are worth, and how often the article writes the same letters elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.gazetteer import words
from kg.mentions.tokens import frequency, tag

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SYLLABLES = (
    "阿埃艾布丝日古丽翰娅蕾薇妮爱安昂奥巴芭白拜班邦包鲍贝本比彼毕别宾波玻伯勃博布查策昌达大戴丹当道德邓狄迪蒂丁东杜顿多厄恩尔法凡范方菲费芬丰佛弗夫福富盖冈高戈格葛各贡古瓜圭"
    "哈海汉豪赫黑亨洪胡华怀惠霍基吉季加贾简江杰金京居卡凯坎康考柯科克肯孔库夸奎昆拉莱赖兰朗劳勒雷黎理里礼李丽利莉连列林琳留隆娄卢鲁路露吕伦罗洛马玛迈麦曼毛梅门蒙"
    "孟米密敏明缪摩莫姆木穆拿纳娜南瑙内尼涅宁牛纽努诺欧帕潘庞佩蓬彭皮平泼普奇齐契恰乔切钦青琼丘让热日荣茹儒瑞若撒萨塞赛桑瑟森沙莎山珊尚绍舍申圣盛施什石史士世"
    "朔斯丝思松苏索所塔台泰坦汤唐陶特腾藤提田汀廷图托瓦万旺威韦维卫魏温文翁沃乌吾武伍西希锡席夏香肖歇谢辛欣兴休许雪雅亚延扬杨耶叶伊依因英尤于约云泽扎詹张赵珍真芝"
    "治朱兹子祖佐买江古孜汗那别克热依孜提撒韵蔚达瓦次仁卓玛央金旦增扎西尼玛多吉才让桑珠平措罗布吉美拉姆格桑"
)
_FOREIGN = re.compile("[^\\W\\d_兼的是在和与、由任为a-zA-Z]{1,8}(?:[·•‧・][A-Z]\\.?|[·•‧・][\u4e00-\u9fff]{1,10}){1,4}")
_LATIN = re.compile(r"[A-Z][a-zA-Z'’-]{1,20}(?:[ ·][A-Z][a-zA-Z'’-]{0,20}\.?){0,3}")
_TITLE = re.compile(r"博士|教授|先生|女士|院士|爵士|小姐|夫人|总裁|主席")
_OFFICES = tuple("总局处科董校院工部司厅所队导老")  # 刘总, 李局, 张工
_PREPOSITIONS = "为同把被给"
_ASPECT = re.compile(r"(?P<verb>[\u4e00-\u9fff]{1,2}?)[了着过]")
_PAUSE = re.compile(r"[\s，。、；：！？（）()《》“”‘’「」『』【】\[\],.;:!?—…|/～~]|$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the characters at a position as a name, and how much speaks for it."""

    start: int
    end: int
    name: str
    weight: float


@cache
def _classes() -> tuple[frozenset[str], ...]:
    return (
        words("surnames", "single"),
        words("surnames", "double"),
        words("surnames", "word"),
        words("words", "never"),
        words("words", "after_character"),
    )


@cache
def _goes_on() -> re.Pattern[str]:
    """A word that may follow a name."""
    entries = words("words", "says", "after") | words("roles", "honorific", "title")
    return re.compile("|".join(sorted(map(re.escape, entries), key=len, reverse=True)))


def surnamed(name: str) -> bool:
    """Whether two or three characters, or four with a double surname, could be a name."""
    single, double, *_ = _classes()
    if name[:2] in double:
        return len(name) in (3, 4)
    return len(name) in (2, 3) and name[0] in single


@cache
def _says() -> re.Pattern[str]:
    """A verb that people do, or the name of a title."""
    return re.compile("|".join(sorted(map(re.escape, words("words", "says")), key=len, reverse=True)))


@cache
def _titled() -> re.Pattern[str]:
    """A role right behind a name."""
    return re.compile("|".join(sorted(map(re.escape, words("roles", "honorific")), key=len, reverse=True)))


def readings(text: str, start: int) -> Iterator[Reading]:
    """Every way to read the text at a position as a name, with its weight: above 3 speaks for it, below 1 against."""
    yield from _foreign(text, start)
    yield from _latin(text, start)
    yield from _without_surname(text, start)
    yield from _japanese(text, start)
    single, double, *_ = _classes()
    surname = 2 if text[start : start + 2] in double else 1 if text[start : start + 1] in single else 0
    lengths = {0: (), 1: (2, 3), 2: (3, 4)}[surname]
    for length in lengths if surname < 2 or text[start] not in single else (*lengths, 2):
        name = text[start : start + length]
        if len(name) == length and _HAN.fullmatch(name):
            yield Reading(start, start + length, name, _weight(text, start, length, surname))


def _weight(text: str, start: int, length: int, surname: int) -> float:
    _, double, everyday, never, after = _classes()
    end = start + length
    name, given = text[start:end], text[start + surname : end]
    if not given or given in words("roles", "honorific") or "某" in given or given in never or given in _OFFICES:
        return -5
    if given in after and not _PAUSE.match(text, end):
        return -5
    weight = following(text, end) - _everyday_word(name, text, end)
    if name[-1] in "说称讲" and _PAUSE.match(text, end):
        weight -= 3
    elif name[-1] in never and not (name[-1] in _PREPOSITIONS and _says().match(text, end)):
        weight -= 1.5
    if given[-1] in "和与及同兼" and _titled().match(text, end) and not _TITLE.match(text, end):  # 校长王明和副校长李强
        weight -= 3
    if length > surname + 1 and _goes_on().match(text, end - 1) and not _goes_on().match(text, end):
        weight -= 1.5  # 邱泽|升任
    if surname > 1:
        return weight + (name[:surname] in double)
    if length == 3 and name[1] in never:  # 曾在会
        weight -= 2
    if length == 3 and frequency(name[:2]) > 1000 and not tag(name[:2]).startswith("nr"):  # 时代已, 经济圈
        weight -= 2.5 if name[-1] in after else 0.5
    if name[0] in words("surnames", "function") and length == 3 and frequency(given) > 200:  # 向记者
        weight -= 3
    if name[0] in "暨和与及":
        weight -= 1.5
    if length == 4:
        weight -= 2
    return weight + (0 if name[0] in everyday else 0.5) + (0.3 if len(given) == 2 else 0)


def following(text: str, end: int) -> float:
    """How well a name can end here: 3 before a pause or a verb that people do, 0 inside a word."""
    if _PAUSE.match(text, end) or _goes_on().match(text, end):
        return 3
    if text[end] == "·":
        return -5
    if text.startswith("为代表", end):
        return 3
    if text[end] in "说称" and _PAUSE.match(text, end + 1):
        return 3
    if (verb := _ASPECT.match(text, end)) and tag(verb["verb"])[:1] == "v":  # 顾定一|观察过, 章士钊|打了个比方
        return 2.5
    if text[end] in _PREPOSITIONS and _says().match(text, end + 1):  # 佟大为介绍: no 为 stands before 介绍
        return 0
    if text[end] in _classes()[4] or not _HAN.match(text, end):
        return 2
    return 1 if any(frequency(text[end : end + length]) > 50 for length in (2, 3, 4)) else 0


def _everyday_word(name: str, text: str, end: int) -> float:
    """How much it speaks against a name that its letters are a word."""
    if name in words("words", "nobody", "says"):
        return 6
    count = frequency(name)
    if not count:
        stem = name[:2] if len(name) > 2 else ""
        if stem in words("words", "says"):
            return 3
        return (1 if following(text, end) > 2 else 3) if stem in words("words", "nobody") else 0
    flag = tag(name)
    if flag.startswith("nr"):
        return 0.5 if name[0] not in _classes()[2] else 1.5 if count > 500 else 1 if count > 150 else 0.5
    listed = text.startswith(("、", "；", "（"), end)  # no verb stands between a role and 、
    if flag.startswith(("n", "m", "s", "z", "t", "j", "i")) and flag != "ns":
        weight = 3 if count > 5000 else 1.5 if count > 500 else 1 if count > 60 else 0.5
    elif flag.startswith("ns"):
        weight = 2.5 if count > 500 else 2 if count > 60 else 1.5
    else:
        weight = 4 if count > 500 else 3 if count > 60 else 2
    return weight - (1.5 if listed else 0)


def _foreign(text: str, start: int) -> Iterator[Reading]:
    match = _FOREIGN.match(text, start)
    if match and match.group()[0] in _SYLLABLES:
        last = start + max(map(match.group().rfind, "·•‧・")) + 1
        weighed = []
        strange = 0
        for end in range(last + 1, match.end() + 1):
            strange += text[end - 1] not in _SYLLABLES
            weighed.append((following(text, end) + 0.1 * (end - start) - 2 * strange, end))
            if _TITLE.match(text, end):
                break
        weight, end = max(weighed)
        yield Reading(start, end, text[start:end], 3 + weight)


def _without_surname(text: str, start: int) -> Iterator[Reading]:
    """多吉次仁, 范德梅尔: four to six syllables that spell foreign names, with a clear end."""
    for end in (start + 4, start + 5, start + 6):
        name = text[start:end]
        spelt = len(name) == end - start and all(character in _SYLLABLES for character in name)
        if spelt and following(text, end) >= 3 and not any(frequency(name[i : i + 2]) > 500 for i in range(len(name))):
            yield Reading(start, end, name, 3)


def _japanese(text: str, start: int) -> Iterator[Reading]:
    """佐藤健一, 长谷川诚: a family name of Japan and one to three characters."""
    families = words("surnames", "japanese")
    family = next((text[start : start + length] for length in (3, 2) if text[start : start + length] in families), "")
    for length in (1, 2, 3) if family else ():
        end = start + len(family) + length
        name = text[start:end]
        if len(name) == end - start and _HAN.fullmatch(name):
            yield Reading(start, end, name, _weight(text, start, len(name), len(family)) + (1 if length == 2 else 0.5))


def _latin(text: str, start: int) -> Iterator[Reading]:
    match = _LATIN.match(text, start)
    if match and not match.group().isupper():
        yield Reading(start, match.end(), match.group().rstrip(), 4)
