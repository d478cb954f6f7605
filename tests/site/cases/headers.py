"""Front matter: values, whole headers, fences."""

from collections.abc import Iterator

from tests.site.cases.shared import LAYOUTS, POST, post
from tests.site.jekyll_builds import Case

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


def yaml() -> Iterator[Case]:
    """Yield the cases."""
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
