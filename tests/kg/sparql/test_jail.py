"""What a process can no longer do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_JAILED = """
import os, sys
from kg.sparql.jail import leave_the_world, limit_memory
refused = leave_the_world(int(sys.argv[1]))
limit_memory()
try:
    {attempt}
except (OSError, MemoryError) as error:
    print(type(error).__name__)
"""


def attempt(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", _JAILED.replace("{attempt}", code), str(os.getpid())],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path), "SECRET": "1"},
    ).stdout.strip()


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX"])
def test_it_opens_no_socket(family: str) -> None:
    assert attempt(f"import socket; socket.socket(socket.{family})") == "PermissionError"


def test_it_writes_no_file(tmp_path: Path) -> None:
    assert attempt(f"open({str(tmp_path / 'file')!r}, 'wb', buffering=0).write(b'x')") == "OSError"


def test_it_takes_no_more_memory_than_it_may() -> None:
    assert attempt("print(len(bytearray(100 * 2**20)))") == str(100 * 2**20)
    assert attempt("bytearray(600 * 2**20)") == "MemoryError"


def test_it_sees_nothing_of_our_environment() -> None:
    assert attempt("print('SECRET' in os.environ)") == "False"


def test_without_its_parent_it_does_not_begin() -> None:
    process = subprocess.run(
        [sys.executable, "-c", _JAILED.replace("{attempt}", "print('here')"), "1"], capture_output=True, text=True
    )
    assert (process.returncode, process.stdout) == (1, "")
