"""Sites to be built by the real Jekyll, which must be installed."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from curator import resources
from curator.domain.work import CancelToken
from curator.rendering.truth.build import Built, Order, built
from curator.rendering.truth.jekylls import Jekylls
from curator.site.folder import Site, open_site

NOW = datetime(2024, 7, 1, 8, 30, tzinfo=UTC)

POST = "_posts/2024-03-01-note.md"
SOURCE = "---\nlayout: post\ntitle: 茶价\n---\n# 标题\n\n“正文” {{ page.title }}\n"
LAYOUT = "<!DOCTYPE html><html><body><h1>{{ page.title }}</h1>{{ content }}</body></html>\n"


@pytest.fixture(scope="session")
def jekylls() -> Jekylls:
    """Return what finds Jekyll; skips where it is not installed."""
    if shutil.which("jekyll") is None:
        pytest.skip("Debian's package jekyll is not installed")
    return Jekylls()


MakeSite = Callable[..., Site]


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Return a way to write a small site: files by path, `config` for its settings."""

    def make(files: dict[str, str] | None = None, config: str = "title: 测试站\n") -> Site:
        root = tmp_path / "site"
        contents = {"_config.yml": config, POST: SOURCE, "_layouts/post.html": LAYOUT}
        for name, text in (contents | (files or {})).items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return open_site(root)

    return make


BuildOne = Callable[..., Built]


@pytest.fixture
def build_one(jekylls: Jekylls) -> BuildOne:
    """Return a way to build one post of a site as its file is, and get what came of it."""

    def build_post(
        site: Site, path: str = POST, source: str | None = None, **more: object
    ) -> Built:
        cancel = more.pop("cancel", None)
        assert cancel is None or isinstance(cancel, CancelToken)
        text = (site.root / path).read_bytes() if source is None else source.encode()
        order = Order(site, path, text, NOW, **more)  # type: ignore[arg-type]  # a test's own words
        with built(jekylls, order, cancel) as made:
            assert made.scratch.root.is_dir()
        assert not made.scratch.folder.exists()
        return made

    return build_post


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Site]:
    """Return the sample site, and see to it that nothing in it has changed."""
    root = Path(shutil.copytree(resources.path("sample-site"), tmp_path / "sample"))
    before = snapshot(root)
    yield open_site(root)
    assert snapshot(root) == before


def snapshot(root: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file below a folder with its time and content."""
    return {
        str(file.relative_to(root)): (file.stat().st_mtime_ns, file.read_bytes())
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }
