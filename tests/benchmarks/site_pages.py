"""One page of a themed site: against `jekyll build` of that site, by posts, and in memory for long."""

import os
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from tests.benchmarks import corpora
from tests.benchmarks.check_site import LARGEST_BUILD, build
from tests.benchmarks.measuring import Figures, run_step
from tests.benchmarks.tables import RATIO, Table, ratio

ROUNDS = 60
"""Previews of one post after the first."""

MANY = 5_000
"""Previews after which memory must be where it was."""

FILES = {
    "_layouts/default.html": """\
<!DOCTYPE html>
<html lang="{{ page.lang | default: site.lang }}"><head><meta charset="utf-8">
<title>{{ page.title }} · {{ site.title }}</title>
<link rel="stylesheet" href="{{ '/assets/main.css' | relative_url }}"></head>
<body>{% include head.html brand=site.title %}
<main>{{ content }}</main>
{% include recent.html count=10 %}
</body></html>
""",
    "_layouts/post.html": """\
---
layout: default
---
<article><h1>{{ page.title | escape }}</h1>
<time datetime="{{ page.date | date_to_xmlschema }}">{{ page.date | date: "%Y-%m-%d" }}</time>
{% for tag in page.tags %}<a href="/tags/{{ tag | slugify }}/">{{ tag }}</a>{% endfor %}
{{ content }}
<nav>{% if page.previous %}<a href="{{ page.previous.url }}">{{ page.previous.title }}</a>{% endif %}
{% if page.next %}<a href="{{ page.next.url }}">{{ page.next.title }}</a>{% endif %}</nav>
<ul>{% for post in site.related_posts limit:5 %}<li>{{ post.title }}</li>{% endfor %}</ul></article>
""",
    "_includes/head.html": """\
<header>{{ include.brand }}{% for item in site.data.menu %}
<a href="{{ item.url | relative_url }}">{{ item.name }}</a>{% endfor %}</header>
""",
    "_includes/recent.html": """\
<aside>{% for post in site.posts limit:include.count %}
<a href="{{ post.url | relative_url }}">{{ post.title | truncate: 30 }}</a>
<span>{{ post.date | date: "%d %b" }}</span>{% endfor %}</aside>
""",
    "_data/menu.yml": "- {name: 首页, url: /}\n- {name: 行情, url: /markets/}\n",
    "_sass/_ink.scss": "$ink: #222;\n@mixin card { border: 1px solid $ink; }\n",
    "assets/main.scss": "---\n---\n@import 'ink';\narticle { @include card; h1 { color: $ink; } }\n",
}


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table of pages over the sizes, then one of memory."""
    table = Table(
        "one page of a themed site, the library answering for other posts",
        ("", "first s", "page ms", "p95 ms", "article ms", f"build {RATIO} page", "MB"),
    )
    table.notes.append("first: with the start of the rendering process; build: of the whole site.")
    for count in sizes:
        site = themed_site(folder, count)
        library = corpora.imported(folder, f"themed-library-{count}", site)
        figures = run_step(pages, folder, site=str(site), library=str(library), rounds=ROUNDS)
        built = None
        if count <= LARGEST_BUILD and shutil.which("jekyll") is not None:
            built = run_step(build, folder, site=str(site), target=str(folder / "built"))["wall"]
            shutil.rmtree(folder / "built", ignore_errors=True)
        table.add(
            f"{count:,} posts",
            figures["first"],
            figures["page"] * 1e3,
            figures["slowest"] * 1e3,
            figures["article"] * 1e3,
            ratio(built, figures["page"]) if built else None,
            figures["worker"],
        )
    yield table
    yield memory(folder, sizes[0])


def memory(folder: Path, count: int) -> Table:
    """Return what the rendering process holds after many previews of many posts."""
    site = themed_site(folder, count)
    library = corpora.imported(folder, f"themed-library-{count}", site)
    figures = run_step(many, folder, site=str(site), library=str(library), rounds=MANY)
    table = Table(
        f"memory of the rendering process over {MANY:,} previews of {count:,} posts",
        ("", "MB", f"{RATIO} a tenth"),
    )
    tenth = figures["tenth"]
    for name, label in (("tenth", "after a tenth"), ("half", "after half"), ("end", "at the end")):
        table.add(label, figures[name], ratio(figures[name], tenth))
    return table


def themed_site(folder: Path, count: int) -> Path:
    """Return a site of `count` posts with nested layouts, includes, data and Sass; posts are links."""
    root, made = folder / f"themed-{count}", folder / f"themed-{count}.made"
    if not made.exists():
        shutil.rmtree(root, ignore_errors=True)
        (root / "_posts").mkdir(parents=True)
        source = corpora.site(folder, count)
        for entry in os.scandir(source / "_posts"):
            os.link(entry.path, root / "_posts" / entry.name)
        shutil.copyfile(source / "_config.yml", root / "_config.yml")
        for name, text in FILES.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        made.touch()
    return root


# Steps, each in a process of its own


def pages(site: str, library: str, rounds: int) -> Figures:
    """Preview one post again and again, as its page and as an article."""
    from curator.composition import open_services
    from curator.services.preview import PageMode

    root = Path(site)
    path = sorted(entry.name for entry in (root / "_posts").iterdir())[-2]
    source = (root / "_posts" / path).read_bytes()
    with open_services(library) as services:
        preview = services.preview
        times: dict[PageMode, list[float]] = {mode: [] for mode in PageMode}
        begun = time.perf_counter()
        preview.render(source, f"_posts/{path}", root, mode=PageMode.PAGE)
        first = time.perf_counter() - begun
        for number in range(rounds):
            text = source + f"\n\nedit {number}\n".encode()
            for mode, found in times.items():
                begun = time.perf_counter()
                page = preview.render(text, f"_posts/{path}", root, mode=mode)
                found.append(time.perf_counter() - begun)
            assert page.document is not None
        worker = _worker_memory()
        preview.close()
    whole = sorted(times[PageMode.PAGE])
    return {
        "first": first,
        "page": statistics.median(whole),
        "slowest": whole[int(len(whole) * 0.95)],
        "article": statistics.median(times[PageMode.ARTICLE]),
        "worker": worker,
    }


def many(site: str, library: str, rounds: int) -> Figures:
    """Preview one post after the other and note what the rendering process holds."""
    from curator.composition import open_services
    from curator.services.preview import PageMode

    root = Path(site)
    names = sorted(entry.name for entry in (root / "_posts").iterdir())
    found: Figures = {}
    with open_services(library) as services:
        for number in range(rounds):
            name = names[number % len(names)]
            source = (root / "_posts" / name).read_bytes() + f"\n{number}\n".encode()
            services.preview.render(source, f"_posts/{name}", root, mode=PageMode.PAGE)
            if number + 1 == rounds // 10:
                found["tenth"] = _worker_memory()
            elif number + 1 == rounds // 2:
                found["half"] = _worker_memory()
        found["end"] = _worker_memory()
        services.preview.close()
    return found


def _worker_memory() -> float:
    """Return what the rendering process of this one holds, in MB."""
    for child in psutil.Process().children():
        if "curator.rendering.worker" in child.cmdline():
            return child.memory_full_info().uss / 2**20
    return 0.0
