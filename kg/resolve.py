"""The entities of all articles → one identity each: a function of the set of articles, never of their order.

What an article calls an entity is a `Naming`. Namings of one type and name form a block; where one article uses as a
name what others give as a short form or former name of exactly one full form, the two names share a block, and so do
two transliterations of one Latin name. Within a block the namings that share an anchor (a person's organisations, a
document's issuer or number) are one component.

    one component, or none with an anchor   →  everybody in the block is id/<type>/<name>
    several components                      →  each is id/<type>/<name>/<its smallest anchor>,
                                               and a naming without an anchor stays alone, named by its article

Organisations come first: an anchor counts by the identity that its article's organisation has, so that who was at a
body before it was renamed is at the same body. Parts of a model are scoped to their article and never joined. The unit
is the family, the names that other names lead to: adding or removing an article touches the families it names, those
of whom it anchors where an organisation changes, and no others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.iris import Iris
from kg.model import Entity, Extraction, Profile
from kg.vocab import KG

_SHORTEST_PARENT = 4  # characters of an organisation's name that may stand for those inside it: 北京大学, not 北京
_LONGEST_CHAIN = 8  # names that lead to each other
_ARTICLE_PREFIX = 12  # digits of an article's id that tell its namings from others
_GOVERNMENT = re.compile(r"(?<=[省市县区州旗镇乡盟])政府")
_COMMITTEES = (("卫健委", "卫生健康委员会"), ("卫生健康委", "卫生健康委员会"), ("发改委", "发展和改革委员会"))
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[省市县州旗盟镇乡]|(?<![社园校小])区)")


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """What one article calls an entity that other articles may speak of too."""

    article: str
    entity: Entity
    aliases: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()

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
Name = tuple[str, str]  # a type and a name: what a block is called


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
    """The name of an entity as its block is called: in composed characters, a government and a committee in full."""
    name = normalize("NFC", entity.name)
    if entity.type != KG.Organization:
        return name
    for short, full in _COMMITTEES:
        if name.endswith(short):
            name = name.removesuffix(short) + full
    return _GOVERNMENT.sub("人民政府", name) if "政府" in name else name


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
            tuple(sorted({name for p in profiles for name in p.known_as if name != entity.name})),
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


def resolve(
    namings: Iterable[Naming], iris: Iris, overrides: Overrides = _NONE, houses: Mapping[Key, str] | None = None
) -> dict[Key, Identity]:
    """Who each naming stands for. A family must be given whole: every naming of every name in it.

    `houses` has what `house` gives for the organisations of these articles that are not among the namings.
    """
    found: dict[Key, Identity] = {}
    known = dict(houses or {})
    namings = sorted(namings)
    for naming_organizations in (True, False):
        for block in _blocks([n for n in namings if (n.entity.type == KG.Organization) is naming_organizations]):
            for key, identity in _identities(block, iris, known):
                found[key] = identity if overrides == _NONE else _overridden(key[0], identity, iris, overrides)
        known.update((key, house(identity.iri, iris)) for key, identity in found.items())
    return found


def house(organization: NamedNode, iris: Iris) -> str:
    """What an organisation is called where it anchors somebody."""
    return unquote(iris.id(organization).partition("/")[2])


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
    """The other names of a naming that may lead another article's name to it."""
    names = set(naming.known_as)
    if naming.entity.type == KG.Organization:
        names |= {alias for alias in naming.aliases if shortens(alias, naming.name)}
    yield from sorted({canonical(naming.entity._replace(name=name)) for name in names} - {naming.name})


@dataclass(frozen=True, slots=True)
class _Block:
    """The namings that one name stands over, and for each that has another name, the article that says why."""

    name: str
    namings: tuple[Naming, ...]
    sources: Mapping[str, str]  # short form → the first article that introduces it


