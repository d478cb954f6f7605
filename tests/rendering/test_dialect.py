"""Markdown as Jekyll's kramdown reads it: expectations from kramdown itself where it is installed."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.rendering.dialect.converter import to_html

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)

RUBY = """
require 'kramdown'; require 'kramdown-parser-gfm'; require 'rouge'; require 'json'
options = {input: 'GFM', hard_wrap: false, syntax_highlighter: 'rouge',
           syntax_highlighter_opts: {guess_lang: true, default_lang: 'plaintext'}}
puts JSON.generate(JSON.parse(STDIN.read).map { |text| Kramdown::Document.new(text, options).to_html })
"""

SAME = {
    "headings": "# 标题 A, b! `c`\n# 标题 A, b! `c`\n## Set {#my}\n\nSetext\n------\n",
    "heading with link": "## See [the docs](https://x.example/) now",
    "heading with marks": "## परिचयः\n\n## مرحباً بكم\n",
    "no heading without a blank": "#话题# 今天",
    "heading in a paragraph": "text\n## Heading\nmore",
    "code with language": "```ruby\ndef x; end\n```",
    "code without language": "~~~\nplain <b>\n~~~",
    "unknown language": "```nosuch\nplain\n```",
    "unclosed fence": "```ruby\ndef x\n",
    "fence with other marks inside": "````\n```\nx\n```\n````",
    "indented code": "a\n\n    indented <b>\n\n    more\n",
    "code span": "a `code` and ``a ` b``",
    "tasks": "- [ ] todo\n- [x] done",
    "list right under a paragraph": "text\n- one\n- two",
    "nested by two columns": "- one\n  - two\n    - three\n  - two again\n- one again",
    "nested by three columns": "1. one\n   - two\n   - two\n2. one",
    "item with two paragraphs": "- one\n\n  para\n\n- two\n",
    "code in an item": "1. a\n   ```python\n   x = 1\n   ```\n2. b",
    "list starts anew": "1. a\n2. b\n\ntext\n\n- c\n",
    "attributes after": "text\n{: .note}\n\nmore\n",
    "attributes before": "text\n\n{: .warn #i}\nAfter\n",
    "attributes of a list": "- a\n- b\n{: .l}\n",
    "attributes of a quote": "> a\n{: .q}\n",
    "attributes of a span": '**b**{: .c} and [l](/x){: target="_blank"}',
    "attributes of code": "```c\nint x;\n```\n{: .nolineno }",
    "braces are text": "a {b} c {{ x }} {% y %}\n{z}",
    "contents": "* TOC\n{:toc}\n\n# A\n## B\n# C\n",
    "footnotes": "foot[^1] more[^n].\n\n[^1]: Text\n[^n]: Other",
    "typography": "\"quoted\" it's -- and --- ... <<x>> 'a'",
    "strikethrough": "~~del~~ and ~ not ~",
    "table": "| a | b |\n|---|:-:|\n| 1 | 2 |",
    "html block": '<div class="x">\n<b>raw "q" -- x</b>\n</div>\n\ntext',
    "markdown in html": '<div markdown="1">\n*x*\n</div>',
    "picture": '![a](/x.png "t"){: .big width="3"}',
    "definitions": "term\n: def",
    "quote": "> quote\n> more\n>\n> second",
    "two quotes": "> one\n\n> two",
    "quote after a list": "- a\n\n> one\n> two",
    "list in a quote": "> - a\n>   - b\n> - c",
    "breaks": "a  \nb\\\\\nc",
    "abbreviation": "*[HTML]: Hyper\n\nHTML is",
    "autolink": "<http://finews.example/a,b.html> and <me@example.org>",
    "bare address": "see http://example.org/ now",
    "chinese strong": "**加粗，**后文与*强调*。",
    "underscores in words": "a_b_c and __d__",
    "escapes": "\\*a\\* \\<b\\> 1\\. \\| \\#",
    "rule": "a\n\n---\n\nb\n\n* * *\n",
    "entities": "&copy; &amp; AT&T 4 < 5",
    "reference link": '[a][r] and [r]\n\n[r]: /x "T"',
    "arabic digits are no list": "١. نص",
    "no list without a blank": "2018.12 was\n-5 degrees",
}


class Reader(HTMLParser):
    """Reads HTML into a list that leaves out what does not show: order of attributes, blanks,
    how a highlighter cut code into tokens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[object, ...]] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" and self.code:
            return
        self.code += tag == "code"
        kept = {name: re.sub(r";\s*$", "", value or "").strip() for name, value in attrs}
        if tag == "input":
            kept.pop("disabled"), kept.pop("checked", None)
        self.found.append(("<", tag, tuple(sorted(kept.items()))))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or (tag == "span" and self.code):
            return
        self.code -= tag == "code"
        self.found.append((">", tag))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "text":
            data = f"{self.found.pop()[1]}{data}"
        self.found.append(("text", data))


