"""Another charset for what was imported: shown before it is chosen, one step to take back."""

import base64
import io
import quopri
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curator.composition import open_services
from curator.domain.post import PostId
from curator.services import Services
from curator.services.charsets import Original, charset_of, offers_charset, preview
from curator.services.import_items import Kind, Note, NoteCode, Outcome
from curator.services.import_sessions import SessionId, SessionItem

TEXT = "码头夜市周末开张，摊主们忙着搬运货物，孩子们在灯下追逐。天气转凉，热汤最受欢迎。\n" * 4


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(str(tmp_path / "library.db")) as opened:
        yield opened


def taken_in(services: Services, path: Path) -> tuple[SessionId, SessionItem]:
    session = services.sessions.start([path])
    (item,) = services.sessions.items(session.id)
    return session.id, item


def source_of(services: Services, item: SessionItem) -> str:
    assert item.post is not None
    return services.library.load(PostId(item.post)).source.decode()


def test_a_plain_file_names_the_charset_that_was_read(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    _session, item = taken_in(services, path)
    assert [(note.code, note.detail) for note in item.notes] == [(NoteCode.CHARSET, "gb18030")]
    assert offers_charset(item)


def test_utf8_needs_no_words(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    _session, item = taken_in(services, path)
    assert not item.notes
    assert not offers_charset(item)


def test_a_preview_shows_the_lines_that_differ() -> None:
    page = "<p>plain</p>\n<p class=x>码头夜市</p>\n"
    original = Original(page.encode("gb18030"), "a.html")
    assert preview(original, "gb18030").text == "码头夜市"
    assert preview(original, "gb18030").broken == 0
    assert preview(original, "utf-8").broken > 0
    assert "码头" not in preview(original, "big5").text


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "big5", "euc-kr"])
def test_a_plain_file_is_read_in_the_charset_that_is_chosen(
    services: Services, tmp_path: Path, charset: str
) -> None:
    words = {"big5": "碼頭夜市週末開張", "euc-kr": "항구의 밤 시장"}.get(charset, "Ночной рынок")
    path = tmp_path / "a.md"
    path.write_bytes(f"---\ntitle: x\n---\n{words}\n".encode(charset))
    session, item = taken_in(services, path)
    before = services.library.load(PostId(item.post or 0)).source
    done, changed = services.charsets.reread(services.sessions.recent()[0].id, item.number, charset)
    assert words in source_of(services, item)
    assert done.notes == (Note(NoteCode.CHARSET, charset),)
    assert offers_charset(done)
    assert services.sessions.items(services.sessions.recent()[0].id) == [done]
    if not changed.empty:
        services.undoing.undo()
        assert services.library.load(PostId(item.post or 0)).source == before
    assert path.read_bytes() == f"---\ntitle: x\n---\n{words}\n".encode(charset)
    assert session == services.sessions.recent()[0].id


def test_a_web_page_is_made_anew_of_its_original(services: Services, tmp_path: Path) -> None:
    body = "Ночной рынок открылся на набережной, торговцы носят товар. " * 8
    page = f"<html><head><title>Рынок</title></head><body><article><h1>Рынок</h1><p>{body}</p></article></body></html>"
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("koi8-r"))
    _number, item = taken_in(services, path)
    assert item.kind is Kind.PAGE
    session = services.sessions.recent()[0].id
    original = services.charsets.original(PostId(item.post or 0))
    assert original.data == page.encode("koi8-r")
    done, _changed = services.charsets.reread(session, item.number, "koi8-r")
    assert body.strip() in source_of(services, item)
    assert 'title: "Рынок"' in source_of(services, item)
    assert Note(NoteCode.CHARSET, "koi8-r") in done.notes
    wrong, _changed = services.charsets.reread(session, item.number, "cp1251")
    assert body.strip() not in source_of(services, item)
    assert wrong.number == item.number


def test_the_choice_can_be_made_once_more(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(TEXT.encode("gb18030"))
    _number, item = taken_in(services, path)
    session = services.sessions.recent()[0].id
    services.charsets.reread(session, item.number, "big5")
    assert "码头" not in source_of(services, item)
    services.charsets.reread(session, item.number, "gb18030")
    assert source_of(services, item) == TEXT
    services.undoing.undo()
    services.undoing.undo()
    assert services.library.load(PostId(item.post or 0)).source == TEXT.encode("gb18030")


def word(text: str) -> str:
    """Return an encoded word of a mailer that writes GBK and calls it Latin."""
    return f"=?iso-8859-1?B?{base64.b64encode(text.encode('gb18030')).decode()}?="


def misdeclared_mail() -> bytes:
    head = (
        f"From: {word('李编辑')} <li@example.org>\nTo: b@example.org\nMIME-Version: 1.0\n"
        f"Subject: {word('码头夜市')}\nDate: Tue, 11 Jan 2022 10:00:00 +0800\n"
        "Message-ID: <1@example.org>\n"
        'Content-Type: text/plain; charset="iso-8859-1"\nContent-Transfer-Encoding: base64\n\n'
    )
    return head.encode() + base64.encodebytes(TEXT.encode("gb18030"))


def page_in(charset: str, declared: str, picture: str = "") -> bytes:
    shown = f'<p><img src="{picture}" alt="码头"></p>' if picture else ""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{declared}"><title>码头夜市</title></head><body>'
        f"<article><h1>码头夜市</h1>{shown}<p>{TEXT * 3}</p></article></body></html>"
    ).encode(charset)


