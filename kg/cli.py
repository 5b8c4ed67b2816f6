"""The commands. The only place that prints: answers to standard output, everything else to standard error.

Exit codes: 0 done; 1 done, but something was left out or found wrong; 2 the command was not understood or could not
be carried out; 130 stopped by the user.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.errors import InputError, UnreadableError, ZhituError

if TYPE_CHECKING:
    from kg.pipeline import BuildReport
    from kg.scoring import Report

# Modules of a command are imported when it runs: `kg --help` answers at once.

EXPORTS = ("owl", "ttl", "nt", "nq", "jsonld", "trig", "graphml", "gexf")
RESULTS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml", "jsonld")
VIEWS = ("json", "cytoscape", "cx2", "graphml", "gexf", "jgf", "csv", "csv-nodes", "ttl", "jsonld", "svg")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the value is the process's exit code."""
    options = parser().parse_args(arguments)
    logging.basicConfig(
        level=(logging.WARNING, logging.INFO, logging.DEBUG)[min(options.verbose, 2)],
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except ZhituError as error:
        print(f"kg {options.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


# -- the commands


def build(options: argparse.Namespace) -> int:
    """Build the graph of exactly these articles."""
    from kg import pipeline

    report = pipeline.build(
        options.paths, options.data, base=options.base, jobs=options.jobs or None, progress=_progress()
    )
    return _reported(report, options)


def serve(options: argparse.Namespace) -> int:
    """Serve the graph over HTTP until stopped."""
    from api.server import serve as serve_forever
    from api.settings import Settings

    if options.paths:
        from kg import pipeline

        report = pipeline.build(options.paths, options.data, base=options.base, progress=_progress())
        _say_problems(report)
    given = {"data": options.data, "port": options.port, "token": options.token, "base_iri": options.base}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})

    def ready(address: str) -> None:
        print(address, flush=True)

    serve_forever(settings, host=options.host, ready=ready)
    return 0


def add(options: argparse.Namespace) -> int:
    """Add articles to the graph."""
    from kg import pipeline

    report = pipeline.add(options.files, options.data, base=options.base)
    if options.json:
        for article in report.articles:
            print(json.dumps({"id": article}))
        _say_problems(report)
        return 1 if report.problems else 0
    return _reported(report, options)


def remove(options: argparse.Namespace) -> int:
    """Take articles out of the graph, as if they had never been in."""
    from kg.store import Store

    with Store.open(options.data) as store:
        store.remove(*options.ids)
    print(f"{len(options.ids)} removed", file=sys.stderr)
    return 0


def query(options: argparse.Namespace) -> int:
    """Ask the graph in SPARQL; our prefixes need no declaration."""
    from kg.sparql.answers import answer
    from kg.store.snapshot import Snapshot

    text = options.query if options.query is not None else _read_query(options.file)
    with Snapshot.open(options.data) as snapshot:
        sys.stdout.buffer.write(answer(snapshot.store, text, options.format))
    return 0


def neighbourhood(options: argparse.Namespace) -> int:
    """Write what surrounds an entity."""
    from kg import figures
    from kg.neighbourhood import neighbourhood as around
    from kg.store.snapshot import Snapshot
    from kg.views import Options, views

    with Snapshot.open(options.data) as snapshot:
        centre = _iri(options.entity, snapshot.base)
        subgraph = around(snapshot.index, [centre], hops=options.hops, limit=options.limit)
        print(views()[options.format].write(figures.picture(snapshot.index, subgraph), Options(title=options.entity)))
    return 0


def extract(options: argparse.Namespace) -> int:
    """Read articles without building a graph; one annotation file an article."""
    from kg import pipeline
    from kg.annotations import annotate, candidates

    if options.annotations:
        options.annotations.mkdir(parents=True, exist_ok=True)
    problems = 0
    for article in _articles(options.files):
        if article is None:
            problems += 1
            continue
        extraction = pipeline.extract(article)
        found = annotate(extraction)
        if options.candidates:
            found["candidates"] = candidates(extraction)
        text = json.dumps(found, ensure_ascii=False, indent=1)
        if options.annotations:
            (options.annotations / f"{article.name}.json").write_text(text + "\n", encoding="utf-8")
        else:
            print(text)
    return 1 if problems else 0


