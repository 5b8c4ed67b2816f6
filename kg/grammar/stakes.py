"""The words by which one organisation owns, buys, funds or founds another, as patterns over sketches."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from kg.grammar.sketch import pattern
from kg.vocab import KG

_GAP = "[^OPE。；;，,]"
_STAKE = (
    r"(?:[一二三四五六七八九]{1,3}[%％]|\d{1,3}(?:\.\d{1,2})?[%％]|百分之[一二三四五六七八九十]{1,3}"
    "|[一二三四五六七八九两]成)"
)


def _who(group: str, gap: int, elided: int) -> str:
    """Who acts and at most `gap` characters, or the start of a clause that leaves it out and at most `elided`."""
    return rf"(?:(?P<{group}>O)(?![RP]){_GAP}{{0,{gap}}}?|[，,；;]{_GAP}{{0,{elided}}}?)"


_BUYER = _who("a", 20, 16).replace("(?P<a>O)", "(?<![从自向])(?P<a>O)")  # 从甲手中收购: 甲 sells
# kind, name of the rule, pattern with a (who) and b (whom); one of them may be left to the subject.
STAKES: tuple[tuple[NamedNode, str, re.Pattern[str]], ...] = tuple(
    (kind, name, pattern(source))
    for kind, name, source in (
        (
            KG.Ownership,
            "shareholder",
            r"(?P<b>O)的?(?:第[一二三四五]大|最大|主要)?(?:控股股东|大股东|股东|母公司|实际控制人)[“「]?(?P<a>[OP])",
        ),
        (
            KG.Ownership,
            "shareholder",
            r"(?P<b>O)的?(?:第[一二三四五]大|最大|唯一|主要|单一最大|实际|现有|间接|直接)?(?:控股股东|大股东"
            r"|股东|母公司|实际控制人|出资人|投资方|出资方)(?:及实际控制人)?(?:变更为|是|为|系|包括|有|分别为)(?P<a>O)",
        ),
        (
            KG.Ownership,
            "shareholder",
            rf"(?P<a>O)(?![RP]){_GAP}{{0,24}}?(?:是|为|系|成为|作为|成了|跃升为|晋升为)(?P<b>O)的?"
            rf"(?:第[一二三四五]大|最大|唯一|主要|单一最大|战略|原|新|并列){{0,2}}(?:控股股东|大股东|股东|母公司"
            rf"|实际控制人|出资人|出资方)",
        ),
        (
            KG.Acquisition,
            "acquires",
            rf"{_who('a', 16, 12)}完成了?对{_GAP}{{0,14}}?(?P<b>O)的?{_GAP}{{0,8}}?(?:收购|并购|兼并|控股)",
        ),
        (
            KG.Acquisition,
            "acquires",
            rf"{_BUYER}(?:收购|并购|兼并|吞并|吸收合并|合并了|整合了|重组了)(?:了)?{_GAP}{{0,12}}?"
            rf"(?:O(?=O))?(?P<b>O)",
        ),
        (
            KG.Acquisition,
            "takes a stake",
            rf"{_who('a', 24, 20)}(?:买下|拿下|购入|购得|取得|获得|受让|摘得|竞得|接手|买入|购买)了?(?:O"
            rf"(?:所?持有?的?)?(?=[^O]{{0,4}}O))?{_GAP}{{0,14}}?(?:O(?=O))?(?P<b>O)"
            rf"的?(?:约|近|逾)?(?:全部|部分|多数|{_STAKE}|控股)?的?(?:股权|股份|控股权|控制权|经营权)",
        ),
        (
            KG.Acquisition,
            "buys from",
            rf"(?P<a>O)(?![RP]){_GAP}{{0,24}}?[从自向]O(?:手[中里]|处|方面)?{_GAP}{{0,6}}?(?:收购|并购|购买|购入|受让"
            rf"|买下|接手|接过)了?{_GAP}{{0,12}}?(?P<b>O)",
        ),
        (
            KG.Acquisition,
            "sold to",
            rf"(?P<b>O){_GAP}{{0,24}}?(?:转让|出售|划转|出让|卖|售|让渡)了?[给予至与](?P<a>O)(?![RP])",
        ),
        (
            KG.Ownership,
            "sells",
            rf"{_who('a', 8, 12)}[将把](?:其|所|持有?|的|全资|控股|参股"
            rf"|子公司){{0,6}}(?P<b>O){_GAP}{{0,20}}?(?:转让|出售|划转|出让|卖|售"
            r"|让渡)(?:了)?[给予至与]",
        ),
        (
            KG.Ownership,
            "sells",
            rf"{_who('a', 8, 12)}(?:转让|出售|出让|减持|挂牌转让|清仓)了?(?:其|所|持有?|的|全资|控股|参股"
            rf"|子公司){{0,6}}(?P<b>O)"
            rf"的?{_GAP}{{0,8}}?(?:股权|股份|股票|控制权)",
        ),
        (
            KG.Acquisition,
            "acquired",
            rf"(?P<b>O){_GAP}{{0,8}}?(?:被|由|获)(?P<a>O){_GAP}{{0,14}}?(?:收购|并购|兼并|吸收合并|收入囊中|接管)",
        ),
        (
            KG.Investment,
            "funded",
            rf"{_who('b', 16, 8)}(?:获得?|引入|得到|拿到|迎来)了?(?:来自)?{_GAP}{{0,4}}?(?P<a>O){_GAP}{{0,6}}?"
            "(?:领投|投资|注资|跟投|入股|增资|参投|战略投资)",
        ),
        (
            KG.Investment,
            "funded",
            rf"(?P<b>O){_GAP}{{0,24}}?融资[，,]?{_GAP}{{0,12}}?由?(?P<a>O){_GAP}{{0,6}}?(?:领投|投资|注资|跟投)",
        ),
        (
            KG.Investment,
            "funds",
            r"(?P<a>O)(?:独家|联合|共同|本轮)?(?:领投|跟投|参投)"
            r"(?=[，、,](?:O(?:跟投|参投|领投)[，、,])?(?P<b>O)(?![RP领跟参]))",
        ),
        (
            KG.Investment,
            "funded",
            rf"{_who('b', 16, 12)}(?:引入|引进|引来|迎来|获得?)了?[^OPE，,。；;]{{0,4}}(?P<a>O)等?(?:作为|为"
            rf"|成为)?(?:其|新的?)?"
            r"(?:战略|财务|产业|国有|外部)?(?:投资者|投资人|投资方|股东)",
        ),
        (
            KG.Investment,
            "funded",
            r"(?:领投|跟投|参投|投资|入股)(?:了"
            r"|过)?(?P<b>O)(?:的?[A-F种子天使轮+前股权]{1,6}(?:融资)?)?的(?P<a>O)(?![RP])",
        ),
        (
            KG.Investment,
            "funded",
            r"(?P<a>O)(?:现|也|还|正)?(?:是|为|系)(?P<b>O)(?:于|在|D|[\d年月初末底去今]){0,8}(?:全资"
            r"|战略)?(?:入股|投资|收购|控股|参股|孵化|创办"
            r"|设立|成立)的",
        ),
        (
            KG.Investment,
            "takes part",
            rf"(?P<a>O)(?![RP]){_GAP}{{0,8}}?参与了?(?P<b>O)的?{_GAP}{{0,10}}?融资",
        ),
        (
            KG.Investment,
            "joins",
            rf"(?P<b>O){_GAP}{{0,24}}?融资[，,]?由?O(?:独家|联合)?领投[，,]{_GAP}{{0,4}}?(?P<a>O){_GAP}{{0,6}}?"
            rf"(?:跟投|参投)",
        ),
        (
            KG.Investment,
            "invests",
            rf"{_who('a', 20, 16)}(?:投资|入股|注资|领投|跟投|增资|参股|认购|增持|战投|参投)(?!、)"
            rf"(?:了)?{_GAP}{{0,14}}?(?P<b>O)",
        ),
        (
            KG.Investment,
            "invests",
            rf"(?P<a>O)(?![RP]){_GAP}{{0,12}}?(?:向|对|给)(?P<b>O)[^OPE。；;，,的]{{0,8}}?(?:投资|注资|增资|追加投资)",
        ),
        (
            KG.Ownership,
            "holds",
            rf"{_who('a', 10, 8)}(?:持有|所持|控股|握有|持股|占股|占有)(?:了|的)?(?:约|合计)?(?:{_STAKE}"
            rf"(?:股[份权])?)?的?(?P<b>O)(?!R)",
        ),
        (KG.Ownership, "share", r"(?P<a>O)(?![RP])[对在于](?P<b>O)中?的?(?:合计|直接|间接)?(?:持股|出资)"),
        (
            KG.Ownership,
            "own shareholder",
            r"(?<![O的])(?:间接|直接|第[一二]大)?(?:控股股东|大股东|母公司|股东单位)[“「]?(?P<a>O)(?![RP])",
        ),
        (
            KG.Ownership,
            "held",
            rf"(?P<b>O){_GAP}{{0,6}}?由(?P<a>O){_GAP}{{0,8}}?(?:控股|持股|全资持有|独资|全资|占股)",
        ),
        (
            KG.Foundation,
            "founded by",
            rf"(?P<b>O){_GAP}{{0,12}}?[，,]?(?:是|系|乃)?由(?P<a>O)(?![RP]){_GAP}{{0,8}}?(?:共同|联合|合资|合作"
            rf"|牵头|发起|投资|出资|独资|全额出资){{1,3}}(?:设立|成立|组建|创办|创立|兴办|建立|发起|创建|建设)",
        ),
        (
            KG.Foundation,
            "founds",
            rf"{_who('a', 16, 12)}(?:出资|投资|牵头|发起|合资|共同){{0,2}}(?<!批准)(?<!同意)(?:设立|成立|创办"
            rf"|创立|组建)(?:了"
            rf"|的)?{_GAP}{{0,10}}?(?P<b>O)",
        ),
    )
)
# A stake in what the words before are about: …，其中甲持股35%，乙占40%.
SHARE = pattern(
    rf"(?P<a>O)(?:[RP])?(?:则|将|共|合计|分别|各){{0,2}}(?:出资|持股|占股|认缴|占比|占|持有|控股|投资"
    rf"|股份)[^OPE。；;，,]{{0,14}}?(?:元，(?:占|持有?|持股)[^OPE。；;，,]{{0,10}}?)?{_STAKE}(?![^，,。；;]{{0,6}}O)"
)
FOUNDED = pattern(r"(?:成立|设立|组建|创办|创立|建立|创建|共建|合资|孵化)(?:了|的)?[^OPE，,。；;]{0,12}?(?P<b>O)")
