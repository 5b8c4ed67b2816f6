"""What a text proposes, written in one line, so that cases can be compared at a glance."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import Literal

from kg.extractor import Extractor
from kg.extractors.parts import parts
from kg.extractors.quadrants import quadrants
from kg.extractors.stages import stages
from kg.mentions import read
from kg.model import Article, CleanText, Entity, Finding
from kg.vocab import KG

SIGNS = {"high": "+", "low": "−", "medium": "0"}


def findings(extractor: Extractor, text: str) -> list[Finding]:
    """What an extractor finds in a text, without what it left out."""
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    return [found for found in extractor(document) if isinstance(found, Finding)]


def chains_of(text: str) -> str:
    """甲 > 乙 > 丙, chains divided by |, in the order of the text."""
    chains: defaultdict[Entity, list[str]] = defaultdict(list)
    found = findings(stages, text)
    for finding in sorted(found, key=lambda finding: finding.evidence[0].span.start):
        if finding.kind == KG.StageMembership:
            chains[entity(finding, KG.model)].append(entity(finding, KG.stage).name)
    return " | ".join(" > ".join(names) for names in chains.values())


def wholes_of(text: str) -> str:
    """Name: part, part; wholes divided by |."""
    wholes: defaultdict[Entity, list[str]] = defaultdict(list)
    for finding in findings(parts, text):
        if finding.kind == KG.PartMembership:
            wholes[entity(finding, KG.whole)].append(entity(finding, KG.part).name)
    return " | ".join(f"{whole.name}: {', '.join(names)}" for whole, names in wholes.items())


def quadrants_of(text: str) -> str:
    """Axis × axis: quadrant +−, quadrant −+."""
    found = findings(quadrants, text)
    axes = [entity(finding, KG.dimension).name for finding in found if finding.kind == KG.DimensionMembership]
    cells = [f"{entity(f, KG.quadrant).name} {signs(f)}" for f in found if f.kind == KG.Placement]
    return f"{' × '.join(axes)}: {', '.join(cells)}" if cells else ""


def signs(placement: Finding) -> str:
    """The side of each axis, by the polarity of the levels."""
    polarities = (value for profile in placement.profiles for name, value in profile.attributes if name == KG.polarity)
    return "".join(SIGNS[value.value] for value in polarities if isinstance(value, Literal))


def entity(finding: Finding, property: object) -> Entity:
    """The entity that a finding gives for a property."""
    return next(value for name, value in finding.arguments if name == property and isinstance(value, Entity))
