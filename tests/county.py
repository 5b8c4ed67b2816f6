"""Two invented articles as extractors would hand them over, and the graph that is made of them.

A post that both speak of, a quadrant model with advice, two stages, a document, a cooperation and a claim.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.model import Article, CleanText, Entity, Evidence, Extraction, Fact, Polarity, Profile, Span, Term
from kg.rdf import date
from kg.store import Store
from kg.store.snapshot import Snapshot
from kg.structure import sentences
from kg.vocab import KG, ORG

ROAD = (
    "望川大学副校长程若水说：“数据要先连起来。”县域四象限把县分成几类。追赶型：人才足，资金紧；领跑型：人才足，资金足；"
    "别处也叫资金薄。\n对追赶型，建议&<先招人>。"
)
STEPS = (
    "望川大学副校长程若水说，政务服务从线下办到网上办。2021年5月云岫市政府印发《公共数据管理办法》，与望川大学合作。"
)

PERSON, UNIVERSITY, ROLE = Entity(KG.Person, "程若水"), Entity(KG.Organization, "望川大学"), Entity(KG.Role, "副校长")
CITY, RULES = Entity(KG.Organization, "云岫市政府"), Entity(KG.Document, "公共数据管理办法")
COUNTY, SERVICE = Entity(KG.Concept, "县"), Entity(KG.Concept, "政务服务")
POST = ((ORG.member, PERSON), (ORG.organization, UNIVERSITY), (ORG.role, ROLE))


class Reading:
    """An article being read: facts are given with the words that say them."""

    def __init__(self, raw: str, title: str | None = None, day: str | None = None) -> None:
        self.article = Article(hashlib.sha256(raw.encode()).hexdigest(), raw, title=title, date=day)
        self.facts: list[Fact] = []
        self.profiles: list[Profile] = []

    def says(
        self,
        kind: NamedNode,
        *arguments: tuple[NamedNode, Term],
        words: str,
        confidence: float = 0.9,
        polarity: Polarity = Polarity.ASSERTED,
        speaker: Entity | None = None,
    ) -> None:
        start = self.article.raw.index(words)
        evidence = Evidence(Span(start, start + len(words)), "test.rule", confidence, polarity, speaker)
        self.facts.append(Fact(kind, arguments, (evidence,)))

    def scoped(self, type: NamedNode, name: str, **attributes: Term) -> Entity:
        entity = Entity(type, name, (self.article.id[:12],) if type in _MODELS else (self.article.id[:12], "模型"))
        self.profiles.append(Profile(entity, attributes=tuple((KG[key], value) for key, value in attributes.items())))
        return entity

    def extraction(self) -> Extraction:
        text = CleanText.verbatim(self.article.raw)
        spans = tuple(sentence.span for sentence in sentences(text.text))
        return Extraction(self.article, text, spans, tuple(self.profiles), tuple(self.facts), rules="1")


_MODELS = (KG.QuadrantModel, KG.StageModel)


def road() -> Extraction:
    """The post, what 程若水 said, and four kinds of county."""
    reading = Reading(ROAD, "青禾县的路", "2021-05-07")
    reading.says(KG.Affiliation, *POST, words="望川大学副校长程若水")
    words = "数据要先连起来。"
    reading.says(KG.Claim, (KG.speaker, PERSON), (KG.words, Literal(words)), words=words, confidence=1, speaker=PERSON)
    model = reading.scoped(KG.QuadrantModel, "县域四象限")
    reading.says(KG.ModelProposal, (KG.model, model), (KG.classifies, COUNTY), words="县域四象限把县分成几类")
    talent, money = (reading.scoped(KG.Dimension, name) for name in ("人才", "资金"))
    rich, tight, thin, ample = (
        reading.scoped(
            KG.Level, dimension.name + word, ofDimension=dimension, polarity=Literal(side), wording=Literal(word)
        )
        for dimension, word, side in (
            (talent, "足", "high"),
            (money, "紧", "low"),
            (money, "薄", "low"),
            (money, "足", "high"),
        )
    )
    named = ((KG.model, model), (KG.dimension, money), (KG.level, thin), (KG.level, tight), (KG.level, ample))
    reading.says(KG.DimensionMembership, *named, words="资金薄")
    reading.says(KG.DimensionMembership, (KG.model, model), (KG.dimension, talent), (KG.level, rich), words="人才足")
    chasing, leading = (reading.scoped(KG.Quadrant, name) for name in ("追赶型", "领跑型"))
    for quadrant, levels, words in (
        (chasing, (rich, tight), "追赶型：人才足，资金紧"),
        (leading, (rich, ample), "领跑型：人才足，资金足"),
    ):
        levels_ = ((KG.level, level) for level in levels)
        reading.says(KG.Placement, (KG.model, model), (KG.quadrant, quadrant), *levels_, words=words)
    # A measure that is called like a class of ours; and advice that is no more than supposed.
    measure = reading.scoped(KG.Measure, "建议")
    advice = ((KG.target, chasing), (KG.measure, measure))
    reading.says(KG.Recommendation, *advice, words="建议&<先招人>", confidence=0.6, polarity=Polarity.HYPOTHETICAL)
    return reading.extraction()


def steps() -> Extraction:
    """The same post, two stages, a document and a cooperation; an article without a title."""
    reading = Reading(STEPS)
    reading.says(KG.Affiliation, *POST, words="望川大学副校长程若水", confidence=0.95)
    model = reading.scoped(KG.StageModel, "两步")
    offline, online = (reading.scoped(KG.Stage, name) for name in ("线下办", "网上办"))
    of = ((KG.model, model), (KG.concept, SERVICE))
    reading.says(KG.StageMembership, *of, (KG.stage, offline), (KG.position, Literal(1)), words="线下办")
    second = ((KG.stage, online), (KG.position, Literal(2)), (KG.previous, offline))
    reading.says(KG.StageMembership, *of, *second, words="线下办到网上办")
    issued = ((KG.document, RULES), (KG.issuer, CITY), (KG.date, date("2021-05")), (KG.act, Literal("印发")))
    reading.says(KG.Issuance, *issued, words="2021年5月云岫市政府印发《公共数据管理办法》")
    reading.says(
        KG.Cooperation, (KG.party, CITY), (KG.counterparty, UNIVERSITY), words="与望川大学合作", confidence=0.7
    )
    return reading.extraction()


@contextmanager
def graph(folder: Path, *extractions: Extraction) -> Iterator[Snapshot]:
    """A snapshot of the graph of some extractions; by default of these two."""
    with Store.open(folder) as store:
        store.add(*(extractions or (road(), steps())))
    with Snapshot.open(folder) as snapshot:
        yield snapshot
