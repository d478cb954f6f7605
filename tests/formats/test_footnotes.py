"""Footnotes, whoever wrote them, come out of real kramdown with the same words, linked both ways."""

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from curator.formats.kramdown_writer.sameness import same
from curator.formats.kramdown_writer.writer import convert
from tests.formats.footnote_pages import FORMS, Page, pages
from tests.rendering.kramdown.oracle import Oracle, available


@pytest.fixture(scope="module")
def kramdown() -> Iterator[Oracle]:
    if not available():
        pytest.skip("ruby with kramdown is not installed")
    oracle = Oracle()
    yield oracle
    oracle.close()


def tree(body: str) -> HtmlElement:
    return html.fragment_fromstring(body, create_parent="div")


def words(element: HtmlElement) -> str:
    """Return all that is said in an element, with one blank wherever there are any or blocks meet."""
    return " ".join(" ".join(str(text) for text in element.itertext()).split()).replace(" ", "")


def check(page: Page, made: str) -> None:
    """Compare a page that kramdown made with what was put into it, knowing nothing of the writer."""
    root = tree(made)
    marks = root.xpath("//sup[a[contains(@class, 'footnote')]]")
    items = root.xpath("//div[@class='footnotes']/ol/li")
    ids = {one.get("id"): one for one in root.iter() if one.get("id")}
    assert [int(mark.text_content()) for mark in marks] == page.marks
    back_of: dict[str, list[str]] = {}
    for item in items:
        backs = item.xpath(".//a[@class='reversefootnote']")
        back_of[item.get("id")] = [link.get("href")[1:] for link in backs]
        for link in backs:
            link.drop_tree()
    assert len(items) == len(page.notes)
    for mark in marks:
        note = mark[0].get("href")[1:]
        assert ids[note] in items
        assert mark.get("id") in back_of[note]
    for item, note in zip(items, page.notes, strict=True):
        assert words(item).rstrip("\xa0") == words(tree(note))
    for mark in marks:
        mark.drop_tree()
    for notes in root.xpath("//div[@class='footnotes']"):
        notes.drop_tree()
    assert words(root) == words(tree(page.bare))


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_words_and_links_are_the_same(kramdown: Oracle, name: str, data: st.DataObject) -> None:
    page = data.draw(pages(FORMS[name]))
    made = convert(page.html, markdown=False, liquid=False)
    rendered = kramdown.html(made.text())
    assert same(page.html, rendered)
    if made.footnotes:  # else a block that only HTML can say keeps them all HTML
        check(page, rendered)
        own = convert(rendered, markdown=False, liquid=False)
        assert own.footnotes
        assert letters(kramdown.html(own.text())) == letters(rendered)


def letters(body: str) -> str:
    """Return a body's elements with all their attributes and text; blanks between blocks aside."""
    text = html.tostring(tree(body), encoding="unicode")
    return re.sub(r"\s*\n\s*", "\n", text)


def mark(number: int, back: str = "", said: str = "") -> str:
    name = back or f"r{number}"
    return f'<sup><a href="#n{number}" id="{name}">{said or f"[{number}]"}</a></sup>'


def note(number: int, text: str = "Note.", back: str = "") -> str:
    return f'<li id="n{number}"><p>{text} <a href="#{back or f"r{number}"}">↑</a></p></li>'


def listed(*notes: str) -> str:
    return f"<ol>{''.join(notes)}</ol>"


MARKED = f"<p>a{mark(1)}, b{mark(2)}</p>"
WRITTEN = {
    f"{MARKED}{listed(note(1), note(2))}": "a[^1], b[^2]\n\n[^1]: Note.\n\n[^2]: Note.\n",
    # A mark may stand anywhere but in the head of a definition.
    f"<h2>a{mark(1)}</h2>{listed(note(1, '1. [a]: {: b} *c*'))}": (
        "## a[^1]\n\n[^1]: 1\\. \\[a\\]\\: \\{: b} \\*c\\*\n"
    ),
    f"<p>a{mark(1)}</p><h2>Notes</h2>{listed(note(1))}<p>b</p>": (
        "a[^1]\n\n## Notes\n\n[^1]: Note.\n\n* footnotes\n{:footnotes}\n\nb\n"
    ),
    f"<p>a{mark(1, 'x')}b{mark(1, 'y')}</p>"
    '<ol><li id="n1"><a href="#x">↑</a> <a href="#y">↑</a> c</li></ol>': (
        "a[^1]b[^1]\n\n[^1]: c\n"
    ),
    f"<p>a{mark(1)}</p>"
    + listed(
        '<li id="n1"><p>b</p><pre><code>{{ c }}\n\n[^1]: d\n</code></pre><ul><li>e</li></ul>'
        '<p><a href="#r1">↑</a></p></li>'
    ): ("a[^1]\n\n[^1]: b\n\n    ```\n    {{ c }}\n\n    [^1]: d\n    ```\n\n    * e\n"),
}


@pytest.mark.parametrize(("body", "markdown"), WRITTEN.items())
def test_they_are_written_so(kramdown: Oracle, body: str, markdown: str) -> None:
    made = convert(body, markdown=False, liquid=False)
    assert made.text() == markdown
    assert same(body, kramdown.html(markdown))


