"""The words that tie organisations, as tables of patterns over sketches, in which a list of organisations is one O.

`TOGETHER`: what several do together; the parties stand in one list (甲、乙签署) or are joined (甲今年与乙签署).
`ONE_WAY`: what one does to another; who does it may be left to the subject of the sentence (并入股乙).
"""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from kg.grammar.sketch import pattern
from kg.vocab import KG

_GAP = "[^OPE。；;，,]"
_WITH = "与|和|同|跟|携手|联手|联合|会同|牵手|协同|牵头联合"


def _who(group: str, gap: int, elided: int) -> str:
    """Who acts and at most `gap` characters, or the start of a clause that leaves it out and at most `elided`."""
    return rf"(?:(?P<{group}>O)(?![RP]){_GAP}{{0,{gap}}}?|[，,；;]{_GAP}{{0,{elided}}}?)"


# What several do together: kind, and the words that say it.
TOGETHER: tuple[tuple[NamedNode, str], ...] = (
    (KG.Signing, "签署|签订|签了|签约|签定|签下|签字|订立|互签"),
    (
        KG.Cooperation,
        "(?:达成|建立|开展|展开|深化|加强|推进|启动|形成|结成|缔结)了?[^OPE。；;，,]{0,14}?(?:合作|伙伴|同盟)"
        "|战略合作|长期合作|深度合作|合作(?![社方者])|结盟|联手",
    ),
    (
        KG.JointFoundation,
        "共建|合建|(?:共同|联合|合作|合资|携手)(?:出资|投资|发起)?(?:设立|成立|组建|建设|建立|创办|创建|打造|搭建)"
        "|(?:共同|联合)发起|共同出资",
    ),
    (
        KG.JointPublication,
        "(?:联合|共同)(?:对外)?(?:发布|印发|出台|编写|编制|编著|编撰|出版|推出|颁布|发表|制作|撰写|下发|公布)"
        "|(?:印发|出台|颁布|发布|下发|编写|编制|制定|制订|起草|修订)(?:了|的)?T",
    ),
    (KG.JointHosting, "(?:联合|共同|携手)?(?:主办|举办)|合办|(?:联合|共同)(?:召开|举行|承办)"),
    (
        KG.JointResearch,
        "(?:联合|共同|合作)(?:开展|进行|组织|实施)?了?[^OPE。；;，,]{0,20}?"
        "(?:调查|调研|研究|研发|攻关|制定|起草|开发|研制|编制|申报)",
    ),
)
# The parties stand in one list (A、B签署) or are joined by a word (A今年与B签署).
_VERBS = "|".join(f"(?P<v{index}>{words})" for index, (_, words) in enumerate(TOGETHER))
JOINT = pattern(
    rf"(?P<a>O)(?![RP])(?:{_GAP}{{0,16}}?(?:{_WITH})(?P<b>O)(?![RP]))?(?:双方|三方|两家|两校|两地)?{_GAP}{{0,22}}?(?:{_VERBS})"
)
ELIDED = pattern(
    rf"[，,；;](?:并|还|又|也|同时|此外|随后|日前|近日|其后|D|[，,]){{0,3}}(?:公司|集团|学校|该院)?(?:已|将|正式|曾|拟|先后|陆续|今年|去年){{0,3}}"
    rf"(?:{_WITH})(?P<b>O)(?![RP]){_GAP}{{0,22}}?(?:{_VERBS})"
)
# In the answers of an interview 我们 is the organisation of the person who answers.
WE = pattern(
    rf"我们(?:集团|公司|学校|学院|医院|单位)?(?:还|也|又|已|将|曾){{0,2}}(?:{_WITH})(?P<b>O)(?![RP]){_GAP}{{0,22}}?(?:{_VERBS})"
)
_TEAM = "双方|两家|三方|两校|两地|各方"
BOTH = pattern(
    rf"(?P<lead>{_TEAM}|[，,])(?:还|也|并|又)?(?:将|拟|计划|已)?{_GAP}{{0,40}}?(?:[，,]并?)?"
    r"(?P<verb>(?:共同|联合|合作|合资)(?:出资|投资|发起)?(?:设立|成立|组建|建设|建立|创办|创建)|(?:共建|合建)(?!共))"
    rf"(?:了?{_GAP}{{0,12}}?(?P<c>O))?"
)
# Those who sign speak for their organisations: 某局局长甲与某校校长乙代表双方签约.
SIGNATORIES = pattern(
    r"(?P<a>P)(?:分别)?(?:(?:代表|R)[^OPE，,。；;见]{0,8})?(?:现场|正式|共同|在[^OPE，,。；;见]{1,12})?(?:签署|签约|签订|签字)"
)

