"""Acronyms that the text goes on to spell, a letter at a time, in whatever way:

WISE架构：W（Water Data，水务数据底座）…                 brackets
“OPEN 2035”，分别对应Order（有序）、Public（公益）…     words, and what they mean in brackets
“TIDE”框架。T，即Trust，信任。I，即…                    letters, each taken up again
“LAMP”计划：L代表学习，A代表…                           letters, each said to stand for something
“CARE”法：C（Check）核对：…                          letters, their words, and what they mean behind
3H模式：健康（Health）、和睦（Harmony）、希望（Hope）   one letter, several times
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import patterns
from kg.document import Document
from kg.grammar.enumerations import trimmed
from kg.grammar.proposals import Piece, Whole
from kg.model import Span

_KIND = (
    r"(?:[^\W\d_A-Za-z的是和与为由]{0,4}(?:模型|架构|循环|方法论|框架|体系|理论|模式|法则|分析法|分析|理念|守则|战略|原则|矩阵"
    r"|行动|计划|方案|工作法|机制|标准|法))"
)
_ACRONYM = patterns.compile(
    r"(?<![A-Za-z\d])(?P<name>(?:(?P<times>[2-9])(?P<one>[A-Z])|(?P<letters>[A-Z][A-Z&-]{1,9}[A-Z]))"
    r"(?![A-Za-z\d])(?:[ ]?20\d\d)?)"
    rf"[”」』]?(?P<kind>{_KIND})?"
)
_REACH = 1000  # code points behind the acronym in which it is spelled
_HAN = r"[^（）()A-Za-z，。；：、！？\n]{2,14}"
_LATIN = r"[A-Za-z][A-Za-z]*(?:[ -][A-Za-z]+){0,3}"
_SAID_TO_BE = r"[”」』]?[，,]?(?:即是?|就是|代表着?|表示|对应|意为|意指|是指|是|指|为|：|:|—{1,2})[“「『]?"
_SPELLING = re.compile(
    rf"[（(](?P<inside>{_LATIN})(?:[，,、：:]\s?(?P<explained>{_HAN}))?[）)]"
    rf"|(?<![A-Za-z])(?P<word>[A-Z][A-Za-z]+(?:[ -][A-Za-z]+){{0,3}})[（(](?P<meant>{_HAN})[）)]"
    rf"|(?<![A-Za-z])(?P<initial>[A-Z])[（(](?P<full>{_LATIN})[）)][：:，, ]?(?P<then>[\u4e00-\u9fff]{{1,8}})"
    r"(?=[：:，,。；、\n—]|$)"
    rf"|(?<![A-Za-z])(?P<letter>[A-Z])(?![A-Za-z]){_SAID_TO_BE}"
    rf"(?:(?P<behind>{_LATIN})(?:[，,、]|—{{1,2}}|(?P<opened>[（(]))(?P<glossed>{_HAN})(?(opened)[）)])|(?P<said>{_HAN})(?:[（(](?P<after>{_LATIN})[）)])?)"
)
_BEFORE_BRACKET = re.compile(r"[^，。；：、！？\n（）()“”]{1,24}$")
_UP_TO_NAME = re.compile(
    r"^.*(?:[是为即和与及从由以按把将在：]|分别|代表|对应|表示|包括|包含|通过|助推|推动|促进|支撑|形成|构建|实现)(?=..)"
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """One word that an acronym may stand for: its initials, and the part that it names."""

    initials: str
    piece: Piece


def acronyms(document: Document) -> Iterator[Whole]:
    """Acronyms whose letters the words behind spell, in order and without a gap."""
    text = document.text.text
    signs: list[_Sign] | None = None
    for match in _ACRONYM.finditer(text):
        letters = match["one"] * int(match["times"]) if match["one"] else re.sub(r"[^A-Z]", "", match["letters"])
        if signs is None:
            signs = [sign for found in _SPELLING.finditer(text) if (sign := _sign(text, found))]
        near = [
            s for s in signs if match.end("name") <= s.piece.words.end and s.piece.words.start < match.end() + _REACH
        ]
        run = _spelled(letters, near)
        if len(run) > 1:
            pieces = tuple(sign.piece for sign in run)
            quote = Span(_opening(text, match.start()), pieces[-1].words.end)
            yield Whole(match["name"] + (match["kind"] or ""), pieces, quote, "parts.acronym")


def _opening(text: str, start: int) -> int:
    """The quotation mark before a name belongs to it."""
    return start - 1 if text[start - 1 : start] in ("“", "「", "『") else start


def _spelled(letters: str, signs: Sequence[_Sign]) -> list[_Sign]:
    """The signs that spell the letters, in order; none where they do not."""
    for first in range(len(signs)):
        left = letters
        run: list[_Sign] = []
        for sign in signs[first:]:
            if not left or not left.startswith(sign.initials):
                break
            left, run = left[len(sign.initials) :], [*run, sign]
        if not left:
            return run
    return []


def _sign(text: str, found: re.Match[str]) -> _Sign | None:
    """What a bracket, a word or a letter stands for; the Chinese names it, where there is any."""
    words = Span(*found.span())
    latin = next(found[group] for group in ("inside", "word", "full", "behind", "after", "letter") if found[group])
    initials = found["initial"] or found["letter"] or (latin if latin.isupper() else latin[0].upper())
    aliases = (latin,)
    for group in ("explained", "meant", "then", "glossed", "said"):
        if found[group]:
            start = words.start - (1 if group == "explained" and text[words.start - 1].isupper() else 0)
            return _Sign(initials, Piece(trimmed(text, *found.span(group)), Span(start, words.end), aliases))
    before = _BEFORE_BRACKET.search(text[max(0, words.start - 24) : words.start])
    if not before:
        return None
    lead = _UP_TO_NAME.match(before.group())
    start = words.start - len(before.group()) + (lead.end() if lead else 0)
    name = trimmed(text, start, words.start)
    return _Sign(initials, Piece(name, Span(start, words.end), aliases)) if name else None
