"""Files and folders give articles, and what cannot be read is named."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import LIMIT, ArticleProblem, article, decode, read
from kg.errors import ArgumentError, ArticleError, NotTextError, TooLargeError, UnreadableError
from kg.model import Article
from kg.resources import SEEDS

TEXT = "数字政府建设的三个阶段\n来源:某某日报 更新时间:2021-01-25\n\n某市数据局局长张三说,建设分为三个阶段。\n"
TRADITIONAL = "智慧城市論壇昨日登場,瀚海市政府資訊局局長說,資料治理要從有做到做好。\n"


def only(*paths: Path) -> Article | ArticleProblem:
    (item,) = read(paths)
    return item


def problem(path: Path, error: type[ArticleError], words: str) -> None:
    item = only(path)
    assert isinstance(item, ArticleProblem)
    assert type(item.error) is error
    assert str(path) in str(item.error)
    assert words in str(item.error)


def test_identity_is_the_hash_of_the_text_as_received() -> None:
    found = article(TEXT)
    assert found.raw == TEXT
    assert found.id == sha256(TEXT.encode()).hexdigest()
    assert article(TEXT, title="别的题目").id == found.id


def test_text_tells_its_title_source_and_date() -> None:
    found = article(TEXT)
    assert (found.title, found.source, found.date, found.author) == (
        "数字政府建设的三个阶段",
        "某某日报",
        "2021-01-25",
        None,
    )


def test_what_is_given_outweighs_what_the_text_tells() -> None:
    found = article(TEXT, title="题目", date="2022-06", url="https://example.org/甲")
    assert (found.title, found.source, found.date, found.url) == (
        "题目",
        "某某日报",
        "2022-06",
        "https://example.org/甲",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("行业新闻\n数字政府应从信息化到智能化\n4月19日,会议审议通过了意见。", "数字政府应从信息化到智能化"),
        ("数据中台\n\n数据中台是指通过技术对海量数据进行采集的一套机制。", "数据中台"),
        ("数字政府正在走向2.0时代,以数据为核心,建设运营。日前发布了白皮书。", None),
        ("当前位置：首页 > 新闻\n第一行是导航，这里是正文，讲数字政府。", None),
        (
            "<html><head><title>站点</title></head><body><h1>真正的<b>题目</b></h1><p>正文。</p></body></html>",
            "真正的题目",
        ),
        ("只有一行", None),
    ],
)
def test_title_is_a_first_line_that_looks_like_one(text: str, title: str | None) -> None:
    assert article(text).title == title


@pytest.mark.parametrize("date", ["昨天", "2021-13-01", "2021-02-30", "21-01-01", "2021-1-5"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(ArgumentError, match="2022-06-23"):
        article(TEXT, date=date)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", 'https://a"b', "甲"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ArgumentError, match="https://"):
        article(TEXT, url=url)


@pytest.mark.parametrize("text", ["", " \n\t　", "文\0本"])
def test_what_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(NotTextError):
        article(text)


def test_an_article_longer_than_the_limit_is_refused_with_both_lengths() -> None:
    with pytest.raises(TooLargeError, match="5,000,001 characters"):
        article("文" * (LIMIT + 1))


def test_half_a_surrogate_pair_can_be_stored() -> None:
    found = article("数据\ud800局\n第二行", title="题\udfff目\u202e")
    found.raw.encode()
    assert found.raw == "数据\ufffd局\n第二行"
    assert found.title == "题目"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", TEXT),
        ("utf-8-sig", TEXT),
        ("utf-16", TEXT),
        ("utf-16-le", TEXT),
        ("utf-16-be", TEXT),
        ("utf-32", TEXT),
        ("gb18030", TEXT),
        ("gb18030", TRADITIONAL),
        ("big5", TRADITIONAL),
    ],
)
def test_text_is_read_in_the_encodings_of_chinese(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"", b" \n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), bytes(5000), b"\xff\xfe\x00"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except NotTextError:
        return
    assert "\0" not in text
    text.encode()


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.html", "notes.xyz", ".hidden.txt", "sub/0.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}的正文。", encoding="utf-8")
    assert [item.name for item in read([tmp_path]) if isinstance(item, Article)] == ["a", "b", "c", "0"]


def test_a_manifest_tells_what_is_known_and_what_is_known_to_be_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.json").write_text('{"a.txt": {"title": null, "source": "他报"}}', encoding="utf-8")
    found = only(tmp_path)
    assert isinstance(found, Article)
    assert (found.title, found.source, found.date) == (None, "他报", "2021-01-25")


@pytest.mark.parametrize(
    "manifest", ["{", "[]", '{"a.txt": {"titel": "题目"}}', '{"a.txt": {"date": 2021}}', "[" * 100_000]
)
def test_a_malformed_manifest_is_named_and_the_articles_are_read(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    reported, found = read([tmp_path])
    assert isinstance(reported, ArticleProblem)
    assert "manifest.json" in str(reported.error)
    assert isinstance(found, Article)


def test_a_bad_date_in_a_manifest_is_reported_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.json").write_text('{"a.txt": {"date": "昨天"}}', encoding="utf-8")
    problem(tmp_path / "a.txt", NotTextError, "昨天")


def test_each_line_of_a_jsonl_is_an_article_or_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    good = {
        "text": TEXT,
        "title": "题目",
        "url": "https://example.org/1",
        "date": "2021",
        "author": None,
        "tags": ["甲"],
    }
    lines = [
        json.dumps(good),
        "",
        "{",
        "[1]",
        '{"title": "没有正文"}',
        '{"text": ""}',
        "[" * 100_000,
        '{"text": "第二篇"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    items = list(read([path]))
    assert [item.name for item in items if isinstance(item, Article)] == ["feed.1", "feed.8"]
    assert [item.path for item in items if isinstance(item, ArticleProblem)] == [f"{path}:{n}" for n in (3, 4, 5, 6, 7)]
    assert isinstance(items[0], Article)
    assert (items[0].title, items[0].url, items[0].date) == ("题目", "https://example.org/1", "2021")


def test_paragraphs_and_tables_of_a_docx_are_read_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("第一段")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "局长", "张三"
    document.add_paragraph("第二段")
    document.save(str(tmp_path / "a.docx"))
    found = only(tmp_path / "a.docx")
    assert isinstance(found, Article)
    assert found.raw == "第一段\n局长\t张三\n第二段"


def test_text_of_a_pdf_is_read(tmp_path: Path) -> None:
    stream = b"BT /F 12 Tf 10 50 Td (Digital government in three stages) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = BytesIO(b"%PDF-1.4\n"), []
    file.seek(0, os.SEEK_END)
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj%s endobj\n" % (number, content))
    start = file.tell()
    file.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    (tmp_path / "a.pdf").write_bytes(file.getvalue())
    found = only(tmp_path / "a.pdf")
    assert isinstance(found, Article)
    assert "three stages" in found.raw


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"PK\x03\x04", bytes(range(256)) * 20])
def test_a_damaged_document_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    problem(tmp_path / name, NotTextError, "not a ." + name.split(".")[1])


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    problem(tmp_path / "none.txt", UnreadableError, "no such file")


def test_a_kind_of_file_that_is_not_read_says_which_are(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("正文", encoding="utf-8")
    problem(tmp_path / "a.xyz", NotTextError, ".docx")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    problem(tmp_path / "a.txt", UnreadableError, "neither a file nor a folder")


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may read anything; so be somebody else for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


def test_a_forbidden_file_and_folder_are_named(nobody: None) -> None:
    with TemporaryDirectory() as folder:
        forbid(Path(folder))


def forbid(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("正文", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    problem(tmp_path / "a.txt", UnreadableError, "ermission")
    tmp_path.chmod(0)
    problem(tmp_path, UnreadableError, "ermission")
    tmp_path.chmod(0o700)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(bytes(100))
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    assert [type(item) for item in read([tmp_path])] == [ArticleProblem, ArticleProblem, Article]


def test_the_seed_manifest_names_every_seed_and_says_what_its_text_says() -> None:
    told = json.loads((SEEDS / "articles" / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(told) == [path.name for path in sorted((SEEDS / "articles").glob("*.txt"))]
    for name, fields in told.items():
        found = article((SEEDS / "articles" / name).read_text(encoding="utf-8"))
        assert {field: getattr(found, field) for field in fields} == fields
