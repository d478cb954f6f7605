"""Real Jekyll as an oracle, and sites made of a few files."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from curator.site.folder import Site, open_site

ORACLE = Path(__file__).with_name("oracle.rb")


@pytest.fixture
def ask_jekyll() -> Callable[..., Any]:
    """Return a function that puts a task to Debian's Jekyll; the test is skipped without it."""
    if shutil.which("jekyll") is None or shutil.which("ruby") is None:
        pytest.skip("Debian's jekyll is not installed")

    def ask(task: str, *, zone: str = "Asia/Shanghai", **question: Any) -> Any:
        done = subprocess.run(
            ["ruby", "-Ku", ORACLE],
            input=json.dumps({"task": task, **question}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "TZ": zone, "LANG": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return ask


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """Return a function that writes a site of files given by path, and opens it."""

    def make(files: Mapping[str, str | bytes], config: str = "timezone: Asia/Shanghai\n") -> Site:
        root = tmp_path / "site"
        for path, content in {"_config.yml": config, **files}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_site(root)

    return make
