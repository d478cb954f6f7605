"""What a thing is follows from its content; the suffix decides only where content leaves a choice."""

import pytest

from curator.importing.candidates import Kind, Thing
from curator.importing.kinds import kind_by_head, kind_of
from tests.importing.samples import LETTERS, packed

HTML = "<!DOCTYPE html><html><head><title>页</title></head><body>x</body></html>"
RSS = '<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel></channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>'
RDF = '<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/"></rdf:RDF>'


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.md", "# x", Kind.MARKDOWN),
        ("a.md", "---\ntitle: x\n---\n" + HTML, Kind.MARKDOWN),
        ("a.html", "---\ntitle: x\n---\n" + HTML, Kind.HTML),
        ("a.html", "<p>ein Absatz</p>", Kind.HTML),
        ("a.html", HTML, Kind.PAGE),
        ("a.txt", HTML, Kind.PAGE),
        ("a", "\ufeff \n<!-- saved -->\n<HTML><BODY>", Kind.PAGE),
        ("a.xhtml", '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML" "x"><html>', Kind.PAGE),
        ("a.txt", "Text: ein Doppelpunkt\nmacht keine Mail: nein\n", Kind.TEXT),
        ("a.md", "Title: x\nDate: 2022-01-01\nAuthor: y\n\nPelican's way", Kind.MARKDOWN),
        ("a.md", "From: a\nTo: b\nSubject: a dialogue\n\nno mail", Kind.MARKDOWN),
        ("a.txt", "From: a@b\nMessage-ID: <1@b>\nSubject: x\n\ny", Kind.MAIL),
        ("a.eml", "Subject: x\n\ny", Kind.MAIL),
        ("a.bin", "Received: from x\n\tby y\nFrom: a@b\n\ny", Kind.MAIL),
        ("a", "From a@b Tue Jan 11 18:09:11 2022\nFrom: a@b\n\nx", Kind.MAILBOX),
        ("a.txt", "From here 18:09 on it rained.\nA line.", Kind.TEXT),
        ("a.xml", RSS, Kind.FEED),
        ("a", ATOM, Kind.FEED),
        ("a", RDF, Kind.FEED),
        ("a.xml", '<?xml version="1.0"?><opml version="2.0"></opml>', Kind.OPML),
        ("a.txt", "{\\rtf1\\ansi x}", Kind.RTF),
        ("a", "Version:0.9\r\nStartHTML:00\r\n", Kind.CLIPBOARD),
        ("a.xml", "<?xml version='1.0'?><feedback>no feed</feedback>", Kind.TEXT),
    ],
)  # fmt: skip
def test_text_is_told_by_its_beginning(name: str, content: str, kind: Kind) -> None:
    assert kind_by_head(content.encode(), name) is kind


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8-sig"])
def test_markup_is_seen_in_every_form_of_unicode(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert kind_by_head(mark + HTML.encode(encoding), "a.txt") is Kind.PAGE


def test_archives_are_told_by_the_names_inside() -> None:
    word = {"[Content_Types].xml": "", "word/document.xml": ""}
    book = {"mimetype": "application/epub+zip", "META-INF/container.xml": ""}
    text = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}
    for files, kind in (
        (word, Kind.DOCX),
        (book, Kind.EPUB),
        (text, Kind.ODT),
        ({"a": ""}, Kind.ZIP),
    ):
        assert kind_of(Thing("article.bin", packed(files))) is kind
    assert kind_of(Thing("a.zip", b"PK\x03\x04broken")) is Kind.ZIP


def test_what_no_reader_knows_has_no_kind() -> None:
    for head in (
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"%PDF-1.7\n" + bytes(200),
        b"\x7fELF" + bytes(60),
    ):
        assert kind_by_head(head, "article.md") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("letter-utf8.eml", Kind.MAIL),
        ("forwarded.eml", Kind.MAIL),
        ("letters.mbox", Kind.MAILBOX),
        ("chromium.mhtml", Kind.MHTML),
        ("gbk-names.zip", Kind.ZIP),
    ],
)
def test_real_files_without_their_suffix(name: str, kind: Kind) -> None:
    assert kind_of(Thing("dropped", (LETTERS / name).read_bytes())) is kind
