"""The order of the steps, from articles to a graph. The only room with a door to both wings.

    extract    an article → what it says: clean, find the names, read the facts, link them
    build      files and folders → a graph of exactly their articles
    add        files and folders → the graph with their articles too

What an article says is remembered under its text, its metadata and the version of the rules, so that a second build
reads only what is new, and one that was interrupted goes on where it was.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import astuple, dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.articles import ArticleProblem, read
from kg.articles import article as article_of
from kg.clean import clean
from kg.confidence import TABLE
from kg.errors import ArticleError, ConflictError
from kg.explain import Name
from kg.extractors import extractors
from kg.grammar.doubts import doubtful
from kg.grammar.modality import put
from kg.grammar.speakers import attribute, speeches
from kg.linking import entities, link
from kg.mentions import read as find_names
from kg.mentions.boundaries import boundary
from kg.model import Article, Candidate, Extraction, Finding
from kg.resolve import Decision
from kg.resources import ONTOLOGY, SEEDS
from kg.store import Store
from kg.store.extractions import dumps, key

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]  # articles done, articles in all

_HERE = Path(__file__).parent
_WINGS = ("clean", "mentions", "extractors", "linking")  # what the rules are; the rest is what these import
_IMPORT = re.compile(r"^ *(?:from|import) kg(?:\.([a-z_]+)| import ([a-z_, ]+))", re.MULTILINE)
_ENOUGH = 400_000  # characters to read from which on it pays to start other processes
_BATCH = 16  # articles that a process reads at a time


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of the articles: the ids that are in the graph, the facts it holds, and what was left out and why."""

    articles: tuple[str, ...]
    facts: int
    problems: tuple[ArticleProblem, ...]
    unmatched: tuple[Decision, ...] = ()  # rows of the overrides that no article gives occasion for any more


def extract(article: Article) -> Extraction:
    """What an article says. Raises ArticleError for a text that cannot be read."""
    text = clean(article.raw)
    document = find_names(article, text)
    found = [each for extractor in extractors() for each in extractor(document)]
    findings = [each for each in found if isinstance(each, Finding)]
    spoken = speeches(document)
    facts, profiles = link(document, [attribute(each, spoken) for each in put(document, findings)])
    return Extraction(
        article=article,
        text=text,
        sentences=tuple(sentence.span for sentence in document.sentences),
        profiles=profiles,
        facts=facts,
        candidates=doubtful((each for each in found if isinstance(each, Candidate)), findings),
        rules=rules_version(),
    )


def names(raw: str, start: int, end: int) -> Iterator[Name]:
    """The names that stand in a stretch of a raw text, why they begin and end there, and what they name."""
    document = find_names(article_of(raw), clean(raw))
    for mention, entity in entities(document):
        first, last = document.text.raw_span(mention.span)
        if start <= first and last <= end:
            zh, en = boundary(document, mention)
            yield Name(document.text.raw[first:last], mention.kind.value, zh, en, entity.name)


