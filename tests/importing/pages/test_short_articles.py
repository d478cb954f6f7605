"""Short articles in a page that says itself where the article is: none of their words goes."""

import pytest

from curator.importing.candidates import Candidate, Limits, Thing
from curator.importing.readers.html_page import read

PAGE = """\
<!doctype html><html><head><title>Harbour news</title></head><body>
<nav><a href="/">Home</a> <a href="/all">All stories</a></nav>
<article><h1>Harbour news</h1>{body}</article>
<footer>All rights reserved</footer></body></html>
"""
LONG = (
    "<p>The tide came in early and the boats left before the sun rose over the bay.</p>"
    "<p>Nobody was on the quay when the ferry landed, and the mail lay there until noon.</p>"
)


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (f"<h2>Morning</h2>{LONG}", "<h2>Morning</h2>"),
        (f"{LONG}<p>The end.</p>", "<p>The end.</p>"),
        (f"{LONG}<h3>After</h3><p>Rain.</p>", "<p>Rain.</p>"),
        (f"<p>Early.</p>{LONG}", "<p>Early.</p>"),
        (
            f'{LONG}<center><img src="a.jpg"></center><center>The bay</center>{LONG}',
            "<center>The bay</center>",
        ),
    ],
)
def test_short_lines_stay(body: str, kept: str) -> None:
    (candidate,) = read(Thing("a.html", PAGE.format(body=body).encode()), Limits())
    assert isinstance(candidate, Candidate)
    assert kept in candidate.source
    assert "All stories" not in candidate.source
    assert "rights" not in candidate.source
