"""How words put what they say: as a fact, as denied, as planned, or as a mere possibility."""

from __future__ import annotations

import re

from kg.model import Polarity

# The first that applies; each looks at the words between who and what, in which the verb stands.
_SIGNS = (
    (
        Polarity.NEGATED,
        re.compile("未能|未与|未曾|没有|没能|并未|尚未|从未|并非|不再|终止|取消|否认|拒绝|解除|不会|无意"),
    ),
    (Polarity.HYPOTHETICAL, re.compile("如果|假如|倘若|假设|若(?=能|是|要|将|与)|一旦|可能会?")),
    (
        Polarity.PLANNED,
        re.compile(
            "将(?![军领])|拟|定于|有望|原定|延期|预计|筹备|打算|准备|考虑|正在(?=制定|制订|起草|研究|编制|修订|筹)|(?:抓紧|加快|尽快)(?=[制出印修编])"
            "|计划(?=于|在|与|对|用|以|向|投|收|设|成|举|召|合|联|共|建|出|印|发|年)"
        ),
    ),
)


def polarity(words: str) -> Polarity:
    """How a stretch of words puts what it says."""
    return next((polarity for polarity, sign in _SIGNS if sign.search(words)), Polarity.ASSERTED)
