"""What browsers copy: the fragment, its address, and no byte more or less."""

import pytest

from curator.importing.candidates import Kind, Thing
from curator.importing.kinds import CLIPBOARD_TYPE
from tests.importing.samples import faults, taken

FRAGMENT = "<h1>标题 &amp; mehr</h1><p>正文，<b>粗</b>。</p>"


def copied(fragment: str, *, marks: bool = True, address: str = "https://own.example/a") -> bytes:
    """Return CF_HTML as Chromium writes it."""
    begin, end = ("<!--StartFragment-->", "<!--EndFragment-->") if marks else ("", "")
    before, after = f"<html>\r\n<body>\r\n{begin}".encode(), f"{end}\r\n</body>\r\n</html>".encode()
    inner = fragment.encode()
    form = (
        "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\n"
        "EndFragment:{:010d}\r\n" + (f"SourceURL:{address}\r\n" if address else "")
    )
    size = len(form.format(0, 0, 0, 0))
    start = size + len(before)
    head = form.format(size, start + len(inner) + len(after), start, start + len(inner))
    return head.encode() + before + inner + after


@pytest.mark.parametrize("marks", [True, False])
def test_the_fragment_is_cut_out_by_marks_or_offsets(marks: bool) -> None:
    (found,) = taken(Thing("clipboard", copied(FRAGMENT, marks=marks) + b"\0"))
    assert found.source == (
        f'---\ntitle: "标题 & mehr"\nsource: https://own.example/a\n---\n{FRAGMENT}\n'
    )
    assert (found.kind, found.url, found.foreign) == (Kind.CLIPBOARD, "https://own.example/a", True)


def test_html_without_a_head_is_a_fragment_too() -> None:
    html = f"<html><body><!--StartFragment-->{FRAGMENT}<!--EndFragment--></body></html>"
    (found,) = taken(Thing("clipboard", html.encode(), declared_type=CLIPBOARD_TYPE))
    assert found.source.endswith(f"---\n{FRAGMENT}\n")


def test_an_address_that_is_none_is_left_out() -> None:
    (found,) = taken(Thing("c", copied(FRAGMENT, address="file:///home/me/x.html")))
    assert found.url == ""
    assert "source:" not in found.source


def test_broken_offsets_do_not_lose_words() -> None:
    data = copied(FRAGMENT, marks=False).replace(b"StartFragment:0", b"StartFragment:9")
    (found,) = taken(Thing("c", data))
    assert FRAGMENT in found.source


def test_an_empty_clipboard_says_so() -> None:
    assert faults(Thing("c", copied("  "))) == ["empty-content"]
