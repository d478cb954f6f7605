"""Sites put together by chance, whose layout writes out all that a template can know of a site."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.rendering.theme.conftest import write

_EVERYTHING = """
TIME {{ site.time | date: "%F %T %z" }} URL {{ page.url }} ID {{ page.id }} DATE {{ page.date }}
TITLE {{ page.title | jsonify }} C {{ page.categories | jsonify }} T {{ page.tags | jsonify }}
PATH {{ page.path }} {{ page.relative_path }} NAME {{ page.name }} SLUG {{ page.slug }}
EXT {{ page.ext }} DRAFT {{ page.draft }} DIR {{ page.dir }} OF {{ page.collection }}
V {{ page.v | jsonify }} W {{ page.w | jsonify }} L {{ page.layout }} P {{ page.published }}
{% if page.collection %}BESIDE {{ page.previous.url }} {{ page.next.title }}{% endif %}
POSTS {{ site.posts.size }}
{% for p in site.posts %}* {{ p.url }} | {{ p.title | jsonify }} | {{ p.date }} | {{ p.id }}
| {{ p.path }} | {{ p.v | jsonify }} | {{ p.w | jsonify }} | {{ p.categories | jsonify }}
| {{ p.tags | jsonify }} | {{ p.excerpt | strip_html | strip }} | {{ p.content | strip | jsonify }}
{% endfor %}
PAGES
{% for p in site.pages %}* {{ p.url }} | {{ p.title | jsonify }} | {{ p.path }} | {{ p.name }}
| {{ p.dir }} | {{ p.v | jsonify }} | {{ p.w | jsonify }} | {{ p.layout }}
{% endfor %}
HTML {{ site.html_pages | map: "url" | jsonify }}
FILES
{% for f in site.static_files %}* {{ f.path }} | {{ f.name }} | {{ f.basename }} | {{ f.extname }}
| {{ f.collection }} | {{ f.v | jsonify }}
{% endfor %}
COLLECTIONS
{% for c in site.collections %}* {{ c.label }} | {{ c.output }} | {{ c.docs | size }}
| {{ c.files | size }} | {{ c.relative_directory }} | {{ c.extra }}
{% for d in site[c.label] %}- {{ d.url }} | {{ d.title | jsonify }} | {{ d.id }} | {{ d.path }}
| {{ d.date | date: "%F" }} | {{ d.v | jsonify }} | {{ d.w | jsonify }} | {{ d.slug }}
| {{ d.categories | jsonify }} | {{ d.tags | jsonify }} | {{ d.excerpt | strip_html | strip }}
{% endfor %}{% endfor %}
DOCUMENTS {{ site.documents | map: "path" | jsonify }}
{% for c in site.categories %}CATEGORY {{ c[0] }}: {{ c[1] | map: "url" | jsonify }}
{% endfor %}{% for c in site.tags %}TAG {{ c[0] }}: {{ c[1] | map: "url" | jsonify }}
{% endfor %}
RELATED {{ site.related_posts | map: "url" | jsonify }} DATA {{ site.data | jsonify }}
SETTINGS {{ site.collections_dir }} {{ site.permalink }} {{ site.exclude | jsonify }}
{{ site.include | jsonify }} {{ site.show_drafts }} {{ site.limit_posts }} {{ site.markdown_ext }}
{{ site.extra | jsonify }}
"""
_WORDS = ("alpha", "beta", "中文", "Große", "naïve", "x-y", "A_b", "C++", "two.dots")
_PAGES = (
    *("index.html", "about.md", "sub/index.md", "sub/page.html", "sub/deep/x.markdown", "b1.html"),
    *("feed.xml", "style.css", "assets/x/y.js", "data.txt", "a.bak", "_pages/p.md", "noext"),
    *(".well-known/k.html", "_hidden.html", "~odd.html", "dot..md", "readme.TXT", "x.MD"),
)
_DOCUMENTS = (
    *("a.md", "b.md", "c.html", "sub/d.md", "2022-02-02-e.md", "raw.txt", "pic.png"),
    "_under.md",
)
_BODIES = (
    "Body {{ page.title }}\n\nSecond SEP third\n",
    "*One* <!--more--> two\n\nthree\n",
    "x",
    "",
    "{% for p in site.posts limit:1 %}{{ p.url }}{% endfor %}\nline\n\n[ref]: http://e.example\n",
)
_DEFAULTS: Sequence[dict[str, Any]] = (
    *({"v": 3}, {"w": "default", "v": None}, {"categories": ["dcat"]}, {"tags": ["dt"]}),
    *({"permalink": "/dp/:title/"}, {"title": "DT"}, {"layout": "everything"}),
    *({"published": True}, {"w": [1, 2]}, {"excerpt_separator": "SEP"}),
)


def make(root: Path, seed: int) -> None:
    """Write the site of a seed."""
    _Maker(root, seed).write_all()


class _Maker:
    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._random = random.Random(seed)
        self._count = 0
        self._inner = self._random.choice(["", "", "lib", "c/d"])

    def _one(self, *choices: Any) -> Any:
        return self._random.choice(choices)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def write_all(self) -> None:
        config = self._config()
        layout = "---\nlayout: everything\nv: of the layout\n---\nWRAP {{ layout.v }} {{ content }}"
        write(self._root / "_config.yml", yaml.safe_dump(config, allow_unicode=True))
        write(self._root / "_layouts/everything.html", _EVERYTHING)
        write(self._root / "_layouts/wrap.html", layout)
        write(self._root / "_data/d.yml", 'k: [1, 2.5, "x", yes, 2020-01-01]\n')
        write(self._root / "_data/sub/e.json", '{"z": null}')
        above = f"{self._inner}/" if self._inner else ""
        for number in range(self._random.randint(2, 7)):
            folder = above + self._one("", "", "cat/", "Cat A/sub/") + "_posts/"
            day = f"20{self._random.randint(20, 24)}-{self._random.randint(1, 12):02}-11"
            suffix = self._one(".md", ".md", ".html", ".markdown", ".txt")
            name = f"{self._one('', '', 'in/')}{day}-{self._one(*_WORDS)}-{number}{suffix}"
            write(self._root / folder / name, self._source("post"))
        if self._chance(0.5):
            write(self._root / above / "_drafts/2023-01-05-idea.md", self._source("post"))
        for label in config.get("collections", {}):
            for name in self._random.sample(_DOCUMENTS, self._random.randint(0, 5)):
                raw = name.endswith((".txt", ".png"))
                write(
                    self._root / above / f"_{label}" / name, "raw" if raw else self._source("doc")
                )
        for name in self._random.sample(_PAGES, self._random.randint(4, 12)):
            raw = name in {"data.txt", "a.bak", "noext"} or self._chance(0.15)
            write(self._root / name, "static" if raw else self._source("page"))

    def _config(self) -> dict[str, Any]:
        config: dict[str, Any] = {
            "time": "2024-05-05 10:00:00 +0000",
            "timezone": self._one("UTC", "Asia/Shanghai", "America/New_York", "Europe/Paris"),
            "permalink": self._one(
                *("date", "pretty", "none", "ordinal", "weekdate", "/:categories/:title/"),
                *(
                    "/:year/:short_month/:slug:output_ext",
                    "/blog/:title",
                    "/:collection/:name.html",
                ),
            ),
            "extra": {"a": 1.5, "b": [True, None, "x"]},
        }
        for share, key, values in (
            (0.3, "future", [True]),
            (0.2, "unpublished", [True]),
            (0.3, "show_drafts", [True]),
            (0.2, "limit_posts", [1, 3]),
            (0.2, "markdown_ext", ["md,mkd,txt"]),
            (0.3, "excerpt_separator", ["<!--more-->", "", "\n"]),
            (0.4, "exclude", [["sub", "*.bak"], ["b*.html", "data.txt"], ["sub/deep/"]]),
            (0.4, "include", [["_pages"], [".well-known", "_hidden.html"], ["~odd.html"]]),
        ):
            if self._chance(share):
                config[key] = self._one(*values)
        if self._inner:
            config["collections_dir"] = self._inner
        labels = self._random.sample(["notes", "people", "docs.v2"], self._random.randint(0, 3))
        if labels:
            config["collections"] = {label: self._collection() for label in labels}
        config["defaults"] = [self._default() for _ in range(self._random.randint(0, 4))]
        config["defaults"].append({"scope": {"path": ""}, "values": {"layout": "everything"}})
        return config

    def _collection(self) -> dict[str, Any]:
        settings: dict[str, Any] = {}
        for share, key, values in (
            (0.7, "output", [True, True, False]),
            (0.4, "permalink", ["/:collection/:path/", "/x/:title:output_ext", "/:name.htm"]),
            (0.3, "sort_by", ["v", "title", "date"]),
            (0.2, "order", [["b.md", "a.md"]]),
            (0.3, "extra", ["e"]),
        ):
            if self._chance(share):
                settings[key] = self._one(*values)
        return settings

    def _default(self) -> dict[str, Any]:
        paths = ["", "", "sub", "_posts", "sub/*", "_notes", "assets", "**/deep", "index.html"]
        scope = {"path": self._one(*paths, f"{self._inner}/_notes".lstrip("/"))}
        if self._chance(0.5):
            scope["type"] = self._one("posts", "pages", "notes", "people", "drafts", "post")
        return {"scope": scope, "values": self._one(*_DEFAULTS)}

    def _source(self, kind: str) -> str:
        values: dict[str, Any] = {}
        self._count += 1
        link = f"/own/{self._count}"
        for share, key, choices in (
            (
                0.6,
                "title",
                [*(f"T {word}" for word in _WORDS), "2024", 7, None, 'a "q" & <b>', True],
            ),
            (0.3, "v", [1, "x", None, [1], {"k": "l"}, 2.5]),
            (0.3, "w", ["own", None]),
            (0.2, "published", [True, False, "false"]),
            (0.3, "categories", ["a b", ["X", "y z"], [], None, "one"]),
            (0.2, "category", ["single cat", ["l1", "l2"]]),
            (0.3, "tags", ["t1 t2", ["T3", "t4 x"], None, ["t1", "t1"]]),
            (0.1, "tag", ["only tag"]),
            (0.15, "permalink", [f"{link}/", f"{link}.html", f"own/{self._count}"]),
            (0.15, "layout", ["wrap", "none", None, "missing"]),
            (0.1, "excerpt", ["own *excerpt*"]),
            (0.1, "render_with_liquid", [False]),
            (0.1, "name", ["own name"]),
            (0.1, "draft", [True]),
        ):
            if self._chance(share):
                values[key] = self._one(*choices)
        if kind != "page" and self._chance(0.2):
            values["slug"] = self._one("My Slug", "sl.ug", "中 文") + f" {self._count}"
        if kind == "post" and self._chance(0.4):
            values["date"] = self._one("2023-05-06 23:30:00 +0800", "2022-01-01", "2099-01-01")
        if kind == "doc" and self._chance(0.4):
            values["date"] = self._one("2023-05-06", "2021-01-01 10:00:00", "2030-01-01")
        head = yaml.safe_dump(values, allow_unicode=True) if values else ""
        return f"---\n{head}---\n{self._one(*_BODIES)}"
