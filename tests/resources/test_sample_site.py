"""The sample site: real Jekyll builds it, and it holds the shapes an editor should meet."""

import os
import re
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImageReader

from curator import resources

SITE = resources.path("sample-site")
BROKEN = "2024-06-10-快讯-标题里的冒号"
SHANGHAI = timezone(timedelta(hours=8))

needs_jekyll = pytest.mark.skipif(
    shutil.which("jekyll") is None, reason="Debian's jekyll is not installed"
)


def build(site: Path, target: Path, *options: str) -> str:
    """Build with real Jekyll and return all it said."""
    done = subprocess.run(
        ["jekyll", "build", "--source", site, "--destination", target, *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SITE, tmp_path_factory.mktemp("sample") / "site"))


@pytest.fixture(scope="module")
def messages(site: Path) -> str:
    return build(site, site.parent / "built")


@pytest.fixture(scope="module")
def built(site: Path, messages: str) -> Path:
    return site.parent / "built"


def posts() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (SITE / "_posts").iterdir()}


@pytest.mark.jekyll
@needs_jekyll
def test_jekyll_complains_of_nothing_but_the_broken_post(messages: str) -> None:
    complaints = [
        line
        for line in messages.splitlines()
        if re.search("error|warning|exception|conflict|deprecat", line, re.IGNORECASE)
    ]
    assert len(complaints) == 1
    assert "YAML Exception" in complaints[0]
    assert BROKEN in complaints[0]


@pytest.mark.jekyll
@needs_jekyll
def test_every_page_appears_where_jekyll_puts_it(built: Path) -> None:
    pages = {str(page.relative_to(built)) for page in built.rglob("*.html")}
    undated = {page for page in pages if BROKEN in page}
    assert len(undated) == 1
    assert pages - undated == {
        "index.html",
        "guide/index.html",
        "market/index.html",
        "city/index.html",
        "guide/2024/03/01/welcome-to-the-desk.html",
        "guide/2024/03/01/欢迎来到编辑台.html",
        "market/2024/04/18/NW202404181736021.html",
        "market/2024/04/22/NW202404220931457.html",
        # Written on the 6th without an offset: UTC, hence the 7th in Shanghai (jekyll.md §2).
        "guide/2024/05/07/eight-hours-go-missing.html",
        "guide/2024/05/11/a-post-that-came-from-windows.html",
        "guide/2024/05/16/认识头信息.html",
        "guide/2024/05/23/edit-the-line.html",
        "market/2024/06/03/茶价周报.html",
        "city/2024/06/14/the-bookshop-at-the-end-of-the-pier.html",
        "guide/2024/06/27/export-without-surprises.html",
    }


@pytest.mark.jekyll
@needs_jekyll
def test_the_broken_post_is_published_today_without_title_and_tags(built: Path) -> None:
    (page,) = built.rglob(f"{BROKEN}.html")
    today = datetime.now(SHANGHAI).date()
    folder = page.parent.relative_to(built).as_posix()
    assert folder in {f"{day:%Y/%m/%d}" for day in (today, today - timedelta(days=1))}
    html = page.read_text(encoding="utf-8")
    assert "<h1>（无题）</h1>" in html
    assert 'class="tags"' not in html
    assert "这篇稿子是故意写坏的" in html


@pytest.mark.jekyll
@needs_jekyll
def test_defaults_are_inherited_and_overridden(built: Path) -> None:
    inherits = (built / "guide/2024/05/16/认识头信息.html").read_text(encoding="utf-8")
    overrides = (built / "market/2024/06/03/茶价周报.html").read_text(encoding="utf-8")
    assert "<span>编辑部</span>" in inherits
    assert "<span>罗知夏</span>" in overrides
    assert '<article lang="zh-CN">' in inherits
    welcome = (built / "guide/2024/03/01/welcome-to-the-desk.html").read_text(encoding="utf-8")
    assert '<article lang="en">' in welcome


@pytest.mark.jekyll
@needs_jekyll
def test_front_page_and_category_pages_list_the_posts(built: Path) -> None:
    front = (built / "index.html").read_text(encoding="utf-8")
    assert front.count("<li>") == 12
    market = (built / "market/index.html").read_text(encoding="utf-8")
    assert market.count("<li>") == 3
    assert "高山绿茶开秤价小幅走高" in market


