"""What the tests of problems share: a site's setting, and a short way to look for problems."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from curator.domain.post import TermKind
from curator.domain.problems import Finding
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.habits import Habits
from curator.site.problems.inspection import ProblemContext
from curator.site.problems.registry import find
from curator.site.problems.vocabulary import Vocabulary

ORACLE = Path(__file__).with_name("oracle.rb")


@pytest.fixture(scope="session")
def setting() -> ProblemContext:
    """Return the setting of a news site: Shanghai, a few layouts, known terms, sources named."""
    vocabulary = Vocabulary()
    for _ in range(3):
        vocabulary.add(TermKind.CATEGORY, ["news", "财经"])
        vocabulary.add(TermKind.TAG, ["要闻", "ETF", "台湾"])
    return ProblemContext(
        zone=ZoneInfo("Asia/Shanghai"),
        now=datetime(2024, 6, 1, tzinfo=UTC),
        layouts=frozenset({"default", "page", "post"}),
        habits=Habits(layout="post"),
        sources_expected=True,
        vocabulary=vocabulary,
    )


@pytest.fixture(scope="session")
def look(setting: ProblemContext) -> Callable[..., tuple[Finding, ...]]:
    """Return a function that finds what is wrong with a source text."""

    def look_at(
        source: str | bytes,
        path: str | None = "_posts/2022-01-11-name.md",
        *,
        foreign: bool = False,
        **changes: Any,
    ) -> tuple[Finding, ...]:
        data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
        document = split(data)
        front_matter = parse(document.front_matter or "")
        context = replace(setting, **changes) if changes else setting
        return find(document, front_matter, path, context, foreign=foreign, kept=frozenset)

    return look_at


@pytest.fixture(scope="session")
def ask_jekyll() -> Callable[..., Any]:
    """Return a function that puts a task to Debian's Jekyll; the test is skipped without it."""
    if shutil.which("jekyll") is None or shutil.which("ruby") is None:
        pytest.skip("Debian's jekyll is not installed")

    def ask(task: str, **question: Any) -> Any:
        done = subprocess.run(
            ["ruby", "-Ku", ORACLE],
            input=json.dumps({"task": task, **question}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "TZ": "Asia/Shanghai", "LANG": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return ask
