"""Liquid that stops the build is found as real Liquid refuses it, and escaped text comes out as it was."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.post import Problem
from curator.domain.problems import Finding
from curator.formats.guests import escaped, live_tokens
from curator.site.problems.liquid_blocks import (
    DEEPEST,
    LiquidFault,
    escaped_token,
    faulty_tokens,
    tokens,
)
from curator.site.problems.liquid_tags import KNOWN_TAGS, known_tags
from curator.site.problems.mending import apply_fixes

Look = Callable[..., tuple[Finding, ...]]

PIECES = (
    *("{% if a %}", "{% endif %}", "{% else %}", "{% elsif b %}", "{% else x %}", "{% elsif %}"),
    *("{% unless a %}", "{% endunless %}", "{% case x %}", "{% when 1 %}", "{% endcase %}"),
    *("{% for x in y %}", "{% endfor %}", "{% for x %}", "{% for x in (1..3) reversed limit:2 %}"),
    *("{% raw %}", "{% endraw %}", "{%- endraw -%}", "{% raw x %}", "{% comment %}"),
    *("{% endcomment %}", "{{ x }}", "{{ x }", "{{", "{%", "%}", "}}", "}", "{", "字 ", "\n"),
    *("{% foo %}", "{% endfoo %}", "{% assign a = 1 %}", "{% assign %}", "{% endassign %}"),
    *("{% highlight ruby %}", "{% endhighlight %}", "{% highlight %}", "{% highlight c ! %}"),
    *("{% highlight c++ linenos=1 %}", "{% capture z %}", "{% endcapture %}", "{% capture 字 %}"),
    *("{% include a.html %}", "{% include a.html b=c d %}", "{% include {{ x }} p=1 %}"),
    *("{% include %}", "{% include_relative ../x.md %}", "{% include a.html b='\\'' %}"),
    *("{% include {{ x | a }}b.html p=1 %}", "{% include a{{x}}b{{ y }} q='z' %}"),
    *("{% include {{ x | y p=1 %}", "{% include {{ x }}a {{ y }} %}", "{% include {{x}} y %}"),
    *("{% post_url 2020-01-01-x %}", "{% post_url x %}", "{% post_url a/2020-1-1-x %}"),
    *("{% link a %}", "{% cycle 'a','b' %}", "{% cycle %}", "{% cycle ,a %}", "{% if %}"),
    *("{% if a and %}", "{% if a or b %}", "{% if a == 'x' and b contains c %}", "{% if a b %}"),
    *("{% if and %}", "{% if a, b %}", "{% if a or or b %}", "{% if 'a %}", "{% if 字 and x %}"),
    *("{% unless %}", "{% case %}", "{% when %}", "{% when 1, 2 or 3 %}", "{% when 1 or %}"),
    *("{% tablerow a in b %}", "{% endtablerow %}", "{% ifchanged %}", "{% endifchanged %}"),
    *("{% # c %}", "{% #\nc %}", "{% liquid\nif a\nendif\n%}", "{% liquid\nfoo\n%}"),
    *("{% liquid\nif a\n%}", "{% render 'a' %}", "{% render a %}", "{% echo x %}", "{%}"),
    *("{%- if a -%}", "{%-%}", "{% %}", "{{}}", "{{-}}", "{{-x-}}", "{% break %}", "{% end %}"),
    *("{% increment a %}", "{% 字 %}", "{{ '}' }}", "{% if a = %}", "{{{ x }}}"),
)
PAIRS = tuple(
    (opening, f"{{% end{opening.split()[1]} %}}")
    for opening in (
        *("{% if a %}", "{% for x in y %}", "{% case x %}", "{% comment %}"),
        *("{% highlight x %}", "{% raw %}", "{% unless a %}", "{% capture b %}"),
    )
)


def texts(seed: int) -> Iterator[str]:
    """Yield random strings of tokens, half of them with some order in their nesting."""
    chance = random.Random(seed)

    def nested(depth: int) -> str:
        if not depth or chance.random() < 0.3:
            return chance.choice(PIECES)
        opening, closing = chance.choice(PAIRS)
        inner = "".join(nested(depth - 1) for _ in range(chance.choice((1, 2))))
        return opening + inner + closing

    for _ in range(1500):
        yield "".join(chance.choice(PIECES) for _ in range(chance.choice((1, 1, 2, 3, 5, 8))))
        yield nested(3)
    for depth in (DEEPEST - 1, DEEPEST, DEEPEST + 1):
        yield "{% if a %}" * depth + "{% endif %}" * depth


@pytest.mark.jekyll
def test_faults_are_those_of_real_liquid(ask_jekyll: Callable[..., Any]) -> None:
    asked = list(texts(1))
    answers = ask_jekyll("liquid", texts=asked)
    assert 100 < sum(answer is None for answer in answers) < len(answers) - 100
    for text, complaint in zip(asked, answers, strict=True):
        assert bool(faulty_tokens(text)) == (complaint is not None), (text, complaint)


@pytest.mark.jekyll
def test_escaped_text_comes_out_as_it_was(ask_jekyll: Callable[..., Any]) -> None:
    asked = [text for text in texts(2) if "{{'{'}}" not in text]
    assert ask_jekyll("rendered", texts=[escaped(text) for text in asked]) == asked


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_escaped_text_has_no_live_token_and_no_fault(text: str) -> None:
    safe = escaped(text)
    assert list(live_tokens(safe)) == []
    assert faulty_tokens(safe) == []
    assert escaped(safe) == safe


@given(st.text("{}%- \nax"))
def test_tokens_are_cut_as_liquid_cuts_them(text: str) -> None:
    """Liquid's own splitting is a regular expression; ours must agree and stay linear."""
    import re

    whole = re.compile(r"\{%.*?%\}|\{\{.*?\}\}?|\{%|\{\{", re.DOTALL)
    assert [text[start:end] for start, end in tokens(text)] == whole.findall(text)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_an_escaped_token_is_no_fault_any_more(text: str) -> None:
    for one in faulty_tokens(text):
        token = text[one.start : one.end]
        if token.startswith("{") and one.fault in {LiquidFault.UNKNOWN, LiquidFault.STRAY}:
            assert faulty_tokens(escaped_token(token)) == []