@pytest.mark.jekyll
@needs_jekyll
def test_every_local_address_in_the_pages_exists(built: Path) -> None:
    for page in built.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8")):
            parts = urlsplit(address)
            if parts.netloc:
                assert re.search(r"(^|\.)example\.(com|net|org)$", parts.netloc), address
            elif parts.path:
                target = built / unquote(parts.path).lstrip("/")
                assert target.is_file() or (target / "index.html").is_file(), address


@pytest.mark.jekyll
@needs_jekyll
def test_the_draft_shows_only_when_drafts_are_asked_for(site: Path, built: Path) -> None:
    assert not list(built.rglob("周末副刊.html"))
    build(site, site.parent / "with-drafts", "--drafts")
    (page,) = (site.parent / "with-drafts").rglob("周末副刊.html")
    assert "风大，慢走。" in page.read_text(encoding="utf-8")


@pytest.mark.jekyll
@needs_jekyll
def test_markdown_of_every_kind_becomes_what_it_says(built: Path) -> None:
    dates = (built / "guide/2024/05/07/eight-hours-go-missing.html").read_text(encoding="utf-8")
    for made in ("<blockquote>", "<table>", 'class="footnotes"', "language-yaml"):
        assert made in dates
    terms = (built / "guide/2024/05/16/认识头信息.html").read_text(encoding="utf-8")
    assert "<dl>" in terms
    export = (built / "guide/2024/06/27/export-without-surprises.html").read_text(encoding="utf-8")
    assert '<p class="note">Practise here' in export


def test_the_posts_have_many_shapes() -> None:
    found = posts()
    assert 11 <= len(found) <= 16
    assert {Path(name).suffix for name in found} == {".md", ".html"}
    crlf = found["2024-05-11-a-post-that-came-from-windows.md"]
    assert crlf.count(b"\r\n") == crlf.count(b"\n") > 10
    assert sum(b"\r" in data for data in found.values()) == 1
    imported = found["2024-04-18-NW202404181736021.md"]
    assert not imported.endswith(b"\n")
    body = imported.split(b"\n---\n", 1)[1]
    assert body.startswith(b"<p>")
    assert body.index(b"\n") > 2_000
    assert b"https://images.example.org/" in body
    everything = b"\n".join(found.values())
    for shape in (
        b"\ntags: [",
        b"\ntags:\n  - ",
        b"\ncategories: market",
        b"\ncategory: market",
        b"\ntitle: '",
        b'\ntitle: "',
        b"\npublished: false",
        b"\n# ",
        b"T08:15:00+08:00",
        b"date: 2024-05-06 18:09:11\n",
    ):
        assert shape in everything, shape


def test_texts_are_clean_utf8_in_both_languages() -> None:
    chinese = 0
    for name, data in posts().items():
        text = data.decode("utf-8")
        assert not text.startswith("\ufeff")
        assert "\t" not in text
        assert "lang: en" in text or re.search("[一-鿿]{4}", text), name
        chinese += "lang: en" not in text
    assert 5 <= chinese <= len(posts()) - 5


@pytest.mark.parametrize("picture", ["desk.svg", "route.svg", "tea.svg", "harbour.png"])
def test_pictures_are_small_and_readable(picture: str) -> None:
    path = resources.path("sample-site", "assets", "pictures", picture)
    assert path.stat().st_size < 60_000
    reader = QImageReader(str(path))
    assert reader.size().width() == 960
    image = reader.read()
    assert not image.isNull(), reader.errorString()
    assert len({image.pixel(x, y) for x in range(0, 960, 40) for y in range(0, 300, 20)}) > 10
    if picture.endswith("svg"):
        assert "<text" not in path.read_text(encoding="utf-8")


def test_the_bitmap_of_the_app_icon_is_there() -> None:
    reader = QImageReader(str(resources.path("icons", "curator-256.png")))
    assert reader.size() == QSize(256, 256)
    assert reader.read().hasAlphaChannel()
