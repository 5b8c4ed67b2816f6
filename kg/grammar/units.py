"""The larger organisation in a name: 海州大学 of 海州大学经济学院."""

from __future__ import annotations

import re
from functools import cache

from kg.gazetteer import organizations, schools

_ROOT = re.compile(
    r".{2,20}?(?:有限公司|大学|集团|医院|公司|厂(?![（(集有股房])|银行|协会|学会|联合会|研究院"
    r"|[市县省区][\u4e00-\u9fff]{1,12}?(?:[局厅院]|办(?!公)|委(?:员会)?))"
)
_ATTACHED = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:医院|附属(?:中学|小学|幼儿园)|附中|附小|医学院附属[\u4e00-\u9fff]{2,8}?医院)"
)
_SHORT_UNIVERSITY = re.compile(r"[\u4e00-\u9fff]{1,4}?[科师理工农财医交体民]?大(?!学|队|厦|会|区)")
_PARTS = r"(?:学院|系|研究院|研究所|中心|实验室|部|处|书院|所|室|科)$"


@cache
def root(name: str) -> str:
    """The largest organisation in a name; the name itself if there is none in it."""
    match = _ROOT.match(name)
    if match:
        attached = _ATTACHED.match(name, match.end())  # 海州大学附属滨江医院 is an organisation of its own
        return name[: attached.end()] if attached else match.group()
    for length in range(min(6, len(name) - 1), 1, -1):
        if name[:length] in schools() or name[:length] in organizations():
            return name[:length]
    short = _SHORT_UNIVERSITY.match(name)
    return short.group() if short and re.search(_PARTS, name[short.end() :]) else name
