"""The format of recipes: what is understood, what is refused and where, which one is asked."""

from pathlib import Path

import pytest

from curator import paths
from curator.formats.html_source import HtmlSource
from curator.importing.candidates import Candidate, Kind, Thing
from curator.importing.reading import read
from curator.importing.recipes.applying import applied
from curator.importing.recipes.recipe import BadRecipe, recipe
from curator.importing.recipes.selectors import BadSelector, selector
from curator.importing.recipes.shelf import shelf
from curator.importing.recipes.templates import filled

SMALL = """
name = "Small"
[match]
hosts = ["news.example"]
[select]
title = ["h1"]
date = ["time@datetime"]
body = [".body"]
teaser = ["meta[name=teaser]@content"]
[find]
id = { in = "url", pattern = '/(\\d+)$' }
[remove]
elements = [".ad"]
[write]
zone = "+0200"
file = "{date|%Y-%m-%d}-{id}.html"
front_matter = \"\"\"
title: {title|quoted}
date: {date} +0200
teaser: {teaser}
\"\"\"
header = "<p>{teaser}</p>\\n"
header_if = "teaser"
footer = "<p>From {url}</p>\\n"
"""
PAGE = """<html><head><meta name="teaser" content="yes: it is"></head><body><h1>A "quoted" title</h1>
<time datetime="2023-05-09T12:30:00Z">then</time>
<div class="body"><p>First <b>words</b> &amp; more.</p><div class="ad">Buy</div><p><img data-src="/a.png">Last.</p></div></body></html>"""


def test_a_recipe_writes_what_it_says() -> None:
    made = applied(recipe(SMALL), PAGE, "https://news.example/a/7")
    assert made.name == "2023-05-09-7.html"
    assert made.source_id == "7"
    assert made.source == (
        '---\ntitle: "A \\"quoted\\" title"\ndate: 2023-05-09 14:30:00 +0200\nteaser: "yes: it is"\n---\n'
        "<p>yes: it is</p>\n"
        "<p>First <b>words</b> &amp; more.</p>\n"
        '<p><img src="https://news.example/a.png">Last.</p>\n'
        "<p>From https://news.example/a/7</p>\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('name = "Small"', "", "name"),
        ('hosts = ["news.example"]', "", "match.hosts"),
        ('body = [".body"]', "", "select.body"),
        ('title = ["h1"]', 'title = ["h1:hover"]', "select.title"),
        ('title = ["h1"]', "title = [3]", "select.title"),
        ("'/(\\d+)$'", "'/(\\d+$'", "find.id.pattern"),
        ('in = "url"', 'in = "moon"', "find.id.in"),
        ('zone = "+0200"', 'zone = "Berlin"', "write.zone"),
        ("{teaser}</p>", "{teaser</p>", "write.header"),
        ('zone = "+0200"', 'form = "poem"', "write.form"),
        ('zone = "+0200"', 'colour = "red"', "write.colour"),
        ("[remove]", "[removed]", "removed"),
        ("[match]", "[match", ""),
    ],
)
def test_a_wrong_recipe_says_where(old: str, new: str, where: str) -> None:
    assert old in SMALL
    with pytest.raises(BadRecipe) as caught:
        recipe(SMALL.replace(old, new))
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("p", ["a", "b", "c"]),
        ("#x", ["b"]),
        ("div p", ["b", "c"]),
        ("div > p", ["c"]),
        (".k.l", ["c"]),
        ("p.k, #x", ["b", "c"]),
        ("[data-n]", ["b"]),
        ("[data-n=two]", ["b"]),
        ('[data-n^="tw"]', ["b"]),
        ("[data-n$='wo']", ["b"]),
        ("[data-n*=w]", ["b"]),
        ("p:first-child", ["a", "b"]),
        ("p:last-child", ["b", "c"]),
        ("p:nth-of-type(1)", ["a", "b", "c"]),
        ("body > p:nth-of-type(1)", ["a"]),
        ("[class~=l]", ["c"]),
    ],
)
def test_a_selector_finds_what_browsers_find(text: str, found: list[str]) -> None:
    page = '<body><p>a</p><div><section><p id="x" data-n="two">b</p></section><p class="k l">c</p></div></body>'
    root = HtmlSource(page).document()
    elements = selector(text).elements(root)
    assert [element.text for element in elements if element.tag == "p"] == found


@pytest.mark.parametrize(
    "text", ["", "p >", "> p", "p:hover", "p{", "#", "p//a", "[x=']", "@href", "a@"]
)
def test_a_selector_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadSelector):
        selector(text)


def test_text_of_a_page_cannot_break_out_of_front_matter() -> None:
    fields = {"title": 'a"\n---\nx: {{ y }}', "author": "- [b]: #c"}
    text = filled("title: {title|quoted}\nauthor: {author}", fields, yaml=True)
    assert text == 'title: "a\\" --- x: {{ y }}"\nauthor: "- [b]: #c"'


def test_all_recipes_that_ship_can_be_used() -> None:
    shipped = [entry for entry in shelf().entries if not entry.own]
    assert len(shipped) >= 5
    assert [entry.fault for entry in shipped if entry.fault] == []


def test_a_recipe_of_ones_own_comes_first_and_a_broken_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "recipes_folder", lambda: tmp_path)
    url = "https://finance.eastmoney.com/a/202205262391921712.html"
    own = SMALL.replace("news.example", "finance.eastmoney.com")
    (tmp_path / "own.toml").write_text(own)
    (tmp_path / "worse.toml").write_text("name = 3")
    found = shelf().matching(url, "")
    assert found is not None
    assert found.name == "Small"
    faults = {entry.file.name: entry.fault for entry in shelf().entries if entry.fault}
    assert set(faults) == {"worse.toml"}
    (tmp_path / "own.toml").unlink()
    found = shelf().matching(url, "")
    assert found is not None
    assert found.name == "Eastmoney"


def test_a_recipe_that_no_longer_fits_is_named_and_the_article_found_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "recipes_folder", lambda: tmp_path)
    (tmp_path / "own.toml").write_text(SMALL)
    page = PAGE.replace('class="body"', 'class="main-text"').encode()
    (made,) = read(Thing("x.html", page, url="https://news.example/a/7"), kind=Kind.PAGE)
    assert isinstance(made, Candidate)
    assert ("recipe-unfit", "Small") in {(note.code.value, note.detail) for note in made.notes}
    assert "<b>words</b>" in made.source
