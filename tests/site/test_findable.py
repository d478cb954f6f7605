"""What queries can ask of a text: keys of front matter however nested, pictures and links of the body."""

import pytest

from curator.domain.post import Findable
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.findable import MOST, findable


def found(front: str = "", body: str = "Text.") -> Findable:
    document = split(f"---\n{front}\n---\n{body}\n".encode())
    return findable(document, parse(document.front_matter or ""))


def keys(front: str) -> tuple[tuple[str, str], ...]:
    return found(front).keys


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("author: Wang", [("author", "wang")]),
        ("Author: ＷＡＮＧ 五", [("author", "wang 五")]),
        ("authors: [A, b]", [("authors", "a"), ("authors", "b")]),
        ("seo: {title: X, deep: {y: 1}}", [("seo.title", "x"), ("seo.deep.y", "1")]),
        ("team: [{name: A}, {name: B}]", [("team.name", "a"), ("team.name", "b")]),
        ("pinned: true\nnote:", [("pinned", "true"), ("note", "")]),
        ("text: |\n  one\n   two", [("text", "one two")]),
        ("title: t\ntags: a\nlayout: post\ndate: 2022-01-01", []),
        ("long: " + "x" * 300, [("long", "x" * 100)]),
        ("broken: [", []),
    ],
)
def test_keys_are_found_with_their_values(front: str, expected: list[tuple[str, str]]) -> None:
    assert list(keys(front)) == expected


def test_a_few_lines_that_stand_for_millions_cost_little() -> None:
    lines = ["a0: &a0 [x, y]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert len(keys("\n".join(lines))) <= MOST
    assert len(keys("k: [" + ", ".join(map(str, range(5000))) + "]")) == MOST


@pytest.mark.parametrize(
    ("body", "image", "link"),
    [
        ("Text.", False, False),
        ("![a](b.png)", True, False),
        ("![a][b]\n\n[b]: c.png", True, False),
        ('<p><img src="a.png"></p>', True, False),
        ("<IMG SRC=a.png>", True, False),
        ("[a](b)", False, True),
        ("[a][b]", False, True),
        ("[![a](b.png)](c)", True, True),
        ('<a class="x"\n href="b">c</a>', False, True),
        ('<a name="x">c</a>', False, False),
        ("<https://example.com/>", False, True),
        ("a [b] (c) d!", False, False),
        ("```\n![a](b.png) [c](d)\n```", False, False),
        ('<!-- <img src="a"> <a href="b">c</a> -->', False, False),
    ],
)
def test_pictures_and_links_are_seen_where_a_page_shows_them(
    body: str, image: bool, link: bool
) -> None:
    told = found(body=body)
    assert (told.image, told.link) == (image, link)
