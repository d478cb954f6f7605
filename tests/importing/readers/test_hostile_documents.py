"""Documents made to harm: each ends with a reason, soon, and with nothing fetched or opened."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from curator.domain.errors import ReadFault
from curator.importing.candidates import Candidate, Kind, Limits, NoteCode, Thing, Unread
from curator.importing.reading import read

FOLDER = Path(__file__).parents[2] / "data" / "intake" / "documents"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {"docx": "word/document.xml", "odt": "content.xml", "epub": "OEBPS/content.opf"}


def changed(kind: str, **parts: bytes | None) -> bytes:
    """Return a good document with some parts replaced; `__` stands for a slash."""
    out = io.BytesIO()
    new = {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()}
    with (
        zipfile.ZipFile(FOLDER / f"harbour.{kind}") as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in good.namelist():
            data = new.pop(name, good.read(name))
            if data is not None:
                made.writestr(name, data)
        for name, data in new.items():
            if data is not None:
                made.writestr(name, data)
    return out.getvalue()


def main_part(kind: str) -> bytes:
    with zipfile.ZipFile(FOLDER / f"harbour.{kind}") as good:
        return good.read(PARTS[kind])


def with_main(kind: str, data: bytes) -> bytes:
    return changed(kind, **{PARTS[kind].replace("/", "__").replace(".", "_dot_"): data})


def reason(kind: str, data: bytes, limits: Limits | None = None) -> Unread:
    started = time.monotonic()
    found = list(read(Thing(f"x.{kind}", data), limits))
    assert time.monotonic() - started < 20
    assert len(found) == 1, found
    assert isinstance(found[0], Unread), found[0]
    return found[0]


@pytest.mark.parametrize("kind", PARTS)
def test_entities_are_refused(kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET")
    start, rest = main_part(kind).split(b"?>", 1)
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    told = reason(kind, with_main(kind, start + b"?>" + doctype + rest))
    assert told.fault == ReadFault.BROKEN
    assert "ENTITY" in told.detail


@pytest.mark.parametrize("kind", PARTS)
def test_billion_laughs_are_refused(kind: str) -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10))}">' for n in range(1, 10)
    )
    start, rest = main_part(kind).split(b"?>", 1)
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'.encode()
    told = reason(kind, with_main(kind, start + b"?>" + doctype + rest))
    assert told.fault == ReadFault.BROKEN


@pytest.mark.parametrize(("kind", "tag"), [("docx", b"w:smartTag"), ("odt", b"text:section")])
def test_nesting_is_bounded(kind: str, tag: bytes) -> None:
    part = main_part(kind)
    opening = b"<w:body>" if kind == "docx" else b"<office:text>"
    if opening not in part:
        opening = part[part.index(b"<office:text") :].split(b">", 1)[0] + b">"
    deep = opening + (b"<" + tag + b">") * 20_000 + (b"</" + tag + b">") * 20_000
    assert reason(kind, with_main(kind, part.replace(opening, deep, 1))).fault == ReadFault.TOO_DEEP


@pytest.mark.parametrize("levels", [60, 120, 240])
def test_tables_in_tables_give_a_post_or_a_reason(levels: int) -> None:
    table = (
        "<w:tbl><w:tr><w:tc>" * (levels // 4) + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * (levels // 4)
    )
    text = f'<w:document xmlns:w="{W}"><w:body>{table}<w:p><w:r><w:t>end</w:t></w:r></w:p></w:body></w:document>'
    (found,) = read(Thing("x.docx", with_main("docx", text.encode())))
    if isinstance(found, Unread):
        assert found.fault == ReadFault.TOO_DEEP
    else:
        assert "end" in found.source


@pytest.mark.parametrize("kind", PARTS)
def test_bombs_are_refused(kind: str) -> None:
    bomb = b"<?xml version='1.0'?><a>" + b" " * 80_000_000 + b"</a>"
    assert reason(kind, with_main(kind, bomb)).fault in {ReadFault.RATIO, ReadFault.TOO_LARGE}


def test_repeated_cells_do_not_multiply() -> None:
    part = main_part("odt").decode()
    cell = '<table:table-cell table:number-columns-repeated="1000000">'
    table = f"<table:table><table:table-row>{cell}" * 12 + "<text:p>x</text:p>"
    table += "</table:table-cell></table:table-row></table:table>" * 12
    begin = part.index("<office:text")
    end = part.index(">", begin) + 1
    data = with_main("odt", (part[:end] + table + part[end:]).encode())
    (found,) = read(Thing("x.odt", data))
    assert isinstance(found, Candidate)
    assert len(found.source) < 200_000


@pytest.mark.parametrize("kind", PARTS)
def test_half_a_document_is_broken(kind: str) -> None:
    data = (FOLDER / f"harbour.{kind}").read_bytes()
    found = list(read(Thing(f"x.{kind}", data[: len(data) // 2]), kind=Kind(kind)))
    assert [one.fault for one in found if isinstance(one, Unread)] == [ReadFault.BROKEN]


@pytest.mark.parametrize("kind", PARTS)
def test_broken_markup_is_broken(kind: str) -> None:
    assert (
        reason(kind, with_main(kind, b"<?xml version='1.0'?><a><b></a>")).fault == ReadFault.BROKEN
    )


@pytest.mark.parametrize("kind", PARTS)
def test_damaged_bytes_never_escape_as_an_error_of_ours(kind: str) -> None:
    data = bytearray((FOLDER / f"harbour.{kind}").read_bytes())
    for at in range(100, len(data), max(len(data) // 40, 1)):
        hurt = bytearray(data)
        hurt[at] ^= 0xFF
        for found in read(Thing(f"x.{kind}", bytes(hurt))):
            if isinstance(found, Unread):
                assert found.fault != ReadFault.FAILED, (at, found)


def relation(number: str, target: str) -> bytes:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="{number}" Type="{REL}/image" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def linked_picture(target: str) -> Candidate:
    drawing = (
        '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="a" descr="shown"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="x"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:blipFill><a:blip xmlns:r="{REL}" r:link="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    text = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>before</w:t>{drawing}</w:r></w:p></w:body></w:document>'
    data = changed(
        "docx",
        word__document_dot_xml=text.encode(),
        word___rels__document_dot_xml_dot_rels=relation("r1", target),
    )
    (found,) = read(Thing("x.docx", data))
    assert isinstance(found, Candidate), found
    return found


def test_picture_on_the_disk_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes((FOLDER / "chart.png").read_bytes())
    for target in (secret.as_uri(), str(secret), "file:///etc/passwd"):
        found = linked_picture(target)
        assert found.files == ()
        assert "secret" not in found.source
        assert NoteCode.LOST_PICTURE in {note.code for note in found.notes}


def test_picture_on_the_web_keeps_its_address() -> None:
    found = linked_picture("https://example.org/a.png")
    assert '<img alt="shown" src="https://example.org/a.png">' in found.source
    assert found.files == ()


def test_script_addresses_of_links_are_taken_out() -> None:
    part = main_part("odt").replace(
        b"https://example.org/report?a=1&amp;b=2", b"java&#10;script:alert(1)"
    )
    (found,) = read(Thing("x.odt", with_main("odt", part)))
    assert isinstance(found, Candidate)
    assert "script:" not in found.source
    assert "the full report" in found.source


def test_encrypted_book_is_told() -> None:
    locked = b"""<?xml version="1.0"?><encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
      xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
      <enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></enc:EncryptedData></encryption>"""
    data = changed("epub", **{"META-INF__encryption_dot_xml": locked})
    assert reason("epub", data).fault == ReadFault.ENCRYPTED


def test_encrypted_text_is_told() -> None:
    manifest = b"""<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
      <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data/>
      </manifest:file-entry></manifest:manifest>"""
    data = changed(
        "odt", **{"META-INF__manifest_dot_xml": manifest, "content_dot_xml": b"\x93\x11\xf0" * 50}
    )
    assert reason("odt", data).fault == ReadFault.ENCRYPTED


def test_scripts_of_a_book_do_not_come_along() -> None:
    with zipfile.ZipFile(FOLDER / "harbour.epub") as good:
        chapter = good.read("OEBPS/sections/section0002.xhtml")
    chapter = chapter.replace(
        b"</body>", b"<script>alert(1)</script><p onclick='x()' style='color:red'>last</p></body>"
    )
    data = changed("epub", OEBPS__sections__section0002_dot_xhtml=chapter)
    found = [one for one in read(Thing("x.epub", data)) if isinstance(one, Candidate)][-1]
    assert "<p>last</p>" in found.source
    assert "alert" not in found.source


def test_missing_chapter_is_reported_and_the_rest_is_read() -> None:
    data = changed("epub", OEBPS__sections__section0001_dot_xhtml=None)
    first, second = read(Thing("x.epub", data))
    assert isinstance(first, Unread)
    assert first.fault == ReadFault.BROKEN
    assert isinstance(second, Candidate)


def chapters(page: bytes) -> list[Candidate | Unread]:
    data = changed("epub", OEBPS__sections__section0001_dot_xhtml=page)
    return list(read(Thing("x.epub", data)))


def test_a_chapter_nested_without_end_is_flattened() -> None:
    page = (
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body>"
        + b"<div>" * 20_000
        + b"deep</body></html>"
    )
    for whole in (page, page.replace(b"deep", b"deep" + b"</div>" * 20_000)):
        first, second = chapters(whole)
        assert isinstance(first, Candidate)  # flattened
        assert "deep" in first.source
        assert isinstance(second, Candidate)


@pytest.mark.parametrize(
    "doctype",
    [
        b"",
        b"<!DOCTYPE html>",
        b"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.1//EN' 'http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd'>",
    ],
)
def test_named_characters_of_html_are_read(doctype: bytes) -> None:
    page = b"<?xml version='1.0' encoding='utf-8'?>" + doctype
    page += "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>a&nbsp;&mdash;&#160;中</p></body></html>".encode()
    first, _second = chapters(page)
    assert isinstance(first, Candidate)
    assert "a\u00a0—\u00a0中" in first.source.replace("&nbsp;", "\u00a0").replace(
        "&#160;", "\u00a0"
    )


@pytest.mark.parametrize("broken", [b"", b"<br>"])
def test_chapters_in_gbk_are_read(broken: bytes) -> None:
    page = (
        "<?xml version='1.0' encoding='gb2312'?><html><body><p>港口吞吐量</p>".encode("gbk")
        + broken
    )
    first, _second = chapters(page + b"</body></html>")
    assert isinstance(first, Candidate)
    assert "港口吞吐量" in first.source


def test_a_chapter_that_unfolds_too_far_costs_only_itself() -> None:
    first, second = chapters(b"<html><body>" + b" " * 3_000_000 + b"</body></html>")
    assert isinstance(first, Unread)
    assert first.fault == ReadFault.RATIO
    assert isinstance(second, Candidate)


@pytest.mark.parametrize("kind", PARTS)
def test_parts_that_share_bytes_are_refused(kind: str) -> None:
    data = bytearray((FOLDER / f"harbour.{kind}").read_bytes())
    places = []
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        places.append(at + 42)
        at = data.find(b"PK\x01\x02", at + 4)
    first, second = places[-2:]
    data[second : second + 4] = data[first : first + 4]
    (found,) = read(Thing("x", bytes(data)), kind=Kind(kind))
    assert isinstance(found, Unread)
    assert found.fault == ReadFault.OVERLAP
