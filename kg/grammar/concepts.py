"""The concept that a phrase speaks of: 数字政府建设 and 数字政府的发展 speak of 数字政府.

Articles that write about the same thing name now the thing, now the work on it. The concept is the thing, so that they
meet in the graph; the phrase stays as another name of it, and the name of the model keeps it as the article has it.
Only general words of work and course are taken away, and only behind a name that stands alone: four characters or more
that end in a noun. 高质量发展, 文化建设 and 区域协调发展 are left as they are.
"""

from __future__ import annotations

import re

from kg.document import Document
from kg.extractor import concept
from kg.grammar.enumerations import plain
from kg.model import Entity, Profile, Span
from kg.words import words

_COURSE = "(?:的?(?:目标|方向|过程|进程|历程|路径|道路|重点|任务|趋势|要求))?"
_WORK = re.compile(rf"的?(?:建设|发展|演进){_COURSE}(?:工作)?$|的?(?P<labour>工作){_COURSE}$")
_SHORTEST = 4  # characters of a name that stands alone: 电子政务, not 文化 or 高质量
_NOUNS = ("n", "l", "j", "i", "eng")
_MANNER = re.compile(r"(?:协调|融合|绿色|低碳|循环|创新|共享|均衡|健康|安全|有序|持续|一体|同步|协同|统筹|跨越|稳定)$")


def concept_of(phrase: str) -> str:
    """The name of the concept that a phrase speaks of."""
    work = _WORK.search(phrase)
    if not work or work.start() < _SHORTEST:
        return phrase
    thing = phrase[: work.start()]
    if work["labour"]:
        return thing
    last = words(thing, 0, len(thing))[-1]
    return phrase if _MANNER.search(thing) or not last.flag.startswith(_NOUNS) else thing


def spoken_of(document: Document, topic: Span) -> tuple[Entity, tuple[Profile, ...]]:
    """The concept of a topic, and the topic's own words as another name of it where they differ."""
    phrase = plain(document[topic])
    entity = concept(concept_of(phrase))
    return entity, (Profile(entity, (phrase,)),) if entity.name != phrase else ()
