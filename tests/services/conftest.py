"""A real library with its services, and a small site to work with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.composition import open_services
from curator.rendering.guard import Guard
from curator.services import Services


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return the services of a new library."""
    with open_services(str(tmp_path / "library" / "library.db")) as opened:
        yield opened


@pytest.fixture(scope="session")
def guard() -> Iterator[Guard]:
    """Return one rendering process for all tests: its start is most of their cost."""
    made = Guard()
    yield made
    made.close()


def write_tree(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below `root` and return it."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def read_tree(root: Path) -> dict[str, bytes]:
    """Return every file below `root` by its relative path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


SEED_LIKE = (
    '---\nlayout: post\ntitle: "茶价小幅走高"\ndate: 2022-01-11 18:09:11 +0800\n'
    "categories: market\ntags: 行情\n---\n"
    '<p>茶价小幅走高。</p><p><img src="https://images.example.org/a.jpg" title="图" /></p>\n\n'
    "<http://news.example.com/1.html>"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a Jekyll site with three posts, one of them broken, and a draft."""
    return write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: 测试站\ntimezone: Asia/Shanghai\n",
            "_posts/2022-01-11-NW1.md": SEED_LIKE,
            "_posts/2022-02-01-two.md": "---\ntitle: Two\n---\nbody\r\n",
            "_posts/2022-03-01-broken.md": "---\ntitle: a: b\n---\nbody\n",
            "_drafts/idea.md": "---\ntitle: Idea\n---\n",
            "index.html": "---\n---\nnot a post\n",
        },
    )
