"""Extractions made by hand: what articles say, without reading any."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from hypothesis import strategies as st

from kg.model import (
    Article,
    Candidate,
    CleanText,
    Entity,
    Evidence,
    Extraction,
    Fact,
    Polarity,
    Profile,
    Span,
)
from kg.rdf import lines
from kg.reasons import Reason
from kg.store.snapshot import Snapshot
from kg.vocab import KG, ORG

Post = tuple[str, str, str]  # person, organisation (empty: the sentence names none), role


def person(name: str) -> Entity:
    return Entity(KG.Person, name)


def organization(name: str) -> Entity:
    return Entity(KG.Organization, name)


def role(name: str) -> Entity:
    return Entity(KG.Role, name)


def says(
    *posts: Post,
    aliases: Iterable[tuple[str, str]] = (),
    renamed: Iterable[tuple[str, str]] = (),
    polarity: Polarity = Polarity.ASSERTED,
    title: str | None = None,
    number: int = 0,
) -> Extraction:
    """An article that says who holds which post, a sentence each.

    `aliases` are pairs of a name and its short form, `renamed` of a name and a former one.
    """
    text, facts, sentences, profiles = "", [], [], []
    for name, house, post in posts:
        sentence = f"{house}{post}{name}说。"
        spans = Span(len(text), len(text) + len(sentence) - 2), Span(len(text), len(text) + len(sentence))
        arguments = [(ORG.member, person(name)), (ORG.organization, organization(house)), (ORG.role, role(post))]
        facts.append(
            Fact(
                KG.Affiliation,
                tuple(argument for argument in arguments if argument[1].name),
                (Evidence(spans[0], "by hand", 0.8, polarity, person(name)),),
            )
        )
        profiles.append(Profile(person(name), anchors=(house,) if house else ()))
        sentences.append(spans[1])
        text += sentence
    for full, short in aliases:
        profiles.append(Profile(organization(full), aliases=(short,)))
    for later, former in renamed:
        profiles.append(Profile(organization(later), known_as=(former,)))
    raw = text + "完。" * (number + 1)
    candidates = (Candidate(KG.Claim, Span(len(text), len(text) + 1), Reason.NOBODY, "by hand"),)
    article = Article(hashlib.sha256(raw.encode()).hexdigest(), raw, title=title)
    return Extraction(
        article, CleanText.verbatim(raw), tuple(sentences), tuple(profiles), tuple(facts), candidates, "1"
    )


_NAMES = st.sampled_from(("张伟", "李娜", "盘和林"))
_HOUSES = st.sampled_from(("", "北京大学", "北京大学政府管理学院", "北大", "清华大学", "星海研究院", "星海院"))
_ROLES = st.sampled_from(("院长", "教授"))
_ALIASES = st.sampled_from((("北京大学", "北大"), ("北京大会", "北大"), ("星海研究院", "星海院"), ("清华大学", "学校")))

_RENAMED = st.sampled_from((("星海研究院", "清华大学"), ("清华大学", "北京大学"), ("北京大学", "清华大学")))

articles = st.builds(
    lambda posts, aliases, renamed, polarity, number: says(
        *posts, aliases=aliases, renamed=renamed, polarity=polarity, number=number
    ),
    st.lists(st.tuples(_NAMES, _HOUSES, _ROLES), max_size=3),
    st.lists(_ALIASES, max_size=1),
    st.lists(_RENAMED, max_size=1),
    st.sampled_from((Polarity.ASSERTED, Polarity.ASSERTED, Polarity.NEGATED)),
    st.integers(0, 2),
)


def graph(folder: Path) -> list[bytes]:
    """Everything in the newest snapshot, as sorted N-Quads; triples of the default graph have no graph."""
    with Snapshot.open(folder) as snapshot:
        return lines(snapshot.store)
