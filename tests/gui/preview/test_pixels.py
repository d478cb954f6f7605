"""The preview beside Jekyll's page in the same engine: pixel by pixel, with the same fonts.

Set CURATOR_PICTURES to a folder to look at both pictures and their difference.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QSize, QTimer, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.gui.preview.pane import PreviewPane
from curator.services.preview import PageMode, PageWords, Preview
from curator.site.folder import open_site
from tests.e2e.jekyll import build, needs_jekyll

pytestmark = [
    needs_jekyll,
    pytest.mark.webengine,
    pytest.mark.xdist_group("webengine"),
]

SITES = Path(__file__).parents[2] / "data" / "sites"
WORDS = PageWords(*[f"word {number}" for number in range(8)])
SIZE = QSize(900, 1300)
SETTLE = 400
"""Milliseconds after a page was loaded or patched until it is surely painted."""

TOLERANCE = 12
"""Of 255, in any colour: smoothing may differ by a hair, text may not."""

MOST_DIFFERENT = 0.0005
"""Of all pixels."""

SEED_LIKE = """\
---
layout: post
title: "茶价小幅走高 新茶上市在即"
date: 2022-01-11 18:09:11 +0800
categories: market
tags: 行情
---
<p>本报讯：产区茶价本周小幅走高，<strong>新茶</strong>上市在即。</p><p class="media">（来源：样本财经）</p>\
<center><img src="/assets/leaf.png" title="茶园" style="border:#d1d1d1 1px solid;padding:3px;" /></center>\
<p>业内人士称，价格“温和上行”——与去年同期相比，涨幅不足3%。</p>

<https://news.example.org/a/20220111/1.html?infoCode=1>

[返回列表](/)｜[返回首页](/)
"""
EVERY_CONSTRUCT = """\
---
layout: post
title: Every construct
date: 2022-01-12 08:00:00 +0800
---
* contents
{:toc}

# Heading *one*

