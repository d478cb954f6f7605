"""The real command in a process of its own, with exact bytes in and out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from curator.composition import open_services


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def items(self) -> list[dict[str, Any]]:
        return [line for line in self._lines() if "summary" not in line]

    @property
    def summary(self) -> dict[str, Any]:
        last: dict[str, Any] = self._lines()[-1]["summary"]
        return last

    def _lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Curator = Callable[..., Answer]

NEED_A_LIBRARY = {"list", "show", "set", "status", "export", "undo", "history"}


@pytest.fixture
def curator(tmp_path: Path) -> Curator:
    """Return a way to run `curator` on a library of the test's own."""
    library = tmp_path / "library.db"

    def run(*arguments: str | Path) -> Answer:
        if arguments[0] in NEED_A_LIBRARY and not library.exists():
            with open_services(str(library)):
                pass  # it is there, and empty
        command = [sys.executable, "-m", "curator", "--library", str(library)]
        ended = subprocess.run(
            [*command, *map(str, arguments)],
            capture_output=True,
            check=False,
            env=os.environ | {"LANGUAGE": "en", "COLUMNS": "160", "TZ": "UTC"},
        )
        answer = Answer(ended.returncode, ended.stdout, ended.stderr.decode())
        assert "Traceback" not in answer.err, answer.err
        return answer

    return run