def _blocks(namings: Sequence[Naming]) -> Iterator[_Block]:
    introduced: defaultdict[Name, dict[str, str]] = defaultdict(dict)  # other name → full form → article
    latin: defaultdict[Name, set[str]] = defaultdict(set)  # transliteration → Latin names
    for naming in namings:
        type = naming.entity.type.value
        for alias in short_forms(naming):
            introduced[type, alias].setdefault(naming.name, naming.article)
            if naming.entity.type == KG.Person:
                latin[type, naming.name].add(alias)
    blocks: defaultdict[Name, list[Naming]] = defaultdict(list)
    sources: defaultdict[Name, dict[str, str]] = defaultdict(dict)
    for naming in namings:
        type = naming.entity.type.value
        name = _full_form((type, naming.name), introduced, latin)
        blocks[type, name].append(naming)
        if name != naming.name:
            by = introduced.get((type, naming.name)) or {
                name: min(introduced[type, a][name] for a in latin[type, naming.name])
            }
            sources[type, name][naming.name] = min(by.values())
    for key in sorted(blocks):
        yield _Block(key[1], tuple(blocks[key]), sources[key])


def _full_form(key: Name, introduced: Mapping[Name, Mapping[str, str]], latin: Mapping[Name, set[str]]) -> str:
    """Follow a name to the one full form that it leads to, and that leads nowhere; itself, if it leads to several."""
    type, name = key
    if type != KG.Person.value:
        return _followed(key, introduced, ())
    spelt = latin.get(key, {name})  # all transliterations of one Latin name are the least of them
    return min(introduced.get((type, next(iter(spelt))), {}), default=name) if len(spelt) == 1 else name


def _followed(key: Name, introduced: Mapping[Name, Mapping[str, str]], path: tuple[str, ...]) -> str:
    type, name = key
    if name in path:  # renamed there and back: the least name of the circle
        return min(path[path.index(name) :])
    if len(path) == _LONGEST_CHAIN:
        return name
    ends = {_followed((type, full), introduced, (*path, name)) for full in introduced.get(key, ())}
    return ends.pop() if len(ends) == 1 else name


def _identities(block: _Block, iris: Iris, houses: Mapping[Key, str]) -> Iterator[tuple[Key, Identity]]:
    type = block.namings[0].entity.type
    anchored = {naming: _anchors(naming, houses) for naming in block.namings}
    smallest = _components(anchored.values(), nested=type == KG.Person)
    several = len(set(smallest.values())) > 1
    for naming, anchors in anchored.items():
        own = next((smallest[anchor] for anchor in anchors), None)
        names = (block.name, own or naming.article[:_ARTICLE_PREFIX]) if several else (block.name,)
        identity = Identity(iris.individual(type, *names), block.name, _reason(block, naming, own))
        yield (naming.article, naming.entity), identity


def _anchors(naming: Naming, houses: Mapping[Key, str]) -> tuple[str, ...]:
    """The anchors of a naming by the identities of the organisations in them; a city is its government."""
    found = []
    for anchor in naming.anchors:
        shortest = _SHORTEST_PARENT if naming.entity.type == KG.Person else len(anchor)
        for end in range(len(anchor), min(shortest, len(anchor)) - 1, -1):
            named = Entity(KG.Organization, anchor[:end])
            if (naming.article, named) in houses or end == len(anchor):
                name = houses.get((naming.article, named)) or canonical(named)
                found.append(f"{name}人民政府" if _PLACE.fullmatch(name) else name)
    return tuple(found)


def _components(anchored: Iterable[Sequence[str]], *, nested: bool) -> dict[str, str]:
    """Anchor → the smallest anchor of its component. Who is at a part of a house is at the house, if `nested`."""
    parents: dict[str, str] = {}

    def root(anchor: str) -> str:
        while parents.setdefault(anchor, anchor) != anchor:
            anchor = parents[anchor] = parents[parents[anchor]]
        return anchor

    def join(one: str, other: str) -> None:
        low, high = sorted((root(one), root(other)))
        parents[high] = low

    for anchors in anchored:
        for anchor in anchors:
            join(anchors[0], anchor)
    if nested:
        for anchor in list(parents):
            for end in range(_SHORTEST_PARENT, len(anchor)):
                if anchor[:end] in parents:
                    join(anchor[:end], anchor)
    return {anchor: root(anchor) for anchor in list(parents)}


def _reason(block: _Block, naming: Naming, anchor: str | None) -> str:
    if naming.name != block.name:
        return f"{naming.name} is {block.name} by article {block.sources[naming.name]}"
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
