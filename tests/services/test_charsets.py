"""Another charset for what was imported: shown before it is chosen, one step to take back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.composition import open_services
from curator.domain.post import PostId
from curator.services import Services
from curator.services.charsets import Original, offers_charset, preview
from curator.services.import_items import Kind, Note, NoteCode
from curator.services.import_sessions import SessionItem

TEXT = "码头夜市周末开张，摊主们忙着搬运货物，孩子们在灯下追逐。天气转凉，热汤最受欢迎。\n" * 4


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(str(tmp_path / "library.db")) as opened:
        yield opened


def taken_in(services: Services, path: Path) -> tuple[int, SessionItem]:
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