def build(
    paths: Iterable[str | Path],
    data: str | Path,
    *,
    base: str | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Let the graph in a data folder be that of the articles in these files and folders, in one step.

    What cannot be read is reported and left out; if that is everything, the graph stays as it was. `jobs` processes
    read at the same time (by default one a core, if there is enough to read). Raises StoreError and its kin.
    """
    with Store.open(data, base=base) as store:
        articles, problems = _received(paths)
        keys, failed = _remember(store, articles, jobs, progress)
        problems += failed
        if keys or not problems:
            store.rebuild(keys.values())
        return BuildReport(tuple(sorted(keys)), store.facts(), tuple(problems), store.unmatched())


def add(
    paths: Iterable[str | Path],
    data: str | Path,
    *,
    base: str | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Add the articles in these files and folders to the graph in a data folder, in one commit.

    `articles` of the report are those asked for, in the order of their ids, whether they were there before or not.
    """
    with Store.open(data, base=base) as store:
        articles, problems = _received(paths)
        keys, failed = _remember(store, articles, jobs, progress)
        problems += failed
        fit = []
        for article in articles:
            try:
                store.check(article)
                fit += [keys[article.id]] if article.id in keys else []
            except ConflictError as error:
                problems.append(_problem(article, str(error)))
        extractions = [store.extractions.get(name) for name in sorted(fit)]
        store.add(*extractions)
        read_ = tuple(e.article.id for e in extractions)
        return BuildReport(read_, store.facts(), tuple(problems), store.unmatched())


@cache
def rules_version() -> str:
    """A digest of everything that decides what is found in a text: the rules, what they import, the word lists."""
    files, todo = set[Path](), set(_WINGS)
    seen = set(todo)
    while todo:
        module = todo.pop()
        parts = sorted((_HERE / module).rglob("*.py")) or [_HERE / f"{module}.py"]
        files.update(part for part in parts if part.exists())
        for part in parts:
            for direct, listed in _IMPORT.findall(part.read_text("utf-8") if part.exists() else ""):
                names = {direct} if direct else {name.strip() for name in listed.split(",")}
                todo |= names - seen
                seen |= names
    files |= {ONTOLOGY / "kg.ttl", TABLE, *(SEEDS / "gazetteer").rglob("*.tsv")}
    digest = sha256()
    for file in sorted(files, key=lambda file: (file.name, str(file))):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _received(paths: Iterable[str | Path]) -> tuple[list[Article], list[ArticleProblem]]:
    """The articles of files and folders, each text once; two files that disagree on its metadata are a problem."""
    articles: dict[str, Article] = {}
    problems = []
    for item in read(paths):
        if isinstance(item, ArticleProblem):
            problems.append(item)
        elif (other := articles.get(item.id)) is None:
            articles[item.id] = item
        elif replace(other, name="") != replace(item, name=""):
            kept, left = sorted((other, item), key=lambda article: repr(astuple(replace(article, name=""))))
            articles[item.id] = kept
            problems.append(_problem(left, f"the same text as {kept.name}, but other metadata; {kept.name} is taken"))
    return list(articles.values()), problems


def _remember(
    store: Store, articles: Sequence[Article], jobs: int | None, progress: Progress | None
) -> tuple[dict[str, str], list[ArticleProblem]]:
    """Read what the store does not remember; article id → key of its extraction, and what could not be read."""
    rules = rules_version()
    keys = {article.id: key(article, rules) for article in articles}
    unread = [article for article in articles if keys[article.id] not in store.extractions]
    done = len(articles) - len(unread)
    problems = []
    for outcomes in _outcomes(unread, jobs):
        store.extractions.put((keys[article.id], said) for article, said in outcomes if isinstance(said, bytes))
        for article, said in outcomes:
            if isinstance(said, ArticleProblem):
                problems.append(said)
                del keys[article.id]
        done += len(outcomes)
        if progress is not None:
            progress(done, len(articles))
    return dict(sorted(keys.items())), problems


Outcome = tuple[Article, bytes | ArticleProblem]


def _outcomes(articles: Sequence[Article], jobs: int | None) -> Iterator[list[Outcome]]:
    """What each article says, or why it could not be read; in batches, in any order."""
    batches = [articles[start : start + _BATCH] for start in range(0, len(articles), _BATCH)]
    jobs = jobs or (os.cpu_count() or 1 if sum(len(article.raw) for article in articles) > _ENOUGH else 1)
    if jobs == 1 or len(batches) <= 1:
        yield from map(_read_batch, batches)
        return
    # Never fork: this process has a store open, whose threads a child would not have.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(min(jobs, len(batches)), mp_context=context) as pool:
        futures = {pool.submit(_read_batch, batch): batch for batch in batches}
        for future in as_completed(futures):
            batch = futures.pop(future)
            try:
                yield future.result()
            except BrokenProcessPool:
                why = "a process died while this was being read or waited; build again to read the rest"
                yield [(article, _problem(article, why)) for article in batch]


def _read_batch(articles: Sequence[Article]) -> list[Outcome]:
    return [(article, _read(article)) for article in articles]


def _read(article: Article) -> bytes | ArticleProblem:
    try:
        return dumps(extract(article))
    except ArticleError as error:
        return _problem(article, str(error))
    except Exception as error:  # a fault of ours with one article must not cost the others
        log.exception("article %s (%s) cannot be read", article.id, article.name)
        return _problem(article, f"reading it failed: {type(error).__name__}: {error}")


def _problem(article: Article, why: str) -> ArticleProblem:
    return ArticleProblem(article.name or article.id, ArticleError(f"{article.name or article.id}: {why}"))
