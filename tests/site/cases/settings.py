"""What the configuration decides: defaults, collections, layouts, patterns, zones."""

from collections.abc import Iterator

from tests.site.cases.shared import LAYOUTS, NOTES, POST, post
from tests.site.jekyll_builds import Case

DEFAULTS = {
    "plain": "[{scope: {path: ''}, values: {layout: post, a: 1}}]",
    "typed": "[{scope: {path: '', type: posts}, values: {layout: post}}, {scope: {path: ''}, values: {layout: default}}]",
    "longer": "[{scope: {path: _posts}, values: {layout: post}}, {scope: {path: '', type: posts}, values: {layout: default}}]",
    "equal": "[{scope: {path: a}, values: {layout: default}}, {scope: {path: ''}, values: {title: d}}, {scope: {path: ''}, values: {title: e}}]",
    "folder": "[{scope: {path: news/_posts}, values: {title: from news, slug: s, tags: [d]}}]",
    "slash": "[{scope: {path: /_posts}, values: {title: with slash}}]",
    "glob": "[{scope: {path: '_posts/*'}, values: {title: glob}}, {scope: {path: '*/_posts'}, values: {title: folders}}]",
    "drafts": "[{scope: {path: '', type: drafts}, values: {title: d}}, {scope: {path: _drafts}, values: {slug: p}}]",
    "old names": "[{scope: {path: '', type: post}, values: {title: d}}]",
    "other": "[{scope: {path: '', type: notes}, values: {title: d}}]",
    "nested": "[{values: {title: {a: 1}, layout: post}}]",
    "no scope": "[{values: {title: d}}]",
    "no scope twice": "[{values: {title: d}}, {values: {title: e}}]",
    "scope then none": "[{scope: {path: _posts}, values: {title: d}}, {values: {title: e}}]",
    "scope null": "[{scope: ~, values: {title: d}}]",
    "type null": "[{scope: {path: '', type: ~}, values: {title: d}}]",
    "type number": "[{scope: {path: '', type: 5}, values: {title: d}}]",
    "path number": "[{scope: {path: 5}, values: {title: d}}]",
    "path number twice": "[{scope: {path: 5}, values: {title: d}}, {scope: {path: ''}, values: {title: e}}]",
    "path missing": "[{scope: {type: posts}, values: {title: d}}]",
    "invalid": "[nonsense, {scope: {path: ''}}, {values: x}, {scope: {path: ''}, values: {title: d}}]",
    "a mapping": "{scope: {path: ''}, values: {title: d}}",
    "excerpts": "[{values: {excerpt_separator: o, published: true}}]",
    "prefix": "[{scope: {path: _po}, values: {title: prefix}}]",
    "file": "[{scope: {path: _posts/2022-01-11-some-Post.md}, values: {title: one file}}]",
    "draft true": "[{values: {draft: true}}]",
}


def defaults() -> Iterator[Case]:
    """Yield the cases."""
    for name, text in DEFAULTS.items():
        config = f"defaults: {text}\n"
        for header in ("tags: x", "title:\nlayout:\nslug:", "title: own\nlayout: none\ntags: own"):
            yield post(f"defaults: {name}", header, config=config, files=LAYOUTS)
        yield post(f"defaults: {name}", None, config=config, path="news/_posts/2022-01-11-a.md")
        yield post(
            f"defaults: {name}", "tags: x", config=config, path="_drafts/a.md", show_drafts=True
        )
        yield post(
            f"defaults: {name}",
            "tags: x",
            config=f"collections: {{notes: {{output: true}}}}\n{config}",
            path="_notes/n.md",
        )
    yield post(
        "defaults and broken YAML",
        "title: a: b",
        config="defaults: [{values: {title: d, tags: [e]}}]\n",
    )
    yield post(
        "defaults in a folder",
        "a: b",
        config="collections_dir: c\ndefaults: [{scope: {path: c/_posts}, values: {title: d}}]\n",
        path="c/_posts/2022-01-11-a.md",
    )


def layouts() -> Iterator[Case]:
    """Yield the cases."""
    for value in (
        *(
            "post",
            "default",
            "deep/er",
            "v1.2",
            "v1",
            "round",
            "self",
            "ends",
            "broken",
            "gone",
            "none",
            "null",
        ),
        *(
            "~",
            "",
            "''",
            "false",
            "true",
            "123",
            "'123'",
            "[post]",
            "{a: b}",
            "_hidden",
            "backup",
            ".dot",
            "noext",
        ),
        *("中文", "POST", "post.html", "' post'", "nil", "None", "1.5", "2022-01-11"),
    ):
        yield post("layout", f"layout: {value}", files=LAYOUTS)
        yield post(
            "default layout",
            "title: t",
            config=f"defaults: [{{values: {{layout: {value or '~'}}}}}]\n",
            files=LAYOUTS,
        )
    yield post(
        "layout: null over a default",
        "layout: null",
        config="defaults: [{values: {layout: post}}]\n",
        files=LAYOUTS,
    )
    yield post(
        "layout: none over a default",
        "layout: none",
        config="defaults: [{values: {layout: post}}]\n",
        files=LAYOUTS,
    )
    yield post("no layouts", "layout: post")
    yield post(
        "other folder",
        "layout: x",
        config="layouts_dir: skins\n",
        files={"skins/x.html": "{{ content }}"},
    )
    yield post(
        "excluded layout",
        "layout: x",
        config="exclude: [x.html]\n",
        files={"_layouts/x.html": "{{ content }}"},
    )
    yield post("layout of YAML", "layout: post", path="_notes/n.yml", config=NOTES, files=LAYOUTS)
    yield post(
        "layout of a style sheet", "layout: post", "", "_posts/2022-01-11-a.scss", files=LAYOUTS
    )
    yield post(
        "two of a name",
        "layout: x",
        files={
            "_layouts/x.html": "---\nlayout: y\n---\n",
            "_layouts/x.md": "{{ content }}",
            "_layouts/y.html": "",
        },
    )


