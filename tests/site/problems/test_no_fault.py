"""What looks like a problem and is none is let pass; fixes refuse a text that has changed."""

from collections.abc import Callable

import pytest

from curator.domain.errors import EditError
from curator.domain.post import Problem
from curator.domain.problems import Finding, Fix, Place, ReplaceText, Severity, Unset
from curator.site.problems.inspection import MOST_OF_A_KIND, ProblemContext
from curator.site.problems.mending import apply_fix, apply_fixes
from curator.site.problems.severities import SEVERITIES

Look = Callable[..., tuple[Finding, ...]]

HEADER = (
    "---\nlayout: post\ntitle: 标题\ndate: 2022-01-11 18:09:11 +0800\n{}---\n{}\n\n来源：新华社\n"
)


@pytest.mark.parametrize(
    "body",
    [
        "`<>` 与 ``a`<>``",
        "```\n<> ![](x) {}\n```",
        "~~~ html\n<img src=a>\n~~~",
        "    <>\n\n\t![](x)",
        "<pre><>\n</pre>",
        "<code><></code> <!-- <img> <> -->",
        "{% highlight html %}<img src=a> <>{% endhighlight %}",
        "{% raw %}{{ x }} {% foo %} <img> <>{% endraw %}",
        "a <> b",
        "List<> 与 Foo<>() 与 \\<>",
        "![图](a.jpg) ![图][ref] \\![](x)",
        '<img src="a" alt=""> <img alt src="b"> <IMG ALT="图" SRC=c>',
        '![](a.jpg){: alt="图"}',
        "[原文](https://example.org) [](x) ![图]()",
        '<a href="#a">x</a> <a name="href">y</a>',
        '<img src="a" alt="桥" title="桥"><p>通车了</p>',
        '<img src="a" alt="大桥"><p>大桥</p>',
        "![图](a)\n![图](b)\n![图](b)",
        "{{ x }} {% if a %}{{ y }}{% endif %} {{'{'}}{ x }",
        "{ {x} } {# #} }} %}",
    ],
)
def test_no_fault_in_the_body(body: str, look: Look) -> None:
    assert look(HEADER.format("", body)) == ()


@pytest.mark.parametrize(
    "line",
    [
        "published: false",
        "published: true",
        "draft: false",
        "title: 'C #1'",
        "title: 2022",
        "title: a#1",
        "slug: '123'",
        "slug:",
        "permalink: /a/",
        "permalink:",
        "tags: [ETF, 要闻]",
        "tags: ETF 要闻",
        "tags:",
        "tags: ['a, b']",
        "tag: 要闻",
        "category: 财经",
        "categories: []",
        "layout: none",
        "layout: null",
        "layout: page # 页",
        "excerpt: 摘要",
        "rating: 12:34",
        "last_modified_at: 2022-01-12T10:00:00-04:00",
        "date: 2022-01-11T10:00:00-04:00",
        "date: '2022-01-11 10:00:00 +08:00'",
        "date: 2022-01-11",
    ],
)
def test_no_fault_in_the_header(line: str, look: Look) -> None:
    key = line.partition(":")[0]
    text = HEADER.format(f"{line}\n", "正文")
    if key in {"title", "layout", "date"}:
        kept = text.split("\n")
        kept.remove(next(one for one in kept if one.startswith(f"{key}:")))
        text = "\n".join(kept)
    assert look(text) == ()


def test_html_posts_have_no_markdown(look: Look) -> None:
    text = HEADER.format("", "<p>![](a.jpg) <> [x]()</p>")
    assert look(text, "_posts/2022-01-11-a.html") == ()


def test_a_source_may_be_named_in_many_ways(look: Look) -> None:
    plain = HEADER.format("", "正文").replace("来源：新华社", "{}")
    for words in (
        "<https://example.org/a>",
        '<a href="https://example.org/a">原文</a>',
        "（文章来源：南方Plus）",
        "Source: Reuters",
        "转自：人民日报",
    ):
        assert look(plain.format(words)) == ()
    for words in ("", "来源：", "[返回](/)"):
        assert [one.code for one in look(plain.format(words))] == [Problem.MISSING_SOURCE]
    assert look(plain.format(""), sources_expected=False) == ()
    with_key = plain.format("").replace("layout", "source: https://example.org\nlayout", 1)
    assert look(with_key) == ()


def test_defaults_of_the_site_count(look: Look) -> None:
    text = HEADER.format("", "正文").replace("layout: post\n", "")
    assert [one.code for one in look(text)] == [Problem.NO_LAYOUT]
    assert look(text, defaults=lambda path: {"layout": "page"}) == ()
    (one,) = look(text, defaults=lambda path: {"layout": "nowhere"})
    assert (one.code, one.place) == (Problem.MISSING_LAYOUT, None)
    empty = HEADER.format("published:\n", "正文")
    assert look(empty, defaults=lambda path: {"published": True}) == ()


def test_a_future_that_is_shown_is_no_problem(look: Look) -> None:
    text = HEADER.format("", "正文").replace("2022-01-11", "2030-01-11")
    path = "_posts/2030-01-11-a.md"
    assert [one.code for one in look(text, path)] == [Problem.FUTURE_DATE]
    assert look(text, path, future=True) == ()
    assert look(text.replace("layout", "published: false\nlayout", 1), path) == ()
    by_name = text.replace("date: 2030-01-11 18:09:11 +0800\n", "")
    (one,) = look(by_name, path)
    assert (one.code, one.place) == (Problem.FUTURE_DATE, None)


