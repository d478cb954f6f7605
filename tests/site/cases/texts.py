"""Excerpts, front matter of all kinds, encodings."""

from collections.abc import Iterator

from tests.site.cases.shared import NOTES, POST, post
from tests.site.jekyll_builds import Case

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


def excerpts() -> Iterator[Case]:
    """Yield the cases."""
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


def encodings() -> Iterator[Case]:
    """Yield the cases."""
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
