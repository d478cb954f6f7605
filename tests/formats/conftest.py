"""Debian's Jekyll as an oracle: one Ruby process answers for the whole session."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from curator.formats.document import split


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

    def _ask(self, request: dict[str, str]) -> object:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())[0]


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
