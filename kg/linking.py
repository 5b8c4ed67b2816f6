"""A mention → the entity it names in this article; findings → facts and profiles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from pyoxigraph import Literal, NamedNode

from kg.clean.simplified import simplified
from kg.confidence import confidence
from kg.document import Document
from kg.grammar.renaming import renamed
from kg.grammar.shortforms import OURS, is_reference, short_forms
from kg.grammar.units import root
from kg.mentions.later import is_spelling
from kg.mentions.shorter import shortened
from kg.model import Argument, Entity, Evidence, Fact, Finding, Mention, MentionKind, Profile, Span, Term
from kg.vocab import KG, ORG, XSD

_TYPES = {
    MentionKind.PERSON: KG.Person,
    MentionKind.ROLE: KG.Role,
    MentionKind.TITLE: KG.Document,
    MentionKind.EVENT: KG.Event,
    MentionKind.PLACE: KG.Place,
}
_DATE_TYPES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"--\d\d-\d\d"), "gMonthDay"),
    (re.compile(r"--\d\d"), "gMonth"),
)
_Said = tuple[NamedNode, tuple[tuple[NamedNode, Term], ...]]  # a kind of fact and its arguments


def link(document: Document, findings: Iterable[Finding]) -> tuple[tuple[Fact, ...], tuple[Profile, ...]]:
    """Replace the mentions of findings by entities, join findings that say the same, and profile every entity."""
    linker = _Linker(document)
    evidence: dict[_Said, set[Evidence]] = defaultdict(set)
    profiles: list[Profile] = []
    for finding in findings:
        arguments = tuple((property, linker.term(value)) for property, value in finding.arguments)
        evidence[finding.kind, arguments].update(map(linker.evidence, finding.evidence))
        profiles.extend(finding.profiles)
    facts = tuple(
        Fact(kind, arguments, tuple(sorted(places, key=_place))) for (kind, arguments), places in _in_order(evidence)
    )
    return facts, _profiles(facts, profiles, linker)


def _place(evidence: Evidence) -> tuple[Span, str, str, str]:
    return evidence.span, evidence.rule, evidence.polarity, str(evidence.speaker)


def entities(document: Document) -> Iterator[tuple[Mention, Entity]]:
    """Every name in an article that is not a date, with the entity it stands for in this article.

    A unit names what it is a unit of, too: 海州大学 in 海州大学经济学院.
    """
    linker = _Linker(document)
    for mention in document.mentions:
        if isinstance(entity := linker.term(mention), Entity):
            yield mention, entity
        if mention.kind is MentionKind.ORGANIZATION:
            whole = root(document[mention.span])
            if len(whole) < len(mention.span):
                start = mention.span.start
                part = Mention(Span(start, start + len(whole)), MentionKind.ORGANIZATION, whole)
                yield part, linker.entity(part)


def _in_order(evidence: Mapping[_Said, set[Evidence]]) -> Iterator[tuple[_Said, set[Evidence]]]:
    """By the first place that says it; of what is said in one place, by its words."""
    first = sorted(
        ((min(place.span for place in places), said) for said, places in evidence.items()), key=itemgetter(0)
    )
    for _, together in groupby(first, key=itemgetter(0)):
        same = [said for _, said in together]
        yield from ((said, evidence[said]) for said in (same if len(same) == 1 else sorted(same, key=str)))


class _Linker:
    """Chooses entities, and remembers in which words each was named."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._short_forms = short_forms(document)
        self._terms: dict[Mention, Term] = {}
        self.names: dict[Entity, set[str]] = defaultdict(set)
        self.known_as: dict[Entity, set[str]] = defaultdict(set)  # by names that are of use in any article
        for mention in document.mentions:  # also those that no finding is about: their spelling is a name of the entity
            if mention.kind is not MentionKind.DATE:
                self.term(mention)
        for former, later in renamed(document, self._short_forms.full):
            self.known_as[Entity(KG.Organization, later)].add(former)
            self.names[Entity(KG.Organization, later)].add(former)

    def term(self, value: Argument) -> Term:
        """The entity or literal that an argument of a finding stands for."""
        if not isinstance(value, Mention):
            return value
        if value not in self._terms:
            self._terms[value] = _date(value.name) if value.kind is MentionKind.DATE else self._named(value)
        return self._terms[value]

    def _named(self, mention: Mention) -> Entity:
        """The entity of a mention, which it is called by."""
        entity = self.entity(mention)
        if mention.kind is not MentionKind.ORGANIZATION or not is_reference(mention.name):
            self.names[entity].add(mention.name)
            written = self._document.text.quote(mention.span)
            if written != mention.name and simplified(written := _one_line(written)) == mention.name:
                self.names[entity].add(written)
            if mention.kind is MentionKind.ORGANIZATION:
                self.known_as[entity] |= shortened(entity.name)
            elif mention.kind is MentionKind.PERSON and is_spelling(spelt := self._document[mention.span]):
                self.known_as[entity].add(spelt)
                self.names[entity].add(spelt)
        return entity

    def evidence(self, evidence: Evidence) -> Evidence:
        """The evidence with how sure its rule is, and its speaker as an entity."""
        speaker = self.term(evidence.speaker) if isinstance(evidence.speaker, Mention) else evidence.speaker
        return Evidence(
            evidence.span,
            evidence.rule,
            confidence(evidence.rule),
            evidence.polarity,
            speaker if isinstance(speaker, Entity) else None,
        )

    def entity(self, mention: Mention) -> Entity:
        """The entity that a mention stands for."""
        if mention.kind is MentionKind.ORGANIZATION:
            name = self._short_forms.full(mention)  # 本公司 of one article is not that of another
            return Entity(KG.Organization, name, (self._document.article.id,) if name in OURS else ())
        return Entity(_TYPES[mention.kind], mention.name)