def evaluate(options: argparse.Namespace) -> int:
    """Score what the extractors find against annotated articles."""
    from kg import pipeline
    from kg.annotations import annotate
    from kg.scoring import score

    pairs = []
    for article in _articles(options.files):
        if article is not None:
            gold = options.gold / f"{article.name}.json"
            pairs.append((article.name, _read_gold(gold), annotate(pipeline.extract(article))))
    report = score(pairs)
    if options.json:
        print(json.dumps(_figures(report), ensure_ascii=False, indent=1))
    else:
        print(f"{'':18}    P     R    F1  found wrong missed")
        for name, c in report.categories.items():
            row = f"{c.precision:5.3f} {c.recall:5.3f} {c.f1:5.3f}  {c.found:5} {c.wrong:5} {c.missed:6}"
            print(f"{name:18} {row}")
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the whole graph as a file."""
    from kg.export import export as write
    from kg.store.snapshot import Snapshot

    with Snapshot.open(options.data) as snapshot:
        if options.output is None:
            write(snapshot, options.format, sys.stdout.buffer)
        else:
            with options.output.open("wb") as file:
                write(snapshot, options.format, file)
    return 0


def check(options: argparse.Namespace) -> int:
    """Check the graph: the shapes, and every quote against its text."""
    from kg.check import check as examine
    from kg.store.snapshot import Snapshot

    with Snapshot.open(options.data) as snapshot:
        report, unmatched = examine(snapshot.store), snapshot.unmatched()
    for decision in unmatched:
        print(f"warning: {decision}: 已无对应 matches nothing any more")
    for problem in report.problems:
        print(f"{problem.severity}: {problem.focus}: {problem.zh} {problem.en}")
    print(f"{report.facts} facts, {report.evidence} quotes, {len(report.problems)} problems", file=sys.stderr)
    return 0 if report.conforms else 1


def explain(options: argparse.Namespace) -> int:
    """Say why a fact is in the graph: its words, its rule, its doubt."""
    from kg.explain import explain as reasons
    from kg.pipeline import names
    from kg.store.snapshot import Snapshot

    with Snapshot.open(options.data) as snapshot:
        reason = reasons(snapshot.index, _iri(options.fact, snapshot.base), names)
    print(json.dumps(reason.as_dict(), ensure_ascii=False, indent=1) if options.json else reason.as_text())
    return 0


# -- what they share


def _progress() -> Callable[[int, int], None] | None:
    """A counter on one line of the terminal; nothing where no terminal is."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        print(f"\r{done} / {total} 篇文章 articles", end=end, file=sys.stderr, flush=True)

    return show


def _reported(report: BuildReport, options: argparse.Namespace) -> int:
    if options.json:
        problems = [{"path": problem.path, "reason": str(problem.error)} for problem in report.problems]
        unmatched = [str(decision) for decision in report.unmatched]
        found = {"articles": len(report.articles), "facts": report.facts, "problems": problems, "unmatched": unmatched}
        print(json.dumps(found, ensure_ascii=False))
    else:
        _say_problems(report)
        print(f"{len(report.articles)} articles, {report.facts} facts in {options.data}", file=sys.stderr)
    return 1 if report.problems else 0


def _say_problems(report: BuildReport) -> None:
    for problem in report.problems:
        print(f"left out: {problem.error}", file=sys.stderr)
    for decision in report.unmatched:
        print(f"matches nothing any more: {decision}", file=sys.stderr)


def _articles(files: Sequence[Path]) -> Any:
    """The articles of the files; None for each that cannot be read, which is said."""
    from kg.articles import read
    from kg.model import Article

    for item in read(files):
        if isinstance(item, Article):
            yield item
        else:
            print(f"left out: {item.error}", file=sys.stderr)
            yield None


def _read_query(path: Path | None) -> str:
    if path is None:
        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path}: {error}") from error


