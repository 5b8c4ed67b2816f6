"""The head phrase of an item: 治理平台驱动组织再造，如通过…… → 治理平台驱动组织再造."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.grammar.enumerations import enclosed, trimmed
from kg.model import Span

_LEADING = re.compile(
    r"(?:[A-Z]\d{1,2}[.、：:]?|(?:19|20)\d\d年[^，。；：\n]{0,16}?(?:是|为|进入|属于|称为)|先是|首先是|继而是?|接着是?|然后是?|再往后(?:则?是)?|还有|以及|最后(?:才谈得上|才?是)?(?=\S{3})|要(?!素|点|求|件|义)|应当?|需要?|是|在于|则是|就是|在(?=[^，。]{1,12}阶段))"
)


# 有钱没闲的“快客”: what is described comes first, its name last
_CALLED_LAST = re.compile(r"(?<=的)[“「『](?P<name>[^“”「」『』，。；\n]{2,10})[”」』](?=[，。；,;\n]|$)")


def head(text: str, body: Span) -> Span:
    """The phrase that names an item: its first clause, without its code, its date or its 要."""
    start = body.start
    while match := _LEADING.match(text, start, body.end):
        if match.end() >= body.end:
            break
        start = match.end()
    if called := _CALLED_LAST.search(text, start, min(body.end, start + 60)):
        return Span(called.start("name"), called.end("name"))
    frame = enclosed(text, start, body.end)
    stop = re.search(r"[，。；：！？,;:!?\n]|——|(?<=\S)[（(]", frame)
    return trimmed(text, start, start + stop.start() if stop and stop.start() else body.end)


# 红单涉及安全; 黄单为一般诉求: who or what each clause is about
_SAID_OF = re.compile(
    r"(?P<name>[^是为指]{1,8}?)(?:(?:则|就|主要|分别|专门|重点)*(?:是|为|指|即|涉及|代表|表示|负责|对应|用于|适用于|意味着|解决|决定|着眼|侧重|属于"
    r"|(?<=[长员师家])管))(?=.{2})"
)


def common_heads(text: str, bodies: Sequence[Span]) -> list[Span]:
    """The heads of items; where all say something of one thing (…工单1小时响应), only as far as that thing."""
    heads = [head(text, body) for body in bodies]
    names = [text[span.start : span.end] for span in heads]
    said = [_SAID_OF.match(name) for name in names]
    if len(names) > 1 and all(said):
        return [
            Span(span.start, span.start + match.end("name")) for span, match in zip(heads, said, strict=True) if match
        ]
    core = _common_core(names)
    if core and not core.endswith("的") and all(name.find(core) > 0 and not name.endswith(core) for name in names):
        return [
            Span(span.start, span.start + name.find(core) + len(core)) for span, name in zip(heads, names, strict=True)
        ]
    return heads


def _common_core(names: Sequence[str]) -> str:
    """The longest stretch of two characters or more that all names hold."""
    shortest = min(names, key=len, default="")[:40]
    for length in range(len(shortest) - 1, 1, -1):
        for start in range(len(shortest) - length + 1):
            if all(shortest[start : start + length] in name for name in names):
                return shortest[start : start + length]
    return ""
