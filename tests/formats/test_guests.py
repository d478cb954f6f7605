"""Guests' markup against real Jekyll and real kramdown: shown to the letter, never run, treated once."""

import html
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.formats.guests import inert, is_live, shown
from tests.rendering.kramdown.oracle import Oracle, OracleError, available
from tests.rendering.liquid.jekyll_oracle import Oracle as Jekyll

LIQUID = [
    "{{",
    "{",
    "{%",
    "%}",
    "}}",
    "}",
    "site.title",
    "{{site.title}}",
    "{{'{'}}",
    "{{'{'}}{",
    "{%raw%}",
    "{%endraw%}",
    "{%-raw-%}",
    "{%if%}",
    "{%include␠self.html%}",
    "{%comment%}",
    "{%endcomment%}",
    "{%for␠a␠in␠(1..9)%}",
    "{%#␠x%}",
    "{{-",
    "-}}",
    "{%liquid",
    "'",
    '"',
    "|",
    ":",
    "␊",
    "中文",
    "a",
    "raw",
    "{{{",
    "{{%",
]
MARKDOWN = [
    "{:",
    "{::",
    "{:/}",
    "{:.zz}",
    '{:␠zz="1"}',
    '{:␠onclick="zz"}',
    "{:zz:␠.zz}",
    "{:zz}",
    "{::nomarkdown}",
    "{::comment}",
    '{::options␠parse_block_html="true"␠/}',
    "{#zz}",
    "*a*{:.zz}",
    '*a*{:␠onclick="zz"}',
    "`a`{:.zz}",
    "#",
    "#␠",
    "{",
    "}",
    ":",
    "␊",
    "␊␊",
    "```",
    "```␊",
    "␊```␊",
    "~~~␊",
    "␊~~~␊",
    "`",
    "``",
    "**",
    "*",
    "_",
    "a",
    "␠␠␠␠",
    "-␠",
    "1.␠",
    ">␠",
    "<div>",
    "</div>",
    "<b>",
    "<!--",
    "-->",
    '<div␠markdown="1">',
    "[a](",
    "[a]",
    "[b]:␠",
    ")",
    "\\",
    "\\\\",
    "|",
    "$$",
    '"',
    "~~",
    ":␠",
    "[^1]:␠",
    "[^1]",
    "^␊",
    "␍",
    "␍␊",
    "===␊",
    "`x`",
    "`{:ok}`",
    "&",
    "{{'{'}}",
    "{{'{'}}:",
    "{%",
    '<a␠href="x">',
    "</a>",
    "*[a]:␠b␊",
]
VECTORS = (
    '*a*{: onmouseover="alert(1)"}',
    '# a\n{: onclick="alert(1)"}',
    '{:x: onclick="alert(1)"}\n\n*a*{:x}',
    "{::nomarkdown}<script>alert(1)</script>{:/}",
    "{::nomarkdown}\n<img src=x onerror=alert(1)>\n{:/}",
    '{::options parse_block_html="true" /}\n<div>\n*a*{: onclick="alert(1)"}\n</div>',
    "[a](javascript:alert(1))",
    "![a](javascript:alert(1))",
    "[a]( java&#115;cript:alert(1))",
    "[a](<JavaScript:alert(1)>)",
    "[a](&#1;javascript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a][b]\n\n[b]: javascript:alert(1)\n",
    "<script>alert(1)</script>",
    "<a href='java\nscript:alert(1)'>a</a>",
    "<img src=x onerror=alert(1)>",
    '<img title=">" onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '```\n{: a}\n```\n{: onclick="alert(1)"}',
    'a\n```\n\n```\n*a*{: onclick="alert(1)"}\n\n```\n',
    '<div>\n\n```\n</div>\n\n*a*{: onclick="alert(1)"}\n\n```\n',
    '[a](`b)\n*a*{: onclick="alert(1)"}`',
    "{{'{'}}: onclick=\"alert(1)\"}",
    'a\r*b*{: onclick="alert(1)"}',
)


def _texts(pieces: list[str]) -> st.SearchStrategy[str]:
    signs = [one.replace("␠", " ").replace("␊", "\n").replace("␍", "\r") for one in pieces]
    return st.lists(st.sampled_from(signs), max_size=24).map("".join)


def _random(pieces: list[str], count: int) -> list[str]:
    chance = random.Random(20221125)
    signs = [one.replace("␠", " ").replace("␊", "\n").replace("␍", "\r") for one in pieces]
    return ["".join(chance.choices(signs, k=chance.randint(1, 24))) for _ in range(count)]


@pytest.fixture(scope="module")
def jekyll(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jekyll]:
    if shutil.which("ruby") is None or not available():
        pytest.skip("ruby with jekyll is not installed")
    oracle = Jekyll(tmp_path_factory.mktemp("guests"))
    yield oracle
    oracle.close()


@pytest.fixture(scope="module")
def kramdown() -> Iterator[Oracle]:
    if not available():
        pytest.skip("ruby with kramdown is not installed")
    oracle = Oracle()
    yield oracle
    oracle.close()


def rendered(jekyll: Jekyll, texts: list[str]) -> list[str | None]:
    found: list[str | None] = []
    for start in range(0, len(texts), 500):
        found += [answer.text for answer in jekyll.render(texts[start : start + 500])]
    return found


