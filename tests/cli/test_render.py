"""`curator render`: files, folders and whole sites, as the site's build would write them."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Curator
from tests.services.conftest import write_tree

LAYOUT = "<html>{{ page.title }}|{{ site.title }}|{{ content }}|{{ page.previous.title }}</html>\n"


@pytest.fixture
def themed(tmp_path: Path) -> Path:
    """A site with a layout, two posts in a folder each, a draft, a page and a plain file."""
    return write_tree(
        tmp_path / "themed",
        {
            "_config.yml": "title: 站\ntimezone: Asia/Shanghai\n",
            "_layouts/post.html": LAYOUT,
            "_posts/2022-01-11-a.md": "---\nlayout: post\ntitle: 一\n---\n{{ page.title }}*a*\n",
            "_posts/deep/2022-01-12-b.md": "---\nlayout: post\ntitle: 二\n---\n{% nosuch %}\n",
            "_drafts/idea.md": "---\nlayout: post\ntitle: 想\n---\nidea\n",
            "about.md": "---\ntitle: no post\n---\n",
            "notes.txt": "no article",
        },
    )


def test_a_file_in_a_site_is_printed_in_its_layout(curator: Curator, themed: Path) -> None:
    ended = curator("render", themed / "_posts/2022-01-11-a.md")
    assert (ended.code, ended.text) == (0, "<html>一|站|<p>一<em>a</em></p>\n|</html>\n")


def test_the_body_alone_has_no_layout(curator: Curator, themed: Path) -> None:
    ended = curator("render", themed / "_posts/2022-01-11-a.md", "--body")
    assert (ended.code, ended.text) == (0, "<p>一<em>a</em></p>\n")


def test_a_whole_site_is_written_below_a_folder(
    curator: Curator, themed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ended = curator("render", themed, "--out", out, "--jobs", "2")
    assert ended.code == 1, "one post has a tag that nobody knows"
    written = {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()}
    assert written == {
        "_posts/2022-01-11-a.html",
        "_posts/deep/2022-01-12-b.html",
        "_drafts/idea.html",
    }
    assert (out / "_posts/deep/2022-01-12-b.html").read_text("utf-8").endswith("|一</html>\n")


def test_a_folder_of_a_site_stands_for_its_posts(curator: Curator, themed: Path) -> None:
    ended = curator("render", themed / "_posts" / "deep", "--json")
    *items, summary = (json.loads(line) for line in ended.text.splitlines())
    assert [item["name"] for item in items] == ["_posts/deep/2022-01-12-b.html"]
    (problem,) = items[0]["problems"]
    assert (problem["code"], problem["line"]) == ("unknown-tag", 5)
    assert summary["summary"] == {"pages": 1, "failed": 0, "remarked": 1}


def test_a_folder_without_a_site_stands_for_its_articles(curator: Curator, tmp_path: Path) -> None:
    write_tree(tmp_path / "loose", {"a.md": "*a*", "in/b.html": "<p>b</p>", "c.png": b"\x89PNG"})
    ended = curator("render", tmp_path / "loose", "--body")
    assert (ended.code, ended.text) == (0, "<p><em>a</em></p>\n<p>b</p>\n")


def test_many_files_come_in_order_whatever_the_processes(curator: Curator, tmp_path: Path) -> None:
    files = {f"{number:03}.md": f"# {number}\n" * (1 + number % 7 * 40) for number in range(40)}
    write_tree(tmp_path / "loose", files)
    alone = curator("render", tmp_path / "loose", "--body", "--jobs", "1")
    together = curator("render", tmp_path / "loose", "--body", "--jobs", "3")
    assert alone.text == together.text
    assert alone.text.count("<h1") == sum(text.count("#") for text in files.values())


def test_standalone_needs_no_other_file(curator: Curator, themed: Path) -> None:
    ended = curator("render", themed / "_posts/2022-01-11-a.md", "--standalone")
    assert "Content-Security-Policy" in ended.text
    assert "<style>" in ended.text
    assert curator("render", themed, "--standalone", "--body").code == 2


def test_what_cannot_be_read_is_named_and_the_rest_is_made(
    curator: Curator, themed: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(30)) * 9)
    good = themed / "_posts/2022-01-11-a.md"
    ended = curator("render", tmp_path / "none.md", tmp_path / "picture.md", good)
    assert ended.code == 1
    assert ended.text.startswith("<html>一")
    assert "none.md" in ended.err
    assert "picture.md" in ended.err
    assert curator("render", good, "--site", tmp_path / "nowhere").code == 2
    assert curator("render", tmp_path / "none.md").code == 2, "nothing could be done"


def test_a_folder_that_may_not_be_written_is_named(
    curator: Curator, themed: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file")
    ended = curator("render", themed / "_posts/2022-01-11-a.md", "--out", tmp_path / "taken")
    assert ended.code == 2
    assert "taken" in ended.err
    assert "Traceback" not in ended.err
