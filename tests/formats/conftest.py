"""Debian's Jekyll as an oracle: one Ruby process answers for the whole session."""

import json
import math
import shutil
import struct
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from curator.formats.document import split
from curator.formats.front_matter import Value, parse
from curator.formats.yaml_scalars import ScalarFault, resolve

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Jekyll:
    """Asks real Jekyll how it splits a post and what it loads from front matter."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def loads(self, text: str) -> list[Any]:
        """Return the typed value Jekyll loads from the lines below its opening fence."""
        return cast("list[Any]", self._ask({"yaml": f"---\n{text}"}))

    def splits(self, text: str) -> list[str] | None:
        """Return block with opening line, closing line and rendered content, None without."""
        return cast("list[str] | None", self._ask({"split": text}))

    def disagreement(self, text: str) -> str | None:
        """Say how `parse` differs from what Jekyll loads, None where it does not."""
        front = parse(text)
        theirs = self.loads(text)
        if theirs[0] == "error":
            return None if front.problem else f"{text!r}: {theirs[1]}, here {front.values!r}"
        if front.problem and "bytes" in str(theirs) and front.problem.message == "binary data":
            return None
        if front.problem:
            return f"{text!r}: {theirs!r}, here {front.problem}"
        ours = typed(front.values)
        if not front.values and theirs in (["nil"], ["bool", False], ["map", []]):
            return None
        return None if agree(ours, theirs) else f"{text!r}: {theirs!r}, here {ours!r}"

    def _ask(self, request: dict[str, str]) -> object:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())[0]


def typed(value: Value) -> list[Any]:
    """Return a value in the oracle's terms."""
    if value is None:
        return ["nil"]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, float):
        return ["float", "nan" if math.isnan(value) else struct.pack(">d", value).hex()]
    if isinstance(value, datetime):
        micros = (value - EPOCH) // timedelta(microseconds=1)
        return ["time", str(micros)]
    if isinstance(value, date):
        return ["date", value.year, value.month, value.day]
    if isinstance(value, list):
        return ["list", [typed(item) for item in value]]
    if isinstance(value, dict):
        return ["map", [[["str", key], typed(item)] for key, item in value.items()]]
    return ["str", value]


def agree(ours: list[Any], theirs: list[Any]) -> bool:
    """Compare; keys are text with us, and years beyond Python's 1 to 9999 stay text."""
    kind = theirs[0]
    if kind == "time":
        if ours[0] == "str":
            return not 1 <= theirs[2] <= 9999
        return ours == theirs[:2]
    if kind == "date" and ours[0] == "str":
        return not 1 <= theirs[1] <= 9999 or ours[1] == "1500-02-29"  # no such day in Python
    if kind == "list" and ours[0] == "list":
        return len(ours[1]) == len(theirs[1]) and all(map(agree, ours[1], theirs[1]))
    if kind == "map" and ours[0] == "map":
        return len(ours[1]) == len(theirs[1]) and all(
            same_key(one[0], other[0]) and agree(one[1], other[1])
            for one, other in zip(ours[1], theirs[1], strict=True)
        )
    return ours == theirs


def same_key(ours: list[Any], theirs: list[Any]) -> bool:
    if ours == theirs or theirs[0] in {"list", "map"}:
        return True
    try:
        return agree(typed(resolve(ours[1])), theirs)
    except ScalarFault:
        return False


@pytest.fixture(scope="session")
def jekyll() -> Iterator[Jekyll]:
    """Return Debian's Jekyll, ready to be asked."""
    if shutil.which("jekyll") is None or shutil.which("ruby") is None:
        pytest.skip("Debian's jekyll is not installed")
    script = Path(__file__).with_name("oracle.rb")
    with subprocess.Popen(
        ["ruby", "-W0", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        text=True,
    ) as process:
        yield Jekyll(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="session")
def posts(corpus: Path) -> list[Path]:
    """Return all files of the corpus."""
    return sorted(path for path in corpus.rglob("*") if path.is_file() and path.name != "INDEX.tsv")


@pytest.fixture(scope="session")
def fronts(posts: list[Path]) -> list[tuple[str, str]]:
    """Return name and front matter of each post of the corpus that has any."""
    found = ((path.name, split(path.read_bytes()).front_matter) for path in posts)
    return [(name, front) for name, front in found if front is not None]
