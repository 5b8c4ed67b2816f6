"""The score of entity linking: B-cubed, and the alignment of mentions."""

from __future__ import annotations

import pytest

from bench.entities import FOLDER, Mention, aligned, b_cubed, gold


def mention(start: int, end: int, entity: str = "", type: str = "Person") -> Mention:
    return Mention("a", start, end, "…", type, entity)


def test_every_annotated_mention_stands_where_it_is_said_to() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("articles/*.txt")}
    for each in gold():
        assert texts[each.article][each.start : each.end] == each.words


@pytest.mark.parametrize(
    ("truth", "answer", "precision", "recall"),
    [
        ("aabb", "xxyy", 1, 1),
        ("aabb", "xxxx", 0.5, 1),  # all thrown together
        ("aabb", "wxyz", 1, 0.5),  # all torn apart
        ("aab", "xxx", 5 / 9, 1),
    ],
)
def test_b_cubed(truth: str, answer: str, precision: float, recall: float) -> None:
    assert b_cubed(truth, answer) == pytest.approx((precision, recall))


def test_a_mention_is_aligned_with_the_one_that_covers_it_and_is_of_its_type() -> None:
    found = [mention(0, 3, "person/甲"), mention(4, 8, "organization/乙", "Organization"), mention(10, 30, "person/丙")]
    wanted = [mention(0, 3), mention(0, 2), mention(4, 8), mention(10, 13)]
    assert aligned(wanted, found) == ["person/甲", "person/甲", None, None]