A paragraph with *emphasis*, **strong**, ~~struck~~, `code`, [a link](https://example.org "T"),
"quotes" -- and ... dots, H~2~O and a footnote[^1]. The ABBR is explained.

## 标题二

> A quote
>
> > in a quote

1. one
2. two
   - inner
   - [ ] open task
   - [x] done task

term
: definition

| left | right | centre |
|:-----|------:|:------:|
| a    | b     | c      |
| 甲   | 乙    | 丙     |

```python
def price(leaf: str) -> int:
    return len(leaf)  # 注释
```

    indented code

{: .note #here}
A paragraph with attributes.

<div markdown="1">
*inside* a block
</div>

* * *

[^1]: The note.

*[ABBR]: abbreviation
"""
LAYOUT = """\
<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ page.title }}</title>
<link rel="stylesheet" href="{{ '/assets/main.css' | relative_url }}"></head>
<body><header>{{ site.title }}</header><main><h1>{{ page.title }}</h1>
<time>{{ page.date | date: "%Y-%m-%d" }}</time>{{ content }}</main></body></html>
"""
STYLE = """\
---
---
$ink: #24292e;
body { margin: 0 auto; max-width: 46rem; color: $ink; font: 16px/1.7 "Noto Sans CJK SC", sans-serif; }
header { border-bottom: 2px solid $ink; padding: .5rem 0; }
.highlight { background: #f4f6f8; padding: .2rem .8rem;
  .k, .kn { color: #a626a4; } .c1 { color: #777; font-style: italic; } .nf { color: #4078f2; } }
table { border-collapse: collapse; td, th { border: 1px solid #ccc; padding: .2rem .6rem; } }
.note { background: #fff7d6; padding: .4rem; }
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a news desk: a seed-like article, a post with every construct, Sass, a picture."""
    root = tmp_path_factory.mktemp("pixels") / "portal"
    files = {
        "_config.yml": "title: 样本财经\ntimezone: Asia/Shanghai\n",
        "_layouts/post.html": LAYOUT,
        "assets/main.scss": STYLE,
        "_posts/2022-01-11-NW1.md": SEED_LIKE,
        "_posts/2022-01-12-every.md": EVERY_CONSTRUCT,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    leaf = QImage(240, 120, QImage.Format.Format_RGB32)
    leaf.fill(QColor(96, 160, 96))
    leaf.save(str(root / "assets" / "leaf.png"))
    return root


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[[Path, str], str]]:
    """Return a way to build a site with real Jekyll and serve it below its `baseurl`."""
    servers: list[ThreadingHTTPServer] = []

    def serve(site: Path, baseurl: str) -> str:
        root = tmp_path / "web"
        root.mkdir()
        build(site, root / baseurl.strip("/"))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def grabbed(view: QWebEngineView) -> QImage:
    rest(SETTLE)
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def jekylls(qtbot: QtBot, address: str, size: QSize) -> QImage:
    """Return the picture of a page of the built site, without scripts."""
    profile = QWebEngineProfile(QApplication.instance())  # outlives the view and its page
    view = QWebEngineView(profile)
    view.settings().setAttribute(QWebEngineSettings.WebAttribute.JavascriptEnabled, False)
    view.resize(size)
    with qtbot.waitSignal(view.loadFinished, timeout=20_000) as loaded:
        view.show()
        view.load(QUrl(address))
    assert loaded.args == [True], address
    picture = grabbed(view)
    view.close()
    view.deleteLater()
    rest(0)
    return picture


def difference(one: QImage, other: QImage) -> tuple[float, QImage]:
    """Return the share of pixels that differ, and a picture of where."""
    assert one.size() == other.size()
    width, height = one.width(), one.height()
    ours, theirs = bytes(one.constBits()), bytes(other.constBits())
    shown = QImage(width, height, QImage.Format.Format_RGB32)
    shown.fill(QColor("white"))
    if ours == theirs:
        return 0.0, shown
    different = 0
    for y in range(height):
        row = slice(y * width * 4, (y + 1) * width * 4)
        if ours[row] == theirs[row]:
            continue
        for x in range(width):
            at = (y * width + x) * 4
            if any(abs(ours[at + part] - theirs[at + part]) > TOLERANCE for part in range(3)):
                different += 1
                shown.setPixelColor(x, y, QColor("red"))
    return different / (width * height), shown


POSTS = [
    ("portal", "_posts/2022-01-11-NW1.md"),
    ("portal", "_posts/2022-01-12-every.md"),
    ("caijing", "_posts/2024-01-10-筑巢引凤.md"),
    ("sahifa", "_posts/2024-01-05-البحر.md"),
    ("journal", "_posts/2023-01-15-first-light.md"),
]


@pytest.mark.parametrize(("name", "path"), POSTS, ids=[f"{one}:{path}" for one, path in POSTS])
def test_preview_looks_like_jekylls_page(
    qtbot: QtBot,
    portal: Path,
    tmp_path: Path,
    served: Callable[[Path, str], str],
    name: str,
    path: str,
) -> None:
    site = tmp_path / name
    shutil.copytree(portal if name == "portal" else SITES / name, site)
    preview = Preview(WORDS)
    pane = PreviewPane(preview.resource, lookup_site=preview.site_resource)
    pane.resize(SIZE)
    with qtbot.waitSignal(pane.page.loadFinished, timeout=20_000):
        pane.show()
    source = (site / path).read_bytes()
    page = preview.render(source, path, site, mode=PageMode.PAGE)
    with qtbot.waitSignal(pane.painted, timeout=20_000):
        pane.show_page(page, "post")
    view = pane.findChild(QWebEngineView, "preview_view")
    assert isinstance(view, QWebEngineView)
    ours = grabbed(view)
    size = view.size()
    pane.close_engine()
    pane.close()
    preview.close()

    below = page.address.partition("://")[2].partition("/")[2]
    base = open_site(site).config.baseurl
    theirs = jekylls(qtbot, f"{served(site, base)}/{below}", size)
    share, where = difference(ours, theirs)
    folder = os.environ.get("CURATOR_PICTURES")
    if folder:
        stem = f"{folder}/{name}-{Path(path).stem}"
        ours.save(f"{stem}-curator.png")
        theirs.save(f"{stem}-jekyll.png")
        where.save(f"{stem}-difference.png")
    assert share <= MOST_DIFFERENT, f"{share:.2%} of the pixels differ"
