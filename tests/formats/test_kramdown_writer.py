"""HTML written as Markdown comes out of real kramdown as the same elements with the same text."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from curator.formats.document import split
from curator.formats.kramdown_writer.sameness import same
from curator.formats.kramdown_writer.writer import convert
from tests.formats.kramdown_trees import bodies
from tests.rendering.kramdown.oracle import Oracle, available

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="module")
def kramdown() -> Iterator[Oracle]:
    if not available():
        pytest.skip("ruby with kramdown is not installed")
    oracle = Oracle()
    yield oracle
    oracle.close()


def written(html: str) -> str:
    return convert(html, markdown=True, liquid=False).text()


CASES = {
    "<h2>A <em>b</em></h2>": "## A *b*\n",
    '<h2 id="x-1">A #</h2>': "## A \\# {#x-1}\n",
    "<p>a <b>b</b> <i>c</i> <del>d</del></p>": "a **b** *c* ~~d~~\n",
    '<p><a href="/a b" title="t">x</a></p>': '[x](</a b> "t")\n',
    '<p><a href="http://a.example/x">http://a.example/x</a></p>': "<http://a.example/x>\n",
    '<p><img src="a.png" alt="b" title="c" width="3"></p>': '![b](a.png "c"){: width="3"}\n',
    "<ul><li>a<ol><li>b</li></ol></li></ul>": "* a\n  1. b\n",
    "<ul><li><p>a</p></li><li><p>b</p></li></ul>": "* a\n\n* b\n",
    '<ol start="3"><li>a</li></ol>': '1. a\n{: start="3"}\n',
    "<ul><li>a</li></ul><ul><li>b</li></ul>": "* a\n^\n\n* b\n",
    '<pre><code class="language-js">a\n</code></pre>': "```js\na\n```\n",
    "<pre>```</pre>": "````\n```\n````\n",
    "<p><code>a`b</code></p>": "`` a`b ``\n",
    "<blockquote><p>a</p><p>b</p></blockquote>": "> a\n>\n> b\n",
    "<p>a<br>b</p><hr>": "a  \nb\n\n* * *\n",
    "<dl><dt>a</dt><dd>b</dd></dl>": "a\n: b\n",
    "<p>H<sub>2</sub>O, x<sup>2</sup></p>": "H<sub>2</sub>O, x<sup>2</sup>\n",
    '<table><thead><tr><th align="right">a</th></tr></thead><tr><td align="right">|</td></tr></table>': (
        "| a |\n| --: |\n| \\| |\n"
    ),
    '<p>"a" -- it\'s 1 < 2 {: b} {{ c }}</p>': (
        '\\"a\\" \\-\\- it\\\'s 1 &lt; 2 \\{: b} \\{\\{ c }}\n'
    ),
    "<p>1. a</p><p># b</p><p>- c</p>": "1\\. a\n\n\\# b\n\n\\- c\n",
    '<p class="x">a</p>': 'a\n{: class="x"}\n',
    '<figure><img src="a"><figcaption>b</figcaption></figure>': (
        '<figure><img src="a"><figcaption>b</figcaption></figure>'
    ),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.items())
def test_an_element_is_written_so(kramdown: Oracle, html: str, markdown: str) -> None:
    assert written(html) == markdown
    assert same(html, kramdown.html(markdown))


def test_what_would_be_an_abbreviation_stays(kramdown: Oracle) -> None:
    body = '<p><em><a href="b">c</a></em> <u>]:</u> d</p>'
    assert written(body) == body
    assert same(body, kramdown.html(body))


@given(bodies)
@settings(max_examples=120, deadline=None)
def test_any_body_comes_out_the_same(kramdown: Oracle, body: str) -> None:
    assert same(body, kramdown.html(written(body)))


def test_most_of_what_is_supported_is_written(kramdown: Oracle) -> None:
    made = convert("".join(CASES), markdown=True, liquid=False)
    elements = [piece for piece in made.pieces if piece.name]
    assert made.converted >= len(elements) - 1


def test_markdown_round_the_elements_stays(kramdown: Oracle) -> None:
    body = (
        "Some *text*\n<p>in it</p>\n\n<p>A <b>c</b></p>\n\n```\n\n<p>code</p>\n\n```\n\n"
        "<http://news.example/1>\n\n<p>x</p> tail\n\n<div>*d*</div>\n\n[m](/n)\n"
    )
    assert written(body) == body.replace("<p>A <b>c</b></p>", "A **c**")


def test_liquid_that_is_meant_passes_through() -> None:
    body = (
        '<p>{{ a < b }} *x* {% if "</p>" %}<a href="{{ u }}">l</a>{% endif %}</p>\n'
        "\n{% highlight c %}\n\n<p>*a*</p>\n{% endhighlight %}\n\n<p>b</p>\n"
    )
    made = convert(body, markdown=True, liquid=True)
    assert made.restored(made.text()) == (
        '{{ a < b }} \\*x\\* {% if "</p>" %}[l]({{ u }}){% endif %}\n\n'
        "{% highlight c %}\n\n<p>*a*</p>\n{% endhighlight %}\n\nb\n"
    )


def _real_bodies() -> list[tuple[str, str]]:
    found = []
    for folder in (SHARED / "examples" / "site", SHARED / "corpus"):
        for path in sorted(folder.rglob("_posts/**/*")):
            if path.suffix in {".md", ".markdown", ".html"} and path.is_file():
                body = split(path.read_bytes()).body
                if "<p" in body or "<h2" in body or "<ul" in body:
                    found.append((path.suffix, body))
    return found


def test_real_posts_come_out_the_same(kramdown: Oracle) -> None:
    bodies = _real_bodies()
    if not bodies:
        pytest.skip("the shared posts do not lie beside the checkout")
    converted = 0
    for suffix, body in bodies:
        made = convert(body, markdown=suffix != ".html", liquid=True)
        between = "".join(piece.html for piece in made.pieces if not piece.name)
        if suffix == ".html" and re.sub(r"<!--.*?-->|\uf8f0\d+\uf8f1|\s", "", between):
            continue  # text outside of any block is none of the supported subset
        source = "".join(piece.html for piece in made.pieces)
        before = source if suffix == ".html" else kramdown.html(source)
        assert same(before, kramdown.html(made.text())), body[:200]
        converted += made.converted
    assert converted > 100


def test_sameness_sees_what_a_reader_sees() -> None:
    for other in (
        "<p>a <em>c</em></p>",
        "<p>a<em>b</em></p>",
        "<p>a b</p>",
        '<p class="x">a <em>b</em></p>',
        "<p>a <em>b</em></p><p></p>",
        "<p>a <strong>b</strong></p>",
        "<p>a <em>b</em>\u00a0</p>",
    ):
        assert not same("<p>a <em>b</em></p>", other)
    assert same("<p>a  <i>b</i> </p>", "\n<p>a\n<em>b</em></p>\n")


@pytest.mark.parametrize(
    "piece",
    [
        "<p>a</p>",
        "<p>",
        "<div>",
        "<ul><li>",
        "<ul><li>a",
        "<em>",
        "<p><b>a</b></p>",
        "{{",
        "{% raw %}",
        "<!--",
        '<a href="',
        "<script>",
        "<blockquote>",
        "</p>",
        "<p>`",
    ],
)
def test_cost_grows_with_the_text_alone(piece: str) -> None:
    def cost(count: int) -> float:
        start = time.process_time()
        convert(piece * count, markdown=False, liquid=True).text()
        return time.process_time() - start

    cost(100)
    assert cost(16_000) < 10 * cost(4_000) + 0.5


@pytest.mark.parametrize("name", ["div", "blockquote", "ul", "em", "span"])
def test_depth_is_bounded(name: str) -> None:
    for depth in (50, 5_000, 100_000):
        body = f"<p>{f'<{name}>' * depth}x{f'</{name}>' * depth}</p>"
        assert "x" in convert(body, markdown=True, liquid=False).text()
