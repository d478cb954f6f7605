"""The cases of the conformance test: small sites of one post over all rules of `jekyll.md`.

Only what goes in is written here. What must come out is asked of Jekyll when the test runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tests.site.jekyll_builds import Case

POST = "_posts/2022-01-11-some-Post.md"
HAN = "_posts/2022-01-11-筑巢引凤：打造“人才”高地？.md"
LAYOUTS = {
    "_layouts/default.html": "{{ content }}",
    "_layouts/post.html": "---\nlayout: default\n---\n{{ content }}",
    "_layouts/deep/er.html": "---\nlayout: post\n---\n{{ content }}",
    "_layouts/v1.2.html": "---\nlayout: gone\n---\n{{ content }}",
    "_layouts/round.html": "---\nlayout: about\n---\n{{ content }}",
    "_layouts/about.html": "---\nlayout: round\n---\n{{ content }}",
    "_layouts/self.md": "---\nlayout: self\n---\n{{ content }}",
    "_layouts/ends.html": "---\nlayout: none\n---\n{{ content }}",
    "_layouts/broken.html": "---\nlayout: a: b\n---\n{{ content }}",
    "_layouts/123.html": "{{ content }}",
    "_layouts/true.html": "{{ content }}",
    "_layouts/_hidden.html": "{{ content }}",
    "_layouts/backup.html~": "{{ content }}",
    "_layouts/.dot.html": "{{ content }}",
    "_layouts/noext": "{{ content }}",
    "_layouts/中文.html": "{{ content }}",
}


def post(
    name: str,
    header: str | None,
    body: str = "body\n",
    path: str = POST,
    config: str = "",
    files: Mapping[str, str] | None = None,
    **switches: bool,
) -> Case:
    """Return a case of front matter and body."""
    text = body if header is None else f"---\n{header}\n---\n{body}"
    return Case(name, path, text.encode(), config, files or {}, switches)


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


def _names() -> Iterator[Case]:
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


def _dates() -> Iterator[Case]:
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


def _visibility() -> Iterator[Case]:
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


TERMS = [
    *(
        "news",
        "news China",
        "a, b",
        "财经　要闻",
        "财经、要闻",
        "财经，要闻",
        "a\u00a0b",
        "[news, 中国 新闻]",
    ),
    *("[2022, news]", "[a, a, b]", "[A, a]", "[]", "", "''", "\n- x\n- y z", "[a, ~, b]", "2022"),
    *("true", "1.5", "{a: b}", "[[a, b], c]", "[{a: b}, c]", "[1, 1.0, '1', true]", "[yes, no]"),
    *(
        '"a b\\tc"',
        "'a  b'",
        "a/b",
        "[a/b, C#, 'x: y']",
        "' lead'",
        "[' lead', 'trail ']",
        "[İ, ΟΔΟΣ]",
    ),
    *(
        "[2022-01-11]",
        "[0x1f, 0123]",
        "[1e3, .inf, 1.0e+20]",
        "['', a]",
        "&x [a, b]",
        "!!set {a, b}",
    ),
    *(
        "nanfangPlus",
        "[ＡＢ, ab]",
        "|\n  a b\n  c",
        ">\n  a\n  b",
        "[null, 'null']",
        "[[[]]]",
        "*x",
    ),
    *(
        "['财经: 要闻']",
        "['a:b']",
        "['a b:c']",
        "['http://x y']",
        "['//x y']",
        "['#a b']",
        "['a?b c']",
    ),
    *("[a%20b]", "['a\\b']", "['a\"b']", "['..', x]", "['./x']", "['a..b']", "['.']", "['//']"),
    *('["a\\nb"]', '["a b\\nc:d"]', "['/x']", "['x/']", "[': a']", "['1:a b']", "['a+b.c-d: e']"),
]


def _terms() -> Iterator[Case]:
    for key in ("categories", "category", "tags", "tag"):
        for value in TERMS:
            yield post(key, f"title: t\n{key}: {value}")
    yield post("both", "category: c\ncategories: a b")
    yield post("both", "category: a\ncategories: [a, b]")
    yield post("both", "category:\ncategories: a b")
    yield post("both", "category: false\ncategories: a")
    yield post("both", "tag: one two\ntags: three")
    yield post("both", "tag: [p, q]\ntags: three")
    yield post("both", "tag:\ntags: three four")
    yield post("both", "tag: false\ntags: [x]")
    yield post("folder and own", "categories: x y", path="news/_posts/2022-01-11-a.md")
    yield post("folder and own", "category: x y", path="news/a/_posts/2022-01-11-a.md")
    yield post("folder and own alike", "categories: [news, x]", path="news/_posts/2022-01-11-a.md")
    for default in ("a b", "[a, 1]", "2022", "{a: b}"):
        yield post(
            "default terms",
            "tags: t",
            config=f"defaults: [{{values: {{categories: {default}}}}}]\n",
        )
        yield post(
            "default and own terms",
            "categories: [x, a]\ncategory: y",
            config=f"defaults: [{{values: {{categories: {default}, tags: d e}}}}]\n",
            path="f/_posts/2022-01-11-a.md",
        )
    yield post(
        "default category", "title: t", config="defaults: [{values: {category: c d, tag: e f}}]\n"
    )
    yield post("anchors", "tags: &x [a, b]\ncategories: *x")
    yield post(
        "slugified", "categories: [Ab C, x.y, 财 经]\npermalink: /:slugified_categories/:title/"
    )
    yield post("anchor of a list of lists", "a: &x [[1, 2], 3]\ncategories: *x\ntags: *x")


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


def _permalinks() -> Iterator[Case]:
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


def _slugs() -> Iterator[Case]:
    for value in SLUGS:
        for style in ("date", "/:slug/"):
            yield post("slug", f"slug: {value}", config=f"permalink: {style}\n")
    yield post("slug and name", "slug: Own.Slug", config="permalink: /:name/:slug/:title\n")
    yield post("slug unused", "slug: 5", config="permalink: /:year/:name/\n")


BODIES = [
    *(
        "one\n\ntwo\n",
        "one\n",
        "",
        "\n\n\n",
        "one\n\n",
        "one\n\n\ntwo",
        "one\ntwo",
        "\n\none\n\ntwo",
    ),
    *(
        "one\r\n\r\ntwo\r\n",
        "one\r\rtwo",
        "one\n \ntwo",
        "one\n\n\n\n",
        "一。\n\n二。\n",
        "<!--more-->x",
    ),
    *("a\n<!--more-->\nb\n\nc", "a<!-- more -->b", "[a] and [b]\n\nrest\n\n[a]: http://x\n[b]: y"),
    *(
        "[a]\n\n    [a]: not\n   [a]: yes\n[a]:no space",
        "[A b]\n\n[A\nb]: x",
        "x [^1]\n\n[^1]: note",
    ),
    *(
        "{% if x %}a\n\nb{% endif %}",
        "{% if x %}a{% endif %}\n\nb",
        "{% for i in (1..2) %}\n\n{% endfor %}",
    ),
    *("{%- highlight ruby -%}\na\n\nb\n{%- endhighlight -%}", "{% raw %}a\n\n{{ b }}{% endraw %}"),
    *("{% if a %}{% unless b %}c\n\nd{% endunless %}{% endif %}", "{% assign x = 1 %}a\n\nb"),
    *(
        "{% capture x %}\n\n{% endcapture %}",
        "{% comment %}\n\n{% endcomment %}b\n\nc",
        "{{ x }}\n\ny",
    ),
    *(
        "{% case 1 %}{% when 1 %}\n\n{% endcase %}",
        "a {% if x\n\n%}{% endif %}",
        "{% tablerow i in x %}\n\n{% endtablerow %}",
    ),
    *(
        "a ]: b\n\n[]: x\n[ ]: y",
        "---\nx\n\ny",
        "one\n\ntwo\x0b",
        "\ttabbed\n\nx",
        "a\u2028\u2028b\n\nc",
    ),
]


def _excerpts() -> Iterator[Case]:
    for body in BODIES:
        yield post("excerpt", "title: t", body)
        yield post(
            "excerpt cut at more", "title: t", body, config="excerpt_separator: '<!--more-->'\n"
        )
    for value in (
        "<!--more-->",
        "''",
        "",
        "~",
        "false",
        "5",
        "[a]",
        '"\\r\\n\\r\\n"',
        '"\\n"',
        "one",
        "。",
    ):
        body = "one 5 [a] false 一。二\r\n\r\n<!--more-->\n\n[a]: x\n"
        yield post("separator", f"excerpt_separator: {value}", body)
        yield post(
            "separator of the site", "title: t", body, config=f"excerpt_separator: {value}\n"
        )
    for value in (
        "own words",
        "''",
        "",
        "~",
        "false",
        "5",
        "[a, b]",
        "|\n  own\n\n  words",
        "true",
    ):
        yield post("own excerpt", f"excerpt: {value}", "one\n\ntwo\n")
    yield post("default excerpt", "title: t", config="defaults: [{values: {excerpt: e}}]\n")
    yield post("no front matter", None, "one\n\ntwo\n")


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


def _defaults() -> Iterator[Case]:
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


NOTES = "collections: {notes: {output: true}}\n"


def _collections() -> Iterator[Case]:
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


def _drafts() -> Iterator[Case]:
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


TITLES = [
    *(
        "123",
        "1,000",
        "1_000",
        "0123",
        "0x1f",
        "0b11",
        "12:34",
        "1:30",
        "1:2:3.5",
        "1.50",
        "1e3",
        "1.5e+20",
    ),
    *(
        ".5",
        "5.",
        ".inf",
        ".nan",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "False",
        "y",
        "n",
        "null",
        "~",
        "Null",
        "",
    ),
    *(
        "2022-01-11",
        "2022-01-11 10:00:00 +0800",
        "C# 与 a #1",
        "a #b",
        "a: b",
        "a:b",
        "a - b",
        "- a",
        "'it''s'",
    ),
    *(
        '"a\\tb\\u4e2d"',
        "'  x  '",
        "@x",
        "%x",
        "*x",
        "&x y",
        "[x",
        "[x]",
        "{x",
        "{x: y}",
        "!x y",
        "`x`",
        ",x",
        "?x",
    ),
    *(
        "|\n  a\n  b",
        ">-\n  a\n  b\n\n  c",
        "a\n  b",
        ":sym",
        "':sym'",
        ": x",
        "=",
        "<<",
        "“引”",
        "\u00a0x",
        "\u3000x",
    ),
    *(
        "x\u00a0",
        "0o17",
        "08",
        "-0",
        "+1",
        "1__0",
        "0.1.2",
        "1.0.0",
        "0,1",
        "'",
        '"',
        "a'b",
        'a "b" c',
        "a, b",
    ),
    *(
        "!!str 123",
        "!!int '5'",
        "!ruby/object:X {}",
        "!!binary aGk=",
        "\tx",
        "x\t# y",
        "x\t#y",
        "\u0085x",
        "a\u2028b",
    ),
    *(
        "1" * 400,
        "190:20:30",
        "-1:30",
        "685_230",
        "1.e",
        "+.inf",
        "-.INF",
        "2022-1-1",
        "2022-01-32",
        "12e03",
    ),
]
HEADERS = [
    *(
        "",
        "# only a comment",
        "- a\n- b",
        "just text",
        "title: a\ntitle: b",
        "title: t\ntitle:",
        "{title: t, tags: [a]}",
    ),
    *(
        "<<: {title: m, tags: [m]}",
        "b: &b {title: m}\n<<: *b",
        "<<: [{title: m}, {title: n}]\ntitle: o",
        "? title\n: t",
    ),
    *(
        "title: t\n\ttags: x",
        " title: t",
        "title: t\n tags: x",
        "title: t\ntags:\n- a\n -b",
        "title:\n  a: b",
        "'title': t",
    ),
    *(
        "title: t\n...\ntags: x",
        "title: t\n---\ntags: x",
        "title: t\r\ntags: [a]\r",
        "title: &a t\nslug: *a",
        "slug: *gone",
    ),
    *(
        "%YAML 1.1",
        "title: t\n# end",
        "!!map {title: t}",
        "!x {title: t}",
        "title: !x t",
        "5: x\ntitle: t",
        "~: x",
        "true",
    ),
    *(
        "42",
        "''",
        "null",
        "title: t\n\x07",
        "title: \x01",
        "title: 🙂",
        "title: \ufeffx",
        "\ufefftitle: x",
        "TITLE: t",
        "title : t",
    ),
    *(
        "title:t",
        "title: t\nlayout: post\n\n\n",
        "a: &a [*a]\ntitle: t",
        "title: 'open",
        "title: [a, b",
        "title: t # [",
        "a: b: c",
    ),
    *(
        "date: 2022-01-11\ndate: 2021-01-01",
        "tags: [a\n, b]",
        "tags: a\ntags: [b]",
        "title: |\n x\n  y\n z",
        "title: t\n\n---",
    ),
]
SOURCES = [
    *(
        "---\ntitle: t\n---\nx",
        "---\ntitle: t\n---",
        "---\ntitle: t\n...\nx",
        "---  \ntitle: t\n---  \nx",
        "---\n---\nx",
    ),
    *(
        "---\r\ntitle: t\r\n---\r\nx\r\n",
        "\n---\ntitle: t\n---\nx",
        " ---\ntitle: t\n---\nx",
        "----\ntitle: t\n----\nx",
    ),
    *(
        "---\ntitle: t\n",
        "---\rtitle: t\r---\rx",
        "---\ntitle: t\n ---\nx",
        "---\ntitle: t\n---x\ny",
        "---\n\n\ntitle: t\n---\nx",
    ),
    *(
        "---\ntitle: t\n---\n\n\n\nx",
        "---\ntitle: t\n---\n \n\t\nx",
        "---\ntitle: t\n---\n---\na: b\n---\n",
        "no header",
        "",
    ),
    *(
        "---",
        "---\n",
        "---\n\n",
        "--- # c\ntitle: t\n---\n",
        "---\ntitle: t\n.... \n---\nx",
        "---\ntitle: t\n---\f\nx",
        "\ufeff---\ntitle: t\n---\nx",
    ),
    *(
        "---\ntitle: t\n--- \n...\nx",
        "---\ntitle: t\n---\n\n\n",
        "---\nexcerpt: ''\n---\nx",
        "---\t\ntitle: t\n---\v\nx",
        "+++\ntitle = 't'\n+++\nx",
    ),
]


def _yaml() -> Iterator[Case]:
    for value in TITLES:
        yield post("title", f"title: {value}")
    for value in (
        "yes",
        "no",
        "off",
        "2022-01-11",
        "1:30",
        "0123",
        "1,000",
        "~",
        "a: b",
        ":sym",
        "!!str 5",
    ):
        yield post("strict", f"title: {value}", config="strict_front_matter: true\n")
        yield post("value", f"layout: {value}\nslug: s", files=LAYOUTS)
        yield post("value", f"published: {value}\ntags: [{value}]")
    for header in HEADERS:
        yield post("header", header)
        yield post("header of a draft", header, path="_drafts/a.md", show_drafts=True)
    for source in SOURCES:
        yield Case("source", POST, source.encode())
        yield Case("source, strictly", POST, source.encode(), "strict_front_matter: true\n")
    for header in ("categories: 2022", "- a", "title: t", "categories: {a: b}"):
        yield post("strict", header, config="strict_front_matter: true\n")


def _encodings() -> Iterator[Case]:
    text = "---\ntitle: 标题\ncategories: 财经\n---\n正文。\n\n二。\n"
    sources = {
        "utf-8": text.encode(),
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "gbk": text.encode("gbk"),
        "big5": "---\ntitle: 標題\n---\n正文。\n".encode("big5"),
        "utf-16": text.encode("utf-16"),
        "utf-16 without mark": "---\ntitle: t\n---\nx\n".encode("utf-16-le"),
        "latin-1": "---\ntitle: café\n---\nx\n".encode("latin-1"),
        "one bad byte": text.encode() + b"\xff\n",
        "bad byte in the header": b"---\ntitle: a\xffb\n---\nx\n",
        "half a character": text.encode()[:-5],
        "surrogate": b"---\ntitle: t\n---\n\xed\xa0\x80\n",
        "nul": b"---\ntitle: t\n---\na\0b\n",
        "nul in the header": b"---\ntitle: a\0b\n---\nx\n",
        "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode(),
        "ascii": b"---\ntitle: t\n---\nx\n",
    }
    for name, source in sources.items():
        for path in (
            POST,
            "_posts/2022-01-11-a.html",
            "_notes/n.md",
            "_notes/n.html",
            "_drafts/d.md",
        ):
            yield Case(f"encoding {name}", path, source, NOTES, switches={"show_drafts": True})
        yield Case(f"encoding {name}, strictly", POST, source, "strict_front_matter: true\n")
    for encoding in (
        "gbk",
        "utf-8",
        "UTF-8",
        "iso-8859-1",
        "us-ascii",
        "big5",
        "gb18030",
        "nonsense",
        "''",
    ):
        for name in ("utf-8", "gbk", "ascii", "mark", "latin-1"):
            yield Case(
                f"encoding {name} read as {encoding}",
                POST,
                sources[name],
                f"encoding: {encoding}\n",
                render=False,
            )


def _layouts() -> Iterator[Case]:
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


def _configurations() -> Iterator[Case]:
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


def _found() -> Iterator[Case]:
    """Yield what random posts brought to light."""
    yield post("static file with a colon", None, "x", "_notes/2021/0:1.md", NOTES)
    yield post("static file with a colon", None, "x", "_notes/a:b.txt", "collections: [notes]\n")
    yield post(
        "static file with a colon",
        None,
        "x",
        "_notes/a:b.md",
        "collections: {notes: {permalink: /x}}\n",
    )
    yield post("static file in a folder with a colon", None, "x", "_notes/a:b/c.md", NOTES)
    yield Case("mark before YAML", "_notes/n.yml", b"\xef\xbb\xbf---\na: b\nc: d\n", NOTES)
    yield Case("mark before YAML", "_posts/2022-01-11-a.yml", b"\xef\xbb\xbf---\na: b\nc: d\n")
    yield post("YAML with a date", "date: 2022-01-11", path="_posts/2022-01-11-a.yaml")
    yield post("hidden, its name too long", f"published: false\nslug: {'x' * 260}")
    yield post("hidden, no path", "published: false\npermalink: /%ff/:title/")
    yield post(
        "hour that comes twice", "date: 2022-11-06 01:30", config="timezone: America/New_York\n"
    )
    yield post(
        "hour that never comes", "date: 2022-03-13 02:30", config="timezone: America/New_York\n"
    )
    yield post(
        "clock set back without summer time",
        "date: 2015-08-14 23:45",
        config="timezone: Asia/Pyongyang\n",
    )
    yield post(
        "offset with seconds", "date: 1883-11-18 12:00", config="timezone: America/New_York\n"
    )
    yield post("offset with seconds", "date: 1850-01-01 12:00", config="timezone: Asia/Shanghai\n")
    yield post("two keys with a tab", "title: t\ncategories: a\tb\n<<: [1]")
    yield post(
        "broken layout, strictly",
        "layout: post",
        config="strict_front_matter: true\n",
        files={"_layouts/post.html": "x"},
    )


ZONED = (
    "date",
    "name",
    "draft",
    "published",
    "future",
    "permalink",
    "collection",
    "default",
    "odd",
    "two",
    "posts",
)


def zoned_cases() -> list[Case]:
    """Return the cases whose outcome may depend on the zone of the build."""
    return [replace(case, render=False) for case in all_cases() if case.name.startswith(ZONED)]


def all_cases() -> list[Case]:
    """Return every case of the conformance test."""
    makers = (
        *(_names, _dates, _visibility, _terms, _permalinks, _slugs, _excerpts, _defaults),
        *(_collections, _drafts, _yaml, _encodings, _layouts, _configurations, _found),
    )
    return [case for maker in makers for case in maker()]
