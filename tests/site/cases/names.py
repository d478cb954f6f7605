"""File names and places, dates, drafts and what hides a post."""

from collections.abc import Iterator

from tests.site.cases.shared import LAYOUTS, post
from tests.site.jekyll_builds import Case

NAMES = [
    *("2022-01-11-a.md", "2022-1-1-a.md", "22-01-11-a.md", "122-01-11-a.md", "70-1-2-a.md"),
    *(
        "2022-02-30-a.md",
        "2022-02-31-a.md",
        "2022-01-11-.md",
        "2022-01-11--a-.md",
        "1999-12-31-a.md",
    ),
    *("2022-01-11-a.markdown", "2022-01-11-a.mkd", "2022-01-11-a.MD", "2022-01-11-a.html"),
    *("2022-01-11-a.htm", "2022-01-11-a.txt", "2022-01-11-a.textile", "2022-01-11-a.xml"),
    *("2022-01-11-a.b.c.md", "2022-01-11-a...md", "2022-01-11-v1.0.md", "2022-01-11-a.html.md"),
    *("2022-01-11-A_b.C~d.md", "2022-01-11-a b.md", "2022-01-11-a%20b.md", "2022-01-11-a+b.md"),
    *(
        "2022-01-11-筑巢引凤，打造：高地？.md",
        "2022-01-11-“引号”、顿号.md",
        "2022-01-11-ＡＢＣ１２.md",
    ),
    *(
        "2022-01-11-café.md",
        "2022-01-11-cafe\u0301.md",
        "2022-01-11-ΟΔΟΣ.md",
        "2022-01-11-İstanbul.md",
    ),
    *("2022-01-11-a&b=c;d,e@f!g$h'i(j).md", "2022-01-11-a[b]{c}.md", "2022-01-11-a#b.md"),
    *('2022-01-11-a"b.md', "2022-01-11-a:b.md", "2022-01-11-http:a.md", "2022-01-11-a?b.md"),
    *("2022-01-11-a\\b.md", "2022-01-11-Ⅷ①½.md", "2022-01-11-👍🏽.md", "2022-01-11-עברית.md"),
    *("2022-01-11-ภาษาไทย.md", "2022-01-11-हिन्दी.md", "2022-01-11-" + "字" * 80 + ".md"),
    *("2022-01-11.md", "20220111-a.md", "2022-01-11_a.md", "2022-01-11-a", "2022-01-11-a.md~"),
    *("2022-01-11-a.md.", ".2022-01-11-a.md", "_2022-01-11-a.md", "#2022-01-11-a.md"),
    *("~2022-01-11-a.md", "a.md", "x2022-01-11-a.md", "2022-01-11-a.yml", "2022-01-11-a.yaml"),
    *("sub/2022-01-11-a.md", "sub/deeper/2022-01-11-a.md", "_sub/2022-01-11-a.md"),
    *(".sub/2022-01-11-a.md", "2022-01-11-x.d/file", "2022-01-11-x.d/y.md", "1-1-1-a.md"),
    *("2021-12-31-2022-01-11-a.md", "2022-01-11-a.coffee", "2022-01-11-a.js"),
    *("2022-01-11-post-_posts-x.md", "2022-01-11-..md", "2022-01-11-a..md", "2022-12-32-a.md"),
    *(
        "2022-13-01-a.md",
        "2022-00-10-a.md",
        "2022-01-00-a.md",
        "0000-01-01-a.md",
        "9999-12-31-a.md",
    ),
]


def names() -> Iterator[Case]:
    """Yield the cases."""
    for name in NAMES:
        yield post("name", "tags: x", path=f"_posts/{name}", future=True)
    for path in (
        *("news/_posts/2022-01-11-a.md", "news/中国/_posts/x/2022-01-11-a.md"),
        *("News China/_posts/2022-01-11-a.md", "my_posts/_posts/2022-01-11-a.md"),
        *("_x/_posts/2022-01-11-a.md", ".x/_posts/2022-01-11-a.md", "a/b/c/_posts/2022-01-11-a.md"),
        *("_posts/_posts/2022-01-11-a.md", "vendor/bundle/_posts/2022-01-11-a.md"),
        *("vendor/_posts/2022-01-11-a.md", "node_modules/_posts/2022-01-11-a.md"),
        *("a:b/_posts/2022-01-11-a.md", "a#b/_posts/2022-01-11-a.md", "a?b/_posts/2022-01-11-a.md"),
        *(
            "posts/2022-01-11-a.md",
            "2022-01-11-a.md",
            "_post/2022-01-11-a.md",
            "~x/_posts/2022-01-11-a.md",
        ),
        *(
            "_drafts/_posts/2022-01-11-a.md",
            "_posts/_drafts/2022-01-11-a.md",
            "x~/_posts/2022-01-11-a.md",
        ),
        *(
            "a&b/_posts/2022-01-11-a.md",
            "2022-01-11/_posts/2022-01-11-a.md",
            "A/a/_posts/2022-01-11-a.md",
        ),
    ):
        yield post("place", "title: t", path=path)