def _date(name: str) -> Literal:
    for pattern, type in _DATE_TYPES:
        if pattern.fullmatch(name):
            return Literal(name, datatype=getattr(XSD, type))
    return Literal(name)


_UNSAID = re.compile(r"[\s《》“”‘’「」『』\"]|[（(][a-zāáǎàōóǒòêēéěèīíǐìūúǔùǖǘǚǜüńňǹ]+[）)]")


def _one_line(words: str) -> str:
    return _UNSAID.sub("", words)


def _profiles(facts: Iterable[Fact], told: Iterable[Profile], linker: _Linker) -> tuple[Profile, ...]:
    """One profile for every entity that a fact or a finding names."""
    aliases: dict[Entity, set[str]] = defaultdict(set)
    anchors: dict[Entity, set[str]] = defaultdict(set)
    attributes: dict[Entity, set[tuple[NamedNode, Term]]] = defaultdict(set)
    for fact in facts:
        for _, term in fact.arguments:
            if isinstance(term, Entity):
                aliases[term].update(linker.names.get(term, ()))
        for evidence in fact.evidence:
            if isinstance(evidence.speaker, Entity):
                aliases[evidence.speaker].update(linker.names.get(evidence.speaker, ()))
        for entity, anchor in _anchors(fact):
            anchors[entity].add(anchor)
    for entity in linker.known_as:  # whether or not a fact is about it
        aliases[entity].update(linker.names.get(entity, ()))
    for profile in told:
        aliases[profile.entity].update(profile.aliases)
        anchors[profile.entity].update(profile.anchors)
        attributes[profile.entity].update(profile.attributes)
    return tuple(
        Profile(
            entity,
            tuple(sorted(aliases[entity] - {entity.name})),
            tuple(sorted(anchors.get(entity, ()))),
            tuple(sorted(attributes.get(entity, ()), key=str)),
            tuple(sorted(linker.known_as.get(entity, set()) - {entity.name})),
        )
        for entity in sorted(aliases, key=lambda entity: (entity.type.value, entity.name, entity.scope))
    )


_ANCHORS = {KG.Affiliation: (ORG.member, (ORG.organization,)), KG.Issuance: (KG.document, (KG.issuer, KG.number))}


def _anchors(fact: Fact) -> Iterable[tuple[Entity, str]]:
    """What tells an entity from others of its name: a person's organisations, a document's issuer or number."""
    if fact.kind not in _ANCHORS:
        return
    subject_of, anchors_of = _ANCHORS[fact.kind]
    subject = fact.value(subject_of)
    if isinstance(act := fact.value(KG.act), Literal) and act.value.endswith("通过"):
        return  # who passes a document is often not who issues it
    if isinstance(subject, Entity):
        for property in anchors_of:
            for value in fact.values(property):
                yield subject, value.name if isinstance(value, Entity) else value.value
