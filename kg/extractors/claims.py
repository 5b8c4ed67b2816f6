"""What people and bodies say, in their own words: 某某表示，……；“……”某某说。

A statement is kept as written; what it is about are the terms of it that the article keeps coming back to.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import rjieba
from pyoxigraph import Literal, NamedNode

from kg.document import Document
from kg.extractor import Example, Yield, concept, evidence, extractor
from kg.grammar.doubts import hearsay
from kg.grammar.speakers import speeches
from kg.model import Argument, Finding, Span
from kg.vocab import KG

_MOST_TOPICS = 3
_NOUNS = frozenset(("n", "vn", "nz", "an", "j", "l"))


@extractor(
    KG.Claim,
    examples=(
        Example("江北大学校长陆鸣远表示，数据要用起来。", quotes=("江北大学校长陆鸣远表示，数据要用起来",)),
        Example("江北大学校长陆鸣远到会。“数据要用起来。”陆鸣远说。", quotes=("“数据要用起来。”陆鸣远说",)),
        Example("会场很安静，没有人说话。", quotes=()),
        Example("本次会议强调，要建设数字政府。", quotes=()),
    ),
)
def claims(document: Document) -> Iterator[Yield]:
    """Statements with their speaker and topics."""
    yield from hearsay(document)
    for speech in speeches(document):
        arguments: list[tuple[NamedNode, Argument]] = [(KG.speaker, speech.speaker)]
        arguments.append((KG.words, Literal(_clean(document[speech.words]))))
        arguments += [(KG.about, concept(topic)) for topic in _topics(document, speech.words)]
        yield Finding(
            KG.Claim,
            tuple(arguments),
            evidence(speech.span.start, speech.span.end, "claim.quoted" if speech.quoted else "claim.told"),
        )


def _clean(said: str) -> str:
    return " ".join(said.split()).strip("，,；;：: ")


def _topics(document: Document, said: Span) -> list[str]:
    """Compounds of two nouns in the words that the article uses again, the most frequent first, none sharing a noun."""
    text = document.text.text
    counts: dict[str, int] = {}
    for (first, one), (second, other) in pairwise(rjieba.tag(document[said])):
        if one in _NOUNS and other in _NOUNS and len(first) > 1 < len(second) and first + second not in counts:
            counts[first + second] = text.count(first + second)
    chosen: list[str] = []
    for term in sorted((term for term, count in counts.items() if count > 2), key=lambda term: (-counts[term], term)):
        if not any(term[:2] in other or term[-2:] in other for other in chosen):
            chosen.append(term)
    return chosen[:_MOST_TOPICS]
