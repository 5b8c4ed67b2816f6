"""A mention → the entity it names in this article; findings → facts and profiles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from kg.clean.simplified import simplified
from kg.document import Document
from kg.grammar.shortforms import is_reference, short_forms
from kg.model import Argument, Entity, Evidence, Fact, Finding, Mention, MentionKind, Profile, Term
from kg.vocab import KG, ORG, XSD

_TYPES = {
    MentionKind.PERSON: "Person",
    MentionKind.ROLE: "Role",
    MentionKind.TITLE: "Document",
    MentionKind.EVENT: "Event",
    MentionKind.PLACE: "Place",
}
_DATE_TYPES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"--\d\d-\d\d"), "gMonthDay"),
    (re.compile(r"--\d\d"), "gMonth"),
)


def link(document: Document, findings: Iterable[Finding]) -> tuple[tuple[Fact, ...], tuple[Profile, ...]]:
    """Replace the mentions of findings by entities, join findings that say the same, and profile every entity."""
    linker = _Linker(document)
    evidence: dict[tuple[NamedNode, tuple[tuple[NamedNode, Term], ...]], set[Evidence]] = defaultdict(set)
    profiles: list[Profile] = []
    for finding in findings:
        arguments = tuple((property, linker.term(value)) for property, value in finding.arguments)
        evidence[finding.kind, arguments].update(map(linker.evidence, finding.evidence))
        profiles.extend(finding.profiles)
    facts = tuple(
        Fact(kind, arguments, tuple(sorted(places, key=lambda place: (place.span, place.rule))))
        for (kind, arguments), places in sorted(
            evidence.items(), key=lambda item: (min(e.span for e in item[1]), str(item[0]))
        )
    )
    return facts, _profiles(facts, profiles, linker)


def entities(document: Document) -> Iterator[tuple[Mention, Entity]]:
    """Every name in an article that is not a date, with the entity it stands for in this article."""
    linker = _Linker(document)
    for mention in document.mentions:
        if isinstance(entity := linker.term(mention), Entity):
            yield mention, entity


class _Linker:
    """Chooses entities, and remembers in which words each was named."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._short_forms = short_forms(document)
        self.names: dict[Entity, set[str]] = defaultdict(set)
        for mention in document.mentions:  # also those that no finding is about: their spelling is a name of the entity
            if mention.kind is not MentionKind.DATE:
                self.term(mention)

    def term(self, value: Argument) -> Term:
        """The entity or literal that an argument of a finding stands for."""
        if not isinstance(value, Mention):
            return value
        if value.kind is MentionKind.DATE:
            return _date(value.name)
        entity = self._entity(value)
        if value.kind is not MentionKind.ORGANIZATION or not is_reference(value.name):
            written = _one_line(self._document.text.quote(value.span))
            self.names[entity].update((value.name, written) if simplified(written) == value.name else (value.name,))
        return entity

    def evidence(self, evidence: Evidence) -> Evidence:
        """The evidence with its speaker as an entity."""
        speaker = evidence.speaker
        if not isinstance(speaker, Mention):
            return evidence
        entity = self.term(speaker)
        return Evidence(
            evidence.span,
            evidence.rule,
            evidence.confidence,
            evidence.polarity,
            entity if isinstance(entity, Entity) else None,
        )

    def _entity(self, mention: Mention) -> Entity:
        if mention.kind is MentionKind.ORGANIZATION:
            return Entity(KG.Organization, self._short_forms.full(mention))
        return Entity(KG[_TYPES[mention.kind]], mention.name)


def _date(name: str) -> Literal:
    for pattern, type in _DATE_TYPES:
        if pattern.fullmatch(name):
            return Literal(name, datatype=getattr(XSD, type))
    return Literal(name)


def _one_line(words: str) -> str:
    return re.sub(r"[\s《》“”‘’「」『』\"]|[（(][a-zāáǎàōóǒòêēéěèīíǐìūúǔùǖǘǚǜüńňǹ]+[）)]", "", words)


def _profiles(facts: Iterable[Fact], told: Iterable[Profile], linker: _Linker) -> tuple[Profile, ...]:
    """One profile for every entity that a fact or a finding names."""
    aliases: dict[Entity, set[str]] = defaultdict(set)
    anchors: dict[Entity, set[str]] = defaultdict(set)
    attributes: dict[Entity, set[tuple[NamedNode, Term]]] = defaultdict(set)
    for fact in facts:
        for _, term in fact.arguments:
            if isinstance(term, Entity):
                aliases[term] |= linker.names.get(term, set())
        for evidence in fact.evidence:
            if isinstance(evidence.speaker, Entity):
                aliases[evidence.speaker] |= linker.names.get(evidence.speaker, set())
        for entity, anchor in _anchors(fact):
            anchors[entity].add(anchor)
    for profile in told:
        aliases[profile.entity].update(profile.aliases)
        anchors[profile.entity].update(profile.anchors)
        attributes[profile.entity].update(profile.attributes)
    return tuple(
        Profile(
            entity,
            tuple(sorted(aliases[entity] - {entity.name})),
            tuple(sorted(anchors[entity])),
            tuple(sorted(attributes[entity], key=str)),
        )
        for entity in sorted(aliases, key=lambda entity: (entity.type.value, entity.name, entity.scope))
    )


def _anchors(fact: Fact) -> Iterable[tuple[Entity, str]]:
    """What tells an entity from others of its name: a person's organisations, a document's issuer or number."""
    pairs = {KG.Affiliation: (ORG.member, (ORG.organization,)), KG.Issuance: (KG.document, (KG.issuer, KG.number))}
    subject_of, anchors_of = pairs.get(fact.kind, (None, ()))
    subject = fact.value(subject_of) if subject_of else None
    if isinstance(act := fact.value(KG.act), Literal) and act.value.endswith("通过"):
        return  # who passes a document is often not who issues it
    if isinstance(subject, Entity):
        for property in anchors_of:
            for value in fact.values(property):
                yield subject, value.name if isinstance(value, Entity) else value.value
