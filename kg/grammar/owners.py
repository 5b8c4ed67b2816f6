"""Whose an organisation is, where the words stand before its name: 甲集团旗下的乙公司, 甲控股的乙.

Such words are read name by name, before lists are folded, and then left out of the sentence: in 甲旗下的乙与丙签约
it is 乙 that signs, and 丙 belongs to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.grammar.sketch import Sketch, pattern
from kg.grammar.ties import JOINT
from kg.model import Mention, MentionKind, Span
from kg.vocab import KG

_HOW = "全资|控股|参股|独资|国有|专业|核心|重点|骨干|[一二三]级|境外|境内|上市"
_BODY = (
    "(?:(?:[\u4e00-\u9fff]{1,6}?)?(?:子公司|孙公司|分公司|公司|企业|事业单位|单位|机构|医院|学校|院校|中心|平台"
    "|品牌|媒体|载体|板块|部门|院所))?"
)
# The name of whom something belongs to, and the words between it and the name of what does.
OWNER = pattern(
    rf"(?P<b>O)(?:(?P<under>的?(?:旗下|下属|所属|直属(?!O)|麾下|名下|属下|辖下|附属)(?:的|{_HOW}){{0,3}}{_BODY}"
    rf"|[的之]?(?:{_HOW}){{0,2}}(?:子公司|孙公司|附属公司|附属企业|参股公司|联营公司|成员企业|成员单位))"
    rf"|(?P<holds>(?:所?持有|控股|参股|持股)的(?:{_HOW})?{_BODY}))[“「]?(?=[OP])"
)
# 甲旗下乙、丙和丁三家企业: all of them, if what follows counts them
_MEMBERS = pattern(r"[OP](?:、O)*(?:[和及]O)?(?P<all>等|[两二三四五六七八九十\d]{1,2}(?:大|家|所|个)|均|都|分别)?")


def owned(around: Sketch) -> Iterator[tuple[NamedNode, Mention, Mention, Span]]:
    """The kind of tie, its two sides, and the words that say so, from a sketch name by name."""
    acting = JOINT.search(around.text) is not None
    for match in OWNER.finditer(around.text):
        members = _MEMBERS.match(around.text, match.end())
        several = members is not None and (members["all"] or not acting)
        end = members.end() if members and several else match.end() + 1
        kind = KG.Ownership if match["holds"] else KG.Subordination
        for owner in around.of(match.start("b"), MentionKind.ORGANIZATION)[-1:]:
            for place in range(match.end(), end):
                for body in around.of(place, MentionKind.ORGANIZATION)[:1]:
                    sides = (owner, body) if match["holds"] else (body, owner)
                    yield kind, *sides, around.span(match.start(), place + 1)
