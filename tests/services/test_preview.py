"""The preview service: from a source text to a page, and from a token to a picture."""

import base64
import re
import struct
import zlib
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from curator.domain.errors import FetchError, FetchFault
from curator.domain.work import Cancelled, CancelToken
from curator.fetching.session import Fetcher
from curator.rendering.guard import Guard
from curator.services.preview import (
    LOAD_PREFIX,
    PICTURE_PREFIX,
    PageWords,
    Picture,
    PictureState,
    Preview,
    Resource,
    Trouble,
)

WORDS = PageWords(
    untitled="Untitled",
    picture_from="Picture from {host}",
    load="Load",
    failed="Could not load from {host}",
    retry="Again",
    missing="Not found: {path}",
    refused="Not shown: {kind}",
    embedded="Embedded from {host}",
)


def png(width: int = 3, height: int = 2) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = zlib.compress((b"\0" + b"\xff\0\0" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def preview(guard: Guard) -> Preview:
    return Preview(WORDS, fetcher=Fetcher(allow_loopback=True), guard=guard)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "images").mkdir(parents=True)
    (tmp_path / "site" / "images" / "a.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(png())
    return tmp_path / "site"


def only(page: object) -> Picture:
    (picture,) = page.pictures  # type: ignore[attr-defined]
    return picture


POST = """---
title: "筑巢引凤 & <b>"
date: 2022-01-11 18:09:11 +0800
categories: nanfangPlus 财经
tags: [南方Plus新闻, b]
---
# 标题

*a*
"""


def test_page_carries_title_line_and_article(preview: Preview) -> None:
    page = preview.render(POST.encode(), "_posts/2022-01-11-x.md", None, lang="zh-CN")
    assert page.title == "筑巢引凤 & <b>"
    heading, paragraph = '<h1 id="标题" data-line="7">标题</h1>', '<p data-line="9"><em>a</em></p>'
    assert page.fragment == f"{heading}\n\n{paragraph}\n"
    assert "筑巢引凤 &amp; &lt;b&gt;" in page.header
    assert "2022-01-11 18:09" in page.header
    assert re.findall(r'category">([^<]*)', page.header) == ["nanfangPlus", "财经"]
    assert re.findall(r'tag">([^<]*)', page.header) == ["南方Plus新闻", "b"]
    assert page.header in page.html
    assert page.fragment in page.html
    assert page.html.startswith("<!DOCTYPE html>")
    assert page.notice is None


@pytest.mark.parametrize(
    ("path", "fragment"),
    [
        (None, '<p data-line="1"><em>a</em> &amp; b</p>\n'),
        ("a.html", "*a* & b\n"),
        ("a.txt", '<p class="plain">*a* &amp; b</p>'),
    ],
)
def test_path_decides_the_converter(preview: Preview, path: str | None, fragment: str) -> None:
    assert preview.render(b"*a* & b\n", path, None).fragment == fragment


def test_broken_front_matter_still_shows_the_body(preview: Preview) -> None:
    page = preview.render(b"---\ntitle: a: b: [\n---\nbody\n", "_posts/2022-01-11-name.md", None)
    assert page.fragment == '<p data-line="4">body</p>\n'
    assert page.title == "2022-01-11-name"
    assert "Untitled" in page.header
    assert "2022-01-11" in page.header


def test_date_only_and_odd_values_do_not_break_the_line(preview: Preview) -> None:
    source = b"---\ntitle: 2022\ndate: 2022-01-11\ncategory: one two\ntags: 7\nx: {a: b}\n---\n"
    page = preview.render(source, None, None)
    assert page.title == "2022"
    assert "<time>2022-01-11</time>" in page.header
    assert re.findall(r'category">([^<]*)', page.header) == ["one two"]
    assert preview.render(b"---\ntitle: [a]\ntags: {a: b}\n---\n", None, None).title == ""


def test_undecodable_bytes_still_make_a_page(preview: Preview) -> None:
    page = preview.render(b"---\ntitle: \xff\xfe\x80\n---\n\x81\x00\xff end", "a.html", None)
    page.html.encode("utf-8")
    assert "end" in page.fragment


def test_language_is_stated_or_seen(preview: Preview) -> None:
    assert preview.render(b"---\nlang: fr\n---\nx", None, None, lang="zh-CN").lang == "fr"
    english = b"An English article on a Chinese site is still English."
    assert preview.render(english, None, None, lang="zh-CN").lang == "en"
    assert 'lang="en"' in preview.render(english, None, None, lang="zh-CN").html


def test_trouble_is_told(preview: Preview) -> None:
    page = preview.render(b"- a\n" * 1_100_000, "a.md", None)
    assert page.notice is Trouble.TOO_LARGE
    assert page.fragment.startswith('<p class="plain">- a\n- a')


def test_cancelled_render_raises(preview: Preview) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        preview.render(b"a", None, None, cancel=cancel)


# --- local pictures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "![x](/images/a.png)",
        "![x](images/a.png)",
        "![x]({{ site.baseurl }}/images/a.png)",
        "![x]({{ site.url }}{{ site.baseurl }}/images/a.png)",
        '![x]({{ "/images/a.png" | relative_url }})',
        "![x][r]\n\n[r]: {{ site.baseurl }}/images/a.png",
        '<img src="{{ "/images/a.png" | relative_url }}">',
        "<img src='/images/a.png?v=2'>",
    ],
)
def test_picture_of_the_site_is_served_by_a_token(preview: Preview, site: Path, body: str) -> None:
    page = preview.render(body.encode(), "_posts/x.md", site)
    picture = only(page)
    assert picture.state is PictureState.SHOWN
    assert f'src="{PICTURE_PREFIX}{picture.token}"' in page.fragment
    assert str(site) not in page.html
    assert preview.resource(picture.token) == Resource("image/png", png())


