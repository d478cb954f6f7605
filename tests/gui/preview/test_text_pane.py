"""The preview without a web engine: same interface, plain, and as inert."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from curator.gui.preview.text_pane import TextPreviewPane
from curator.gui.preview.web_pane import WebPreviewPane
from curator.services.preview import LOAD_PREFIX, PICTURE_PREFIX, PreviewPage, Resource

Make = Callable[..., PreviewPage]


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def pane(qtbot: QtBot, asked: list[str], dot: Resource) -> Iterator[TextPreviewPane]:
    def lookup(token: str) -> Resource | None:
        asked.append(token)
        return dot

    made = TextPreviewPane(lookup)
    made.resize(600, 300)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_engine()


def browser(pane: TextPreviewPane) -> QTextBrowser:
    found = pane.findChild(QTextBrowser, "preview_view")
    assert isinstance(found, QTextBrowser)
    return found


def test_it_has_every_public_name_of_the_other_pane() -> None:
    own = {"page", "handler", "blocker"}  # the engine's inside
    public = {name for name in vars(WebPreviewPane) if not name.startswith("_")}
    assert public - own - {"staticMetaObject"} <= set(dir(TextPreviewPane))


def test_page_is_shown_and_told(qtbot: QtBot, pane: TextPreviewPane, make_page: Make) -> None:
    with qtbot.waitSignal(pane.painted) as painted:
        pane.show_page(make_page("<p>汉字</p>", title="标题"), "post")
    assert painted.args == ["post"]
    assert browser(pane).toPlainText() == "标题\n汉字"


def test_place_stays_with_the_post_and_starts_anew_with_another(
    pane: TextPreviewPane, make_page: Make
) -> None:
    text = "<p>line</p>" * 200
    pane.show_page(make_page(text), "one")
    bar = browser(pane).verticalScrollBar()
    bar.setValue(500)
    pane.show_page(make_page(text + "<p>more</p>"), "one")
    assert bar.value() == 500
    pane.show_page(make_page(text), "two")
    assert bar.value() == 0


def test_only_registered_pictures_are_asked_for(
    pane: TextPreviewPane, make_page: Make, asked: list[str]
) -> None:
    token = "0" * 36
    pictures = "".join(
        f"<img src='{address}'>"
        for address in (
            f"{PICTURE_PREFIX}{token}",
            "file:///etc/passwd",
            "/etc/passwd",
            "http://x/",
        )
    )
    pane.show_page(make_page(f"<p>{pictures}</p>"), "post")
    browser(pane).grab()
    assert set(asked) == {token}


@pytest.mark.parametrize(
    ("address", "clicked", "wanted"),
    [
        ("https://example.org/", ["https://example.org/"], []),
        ("mailto:a@example.org", ["mailto:a@example.org"], []),
        ("//example.org/x", ["https://example.org/x"], []),
        (f"{LOAD_PREFIX}abc", [], ["abc"]),
        ("file:///etc/passwd", [], []),
        ("javascript:x", [], []),
        ("#there", [], []),
    ],
)
def test_links_are_told_and_never_followed(
    pane: TextPreviewPane, make_page: Make, address: str, clicked: list[str], wanted: list[str]
) -> None:
    pane.show_page(make_page("<p>text</p>"), "post")
    links, pictures = QSignalSpy(pane.link_clicked), QSignalSpy(pane.picture_requested)
    browser(pane).anchorClicked.emit(QUrl(address))
    assert [links.at(n)[0] for n in range(links.count())] == clicked
    assert [pictures.at(n)[0] for n in range(pictures.count())] == wanted
    assert "text" in browser(pane).toPlainText()


def test_monstrous_html_is_shown_as_text(pane: TextPreviewPane, make_page: Make) -> None:
    pane.show_page(make_page("<div>" * 50_000 + "end"), "post")
    assert browser(pane).toPlainText().startswith("<div><div>")


def test_hint_dark_zoom_and_font(pane: TextPreviewPane, make_page: Make) -> None:
    hint: Any = pane.findChild(QLabel, "preview_hint")
    assert hint.isVisible()
    pane.show_page(make_page("<p>text</p>"), "post")
    assert not hint.isVisible()
    pane.set_dark(True)
    assert browser(pane).palette().base().color().lightness() < 60
    pane.set_base_font("DejaVu Serif", 20)
    pane.zoom_in()
    font = browser(pane).document().defaultFont()
    assert (font.family(), font.pixelSize()) == ("DejaVu Serif", 22)


def test_program_falls_back_to_it_where_the_engine_cannot_load() -> None:
    program = (
        "import sys\n"
        "sys.modules['PySide6.QtWebEngineCore'] = None\n"
        "from curator.gui.preview.pane import HAS_WEB_ENGINE, PreviewPane, register_scheme\n"
        "register_scheme()\n"
        "print(HAS_WEB_ENGINE, PreviewPane.__name__)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "TextPreviewPane"]