DATES = [
    *("2022-01-11 18:09:11 +0800", "2022-01-11 18:09:11", "2022-01-11 18:09", "2022-01-11"),
    *("2022-01-11 23:30:00 -0500", "2022-01-11 00:30:00 +0800", "2022-01-11 23:59:59 Z"),
    *("2022-01-11T18:09:11+08:00", "2022-01-11T18:09:11", "2022-01-11T18:09", "2022-1-5"),
    *("2022-01-11 18:09:11 +08", "2022-01-11 18:09:11 +8", "2022-01-11 18:09:11.75 +0800"),
    *("2022-01-11 18:09:11 CST", "2022-01-11 18:09:11 EST", "2022-01-11 18:09:11 Asia/Shanghai"),
    *("2022-01-11 18:09:11 PDT", "2022-01-11 18:09:11 GMT+8", "2022-01-11 18:09:11 UTC"),
    *("2022/01/12", "2022/01/12 10:00", "2022年1月12日", "Jan 12, 2022 3:04 pm", "12 January 2022"),
    *("Tue, 12 Jul 2022 08:00:00 GMT", "20220111", "20220111180911", "12.1.2022", "2022-02-30"),
    *("2022-02-31 10:00:00", "2022-01-11 24:00:00 +0800", "'2022-01-11 18:09:11'", "22-01-11"),
    *('"2022-01-11 18:09:11 +0800"', "'2022-01-11'", "1999-12-31 23:59:60", "1988-06-01"),
    *("1985-07-01 02:00:00 +0900", "2022-03-13 02:30:00", "2022-03-13 02:30", "2022-11-06 01:30"),
    *("2022-03-12 23:30 -0500", "1901-01-01", "1883-11-18 12:00", "1850-06-01 10:00:00 +0800"),
    *("1941-04-20", "1700-01-01", "2022-12-31 23:00:00 -0200", "2020-02-29", "2016-W05-1"),
    *("", "~", "''", "nonsense", " +0800", "2022-13-01", "2022-01-32", "2022-01-11 25:00"),
    *("2022-01-11 18:60", "true", "false", "1641895751", "3.5", "[2022-01-11]", "{a: b}"),
    *("['2022-01-11']", "[2022-01-11 18:09:11 +0800]", "2022", "2022-01", "10:30", "'10:30'"),
    *(
        "'Jan 5'",
        "'11th'",
        "'noon'",
        "'2022-01-11\\t18:09:11'",
        "&d 2022-01-11",
        "!!str 2022-01-11",
    ),
    *("!!timestamp 2022-01-11", "2022-01-11 # comment", "|\n  2022-01-11", ">-\n  2022-01-11"),
    *("2022-01-11 18:09:11 +99:99", "2022-01-11 18:09:11 -2359", "0x7e6", "1_000", "2_022-01-11"),
    *("2100-01-01", "2100-01-01 00:00:00 +0000", "9999-12-31", "0001-01-01", "-0100-01-01"),
]


