"""Whatever is wrong with a template, the rest is rendered and each problem has its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.rendering.liquid.engine import Liquid
from curator.rendering.liquid.problems import Code, Rendered, TemplateStopped
from tests.rendering.liquid.jekyll_oracle import Site


def rendered(text: str, *, first_line: int = 1, **scope: object) -> Rendered:
    engine = Liquid(Site())
    return engine.render(text, scope, path="_posts/2022-01-11-a.md", first_line=first_line)


def places(page: Rendered) -> list[tuple[Code, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in page.problems]


def without_chips(text: str) -> str:
    parts = text.split('<span class="curator-liquid-chip">')
    return parts[0] + "".join(part.split("</span>", 1)[1] for part in parts[1:])


@pytest.mark.parametrize(
    ("text", "rest", "code"),
    [
        ("a {% gallery one two %} b", "a  b", Code.UNKNOWN_TAG),
        ("a {% endif %} b", "a  b", Code.STRAY_TAG),
        ("a {% else %} b", "a  b", Code.STRAY_TAG),
        ("a {% if x %}b {{ x }}", "a b 7", Code.NEVER_CLOSED),
        ("a {% if %}b{% endif %} c", "a b c", Code.BAD_SYNTAX),
        ("a {% for x %}b{% endfor %} c", "a b c", Code.BAD_SYNTAX),
        ("a {% case %}{% when 1 %}b{% endcase %} c", "a b c", Code.BAD_SYNTAX),
        ("a {% capture %}b{% endcapture %} c", "a  c", Code.BAD_SYNTAX),
        ("a {% assign %} c", "a  c", Code.BAD_SYNTAX),
        ("a {{ x", "a  x", Code.UNCLOSED_OUTPUT),
        ("a {% x", "a  x", Code.UNCLOSED_TAG),
        ("a {{ x } b", "a  b", Code.UNCLOSED_OUTPUT),
        ("a {% raw %} {{ x }}", "a  7", Code.NEVER_CLOSED),
        ("a {% comment %} {{ x }}", "a  7", Code.NEVER_CLOSED),
        ("a {% include none.html %} b", "a  b", Code.NO_INCLUDE),
        ("a {% include ../b %} b", "a  b", Code.BAD_INCLUDE_NAME),
        ("a {% include card.html x=y z %} b", "a  b", Code.BAD_SYNTAX),
        ("a {% post_url 2022-01-01-none %} b", "a  b", Code.NO_POST),
        ("a {% post_url none %} b", "a  b", Code.NO_POST),
        ("a {% link none.md %} b", "a  b", Code.NO_FILE),
        ("a {{ 1 | divided_by: 0 }} b", "a  b", Code.BAD_ARGUMENT),
        ("a {{ x | append }} b", "a  b", Code.BAD_ARGUMENT),
        (
            "a {{ x | date_to_string }}{{ 'y' | date_to_string }} b",
            "a 01 Jan 1970 b",
            Code.BAD_ARGUMENT,
        ),
        ("a {% include self.html %} b", "a  b", Code.TOO_DEEP),
        ("a {% if 'x' > 1 %}{% endif %} c", "a  c", Code.BAD_ARGUMENT),
        ("a {% for i in (1..99999999999) %}x{% endfor %} c", "a  c", Code.LIMIT),
    ],
)
def test_the_rest_is_rendered(text: str, rest: str, code: Code) -> None:
    page = rendered(text, x=7)
    assert without_chips(page.text) == rest
    assert "curator-liquid-chip" in page.text
    assert [problem.code for problem in page.problems] == [code]


def test_an_unknown_block_keeps_what_is_in_it() -> None:
    page = rendered("{% notice warning %}\nMind {{ what }}.\n{% endnotice %}\nend", what="the gap")
    assert without_chips(page.text) == "\nMind the gap.\n\nend"
    assert [(problem.name, problem.line) for problem in page.problems] == [("notice", 1)]


def test_unknown_blocks_nest() -> None:
    page = rendered("{% a %}1{% b %}2{% a %}3{% enda %}4{% endb %}5{% enda %}{% b %}6")
    assert without_chips(page.text) == "123456"
    assert [problem.name for problem in page.problems] == ["a", "b", "a", "b"]


def test_a_block_that_crosses_another_is_noted_once() -> None:
    page = rendered("{% if x %}a{% for i in y %}b{% endif %}c{% endfor %}", x=1, y=[1])
    assert {problem.code for problem in page.problems} == {Code.NEVER_CLOSED, Code.STRAY_TAG}
    assert without_chips(page.text) == "abc"


def test_problems_have_line_and_column() -> None:
    page = rendered("one\n\n  {% gallery %}\n{{ 'x' | divided_by: 0 }} {% endif %}", first_line=10)
    assert places(page) == [
        (Code.UNKNOWN_TAG, 12, 3),
        (Code.BAD_ARGUMENT, 13, 1),
        (Code.STRAY_TAG, 13, 27),
    ]


def test_a_problem_in_an_include_stands_at_its_tag() -> None:
    page = rendered("a\n{% include broken.html %}\nb")
    problem = page.problems[0]
    assert (problem.code, problem.line, problem.column) == (Code.BAD_SYNTAX, 2, 1)
    assert (problem.file, problem.file_line) == ("broken.html", 1)
    assert without_chips(page.text) == "a\nx\nb"


def test_raw_may_end_with_white_space_control() -> None:
    """Liquid 4.0, which Jekyll demands, takes it; Debian's 5.4 does not."""
    page = rendered("{%- raw -%} {{ x }} {%- endraw -%} y")
    assert page.text == " {{ x }} y"
    assert page.problems == ()


