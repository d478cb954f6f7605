"""Pages made to hang, crash or mislead a reader: each ends in bounded time, with its text or a reason."""

import time

import pytest

from curator.formats.html_source import HtmlSource
from curator.importing.candidates import Candidate, Kind, Thing
from curator.importing.guard import Readers
from curator.importing.pages.article import article
from curator.importing.pages.metadata import metadata
from curator.importing.reading import read

DEEP = 100_000


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * DEEP + "deep" + "</div>" * DEEP + "<p>after</p>",
        "<b><div></b>" * DEEP + "<p>after</p>",
        "<p>after</p>" + "<a " * 300_000,
        "<p>after</p>" + '<a x="' * 100_000,
        "<p>after</p>" + "<!--" * 300_000,
        "<u><div>" + "<b>" * DEEP + "</u>" * DEEP + "<p>after</p>",
        "<p>" * 200_000 + "after",
        "<table><tr><td>" * 20_000 + "after",
        "<svg>" * DEEP + "</svg>" * DEEP + "<p>after</p>",
        "<p>after</p>" + "<" * 1_000_000,
        "<p>after</p>" + "&" * 1_000_000,
    ],
    ids=[
        "div",
        "crossed",
        "tags",
        "quotes",
        "comments",
        "closings",
        "p",
        "tables",
        "svg",
        "lt",
        "amp",
    ],
)
def test_a_page_nested_or_broken_without_end_keeps_its_text(markup: str) -> None:
    started = time.monotonic()
    root = HtmlSource(markup).document()
    assert "after" in "".join(str(part) for part in root.itertext())
    assert time.monotonic() - started < 20


def test_a_deep_page_is_read_by_the_readers_process() -> None:
    page = (
        "<html><body>"
        + "<div>" * DEEP
        + "<p>Deep down there is a sentence of some length.</p></body></html>"
    )
    found: list[object] = []
    readers = Readers()
    try:
        readers.read(Thing("deep.html", page.encode()), found.append)
    finally:
        readers.close()
    (candidate,) = found
    assert isinstance(candidate, Candidate)
    assert "Deep down there is a sentence of some length." in candidate.source
    assert "cut" in {note.code.value for note in candidate.notes}


def test_linked_data_may_be_nonsense() -> None:
    for told in (
        "{",
        "[" * 5000,
        '{"@graph": [[[]]], "@type": 7}',
        '{"@type": "NewsArticle", "author": 3, "headline": {"a": 1}}',
    ):
        page = f'<title>T</title><script type="application/ld+json">{told}</script><body><h1>Title</h1>'
        assert metadata(HtmlSource(page).document()).title in {"Title", "T"}


def test_an_address_of_another_scheme_is_none() -> None:
    for href in ("javascript:alert(1)", "file:///etc/passwd", "http://[", "//"):
        page = f'<link rel="canonical" href="{href}"><body><p>Words enough to be an article of a kind.</p>'
        assert article(page, "https://news.example/a").about.url == "https://news.example/a"


def test_a_scripted_address_does_not_stay() -> None:
    page = "<body><article><p>Words enough to be an article, <a href=' JavaScript:alert(1)' onclick='x()'>click</a> here, and then some more of them.</p></article>"
    body = article(page).body
    assert "alert" not in body
    assert "onclick" not in body


def test_controls_and_lone_surrogates_pass() -> None:
    (candidate,) = read(
        Thing("x.html", b"<html><body><p>nul \0 and \x1b and \xed\xa0\x80 words</p></body>"),
        kind=Kind.PAGE,
    )
    assert isinstance(candidate, Candidate)
    candidate.source.encode()
