"""Pages of a site in the preview: its layouts and files, other posts, and nothing that runs."""

import os
from pathlib import Path

import pytest

from curator.rendering.guard import Guard
from curator.services import Services
from curator.services.preview import PageMode, PageWords, PictureState, Preview

WORDS = PageWords(*[f"word {number}" for number in range(8)])
CONFIG = "title: 财经\nurl: https://news.example.org\nbaseurl: /finance\ntimezone: Asia/Shanghai\n"
LAYOUT = """\
<!DOCTYPE html>
<html lang="zh"><head>
<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=https://evil.example/">
<base href="https://evil.example/">
<link rel="preconnect" href="https://evil.example">
<link rel="stylesheet" href="{{ '/assets/main.css' | absolute_url }}">
<script src="/app.js"></script><script>run()</script>
<title>{{ page.title }}</title></head>
<body onload="run()"><nav>{{ site.title }}</nav>
<main>{{ content }}</main>
<aside>{% for post in site.posts limit:3 %}<a href="{{ post.url | relative_url }}">{{ post.title }}</a>{% endfor %}</aside>
{% if page.previous %}<a rel="prev" href="{{ page.previous.url }}">{{ page.previous.title }}</a>{% endif %}
<iframe src="https://evil.example/frame"></iframe>
<form action="https://evil.example/"><button formaction="javascript:run()">x</button></form>
<a href=" javascript:run()">y</a>
</body></html>
"""