def _read_gold(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UnreadableError(f"no annotation {path}: one JSON file is wanted for each article") from error
    except ValueError as error:
        raise InputError(f"{path} is not an annotation: {error}") from error


def _figures(report: Report) -> dict[str, Any]:
    return {
        name: {
            "precision": round(c.precision, 4),
            "recall": round(c.recall, 4),
            "f1": round(c.f1, 4),
            "found": c.found,
            "wrong": c.wrong,
            "missed": c.missed,
        }
        for name, c in report.categories.items()
    }


def _iri(name: str, base: str) -> str:
    """An IRI as given, or from what follows `/id/`."""
    return name if "://" in name else f"{base}id/{name.removeprefix('/id/')}"


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; 0 to 65535 is wanted")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """Every command and option, with the environment variables that stand in for them."""
    top = argparse.ArgumentParser(prog="kg", description="Chinese articles → a knowledge graph that shows its words.")
    top.add_argument("--version", action="version", version=f"zhitu {__version__}")
    top.add_argument("-v", "--verbose", action="count", default=0, help="say more on standard error; twice: everything")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace], int], *, data: bool = True) -> argparse.ArgumentParser:
        summary = (run.__doc__ or "").strip()
        made = commands.add_parser(run.__name__, help=summary[0].lower() + summary[1:-1], description=summary)
        made.set_defaults(run=run)
        made.add_argument("-v", "--verbose", action="count", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        if data:
            default = Path(os.environ.get("KG_DATA") or "data")
            made.add_argument(
                "--data", type=Path, default=default, metavar="DIR", help="data folder (KG_DATA, or data)"
            )
        return made

    def base(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--base", default=os.environ.get("KG_BASE_IRI") or None, metavar="IRI", help="what identifiers begin with"
        )

    made = command(build)
    made.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=".txt .md .html .docx .pdf .jsonl, or folders"
    )
    made.add_argument("--jobs", type=int, default=0, metavar="N", help="processes; by default one per core, if it pays")
    made.add_argument("--json", action="store_true", help="the report as JSON")
    base(made)

    made = command(serve)
    made.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="articles to build the graph from first")
    made.add_argument(
        "--port", type=_port, default=None, metavar="N", help="port (KG_PORT, or 8000); 0 takes a free one"
    )
    made.add_argument("--host", default="127.0.0.1", help="address to listen on")
    made.add_argument("--token", default=None, help="bearer token for adding and removing articles (KG_TOKEN)")
    base(made)

    made = command(add)
    made.add_argument("files", nargs="+", type=Path, metavar="FILE")
    made.add_argument("--json", action="store_true", help='a line {"id": …} for each article')
    base(made)

    made = command(remove)
    made.add_argument("ids", nargs="+", metavar="ID", help="as `kg add --json` and /articles give them")

    made = command(query)
    made.add_argument("query", nargs="?", default=None, help="the query; without one, --file or standard input")
    made.add_argument("--file", type=Path, default=None, help="a file with the query")
    made.add_argument("--format", choices=RESULTS, default="table", help="how the answer is written")

    made = command(neighbourhood)
    made.add_argument("entity", help="an IRI, or what follows /id/: person/盘和林")
    made.add_argument("--hops", type=int, default=1, help="1 to 4")
    made.add_argument("--limit", type=int, default=150, help="most entities, with the centre")
    made.add_argument("--format", choices=VIEWS, default="json")

    made = command(extract, data=False)
    made.add_argument("files", nargs="+", type=Path, metavar="FILE")
    made.add_argument(
        "--annotations", type=Path, metavar="DIR", help="write DIR/<file stem>.json; else standard output"
    )
    made.add_argument("--candidates", action="store_true", help="with what was left out, and why")

    made = command(evaluate, data=False)
    made.add_argument("files", nargs="+", type=Path, metavar="FILE")
    made.add_argument("--gold", type=Path, required=True, metavar="DIR", help="annotations, DIR/<file stem>.json")
    made.add_argument("--json", action="store_true", help="the figures as JSON")

    made = command(export)
    made.add_argument("--format", choices=EXPORTS, required=True)
    made.add_argument("--output", type=Path, metavar="FILE", help="else standard output")

    command(check)

    made = command(explain)
    made.add_argument("fact", help="a fact's IRI, or what follows /id/: fact/0123456789abcdef")
    made.add_argument("--json", action="store_true", help="as JSON")
    return top


if __name__ == "__main__":
    sys.exit(main())
