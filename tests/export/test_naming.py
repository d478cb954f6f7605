"""Names of new posts: Jekyll's rules, the site's habits, portable, free."""

import unicodedata
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.post import PostFacts
from curator.domain.slugs import SlugMode, slugify
from curator.export.naming import Names, propose_path
from curator.site.config import config_from
from curator.site.filenames import is_post_name, name_key
from curator.site.folder import Site
from curator.site.habits import Habits

SITE = Site(Path("/nowhere"), config_from({"timezone": "Asia/Shanghai"}))
DAY = datetime(2022, 1, 11, 18, 9, 11, tzinfo=UTC)
"""Already 12 January in Shanghai."""


def facts(title: str, *, slug: str | None = None, date: datetime | None = DAY) -> PostFacts:
    chosen = slugify(title) if slug is None else slug
    return PostFacts(title, date, "", (), (), chosen, "", "", ())


def name(
    title: str,
    *,
    slug: str | None = None,
    habits: Habits | None = None,
    taken: Collection[str] = (),
    draft: bool = False,
    suffix: str = ".md",
    fallback: str = "post-7",
) -> str:
    keys = {name_key(path) for path in taken}
    return propose_path(
        facts(title, slug=slug),
        habits or Habits(),
        SITE,
        taken=lambda path: name_key(path) in keys,
        draft=draft,
        suffix=suffix,
        fallback=fallback,
    )


def test_chinese_is_kept_and_the_day_is_that_of_the_build() -> None:
    assert name("筑巢引凤：打造人才高地") == "_posts/2022-01-12-筑巢引凤-打造人才高地.md"


@pytest.mark.parametrize("title", ["", "！？…", "😀", "...", "~~~"])
def test_a_title_without_letters_falls_back(title: str) -> None:
    assert name(title) == "_posts/2022-01-12-post-7.md"
    assert name(title, fallback="202205262391921712").endswith("-202205262391921712.md")
    assert name(title, draft=True) == "_drafts/post-7.md"


@pytest.mark.parametrize(
    ("suffix", "extension"),
    [
        (".md", ".md"),
        (".markdown", ".markdown"),
        (".MD", ".md"),
        (".txt", ".md"),
        (".html", ".html"),
        (".HTM", ".html"),
        (".docx", ".md"),
        ("", ".md"),
    ],
)
def test_html_stays_html_and_the_rest_becomes_markdown(suffix: str, extension: str) -> None:
    assert name("a", suffix=suffix).endswith(f"-a{extension}")


def test_text_stays_markdown_on_a_site_that_publishes_html() -> None:
    habits = Habits(extension=".html")
    assert name("a", suffix=".txt", habits=habits).endswith("-a.md")
    assert name("a", suffix=".html", habits=habits).endswith("-a.html")


def test_a_slug_of_its_own_keeps_its_case() -> None:
    assert name("题", slug="NW202201112243901217").endswith("-NW202201112243901217.md")
    assert name("题", slug="My file (1)").endswith("-My-file-1.md")


def test_habits_shape_the_name() -> None:
    habits = Habits(
        slug_mode=SlugMode.PRETTY,
        slug_cased=True,
        folder="_posts/:year/:month",
        extension=".markdown",
    )
    assert name("Hello, World", habits=habits, suffix=".txt") == (
        "_posts/2022/01/2022-01-12-Hello,-World.markdown"
    )


def test_taken_names_are_numbered_whatever_their_case_and_form() -> None:
    taken = ["_posts/2022-01-12-CAFE\u0301.md", "_posts/2022-01-12-café-2.md"]
    assert name("Café", taken=taken) == "_posts/2022-01-12-café-3.md"


@pytest.mark.timeout(20)
def test_thousands_of_equal_titles_are_numbered_in_a_row() -> None:
    taken: set[str] = set()
    for _ in range(2_000):
        path = propose_path(facts("早报"), Habits(), SITE, taken=taken.__contains__)
        taken.add(path)
    assert taken == {
        "_posts/2022-01-12-早报.md",
        *(f"_posts/2022-01-12-早报-{number}.md" for number in range(2, 2_001)),
    }


def test_a_long_name_leaves_room_for_its_number() -> None:
    first = name("字" * 200)
    second = name("字" * 200, taken=[first])
    assert second.endswith("-2.md")
    assert len(second.rpartition("/")[2].encode()) <= 255


def test_names_on_the_disk_and_names_promised(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2022-01-12-A.md").write_text("x")
    names = Names(tmp_path)
    assert names.taken("_posts/2022-01-12-a.md")
    assert names.spelling("_posts/2022-01-12-a.md") == "2022-01-12-A.md"
    assert not names.taken("_posts/2022-01-12-b.md")
    names.promise("_posts/2022-01-12-B.md")
    assert names.taken("_posts/2022-01-12-b.md")
    assert not names.taken("elsewhere/2022-01-12-b.md")


@given(
    st.text(max_size=300),
    st.one_of(st.none(), st.text(max_size=40)),
    st.booleans(),
    st.sampled_from([".md", ".txt", ".html"]),
    st.sampled_from(list(SlugMode)),
)
def test_every_name_is_one_that_jekyll_reads(
    title: str, slug: str | None, draft: bool, suffix: str, mode: SlugMode
) -> None:
    path = name(title, slug=slug, draft=draft, suffix=suffix, habits=Habits(slug_mode=mode))
    folder, _, file = path.rpartition("/")
    assert folder == ("_drafts" if draft else "_posts")
    assert 0 < len(file.encode()) <= 255
    assert unicodedata.is_normalized("NFC", file)
    assert not set(file) & set('<>:"/\\|?*')
    assert file[0] not in "._#~-"
    if not draft:
        assert is_post_name(file)
        assert len(file) > len("2022-01-12-.md")