# What one does to another: kind, name of the rule, pattern with a (who) and b (whom); a may be left to the subject.
ONE_WAY: tuple[tuple[NamedNode, str, re.Pattern[str]], ...] = tuple(
    (kind, name, pattern(source))
    for kind, name, source in (
        (
            KG.Subordination,
            "belongs to",
            rf"(?:(?P<a>O)(?![RP]){_GAP}{{0,20}}?|[，,](?:现|系|并)?)(?:隶属于?|从属于|直属于|归属于?)(?P<b>O)(?!P)",
        ),
        (
            KG.Subordination,
            "run by",
            r"(?P<a>O)(?:现|统一|整体)?(?:由|归|受)(?P<b>O)(?:直接|统一|归口|代为)?(?:管理|主管|领导|管辖|代管)",
        ),
        (
            KG.Subordination,
            "under",
            r"(?P<b>O)(?:旗下|下属|所属|直属|麾下|辖下|名下)的?(?:全资|控股|二级|企业|公司|子公司|机构|事业单位|单位|的){0,3}(?P<a>[OP])",
        ),
        (
            KG.Subordination,
            "subsidiary",
            r"(?P<a>O)(?:是|系|为|作为)[^OPE，,。；;]{0,12}?(?P<b>O)的?(?:全资|控股|下属|直属|一级|二级)*(?:子公司|企业|机构|单位|旗下|附属医院|附属机构)",
        ),
        (
            KG.Subordination,
            "subsidiary",
            r"(?P<b>O)(?:及其|的)?(?:全资|控股|下属)*(?:子公司|孙公司|附属公司|分公司)(?P<a>O)",
        ),
        (
            KG.Cooperation,
            "partner",
            r"(?P<a>O)(?:是|为|系|作为|成为)(?P<b>O)的?[^OPE，,。；;]{0,10}?(?:合作伙伴|战略伙伴|合作单位|合作方)",
        ),
        (
            KG.Acquisition,
            "acquires",
            rf"{_who('a', 16, 12)}完成了?对{_GAP}{{0,14}}?(?P<b>O)的?{_GAP}{{0,8}}?(?:收购|并购|兼并|控股)",
        ),
        (
            KG.Acquisition,
            "acquires",
            rf"{_who('a', 20, 16)}(?:收购|并购|兼并|吞并)(?:了)?{_GAP}{{0,12}}?(?:O(?=O))?(?P<b>O)",
        ),
        (KG.Acquisition, "acquired", rf"(?P<b>O){_GAP}{{0,8}}?(?:被|由|获)(?P<a>O){_GAP}{{0,14}}?(?:收购|并购|兼并)"),
        (
            KG.Investment,
            "funded",
            rf"{_who('b', 16, 8)}(?:获得?|引入|得到)了?(?:来自)?{_GAP}{{0,4}}?(?P<a>O){_GAP}{{0,6}}?"
            "(?:领投|投资|注资|跟投|入股|增资|参投)",
        ),
        (
            KG.Investment,
            "funded",
            rf"(?P<b>O){_GAP}{{0,24}}?融资[，,]?{_GAP}{{0,8}}?由?(?P<a>O){_GAP}{{0,6}}?(?:领投|投资|注资|跟投)",
        ),
        (
            KG.Investment,
            "invests",
            rf"{_who('a', 20, 16)}(?:投资|入股|注资|领投|跟投|增资|参股|认购|增持)(?:了)?{_GAP}{{0,14}}?(?P<b>O)",
        ),
        (
            KG.Investment,
            "invests",
            rf"(?P<a>O)(?![RP]){_GAP}{{0,12}}?(?:向|对|给)(?P<b>O){_GAP}{{0,6}}?(?:投资|注资|增资|追加投资)",
        ),
        (KG.Ownership, "holds", rf"(?P<a>O)(?![RP]){_GAP}{{0,10}}?(?:持有|控股)(?:了|的)?(?P<b>O)"),
        (KG.Ownership, "held", rf"(?P<b>O){_GAP}{{0,6}}?由(?P<a>O){_GAP}{{0,8}}?(?:控股|持股|全资持有|独资|全资)"),
        (
            KG.Foundation,
            "founds",
            rf"{_who('a', 16, 12)}(?:出资|投资|牵头|发起)?(?:设立|成立|创办|创立|组建)(?:了)?{_GAP}{{0,10}}?(?P<b>O)",
        ),
    )
)
TRIGGER = re.compile(
    "签|印发|出台|颁布|发布|下发|编写|编制|制定|制订|起草|修订|合作|联合|共同|共建|合建|携手|联手|合资|合办|主办|举办|隶属|属|旗下|麾下|名下|子公司|分公司|管理|主管|领导|管辖|代管|购|投|股|注资|融资|设立|成立|创办|创立|组建|结盟|伙伴"
)

STAKE = pattern(r"(?:其中[，,：]?)?(?P<a>O)(?:出资|持股|占股|持有)[^O。；;，,]{0,12}?(?:%|股|亿|万|成)")
