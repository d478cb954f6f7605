"""The preview in the real window: whole pages, consent, problems, text and page at the same line."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from curator.fetching.session import Fetcher
from curator.gui.post_pane import Mode
from curator.gui.window import MainWindow
from curator.services import Services
from curator.services.preview import PageMode, PictureState, PreviewPage
from tests.e2e.conftest import OpenWindow, drop, settle

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

SITE = {
    "_config.yml": "title: Harbour\ntheme: minima\nurl: https://harbour.example\n",
    "_layouts/post.html": (
        "<!doctype html>\n<html><head><title>{{ page.title }}</title>"
        '<link rel="stylesheet" href="{{ "/assets/site.css" | relative_url }}"></head>\n'
        '<body><h1>{{ page.title }}</h1><main>{{ content }}</main><a id="about" href="/about/">About'
        "</a></body></html>\n"
    ),
    "assets/site.css": "p { color: rgb(1, 2, 3) }\n",
}
HEAD = "---\nlayout: post\ntitle: Tides\ndate: 2022-01-11 18:09:11 +0800\n---\n"
LINES_ABOVE = HEAD.count("\n")
GIF = b"GIF89a\x03\x00\x02\x00\x00\x00\x00;"


class Pictures:
    """A web server on this machine with pictures, and how many were asked for at once."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.most = self._now = 0
        lock, pictures = threading.Lock(), self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with lock:
                    pictures._now += 1
                    pictures.most = max(pictures.most, pictures._now)
                    pictures.paths.append(self.path)
                threading.Event().wait(0.05)
                with lock:
                    pictures._now -= 1
                found = "gone" not in self.path
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "image/gif")
                self.send_header("Content-Length", str(len(GIF) if found else 0))
                self.end_headers()
                self.wfile.write(GIF if found else b"")

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def web(services: Services) -> Iterator[Pictures]:
    services.preview._fetcher = Fetcher(allow_loopback=True)
    server = Pictures()
    yield server
    server.close()