def test_a_chip_is_harmless_in_html_and_markdown() -> None:
    page = rendered("{% gallery <b>*x*</b> | _y_ `z` {{ q }} %}")
    inner = page.text.removeprefix('<span class="curator-liquid-chip">').removesuffix("</span>")
    assert not set(inner) & set("<>*_`|{}[]\"'")


def test_code_of_an_unreadable_language_is_plain() -> None:
    page = rendered("{% highlight %}\na < b\n{% endhighlight %}")
    code = '<code class="language-text" data-lang="text">a &lt; b</code>'
    assert without_chips(page.text) == f'<figure class="highlight"><pre>{code}</pre></figure>'
    assert [problem.code for problem in page.problems] == [Code.BAD_SYNTAX]


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("<html><head>{% favicon %}</head><body>{% gallery %}</body>", 1),
        ("<head lang=en><title>{% x %}</title>{% y %}</head>", 0),
        ("<header>{% x %}</header>", 1),
        ("<script>var a = '{% x %}';</script>{% y %}", 1),
        ("<style>a { b: {% x %} }</style>{% y %}", 1),
        ("a < b {% x %}", 1),
        ("<a title='{% x %}'", 0),
    ],
)
def test_chips_stand_only_where_elements_may(text: str, chips: int) -> None:
    page = rendered(text)
    assert page.text.count("curator-liquid-chip") == chips
    assert len(page.problems) == text.count("{%")


def test_no_chip_is_put_into_an_html_tag() -> None:
    page = rendered('<a href="{% asset x %}">{% asset y %}</a> 1 < 2 {% asset z %}')
    assert page.text.startswith('<a href=""><span')
    assert page.text.count("curator-liquid-chip") == 2
    assert len(page.problems) == 3


def test_without_chips_rendering_stops_as_in_jekyll() -> None:
    engine = Liquid(Site(), chips=False)
    with pytest.raises(TemplateStopped) as caught:
        engine.render("a\n{% gallery %}", {}, path="a.md")
    assert (caught.value.problem.code, caught.value.problem.line) == (Code.UNKNOWN_TAG, 2)


def test_text_without_liquid_is_given_back() -> None:
    text = "a { b } % c\n\nd\r\ne"
    page = rendered(text, first_line=5)
    assert page.text == text
    assert list(page.lines) == [5, 6, 7, 8]
    assert page.problems == ()


def test_lines_are_followed_through_tags() -> None:
    text = (
        "one\n{% if x %}\nthree\n{% endif %}\n{% comment %}\n{% endcomment %}seven\n"
        "{{ long }} eight\n{%- assign y = 1 -%}\n\n ten\n{% for i in x %}\n{{ i }}\n{% endfor %}end"
    )
    page = rendered(text.replace(" ten", "ten"), x=["a", "b"], long="p\nq")
    found = dict(zip(page.text.split("\n"), page.lines, strict=True))
    assert found["one"] == 1
    assert found["three"] == 3
    assert found["seven"] == 6
    assert found["p"] == found["q eightten"] == 7
    assert found["a"] == found["b"] == 12
    assert found["end"] == 13


