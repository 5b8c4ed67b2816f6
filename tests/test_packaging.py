"""A plain `pip install .` gives a `kg` that works from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLE = "澄江大学管理学院院长林知夏表示，数字政府正从信息化走向智能化。\n"


def test_what_is_installed_works_outside_the_checkout(tmp_path: Path) -> None:
    installed = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", str(installed), str(ROOT)], check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "one.txt").write_text(ARTICLE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=elsewhere, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    where = "import kg.resources as r; print(r.__file__); print(len(list((r.SEEDS / 'queries').glob('*.rq'))))"
    file, queries = run("-c", where).split()
    assert file.startswith(str(installed))
    assert int(queries) >= 12
    assert json.loads(run("-m", "kg", "build", "one.txt", "--data", "data", "--json"))["articles"] == 1
    assert "林知夏" in run("-m", "kg", "query", "--data", "data", "SELECT ?l { ?p a kg:Person ; rdfs:label ?l }")
    assert (installed / "api" / "templates").is_dir()
    assert list((installed / "api" / "static").iterdir())
    assert (installed / "kg" / "_resources" / "ontology" / "shapes.ttl").exists()
