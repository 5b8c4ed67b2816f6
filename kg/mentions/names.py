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
_SYLLABLES = frozenset(
    "丁万且世丘东丝丰丹丽乃久乌乔买于云亚亨京什仁代伊伍休伦伯佐佛佩依俄保儒克兰兴其兹内冈再冯凡凤凯切列刘利别力加努劳勃勒包匹华卓南博卡卢卫却厄古可台史叶司各合吉吐吕吾呷呼哈哥唐嘉嘎因国图土圣圭坎坚坦埃培基"
    "堆塔塞增士夏多大夫央夸奇奎契奥妮姆姬威娄娅娜婕子孔孜孟季宁安宗宝宾密富尔尕尚尤尼居山巴布希帕席平库庞康延廷弗张强当彭彼得德怀思恩恰惠惹戈戴所才扎托扬拉拜拿措提摩撒敏敖敦文斯方施日旦旺昂昆昌明晋普智曲更"
    "曼朋朔朗朝木本朱李村杜杨杰松林果柔查柯根格桑梅梦森次欣欧歇武毅比毕毛汀汉汗江汤沃沙治法波泰泼泽洛津洪派海涅温滕满潘澳热照爱牛牧特狄玛玻珀珊珍珠班理琪琳琼瑙瑞瑟瓜瓦甘田申留登白皮益盖盛真石碧礼祖禄福科穆"
    "策简米索约纳纽绍维缇缪罕罗羊美群翁翰考耶肖肯胡腾舍舒色艾芙芝芬芭苏若英范茜茹荣莉莎莫莱莲菲萨葛蒂蒙蓓蓬蔚蔡蕾薇藏藤蜜西觉詹让许诺谢谭豪贝贞贡费贾赖赛赞赫赵足路辛边达迈连迪逊道邓那邦都采里金钦锡门阿降陶"
    "隆雅雪雷霍露青韦音韵顿额香马高魏鲁鲍麦黎黑黛齐龙"
)
_FOREIGN = re.compile("[^\\W\\d_兼的是在和与、由任为a-zA-Z]{1,8}(?:[·•‧・][A-Z]\\.?|[·•‧・][\u4e00-\u9fff]{1,10}){1,4}")
_NO_SYLLABLE_ENDS = frozenset("于以在为与及对从向则说称等将就也都由曾已")
_PARTICLE = "(?:van|von|vom|zu|der|den|de|di|da|do|dos|du|del|della|la|le|ter|ten|bin|ibn|al|el|af|st)"
_LETTER = "a-zA-Z\u00c0-\u024f"
_CAPITAL = "[A-Z\u00c0-\u00de]"
_LATIN = re.compile(
    rf"{_CAPITAL}[{_LETTER}'’-]{{1,20}}(?:[ ·](?:{_PARTICLE} ){{0,3}}{_CAPITAL}[{_LETTER}'’-]{{0,20}}\.?){{0,3}}"
)
_SPELT_OUT = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,6}}?)(?=[（(]{_CAPITAL}[a-z\u00df-\u024f'’-]{{1,20}})")
_MIXED = re.compile(r"[\u4e00-\u9fff]{1,2}(?P<given>[A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15})?)(?![A-Za-z])")
_TITLE = re.compile(r"博士|教授|先生|女士|院士|爵士|小姐|夫人|总裁|主席")
_OFFICES = tuple("总局处科董校院工部司厅所队导老")  # 刘总, 李局, 张工
_PREPOSITIONS = "为同把被给"
_NEVER_LAST = frozenset("对等")  # 王刚对“…”进行点评, 李强等一行
_ADVERBS = frozenset("在曾自从向已将又据")
_ASPECT = re.compile(r"(?P<verb>[\u4e00-\u9fff]{1,2}?)[了着过]")
_ACTED = re.compile(r"[\d一二三四五六七八九十两本该此其他她会]|[被为把在于与对以从]")
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
    yield from _spelt_out(text, start)
    yield from _mixed(text, start)
    yield from _of_a_family(text, start)
    single, double, *_ = _classes()
    surname = 2 if text[start : start + 2] in double else 1 if text[start : start + 1] in single else 0
    lengths = {0: (), 1: (2, 3), 2: (3, 4)}[surname]
    if surname == 1 and text[start + 1 : start + 2] in single:  # 范徐丽泰: her husband's family name and her own
        lengths = (2, 3, 4)
    for length in lengths if surname < 2 or text[start] not in single else (*lengths, 2):
        name = text[start : start + length]
        if len(name) == length and _HAN.fullmatch(name):
            yield Reading(start, start + length, name, _weight(text, start, length, surname))


def _weight(text: str, start: int, length: int, surname: int) -> float:
    _, double, everyday, never, after = _classes()
    end = start + length
    name, given = text[start:end], text[start + surname : end]
    if (
        not given
        or given in words("roles", "honorific")
        or "某" in given
        or given[-1] == "族"
        or given in never
        or given in _OFFICES
    ):
        return -5
    if name[-1] in _NEVER_LAST:
        return -5
    if given in after and not _PAUSE.match(text, end) and (name[0] in everyday or surname > 1):
        return -5
    weight = following(text, end) - _everyday_word(name, text, end) - (0.5 if given in after else 0)
    adverb = length > surname + 1 and name[-1] in _ADVERBS and _acts(text, end)  # 张明|曾撰文, 周正|在会上
    if adverb or (name[-1] in "说称讲" and _PAUSE.match(text, end)):
        weight -= 3
    elif name[-1] in never and not (name[-1] in _PREPOSITIONS and _says().match(text, end)):
        weight -= 1.5
    speaks_for = text.startswith("代表", end) and _HAN.match(text, end + 2)  # 代表各市发言
    if (
        given[-1] in "和与及同兼" and _titled().match(text, end) and not speaks_for and not _TITLE.match(text, end)
    ):  # 校长王明和副校长李强
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
        weight -= 5 if frequency(name[2:]) else 2
    return weight + (0 if name[0] in everyday else 0.5) + (0.3 if len(given) == 2 else 0)


def _acts(text: str, end: int) -> bool:
    """Whether an adverb or preposition before this place would make sense of it: a verb, a time, whom or where."""
    return bool(
        _ACTED.match(text, end) or _says().match(text, end) or frequency(text[end : end + 2]) > 50
    ) and not _PAUSE.match(text, end)


def following(text: str, end: int) -> float:
    """How well a name can end here: 3 before a pause or a verb that people do, 0 inside a word."""
    if _PAUSE.match(text, end) or _goes_on().match(text, end):
        return 3
    if text[end] == "·":
        return -5
    if text[end] == "等":
        return 3
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
        weight = 2.5 if count > 500 else 2 if count > 60 else 1.5 if count > 9 else 0.5
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
            led_on = text[end - 1] in _NO_SYLLABLE_ENDS
            weighed.append((following(text, end) + 0.1 * (end - start) - 2 * (strange + led_on), end))
            if _TITLE.match(text, end):
                break
        weight, end = max(weighed)
        yield Reading(start, end, text[start:end], 3 + weight)


def _without_surname(text: str, start: int) -> Iterator[Reading]:
    """多吉次仁, 范德梅尔: four to six syllables that spell foreign names, with a clear end."""
    for end in (start + 4, start + 5, start + 6):
        name = text[start:end]
        spelt = len(name) == end - start and all(character in _SYLLABLES for character in name)
        ends = following(text, end) if spelt else 0
        if ends >= 2 and not any(frequency(name[i : i + 2]) > 500 for i in range(len(name))):
            yield Reading(start, end, name, 3 if ends >= 3 else 1)


def _spelt_out(text: str, start: int) -> Iterator[Reading]:
    """科赫（Koch）: syllables that spell the Latin name in brackets behind them."""
    match = _SPELT_OUT.match(text, start)
    if match and _SYLLABLES.issuperset(match["name"]):
        yield Reading(start, match.end(), match["name"], 4)


def _of_a_family(text: str, start: int) -> Iterator[Reading]:
    """佐藤健一, 阿牛史日: a Japanese family name, or how Tibetan, Yi or Mongol names begin, and the rest."""
    families = words("surnames", "japanese", "clan")
    family = next((text[start : start + length] for length in (3, 2) if text[start : start + length] in families), "")
    for length in (1, 2, 3) if family else ():
        end = start + len(family) + length
        name = text[start:end]
        if len(name) == end - start and _HAN.fullmatch(name) and (length < 3 or _SYLLABLES.issuperset(name)):
            yield Reading(start, end, name, _weight(text, start, len(name), len(family)) + (1 if length == 2 else 0.5))


def _latin(text: str, start: int) -> Iterator[Reading]:
    match = _LATIN.match(text, start)
    if match and not match.group().isupper():
        yield Reading(start, match.end(), match.group().rstrip(), 4)


def _mixed(text: str, start: int) -> Iterator[Reading]:
    """麦Patrick, 陈Michael: a family name in characters and a Christian name in letters."""
    match = _MIXED.match(text, start)
    family = text[start : match.start("given")] if match else ""
    if match and family in words("surnames", "single", "double"):
        yield Reading(start, match.end(), match.group(), 4)
