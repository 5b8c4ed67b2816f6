"""The pages in a real browser: nothing fetched from elsewhere, no script needed, nothing cut off, all by keyboard."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from api.settings import Settings
from kg.pipeline import build
from tests.api.conftest import Service

_SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_SIZES = [(1440, 900), (1100, 800), (820, 1180), (390, 844), (320, 640)]
_LATIN_ALLOWED = re.compile(r"SPARQL|EN|SVG|CSV|GraphML|GEXF|TTL|JSON(LD)?|NT")


def _chromium() -> str:
    for path in (os.environ.get("KG_CHROMIUM"), "/usr/bin/chromium", shutil.which("chromium")):
        if path and os.access(path, os.X_OK):
            return path
    pytest.fail("no Chromium: install Debian's `chromium`, or name one in KG_CHROMIUM")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_chromium(), args=_SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def addresses(reader: httpx.Client) -> dict[str, str]:
    """One page of each sort."""
    fact = reader.get("/facts", params={"limit": 1}).json()["items"][0]["iri"].rsplit("/", 1)[1]
    article = reader.get("/articles", params={"limit": 1}).json()["items"][0]["id"]
    models = {item["type"]: item["iri"] for item in reader.get("/models", params={"limit": 100}).json()["items"]}
    shown = {type: "/entities/model/" + iri.split("/id/model/")[1] for type, iri in models.items()}
    return {
        "first": "/",
        "wide": "/?hops=3",
        "model": "/neighbourhood/" + models["QuadrantModel"].split("/id/")[1],
        "person": "/neighbourhood/person/盘和林?hops=2",
        "entities": "/entities",
        "facts": "/facts",
        "fact": f"/facts/{fact}",
        "articles": "/articles",
        "article": f"/articles/{article}",
        "search": "/search?q=数字政府",
        "nothing found": "/search?q=没有这样的词",
        **shown,
    }


def _open(browser: Browser, reader: httpx.Client, path: str, **options: object) -> Page:
    page = browser.new_context(base_url=str(reader.base_url), locale="zh-CN", **options).new_page()  # type: ignore[arg-type]  # options of a context
    page.goto(path)
    return page


def test_pages_are_silent_and_ask_nobody_else(
    browser: Browser, reader: httpx.Client, addresses: dict[str, str]
) -> None:
    page = browser.new_context(base_url=str(reader.base_url)).new_page()
    said, asked = list[str](), set[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for path in addresses.values():
        page.goto(path)
    assert said == []
    assert asked == {reader.base_url.netloc.decode()}
    page.context.close()


@pytest.mark.parametrize("size", _SIZES)
def test_no_page_is_wider_than_the_screen(
    browser: Browser, reader: httpx.Client, addresses: dict[str, str], size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = _open(browser, reader, "/", viewport=viewport)
    for name, path in addresses.items():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], (name, size)
    page.context.close()


def test_everything_is_there_without_script(browser: Browser, reader: httpx.Client) -> None:
    page = _open(browser, reader, "/", java_script_enabled=False)
    assert page.locator("h1").inner_text() == "数字政府"
    assert page.locator(".drawing.wide svg a.node, .drawing.wide svg a.frame").count() >= 3
    assert page.locator(".matrix .quadrant").count() == 4
    assert page.locator(".track .step").count() >= 2
    assert page.locator(".fact blockquote").count() >= 5
    page.locator("#q").fill("盘和林")
    page.keyboard.press("Enter")
    assert page.locator(".list a").first.inner_text() == "盘和林"
    page.context.close()


def test_a_quotation_leads_to_the_marked_words_in_the_article(browser: Browser, reader: httpx.Client) -> None:
    page = _open(browser, reader, "/")
    quote = page.locator(".fact blockquote [class^=u-]").first.inner_text()
    page.locator(".fact .source > a").first.click()
    target = page.evaluate("document.getElementById(location.hash.slice(1)) !== null")
    assert target
    text = re.sub(r"[\d\s]|\([a-zü-ǜā-ū]+\)", "", page.locator(".reading").inner_text())
    assert re.sub(r"[\d\s]", "", quote)[:4] in text
    page.context.close()


def test_relations_in_the_picture_lead_to_their_facts(browser: Browser, reader: httpx.Client) -> None:
    page = _open(browser, reader, "/", viewport={"width": 1440, "height": 900})
    hrefs = page.locator(".drawing.wide a.edge").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert hrefs
    page.goto(hrefs[0])
    assert page.locator("mark").count() >= 1
    page.context.close()


def test_one_picture_shows_at_each_width_and_its_words_are_never_small(browser: Browser, reader: httpx.Client) -> None:
    for width, height in _SIZES:
        page = _open(browser, reader, "/", viewport={"width": width, "height": height})
        shown = page.locator(".drawing:visible")
        assert shown.count() == 1
        scale = shown.locator("svg").evaluate("svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
        assert scale * 13 >= 11.9, (width, scale)
        page.context.close()


def test_the_keyboard_reaches_search_legend_picture_and_evidence_in_this_order(
    browser: Browser, reader: httpx.Client
) -> None:
    page = _open(browser, reader, "/", viewport={"width": 1440, "height": 900})
    seen = list[str]()
    for _ in range(120):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { const at = document.activeElement;
                    return at.id === 'q' ? 'search'
                        : ['skip', 'site', 'legend', 'drawing', 'matrix', 'evidence']
                            .find(name => at.closest('.' + name)) || '' }"""
            )
        )
    order = [name for number, name in enumerate(seen) if name and name not in seen[:number]]
    assert order == ["skip", "site", "search", "legend", "drawing", "matrix", "evidence"]
    page.context.close()


