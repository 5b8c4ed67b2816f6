from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode

from kg.errors import ConflictError, InputError, NotFoundError, StoreBusyError, StoreError, StoreVersionError
from kg.iris import Iris
from kg.model import Extraction
from kg.store import Store
from kg.store.extractions import dumps, key
from kg.store.snapshot import Snapshot
from tests.extractions import articles, graph, says

PAN = says(("盘和林", "星海研究院", "院长"), title="一")
LI = says(("李娜", "清华大学", "教授"), ("盘和林", "星海研究院", "院长"))
ZHANG, HOMONYM = says(("张伟", "清华大学", "教授")), says(("张伟", "星海研究院", "院长"))


def build(folder: Path, *extractions: Extraction) -> None:
    with Store.open(folder) as store:
        keys = [key(extraction.article, extraction.rules) for extraction in extractions]
        store.extractions.put(zip(keys, map(dumps, extractions), strict=True))
        store.rebuild(keys)


def index(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of the side index, but for numbers that only SQLite sees and the order in which articles came."""
    columns = {
        "article": "id, iri, title, source, author, date, url, raw, clean, facts",
        "sentence": 'article, paragraph, number, start, "end", text',
        "name": "entity, text, normalised, pinyin, initials",
    }
    tables = (
        "entity fact argument edge attribute evidence candidate appearance naming short_form identity member".split()
    )
    with Snapshot.open(folder) as snapshot:
        found = {
            table: sorted(snapshot.index.execute(f"SELECT {columns.get(table, '*')} FROM {table}").fetchall(), key=repr)
            for table in (*tables, *columns)
        }
        for table in ("name_bigram", "sentence_bigram"):  # what is found is there, and nothing else
            words = {"name_bigram": "name", "sentence_bigram": "sentence"}[table]
            for query in ("伟", "星海", "教授"):
                hits = snapshot.index.execute(
                    f"SELECT text FROM {words} WHERE id IN (SELECT rowid FROM {table} WHERE text MATCH ?)",
                    (f'"{query}"' if len(query) > 1 else f'"{query}" *',),
                ).fetchall()
                everything = snapshot.index.execute(f"SELECT text FROM {words}").fetchall()
                assert sorted(hits) == sorted(row for row in everything if query in row[0])
                rows = snapshot.index.execute(f"SELECT count(*) FROM {table} WHERE text MATCH ?", (f'"{query}"*',))
                assert rows.fetchone()[0] >= len(hits)
        return found


def test_an_empty_folder_is_an_empty_graph(tmp_path: Path) -> None:
    assert graph(tmp_path) == []


def test_the_default_graph_is_the_set_union_of_the_article_graphs(tmp_path: Path) -> None:
    build(tmp_path, PAN, LI)
    with Snapshot.open(tmp_path) as snapshot:
        graphs = {Iris().article(extraction.article.id) for extraction in (PAN, LI)}
        union = {quad.triple for quad in snapshot.store if quad.graph_name in graphs}
        assert {q.triple for q in snapshot.store.quads_for_pattern(None, None, None, DefaultGraph())} == union
        assert set(snapshot.store.named_graphs()) == graphs | {Iris().source(e.article.id) for e in (PAN, LI)}


def test_building_twice_in_any_order_gives_the_same_bytes(tmp_path: Path) -> None:
    build(tmp_path / "one", PAN, LI, ZHANG, HOMONYM)
    build(tmp_path / "other", HOMONYM, ZHANG, LI, PAN)
    build(tmp_path / "other", HOMONYM, LI, PAN)
    build(tmp_path / "other", LI, HOMONYM, PAN, ZHANG)
    assert graph(tmp_path / "one") == graph(tmp_path / "other")


def test_what_is_removed_has_never_been_there(tmp_path: Path) -> None:
    build(tmp_path / "never", PAN, ZHANG)
    with Store.open(tmp_path / "gone") as store:
        assert store.add(LI, PAN) == tuple(sorted((LI.article.id, PAN.article.id)))
        assert store.add(HOMONYM, ZHANG, PAN) == tuple(sorted((HOMONYM.article.id, ZHANG.article.id)))
        store.remove(HOMONYM.article.id, LI.article.id)
        assert store.articles() == tuple(sorted((PAN.article.id, ZHANG.article.id)))
        assert store.extraction(PAN.article.id) == PAN
    assert graph(tmp_path / "gone") == graph(tmp_path / "never")
    assert index(tmp_path / "gone") == index(tmp_path / "never")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=1, max_size=5, unique_by=lambda e: e.article.id), st.data())
def test_any_sequence_of_adding_and_removing_is_the_same_as_building_what_is_left(
    extractions: list[Extraction], data: st.DataObject
) -> None:
    folder = Path(tempfile.mkdtemp())
    inside: set[str] = set()
    with Store.open(folder / "steps") as store:
        for _ in range(data.draw(st.integers(1, 6))):
            extraction = data.draw(st.sampled_from(extractions))
            if extraction.article.id in inside:
                store.remove(extraction.article.id)
            else:
                store.add(extraction)
            inside ^= {extraction.article.id}
    build(folder / "once", *(e for e in extractions if e.article.id in inside))
    assert graph(folder / "steps") == graph(folder / "once")
    assert index(folder / "steps") == index(folder / "once")
    shutil.rmtree(folder)


def test_threads_share_commits_and_each_has_its_own_answer(tmp_path: Path) -> None:
    extractions = [says(("张伟", house, "教授"), number=n) for n in range(4) for house in ("清华大学", "星海研究院")]
    with Store.open(tmp_path / "threads") as store, ThreadPoolExecutor(10) as threads:
        with store._turn:  # while somebody commits, the others gather
            adding = [threads.submit(store.add, extraction) for extraction in extractions]
            wrong = threads.submit(store.remove, "0123")
            while len(store._waiting) < 9:
                time.sleep(0.001)
        assert [answer.result() for answer in adding] == [(e.article.id,) for e in extractions]
        assert isinstance(wrong.exception(), NotFoundError)
        assert Snapshot.newest(tmp_path / "threads").name == "000000002"
    build(tmp_path / "once", *extractions)
    assert graph(tmp_path / "threads") == graph(tmp_path / "once")


def test_taking_out_and_putting_back_at_once_changes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store, ThreadPoolExecutor(2) as threads:
        store.add(PAN)
        before = graph(tmp_path)
        with store._turn:
            removing = threads.submit(store.remove, PAN.article.id)
            while not store._waiting:
                time.sleep(0.001)
            adding = threads.submit(store.add, PAN)
            while len(store._waiting) < 2:
                time.sleep(0.001)
        removing.result()
        assert adding.result() == (PAN.article.id,)
        assert store.extraction(PAN.article.id) == PAN
    assert graph(tmp_path) == before


def test_a_reader_keeps_its_snapshot_while_the_writer_goes_on(tmp_path: Path) -> None:
    build(tmp_path, PAN)
    with Snapshot.open(tmp_path) as before:
        size = len(before.store)
        with Store.open(tmp_path) as store:
            store.add(LI)
            store.add(ZHANG)
            assert before.path.exists()
            assert len(before.store) == size
            assert Snapshot.newest(tmp_path) != before.path
    with Store.open(tmp_path) as store:
        store.remove(ZHANG.article.id)
    assert not before.path.exists()
    assert len(list(Snapshot.newest(tmp_path).parent.iterdir())) == 1


def test_a_text_with_other_metadata_is_a_conflict_and_changes_nothing(tmp_path: Path) -> None:
    build(tmp_path, PAN)
    with Store.open(tmp_path) as store, pytest.raises(ConflictError, match="title '二'"):
        store.add(LI, says(("盘和林", "星海研究院", "院长"), title="二"))
    build(tmp_path / "same", PAN)
    assert graph(tmp_path) == graph(tmp_path / "same")


def test_removing_what_is_not_there_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store, pytest.raises(NotFoundError, match="0123"):
        store.remove("0123")


def test_a_folder_in_use_names_the_process(tmp_path: Path) -> None:
    with Store.open(tmp_path), pytest.raises(StoreBusyError, match=f"{tmp_path} is in use: process {os.getpid()}"):
        Store.open(tmp_path)
    Store.open(tmp_path).close()


def test_a_folder_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    build(tmp_path, PAN)
    (tmp_path / "version").write_text("99\n")
    for opening in (Store.open, Snapshot.open):
        with pytest.raises(StoreVersionError, match="its layout is 99, this version knows 1"):
            opening(tmp_path)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(StoreError, match=r"not a data folder: it holds 'thesis\.docx'"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        Store.open(tmp_path / "thesis.docx")
    with pytest.raises(StoreError, match="holds no graph"):
        Snapshot.open(tmp_path / "nowhere")


def test_what_is_removed_leaves_no_text_behind(tmp_path: Path) -> None:
    words = "盘和林".encode()
    with Store.open(tmp_path) as store:
        store.add(PAN, ZHANG)
        store.remove(PAN.article.id)
        with pytest.raises(StoreError, match="has lost what an article says"):
            store.extractions.get(key(PAN.article, PAN.rules))
    assert words not in b"".join(graph(tmp_path))


def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    build(tmp_path, PAN)
    (tmp_path / "extractions.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=str(tmp_path)):
        Store.open(tmp_path)


def test_another_base_moves_every_individual(tmp_path: Path) -> None:
    build(tmp_path, PAN, LI)
    Store.open(tmp_path, base="http://example.org/").close()
    with Snapshot.open(tmp_path) as snapshot:
        assert snapshot.base == "http://example.org/"
        assert not [quad for quad in snapshot.store if "w3id.org/zhitu/id/" in str(quad)]
    with Store.open(tmp_path) as store:  # the folder remembers
        assert store.iris.base == "http://example.org/"


def test_overrides_outlive_everything_and_go_without_a_trace(tmp_path: Path) -> None:
    build(tmp_path / "before", PAN, LI)
    build(tmp_path / "after", PAN, LI)
    tmp_path = tmp_path / "after"
    with Snapshot.open(tmp_path) as snapshot:
        (fact,) = snapshot.index.execute("SELECT iri FROM fact ORDER BY support DESC").fetchone()
    (tmp_path / "overrides.tsv").write_text(
        f"# by hand\nreject\t{Iris().id(NamedNode(fact))}\nrename\tperson/李娜\t李\n"
    )
    with Store.open(tmp_path) as store:
        assert not any(fact.encode() in line for line in graph(tmp_path))
        assert any('"李"@zh'.encode() in line for line in graph(tmp_path))
        store.add(ZHANG)
        assert not any(fact.encode() in line for line in graph(tmp_path))
    (tmp_path / "overrides.tsv").unlink()
    with Store.open(tmp_path) as store:
        store.remove(ZHANG.article.id)
    assert graph(tmp_path) == graph(tmp_path.parent / "before")


def test_a_decision_that_matches_nothing_any_more_is_named(tmp_path: Path) -> None:
    build(tmp_path, PAN, LI)
    with Snapshot.open(tmp_path) as snapshot:
        (fact,) = snapshot.index.execute("SELECT iri FROM fact ORDER BY support DESC").fetchone()
    rows = [
        f"reject\t{Iris().id(NamedNode(fact))}",
        "rename\tperson/李娜\t李",
        f"split\tperson/李娜\t{LI.article.id}",
        "reject\tfact/0123456789abcdef",
        "merge\tperson/没有的人\tperson/李娜",
        "rename\tperson/没有的人\t无",
        f"split\tperson/李娜\t{'0' * 64}",
    ]
    (tmp_path / "overrides.tsv").write_text("\n".join(rows))
    with Store.open(tmp_path) as store:
        found = [str(decision) for decision in store.unmatched()]
    assert [line.split("line ")[1].split(":")[0] for line in found] == ["4", "5", "6", "7"]
    with Snapshot.open(tmp_path) as snapshot:
        assert [str(decision) for decision in snapshot.unmatched()] == found


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("merge\tperson/甲\n", "line 1: merge takes 2 values"),
        ("\nforget\tperson/甲\n", "line 2: 'forget' is none of merge"),
        ("merge\ta/甲\ta/乙\nmerge\ta/乙\ta/甲\n", "go in a circle"),
    ],
)
def test_malformed_overrides_name_file_and_line(tmp_path: Path, words: str, message: str) -> None:
    (tmp_path / "overrides.tsv").write_text(words)
    with pytest.raises(InputError, match=rf"overrides\.tsv.*{message}"):
        Store.open(tmp_path)


_WRITER = """
import sys
from kg.store import Store
from tests.extractions import says
with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    for number in range(100):
        one = says(("张伟", "清华大学", "教授"), ("李娜", "星海研究院", "院长"), number=number)
        other = says(("张伟", "星海研究院", "院长"), number=number)
        store.add(one, other)
        store.remove(one.article.id)
"""


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.11, 0.23])
def test_a_writer_killed_at_any_moment_leaves_whole_articles(tmp_path: Path, moment: float) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path / "killed")], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    with pytest.raises(subprocess.TimeoutExpired):
        writer.wait(moment)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    with Store.open(tmp_path / "killed") as store:
        left = [store.extraction(article) for article in store.articles()]
    build(tmp_path / "whole", *left)
    assert graph(tmp_path / "killed") == graph(tmp_path / "whole")
    assert index(tmp_path / "killed") == index(tmp_path / "whole")
