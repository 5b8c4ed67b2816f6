"""The entities of all articles → one identity each: a function of the set of articles, never of their order.

What an article calls an entity is a `Naming`. Namings of one type and name form a block; where one article uses as a
name what another introduces as a short form of exactly one full form, the two names share a block. Within a block the
namings that share an anchor (a person's organisations, a document's issuer or number) are one component.

    one component, or none with an anchor   →  everybody in the block is id/<type>/<name>
    several components                      →  each is id/<type>/<name>/<its smallest anchor>,
                                               and a naming without an anchor stays alone, named by its article

Parts of a model are scoped to their article and never joined. The unit is the family, the names that short forms
connect: adding or removing an article touches the families it names, and no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import normalize
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.iris import Iris
from kg.model import Entity, Extraction, Profile
from kg.vocab import KG

_SHORTEST_PARENT = 4  # characters of an organisation's name that may stand for those inside it: 北京大学, not 北京
_ARTICLE_PREFIX = 12  # digits of an article's id that tell its namings from others


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """What one article calls an entity that other articles may speak of too."""

    article: str
    entity: Entity
    aliases: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The canonical name of the entity."""
        return canonical(self.entity)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a naming stands for, what to call them, and why it was not simply the name that decided."""

    iri: NamedNode
    label: str
    reason: str = ""


Key = tuple[str, Entity]  # an article's id, and what it names


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the overrides, and where it stands."""

    place: str  # file and line
    action: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.place}: {self.action} {' '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person has decided; stronger than any rule. Identifiers are what follows `/id/` in an IRI."""

    merged: Mapping[str, str] = field(default_factory=dict)  # this entity is that one
    split: frozenset[tuple[str, str]] = frozenset()  # (entity, article id): the article speaks of somebody else
    renamed: Mapping[str, str] = field(default_factory=dict)  # entity → preferred label
    rejected: frozenset[str] = frozenset()  # facts
    decisions: tuple[Decision, ...] = ()  # all rows as they stand
    digest: str = ""  # of the words they were read from


_NONE = Overrides()


def canonical(entity: Entity) -> str:
    """The name of an entity in composed characters: what its block is called."""
    return normalize("NFC", entity.name)


def namings(extraction: Extraction) -> tuple[Naming, ...]:
    """What an article calls the entities it may share with others, sorted; several profiles of one are joined."""
    told: defaultdict[Entity, list[Profile]] = defaultdict(list)
    for profile in extraction.profiles:
        told[profile.entity].append(profile)
    for entity in mentioned(extraction):
        told.setdefault(entity, [])
    return tuple(
        Naming(
            extraction.article.id,
            entity,
            tuple(sorted({alias for p in profiles for alias in p.aliases if alias != entity.name})),
            tuple(sorted({normalize("NFC", anchor) for p in profiles for anchor in p.anchors})),
        )
        for entity, profiles in sorted(told.items())
        if not entity.scope
    )


def mentioned(extraction: Extraction) -> frozenset[Entity]:
    """Every entity that stands in a fact: as a value, as a speaker, or in an attribute of one that does."""
    found = {value for fact in extraction.facts for _, value in fact.arguments if isinstance(value, Entity)}
    found |= {e.speaker for fact in extraction.facts for e in fact.evidence if isinstance(e.speaker, Entity)}
    attributes = [(p.entity, value) for p in extraction.profiles for _, value in p.attributes]
    todo = found
    while todo:
        todo = {value for entity, value in attributes if entity in todo and isinstance(value, Entity)} - found
        found |= todo
    return frozenset(found)


def resolve(namings: Iterable[Naming], iris: Iris, overrides: Overrides = _NONE) -> dict[Key, Identity]:
    """Who each naming stands for. A family must be given whole: every naming of every name in it."""
    found: dict[Key, Identity] = {}
    for block in _blocks(namings):
        found.update(_identities(block, iris))
    if overrides == _NONE:
        return found
    return {key: _overridden(key[0], identity, iris, overrides) for key, identity in found.items()}


def scoped(entities: Iterable[Entity], iris: Iris) -> dict[Entity, Identity]:
    """The identities of an article's own models and their parts; two models of one name are told apart by class."""
    holders: defaultdict[NamedNode, list[Entity]] = defaultdict(list)
    for entity in sorted(entities):
        holders[iris.individual(entity.type, *entity.scope, entity.name)].append(entity)
    found = {}
    for iri, same in holders.items():
        for entity in same:
            suffix = f"/{entity.type.value.rsplit('#', 1)[-1]}" if len(same) > 1 else ""
            found[entity] = Identity(NamedNode(iri.value + suffix), entity.name)
    return found


def plain(naming: Naming, iris: Iris) -> Identity:
    """The identity of a naming that only its name decides."""
    return Identity(iris.individual(naming.entity.type, naming.name), naming.name)


def shortens(alias: str, name: str) -> bool:
    """Whether an alias is a short form that says whose it is: it begins like the name and keeps its order.

    北大政府管理学院 does for 北京大学政府管理学院; 市政府 and 研究院 do for nobody.
    """
    rest = iter(name)
    return 2 <= len(alias) < len(name) and alias[0] == name[0] and all(char in rest for char in alias)


def short_forms(naming: Naming) -> Iterator[str]:
    """The aliases of a naming that may lead another article's name to it."""
    if naming.entity.type == KG.Organization:
        yield from (alias for alias in naming.aliases if shortens(alias, naming.name))


@dataclass(frozen=True, slots=True)
class _Block:
    """The namings that one name stands over, and for each that has another name, the article that says why."""

    name: str
    namings: tuple[Naming, ...]
    sources: Mapping[str, str]  # short form → the first article that introduces it


def _blocks(namings: Iterable[Naming]) -> Iterator[_Block]:
    namings = sorted(namings)
    introduced: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)  # short form → full form → article
    for naming in namings:
        for alias in short_forms(naming):
            introduced[naming.entity.type.value, alias].setdefault(naming.name, naming.article)
    blocks: defaultdict[tuple[str, str], list[Naming]] = defaultdict(list)
    sources: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for naming in namings:
        type = naming.entity.type.value
        name = _full_form(type, naming.name, introduced)
        blocks[type, name].append(naming)
        if name != naming.name:
            sources[type, name][naming.name] = min(introduced[type, naming.name].values())
    for key in sorted(blocks):
        yield _Block(key[1], tuple(blocks[key]), sources[key])


