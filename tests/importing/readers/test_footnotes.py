"""Footnotes of documents: kept by each reader in a form that can be written as Markdown."""

import pytest

from curator.formats.document import split
from curator.formats.kramdown_writer.writer import convert
from curator.importing.candidates import Candidate, Thing
from curator.importing.reading import read
from tests.importing.readers.test_documents import FOLDER
from tests.importing.samples import packed

# What LibreOffice wrote into each, and the sign in front of the mark.
NOTES = {
    "harbour": ("。[^1]", "[^1]: 数据来自港务局的月报。"),
    "voyage": ("。[^1]", "[^1]: 潮汐表每天更新一次。"),
}
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
BOOK = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
    'unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="i">x</dc:identifier><dc:title>B</dc:title><dc:language>en</dc:language>'
    '</metadata><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
    '</manifest><spine><itemref idref="c"/></spine></package>'
)
CHAPTER = (
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>C</title></head><body>'
    '<section epub:type="chapter"><h1>C</h1><p>Tea<a epub:type="noteref" href="#n1">1</a> and '
    'milk<a epub:type="noteref" href="#n2">2</a>.</p>'
    '<aside epub:type="footnote" id="n1"><p>Green.</p></aside>'
    '<aside epub:type="footnote" id="n2"><p>Cold.</p><p>Or warm.</p></aside>'
    "</section></body></html>"
)


def bodies(name: str, data: bytes) -> list[str]:
    found = [one for one in read(Thing(name, data)) if isinstance(one, Candidate)]
    return [split(one.source.encode()).body for one in found]


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf", "epub"])
@pytest.mark.parametrize("name", NOTES)
def test_a_documents_note_can_be_written(name: str, kind: str) -> None:
    texts = []
    for body in bodies(f"{name}.{kind}", (FOLDER / f"{name}.{kind}").read_bytes()):
        made = convert(body, markdown=False, liquid=False)
        if made.footnotes:
            texts.append(made.text())
    (text,) = texts
    mark, note = NOTES[name]
    assert mark in text
    assert note in text.splitlines()


def test_a_books_notes_without_a_way_back_can_be_written() -> None:
    book = packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "b.opf": BOOK,
            "c.xhtml": CHAPTER,
        }
    )
    (body,) = bodies("b.epub", book)
    made = convert(body, markdown=False, liquid=False)
    assert made.footnotes
    assert made.text().endswith(
        "Tea[^1] and milk[^2].\n\n[^1]: Green.\n\n[^2]: Cold.\n\n    Or warm.\n"
    )