def hits(page: str) -> list[str]:
    """Return what a guest got onto a page: attributes by `zz`, and whatever runs."""
    found = []
    root = lxml.html.fragment_fromstring(page.replace("\0", ""), create_parent="div")
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script":
            found.append("script")
        for name, value in element.attrib.items():
            plain = re.sub(r"[\x00-\x20]", "", html.unescape(value)).lower()
            if name.startswith("on") or name in {"zz", "srcdoc"}:
                found.append(name)
            if name == "class" and "zz" in value.split():
                found.append("class")
            if name == "id" and value == "zz" and element.tag[0] != "h":
                found.append("id")
            if name in {"href", "src"} and plain.startswith(("javascript:", "data:text")):
                found.append(plain)
    return found


def test_liquid_prints_every_hostile_text_as_it_is(jekyll: Jekyll) -> None:
    texts = [text for text in _random(LIQUID, 4000) if is_live(text)]
    assert len(texts) > 3000
    safe = [shown(text, markdown=False) for text in texts]
    assert rendered(jekyll, safe) == texts


@given(_texts(LIQUID))
@settings(max_examples=200)
def test_liquid_prints_any_text_as_it_is(jekyll: Jekyll, text: str) -> None:
    (answer,) = rendered(jekyll, [shown(text, markdown=False)])
    # A text whose only tokens are escapes of ours is taken for one that was treated.
    assert answer == (text if is_live(text) else text.replace("{{'{'}}", "{"))


def test_without_the_escape_liquid_leaks_and_stops(jekyll: Jekyll) -> None:
    texts = _random(LIQUID, 1000)
    answers = rendered(jekyll, texts)
    assert sum(answer is None for answer in answers) > 100
    assert sum(answer is not None and "Quay" in answer for answer in answers) > 5


@given(_texts(LIQUID + MARKDOWN), st.booleans())
def test_what_is_treated_stays(text: str, markdown: bool) -> None:
    once = shown(text, markdown=markdown)
    assert not is_live(once)
    assert shown(once, markdown=markdown) == once
    assert shown(once, markdown=markdown, treated=True) == once


def test_kramdown_finds_nothing_of_a_guests(jekyll: Jekyll, kramdown: Oracle) -> None:
    texts = _random(MARKDOWN, 2500)
    live = 0
    for text, safe in zip(
        texts, rendered(jekyll, [shown(text, markdown=True) for text in texts]), strict=True
    ):
        assert safe is not None, text
        try:
            live += bool(hits(kramdown.html(text)))
            page = kramdown.html(safe)
        except OracleError:
            continue  # kramdown itself falls over some of these
        assert not hits(page), text
    assert live > 200


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_is_shown_and_does_nothing(jekyll: Jekyll, kramdown: Oracle, vector: str) -> None:
    (safe,) = rendered(jekyll, [shown(vector, markdown=True)])
    assert safe is not None
    page = kramdown.html(safe)
    assert not hits(page)
    assert "alert(1)" in html.unescape(page)


@pytest.mark.parametrize(
    "text",
    [
        "`{:ok, <script>}` and `{: a}`\n",
        "a\n\n```elixir\n{:ok, pid} = <script>\n```\n\nb\n",
        "~~~\n{:ok}\n~~~\n",
        "\\{: a}\n",
        '<p class="x" style="color:red"><a href="http://a.example/?on=1&b=2">x</a></p>\n',
        "![a](data:image/png;base64,AAAA)\n",
        "a < b, x <y and **c**\n",
    ],
)
def test_code_and_harmless_markup_stay(text: str) -> None:
    assert inert(text, markdown=True) == text


def test_other_shown_signs_are_read_as_they_were(kramdown: Oracle) -> None:
    text = '*a*{: .zz} {::comment} <b title="{:x}">b</b> {:/} [a](x "{:t}")\n\n# H {#zz}\n'
    page = kramdown.html(inert(text, markdown=True))
    words: lxml.html.HtmlElement = lxml.html.fromstring(f"<div>{page}</div>")
    assert words.text_content() == "a{: .zz} {::comment} b {:/} a\n\nH {#zz}\n"
    assert words.xpath("//b/@title") == ["{:x}"]
    assert words.xpath("//a/@title") == ["{:t}"]


@pytest.mark.parametrize("piece", ['<a"', "<", "{:", "](", "`{:a", "```\n", "\\{:", "<a '", "{{"])
def test_cost_grows_with_the_text_alone(piece: str) -> None:
    def cost(count: int) -> float:
        start = time.process_time()
        shown(piece * count, markdown=True)
        return time.process_time() - start

    cost(1000)
    assert cost(60_000) < 12 * cost(15_000) + 0.5


def test_a_real_build_shows_what_a_guest_wrote(tmp_path: Path) -> None:
    if shutil.which("jekyll") is None:
        pytest.skip("jekyll is not installed")
    (tmp_path / "_config.yml").write_text("title: Secret\n")
    posts = tmp_path / "_posts"
    posts.mkdir()
    texts = [text for text in _random(LIQUID, 1500) if is_live(text)]
    for number, text in enumerate(texts):
        head = f'---\ntitle: "t{{{{ site.title }}}} {number}"\nmark: {number}\n---\n'
        body = shown(f"<pre>\n{text}\n</pre>", markdown=False)
        (posts / f"2022-01-01-{number}.html").write_text(head + body, "utf-8")
    done = subprocess.run(
        ["jekyll", "build", "--disable-disk-cache", "-s", tmp_path, "-d", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for number, text in enumerate(texts):
        page = (tmp_path / f"out/2022/01/01/{number}.html").read_bytes().decode()
        assert page == f"<pre>\n{text}\n</pre>"