def test_each_fault_is_told_where_it_stands() -> None:
    text = "a {% foo %} b {% if x %} {{ y } {% endfor %} {% for %}{% endfor %}{% %} {{"
    found = [(one.fault.value, text[one.start : one.end]) for one in faulty_tokens(text)]
    assert found == [
        ("unknown", "{% foo %}"),
        ("unclosed", "{% if x %}"),
        ("open-variable", "{{ y }"),
        ("stray", "{% endfor %}"),
        ("arguments", "{% for %}"),
        ("open-tag", "{% %}"),
        ("open-variable", "{{"),
    ]


def test_a_block_left_open_does_not_make_its_parent_stray() -> None:
    text = "{% if a %}{% for x in y %}{% endif %}"
    (one,) = faulty_tokens(text)
    assert (one.fault, one.tag) == (LiquidFault.UNCLOSED, "for")


def test_plugins_and_the_sites_own_tags_are_known() -> None:
    text = "{% gallery a %}{% figure b %}c{% endfigure %}{% gist d %}"
    unknown = [one.tag for one in faulty_tokens(text)]
    assert unknown == ["gallery", "figure", "endfigure", "gist"]
    known = known_tags(["jekyll-gist"], ["gallery", "figure"])
    assert faulty_tokens(text, known) == []
    assert known_tags() == KNOWN_TAGS
    four = known_tags(liquid_5=False)
    assert [one.tag for one in faulty_tokens("{% render 'a' %}", four)] == ["render"]


HEADER = "---\nlayout: post\ntitle: 标题\ndate: 2022-01-11 18:09:11 +0800\n{}---\n"


def test_liquid_that_is_switched_off_is_no_problem(look: Look) -> None:
    text = HEADER.format("render_with_liquid: false\n") + "{% foo %} 来源：新华社\n"
    assert look(text) == ()
    (one,) = look(text, liquid_everywhere=True)
    assert one.code is Problem.UNKNOWN_TAG


def test_a_single_brace_is_no_liquid(look: Look) -> None:
    assert look(HEADER.format("") + "} %} {a} {# b #} 来源：新华社\n") == ()


def test_many_faults_are_mended_at_once(look: Look) -> None:
    body = "{% foo %} {{ a } {% endif %}\n\n来源：新华社\n"
    found = look(HEADER.format("") + body)
    assert len(found) == 3
    fixes = [one.fix for one in found if one.fix is not None]
    mended = apply_fixes((HEADER.format("") + body).encode(), fixes)
    assert look(mended) == ()
    assert mended.decode().endswith(
        "{{'{'}}% foo %} {{'{'}}{ a } {{'{'}}% endif %}\n\n来源：新华社\n"
    )
