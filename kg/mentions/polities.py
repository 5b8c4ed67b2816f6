"""Places that act: 江陵市与海州大学签约. A city signs, publishes and founds as an organisation does.

Only beside an organisation with which it does so; anywhere else a place is where something is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import patterns
from kg.document import Document
from kg.model import Mention, MentionKind, Span

_ACTS = re.compile(r"[^，。；：\n]{0,24}?(?:签署|签订|签约|共建|合建|共同|联合|携手|达成|缔结|结为|战略合作)")
_PLACE = r"[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|自治县|[省市县州]|(?<![社校园景地小片厂库])区|(?<![城村乡])镇)"
_FIRST = patterns.compile(
    rf"(?:^|(?<=[，。；：、“\n日月年初底末])|(?<=今年|去年|日前|近日|昨日|今日|此前))"
    rf"(?P<place>{_PLACE})(?:[与和同]|携手|联合)",
    re.MULTILINE,
)
_LAST = patterns.compile(rf"(?:[与和同]|携手|联合)(?P<place>{_PLACE})(?={_ACTS.pattern})")
_NO_PARTY = re.compile(
    r"^(?:[全我本该各每某两多外跨兄友当主同这那其]|上市|城市|县市|省市|地市|有关|相关|所在|直辖)|[城超夜股楼门集都]市$"
)


def polities(document: Document) -> Iterator[Mention]:
    """Places that are a party to what the organisation named beside them does."""
    text = document.text.text
    bodies = [m.span for m in document.mentions if m.kind is MentionKind.ORGANIZATION]
    ends = {span.start: span.end for span in bodies}
    behind = {span.end for span in bodies}
    for match in _FIRST.finditer(text):
        if (end := ends.get(match.end())) and _ACTS.match(text, end) and _may_act(document, match):
            yield _acting(match)
    for match in _LAST.finditer(text):
        if match.start() in behind and _may_act(document, match):
            yield _acting(match)


def _may_act(document: Document, match: re.Match[str]) -> bool:
    span = Span(*match.span("place"))
    return not _NO_PARTY.search(match["place"]) and next(document.mentions_in(span), None) is None


def _acting(match: re.Match[str]) -> Mention:
    return Mention(Span(*match.span("place")), MentionKind.ORGANIZATION, match["place"])
