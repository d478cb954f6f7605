"""HTML to Markdown in the window: the diff first, then done, then taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from curator.domain.post import PostId
from curator.gui.window import MainWindow
from curator.services import Services
from curator.services.ingest import Paste
from tests.e2e.conftest import settle

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

HTML = b"---\ntitle: T\n---\n<p>A <b>bold</b> word</p>\n"
MARKDOWN = b"---\ntitle: T\n---\nA **bold** word\n"


@pytest.fixture
def post(services: Services) -> PostId:
    (item,) = services.ingest.paste([Paste(HTML, "a.md")]).items
    assert item.post is not None
    return item.post


def test_a_post_is_shown_converted_and_taken_back(
    qtbot: QtBot, services: Services, post: PostId, window: MainWindow
) -> None:
    settle(qtbot, window)
    window.posts.show_when_listed(post)
    qtbot.waitUntil(lambda: window.post.post == post, timeout=20_000)
    settle(qtbot, window)

    window.actions_by_name["convert_html"].trigger()
    qtbot.waitUntil(lambda: window.converter.dialog is not None, timeout=20_000)
    dialog = window.converter.dialog
    assert dialog is not None
    assert "+A **bold** word" in dialog.diff.toPlainText()
    summary = dialog.findChild(QLabel, "conversion_summary")
    assert summary is not None
    assert services.library.load(post).source == HTML

    button = dialog.findChild(QPushButton, "convert_button")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: services.library.load(post).source == MARKDOWN, timeout=20_000)
    settle(qtbot, window)
    assert window.post.editor.source == MARKDOWN

    window.way_back.undo()
    qtbot.waitUntil(lambda: services.library.load(post).source == HTML, timeout=20_000)
    settle(qtbot, window)

    services.conversion.close()
