"""Files made to harm, of every kind, through the real process: each ends in bounded time, with a reason
or with what could be read, and the next thing is read as ever (reliability.md T9 to T12, §3.3)."""

import time
from base64 import encodebytes
from collections.abc import Iterator

import psutil
import pytest

from curator.domain.errors import ReadError
from curator.importing.candidates import Candidate, Thing, Unread
from curator.importing.guard import Readers
from curator.processes.serving import MEMORY_BYTES
from tests.importing.samples import crowd, overlapping, packed

PAGE = b"<!doctype html><html><head><title>t</title></head><body>"
MAIL = b"Subject: s\nFrom: a@b\nMessage-ID: <1@b>\nMIME-Version: 1.0\n"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
FROM = b"From a@b Tue Jan 11 18:09:11 2022\n"


def deep_archive() -> bytes:
    """Return archives inside each other."""
    data = packed({"a.md": "core"})
    for _ in range(200):
        data = packed({"a.zip": data}, 0)
    return data


def quine_like() -> bytes:
    """Return an archive that holds itself as often as its limits let it: 1,000 copies, five deep."""
    data = packed({f"{n}.md": "x" * 100 for n in range(10)})
    for _ in range(4):
        data = packed({f"{n}.zip": data for n in range(30)})
    return data


HOSTILE = {
    "html-100000-deep.html": PAGE + b"<div>" * 100_000 + b"text",
    "tables-30000-deep.html": PAGE + b"<table><tr><td>" * 30_000 + b"text",
    "open-comments.html": PAGE + b"<!--" * 500_000,
    "only-brackets.html": PAGE + b"<" * 1_000_000,
    "open-titles.html": PAGE + b"<title>" * 200_000,
    "open-heads.html": b"<html>" + b"<head>" * 200_000,
    "open-bodies.html": PAGE + b"<body" * 300_000,
    "attributes.html": PAGE + b"<p " + b"a=b " * 200_000 + b">x",
    "json-ld.html": PAGE + b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script><p>x",
    "nul.html": PAGE + bytes(1_000_000),
    "headers.eml": b"Subject: s\nFrom: a@b\nMessage-ID: <1>\n" + b"X-A: b\n" * 100_000 + b"\nx",
    "encoded-words.eml": b"Subject: " + b"=?utf-8?B?YQ==?= " * 300_000 + b"\nFrom: a@b\nMessage-ID: <1>\n\nx",
    "nested-comments.eml": b"From: " + b"(a" * 100_000 + b"\nSubject: s\nMessage-ID: <1>\n\nx",
    "parts.eml": MAIL + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhi\n" * 20_000,
    "mails-in-mails.eml": (MAIL + b"Content-Type: message/rfc822\n\n") * 3000 + b"core",
    "mixed-in-mixed.eml": b"".join(
        (MAIL if not n else b"")
        + b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(3000)
    ),
    "blank-lines.eml": MAIL + b"\n" + b"\n \t" * 1_000_000,
    "addresses.eml": MAIL + b"\n" + b"http://" * 500_000,
    "no-base64.eml": MAIL + b"Content-Transfer-Encoding: base64\n\n" + b"!!!!" * 1_000_000,
    "open-html.eml": MAIL + b"Content-Type: text/html\n\n" + b"<head>" * 300_000 + b"<body" * 300_000,
    "mails-without-end.mbox": (FROM + b"A: b\n\n") * 100_000,
    "from-from-from.mbox": FROM + b"A: b\n\n" + b"From " * 1_000_000,
    "snapshot.mhtml": b"Snapshot-Content-Location: x\n" + MAIL + b"Content-Type: multipart/related; boundary=x\n\n"
    + b"--x\nContent-Type: image/png\nContent-Location: a\n\nx\n" * 5000,
    "laughs.xml": b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY l0 'ha'>" + LAUGHS + b"]><rss version='2.0'>&l9;</rss>",
    "laughs.opml": b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY l0 'ha'>" + LAUGHS + b"]><opml>&l9;</opml>",
    "laughs.docx": packed({
        "[Content_Types].xml": "<x/>",
        "word/document.xml": b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY l0 'ha'>" + LAUGHS + b"]><r>&l9;</r>",
    }),
    "outline-deep.opml": b"<?xml version='1.0'?><opml>" + b"<outline>" * 200_000,
    "copied.html": b"Version:0.9\r\nStartHTML:1\r\n" + b"<title" * 300_000,
    "bomb.zip": packed({"a.md": bytes(300 << 20)}),
    "overlap.zip": overlapping(800, 8),
    "crowd.zip": crowd(1_000_000),
    "deep.zip": deep_archive(),
    "multiplying.zip": quine_like(),
    "bomb-in-mail.eml": MAIL + b"Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n"
    + encodebytes(packed({"a.md": bytes(200 << 20)})),
}  # fmt: skip


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """Return the real readers."""
    made = Readers()
    made.warm()
    yield made
    made.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_harm_ends(readers: Readers, name: str) -> None:
    found: list[Candidate | Unread] = []
    begun = time.monotonic()
    reason = ""
    try:
        readers.read(Thing(name, HOSTILE[name]), found.append)
    except ReadError as error:
        reason = error.fault
    assert (
        time.monotonic() - begun < 40
    )  # most take less than one, on a machine that does nothing else
    assert found or reason
    if readers.pid is not None and psutil.pid_exists(readers.pid):
        assert psutil.Process(readers.pid).memory_info().rss < MEMORY_BYTES
    after: list[Candidate | Unread] = []
    readers.read(Thing("next.md", b"# next"), after.append)
    assert [part.name for part in after] == ["next.md"]
