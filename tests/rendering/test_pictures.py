"""Pictures are found as a browser finds them, and nothing else of the HTML changes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.formats.html_tags import tags
from curator.rendering.pictures import (
    PictureTag,
    Replaced,
    Shown,
    rewritten,
)

OWN = "curator://preview/picture/x"


def seen(source: str) -> list[str]:
    """Return the addresses a fragment's pictures have."""
    asked: list[str] = []

    def note(tag: PictureTag) -> Shown | Replaced:
        asked.append(tag.address)
        return Shown(OWN)

    rewritten(source, note)
    return asked


def show(_tag: PictureTag) -> Shown:
    return Shown(OWN)


def replace(tag: PictureTag) -> Replaced:
    return Replaced(f"[{tag.address}|{tag.alternative}]")


@pytest.mark.parametrize(
    ("source", "addresses"),
    [
        ("<img src=a.png>", ["a.png"]),
        ("<IMG SRC = 'a.png' />", ["a.png"]),
        ('<img\nalt="<img src=no>"\nsrc="a.png">', ["a.png"]),
        ("<img/src=a.png/alt=x>", ["a.png/alt=x"]),
        ("<img src=' a.png '>", ["a.png"]),
        ("<img src=a.png src=b.png>", ["a.png"]),
        ("<img src='a&amp;b.png'>", ["a&b.png"]),
        ("<image src=a.png>", ["a.png"]),
        ("<img alt=x>", []),
        ("<img src=''>", []),
        ("<img data-src=a.png>", []),
        ("<!-- <img src=a.png> --><img src=b.png>", ["b.png"]),
        ("<!--><img src=b.png>", ["b.png"]),
        ("<!x <img src=a.png><img src=b.png>", ["b.png"]),
        ("<script>'<img src=a.png>'</script><img src=b.png>", ["b.png"]),
        ("<style><img src=a.png></style ><img src=b.png>", ["b.png"]),
        ("<textarea><img src=a.png></textarea><img src=b.png>", ["b.png"]),
        ("<script><img src=a.png>", []),
        ("<img src=a.png", []),
        ("<img src='a.png>", []),
        ("<p title='<img src=a.png>'>", []),
        ("< img src=a.png>", []),
        ("</img src=a.png>", []),
        ("<imgx src=a.png>", []),
        ("<iframe src='https://x.example/'></iframe>", ["https://x.example/"]),
        ("<object data=a.swf></object><embed src=b.swf>", ["a.swf", "b.swf"]),
    ],
)
def test_pictures_are_found(source: str, addresses: list[str]) -> None:
    assert seen(source) == addresses


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("a<img src=a.png>b", f'a<img src="{OWN}">b'),
        ("<img  ALT=x src=\"a.png\" class='y'/>", f"<img  ALT=x src=\"{OWN}\" class='y'/>"),
        ("<img srcset='b 1x' src=a>", f"<img data-srcset='b 1x' src=\"{OWN}\">"),
        ("<img src=a srcset=b>", f'<img src="{OWN}" data-srcset=b>'),
        ("<source srcset=b><img src=a>", f'<source data-srcset=b><img src="{OWN}">'),
    ],
)
def test_shown_picture_changes_its_address_only(source: str, wanted: str) -> None:
    assert rewritten(source, show) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("a<img src=x alt='A &amp; B'>b", "a[x|A & B]b"),
        ("<a href=l><img src=x> more</a>", "<a href=l></a>[x|]<a href=l> more</a>"),
        ("<a href=l>t</a><img src=x>", "<a href=l>t</a>[x|]"),
        ("<iframe src=x title=v>in</iframe>after", "[x|v]after"),
        ("<iframe src=x>never closed", "[x|]"),
    ],
)
def test_replaced_picture_leaves_the_rest(source: str, wanted: str) -> None:
    assert rewritten(source, replace) == wanted


PIECES = st.sampled_from(
    [
        "<img src=a>",
        "<img src='b' alt=\"c\">",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "text",
        "汉字",
        "<",
        ">",
        "'",
        '"',
        "=",
        "/",
        " ",
        "\n",
        "<a href=x>",
        "</a>",
        "{{",
        "}}",
        "&amp;",
        "<source srcset=z>",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_everything_else_stays_identical(source: str) -> None:
    """Taking what was put in out again gives the source back."""
    marks: list[str] = []

    def swap(tag: PictureTag) -> Replaced:
        marks.append(tag.address)
        return Replaced(f"\x01{len(marks) - 1}\x02")

    changed = rewritten(source, swap)
    pictures = [tag for tag in tags(source) if tag.name == "img" and not tag.closing]
    assert len(marks) == len(pictures)
    pieces = changed.split("\x01")
    kept = [pieces[0], *(piece.partition("\x02")[2] for piece in pieces[1:])]
    untouched = (
        "".join(kept).replace("</a>", "").replace("<a href=x>", "").replace("data-srcset", "srcset")
    )
    at, wanted = 0, ""
    for tag in pictures:
        wanted += source[at : tag.start]
        at = tag.end
    wanted += source[at:]
    assert untouched == wanted.replace("</a>", "").replace("<a href=x>", "")


@pytest.mark.parametrize(
    "source",
    [
        "<img " * 60_000,
        "<!--" * 60_000,
        "<![" * 100_000,
        "<script>" * 40_000,
        '<a b="{{' * 40_000,
        "<img src='{{" * 40_000,
        "<img src=x>" * 30_000,
        "<" * 300_000,
    ],
)
def test_cost_grows_with_the_length_only(source: str) -> None:
    before = time.monotonic()
    rewritten(source, replace)
    assert time.monotonic() - before < 3


TAG_PIECES = st.sampled_from(
    [
        *("<p", "<img", "<a", "<div>", "<br/>", "</p>", "<script", "</script>", "<!--", "-->"),
        *(">", "/>", " ", "=", '"', "'", "x", "src", "/", "\n", "=x", '="y"', "='z'", "<"),
        '<td a="<img src=q>"',
    ]
)


@given(st.lists(TAG_PIECES, max_size=14).map("".join))
def test_passing_over_tags_changes_nothing_for_those_looked_at(source: str) -> None:
    wanted = frozenset({"img", "a"})
    looked_at = [tag for tag in tags(source, wanted) if tag.name in wanted]
    assert looked_at == [tag for tag in tags(source) if tag.name in wanted]
