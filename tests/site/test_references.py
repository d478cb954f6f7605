"""References of a body: found as a reader finds them, rewritten without touching anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.site.references import Form, Reference, nameless_pictures, references, rewritten

BODY = """<figure><img src="a.png" srcset="b.png 2x, c.png 1x" alt="x"><figcaption>a.png</figcaption></figure>
<p><a href=d.png>d.png</a> <!-- <img src="no.png"> --> <video poster='e.png'></video></p>

![f](f(1).png "title") and [![g](g.png)](h.png) `![no](no.png)`

1. item

    ![i](<i j.png>)

```
![no](no.png)
```

[k]: k.png "k"
\\![no](no.png){% raw %}![no](no.png){% endraw %}
"""


def test_each_kind_of_reference_is_found() -> None:
    found = [(one.address, one.picture) for one in references(BODY, markdown=True)]
    assert found == [
        ("a.png", True),
        ("b.png", True),
        ("c.png", True),
        ("d.png", False),
        ("e.png", True),
        ("f(1).png", True),
        ("g.png", True),
        ("h.png", False),
        ("i j.png", True),
        ("k.png", False),
    ]


def test_only_addresses_change() -> None:
    text = rewritten(BODY, lambda one: f"/x/{one.address[0]}", markdown=True)
    for address, written in (
        ('src="a.png"', 'src="/x/a"'),
        ("b.png 2x, c.png 1x", "/x/b 2x, /x/c 1x"),
        ("href=d.png", 'href="/x/d"'),
        ("poster='e.png'", "poster='/x/e'"),
        ("(f(1).png ", "(/x/f "),
        ("(g.png)](h.png)", "(/x/g)](/x/h)"),
        ("(<i j.png>)", "(/x/i)"),
        ("[k]: k.png", "[k]: /x/k"),
    ):
        assert text.count(written) == 1
        text = text.replace(written, address)
    assert text == BODY


def test_html_knows_no_markdown() -> None:
    body = '<pre><img src="a.png"></pre> ![b](b.png)'
    assert [one.address for one in references(body, markdown=False)] == ["a.png"]


def test_links_with_liquid_are_read_whole() -> None:
    body = (
        "<img src=\"{{ '/a b.png' | relative_url }}\">"
        '![x]({{ "/x.png" | relative_url }}) ![y]({{ site.baseurl }}/y.png "t")'
    )
    assert [one.address for one in references(body, markdown=True)] == [
        "{{ '/a b.png' | relative_url }}",
        '{{ "/x.png" | relative_url }}',
        "{{ site.baseurl }}/y.png",
    ]


PIECES = st.sampled_from(
    [
        *('<img src="a.png">', "<img src=", "'", '"', "![x](", "a.png", ")", "[", "]", "]("),
        *("<", ">", "\n", "\n\n", "`", "```", "    ", "{{ '/x' | relative_url }}", "<!--"),
        *("-->", " 2x, ", "图", "srcset='", "[k]: ", "\\", "<pre>", "</pre>", "&amp;", "("),
        *("<a href=", "{% raw %}"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_any_text_keeps_all_but_the_spans(body: str, markdown: bool) -> None:
    found = list(references(body, markdown=markdown))
    end = 0
    for one in found:
        assert end <= one.start <= one.end <= len(body)
        end = one.end

    def mark(one: Reference) -> str:
        return "\x00"

    parts = rewritten(body, mark, markdown=markdown)
    kept = parts.replace('"\x00"', "\x00").replace("'\x00'", "\x00").split("\x00")
    assert len(kept) == len(found) + 1
    rest = body
    for one, before in zip(found, kept, strict=False):
        at = one.start - (len(body) - len(rest))
        assert rest[:at] == before or one.form is Form.ATTRIBUTE
        rest = body[one.end :]
    assert rest == kept[-1]
    assert rewritten(body, lambda one: None, markdown=markdown) == body


@pytest.mark.parametrize("address", ["http://a/b.png", "//a/b.png", "data:x", "/b.png", "{{ x }}"])
def test_addresses_with_a_place_are_not_nameless(address: str) -> None:
    body = f'<img src="{address}"> <img src="known%20one.png"> <img src="./gone.png">'
    found = nameless_pictures(body, {"known one.png"}, markdown=False)
    assert [one.address for one in found] == ["./gone.png"]
