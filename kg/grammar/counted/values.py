"""A count with its items, or with the reason why they are not its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.grammar.enumerations import Count, plain, shared_ending
from kg.model import Span
from kg.reasons import Reason

LONGEST_LIST = 600  # code points
# A number in front of an item: such items belong to a numbered list.
NUMBERED = re.compile(
    r"[一二三四五六七八九十][是、]|第[一二三四五六七八九十]|[（(]?[一二三四五六七八九十\d]{1,2}[）)]|\d\.0"
)


@dataclass(frozen=True, slots=True)
class SetItem:
    """An item's head phrase, and all the words that the list gives it."""

    head: Span
    body: Span


@dataclass(frozen=True, slots=True)
class CountedSet:
    """A counted whole and its items. `quote` reaches from the first word to the last of both."""

    count: Count
    items: tuple[SetItem, ...]
    quote: Span
    form: str  # before, after, numbered, lines

    @property
    def span(self) -> Span:
        """The quote."""
        return self.quote

    def is_chain(self, text: str) -> bool:
        """Whether the counted noun, or the items as levels, make this a chain of stages rather than a set of parts."""
        noun = self.count.classifier + self.count.noun
        names = [plain(text[item.head.start : item.head.end]) for item in self.items]
        if any(NUMBERED.match(name) for name in names):
            return False
        if noun.startswith("期"):  # 二期 is a number more often than a count
            return all(name.endswith("期") for name in names)
        if _STAGE_NOUN.search(noun) or (_GRADE_NOUN.search(noun) and not any(_GRADE.match(name) for name in names)):
            return True
        if any(_LEVEL_GIVEN.match(name) for name in names):
            return False
        if noun == "级":  # 分为未接触、初接触、能应用三级
            return not any(len(name) < 2 or _GOVERNMENT.match(name) for name in names)
        if all(name.endswith(("级", "阶", "段")) for name in names):
            return bool(_LEVEL_NOUN.search(noun))
        return bool(_GRADE_NOUN.search(noun) and shared_ending(names))

    def is_passed(self, text: str) -> bool:
        """Whether something passes through the items one after another: 要走过立项、中试、上市三个环节."""
        noun, first = self.count.classifier + self.count.noun, self.items[0].head.start
        return self.form == "before" and bool(_PASSED.search(noun) and _PASSING.search(text[max(0, first - 6) : first]))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A count whose list has another length."""

    span: Span
    reason: Reason


_STAGE_NOUN = re.compile(
    r"阶段|步(?!长)|时期|时代|浪潮|跳|段(?!落)|期(?!望)|台阶|代(?!表)|次(?:跃迁|转型|跃升|飞跃|变革|革命|浪潮|升级|转变)"
)
_GRADE_NOUN = re.compile(r"等级|级别|档次|梯次|梯级|段位|星级|成熟度")
_GRADE = re.compile(r"[A-Za-z]|[优良高低中差特]|合格|不合格|[一二三四五]级|重大|较大|一般|[红橙黄蓝]")
_LEVEL_NOUN = re.compile(r"等级|级|阶|层级|成熟度|档|水平")
_GRADE_NOUN = re.compile(r"等级|级别|星级|梯次|梯队|成熟度|档次")
# Marks given, and levels of government, are levels but no development.
_LEVEL_GIVEN = re.compile(
    r"[一二三四五六七八九甲乙丙丁ABCD低上下][级等档类]|优[秀良等]?$|良好?$|不?(?:基本)?(?:合格|及格|称职)|较?[好差]$|一般|[红黄蓝橙绿][色码牌]?"
    r"|国家?级|[部省市县区镇乡村]级|[低轻弱小].{1,3}$"
)
_GOVERNMENT = re.compile(r"中央|国家|[省市县区乡镇村街社]|街道|社区|网格|[正副处科局厅]")
_PASSED = re.compile(r"环节|工序|程序|流程|节点|关口?$|[坎槛]$|形态|模式|状态|境界|层次|版本|转折|轮回")
_PASSING = re.compile(r"(?:走过|走完|经过|经历|历经|跨过|跨越|闯过|迈过|度过|越过|通过)[了“]{0,2}$")


def counted_set(text: str, count: Count, items: list[SetItem], form: str) -> CountedSet | Mismatch:
    """The set, unless an item is empty or told twice."""
    quote = Span(min(count.span.start, items[0].head.start), max(count.span.end, items[-1].head.end))
    if len({text[item.head.start : item.head.end] for item in items}) < len(items):
        return Mismatch(quote, Reason.REPEATED)
    return CountedSet(count, tuple(items), quote, form)
