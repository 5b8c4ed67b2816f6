"""The how-tos are followed to the letter."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_kind_of_fact_is_one_term_and_one_file(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "howto" / "new-kind-of-fact.md").read_text("utf-8")
    term, extractor, answer = (
        re.findall(rf"```{language}\n(.+?)```", page, re.DOTALL)[0] for language in ("turtle", "python", "text")
    )
    (file,) = re.findall(r"^`(kg/extractors/\w+\.py)`:$", page, re.MULTILINE)
    for folder in ("kg", "ontology", "seeds", "docs", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    ontology = tmp_path / "ontology" / "kg.ttl"
    ontology.write_text(ontology.read_text("utf-8") + "\n" + term, encoding="utf-8")
    (tmp_path / file).write_text(extractor, encoding="utf-8")

    commands = page[page.index("## 3") :]
    lines = [line.strip() for line in re.findall(r"^    (.+)$", commands, re.MULTILINE)]
    script = "\n".join(("set -e", "python -m kg.derived", *lines))
    python = Path(sys.executable).parent
    shell = {**os.environ, "PATH": f"{python}:{os.environ['PATH']}", "PYTHONPATH": str(tmp_path)}
    script = script.replace("kg build", "python -m kg build").replace("kg query", "python -m kg query")
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=shell, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.rstrip() for line in done.stdout.splitlines()][-4:] == answer.splitlines()