def read(html: str) -> list[tuple[object, ...]]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    plain: list[tuple[object, ...]] = []
    for item in reader.found:
        if item[0] == "text":
            text = re.sub(r"[\s\xa0]+", " ", str(item[1])).strip()
            if text:
                plain.append(("text", text))
        else:
            plain.append(item)
    return plain


@pytest.fixture(scope="module")
def kramdown() -> dict[str, str]:
    if shutil.which("jekyll") is None or shutil.which("ruby") is None:
        pytest.skip("Debian's jekyll is not installed")
    asked = subprocess.run(
        ["ruby", "-e", RUBY],
        input=json.dumps(list(SAME.values())),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(SAME, json.loads(asked.stdout), strict=True))


@pytest.mark.jekyll
@pytest.mark.parametrize("name", SAME)
def test_same_as_kramdown(name: str, kramdown: dict[str, str]) -> None:
    assert read(to_html(SAME[name])) == read(kramdown[name])


def test_liquid_stays_visible() -> None:
    html = to_html("{{ page.title }} and {% include a.html %}")
    assert html == "<p>{{ page.title }} and {% include a.html %}</p>"


def test_raw_html_stays_as_it_is() -> None:
    block = '<center><img src="https://dfscdn.dfcfw.com/x.jpg" title="a"></center>'
    assert block in to_html(f"<p>一</p>{block}<p>二</p>")


def test_documents_do_not_leak_into_each_other() -> None:
    to_html("# A\n\n[r]: /secret\n\nfoot[^1]\n\n[^1]: Text")
    assert to_html("# A\n\n[r]") == '<h1 id="a">A</h1>\n<p>[r]</p>'


@pytest.mark.corpus
@pytest.mark.jekyll
def test_most_real_posts_look_as_jekyll_makes_them(corpus: Path) -> None:
    """A measure, not a promise: the share of real posts without Liquid whose body is the same."""
    if shutil.which("jekyll") is None:
        pytest.skip("Debian's jekyll is not installed")
    bodies = []
    for path in sorted(corpus.rglob("*.m*d*")):
        try:
            text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
        matter = re.match(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", text, re.DOTALL)
        body = text[matter.end() :] if matter else text
        if matter and "{%" not in body and "{{" not in body and len(body) < 20_000:
            bodies.append(body)
    bodies = bodies[::3]
    asked = subprocess.run(
        ["ruby", "-e", RUBY], input=json.dumps(bodies), capture_output=True, text=True, check=True
    )
    theirs = json.loads(asked.stdout)
    same = sum(
        read(to_html(mine)) == read(other) for mine, other in zip(bodies, theirs, strict=True)
    )
    assert len(bodies) > 40
    assert same / len(bodies) > 0.75


MARKS = st.sampled_from(
    [
        *list("*_`~[](){}<>#|>-+.!\\\n\n\n \t&;:'\"1aé汉="),
        "```",
        "    ",
        "- ",
        "1. ",
        "> ",
        "{: .x}",
        "<div>",
        "](",
        "$$",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKS, max_size=60).map("".join))
def test_no_text_raises(text: str) -> None:
    to_html(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["word", "字", "- ", "  ", "\n", "\n\n", "> ", "1. ", "   ", "# "]),
        max_size=40,
    ).map("".join)
)
def test_no_word_is_lost(text: str) -> None:
    html = to_html(text)
    for word in ("word", "字"):
        # A heading's words stand in its id a second time.
        assert re.sub(r' id="[^"]*"', "", html).count(word) == text.count(word)
