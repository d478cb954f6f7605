"""Categories and tags."""

from collections.abc import Iterator

from tests.site.cases.shared import post
from tests.site.jekyll_builds import Case

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


def terms() -> Iterator[Case]:
    """Yield the cases."""
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
