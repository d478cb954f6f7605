"""Pages are the same where a browser sees the same, and differ in the places where it does not."""

import html as entities
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.rendering.truth.comparison import Difference, compare, lines, unified
from curator.rendering.truth.tokens import tokens


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ('<p id="a" class="b">x</p>', '<p class="b" id="a">x</p>'),
        ('<p class=" b\n c ">x</p>', "<p class='b c'>x</p>"),
        ('<p class="">x</p>', "<p>x</p>"),
        ("<input checked=checked disabled>", '<input disabled="" checked>'),
        ('<p style="color:red;margin : 0;">x</p>', '<p style="color: red; margin: 0">x</p>'),
        ("<p>a  b\n c</p>\n\n<p>d</p>", "<p> a b c </p><p>d\n</p>"),
        ("<p>a<br>\nb</p>", "<p>a<br />b</p>"),
        ("<p>&ldquo;x&rdquo; &#8230; &amp;</p>", "<p>“x” … &amp;</p>"),
        ("<!-- c --><p>x</p>", "<p>x</p>"),
        ("<!DOCTYPE html><html></html>", "<!doctype HTML>\n<html></html>"),
        ("<ul><li>a<li>b</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<p>a<p>b<div>c</div>", "<p>a</p><p>b</p><div>c</div>"),
        ("<table><tr><td>1<td>2<tr><td>3</table>", "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("<pre>\na\n</pre>", "<pre>a</pre>"),
        ("<script>\n a()\n</script>", "<script>a()</script>"),
        ("<p>x</p></div>", "<p>x</p>"),
        ("<P ID='a'>x</P>", '<p id="a">x</p>'),
        ('<a href="?a=1&amp;b">x</a>', '<a href="?a=1&b">x</a>'),
    ],
)  # fmt: skip
def test_the_same_page_twice(left: str, right: str) -> None:
    assert compare(left, right) == Difference((), 0, len(lines(left)), len(lines(right)))
    assert unified(compare(left, right), labels=("a", "b")) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a <em>b</em></p>", "<p>a<em>b</em></p>"),
        ('<p class="a b">x</p>', '<p class="b a">x</p>'),
        ("<p id=a>x</p>", "<p id=b>x</p>"),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ("<pre>a\n\nb</pre>", "<pre>a\nb</pre>"),
        ("<p>x</p>", "<div>x</div>"),
        ("<p>&lt;b&gt;</p>", "<p><b></b></p>"),
        ("<p>a</p>", "<p>a</p><p></p>"),
        ("<p>a\u00a0b</p>", "<p>a b</p>"),
        ("<p>茶价</p>", "<p>茶價</p>"),
    ],
)
def test_different_pages(left: str, right: str) -> None:
    found = compare(left, right)
    assert not found.equal
    assert found.places == 1
    assert compare(right, left).places == 1


def test_unseen_attributes_do_not_count() -> None:
    found = compare('<p data-line="3">x</p>', "<p>x</p>", unseen=frozenset({"data-line"}))
    assert found.equal


def test_places_far_apart_are_hunks_of_their_own() -> None:
    many = [f"<p>{number}</p>" for number in range(40)]
    other = [*many]
    other[3], other[30] = "<p>three</p>", "<p>thirty</p>"
    found = compare("".join(many), "".join(other))
    assert found.places == 2
    assert [[row.left_line for row in hunk.rows] for hunk in found.hunks] == [
        [2, 3, 4, 5, 6],
        [29, 30, 31, 32, 33],
    ]
    assert unified(found, labels=("ours", "theirs"))[:8] == [
        "--- ours",
        "+++ theirs",
        "@@ -2,5 +2,5 @@",
        " <p>1</p>",
        " <p>2</p>",
        "-<p>3</p>",
        "+<p>three</p>",
        " <p>4</p>",
    ]


def test_what_changed_within_a_line_is_marked() -> None:
    row = compare("<p>红茶的均价升到128元</p>", "<p>红茶的均价升到126元</p>").hunks[0].rows[0]
    assert row.left is not None
    assert [row.left[first:last] for first, last in row.left_spans] == ["128"]
    assert row.right is not None
    assert [row.right[first:last] for first, last in row.right_spans] == ["126"]


def test_lines_with_nothing_in_common_stand_alone() -> None:
    rows = (
        compare("<p>alpha beta</p>", "<table class='x y z'><tr><td>1</td></tr></table>")
        .hunks[0]
        .rows
    )
    assert [row.right for row in rows if row.left] == [None]


def test_very_long_and_very_different_pages_are_compared_at_once() -> None:
    left = "".join(f"<p>{number}</p>" for number in range(20_000))
    right = "".join(f"<p>{number}</p>" for number in range(1, 20_001))
    assert compare(left, right).places >= 1
    assert compare("<p>" + "好" * 200_000, "<p>" + "好" * 100_000 + "坏" * 100_000).places == 1
    assert compare("<div>" * 50_000, "<div>" * 49_999).places >= 1


PIECES = st.sampled_from(
    ["<p>", "</p>", "<em>", "</em>", "<pre>", "</pre>", "<li>", "<ul>", "</ul>", "<br>", "a", " ", "\n", "&lt;", "中"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=12))
def test_lines_are_equal_exactly_where_tokens_are(left: list[str], right: list[str]) -> None:
    pages = "".join(left), "".join(right)
    assert (lines(pages[0]) == lines(pages[1])) == (tokens(pages[0]) == tokens(pages[1]))
    assert compare(*pages).equal == (tokens(pages[0]) == tokens(pages[1]))


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=14), st.lists(PIECES, max_size=14))
def test_a_difference_rebuilds_both_pages(left: list[str], right: list[str]) -> None:
    pages = "".join(left), "".join(right)
    found = compare(*pages)
    ours, theirs = lines(pages[0]), lines(pages[1])
    for hunk in found.hunks:
        rows = hunk.rows
        assert [row.left for row in rows if row.left is not None] == [
            ours[row.left_line - 1] for row in rows if row.left_line
        ]
        assert [row.right for row in rows if row.right is not None] == [
            theirs[row.right_line - 1] for row in rows if row.right_line
        ]
        for numbers in ([r.left_line for r in rows], [r.right_line for r in rows]):
            shown = [number for number in numbers if number]
            assert all(after == before + 1 for before, after in pairwise(shown))


INLINE = st.recursive(
    st.text("ab 中\n", min_size=1, max_size=4).map(entities.escape),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: f"<em>{''.join(parts)}</em>"),
    max_leaves=4,
)
BLOCKS = st.recursive(
    INLINE.map(lambda text: f"<p>{text}</p>"),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(
        lambda parts: f"<div>{''.join(parts)}</div>"
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, max_size=4))
def test_a_browsers_own_writing_of_a_page_is_the_same_page(parts: list[str]) -> None:
    written = "\n".join(parts)
    tree = html5lib.parseFragment(written, container="div", namespaceHTMLElements=False)
    again = html5lib.serialize(
        tree,
        omit_optional_tags=True,
        quote_attr_values="legacy",
        alphabetical_attributes=True,
    )
    assert compare(written, again).equal
