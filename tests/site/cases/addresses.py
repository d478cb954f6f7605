"""Permalinks and slugs."""

from collections.abc import Iterator

from tests.site.cases.shared import HAN, post
from tests.site.jekyll_builds import Case

STYLES = [
    *("date", "pretty", "ordinal", "weekdate", "none", "PRETTY", "/:title", "/:title/", ":title"),
    *("/:categories/:title:output_ext", "/blog/:year/:i_month/:i_day/:title.html", "", "none/"),
    *(
        "/:short_year/:y_day/:slug/",
        "/:w_year/W:week/:w_day/:title",
        "/:collection/:path:output_ext",
    ),
    *("/a//b/:title/", "/a/../:title/", "/a/./:title/", "/:title.php", "/:title/index.html"),
    *("/:long_month-:short_month/:long_day_:short_day/:name/", "/:hour:minute:second/:title"),
    *(
        "/:year_:month_:day_:title/",
        "/:title__x/",
        "/:nope/:title/",
        "/:tags/:title/",
        "/中文/:title/",
    ),
    *(
        "/a b/:title/",
        "/%41/:title/",
        "/%ff/:title/",
        "/%2e%2e/:title/",
        "/:class/:title/",
        "/:count/",
    ),
    *("http://x.y/:title", "/:Title/", "/:title:/", "/::title/", "/:ti-tle/", "/a?b#c/:title"),
    *(
        "/:categories/",
        "/:output_ext/",
        "~/:title",
        "C:/:title",
        "/.:title/",
        "/:title.",
        "/:title./",
    ),
]


def permalinks() -> Iterator[Case]:
    """Yield the cases."""
    for style in STYLES:
        header = "title: t\ncategories: [Ab, 财经 c]\ndate: 2021-02-03 04:05:06 +0000"
        yield post("permalink of the site", header, config=f"permalink: '{style}'\n", path=HAN)
        yield post("permalink of the post", f"{header}\npermalink: '{style}'", path=HAN)
        yield post(
            "permalink of a collection",
            header,
            path="_notes/子/2022-01-11-N b.c.md",
            config=f"collections: {{notes: {{output: true, permalink: '{style}'}}}}\n",
        )
        yield post(
            "a collection under the site's permalink",
            header,
            path="_notes/2022-01-11-N b.html",
            config=f"permalink: '{style}'\ncollections: {{notes: {{output: true}}}}\n",
        )
    for value in (
        "''",
        "",
        "~",
        "false",
        "true",
        "123",
        "[a]",
        "/x.xml",
        "/x.d/",
        "x",
        "/x.:title",
        "/.",
    ):
        yield post("odd permalink", f"permalink: {value}")
    for value in (
        '"/a\\0b"',
        "/a%00b",
        "/" + "x" * 249,
        "/" + "x" * 252,
        "/" + "字" * 86,
        "/" + "a/" * 90,
    ):
        yield post("permalink beyond the disk", f"permalink: {value}")
    yield post(
        "posts as a collection",
        "title: t",
        config="collections: {posts: {permalink: '/p/:title/'}}\n",
    )
    yield post(
        "posts as a collection", "title: t", config="collections: {posts: {permalink: pretty}}\n"
    )
    yield post(
        "posts as a collection",
        "title: t",
        config="permalink: /q/:title\ncollections: {posts: {output: false, permalink: ~}}\n",
    )
    yield post(
        "default permalink", "title: t", config="defaults: [{values: {permalink: '/d/:title/'}}]\n"
    )
    yield post(
        "default permalink and none",
        "permalink:",
        config="defaults: [{values: {permalink: '/d/:title.htm'}}]\n",
    )
    yield post(
        "empty permalink of a collection",
        "title: t",
        path="_notes/n.md",
        config="collections: {notes: {output: true, permalink: ~}}\n",
    )
    for name in (
        "2022-01-11-a.xml",
        "2022-01-11-a.txt",
        "2022-01-11-a.scss",
        "2022-01-11-A B.HTML",
    ):
        for style in ("pretty", "/:title", "/:title:output_ext"):
            yield post(
                "other extensions", None, "a {}", f"_posts/{name}", f"permalink: '{style}'\n"
            )
    for value in ("/a.b/:title", "/:title.html", "/x/:title.b.c", "/.htaccess", "/:year.:month"):
        yield post(
            "extension in the permalink", f"permalink: {value}", path="_posts/2022-01-11-a.b.md"
        )


SLUGS = [
    *("my-Slug", "筑巢引凤：打造", "''", "", "~", "false", "123", "1.5", "true", "[a]", "{a: b}"),
    *(
        "2022-01-11",
        "'123'",
        "a b",
        "a/b",
        "a.b",
        "a...",
        "' a '",
        "-a-",
        "'--'",
        "a_b~c!d",
        "ÀÉ ß",
    ),
    *(
        "a%20b",
        "http://x",
        "'a: b'",
        "'#x'",
        "a?b",
        "ＡＢ",
        "../x",
        '"a\\tb"',
        "ΑΣ",
        "Ǆ",
        "🙂",
        "x" * 260,
    ),
]


def slugs() -> Iterator[Case]:
    """Yield the cases."""
    for value in SLUGS:
        for style in ("date", "/:slug/"):
            yield post("slug", f"slug: {value}", config=f"permalink: {style}\n")
    yield post("slug and name", "slug: Own.Slug", config="permalink: /:name/:slug/:title\n")
    yield post("slug unused", "slug: 5", config="permalink: /:year/:name/\n")