def misdeclared_web_archive() -> bytes:
    head = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://example.org/a.html\n"
        "Subject: Night\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\n\n'
        '----b\nContent-Type: text/html; charset="windows-1252"\n'
        "Content-Transfer-Encoding: quoted-printable\nContent-Location: https://example.org/a.html\n\n"
    )
    page = quopri.encodestring(page_in("gb18030", "windows-1252"))
    return head.encode() + page + b"\n----b--\n"


PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def misdeclared_page_in_an_archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("night.html", page_in("gb18030", "iso-8859-1", "night_files/dock.png"))
        archive.writestr("night_files/dock.png", PNG)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "made", "kind", "title"),
    [
        ("letter.eml", misdeclared_mail, Kind.MAIL, "码头夜市"),
        # Its title stands in a header of the archive, which is written in ASCII.
        ("night.mhtml", misdeclared_web_archive, Kind.MHTML, "码头夜市"),
        ("night.zip", misdeclared_page_in_an_archive, Kind.PAGE, "码头夜市"),
    ],
    ids=["mail", "mhtml", "zip"],
)
def test_what_declares_a_wrong_charset_is_read_anew(
    services: Services,
    tmp_path: Path,
    name: str,
    made: Callable[[], bytes],
    kind: Kind,
    title: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(made())
    session, item = taken_in(services, path)
    assert item.kind is kind
    assert "码头" not in source_of(services, item)
    assert Note(NoteCode.DECLARED_CHARSET, "cp1252") in item.notes
    assert (offers_charset(item), charset_of(item)) == (True, "cp1252")
    original = services.charsets.original(PostId(item.post or 0))
    shown = services.charsets.preview(item, original, "gb18030")
    assert ("热汤最受欢迎" in shown.text, shown.broken) == (True, 0)
    assert "热汤" not in services.charsets.preview(item, original, "big5").text
    path.unlink()  # what came lies in the library
    done, _changed = services.charsets.reread(session, item.number, "gb18030")
    source = source_of(services, item)
    assert TEXT.split("\n", maxsplit=1)[0] in source
    assert title in source.split("---")[1]
    assert charset_of(done) == "gb18030"
    if kind is Kind.PAGE:
        assert 'src="dock.png"' in source
    if kind is Kind.MAIL:
        assert "李编辑" in source
    services.undoing.undo()
    assert "热汤" not in source_of(services, item)


def test_a_right_utf8_part_stays_when_another_charset_is_chosen(
    services: Services, tmp_path: Path
) -> None:
    mail = misdeclared_mail().replace(
        word("码头夜市").encode(),
        f"=?utf-8?B?{base64.b64encode('早市'.encode()).decode()}?=".encode(),
    )
    path = tmp_path / "letter.eml"
    path.write_bytes(mail)
    session, item = taken_in(services, path)
    services.charsets.reread(session, item.number, "gb18030")
    assert 'title: "早市"' in source_of(services, item) or "title: 早市" in source_of(
        services, item
    )


def test_a_declared_charset_is_told_and_utf8_is_not(services: Services, tmp_path: Path) -> None:
    told = []
    for charset, declared in (("gb18030", "gb2312"), ("utf-8", "utf-8")):
        path = tmp_path / f"{charset}.html"
        path.write_bytes(
            page_in(charset, declared).replace("码头夜市".encode(charset), charset.encode())
        )
        _session, item = taken_in(services, path)
        told.append([note.detail for note in item.notes if note.code is NoteCode.DECLARED_CHARSET])
    assert told == [["gb18030"], []]


def test_documents_that_are_xml_offer_no_other_charset() -> None:
    for kind in (Kind.DOCX, Kind.ODT, Kind.EPUB):
        notes = (Note(NoteCode.BROKEN_CHARACTERS, "1"),)
        item = SessionItem(1, "/a", "", "a", kind, Outcome.ADDED, PostId(1), notes=notes)
        assert not offers_charset(item)
