from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.structure import headings, number, numbered_lists, paragraphs, sentences

TEXT = st.text(alphabet="一是二三、，。；：（）(1)2.第首先\n 数据“”！", max_size=80)


def items(text: str) -> list[list[str]]:
    return [[text[item.body.start : item.body.end] for item in found.items] for found in numbered_lists(text)]


@pytest.mark.parametrize(
    "text",
    [
        "包含三个层次：一是数据，二是算力，三是算法",
        "首先数据，其次算力，最后算法",
        "第一，数据，第二，算力，第三，算法",
        "（1）数据，（2）算力，（3）算法",
        "①数据，②算力，③算法",
        "1. 数据\n2. 算力\n3. 算法",
        "一、数据\n二、算力\n三、算法",
    ],
)
def test_each_style_of_numbering_is_a_list(text: str) -> None:
    assert [[word.rstrip("，") for word in found] for found in items(text)] == [["数据", "算力", "算法"]]


def test_first_of_all_and_second_are_one_list() -> None:
    assert items("首先要法治先行；第二要人文引领；第三，重视参与。") == [["法治先行；", "人文引领；", "重视参与。"]]


def test_lists_within_a_list_stay_apart() -> None:
    text = "（1）组织。一是职责；二是流程。\n（2）技术。一是平台；二是数据。"
    assert [len(found) for found in items(text)] == [2, 2, 2]


def test_last_item_ends_with_its_sentence() -> None:
    assert items("一是数据，二是算力。此后再说。") == [["数据，", "算力。"]]


def test_one_number_is_no_list() -> None:
    assert numbered_lists("一是数据。其他不论。") == ()


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("前情。治理包含两个层次：一是数据，二是算力。", "治理包含两个层次："),
        ("治理包含两个层次。一是数据。二是算力。", "治理包含两个层次。"),
        ("治理包含两个层次：\n一是数据；\n二是算力。", "治理包含两个层次："),
    ],
)
def test_lead_names_the_list(text: str, lead: str) -> None:
    (found,) = numbered_lists(text)
    assert text[found.lead.start : found.lead.end] == lead


def test_heading_is_known_without_its_number() -> None:
    text = "二、体系结构\n典型的数据中台由四个部分构成，各有分工。\n正文到此为止。"
    assert [text[heading.title.start : heading.title.end] for heading in headings(text)] == ["体系结构"]


@pytest.mark.parametrize(("words", "value"), [("三", 3), ("两", 2), ("十二", 12), ("二十", 20), ("8", 8)])
def test_small_numbers_are_read(words: str, value: int) -> None:
    assert number(words) == value


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a small number: '许多'"):
        number("许多")


@given(TEXT)
def test_sentences_cover_every_paragraph(text: str) -> None:
    covered = "".join(text[s.span.start : s.span.end] for s in sentences(text))
    whole = "".join(text[p.start : p.end] for p in paragraphs(text))
    assert covered.replace(" ", "") == whole.replace(" ", "")


@given(TEXT)
def test_items_follow_one_another_in_the_text(text: str) -> None:
    for found in numbered_lists(text):
        edges = [edge for item in found.items for edge in (item.marker.start, item.marker.end, item.body.end)]
        assert edges == sorted(edges)
        assert edges[-1] <= len(text)
        assert found.lead.end <= found.items[0].marker.start
