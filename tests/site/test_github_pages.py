"""Sites that GitHub builds are known by their signs."""

from pathlib import Path

import pytest

from curator.site.config import read_config
from curator.site.github_pages import built_by_github, with_pages_defaults


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"Gemfile": 'gem "github-pages"\n'}, True),
        ({"Gemfile": "  gem 'github-pages', '~> 232', group: :jekyll_plugins\n"}, True),
        ({"Gemfile": '# gem "github-pages"\ngem "jekyll"\n'}, False),
        ({"Gemfile": 'gem "jekyll"\n', "CNAME": "x.y\n"}, False),
        ({"CNAME": "x.y\n"}, True),
        ({"CNAME": "x.y\n", ".github/workflows/pages.yml": "on: push\n"}, False),
        ({}, False),
    ],
)
def test_signs(tmp_path: Path, files: dict[str, str], expected: bool) -> None:
    root = write(tmp_path, {"_config.yml": "title: t\n", **files})
    assert built_by_github(root) is expected
    assert read_config(root).github_pages is expected
    assert read_config(root).future is expected


def test_the_site_has_the_last_word(tmp_path: Path) -> None:
    root = write(tmp_path, {"_config.yml": "future: false\n", "CNAME": "x.y\n"})
    assert read_config(root).future is False
    assert read_config(root, github_pages=False).github_pages is False
    assert with_pages_defaults({"future": None})["future"] is True
