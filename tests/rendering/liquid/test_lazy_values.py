"""Templates touch no more of lazy sequences and mappings than they need."""

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

import pytest

from curator.rendering.liquid.engine import Liquid
from tests.rendering.liquid.jekyll_oracle import Site


class Post(Mapping[str, object]):
    """A document of the site model: known by its number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __getitem__(self, key: str) -> object:
        found = {
            "title": f"Post {self.number}",
            "url": f"/{self.number}.html",
            "even": self.number % 2 == 0,
        }
        return found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(("title", "url", "even"))

    def __len__(self) -> int:
        return 3

    def __str__(self) -> str:
        return "Jekyll::Drops::DocumentDrop"


class Posts(Sequence[Post]):
    """A hundred thousand posts that count how often one is made."""

    def __init__(self, numbers: range | None = None, made: list[int] | None = None) -> None:
        self.numbers = range(100_000) if numbers is None else numbers
        self.made: list[int] = [] if made is None else made

    @overload
    def __getitem__(self, index: int) -> Post: ...
    @overload
    def __getitem__(self, index: slice) -> "Posts": ...
    def __getitem__(self, index: int | slice) -> "Post | Posts":
        if isinstance(index, slice):
            return Posts(self.numbers[index], self.made)
        self.made.append(self.numbers[index])
        return Post(self.numbers[index])

    def __len__(self) -> int:
        return len(self.numbers)


@pytest.mark.parametrize(
    ("template", "text", "made"),
    [
        ("{{ site.posts.size }}", "100000", []),
        ("{{ site.posts | size }}", "100000", []),
        ("{{ site.posts.first.title }}", "Post 0", [0]),
        ("{{ site.posts.last.title }}", "Post 99999", [99_999]),
        ("{{ site.posts[2].title }}", "Post 2", [2]),
        ("{{ site.posts | first | size }}", "0", [0]),
        ("{% if site.posts %}y{% endif %}{% if site.posts == empty %}n{% endif %}", "y", []),
        ("{% for p in site.posts limit:2 %}{{ p.url }}{% endfor %}", "/0.html/1.html", [0, 1]),
        (
            "{% for p in site.posts limit:2 offset:3 %}{{ p.url }}{% endfor %}",
            "/3.html/4.html",
            [3, 4],
        ),
        ("{% for p in site.posts offset:99999 %}{{ p.url }}{% endfor %}", "/99999.html", [99_999]),
        ("{% for p in site.posts %}{{ p.title }}{% break %}{% endfor %}", "Post 0", [0]),
        ("{% assign p = site.posts %}{{ p[1].title }}", "Post 1", [1]),
        ("{{ site.posts | find: 'title', 'Post 2' | jsonify | size }}", "46", [0, 1, 2]),
        (
            "{% assign p = site.posts | find_exp: 'p', 'p.even' %}{{ p }}",
            "Jekyll::Drops::DocumentDrop",
            [0],
        ),
    ],
)
def test_only_what_is_needed_is_made(template: str, text: str, made: list[int]) -> None:
    posts = Posts()
    page = Liquid(Site()).render(template, {"site": {"posts": posts}}, path="index.html")
    assert page.text == text
    assert posts.made == made
    assert not page.problems


def test_filters_may_walk_over_all() -> None:
    posts = Posts(range(50))
    template = "{{ site.posts | where: 'even', true | size }} {{ site.posts | map: 'url' | join: '' | size }}"
    page = Liquid(Site()).render(template, {"site": {"posts": posts}}, path="index.html")
    assert page.text == f"25 {sum(len(f'/{number}.html') for number in range(50))}"


def test_a_document_has_an_address() -> None:
    scope = {"post": Post(7)}
    page = Liquid(Site()).render(
        "{{ post | relative_url }} {{ post | absolute_url }}", scope, path="i.md"
    )
    assert page.text == "/news/7.html https://quay.example/news/7.html"


def test_scope_may_be_lazy() -> None:
    page = Liquid(Site()).render("{{ title }}{{ missing }}{{ even }}", Post(1), path="i.md")
    assert page.text == "Post 1false"


def test_texts_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Liquid(Site())
    engine.render("{% include card.html title='a' %}", {}, path="a.md")
    first = engine.compiled("{% include card.html title='a' %}")
    page = engine.render("{% include card.html title='a' %}", {}, path="b.md")
    assert engine.compiled("{% include card.html title='a' %}") is first
    assert page.text == "<b>a</b>"


def test_the_cache_is_bounded() -> None:
    engine = Liquid(Site())
    first = engine.compiled("{{ first }}")
    for number in range(1000):
        engine.compiled(f"{{{{ a{number} }}}}")
    assert engine.compiled("{{ first }}") is not first


def test_one_rendering_leaves_nothing_for_the_next() -> None:
    engine = Liquid(Site())
    text = "{{ a }}{% assign a = 1 %}{% increment b %}{% cycle 'x', 'y' %}{% ifchanged %}c{% endifchanged %}"
    assert engine.render(text, {}, path="a.md").text == engine.render(text, {}, path="a.md").text
