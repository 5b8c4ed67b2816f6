from __future__ import annotations

from kg.grammar.sketch import pattern, sketch, whole
from kg.mentions import read
from kg.model import Article, CleanText, MentionKind, Span


def sketched(text: str) -> tuple[str, list[list[str]]]:
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    around = sketch(document, Span(0, len(text)))
    return around.text, [[name.name for name in names] for names in around.names.values()]


def folded(letters: str) -> str:
    return pattern(letters).pattern


def test_names_fold_to_letters_and_lead_back() -> None:
    text = "2022年6月江北大学发布《江北数据报告》。"
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    around = sketch(document, Span(0, len(text)))
    assert around.text == folded("DO发布T。")
    assert around.span(0, 2) == Span(0, text.index("发"))
    assert around.index(text.index("《") + 3) == around.text.index(folded("T"))
    assert [name.name for name in around.of(1, MentionKind.ORGANIZATION)] == ["江北大学"]


def test_a_list_is_one_letter() -> None:
    assert sketched("江北大学、江南大学和江东学院签约") == (folded("O签约"), [["江北大学", "江南大学", "江东学院"]])


def test_a_post_belongs_to_its_person() -> None:
    text, names = sketched("江北大学校长陆鸣远表示")
    assert text == folded("P表示")
    assert names == [["江北大学", "校长", "陆鸣远"]]


def test_an_aside_behind_a_name_is_left_out() -> None:
    assert sketched("江北大学（以下简称“江大”）发布")[0] == folded("O发布")


def test_a_quotation_that_was_opened_is_closed() -> None:
    text = "主办“江北论坛”之后"
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    assert document[whole(document, Span(0, 7))] == "主办“江北论坛”"
    assert document[whole(document, Span(3, 7))] == "江北论坛"