def test_tokens_stay_the_same_and_belong_to_this_run(preview: Preview, site: Path) -> None:
    first = only(preview.render(b"![](/images/a.png)", "a.md", site)).token
    again = only(preview.render(b"x ![](/images/a.png)", "a.md", site)).token
    other = Preview(WORDS)
    elsewhere = only(other.render(b"![](/images/a.png)", "a.html.md", site)).token
    assert first == again != elsewhere
    assert preview.resource(elsewhere) is None
    other.close()


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("/images/none.png", PictureState.MISSING),
        ("/../secret.png", PictureState.MISSING),
        ("../../secret.png", PictureState.MISSING),
        ("{% raw %}{{ page.image }}{% endraw %}", PictureState.MISSING),
        ("file:///etc/passwd", PictureState.REFUSED),
        ("FILE:///etc/passwd", PictureState.REFUSED),
        ("blob:https://x/1", PictureState.REFUSED),
        ("javascript:alert(1)", PictureState.REFUSED),
        ("curator://preview/style.css", PictureState.REFUSED),
        ("data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=", PictureState.REFUSED),
        ("data:text/html;base64,PHA+", PictureState.REFUSED),
        ("data:image/png,raw", PictureState.REFUSED),
        ("http:///x.png", PictureState.REFUSED),
        ("http://[x/a.png", PictureState.REFUSED),
    ],
)
def test_what_cannot_be_shown_is_inert(
    preview: Preview, site: Path, address: str, state: PictureState
) -> None:
    page = preview.render(f"<p><img src='{address}' alt='the alt'>".encode(), "a.html", site)
    picture = only(page)
    assert (picture.state, picture.token) == (state, "")
    assert "<img" not in page.fragment
    assert "href" not in page.fragment
    assert "the alt" in page.fragment


@pytest.mark.parametrize("token", ["", "../a", "/etc/passwd", "0" * 36, "style.css"])
def test_unknown_tokens_give_nothing(preview: Preview, site: Path, token: str) -> None:
    preview.render(b"![](/images/a.png)", "a.md", site)
    assert preview.resource(token) is None


def test_tokens_of_pages_long_gone_are_forgotten(preview: Preview, site: Path) -> None:
    token = only(preview.render(b"![](/images/a.png)", "a.md", site)).token
    for number in range(40):
        preview.render(f"page {number}".encode(), "a.html", site)
    assert preview.resource(token) is None


def test_small_picture_in_the_article_itself_is_shown(preview: Preview) -> None:
    encoded = base64.b64encode(png()).decode()
    page = preview.render(f"<img src='data:image/gif;base64,{encoded}'>".encode(), "a.html", None)
    picture = only(page)
    assert picture.state is PictureState.SHOWN
    assert "data:" not in page.fragment
    assert preview.resource(picture.token) == Resource("image/png", png())  # by its bytes


def test_large_picture_in_the_article_is_not(preview: Preview) -> None:
    encoded = base64.b64encode(png() + bytes(3_000_000)).decode()
    page = preview.render(f"<img src='data:image/png;base64,{encoded}'>".encode(), "a.html", None)
    assert only(page).state is PictureState.REFUSED
    assert len(page.fragment) < 2000


def test_embedded_pages_are_named_not_shown(preview: Preview) -> None:
    page = preview.render(b"<iframe src='//player.example/v'>x</iframe> after", "a.html", None)
    assert only(page).state is PictureState.EMBEDDED
    assert "<iframe" not in page.fragment
    assert "Embedded from player.example" in page.fragment
    assert page.fragment.endswith(" after")


# --- remote pictures ---------------------------------------------------------------------------


