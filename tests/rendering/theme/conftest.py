"""Small sites, the sites of the project as Jekyll builds them, and kramdown itself as a converter."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from curator.rendering.theme.renderer import SiteRenderer
from curator.site.folder import Site, open_site
from tests.rendering.theme.jekyll_sites import SITES, Built, build, built_files, jekyll_missing

NOW = datetime(2024, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site of the project and what Jekyll made of it."""

    root: Path
    answer: Mapping[str, Any]
    files: tuple[Built, ...]


@pytest.fixture(scope="session")
def built_sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, BuiltSite]:
    """Return all sites of the project by name, built once for all tests."""
    if jekyll_missing():
        pytest.skip("Debian's jekyll is not installed")
    folder = tmp_path_factory.mktemp("built")
    roots = sorted(path for path in SITES.iterdir() if (path / "_config.yml").is_file())
    found: dict[str, BuiltSite] = {}
    for root, answer in zip(roots, build(folder, roots), strict=True):
        files = () if "abort" in answer else tuple(built_files(folder, root.name, dict(answer)))
        found[root.name] = BuiltSite(root, answer, files)
    return found


class Kramdown:
    """Real kramdown in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["ruby", "-Ku", Path(__file__).with_name("kramdown.rb")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "LANG": "C.UTF-8"},
        )
        self._known: dict[tuple[str, str], str] = {}

    def convert(self, text: str, config: Mapping[str, object]) -> str:
        """Return the HTML that a site with this configuration gets."""
        settings = {key: config[key] for key in ("kramdown", "markdown") if key in config}
        question = json.dumps({"text": text, "config": settings})
        if (question, "") not in self._known:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(question + "\n")
            self._process.stdin.flush()
            self._known[question, ""] = json.loads(self._process.stdout.readline())
        return self._known[question, ""]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@pytest.fixture(scope="session")
def kramdown() -> Iterator[Kramdown]:
    """Return real kramdown; the test is skipped without it."""
    if jekyll_missing():
        pytest.skip("Debian's jekyll is not installed")
    process = Kramdown()
    yield process
    process.close()


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """Return a function that writes a site of files given by path, and opens it."""

    def make(files: Mapping[str, str | bytes], config: str = "timezone: UTC\n") -> Site:
        root = tmp_path / "site"
        for path, content in {"_config.yml": config, **files}.items():
            write(root / path, content)
        return open_site(root)

    return make


@pytest.fixture
def make_renderer(make_site: Callable[..., Site]) -> Callable[..., SiteRenderer]:
    """Return a function that writes a site and returns its renderer, which leaves Markdown alone."""

    def make(
        files: Mapping[str, str | bytes], config: str = "timezone: UTC\n", **options: Any
    ) -> SiteRenderer:
        options.setdefault("markdown", plainly)
        options.setdefault("now", NOW)
        return SiteRenderer(make_site(files, config), **options)

    return make


def plainly(text: str, *, lines: bool = False) -> str:
    """Convert Markdown for tests that are about something else: one element around it all."""
    return f'<md data-line="1">{text}</md>' if lines else f"<md>{text}</md>"


def write(path: Path, content: str | bytes) -> None:
    """Write a file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
