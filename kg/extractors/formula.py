"""Formulas that authors write: 智能=模型×机理×现场, in signs or in words (甲等于乙乘以丙, 甲是乙、丙、丁三者的乘积)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from kg import patterns
from kg.document import Document
from kg.extractor import Example, Yield, concept, evidence, extractor, integer, model
from kg.grammar.enumerations import coordinated, plain, trimmed
from kg.grammar.proposals import distinct
from kg.model import Candidate, Finding, Span
from kg.reasons import Reason
from kg.vocab import KG

_TERM = r"[^，。；：！？、,;:!?\n“”‘’「」『』=＝×＊*÷+＋→−－-]"
_SIGNS = (
    dict.fromkeys("×✕＊*", "×") | dict.fromkeys("+＋", "+") | dict.fromkeys("÷/／", "÷") | dict.fromkeys("−－-", "−")
)
_SPOKEN = {"乘以": "×", "乘上": "×", "乘": "×", "加上": "+", "加": "+", "除以": "÷", "减去": "−", "减": "−"}
# 数字化成效=临床参与度×流程适配度÷系统复杂度
_WRITTEN = re.compile(
    rf"(?P<result>{_TERM}{{1,16}})[ ]?[=＝][ ]?(?P<factors>{_TERM}{{1,16}}(?:[×✕＊*÷+＋−－-]{_TERM}{{1,16}}){{1,7}})"
)
# A stroke divides behind a bracket or between spaces; elsewhere it means 或.
_SPLIT_WRITTEN = re.compile(r"[×✕＊*÷+＋−－-]|(?<=[）)])[/／]|(?<= )[/／](?= )")
# 效能等于数据乘以算法
_SAID = re.compile(
    rf"(?P<result>{_TERM}{{2,16}}?)(?<!不)(?:就?等于|就?是|可以表示为)(?P<factors>{_TERM}{{1,16}}?"
    rf"(?:(?:乘以|乘上|除以|加上|减去){_TERM}{{1,16}}){{1,5}})"
)
_SPLIT_SAID = re.compile(r"乘以|乘上|除以|加上|减去")
# 效能是数据、算法和场景三者的乘积
_PRODUCT = re.compile(
    rf"(?P<result>{_TERM}{{2,16}}?)(?<!不)(?:就?等于|就?是|取决于)(?P<factors>{_TERM}{{1,16}}(?:、{_TERM}{{1,16}}){{0,6}})"
    r"(?:的|之)(?P<kind>乘积|积|相乘|总和|和)(?=[，。；！\n]|$)"
)
_TRIGGER = patterns.compile(r"[=＝]|乘|加上|除以|减去|之积|的积|相乘|总和|之和")
_LEADING = re.compile(
    r"^(?:.{0,12}(?:公式|表明|认为|指出|提出|给出|概括为|归纳为|总结为|简化为|写成|定义为|测算式)(?:是|为)?|即|也就是|就是|可以写成|可表示为|其中|是|为|[（(])+"
)
_TRAILING = re.compile(r"(?:的(?:公式|模型|关系|乘积|框架|理念).*|[）)])$")


@dataclass(frozen=True, slots=True)
class _Factor:
    name: Span
    operator: str


@extractor(
    KG.ModelProposal,
    KG.FactorMembership,
    examples=(
        Example(
            "平台绩效=制度供给×组织吸纳+技术弹性，三者缺一不可。",
            quotes=("平台绩效=制度供给×组织吸纳+技术弹性", "制度供给", "组织吸纳", "技术弹性"),
        ),
        Example(
            "治理效能等于数据质量乘以应用场景。", quotes=("治理效能等于数据质量乘以应用场景", "数据质量", "应用场景")
        ),
        Example(
            "治理效能是数据、算法和场景三者的乘积。",
            quotes=("治理效能是数据、算法和场景三者的乘积", "数据", "算法", "场景"),
        ),
        Example("“互联网+政务服务”深入推进，1+1=2。", quotes=()),
    ),
)
def formula(document: Document) -> Iterator[Yield]:
    """Each formula with its factors, in order."""
    text = document.text.text
    for start, end in ((sentence.span.start, sentence.span.end) for sentence in document.sentences):
        if not _TRIGGER.search(text, start, end):
            continue
        for match in _WRITTEN.finditer(text, start, end):
            yield from _findings(document, match, _factors(text, match, _SPLIT_WRITTEN, _SIGNS), "formula.written")
        for match in _SAID.finditer(text, start, end):
            yield from _findings(document, match, _factors(text, match, _SPLIT_SAID, _SPOKEN), "formula.said")
        for match in _PRODUCT.finditer(text, start, end):
            operator = "+" if match["kind"] in ("总和", "和") else "×"
            items = coordinated(text, Span(match.start("factors"), match.end("factors")))
            factors = [_Factor(_without_count(text, item), operator) for item in items]
            yield from _findings(document, match, factors, "formula.product")


def _without_count(text: str, item: Span) -> Span:
    """场景三者 → 场景."""
    return Span(item.start, item.end - 2) if re.search("[两二三四五六]者$", text[item.start : item.end]) else item


def _factors(text: str, match: re.Match[str], split: re.Pattern[str], operators: dict[str, str]) -> list[_Factor]:
    """The factors with the sign in front of each; the first takes the sign behind it."""
    start, end = match.span("factors")
    end = start + len(_TRAILING.sub("", text[start:end]))
    signs = list(split.finditer(text, start, end))
    starts = [start, *(sign.end() for sign in signs)]
    ends = [*(sign.start() for sign in signs), end]
    shown = [operators[sign.group()] for sign in signs]
    return [
        _Factor(_without_bracket(text, trimmed(text, a, b - (text[a:b].endswith("再")))), operator)
        for a, b, operator in zip(starts, ends, [shown[0] if shown else "", *shown], strict=True)
    ]


def _without_bracket(text: str, span: Span) -> Span:
    """A factor without the bracket that groups it with others: （疗效, 体验）."""
    start, end = span.start, span.end
    start += text[start] in "（(" and not re.search("[）)]", text[start:end])
    end -= end > start and text[end - 1] in "）)" and not re.search("[（(]", text[start:end])
    return Span(start, end)


def _findings(document: Document, match: re.Match[str], factors: list[_Factor], rule: str) -> Iterator[Yield]:
    lead = _LEADING.match(match["result"])
    start = match.start() + (lead.end() if lead else 0)
    result = plain(document[Span(start, match.end("result"))])
    names = [plain(document[factor.name]) for factor in factors]
    if not distinct(names) or not result or not all(_is_word(name) for name in (result, *names)):
        if len(factors) > 1 and _is_word(result):
            yield Candidate(KG.FactorMembership, Span(start, match.end()), Reason.NO_WORD, rule)
        return
    end = max(factors[-1].name.end, match.end() if rule == "formula.product" else 0)
    end += end < match.end() and document.text.text[end] in "）)"
    title = (
        document[Span(start, end)].replace("＝", "=")
        if rule == "formula.written"
        else f"{result}={_written(names, factors)}"
    )
    whole = model(document, KG.FormulaModel, "".join(title.split()))
    yield Finding(
        KG.ModelProposal,
        ((KG.model, whole), (KG.concept, concept(result))),
        evidence(start, end, rule),
    )
    for position, (factor, name) in enumerate(zip(factors, names, strict=True), 1):
        yield Finding(
            KG.FactorMembership,
            (
                (KG.formula, whole),
                (KG.factor, concept(name)),
                (KG.operator, Literal(factor.operator)),
                (KG.position, integer(position)),
                (KG.result, concept(result)),
            ),
            evidence(factor.name.start, factor.name.end, rule),
        )


_ACRONYM = re.compile(r"[A-Z]{2,8}")  # GMV, but no variable of a program


def _is_word(name: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in name) or _ACRONYM.fullmatch(name) is not None


def _written(names: list[str], factors: list[_Factor]) -> str:
    return names[0] + "".join(factor.operator + name for factor, name in zip(factors[1:], names[1:], strict=True))