def test_on_a_tablet_the_left_column_opens_from_the_header(browser: Browser, reader: httpx.Client) -> None:
    page = _open(browser, reader, "/", viewport={"width": 820, "height": 1180}, java_script_enabled=False)
    assert not page.locator("#q").is_visible()
    page.locator(".drawer").click()
    assert page.locator("#q").is_visible()
    page.locator(".close").click()
    assert not page.locator("#q").is_visible()
    page.context.close()


def test_fingers_find_what_they_touch(browser: Browser, reader: httpx.Client) -> None:
    page = _open(browser, reader, "/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    small = page.locator(".site nav a, .legend a, .languages a, .choice a, .search button, #q").evaluate_all(
        "all => all.map(one => [one.textContent, one.getBoundingClientRect().height]).filter(pair => pair[1] < 44)"
    )
    assert small == []
    page.context.close()


def test_no_english_is_left_in_the_chinese_page_outside_of_quotations(
    browser: Browser, reader: httpx.Client, addresses: dict[str, str]
) -> None:
    page = _open(browser, reader, "/")
    for name, path in addresses.items():
        page.goto(path)
        words = page.evaluate(
            """() => {
                const copy = document.body.cloneNode(true);
                const quoted = '[lang=zh-CN], [lang=en], svg, code, blockquote, option';
                copy.querySelectorAll(quoted).forEach(one => one.remove());
                return copy.textContent }"""
        )
        latin = re.findall(r"[A-Za-z]{2,}", _LATIN_ALLOWED.sub("", words))
        assert latin == [], name
    page.context.close()


def test_the_dark_page_is_dark(browser: Browser, reader: httpx.Client) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        page = _open(browser, reader, "/", color_scheme=scheme)
        grounds.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        page.context.close()
    assert grounds == {"rgb(252, 253, 252)", "rgb(26, 32, 35)"}


_HOSTILE = """</p><script>document.title = "taken"</script><b>粗</b>&lt;i&gt;标题“引号”
云山研究院院长林一舟表示，“数据要从信息化到数字化再到智能化<img src=x onerror=alert(1)>”。\x0b\u202e倒\u202c
《关于“a<b>”的意见》由云山市政府2024年5月印发。"""


def test_markup_and_control_characters_in_an_article_stay_text(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "hostile.txt").write_text(_HOSTILE, "utf-8")
    build([tmp_path / "in"], tmp_path / "data", jobs=1)
    with Service(tmp_path / "data", Settings(client_seconds=0)) as client:
        page = browser.new_context(base_url=str(client.base_url)).new_page()
        said = list[str]()
        page.on("console", lambda message: said.append(message.text))
        paths = [
            "/",
            "/entities",
            "/facts",
            "/articles",
            "/articles/" + client.get("/articles").json()["items"][0]["id"],
        ]
        paths += ["/search?q=<script>alert(1)</script>", "/nowhere/<script>alert(1)</script>"]
        paths += [client.get("/entities").json()["items"][0]["iri"].partition("zhitu")[2]]
        for path in paths:
            page.goto(path)
            assert page.title() != "taken"
            assert page.locator("main img, main b > script").count() == 0
        assert [line for line in said if "404" not in line] == []
        assert "document.title" in client.get(paths[4]).json()["text"]
        page.context.close()


def test_every_note_has_its_mark_and_every_name_of_a_place_is_given_once(
    browser: Browser, reader: httpx.Client, addresses: dict[str, str]
) -> None:
    page = _open(browser, reader, "/")
    articles = [f"/articles/{item['id']}" for item in reader.get("/articles").json()["items"]]
    for path in (*addresses.values(), *articles):
        page.goto(path)
        wrong = page.evaluate(
            """() => {
                const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
                const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
                const links = [...document.querySelectorAll('a[href^="#"]')];
                const lost = links.map(one => one.getAttribute('href').slice(1)).filter(id => !ids.includes(id));
                return [...twice, ...lost] }"""
        )
        assert wrong == [], path
    page.context.close()