LEFT = {
    "a mark twice, one way back": f"<p>a{mark(1, 'x')}{mark(1, 'y')}</p>{listed(note(1, back='x'))}",
    "a note without a mark": f"<p>a{mark(1)}</p>{listed(note(1), note(2))}",
    "a mark without a note": f"{MARKED}{listed(note(1))}",
    "marks out of order": f"<p>a{mark(2)}{mark(1)}</p>{listed(note(1), note(2))}",
    "notes out of order": f"{MARKED}{listed(note(2), note(1))}",
    "a mark in a note": f"<p>a{mark(1)}</p>{listed(note(1, f'b{mark(2)}'), note(2))}",
    "a note in a note": f"{MARKED}<ol><li id='n1'>a<a href='#r1'>↑</a>{listed(note(2))}</li></ol>",
    "another number": f"<p>a{mark(1, said='[7]')}</p>{listed(note(1))}",
    "words for a mark": f"<p>a{mark(1, said='[note 1]')}</p>{listed(note(1))}",
    "a list from five": f"<p>a{mark(1)}</p><ol start='5'>{note(1)}</ol>",
    "a number of its own": f"<p>a{mark(1)}</p><ol>{note(1).replace('<li', '<li value=4')}</ol>",
    "a title": f"<p>a{mark(1).replace('<a', '<a title=x')}</p>{listed(note(1))}",
    "words between notes": f"{MARKED}{listed(note(1))}<p>b</p>{listed(note(2))}",
    "words among notes": f"<p>a{mark(1)}</p><section><h2>Notes</h2>{listed(note(1))}</section>",
    "a further link": f"<p>a{mark(1)} <a href='#n1'>see there</a></p>{listed(note(1))}",
    "a name twice": f"<p id='n1'>a{mark(1)}</p>{listed(note(1))}",
    "words for a way back": f"<p>a{mark(1)}</p>{listed(note(1).replace('↑', 'Back'))}",
    "a box in a note": f"<p>a{mark(1)}</p>{listed(note(1).replace('<p>', '<div>b</div><p>'))}",
    "a mark in a box": f"<div><p>a{mark(1)}</p></div>{listed(note(1))}",
    "links of a table of contents": "<p><a href='#n1'>1</a></p><h2 id='n1'>b</h2>",
}


@pytest.mark.parametrize("body", LEFT.values(), ids=LEFT.keys())
def test_what_does_not_fit_stays_html(kramdown: Oracle, body: str) -> None:
    """As the very elements that it was; the rest is written as ever."""
    body = f"{body}<p>and <b>c</b></p>"
    made = convert(body, markdown=False, liquid=False)
    assert not made.footnotes
    text = made.text()
    assert "[^" not in text
    assert "and **c**" in text
    plain = kramdown.html(text)
    assert same(body, plain)
    assert links(plain) == links(body)
    assert ids(plain) >= ids(body)


def links(body: str) -> list[str]:
    return [link.get("href") for link in tree(body).iter("a")]


def ids(body: str) -> set[str]:
    return {one.get("id") for one in tree(body).iter() if one.get("id")}


def test_names_that_the_text_may_have_taken_are_not_given_again() -> None:
    body = f"a[^1]\n\n[^1]: taken\n\n<p>a{mark(1)}</p>\n\n{listed(note(1))}\n"
    assert not convert(body, markdown=True, liquid=False).footnotes
    linked = f"[here](#n1)\n\n<p>a{mark(1)}</p>\n\n{listed(note(1))}\n"
    assert not convert(linked, markdown=True, liquid=False).footnotes


def test_sameness_sees_where_marks_lead() -> None:
    notes = "a[^1], b[^2]\n\n[^1]: Note.\n\n[^2]: Other.\n"
    body = f"{MARKED}{listed(note(1), note(2, 'Other.'))}"
    made = convert(body, markdown=False, liquid=False)
    assert made.text() == notes
    for other in (
        f"{MARKED}{listed(note(1, 'Other.'), note(2))}",
        f"{MARKED}{listed(note(1), note(2, 'Others.'))}",
        f"<p>a{mark(1)}, b</p>{listed(note(1))}",
        f"<p>a, b{mark(1)}{mark(2)}</p>{listed(note(1), note(2, 'Other.'))}",
        f"{MARKED}{listed(note(1), note(2, 'Other.'))}<p>c</p>",
    ):
        assert not same(body, other)


@pytest.mark.parametrize(
    "piece",
    [
        '<p>a<sup><a href="#n{}" id="r{}">{}</a></sup></p>',
        '<li id="n{}"><a href="#r{}">{}</a></li>',
    ],
)
def test_cost_grows_with_the_text_alone(piece: str) -> None:
    def cost(count: int) -> float:
        marks = "".join(piece.format(n, n, n) for n in range(1, count + 1))
        notes = "".join(f'<p id="n{n}">b <a href="#r{n}">^</a></p>' for n in range(1, count + 1))
        start = time.process_time()
        convert(f"{marks}<div>{notes}</div>", markdown=False, liquid=False).text()
        return time.process_time() - start

    cost(100)
    assert cost(4_000) < 10 * cost(1_000) + 0.5
