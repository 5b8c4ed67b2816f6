"""Small graphs for tests, written straight into a side index: no articles are read, so any shape can be had."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from importlib import resources
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.index.bigrams import bigrams, normalised, reading
from kg.iris import digest
from kg.store.folder import Folder
from kg.vocab import RDFS, prefixed

BASE = "https://w3id.org/zhitu/id/"


def entity(type: str, *names: str) -> str:
    """The IRI of an entity."""
    segment = "model" if type.endswith("Model") else type.lower()
    return BASE + "/".join((segment, *names))


class Graph:
    """A side index under construction."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.index = sqlite3.connect(path, check_same_thread=False)
        self.index.executescript(resources.files("kg.index").joinpath("index.sql").read_text("utf-8"))

    def entity(self, type: str, label: str, *, support: int = 1, aliases: Iterable[str] = (), scope: str = "") -> str:
        """Add an entity; its IRI."""
        iri = entity(type, *filter(None, (scope, label)))
        row = [iri, type, label, json.dumps(list(aliases)), support, 1, 0.9]
        self.index.execute("INSERT OR IGNORE INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        for name in (label, *aliases):
            self._name(iri, name)
        return iri

    def _name(self, iri: str, name: str) -> None:
        pinyin, initials = reading(name)
        known = [iri, name, normalised(name), pinyin, initials]
        insert = "INSERT OR IGNORE INTO name (entity, text, normalised, pinyin, initials) VALUES (?, ?, ?, ?, ?)"
        cursor = self.index.execute(insert, known)
        if cursor.rowcount > 0:
            syllables = pinyin.split()
            joined = " ".join("".join(syllables[at:]) for at in range(len(syllables)))
            suffixes = " ".join(initials[at:] for at in range(len(initials)))
            row = [cursor.lastrowid, bigrams(name), joined, suffixes]
            self.index.execute("INSERT INTO name_bigram (rowid, text, pinyin, initials) VALUES (?, ?, ?, ?)", row)

    def attribute(self, entity: str, property: str, value: str) -> None:
        """Add an attribute; an IRI counts as an entity."""
        self.index.execute(
            "INSERT INTO told_attribute VALUES ('', ?, ?, ?, ?)", [entity, property, value, value.startswith(BASE)]
        )

    def article(self, id: str, raw: str, **metadata: str) -> str:
        """Add an article; its id."""
        texts = [metadata.get(name) for name in ("title", "source", "author", "date", "url")]
        self.index.execute(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 0)",
            [id, f"{BASE}article/{id}", *texts, raw, raw],
        )
        for paragraph, line in enumerate(raw.split("\n"), 1):
            for number, sentence in enumerate(filter(None, line.split("。")), 1):
                row = [id, paragraph, number, 0, 0, sentence]
                insert = (
                    'INSERT INTO sentence (article, paragraph, number, start, "end", text) VALUES (?, ?, ?, ?, ?, ?)'
                )
                cursor = self.index.execute(insert, row)
                learn = "INSERT INTO sentence_bigram (rowid, text) VALUES (?, ?)"
                self.index.execute(learn, [cursor.lastrowid, bigrams(sentence)])
        return id

    def edge(self, source: str, predicate: str, target: str, fact: str = "", *, support: int = 1) -> None:
        """Add a relation by itself."""
        fact = fact or f"{BASE}fact/{digest((source, predicate, target))}"
        self.index.execute(
            "INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?, 0.9, ?)", [source, predicate, target, fact, support]
        )

    def fact(
        self, kind: str, arguments: Mapping[str, str | list[str]], edges: Iterable[tuple[str, str, str]],
        article: str, quote: str,
    ) -> str:  # fmt: skip
        """Add a fact that an article says in these words, with its plain triples; its IRI."""
        flat = [
            (name, value)
            for name, values in arguments.items()
            for value in ([values] if isinstance(values, str) else values)
        ]
        iri = f"{BASE}fact/{digest((kind, *map(str, flat)))}"
        raw = self.index.execute("SELECT raw FROM article WHERE id = ?", [article]).fetchone()[0]
        start = raw.index(quote)
        before = raw[:start]
        paragraph = before.count("\n") + 1
        number = before.rpartition("\n")[2].count("。") + 1
        first = max(before.rfind("。"), before.rfind("\n")) + 1
        stop = next((at for at in range(start + len(quote) - 1, len(raw)) if raw[at] in "。\n"), len(raw) - 1) + 1
        self.index.execute("INSERT OR IGNORE INTO fact VALUES (?, ?, 1, 0.9)", [iri, kind])
        self.index.execute("UPDATE article SET facts = facts + 1 WHERE id = ?", [article])
        for position, (name, value) in enumerate(flat):
            self.index.execute(
                "INSERT INTO argument VALUES (?, ?, ?, ?, ?)", [iri, name, position, value, value.startswith(BASE)]
            )
        for source, predicate, target in edges:
            self.edge(source, predicate, target, iri)
        self.index.execute(
            "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [f"{BASE}evidence/{digest((iri, article))}", iri, article, start, start + len(quote), quote, quote,
             paragraph, number, raw[first:stop].strip(), "hand", 0.9, "asserted", None],
        )  # fmt: skip
        return iri


_COUNTY = """县域数字化转型怎么分型
研究者提出县域转型矩阵，该模型分为产业基础和营商环境两个维度。第一类是人才型（产业基础薄、营商环境弱），建议先育人才。第二类是培育型（产业基础薄、营商环境好），建议引进龙头企业。第三类是优化型（产业基础好、营商环境弱）。第四类是升级型（产业基础好、营商环境好）。
星河研究院院长林一舟表示，数字政府要从信息化到数字化再到智能化。"""