def post(title: str, body: str, day: int) -> str:
    return (
        f"---\nlayout: post\ntitle: {title}\ndate: 2022-01-{day:02} 08:00:00 +0800\n---\n{body}\n"
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for folder in ("_posts", "_layouts", "assets", "_sass"):
        (root / folder).mkdir(parents=True)
    (root / "_config.yml").write_text(CONFIG)
    (root / "_layouts" / "post.html").write_text(LAYOUT)
    (root / "assets" / "main.scss").write_text("---\n---\n@import 'base';\nmain { color: $ink; }\n")
    (root / "_sass" / "_base.scss").write_text("$ink: #123456;\n")
    (root / "assets" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "_posts" / "2022-01-11-a.md").write_text(post("第一", "# 开头\n\n正文。", 11))
    (root / "_posts" / "2022-01-12-b.md").write_text(post("第二", "二。", 12))
    (root / "_posts" / "2022-01-13-c.md").write_text(post("第三", "三。", 13))
    return root


@pytest.fixture
def preview(guard: Guard) -> Preview:
    return Preview(WORDS, guard=guard)


def rendered(preview: Preview, site: Path, text: str, name: str = "2022-01-12-b.md") -> str:
    page = preview.render(text.encode(), f"_posts/{name}", site, mode=PageMode.PAGE)
    assert page.notice is None
    assert page.document is not None
    return page.document


def test_post_is_shown_in_its_layout_beside_other_posts(preview: Preview, site: Path) -> None:
    document = rendered(preview, site, post("新的第二", "**正文**", 12))
    assert "<nav>财经</nav>" in document
    assert "<strong>正文</strong>" in document
    assert '<a href="/finance/2022/01/13/c.html">第三</a>' in document
    assert '<a href="/finance/2022/01/12/b.html">新的第二</a>' in document, "as it is edited"
    assert '<a rel="prev" href="/2022/01/11/a.html">第一</a>' in document


def test_page_has_an_address_on_its_sites_own_host(preview: Preview, site: Path) -> None:
    source = (site / "_posts" / "2022-01-11-a.md").read_bytes()
    page = preview.render(source, "_posts/2022-01-11-a.md", site, mode=PageMode.PAGE)
    host, _, path = page.address.removeprefix("curator://").partition("/")
    assert host.startswith("site-")
    assert path == "finance/2022/01/11/a.html"
    assert os.fspath(site) not in page.address


def test_nothing_in_a_page_runs_or_leads_away(preview: Preview, site: Path) -> None:
    hostile = (
        '<script>run()</script><img src="x" onerror="run()"><svg><script>run()</script></svg>\n'
        '<iframe srcdoc="<script>run()</script>"></iframe><object data="//evil.example/o"></object>\n'
    )
    document = rendered(preview, site, post("第二", hostile, 12)).lower()
    for word in ("<script", "<base", "http-equiv", "preconnect", "<iframe", "<object", "srcdoc="):
        assert word not in document, word
    assert " onload=" not in document
    assert " onerror=" not in document
    assert 'href=" javascript:' not in document


def test_files_of_the_built_site_are_served_on_its_host(preview: Preview, site: Path) -> None:
    source = (site / "_posts" / "2022-01-11-a.md").read_bytes()
    page = preview.render(source, "_posts/2022-01-11-a.md", site, mode=PageMode.PAGE)
    host = page.address.removeprefix("curator://").partition("/")[0]
    assert page.document is not None
    assert 'href="/finance/assets/main.css"' in page.document
    style = preview.site_resource(host, "/finance/assets/main.css")
    assert style is not None
    assert "color:#123456" in style.data.decode().replace(" ", "")
    picture = preview.site_resource(host, "/finance/assets/a.png")
    assert picture is not None
    assert picture.media_type == "image/png"


@pytest.mark.parametrize(
    "path",
    [
        "/finance/../secret.png",
        "/finance/%2e%2e/secret.png",
        "/finance/assets/..%2f..%2f..%2fsecret.png",
        "/finance/assets/out.png",
        "/finance/_config.yml",
        "/finance/_posts/2022-01-11-a.md",
        "/finance/.git/config",
        "/finance/assets/%00.png",
        "",
    ],
)
def test_nothing_else_is_served(preview: Preview, site: Path, path: str) -> None:
    (site.parent / "secret.png").write_bytes(b"secret")
    (site / "assets" / "out.png").symlink_to(site.parent / "secret.png")
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("secret")
    page = preview.render(b"x", "_posts/2022-01-11-a.md", site, mode=PageMode.PAGE)
    host = page.address.removeprefix("curator://").partition("/")[0]
    assert preview.site_resource(host, path) is None
    assert preview.site_resource("site-0000000000000000", "/finance/assets/a.png") is None


def test_own_pictures_stay_and_those_of_others_wait(preview: Preview, site: Path) -> None:
    body = (
        "![a](/finance/assets/a.png) ![b](https://news.example.org/finance/assets/a.png)\n"
        "![c](https://portal.example/c.png)"
    )
    source = post("第二", body, 12).encode()
    page = preview.render(source, "_posts/2022-01-12-b.md", site, mode=PageMode.PAGE)
    assert page.document is not None
    assert page.document.count('src="/finance/assets/a.png"') == 2
    assert "portal.example/c.png" not in page.document.replace(
        'title="https://portal.example/c.png"', ""
    )
    states = [picture.state for picture in page.pictures]
    of_the_layout = PictureState.EMBEDDED
    wanted = [PictureState.SHOWN, PictureState.SHOWN, PictureState.REMOTE]
    assert states == [*wanted, of_the_layout]
    article = preview.render(source, "_posts/2022-01-12-b.md", site)
    assert [picture.state for picture in article.pictures] == wanted
    assert article.document is None


def test_blocks_name_their_lines_in_the_file(preview: Preview, site: Path) -> None:
    source = (site / "_posts" / "2022-01-11-a.md").read_bytes()
    for mode in PageMode:
        page = preview.render(source, "_posts/2022-01-11-a.md", site, mode=mode)
        shown = page.document or page.fragment
        assert '<p data-line="8">正文。</p>' in shown
    alone = preview.render(source, "a.md", None)
    assert '<p data-line="8">正文。</p>' in alone.fragment


def test_faults_of_liquid_are_told_and_the_rest_is_shown(preview: Preview, site: Path) -> None:
    source = post("第二", "前。\n\n{% gallery a %}\n\n{{ 'x' | nosuch }}\n\n后。", 12).encode()
    page = preview.render(source, "_posts/2022-01-12-b.md", site, mode=PageMode.PAGE)
    assert page.document is not None
    assert "前。" in page.document
    assert "后。" in page.document
    told = [(one.name, one.file, one.line) for one in page.problems]
    assert ("gallery", "", 8) in told


def test_page_of_a_site_with_broken_settings_is_shown_as_an_article(
    preview: Preview, site: Path
) -> None:
    (site / "_config.yml").write_text("title: [\n")
    page = preview.render(b"*a*", "_posts/2022-01-11-a.md", site, mode=PageMode.PAGE)
    assert page.document is None
    assert "<em>a</em>" in page.fragment


def test_changed_layouts_settings_and_styles_are_seen(preview: Preview, site: Path) -> None:
    text = post("第二", "二。", 12)
    rendered(preview, site, text)
    (site / "_layouts" / "post.html").write_text("<b>{{ content }}</b>{{ site.title }}")
    assert rendered(preview, site, text).startswith("<b><p")
    (site / "_config.yml").write_text(CONFIG.replace("财经", "要闻报"))
    assert rendered(preview, site, text).rstrip().endswith("要闻报")


def test_other_posts_are_those_of_the_library(services: Services, site: Path) -> None:
    services.ingest.apply(services.ingest.plan([site]))
    (site / "_posts" / "2022-01-13-c.md").unlink()  # the folder is not asked
    page = services.preview.render(
        post("第二", "二。", 12).encode(), "_posts/2022-01-12-b.md", site, mode=PageMode.PAGE
    )
    assert page.document is not None
    assert '<a href="/finance/2022/01/13/c.html">第三</a>' in page.document
    assert '<a rel="prev" href="/2022/01/11/a.html">第一</a>' in page.document
