"""No figure on annotated articles falls without anybody saying so."""

from __future__ import annotations

from pathlib import Path

from bench import floors, quality
from bench.bodies import CORPUS
from bench.floors import Floors


def figures(f1: float) -> dict[str, dict[str, dict[str, float]]]:
    return {"one batch": {"stages": {"f1": f1}}}


def test_the_figures_of_today_are_at_or_above_their_floors() -> None:
    now = floors.measured(quality.reports(), CORPUS)
    assert floors.read().shortfalls(now) == []


def test_a_fallen_figure_is_named_with_its_floor() -> None:
    lines = Floors("data", figures(0.8)).shortfalls(Floors("data", figures(0.75)))
    assert lines == ["one batch, stages: f1 0.750 is under its floor 0.800"]


def test_a_category_that_is_no_longer_measured_is_a_shortfall() -> None:
    assert "no longer measured" in Floors("data", figures(0.8)).shortfalls(Floors("data", {}))[0]


def test_other_articles_are_another_yardstick(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    before = floors.digest(tmp_path)
    (tmp_path / "a.txt").write_text("乙", encoding="utf-8")
    now = Floors(floors.digest(tmp_path), figures(0.8))
    assert "other ones" in Floors(before, figures(0.8)).shortfalls(now)[0]


def test_raising_lowers_nothing() -> None:
    held = Floors("data", figures(0.8))
    assert held.raised(Floors("data", figures(0.7))).figures == figures(0.8)
    assert held.raised(Floors("data", figures(0.9))).figures == figures(0.9)


def test_lowering_writes_down_what_and_why(tmp_path: Path) -> None:
    lowered = Floors("data", figures(0.8)).replaced(Floors("data", figures(0.7)), "stricter annotation")
    floors.write(lowered, tmp_path / "floors.json")
    held = floors.read(tmp_path / "floors.json")
    assert held.figures == figures(0.7)
    assert held.lowered[0]["reason"] == "stricter annotation"
    assert "0.800" in held.lowered[0]["lowered"]
