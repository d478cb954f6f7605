"""Documents of collections."""

from collections.abc import Iterator

from tests.site.cases.shared import NOTES, post
from tests.site.jekyll_builds import Case


def collections() -> Iterator[Case]:
    """Yield the cases."""
    for path in (
        *("_notes/n.md", "_notes/2022-01-11-n.md", "_notes/a/b/N c.md", "_notes/n", "_notes/n.txt"),
        *(
            "_notes/.n.md",
            "_notes/_n.md",
            "_notes/a/_n.md",
            "_notes/n.md~",
            "_notes/a/.b/c.md",
            "_notes/n.",
        ),
        *(
            "_notes/a..md",
            "_notes/a.b.md",
            "_notes/中文 名.md",
            "_notes/_notes.md",
            "_notes/x_notes/y.md",
        ),
        *("x/_notes/n.md", "_Notes/n.md", "_notes/_posts/2022-01-11-a.md", "_notes/n.yml"),
        *(
            "_notes/2022-13-01-n.md",
            "_notes/a:b.md",
            "_notes/a#b?.md",
            "_notes/index.md",
            "_notes/n.HTML",
        ),
    ):
        yield post("collection", "tags: x", path=path, config=NOTES)
    for config in (
        *(
            "",
            "collections: [notes]\n",
            "collections: {notes: ~}\n",
            "collections: {notes: {output: false}}\n",
        ),
        *(
            "collections: {notes: {output: 1}}\n",
            "collections: {'no tes': {output: true}, notes: {output: true}}\n",
        ),
        *("collections: {'no tes': {output: true}}\n", "collections: {data: {output: true}}\n"),
        *(
            "collections: {notes: {output: true}}\nexclude: [n.md]\n",
            "collections_dir: c\n" + NOTES,
        ),
        *(
            NOTES + "exclude: [_notes]\n",
            NOTES + "exclude: [_notes/n.md]\n",
            NOTES + "include: [_n.md]\n",
        ),
        *(
            NOTES + "permalink: pretty\n",
            NOTES + "permalink: weekdate\n",
            NOTES + "permalink: /x/:title/\n",
        ),
        "collections: {notes: {output: true, permalink: '/:collection/:year/:title:output_ext'}}\n",
    ):
        for path in ("_notes/n.md", "_notes/_n.md", "c/_notes/n.md"):
            yield post(
                "collection's settings", "title: t\ncategories: [a]", path=path, config=config
            )
    for source in (
        *(
            "no header\n",
            "---\n",
            "---",
            "--- \r\ntitle: t\r\n---\r\nx",
            "----\na: b\n---\n",
            "---\ntitle: t\n",
        ),
        *("\ufeff---\ntitle: t\n---\nx", "\n---\ntitle: t\n---\n", "---\ntitle: a: b\n---\nx", ""),
        *("---\n- a\n---\nx", "---\n---\n", "---\ndraft: true\n---\n", "---\ncategories: 5\n---\n"),
        *(
            "---\nslug: 5\n---\n",
            "---\ndate: x\n---\n",
            "---\npublished: false\n---\n",
            "---\ndraft: true\n---\n",
        ),
    ):
        yield Case("collection's source", "_notes/n.md", source.encode(), NOTES)
    yield post(
        "draft: in a collection",
        "draft: true",
        path="_notes/n.md",
        config=NOTES + "permalink: /:year/:title\n",
    )
    yield post(
        "collection slug",
        "slug: Own",
        path="_notes/2022-01-11-n.md",
        config="collections: {notes: {output: true, permalink: '/:slug/:title/:name'}}\n",
    )
    yield Case(
        "YAML in a collection",
        "_notes/n.yml",
        b"---\ntitle: t\ndate: 2022-01-11 10:00:00 +0900\n",
        NOTES,
    )
    yield Case("YAML in a collection", "_notes/n.yml", b"---\ntitle: t\ndate: 2022-01-11\n", NOTES)
    yield Case("broken YAML in a collection", "_notes/n.yaml", b"---\ntitle: a: b\n", NOTES)
    yield post(
        "named posts", "title: t", path="c/_posts/2022-01-11-a.md", config="collections_dir: c\n"
    )
    yield post(
        "named posts",
        "title: t",
        path="c/news/_posts/2022-01-11-a.md",
        config="collections_dir: c\n",
    )
    yield post("outside the folder", "title: t", config="collections_dir: c\n", files={"c/x": ""})
    yield post(
        "beside the folder",
        "title: t",
        path="cc/_posts/2022-01-11-a.md",
        config="collections_dir: c\npermalink: /:title\n",
    )
    yield post(
        "odd folder", "title: t", path="c/_posts/2022-01-11-a.md", config="collections_dir: c/\n"
    )
    yield post(
        "odd folder", "title: t", path="_c/_posts/2022-01-11-a.md", config="collections_dir: _c\n"
    )
    yield post(
        "drafts in the folder",
        "title: t",
        path="c/_drafts/a.md",
        config="collections_dir: c\n",
        show_drafts=True,
    )
