"""URLs and files are made of templates as Jekyll makes them; the rest is compared in test_verdicts."""

import posixpath
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.site.config import config_from
from curator.site.permalinks import (
    STYLES,
    UrlParts,
    output_extension,
    output_path,
    template_of,
    url_of,
)
from curator.site.url_escapes import UrlFault, escape, unescape
from curator.site.visibility import Abort

MARKDOWN = (".markdown", ".md")
PARTS = UrlParts(
    "posts",
    "_posts/2022-01-11-A b.md",
    "2022-01-11-A b",
    "A b",
    ["News", "财经"],
    datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC),
    ".html",
)


@pytest.mark.parametrize(
    ("template", "url"),
    [
        (STYLES["date"], "/news/%E8%B4%A2%E7%BB%8F/2022/01/02/A-b.html"),
        (STYLES["ordinal"], "/news/%E8%B4%A2%E7%BB%8F/2022/002/A-b.html"),
        (STYLES["weekdate"], "/news/%E8%B4%A2%E7%BB%8F/2022/W52/Sun/A-b.html"),
        ("/:w_year/:week/:w_day/", "/2021/52/7/"),
        ("/:i_month-:i_day:short_year", "/1-222"),
        ("/:month_:day_", "/01_02_"),
        ("x", "/x"),
        ("", "/"),
        ("/a/..//b/./c", "/a/b/c"),
    ],
)
def test_templates_are_filled(template: str, url: str) -> None:
    assert url_of(template, None, PARTS) == url


@pytest.mark.parametrize(
    ("url", "extension", "path"),
    [
        ("/a/", ".html", "a/index.html"),
        ("/", ".html", "index.html"),
        ("/a", ".html", "a.html"),
        ("/a.html", ".html", "a.html"),
        ("/%E8%B4%A2/x", ".html", "财/x.html"),
        ("/a/%2e%2e/b/", ".html", "b/index.html"),
    ],
)
def test_files_belong_to_urls(url: str, extension: str, path: str) -> None:
    assert output_path(url, extension) == path


def test_a_permalinks_extension_wins() -> None:
    assert output_extension(".md", "/a.xml", MARKDOWN) == ".xml"
    assert output_extension(".md", "/a.d/", MARKDOWN) == ".html"
    assert output_extension(".MD", None, MARKDOWN) == ".html"
    assert output_extension(".txt", None, MARKDOWN) == ".txt"


def test_a_collection_follows_the_ending_of_the_sites_style() -> None:
    for style, template in (
        ("pretty", "/:collection/:path/"),
        ("date", "/:collection/:path:output_ext"),
        ("weekdate", "/:collection/:path"),
        ("/:title/", "/:collection/:path/"),
    ):
        config = config_from({"permalink": style, "collections": ["notes"]})
        assert template_of(config, "notes") == template


@pytest.mark.parametrize("text", ["财经: x", "http://a b/c", ":x y", "//x y/z", "1:2 3"])
def test_a_part_that_looks_like_an_address_stops_the_build(text: str) -> None:
    with pytest.raises(UrlFault) as caught:
        escape(text)
    assert caught.value.abort is Abort.BAD_URL


@given(st.text(st.characters(exclude_characters=":?#/", exclude_categories=("Cs", "Cc"))))
def test_what_is_escaped_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text(max_size=20), st.sampled_from([".html", ".xml", ""]))
def test_files_stay_below_the_destination(permalink: str, extension: str) -> None:
    try:
        path = output_path(url_of("", permalink, PARTS), extension)
    except UrlFault:
        return
    assert not path.startswith("/")
    assert not posixpath.normpath(path).startswith("..")
