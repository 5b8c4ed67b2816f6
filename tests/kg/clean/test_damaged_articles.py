"""Articles damaged in the ways that the web damages them, against their undamaged text."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.clean import clean
from kg.clean.misread import repair_misread
from kg.clean.pinyin import drop_pinyin
from kg.resources import SEEDS

ARTICLES = Path(__file__).parents[2] / "data" / "cleaning"
DAMAGED_SEED = SEEDS / "articles" / "001.txt"
PAIRS = sorted(path.name.removesuffix(".raw.txt") for path in ARTICLES.glob("*.raw.txt"))
DAMAGED = {DAMAGED_SEED.stem, "20_digital_interview_raw", "21_factory_raw"}
CORPUS = Path(__file__).parents[3] / "bench" / "corpus"
UNDAMAGED = [
    path
    for path in (*sorted((SEEDS / "articles").glob("*.txt")), *sorted(CORPUS.glob("*/articles/*.txt")))
    if path.stem not in DAMAGED
]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAIRS)
def test_damaged_article_reads_as_its_undamaged_text(name: str) -> None:
    assert clean(read(ARTICLES / f"{name}.raw.txt")).text == read(ARTICLES / f"{name}.clean.txt")


def test_every_pinyin_insertion_goes() -> None:
    raw = read(DAMAGED_SEED)
    assert len(list(drop_pinyin(raw))) == 149
    assert "ù" not in clean(raw).text


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("政府数字化", 2),
        ("效率。”盘和林", 1),
        ("智能化。”盘和林", 1),
        ("问题。”盘和林", 1),
        ("个体。“这是", 1),
        ("诉求。”\n", 1),
        ("边界。可以通过人工智能", 1),
        ("？", 4),
        ("?", 0),
    ],
)
def test_every_shifted_place_reads_right(words: str, times: int) -> None:
    assert clean(read(DAMAGED_SEED)).text.count(words) == times


@pytest.mark.parametrize("path", UNDAMAGED, ids=lambda path: path.stem)
def test_undamaged_articles_are_left_alone(path: Path) -> None:
    raw = read(path)
    for text in (raw, clean(raw).text):
        assert not list(drop_pinyin(text))
        assert not list(repair_misread(text))


def test_evidence_in_a_repaired_place_quotes_the_damage() -> None:
    text = clean(read(DAMAGED_SEED))
    at = text.text.index("盘和林表示")
    assert text.raw[text.starts[at] : text.ends[at + 2]] == "北P和林"
