"""What a verdict says beyond what a build shows: from when, under which switches, by which rule."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.formats.yaml_values import Value
from curator.site.config import config_from
from curator.site.excerpts import excerpt_of
from curator.site.folder import Site, open_site
from curator.site.verdicts import BuildOptions, Judge, Verdict, judge
from curator.site.visibility import Abort, Visibility

NOW = datetime(2022, 6, 1, 12, tzinfo=UTC)
PLAIN: Mapping[str, Value] = {"timezone": "Asia/Shanghai"}


def verdict(
    header: str,
    path: str = "_posts/2022-01-11-a.md",
    settings: Mapping[str, Value] = PLAIN,
    options: BuildOptions | None = None,
) -> Verdict:
    site = Site(Path("/nowhere"), config_from(settings))
    document = split(f"---\n{header}\n---\nbody\n".encode())
    front_matter = parse(document.front_matter or "")
    return Judge(site, options or BuildOptions()).verdict(document, front_matter, path, NOW)


def test_an_ordinary_post() -> None:
    found = verdict(
        "title: 标题\ndate: 2022-01-11 18:09:11 +0800\ncategories: nanfangPlus\ntags: a b"
    )
    assert found.visible
    assert found.reason is Visibility.VISIBLE
    assert found.url == "/nanfangplus/2022/01/11/a.html"
    assert found.output == found.target == "nanfangplus/2022/01/11/a.html"
    assert found.categories == ("nanfangPlus",)
    assert found.tags == ("a", "b")
    assert found.visible_from is None
    assert not found.utc_day_differs
    assert found.aborts_build is None


def test_a_scheduled_post_says_from_when() -> None:
    found = verdict("date: 2022-06-02 07:00:00 +0800")
    assert found.reason is Visibility.FUTURE
    assert not found.visible
    assert found.output is None
    assert found.target == "2022/06/02/a.html"
    assert found.visible_from == datetime(2022, 6, 1, 23, tzinfo=UTC)
    assert found.utc_day_differs


@pytest.mark.parametrize(
    ("header", "path", "options", "reason"),
    [
        ("date: 2023-01-01", "_posts/2022-01-11-a.md", BuildOptions(), Visibility.FUTURE),
        (
            "date: 2023-01-01",
            "_posts/2022-01-11-a.md",
            BuildOptions(future=True),
            Visibility.VISIBLE,
        ),
        ("published: no", "_posts/2022-01-11-a.md", BuildOptions(), Visibility.UNPUBLISHED),
        ("published:", "_posts/2022-01-11-a.md", BuildOptions(), Visibility.UNPUBLISHED),
        (
            "published: no",
            "_posts/2022-01-11-a.md",
            BuildOptions(unpublished=True),
            Visibility.VISIBLE,
        ),
        ("draft: true", "_posts/2022-01-11-a.md", BuildOptions(), Visibility.VISIBLE),
        ("title: t", "_drafts/a.md", BuildOptions(), Visibility.DRAFT),
        ("title: t", "_drafts/a.md", BuildOptions(drafts=True), Visibility.VISIBLE),
        ("title: t", "_posts/20220111-a.md", BuildOptions(), Visibility.NOT_A_POST_NAME),
        ("title: t", "_posts/_2022-01-11-a.md", BuildOptions(), Visibility.IGNORED_NAME),
        ("title: t", "node_modules/_posts/2022-01-11-a.md", BuildOptions(), Visibility.EXCLUDED),
        ("title: t", "_notes/a.md", BuildOptions(), Visibility.NO_COLLECTION),
        ("title: t", "about.md", BuildOptions(), Visibility.OUTSIDE),
    ],
)
def test_the_rule_is_named(
    header: str, path: str, options: BuildOptions, reason: Visibility
) -> None:
    found = verdict(header, path, options=options)
    assert found.reason is reason
    assert found.visible == (reason is Visibility.VISIBLE)


@pytest.mark.parametrize(
    ("header", "abort", "detail"),
    [
        ("date:", Abort.BAD_DATE, ""),
        ("slug: 123", Abort.SLUG_NOT_TEXT, "123"),
        ("permalink: 5", Abort.PERMALINK_NOT_TEXT, "5"),
        ("permalink: /:nope/", Abort.UNKNOWN_PLACEHOLDER, "nope"),
        ("categories: ['财经: 要闻']", Abort.BAD_URL, "财经: 要闻"),
        ("permalink: /%FF/", Abort.BAD_OUTPUT_PATH, "/%FF/"),
    ],
)
def test_what_stops_the_build_is_named(header: str, abort: Abort, detail: str) -> None:
    found = verdict(header)
    assert found.reason is Visibility.BUILD_ABORTS
    assert (found.aborts_build, found.abort_detail) == (abort, detail)
    assert found.output is None


def test_a_name_that_no_disk_takes_is_named() -> None:
    found = verdict(f"slug: {'字' * 90}")
    assert found.aborts_build is Abort.NAME_TOO_LONG


def test_the_zone_of_the_build_can_be_another() -> None:
    found = verdict("date: 2022-01-11 06:00:00 +0800", options=BuildOptions(zone=ZoneInfo("UTC")))
    assert found.url == "/2022/01/10/a.html"
    assert not found.utc_day_differs


def test_a_draft_is_dated_by_its_file() -> None:
    site = Site(Path("/nowhere"), config_from(PLAIN))
    document = split(b"---\ntitle: t\n---\n")
    changed = NOW - timedelta(days=100)
    found = Judge(site, BuildOptions(drafts=True)).verdict(
        document, parse(document.front_matter or ""), "_drafts/a.md", NOW, modified=changed
    )
    assert found.date == changed
    assert found.draft


def test_front_matter_that_cannot_be_read_counts_for_nothing() -> None:
    found = verdict("title: a: b\ndate: 2020-01-01\npublished: false")
    assert found.visible
    assert not found.front_matter_read
    assert found.title is None
    assert found.date == NOW
    assert found.url == "/2022/06/01/2022-01-11-a.html"


def test_a_github_site_shows_the_future_and_gives_layouts(tmp_path: Path) -> None:
    (tmp_path / "_layouts").mkdir()
    (tmp_path / "_layouts" / "default.html").write_text("x")
    (tmp_path / "_config.yml").write_text("timezone: UTC\n")
    (tmp_path / "Gemfile").write_text('source "x"\ngem "github-pages", group: :jekyll_plugins\n')
    site = open_site(tmp_path)
    document = split(b"---\ndate: 2030-01-01\n---\n")
    front_matter = parse(document.front_matter or "")
    found = judge(document, front_matter, "_posts/2022-01-11-a.md", site, NOW)
    assert found.visible
    assert found.layouts == ("default",)
    (tmp_path / "_layouts" / "post.html").write_text("---\nlayout: default\n---\n")
    again = judge(document, front_matter, "_posts/2022-01-11-a.md", open_site(tmp_path), NOW)
    assert again.layouts == ("post", "default")
    html = judge(document, front_matter, "_posts/2022-01-11-a.html", open_site(tmp_path), NOW)
    assert html.layouts == ()


def test_a_theme_may_have_any_layout() -> None:
    assert verdict("layout: post").missing_layout == "post"
    assert verdict("layout: post", settings={"theme": "minima"}).missing_layout is None


def test_the_same_site_is_read_once(make_site: Callable[..., Site]) -> None:
    site = make_site({"_layouts/post.html": "x"})
    document = split(b"---\nlayout: post\n---\n")
    front_matter = parse(document.front_matter or "")
    path = "_posts/2022-01-11-a.md"
    assert judge(document, front_matter, path, site, NOW).layouts == ("post",)
    (site.root / "_layouts" / "post.html").unlink()
    assert judge(document, front_matter, path, site, NOW).layouts == ("post",)
    fresh = open_site(site.root)
    assert judge(document, front_matter, path, fresh, NOW).missing_layout == "post"


_SETTINGS = st.sampled_from(
    [
        PLAIN,
        {"permalink": "/:categories/:slug/:name/:path"},
        {"collections": {"notes": {"output": True}}, "future": True, "show_drafts": True},
        {"defaults": [{"scope": {"path": ""}, "values": {"layout": "post", "categories": "a b"}}]},
        {"strict_front_matter": True, "encoding": "gbk"},
    ]
)
_PATHS = st.one_of(
    st.text(min_size=1, max_size=30),
    st.sampled_from(
        ["_posts/2022-01-11-a.md", "_drafts/x.md", "_notes/n.md", "_posts/2022-01-11-a.yml"]
    ),
)


@given(st.binary(max_size=300), _PATHS, _SETTINGS)
def test_any_bytes_at_any_path_get_a_verdict(
    data: bytes, path: str, settings: Mapping[str, Value]
) -> None:
    site = Site(Path("/nowhere"), config_from(settings))
    for source in (data, b"---\n" + data + b"\n---\n" + data):
        document = split(source)
        front_matter = parse(document.front_matter or "")
        found = Judge(site).verdict(document, front_matter, path, NOW)
        assert found.visible == (found.output is not None)
        assert (found.reason is Visibility.BUILD_ABORTS) == (found.aborts_build is not None)
        excerpt_of(document, found.excerpt_rule)
