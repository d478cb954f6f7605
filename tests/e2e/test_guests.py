"""A guest's text in the window: shown as text, switched over, and that taken back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curator.domain.post import PostId
from curator.gui.window import MainWindow
from curator.services import Services
from curator.services.ingest import Paste
from tests.e2e.conftest import settle

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

TEXT = b"---\ntitle: Guest\n---\n*a*{: .mark} and {{ site.title }}\n"


@pytest.fixture
def post(services: Services) -> PostId:
    (item,) = services.ingest.paste([Paste(TEXT, "guest.md")]).items
    assert item.post is not None
    return item.post


def test_the_switch_is_seen_kept_and_taken_back(
    qtbot: QtBot, services: Services, post: PostId, window: MainWindow
) -> None:
    window.post.open_post(post)
    qtbot.waitUntil(lambda: window.post.post == post, timeout=20_000)
    settle(qtbot, window)
    strip, action = window.post.guest, window.actions_by_name["guest"]
    assert strip.isVisible()
    assert strip.switch.isChecked()
    assert action.isChecked()

    qtbot.mouseClick(strip.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not strip.isVisible(), timeout=20_000)
    settle(qtbot, window)
    assert not services.library.load(post).foreign
    assert not action.isChecked()
    assert services.library.load(post).source == TEXT

    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(strip.isVisible, timeout=20_000)
    settle(qtbot, window)
    assert services.library.load(post).foreign
    assert action.isChecked()

    action.trigger()
    qtbot.waitUntil(lambda: not strip.isVisible(), timeout=20_000)
    settle(qtbot, window)
    assert not services.library.load(post).foreign
