"""What the exact renderer costs: Jekyll kept running, a build for each post, and Curator's own pages.

    python -m tests.benchmarks exact-renderer

Markdown articles of three sizes in a small themed site; every text differs from the one before, as
while typing. Needs Debian's jekyll.
"""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from curator.rendering.theme.renderer import SiteRenderer
from curator.rendering.truth.build import Order, built
from curator.rendering.truth.jekylls import Jekylls
from curator.rendering.truth.renderer import ExactRenderer
from curator.site.folder import Site, open_site
from tests.benchmarks.tables import RATIO, Table, ratio

ROUNDS = 30
BUILDS = 3
SIZES = {"2 KB": 2_000, "20 KB": 20_000, "200 KB": 200_000}
PATH = "_posts/2024-03-01-茶价.md"
HEAD = "---\nlayout: post\ntitle: 茶价周报\ncategories: market\n---\n"
SECTION = (
    "## 第{n}节 Section {n}\n\n红茶的均价升到**128**元，“观望”的人 *more* 起来；见[行情](/market/)。\n\n"
    "- 白茶 {n}\n- 绿茶\n  1. 高山\n  2. 平地\n\n| 品种 | 价 |\n|---|---:|\n| 红茶 | {n} |\n\n"
    '```python\nprint("{n}")\n```\n\n> 引文{{{{ page.title }}}}\n\n'
)
LAYOUTS = {
    "_config.yml": "title: 日报\ntimezone: Asia/Shanghai\n",
    "_layouts/default.html": "<!DOCTYPE html><html><head><title>{{ page.title }}</title></head>"
    "<body>{% include head.html %}{{ content }}</body></html>",
    "_layouts/post.html": "---\nlayout: default\n---\n<article><h1>{{ page.title }}</h1>{{ content }}"
    "{% for c in page.categories %}<a>{{ c }}</a>{% endfor %}</article>",
    "_includes/head.html": "<header>{{ site.title | upcase }} {{ page.date | date: '%F' }}</header>",
}


def article(size: int, edit: int) -> bytes:
    """Return a post of about `size` bytes after `edit` keystrokes."""
    sections: list[str] = []
    length = 0
    while length < size:
        sections.append(SECTION.format(n=len(sections)))
        length += len(sections[-1].encode())
    return f"{HEAD}{'改' * edit}\n\n{''.join(sections)}".encode()


def run(folder: Path) -> Iterator[Table]:
    """Measure and yield the table."""
    if shutil.which("jekyll") is None:
        return
    site = _site(folder / "exact-site")
    jekylls = Jekylls()
    renderer = ExactRenderer(site, jekylls, seconds=60)
    own = SiteRenderer(site)
    begun = time.perf_counter()
    renderer.page(PATH, article(100, 0))
    start = time.perf_counter() - begun
    table = Table(
        "a post's page, median milliseconds",
        ("", "Curator", "Jekyll kept", f"kept {RATIO}", "a build", f"build {RATIO}"),
        notes=[
            f"Starting Jekyll and reading the site: {start * 1000:,.0f} ms, once.",
            f"{RATIO}: against Curator's own page.",
        ],
    )
    try:
        for name, size in SIZES.items():
            ours = _median(ROUNDS, lambda edit, size=size: own.render(PATH, article(size, edit)))
            kept = _median(ROUNDS, lambda edit, size=size: renderer.page(PATH, article(size, edit)))
            whole = _median(
                BUILDS, lambda edit, size=size: _build(jekylls, site, article(size, edit))
            )
            table.add(name, ours, kept, ratio(kept, ours), whole, ratio(whole, ours))
    finally:
        renderer.close()
    yield table


def _site(root: Path) -> Site:
    for name, text in LAYOUTS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return open_site(root)


def _build(jekylls: Jekylls, site: Site, source: bytes) -> str:
    with built(jekylls, Order(site, PATH, source, datetime.now(UTC))) as made:
        return made.page


def _median(rounds: int, render: Callable[[int], object]) -> float:
    """Return the median milliseconds of rendering text after text."""
    render(0)
    taken = []
    for edit in range(1, rounds + 1):
        begun = time.perf_counter()
        render(edit)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)
