"""Whose words an article is: the organisation that it calls 我校, 本院 or just 公司.

It signs at the end, or stands in the first line, or opens the text, or is named most often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

from kg.gazetteer import words
from kg.grammar.units import root
from kg.mentions.shapes import shape
from kg.mentions.tokens import tokens
from kg.model import Mention, Span

_HEADLINE = 80  # code points of a first line that is a headline
_OPENING = 200  # code points in which an article says whose it is
_SIGNED = re.compile(  # 海州大学党委宣传部　2024年6月1日
    r"[ \u3000]*(?:供稿|图文|来源|单位|公告人|特此公告。?)?[：:]?[ \u3000]*"
)
_AFTER_SIGNATURE = re.compile(
    r"[ \u3000（(]*(?:[\u4e00-\u9fff]{0,10}(?:[董监理]事会|办公室|秘书处|党委|委员会|中心|[办部处科]))?"
    r"(?:供稿|宣|启)?[ \u3000]*(?:[\d一二〇○零年月日.\-/ ]{0,16})[。）) \u3000]*"
)
_NAMING = ("proper", "known")
_MEDIA = re.compile(r"(?:日报|晚报|时报|电视台|新闻网|客户端|通讯社|杂志|周刊|报社|新闻社|公众号)$")


class Publisher:
    """The organisations of an article, the likelier to be its own the sooner."""

    def __init__(self, text: str, organizations: Sequence[Mention]) -> None:
        self._text = text
        self._organizations = organizations

    def of_kind(self, endings: tuple[str, ...], *, surely: bool = False) -> Mention | None:
        """The article's own organisation, as far as its name ends so; surely if it signs or stands in the headline."""
        for organization in self._sure if surely else (*self._sure, *self._likely):
            for name in (organization.name, root(organization.name)):
                if name.endswith(endings) and name not in endings and len(name) > 3:
                    return self._longest(organization, name) if name[0] in "省市县区州" else _cut(organization, name)
        return None

    @cached_property
    def _sure(self) -> tuple[Mention, ...]:
        line = self._text.find("\n", 0, _HEADLINE)
        headline = (m for m in self._organizations if m.span.end <= line)
        return tuple(m for m in (*self._signing(), *headline) if _is_own_name(m.name))

    @cached_property
    def _likely(self) -> tuple[Mention, ...]:
        """Those that are named most often, the sooner if the text opens with them."""
        counts = Counter(m.name for m in self._organizations)
        first: dict[str, Mention] = {}
        for organization in self._organizations:
            first.setdefault(organization.name, organization)
        named = [m for m in first.values() if _is_own_name(m.name)]
        return tuple(
            sorted(named, key=lambda m: (-counts[m.name] - (m.span.start < _OPENING), -len(m.name), m.span.start))
        )

    def _longest(self, organization: Mention, name: str) -> Mention:
        """省第二人民医院 in the first line is 江海省第二人民医院 of the text."""
        longer = (m for m in self._organizations if m.name.endswith(name) and len(m.name) <= len(name) + 8)
        full = max(longer, key=lambda m: len(m.name), default=organization)
        return full if len(full.name) > len(name) else _cut(organization, name)

    def _signing(self) -> Iterator[Mention]:
        """Those in the last lines that hold nothing but a signature."""
        last = self._text.rstrip()
        start = max(0, len(last) - 160)
        for organization in reversed(self._organizations):
            if organization.span.start < start:
                return
            line = self._text.rfind("\n", 0, organization.span.start) + 1
            end = self._text.find("\n", organization.span.end)
            stop = end if end >= 0 else len(self._text)
            if (
                line
                and _SIGNED.fullmatch(self._text, line, organization.span.start)
                and _AFTER_SIGNATURE.fullmatch(self._text, organization.span.end, stop)
                and not _MEDIA.search(organization.name)
            ):
                yield organization


@cache
def _is_own_name(name: str) -> bool:
    """Whether a name says which organisation it is: 滨江医院, but not 公立医院; and whether that is no newspaper."""
    cut = tokens(name)
    named = any(len(word) == 1 or shape(word, tag) in _NAMING for word, tag in zip(cut.words, cut.tags, strict=True))
    placed = {name[:2], name[:3]} & words("places", "province", "city", "country", "abroad")
    return bool(named or placed) and not _MEDIA.search(name)


def _cut(organization: Mention, name: str) -> Mention:
    if name == organization.name:
        return organization
    return Mention(Span(organization.span.start, organization.span.start + len(name)), organization.kind, name)
