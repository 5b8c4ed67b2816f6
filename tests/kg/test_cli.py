"""The commands, run as a user runs them: each a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from kg.resources import SEEDS

ARTICLE = "本报讯 澄江大学管理学院院长林知夏表示，数字政府建设将从信息化走向数字化，再走向智能化。\n"


def kg(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, input=stdin, check=False, timeout=120)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "data"
    built = kg("build", SEEDS / "articles", "--data", folder, "--json")
    assert built.returncode == 0, built.stderr
    assert json.loads(built.stdout)["articles"] == 5
    return folder


def test_help_names_every_command() -> None:
    shown = kg("--help").stdout
    for name in "build serve add remove query neighbourhood extract evaluate export check explain".split():
        assert f"\n    {name}" in shown


def test_a_query_is_answered_as_a_table_and_as_json(data: Path) -> None:
    query = "SELECT ?label WHERE { ?p a kg:Person ; rdfs:label ?label } ORDER BY ?label"
    assert "盘和林" in kg("query", query, "--data", data).stdout
    bindings = json.loads(kg("query", "--data", data, "--format", "json", stdin=query).stdout)["results"]["bindings"]
    assert "苏萌" in {row["label"]["value"] for row in bindings}


def test_a_malformed_query_says_where_and_why(data: Path) -> None:
    failed = kg("query", "SELECT ?x WHERE { ?x a }", "--data", data)
    assert failed.returncode == 2
    assert "malformed" in failed.stderr
    assert "1:" in failed.stderr


def test_a_neighbourhood_is_written_in_each_format(data: Path) -> None:
    found = json.loads(kg("neighbourhood", "person/盘和林", "--data", data).stdout)
    assert {"nodes", "edges", "truncated"} <= found.keys()
    assert "<svg" in kg("neighbourhood", "person/盘和林", "--data", data, "--format", "svg").stdout
    missing = kg("neighbourhood", "person/无此人", "--data", data)
    assert missing.returncode == 2
    assert "无此人" in missing.stderr


@pytest.mark.parametrize("format", ["owl", "ttl", "nt", "nq", "jsonld", "trig", "graphml", "gexf"])
def test_an_export_goes_to_standard_output_or_a_file(format: str, data: Path, tmp_path: Path) -> None:
    written = kg("export", "--format", format, "--data", data)
    assert written.returncode == 0, written.stderr
    assert "盘和林" in written.stdout
    kg("export", "--format", format, "--data", data, "--output", tmp_path / "graph")
    assert (tmp_path / "graph").read_text("utf-8") == written.stdout


def test_adding_and_removing_leaves_the_same_bytes(data: Path, tmp_path: Path) -> None:
    before = kg("export", "--format", "nq", "--data", data).stdout
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    added = kg("add", tmp_path / "one.txt", "--data", data, "--json")
    article = json.loads(added.stdout)["id"]
    assert "林知夏" in kg("export", "--format", "nt", "--data", data).stdout
    assert kg("remove", article, "--data", data).returncode == 0
    assert kg("export", "--format", "nq", "--data", data).stdout == before
    again = kg("remove", article, "--data", data)
    assert again.returncode == 2
    assert article in again.stderr


def test_extract_writes_an_annotation_for_every_article_and_evaluate_scores_it(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "two.txt").write_text("今天天气很好。\n", encoding="utf-8")
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    written = kg("extract", *files, "--annotations", tmp_path / "out", "--candidates")
    assert written.returncode == 0, written.stderr
    one = json.loads((tmp_path / "out" / "one.json").read_text("utf-8"))
    assert one["persons"][0]["name"] == "林知夏"
    assert one["persons"][0]["affiliations"][0]["quote"] in ARTICLE
    assert json.loads((tmp_path / "out" / "two.json").read_text("utf-8"))["persons"] == []
    scored = kg("evaluate", "--gold", tmp_path / "out", *files, "--json")
    assert json.loads(scored.stdout)["micro strict"]["f1"] == 1.0
    unscored = kg("evaluate", "--gold", tmp_path / "nowhere", *files)
    assert unscored.returncode == 2
    assert "nowhere" in unscored.stderr


def test_check_finds_nothing_wrong_and_explain_shows_the_words(data: Path) -> None:
    checked = kg("check", "--data", data)
    assert checked.returncode == 0, checked.stdout
    query = "SELECT ?f WHERE { ?f a kg:Affiliation ; org:member/rdfs:label '苏萌'@zh } LIMIT 1"
    found = json.loads(kg("query", query, "--data", data, "--format", "json").stdout)
    shown = kg("explain", found["results"]["bindings"][0]["f"]["value"], "--data", data).stdout
    assert "百分点科技董事长兼CEO苏萌" in shown


def test_bad_files_are_named_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    data = tmp_path / "data"
    built = kg("build", tmp_path, tmp_path / "missing.txt", "--data", data)
    assert built.returncode == 1
    for name in ("empty.txt", "binary.txt", "missing.txt"):
        assert name in built.stderr
    assert "林知夏" in kg("export", "--format", "nt", "--data", data).stdout


def test_a_folder_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    kg("build", SEEDS / "articles" / "004.txt", "--data", data)
    (data / "version").write_text("999\n")
    refused = kg("add", SEEDS / "articles" / "003.txt", "--data", data)
    assert refused.returncode == 2
    assert "newer" in refused.stderr
    assert str(data) in refused.stderr


def test_serve_prints_its_address_answers_and_ends_at_sigterm(data: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--data", str(data), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert httpx.get(f"{address}/health").json()["status"] == "ok"
        workers = children(process.pid)
        assert workers
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) in (0, -signal.SIGTERM)
    for _ in range(50):
        if not any(map(is_running, workers)):
            return
        time.sleep(0.1)
    pytest.fail(f"of the workers {workers} some outlive their service")


def is_running(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def children(parent: int) -> list[int]:
    """The processes that a process has started, and those below them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(fields["PPid"]) == parent:
            found += [int(fields["Pid"]), *children(int(fields["Pid"]))]
    return found


def test_a_port_in_use_is_said_and_nothing_else_happens(data: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--data", str(data), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip().rsplit(":", 1)[1]
        refused = kg("serve", "--data", data, "--port", port)
        process.terminate()
    assert refused.returncode == 2
    assert port in refused.stderr
