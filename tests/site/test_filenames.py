"""Paths are read as laxly as Jekyll does and written portably."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.site.filenames import (
    PathKind,
    draft_filename,
    is_post_name,
    name_key,
    numbered,
    parse_path,
    post_filename,
)

DAY = date(2022, 1, 11)


@pytest.mark.parametrize(
    ("path", "kind", "folders", "day", "slug", "extension"),
    [
        ("_posts/2022-01-11-a-b.md", PathKind.POSTS, (), DAY, "a-b", ".md"),
        ("_posts/22-1-11-a.md", PathKind.POSTS, (), DAY, "a", ".md"),
        ("_posts/2022-02-30-a.md", PathKind.POSTS, (), date(2022, 3, 2), "a", ".md"),
        ("_posts/2022-13-01-a.md", PathKind.POSTS, (), None, "a", ".md"),
        ("_posts/20220111-a.md", PathKind.POSTS, (), None, "20220111-a", ".md"),
        ("_posts/2022-01-11.md", PathKind.POSTS, (), None, "2022-01-11", ".md"),
        ("news/cn/_posts/x/2022-01-11-a.MD", PathKind.POSTS, ("news", "cn"), DAY, "a", ".MD"),
        ("_drafts/idea.md", PathKind.DRAFTS, (), None, "idea", ".md"),
        ("news/_drafts/2022-01-11-a.md", PathKind.DRAFTS, ("news",), DAY, "a", ".md"),
        ("_notes/x/2022-01-11-n.html", PathKind.COLLECTION, (), DAY, "n", ".html"),
        ("about.md", PathKind.OTHER, (), None, "about", ".md"),
        ("folder/文章", PathKind.OTHER, (), None, "文章", ""),
    ],
)
def test_a_path_says_what_jekyll_reads_from_it(
    path: str,
    kind: PathKind,
    folders: tuple[str, ...],
    day: date | None,
    slug: str,
    extension: str,
) -> None:
    found = parse_path(path)
    assert (found.kind, found.folders, found.date) == (kind, folders, day)
    assert (found.slug, found.extension) == (slug, extension)


def test_a_collections_label_is_its_folder() -> None:
    assert parse_path("_notes/x/n.md").collection == "notes"
    assert parse_path("_posts/2022-01-11-a.md").collection == "posts"
    assert parse_path("about.md").collection == ""


def test_the_collections_folder_is_no_category() -> None:
    assert parse_path("col/_posts/2022-01-11-a.md", collections_dir="col").folders == ()
    assert parse_path("col/_posts/2022-01-11-a.md").folders == ("col",)


def test_written_names_keep_chinese() -> None:
    assert post_filename(DAY, "筑巢引凤", ".md") == "2022-01-11-筑巢引凤.md"


@pytest.mark.parametrize("slug", ["", "...", "---", "_", "~", "\0", " . ", "\u0301", "\u200d"])
def test_a_name_is_never_empty(slug: str) -> None:
    name = post_filename(DAY, slug, ".md", fallback="post-7")
    assert is_post_name(name)
    assert parse_path(name).slug


def test_a_long_name_ends_at_a_whole_character() -> None:
    name = post_filename(DAY, "字" * 200, ".md")
    assert name == f"2022-01-11-{'字' * 80}.md"
    assert len(name.encode()) == 254
    combined = "a" + "e\u0323\u0302\u0331" * 100
    cut = parse_path(post_filename(DAY, combined, ".md")).slug
    rest = unicodedata.normalize("NFC", combined)[len(cut) :]
    assert unicodedata.combining(rest[0]) == 0


@pytest.mark.parametrize("slug", ["con", "NUL", "com1", "LPT9", "aux.min", "CONIN$", "com²"])
def test_drafts_avoid_names_that_windows_reserves(slug: str) -> None:
    stem = draft_filename(slug, ".md").partition(".")[0]
    assert stem.lower() == f"{slug.partition('.')[0].lower()}-1"


@given(st.text(max_size=300), st.sampled_from([".md", ".html", ".markdown"]))
def test_every_written_name_is_portable_and_read_back(slug: str, extension: str) -> None:
    for name in (
        post_filename(DAY, slug, extension),
        draft_filename(slug, extension),
        numbered(post_filename(DAY, slug, extension), 12),
    ):
        assert 0 < len(name.encode("utf-8")) <= 255
        assert unicodedata.is_normalized("NFC", name)
        assert not set(name) & set('<>:"/\\|?*')
        assert all(ord(char) >= 32 for char in name)
        assert name[0] not in "._#~- "
        assert not name.removesuffix(extension).endswith((" ", ".", "~", "-"))
    found = parse_path(f"_posts/{post_filename(DAY, slug, extension)}")
    assert found.date == DAY
    assert found.extension == extension


def test_names_that_some_disk_takes_for_the_same_share_a_key() -> None:
    assert name_key("É.md") == name_key("e\u0301.MD")
    assert name_key("a.md") != name_key("b.md")
