"""Numbered parts: 第一支箭是…，第二支箭是…; numbered headings under one that names the set; a theory of N things."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.document import Document
from kg.grammar.counted import head
from kg.grammar.enumerations import plain, trimmed
from kg.grammar.proposals import Piece, Whole
from kg.model import Candidate, Span
from kg.structure import headings, line_at, number, numbered_lists, paragraphs
from kg.vocab import KG

# 第一支箭是资料盘点，第二支箭是资料信托，第三支箭是资料沙盒

_NUMBERED_THING = re.compile(
    r"第(?P<number>[一二三四五六七八九])(?P<thing>[个支把道根张大条项层类种][^，。；：、是为\n]{0,4}?)(?:就?是|为|：|叫做?)(?P<name>[^，。；：！？\n]{2,20})(?=[，。；\n]|$)"
)


def numbered_things(document: Document) -> Iterator[Whole]:
    """Things counted one after the other, each with its name."""
    text = document.text.text
    run: list[re.Match[str]] = []
    for match in (*_NUMBERED_THING.finditer(text), None):
        if match and run and match["thing"] == run[0]["thing"] and number(match["number"]) == len(run) + 1:
            run.append(match)
            continue
        if len(run) > 1 and not re.search(r"阶段|步|时期", run[0]["thing"]):
            total = "一两三四五六七八九"[len(run) - 1]
            pieces = tuple(
                Piece(
                    trimmed(text, *m.span("name")),
                    Span(m.start(), m.end("name")),
                    (m.group()[: m.start("name") - m.start()].rstrip("就是为：叫做"),),
                )
                for m in run
            )
            quote = Span(run[0].start(), run[-1].end("name"))
            yield Whole(total + run[0]["thing"], pieces, quote, "parts.numbered-things", 0.85)
        run = [match] if match and match["number"] == "一" else []


# 双因素理论……属于保健因素……属于激励因素

_FAR = 600  # code points behind the theory in which its parts are named
_HARVEST = re.compile(
    r"(?P<number>[双两二三四五])(?P<noun>[^\W\d_一二两三四五六七八九十个大种类]{2})(?P<kind>理论|模型|法则|假说)"
)


def harvested(document: Document) -> Iterator[Whole]:
    """A theory of N somethings whose paragraph names exactly N of them, each after 属于, 称为 or 是."""
    text = document.text.text
    lines = paragraphs(text)
    for match in _HARVEST.finditer(text):
        line = line_at(lines, match.start())
        wanted = number(match["number"])
        pattern = re.compile(
            rf"(?:属于|称为|叫做?|即|就?是)[“「『]?(?P<name>[^，。；：、“”\n是]{{1,6}}?{match['noun']})"
        )
        found: dict[str, re.Match[str]] = {}
        for hit in pattern.finditer(text, match.end(), min(line.end, match.end() + _FAR)):
            found.setdefault(hit["name"], hit)
        if len(found) == wanted:
            pieces = tuple(Piece(Span(*h.span("name")), Span(h.start(), h.end())) for h in found.values())
            quote = Span(match.start(), pieces[-1].words.end)
            yield Whole(match.group(), pieces, quote, "parts.harvested", 0.75)


# （1）技术增强组织协同运行。…（2）技术推动政社互动。… under the heading 数字政府的模式创新

_SET_NOUN = re.compile(r"(?:模式|路径|特征|要素|维度|原则|类型|层次|体系|架构|框架|机制|支柱|内涵|逻辑|创新)$")
_MEASURE = re.compile(
    r"(?:要|应|需|必须|加强|加快|推进|推动|完善|强化|健全|提升|优化|深化|建立|坚持|做好|落实|加大|明确|构建|打造|严格|开展)"
)


def headed(document: Document) -> Iterator[Whole | Candidate]:
    """Numbered headings, where the heading above them names a set and they are no list of measures."""
    text = document.text.text
    lines = paragraphs(text)
    titles = headings(text)
    for numbered in numbered_lists(text):
        starts_lines = all(line_at(lines, item.marker.start).start == item.marker.start for item in numbered.items)
        if not starts_lines or numbered.style not in ("（1）", "（一）", "1.", "①"):
            continue
        markers = [item.marker.start for item in numbered.items]
        above = titles[: bisect_right(titles, markers[0], key=lambda heading: heading.span.end)][-1:]
        heads = [head(text, item.body) for item in numbered.items]
        names = [document[span] for span in heads]
        if not above or not _SET_NOUN.search(document[above[-1].title]):
            continue
        if any(len(name) > 20 for name in names) or sum(bool(_MEASURE.match(name)) for name in names) * 2 > len(names):
            yield Candidate(KG.PartMembership, numbered.span, "numbered measures, not parts", "parts.headed")
            continue
        pieces = tuple(Piece(span, span) for span in heads)
        title = above[-1].title
        yield Whole(plain(document[title]), pieces, Span(title.start, pieces[-1].words.end), "parts.headed", 0.75)