class Desk:
    """A window with one post of a small site, and what its preview shows."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path, body: str) -> None:
        self.qtbot, self.window = qtbot, window
        self.pages: list[PreviewPage] = []
        self.post = window.post
        shown = self.post.preview.show_page

        def note(page: PreviewPage, key: object) -> None:
            self.pages.append(page)
            shown(page, key)

        self.post.preview.show_page = note  # type: ignore[method-assign]
        root = folder / "site"
        for name, text in {**SITE, "_posts/2022-01-11-tides.md": HEAD + body}.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        assert drop(window.posts.view.viewport(), root)
        self.wait_for_page()

    def wait_for_page(self) -> None:
        self.qtbot.waitUntil(lambda: bool(self.pages), timeout=20_000)
        self.rest()

    def rest(self) -> None:
        settle(self.qtbot, self.window)
        self.qtbot.wait(150)

    def run(self, script: str) -> Any:
        answers: list[Any] = []
        self.post.preview.page.run_own(script, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        return answers[0]

    def click(self, name: str) -> None:
        found: Any = self.window.findChild(QToolButton, name) or self.window.findChild(
            QPushButton, name
        )
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        self.rest()

    def states(self) -> list[PictureState]:
        return [picture.state for picture in self.pages[-1].pictures]

    def remote_text(self) -> str:
        label = self.window.findChild(QLabel, "preview_remote_text")
        return label.text() if label is not None and label.isVisible() else ""


def test_whole_page_is_shown_edited_and_styled(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    desk = Desk(qtbot, window, tmp_path, "One *word*.\n\nTwo.\n")
    desk.click("preview_page")
    qtbot.waitUntil(lambda: desk.run("document.title") == "Tides", timeout=20_000)
    colour = "getComputedStyle(document.querySelector('p')).color"
    qtbot.waitUntil(lambda: desk.run(colour) == "rgb(1, 2, 3)", timeout=20_000)
    desk.run("document.querySelectorAll('p')[0].kept = true")
    editor = desk.post.editor.body.editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "More.")
    desk.rest()
    assert desk.run("document.querySelector('main').textContent.trim().endsWith('More.')") is True
    assert desk.run("document.querySelectorAll('p')[0].kept") is True
    (tmp_path / "site/assets/site.css").write_text("p { color: rgb(4, 5, 6) }\n", "utf-8")
    window.actions_by_name["preview_reload"].trigger()
    desk.rest()
    qtbot.waitUntil(lambda: desk.run(colour) == "rgb(4, 5, 6)", timeout=20_000)
    window.actions_by_name["preview_mode"].trigger()
    article = "document.getElementById('curator-article')?.textContent ?? ''"
    qtbot.waitUntil(lambda: desk.run(article).startswith("One word."), timeout=20_000)


def test_pictures_are_loaded_on_consent_and_no_longer(
    qtbot: QtBot, window: MainWindow, web: Pictures, tmp_path: Path
) -> None:
    body = "".join(f"![p]({web.url}/{n}.gif)\n\n" for n in range(9)) + f"![g]({web.url}/gone.gif)\n"
    desk = Desk(qtbot, window, tmp_path, body)
    assert "10 pictures" in desk.remote_text()
    assert web.paths == []
    before = len(desk.pages)
    desk.click("preview_remote_load")
    qtbot.waitUntil(lambda: PictureState.SHOWN in desk.states(), timeout=20_000)
    desk.rest()
    assert desk.states() == [PictureState.SHOWN] * 9 + [PictureState.FAILED]
    assert len(desk.pages) == before + 1  # one rendering for the whole batch
    assert web.most <= 4
    assert desk.remote_text() == ""


def test_consent_is_kept_for_the_site_and_can_be_taken_back(
    qtbot: QtBot, open_window: OpenWindow, web: Pictures, tmp_path: Path
) -> None:
    window = open_window()
    desk = Desk(qtbot, window, tmp_path, f"![p]({web.url}/a.gif)\n")
    desk.click("preview_remote_always")
    qtbot.waitUntil(lambda: desk.states() == [PictureState.SHOWN], timeout=20_000)
    stored = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert str(tmp_path / "site") in str(stored.value("preview/consent"))
    editor = desk.post.editor.body.editor
    editor.setFocus()
    qtbot.keyClicks(editor, f"![q]({web.url}/b.gif) ")
    qtbot.waitUntil(lambda: desk.states() == [PictureState.SHOWN] * 2, timeout=20_000)
    assert web.paths == ["/a.gif", "/b.gif"]  # nothing half typed was asked for
    desk.click("preview_more")
    menu = window.findChild(QMenu, "preview_more_menu")
    assert menu is not None
    always = next(one for one in menu.actions() if one.objectName() == "preview_always")
    assert always.isChecked()
    always.trigger()
    menu.close()
    desk.rest()
    assert desk.states() == [PictureState.REMOTE] * 2
    stored.sync()
    assert not stored.value("preview/consent")


def test_problem_leads_to_its_line(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    desk = Desk(qtbot, window, tmp_path, "One.\n\nTwo {% nosuchtag %}.\n")
    desk.post.set_mode(Mode.PREVIEW)
    desk.rest()
    desk.click("preview_remarks_head")
    strip = desk.post.preview.remarks
    assert "nosuchtag" in strip.sentences()[0]
    assert f"{LINES_ABOVE + 3}" in strip.sentences()[0]
    desk.click("preview_problem")
    assert desk.post.mode is Mode.SPLIT
    cursor = desk.post.editor.body.editor.textCursor()
    assert (cursor.blockNumber(), cursor.positionInBlock()) == (2, 4)


def test_link_to_another_page_of_the_site_is_named(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    desk = Desk(qtbot, window, tmp_path, "One.\n")
    desk.click("preview_page")
    qtbot.waitUntil(lambda: desk.run("document.title") == "Tides", timeout=20_000)
    desk.run("document.getElementById('about').click()")
    qtbot.waitUntil(lambda: "/about/" in window.notices.text, timeout=20_000)
    assert desk.run("document.title") == "Tides"


LONG = "".join(f"Paragraph {n} {'with words ' * 30}\n\n" for n in range(60))


def test_text_and_page_scroll_together(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    desk = Desk(qtbot, window, tmp_path, LONG)
    editor = desk.post.editor.body.editor
    editor.scroll_to_line(1)
    bar = editor.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    qtbot.wait(300)
    line = int(editor.top_line)
    top = (
        "Array.from(document.querySelectorAll('#curator-article p'))"
        ".find(p => p.getBoundingClientRect().bottom > 0).textContent"
    )
    number = (line - 1) // 2
    assert desk.run(top).startswith((f"Paragraph {number} ", f"Paragraph {number + 1} "))
    value = bar.value()
    qtbot.wait(300)
    assert bar.value() == value  # the page does not answer back
    desk.post.preview.page.line_scrolled.emit(float(LINES_ABOVE + 1 + 2 * 7))
    assert editor.firstVisibleBlock().text().startswith("Paragraph 7 ")
    desk.post.preview.page.line_chosen.emit(LINES_ABOVE + 1 + 2 * 9)
    assert editor.textCursor().block().text().startswith("Paragraph 9 ")


def test_how_pages_are_shown_is_remembered(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window()
    desk = Desk(qtbot, window, tmp_path, "One.\n")
    for name in ("preview_page", "preview_width_phone", "preview_light"):
        desk.click(name)
    desk.post.preview.set_together(False)
    window.close()
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    kept = {
        name: memory.value(f"preview/{name}") for name in ("page", "width", "light", "together")
    }
    assert kept == {"page": "page", "width": "phone", "light": "dark", "together": "no"}
    again = open_window().post.preview
    assert again.page_mode is PageMode.PAGE
    assert (again.page_width.value, again.together) == ("phone", False)
