"""The short forms that an article itself sets: 云杉科技股份有限公司（以下简称“公司”）; and whose notice it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.model import Mention

_DEFINED = re.compile(r"[（(](?:以下|下|后)?(?:统?简称|称)(?:为|作)?[：:]?(?P<shorts>[^（）()，。\n]{2,50})[）)]")
_QUOTED = re.compile(r"[（(](?P<shorts>[“「『][^“”「」『』（）\n]{2,12}[”」』])[，,）)及或]")  # （「本公司」，…）
_SHORT = re.compile(r"[^“”‘’「」『』\"、或和]{2,20}")
_ABBREVIATED = re.compile(r"[（(][“「\"]?(?P<short>[\u4e00-\u9fff]{2,5})[”」\"]?[）)]")
_NOTICE = re.compile(r"^.{0,60}(?:公告|年度报告|年报|季度报告|招股说明书|社会责任报告|发展报告)", re.MULTILINE)


def definitions(text: str, organizations: Sequence[Mention]) -> dict[str, str]:
    """Short form → the name in front of the bracket that sets it."""
    ends = {m.span.end: m for m in organizations}
    defined: dict[str, str] = {}
    for match in _ABBREVIATED.finditer(text):
        mention = ends.get(match.start())
        if mention and match["short"] != mention.name and _abbreviates(match["short"], mention.name):
            defined[match["short"]] = mention.name
    for match in (*_QUOTED.finditer(text), *_DEFINED.finditer(text)):
        if mention := ends.get(match.start()):
            defined |= dict.fromkeys(_SHORT.findall(match["shorts"]), mention.name)
    return defined


def announcing(text: str, organizations: Sequence[Mention], defined: Mapping[str, str]) -> Mention | None:
    """The company whose notice the text is: the one it calls 公司, or the first of a 公告."""
    for mention in organizations:
        if mention.name == defined.get("公司", defined.get("本公司")):
            return mention
    notice = _NOTICE.search(text, 0, 400)
    for mention in organizations if notice else ():
        if mention.span.start > 400:
            break
        alone = not text[text.rfind("\n", 0, mention.span.start) + 1 : mention.span.start].strip()
        titled = text.startswith(("\n", "关于", "第", "20"), mention.span.end)
        if alone and titled and mention.name.endswith("有限公司"):
            return mention
    return None


def _abbreviates(short: str, name: str) -> bool:
    """Whether the characters of a short form stand in a name in this order, from its start on or behind its place."""
    letters = iter(name)
    return len(short) * 2 <= len(name) and all(letter in letters for letter in short)
