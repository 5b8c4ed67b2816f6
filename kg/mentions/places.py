"""Places, as far as an event needs one: what stands between 在 or 于 and the verb of holding (在北京大学举行)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.model import Mention, MentionKind, Span

HELD = "举行|召开|举办|开幕|闭幕|落幕|启幕|揭幕|登场|开讲|拉开帷幕|拉开序幕|落下帷幕|开展|启动|亮相"
_MANNER = "成功|隆重|正式|顺利|圆满|盛大|如期|胜利|同期|同步|线上|线下|联合|共同|首次|再次|火热|精彩|召集|同时"
_HELD_AT = re.compile(
    rf"[在于](?P<place>[^，。；：、！？…“”《》\s在于的]{{2,24}}?)(?=(?:{_MANNER}){{0,3}}(?:{HELD}|发布|揭晓))"
)
# Times and circumstances stand there too: 在大会期间发布, 于上午举行.
_NO_PLACE = re.compile(
    r"\A[我本该其此这那]|(?:会议|论坛|大会|峰会|仪式)\Z|期间|[^东西南北]上\Z|(?:其|之|基础|过程|背景|前提|会)[上中下]\Z|[前后时]\Z|[日月年]\Z|上午|下午|晚上?\Z|今[年日天]|[昨明]日|同[年日期]|线上|网上|云端"
    r"|全面|各地|不断|积极|即将|我国\Z|全国\Z|当[天日地]|近[日期]|会上|\A\d|基础"
)


def places(document: Document) -> Iterator[Mention]:
    """Where something is said to be held."""
    for match in _HELD_AT.finditer(document.text.text):
        if not _NO_PLACE.search(match["place"]):
            yield Mention(Span(*match.span("place")), MentionKind.PLACE, match["place"])