def configurations() -> Iterator[Case]:
    """Yield the cases."""
    for patterns in (
        "[_posts]",
        "['*.md']",
        "[some]",
        "['_posts/2022*']",
        "[news]",
        "['**/2022-*']",
        "[/_posts/]",
        "[2022-01-11-some-Post.md]",
        "['_posts/[0-9]*']",
    ):
        yield post("exclude", "title: t", config=f"exclude: {patterns}\n")
        yield post(
            "exclude",
            "title: t",
            config=f"exclude: {patterns}\n",
            path="news/_posts/2022-01-11-a.md",
        )
        yield post(
            "exclude and include",
            "title: t",
            config=f"exclude: {patterns}\ninclude: [_posts/2022-01-11-some-Post.md]\n",
        )
    for path in (
        "_x/_posts/2022-01-11-a.md",
        "_posts/_2022-01-11-a.md",
        "_posts/.2022-01-11-a.md",
        ".x/_posts/2022-01-11-a.md",
    ):
        for patterns in ("[_x, .x]", "['_*']", "['.*']", "[_2022-01-11-a.md]", "[]"):
            yield post("include", "title: t", config=f"include: {patterns}\n", path=path)
    for extensions in (
        "md",
        "'md,txt'",
        "'markdown, md'",
        "txt",
        "'MD'",
        "''",
        "'.md'",
        "'text,,md'",
    ):
        for name in ("2022-01-11-a.md", "2022-01-11-a.txt", "2022-01-11-a.markdown"):
            yield post(
                "markdown_ext",
                "title: t",
                config=f"markdown_ext: {extensions}\n",
                path=f"_posts/{name}",
            )
    for zone in (
        "Asia/Shanghai",
        "UTC",
        "America/New_York",
        "CST-8",
        "Asia/Kathmandu",
        "No/Such",
        "''",
        "Pacific/Apia",
        "EST5EDT",
    ):
        yield post("timezone", "date: 2022-07-01 22:30:00 +0200", config=f"timezone: {zone}\n")
        yield post("timezone", "date: 2022-07-01 00:30", config=f"timezone: {zone}\n")
        yield post(
            "timezone",
            "title: t",
            config=f"timezone: {zone}\n",
            path="_drafts/a.md",
            show_drafts=True,
        )
    first = {
        "_config.yml": "permalink: /one/:title/\ncollections: {notes: {output: true}}\nfuture: true\n"
    }
    for second in (
        "permalink: /two/:title\n",
        "permalink: ~\nfuture: false\n",
        "collections: {notes: {permalink: '/n/:title/'}}\n",
        "",
        "defaults: [{values: {title: d}}]\n",
    ):
        files = {**first, "_more.yml": second}
        for path in (POST, "_notes/n.md", "_posts/2100-01-01-a.md"):
            yield Case(
                "two configurations",
                path,
                b"---\ntags: x\n---\nx\n",
                files=files,
                config_files=("_config.yml", "_more.yml"),
            )
            yield Case(
                "two configurations",
                path,
                b"---\ntags: x\n---\nx\n",
                files=files,
                config_files=("_more.yml", "_config.yml"),
            )
    yield Case(
        "other name",
        POST,
        b"---\ntags: x\n---\nx\n",
        files={"c.toml": "permalink = '/t/:title'\n"},
        config_files=("c.toml",),
    )
    yield post(
        "a folder for the output",
        "title: t",
        config="destination: out\n",
        path="out/_posts/2022-01-11-a.md",
        files={"out/x": ""},
    )
    source = "source: src\ncollections: {notes: {output: true}}\ndefaults: [{scope: {path: _posts}, values: {slug: d}}]\n"
    for path in (
        "src/_posts/2022-01-11-a.md",
        "src/news/_posts/2022-01-11-a.md",
        "_posts/2022-01-11-a.md",
        "src/_notes/n.md",
        "_notes/n.md",
    ):
        yield post(
            "a source folder",
            "layout: x",
            config=source,
            path=path,
            files={
                "src/_layouts/x.html": "{{ content }}",
                "_layouts/x.html": "---\nlayout: x\n---\n",
            },
        )
    yield post(
        "a source and a folder",
        "title: t",
        config="source: src\ncollections_dir: c\n",
        path="src/c/_posts/2022-01-11-a.md",
    )
    yield post("url and baseurl", "title: t", config="baseurl: /base\nurl: https://x.y\n")
