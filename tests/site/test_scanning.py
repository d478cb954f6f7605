"""The files found are those that Jekyll reads."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator.site.folder import Site, open_site
from curator.site.scanning import content_files

POST = "---\ntitle: t\n---\nbody\n"

NAMES = [
    "_posts/2022-01-11-a.md",
    "_posts/2022-01-11-a.html",
    "_posts/2022-01-11-a.txt",
    "_posts/2022-1-1-lax.MD",
    "_posts/22-01-01-lax.markdown",
    "_posts/20220111-no.md",
    "_posts/2022-01-11.md",
    "_posts/2022-01-11-noext",
    "_posts/2022-01-11-backup.md~",
    "_posts/.2022-01-11-hidden.md",
    "_posts/_2022-01-11-under.md",
    "_posts/#2022-01-11-hash.md",
    "_posts/~2022-01-11-tilde.md",
    "_posts/2022-01-11-dot.md.",
    "_posts/sub/2022-01-11-b.md",
    "_posts/sub/_inner/2022-01-11-c.md",
    "_posts/_inner/2022-01-11-d.md",
    "_posts/.git/2022-01-11-e.md",
    "_posts/sub/.hid/2022-01-11-f.md",
    "_posts/2022-01-11-x.d/file",
    "_posts/skip/2022-01-11-g.md",
    "_posts/skipped-2022-01-11-h.md",
    "_drafts/idea.md",
    "_drafts/no-extension",
    "_drafts/_no.md",
    "_drafts/deep/er.md",
    "news/_posts/2022-01-11-n.md",
    "news/中国/_posts/2022-01-11-n.md",
    "news/_drafts/n.md",
    "_hidden/_posts/2022-01-11-n.md",
    "_pages/_posts/2022-01-11-p.md",
    ".dot/_posts/2022-01-11-n.md",
    "_site/_posts/2022-01-11-n.md",
    "vendor/bundle/_posts/2022-01-11-v.md",
    "vendor/_posts/2022-01-11-v.md",
    "node_modules/_posts/2022-01-11-v.md",
    "excluded/_posts/2022-01-11-v.md",
    "excluded-too/_posts/2022-01-11-v.md",
    "glob/one.bak/_posts/2022-01-11-v.md",
    "glob/two/_posts/2022-01-11-v.md",
    "_notes/one.md",
    "_notes/2022-01-11-two.md",
    "_notes/sub/three.html",
    "_notes/.four.md",
    "_notes/sub/.five.md",
    "_notes/_six.md",
    "_notes/seven.md~",
    "_other/one.md",
    "col/_posts/2022-01-11-c.md",
    "col/_drafts/c.md",
    "col/_notes/c.md",
    "col/deep/_posts/2022-01-11-c.md",
    "collar/_posts/2022-01-11-c.md",
    "about.md",
]
STATIC = {"_notes/static.md": "no front matter\n", "_notes/dashes.md": "----\na: b\n----\n"}

CONFIGS = [
    "timezone: UTC\n",
    "collections: [notes]\nexclude: [excluded, _posts/skip, '*.bak']\n",
    "collections:\n  notes:\n    output: true\ninclude: [_pages, .dot]\nexclude: [vendor/, news/*/_posts]\n",
    "collections: [notes]\ncollections_dir: col\n",
    "collections: [notes, other]\ninclude: ['_p*', '_posts/_inner']\nexclude: ['glob/[a-o]*', '*/idea.md']\n",
]


@pytest.mark.jekyll
@pytest.mark.parametrize("config", CONFIGS)
def test_the_files_are_those_that_jekyll_reads(
    make_site: Callable[..., Site], ask_jekyll: Callable[..., Any], config: str
) -> None:
    site = make_site({**dict.fromkeys(NAMES, POST), **STATIC}, config)
    expected = ask_jekyll("files", root=str(site.root))
    assert list(content_files(site, misnamed=False)) == sorted(expected)


def test_articles_with_misnamed_files_are_found_as_well(
    make_site: Callable[..., Site],
) -> None:
    site = make_site(dict.fromkeys(NAMES, POST))
    extra = set(content_files(site)) - set(content_files(site, misnamed=False))
    assert extra == {
        "_posts/20220111-no.md",
        "_posts/2022-01-11.md",
        "_posts/skipped-2022-01-11-h.md",
    }


def test_the_example_sites_broken_post_is_found(examples: Path) -> None:
    files = list(content_files(open_site(examples / "site")))
    assert "_posts/-202205262391921712.md" in files
    assert len(files) == 4


def test_links_are_followed_inside_the_site_only(
    make_site: Callable[..., Site], tmp_path: Path
) -> None:
    site = make_site({"real/_posts/2022-01-11-a.md": POST, "_posts/2022-01-12-b.md": POST})
    outside = tmp_path / "outside"
    (outside / "_posts").mkdir(parents=True)
    (outside / "_posts" / "2022-01-11-secret.md").write_text(POST)
    os.symlink(outside, site.root / "away")
    os.symlink(outside / "_posts" / "2022-01-11-secret.md", site.root / "_posts/2022-01-13-s.md")
    os.symlink("2022-01-12-b.md", site.root / "_posts/2022-01-14-inner.md")
    os.symlink("nowhere.md", site.root / "_posts/2022-01-15-broken.md")
    os.symlink(site.root, site.root / "real" / "loop")
    os.symlink(outside / "_posts", site.root / "_drafts")
    os.mkfifo(site.root / "_posts/2022-01-16-pipe.md")
    found = list(content_files(site))
    assert not [path for path in found if "secret" in path or path.endswith("-s.md")]
    assert "_posts/2022-01-14-inner.md" in found
    assert "real/_posts/2022-01-11-a.md" in found
    assert "_posts/2022-01-16-pipe.md" not in found
    assert not [path for path in found if path.count("loop") > 1]


def test_a_source_folder_is_part_of_the_paths(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {"src/_posts/2022-01-11-a.md": POST, "_posts/2022-01-11-b.md": POST}, "source: src\n"
    )
    assert list(content_files(site)) == ["src/_posts/2022-01-11-a.md"]
    assert site.config.content_dir == "src"