def dates() -> Iterator[Case]:
    """Yield the cases."""
    for value in DATES:
        yield post("date", f"title: t\ndate: {value}")
    for value in ("2022-01-11 23:30:00 -0500", "'10:30'", "", "nonsense", "2100-01-01"):
        yield post("date of a draft", f"date: {value}", path="_drafts/a.md", show_drafts=True)
        yield post("date with --future", f"title: t\ndate: {value}", future=True)
        yield post(
            "date in a collection",
            f"date: {value}",
            path="_notes/2022-01-11-n.md",
            config="collections: {notes: {output: true, permalink: '/:year/:month/:day/:title/'}}\n",
        )
        yield post(
            "default date",
            "title: t",
            config=f"defaults: [{{values: {{date: {value}}}}}]\n",
        )
    for value in ("2022-01-11", "'2022-01-11'", "2022-05-06 07:08:09 +0800", "'2022-05-06 07:08'"):
        config = f"defaults: [{{values: {{date: {value}}}}}]\n"
        yield post("default date", "title: t", config=config)
        yield post("default date and own", "title: t\ndate: 2021-01-01", config=config)
        yield post("default date and none", "title: t\ndate:", config=config)
    yield post(
        "same as the build", "date: 2022-03-03 10:00:00 Z", config="time: 2022-03-03 10:00:00 Z\n"
    )
    yield post("a fixed build", "date: 2022-03-04", config="time: 2022-03-03 10:00:00 Z\n")
    yield post("a fixed build", "date: 2022-03-02", config="time: 2022-03-03\n")


def visibility() -> Iterator[Case]:
    """Yield the cases."""
    values = (
        "false",
        "no",
        "off",
        "False",
        "",
        "~",
        "null",
        '"false"',
        "n",
        "0",
        "true",
        "yes",
        "''",
    )
    for value in values:
        yield post("published", f"published: {value}")
        yield post("published with --unpublished", f"published: {value}", unpublished=True)
        yield post(
            "published in a collection",
            f"published: {value}",
            path="_notes/n.md",
            config="collections: {notes: {output: true}}\n",
        )
    yield post(
        "default unpublished", "title: t", config="defaults: [{values: {published: false}}]\n"
    )
    yield post(
        "default unpublished, own empty",
        "published:",
        config="defaults: [{values: {published: false}}]\n",
    )
    yield post(
        "default unpublished, own true",
        "published: true",
        config="defaults: [{values: {published: false}}]\n",
    )
    yield post("unpublished: true", "published: false", config="unpublished: true\n")
    for value in ("true", "false", "yes", "0", "''", "~"):
        yield post("future in the configuration", "date: 2100-01-01", config=f"future: {value}\n")
    yield post("future by name", "title: t", path="_posts/2100-01-01-a.md")
    yield post("future and unpublished", "date: 2100-01-01\npublished: false")
    yield post("future and unpublished shown", "date: 2100-01-01\npublished: false", future=True)
    yield post(
        "future in a collection",
        "date: 2100-01-01",
        path="_notes/n.md",
        config="collections: {notes: {output: true, future: true}}\n",
    )
    for value in ("true", "false", "yes", "''"):
        yield post("draft: in _posts", f"draft: {value}")
    for limit in ("1", "0"):
        yield post("limit_posts", "title: t", config=f"limit_posts: {limit}\n")
    yield post("hidden with a bad slug", "slug: 5\npublished: false")
    yield post("hidden with a bad permalink", "permalink: /:nope/\npublished: false")
    yield post("hidden with a bad date", "date: nonsense\npublished: false")


def drafts() -> Iterator[Case]:
    """Yield the cases."""
    for path in (
        *("_drafts/a.md", "_drafts/2021-05-06-a.md", "news/_drafts/a b.md", "_drafts/sub/a.md"),
        *("_drafts/about_posts.md", "_drafts/a", "_drafts/_a.md", "_drafts/.a.md", "_drafts/a.md~"),
        *(
            "_drafts/2100-01-01-a.md",
            "_drafts/index.html",
            "x/_drafts/y/2022-02-30-z.md",
            "_drafts/a.b.c.md",
        ),
    ):
        for shown in (True, False):
            yield post("draft", "tags: x", path=path, show_drafts=shown)
        yield post(
            "draft with a date", "date: 2021-05-06 07:08:09 +0800", path=path, show_drafts=True
        )
        yield post("broken draft", "title: a: b", path=path, show_drafts=True)
    for header in (
        "published: false",
        "draft: false",
        "draft: true",
        "date: 2100-01-01",
        "layout: post",
        "permalink: /x",
    ):
        yield post("draft", header, path="_drafts/a.md", show_drafts=True, files=LAYOUTS)
    yield post("draft of a bad date, not shown", "date: nonsense", path="_drafts/a.md")
    yield post("show_drafts", "title: t", path="_drafts/a.md", config="show_drafts: true\n")
    yield post("show_drafts", "title: t", path="_drafts/a.md", config="show_drafts: false\n")
    yield post(
        "drafts as a collection",
        "title: t",
        path="_drafts/a.md",
        config="collections: {drafts: {output: true}}\n",
    )