def test_windows_newlines_without_a_second_paragraph(look: Look) -> None:
    text = HEADER.format("", "正文").replace("\n\n来", "来").replace("\n", "\r\n")
    assert look(text) == ()
    long = HEADER.format("", "正文").replace("\n", "\r\n")
    assert [one.code for one in look(long)] == [Problem.CRLF_EXCERPT]
    for line in ("excerpt: 摘要", "excerpt_separator: <!--more-->", "excerpt_separator: ''"):
        assert look(long.replace("layout", f"{line}\r\nlayout", 1)) == ()
    assert look(long, excerpt_separator="<!--more-->") == ()


def test_strict_front_matter_and_limits_are_told(look: Look) -> None:
    broken = "---\ntitle: a: b\n---\n来源：新华社\n"
    assert [one.fields["outcome"] for one in look(broken)] == ["bare"]
    assert [one.fields["outcome"] for one in look(broken, strict=True)] == ["abort"]
    deep = f"---\ntitle: {'[' * 60}{']' * 60}\n---\n来源：新华社\n"
    (one,) = look(deep)
    assert (one.fields["outcome"], one.fix) == ("limit", None)


def test_findings_come_in_the_order_of_the_text(look: Look) -> None:
    text = HEADER.format("published:\ntags: a, b\n", "<> {% foo %}").replace("标题", "12:34")
    codes = [one.code for one in look(text, "_posts/name.md")]
    assert codes == [
        Problem.NAME_WITHOUT_DATE,
        Problem.RETYPED_TEXT,
        Problem.PUBLISHED_EMPTY,
        Problem.TERM_SEPARATORS,
        Problem.EMPTY_LINK,
        Problem.UNKNOWN_TAG,
    ]


def test_a_page_of_nothing_but_faults_is_told_in_part(look: Look) -> None:
    found = look(HEADER.format("", "<>\n" * 500 + "![](a)\n" * 500))
    assert len(found) == 2 * MOST_OF_A_KIND


def test_a_fix_refuses_a_text_that_has_changed() -> None:
    fix = Fix(Problem.EMPTY_LINK, (ReplaceText(0, "<>", ""),))
    assert apply_fix(b"<> a", fix) == b" a"
    with pytest.raises(EditError, match="EditError"):
        apply_fix(b"x <> a", fix)
    with pytest.raises(EditError):
        apply_fix(b"text", Fix(Problem.EMPTY_SLUG, (Unset("slug"),)))


def test_of_two_fixes_that_overlap_the_first_is_made() -> None:
    one = Fix(Problem.EMPTY_LINK, (ReplaceText(0, "abc", "1"),))
    other = Fix(Problem.EMPTY_LINK, (ReplaceText(2, "cd", "2"), ReplaceText(5, "f", "3")))
    assert apply_fixes(b"abcdef", [other, one]) == b"1de3"


def test_all_fixes_of_a_post_go_together(look: Look) -> None:
    header = "tags: [etf, 臺灣, 股市]\ncategories: News, 財經\npublished:\nslug: 123\n"
    text = HEADER.format(header, "{% foo %}").replace("18:09:11 +0800", "10:09:11")
    found = look(text)
    fixes = [one.fix for one in found if one.fix is not None]
    assert len(fixes) == len(found) >= 8
    mended = apply_fixes(text.encode(), fixes).decode()
    assert "tags: [ETF, 台湾, 股市]\ncategories: [News, 财经]\n" in mended
    assert 'published: false\nslug: "123"\n' in mended
    assert "date: 2022-01-11 10:09:11 +0800\n" in mended
    assert [one.code for one in look(mended)] == [Problem.CATEGORY_CASE]


def test_terms_of_a_text_are_mended_together(look: Look) -> None:
    text = HEADER.format("tags: etf 股市 臺灣\n", "正文")
    fixes = [one.fix for one in look(text) if one.fix is not None]
    assert len(fixes) == 2
    assert "tags: ETF 股市 台湾\n" in apply_fixes(text.encode(), fixes).decode()


def test_a_character_that_the_encoding_lacks_is_refused() -> None:
    source = "caf\xe9 au lait, cr\xe8me br\xfbl\xe9e, d\xe9j\xe0 vu".encode("cp1252")
    fix = Fix(Problem.EMPTY_LINK, (ReplaceText(0, "caf", "财"),))
    with pytest.raises(EditError):
        apply_fix(source, fix)


def test_a_fix_that_only_renames_leaves_the_bytes() -> None:
    assert apply_fix(b"\xff", Fix(Problem.LONG_NAME, (), "_posts/a.md")) == b"\xff"


def test_codes_are_told_apart_in_joined_text() -> None:
    """The library searches for a code as a part of all codes of a post."""
    for one in Problem:
        assert [other for other in Problem if one.value in other.value] == [one]


def test_every_code_has_a_severity_and_errors_are_serious() -> None:
    assert set(SEVERITIES) == set(Problem)
    for code, severity in SEVERITIES.items():
        assert severity is not Severity.ERROR or code.serious, code
        assert severity is not Severity.NOTE or not code.serious, code
    assert [one.rank for one in (Severity.ERROR, Severity.WARNING, Severity.NOTE)] == [0, 1, 2]


def test_findings_are_values() -> None:
    one = Finding(Problem.BOM, Severity.NOTE, Place(0, 0, 1, 1), "", {"a": "b"})
    assert one == Finding(Problem.BOM, Severity.NOTE, Place(0, 0, 1, 1), "", {"a": "b"})
    assert len({one, one}) == 1
    assert ProblemContext() == ProblemContext()