def county(path: Path | str = ":memory:") -> Graph:
    """An article with a quadrant model, a stage model, a person and an organisation."""
    graph = Graph(path)
    a = graph.article("a1", _COUNTY, title="县域数字化转型怎么分型", source="星河评论", date="2024-05-06")
    model = graph.entity("QuadrantModel", "县域转型矩阵", support=9, scope=a)
    county_ = graph.entity("Concept", "县域", support=2)
    graph.fact("ModelProposal", {"kg:model": model, "kg:classifies": county_}, [], a, "研究者提出县域转型矩阵")
    ends = {"产业基础": ("薄", "好"), "营商环境": ("弱", "好")}
    dimensions, levels = {}, {}
    for name, pair in ends.items():
        dimensions[name] = graph.entity("Dimension", name, scope=f"{a}/县域转型矩阵")
        for end, word in zip(("low", "high"), pair, strict=True):
            level = graph.entity("Level", f"{name}{word}", scope=f"{a}/县域转型矩阵")
            graph.attribute(level, "kg:polarity", end)
            graph.attribute(level, "kg:wording", word)
            graph.attribute(level, "kg:ofDimension", dimensions[name])
            levels[name, end] = level
        graph.fact(
            "DimensionMembership", {"kg:model": model, "kg:dimension": dimensions[name]},
            [(model, "kg:hasDimension", dimensions[name])], a, "该模型分为产业基础和营商环境两个维度",
        )  # fmt: skip
    corners = {
        "人才型": ("low", "low", "产业基础薄、营商环境弱"),
        "培育型": ("low", "high", "产业基础薄、营商环境好"),
        "优化型": ("high", "low", "产业基础好、营商环境弱"),
        "升级型": ("high", "high", "产业基础好、营商环境好"),
    }
    for name, (industry, environment, words) in corners.items():
        quadrant = graph.entity("Quadrant", name, support=3, scope=f"{a}/县域转型矩阵")
        at = [levels["产业基础", industry], levels["营商环境", environment]]
        graph.fact(
            "Placement", {"kg:model": model, "kg:quadrant": quadrant, "kg:level": at},
            [(model, "kg:hasQuadrant", quadrant), *((quadrant, "kg:atLevel", level) for level in at)],
            a, f"{name}（{words}）",
        )  # fmt: skip
    quadrant = entity("Quadrant", f"{a}/县域转型矩阵", "人才型")
    measure = graph.entity("Measure", "先育人才", scope=f"{a}/县域转型矩阵")
    graph.fact(
        "Recommendation", {"kg:target": quadrant, "kg:measure": measure},
        [(quadrant, "kg:recommends", measure)], a, "建议先育人才",
    )  # fmt: skip
    _stages(graph, a)
    person = graph.entity("Person", "林一舟", support=4)
    institute = graph.entity("Organization", "星河研究院", support=5, aliases=["星河院"])
    role = graph.entity("Role", "院长")
    graph.fact(
        "Affiliation", {"org:member": person, "org:organization": institute, "org:role": role},
        [(person, "org:memberOf", institute), (person, "kg:holds", role)], a, "星河研究院院长林一舟",
    )  # fmt: skip
    topic = ("Concept", "数字政府")
    graph.fact(
        "Claim",
        {"kg:speaker": person, "kg:words": "数字政府要从信息化到数字化再到智能化", "kg:about": entity(*topic)},
        [], a, "林一舟表示，数字政府要从信息化到数字化再到智能化",
    )  # fmt: skip
    graph.index.commit()
    return graph


def _stages(graph: Graph, a: str) -> None:
    government = graph.entity("Concept", "数字政府", support=8, aliases=["数字化政府"])
    track = graph.entity("StageModel", "数字政府三阶段", support=6, scope=a)
    quote = "数字政府要从信息化到数字化再到智能化"
    graph.fact(
        "ModelProposal", {"kg:model": track, "kg:concept": government},
        [(government, "kg:hasModel", track)], a, quote,
    )  # fmt: skip
    previous = ""
    for position, name in enumerate(("信息化", "数字化", "智能化"), 1):
        stage = graph.entity("Stage", name, support=2, scope=f"{a}/数字政府三阶段")
        arguments = {"kg:model": track, "kg:concept": government, "kg:stage": stage, "kg:position": str(position)}
        edges = [(government, "kg:hasStage", stage), (track, "kg:includesStage", stage)]
        if previous:
            arguments["kg:previous"] = previous
            edges.append((previous, "kg:nextStage", stage))
        graph.fact("StageMembership", arguments, edges, a, quote)
        previous = stage


def publish(make: Callable[[Path], Graph], data: Path) -> Path:
    """A data folder whose newest snapshot has this side index, and the plain triples of its relations as store."""
    folder = Folder(data)
    with folder.claimed():
        generation = folder.next()
    store = Oxigraph(str(generation / "snapshots" / "000001"))
    index = make(generation / "index.sqlite").index
    for source, predicate, target in index.execute("SELECT source, predicate, target FROM edge").fetchall():
        store.add(Quad(NamedNode(source), prefixed(predicate), NamedNode(target)))
    for iri, label in index.execute("SELECT iri, label FROM entity").fetchall():
        store.add(Quad(NamedNode(iri), RDFS.label, Literal(label, language="zh")))
    for fact, property, value in index.execute("SELECT fact, property, value FROM argument WHERE is_entity").fetchall():
        store.add(Quad(NamedNode(fact), prefixed(property), NamedNode(value)))
    index.execute("INSERT INTO meta VALUES ('base', ?)", [BASE.removesuffix("id/")])
    index.commit()
    index.close()
    store.flush()
    del store
    folder.use(generation)
    return data