def test_lines_of_an_include_are_those_of_its_tag() -> None:
    tags = "{% include plain.txt %}{% include plain.txt %}last"
    page = rendered(f"first\n{tags}\nend")
    assert page.text == "first\nplain\nplain\nlast\nend"
    assert list(page.lines) == [1, 2, 2, 2, 3]


def test_lines_count_as_the_text_does() -> None:
    page = rendered("a\n\n{% if x %}\nb\n{% endif %}\n", x=1)
    assert len(page.lines) == page.text.count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "{% assign s = 'aaaaaaaaaa' %}" + "{% assign s = s | append: s %}" * 40,
        "{% assign s = 'a,b' | split: ',' %}" + "{% assign s = s | concat: s %}" * 22,
        "{% assign s = 99 %}" + "{% assign s = s | times: s %}" * 60,
        "{% capture s %}aaaaaaaaaaaaaaaaaaaaaa{% endcapture %}"
        + "{% capture s %}{{ s }}{{ s }}{% endcapture %}" * 40,
        "{% assign s = 'a,b' | split: ',' %}"
        + "{% assign s = s | push: s | push: s %}" * 40
        + "{{ s | inspect }}",
        "{{ 'now' | date: '%999999999d' }}",
        "{% assign x = 'a' | replace: 'a', 'aaaaaaaaaa' %}"
        + "{% assign x = x | replace: 'a', x %}" * 12,
        "{% if a %}" * 300 + "{% endif %}" * 300,
        "{% include self.html %}" * 3,
        "{{ " + "1" * 100_000 + " }}",
        "{{ " + "[" * 100_000 + " }}",
    ],
)
def test_what_grows_without_end_is_a_problem(text: str) -> None:
    page = rendered(f"{text} end")
    assert page.problems
    assert {problem.code for problem in page.problems} <= {Code.LIMIT, Code.TOO_DEEP}
    assert len(page.text) < 1_000_000


def test_includes_are_asked_for_by_safe_names_only() -> None:
    site = Site()
    engine = Liquid(site)
    for name in (
        "../x",
        "a/../b",
        "./x",
        "/x",
        "//x",
        "a//b",
        "a b",
        "x\\y",
        "$x",
        "x:y",
        "{{ up }}",
    ):
        engine.render(f"{{% include {name} %}}", {"up": "../../etc/passwd"}, path="a.md")
    assert set(site.asked) <= {"x", "a"}


PIECES = st.sampled_from(
    [
        "{% if a %}", "{% elsif b %}", "{% else %}", "{% endif %}", "{% unless a %}", "{% endunless %}",
        "{% for i in a %}", "{% endfor %}", "{% case a %}", "{% when 1 %}", "{% endcase %}",
        "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}", "{% capture c %}", "{% endcapture %}",
        "{% x %}", "{% endx %}", "{% y %}", "{{ i }}", "{{", "}}", "{%", "%}", "{%- break -%}", "text\n",
        "{% highlight ruby %}", "{% endhighlight %}", "{% include card.html title=i %}", "{% tablerow i in a %}",
        "{% endtablerow %}", "{% liquid echo 'x' %}", "{% assign a = i %}", "{% ifchanged %}", "{% endifchanged %}",
        "{{ a | sort | join: '-' }}", "{% include self.html %}", "'", '"', " ", "\n",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_order_of_tags_ends_with_a_text(text: str) -> None:
    page = rendered(text, a=[1, 2])
    assert len(page.lines) == page.text.count("\n") + 1
    last = text.count("\n") + 1
    assert all(1 <= line <= last for line in page.lines)
    assert all(1 <= problem.line <= last for problem in page.problems)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("{}%-|:.,'\"[]() ax1=<>\n字"), max_size=40))
def test_any_text_ends_with_a_text(text: str) -> None:
    page = rendered(text, a=[1, 2], x={"a": 1})
    assert len(page.lines) == page.text.count("\n") + 1