def _full_form(type: str, name: str, introduced: Mapping[tuple[str, str], Mapping[str, str]]) -> str:
    """Follow a short form to the one full form it has; each step is longer, so there is an end."""
    while len(full := introduced.get((type, name), {})) == 1:
        name = next(iter(full))
    return name


def _identities(block: _Block, iris: Iris) -> Iterator[tuple[Key, Identity]]:
    type = block.namings[0].entity.type
    smallest = _components(block.namings, nested=type == KG.Person)
    several = len(set(smallest.values())) > 1
    for naming in block.namings:
        own = next((smallest[anchor] for anchor in naming.anchors), None)
        names = (block.name, own or naming.article[:_ARTICLE_PREFIX]) if several else (block.name,)
        identity = Identity(iris.individual(type, *names), block.name, _reason(block, naming, own))
        yield (naming.article, naming.entity), identity


def _components(namings: Iterable[Naming], *, nested: bool) -> dict[str, str]:
    """Anchor → the smallest anchor of its component. Who is at a part of a house is at the house, if `nested`."""
    parents: dict[str, str] = {}

    def root(anchor: str) -> str:
        while parents.setdefault(anchor, anchor) != anchor:
            anchor = parents[anchor] = parents[parents[anchor]]
        return anchor

    def join(one: str, other: str) -> None:
        low, high = sorted((root(one), root(other)))
        parents[high] = low

    for naming in namings:
        for anchor in naming.anchors:
            join(naming.anchors[0], anchor)
    if nested:
        for anchor in list(parents):
            for end in range(_SHORTEST_PARENT, len(anchor)):
                if anchor[:end] in parents:
                    join(anchor[:end], anchor)
    return {anchor: root(anchor) for anchor in list(parents)}


def _reason(block: _Block, naming: Naming, anchor: str | None) -> str:
    if naming.name != block.name:
        return f"{naming.name} is short for {block.name} in article {block.sources[naming.name]}"
    if anchor is not None and len(block.namings) > 1:
        return f"one {block.name} at {anchor}"
    return ""


def _overridden(article: str, identity: Identity, iris: Iris, overrides: Overrides) -> Identity:
    id, label, reason = iris.id(identity.iri), identity.label, identity.reason
    if (id, article) in overrides.split:
        id, reason = f"{id}/{article[:_ARTICLE_PREFIX]}", "split by hand"
    if id in overrides.merged:
        id, reason = overrides.merged[id], "merged by hand"
        label = unquote(id.split("/")[1]) if "/" in id else label
    return Identity(iris.named(id), overrides.renamed.get(id, label), reason)