def test_remote_picture_waits_and_names_its_host(preview: Preview) -> None:
    page = preview.render(b"<img src='//dfscdn.dfcfw.com/x.jpg' alt='A'>", "a.html", None)
    picture = only(page)
    assert picture.state is PictureState.REMOTE
    assert picture.address == "https://dfscdn.dfcfw.com/x.jpg"
    assert "Picture from dfscdn.dfcfw.com" in page.fragment
    assert f'href="{LOAD_PREFIX}{picture.token}"' in page.fragment
    assert "<img" not in page.fragment
    assert preview.resource(picture.token) is None


def test_remote_picture_is_shown_once_loaded_and_allowed(
    preview: Preview, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/p.jpg").respond_with_data(png())
    url = httpserver.url_for("/p.jpg")
    source = f"<img src='{url}'>".encode()
    token = only(preview.render(source, "a.html", None)).token
    assert preview.fetch_remote(token) == url
    assert only(preview.render(source, "a.html", None)).state is PictureState.REMOTE
    page = preview.render(source, "a.html", None, allow_remote=frozenset({url}))
    assert only(page).state is PictureState.SHOWN
    assert httpserver.url_for("/") not in page.fragment
    assert preview.resource(only(page).token) == Resource("image/png", png())
    assert preview.fetch_remote(token) == url  # from memory: the server answers only once


def test_failed_load_is_said_in_the_pictures_place(
    preview: Preview, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/p.jpg").respond_with_data(
        b"<html>Please log in", content_type="image/jpeg"
    )
    source = f"<img src='{httpserver.url_for('/p.jpg')}'>".encode()
    token = only(preview.render(source, "a.html", None)).token
    with pytest.raises(FetchError) as caught:
        preview.fetch_remote(token)
    assert caught.value.fault is FetchFault.NOT_A_PICTURE
    page = preview.render(source, "a.html", None)
    assert only(page).state is PictureState.FAILED
    assert "Could not load from" in page.fragment
    assert f'href="{LOAD_PREFIX}{token}"' in page.fragment


def test_rendering_fetches_nothing(preview: Preview, httpserver: HTTPServer) -> None:
    source = f"<img src='{httpserver.url_for('/p.jpg')}'>".encode()
    preview.render(source, "a.html", None, allow_remote=frozenset({httpserver.url_for("/p.jpg")}))
    assert httpserver.log == []


def test_only_known_pictures_are_fetched(preview: Preview, site: Path) -> None:
    local = only(preview.render(b"![](/images/a.png)", "a.md", site)).token
    assert preview.fetch_remote(local) is None
    assert preview.fetch_remote("0" * 36) is None


def test_private_addresses_are_not_fetched(httpserver: HTTPServer) -> None:
    careful = Preview(WORDS)
    source = f"<img src='{httpserver.url_for('/p.jpg')}'>".encode()
    token = only(careful.render(source, "a.html", None)).token
    with pytest.raises(FetchError) as caught:
        careful.fetch_remote(token)
    assert caught.value.fault is FetchFault.PRIVATE_ADDRESS
    assert httpserver.log == []


# --- files -------------------------------------------------------------------------------------


def test_body_alone_keeps_pictures_as_written(preview: Preview) -> None:
    assert preview.exact(
        POST.encode() + b"![x](https://a.example/b.png)\n", "a.md", None
    ).fragment.endswith('<img src="https://a.example/b.png" alt="x" /></p>\n')


def test_standalone_page_holds_its_pictures_and_loads_none(preview: Preview, site: Path) -> None:
    source = (
        b"---\ntitle: T\n---\n![](/images/a.png) ![](https://a.example/b.png) <script>x</script>"
    )
    html = preview.standalone(source, "a.md", site)
    assert base64.b64encode(png()).decode() in html
    assert "Picture from a.example" in html
    assert "curator://" not in html.replace("curator://preview", "", 0)
    assert "Content-Security-Policy" in html
    assert "https://a.example/b.png" not in re.sub(r'title="[^"]*"', "", html)


@pytest.mark.corpus
def test_every_real_post_makes_a_page(corpus: Path, preview: Preview) -> None:
    paths = [path for path in sorted(corpus.rglob("*")) if path.is_file() and path.suffix != ".tsv"]
    for path in paths[::4]:
        page = preview.render(path.read_bytes(), path.name, None, lang="zh-CN")
        page.html.encode("utf-8")
        assert page.notice is None, path


def test_seed_waits_for_its_three_pictures(examples: Path, preview: Preview) -> None:
    path = examples / "site" / "_posts" / "2022-01-11-NW202201112243901217.md"
    page = preview.render(path.read_bytes(), f"_posts/{path.name}", examples / "site", lang="zh-CN")
    assert [picture.state for picture in page.pictures] == [PictureState.REMOTE] * 3
    assert {picture.address.split("/")[2] for picture in page.pictures} == {"dfscdn.dfcfw.com"}
    assert page.lang == "zh-CN"
