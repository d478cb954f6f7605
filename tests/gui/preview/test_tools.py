"""The rows above a page: buttons, what is said about it, pictures that wait for consent."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from curator.gui.preview.consent import Consent
from curator.gui.preview.text_pane import TextPreviewPane
from curator.gui.preview.viewport import Width
from curator.gui.preview.words import approximation_sentence, problem_sentence
from curator.rendering.liquid.problems import Code
from curator.rendering.theme.results import ThemeCode
from curator.services.preview import PageMode, PageProblem, Picture, PictureState

Make = Callable[..., Any]


@pytest.fixture
def pane(qtbot: QtBot, make_screen: Make) -> Any:
    return make_screen().pane


@pytest.fixture
def plain(qtbot: QtBot) -> Iterator[TextPreviewPane]:
    made = TextPreviewPane(lambda _token: None)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_engine()


def button(pane: Any, name: str) -> Any:
    found = pane.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def press(qtbot: QtBot, pane: Any, name: str) -> None:
    qtbot.mouseClick(button(pane, name), Qt.MouseButton.LeftButton)


# --- the bar ----------------------------------------------------------------------------------


def test_full_page_is_for_posts_of_a_site(qtbot: QtBot, pane: Any) -> None:
    changed = QSignalSpy(pane.page_mode_changed)
    assert not button(pane, "preview_page").isEnabled()
    pane.switch_page_mode()
    pane.set_site("/site")
    press(qtbot, pane, "preview_page")
    assert pane.wanted_mode is PageMode.PAGE
    pane.set_site(None)
    assert (pane.wanted_mode, pane.page_mode) == (PageMode.ARTICLE, PageMode.PAGE)
    assert button(pane, "preview_article").isChecked()
    pane.set_site("/site")
    assert button(pane, "preview_page").isChecked()
    pane.switch_page_mode()
    assert [changed.at(n)[0] for n in range(changed.count())] == [PageMode.PAGE, PageMode.ARTICLE]


def test_widths_lay_the_page_out(qtbot: QtBot, make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<p>a</p>"))
    pane = screen.pane
    for name, wanted in (("phone", 390), ("desktop", 1280), ("fit", 800)):
        press(qtbot, pane, f"preview_width_{name}")
        qtbot.waitUntil(
            lambda wanted=wanted: (
                screen.run("outerWidth")
                and abs(screen.run("matchMedia('(min-width: 1px)').matches && innerWidth") - wanted)
                <= 2
            ),
            timeout=5000,
        )
    pane.next_page_width()
    assert pane.page_width is Width.DESKTOP


def test_pane_may_be_light_in_a_dark_window_and_follows_again(qtbot: QtBot, pane: Any) -> None:
    pane.set_dark(True)
    assert pane._look.dark
    press(qtbot, pane, "preview_light")
    assert not pane._look.dark
    assert button(pane, "preview_light").isChecked()
    pane.set_dark(False)
    pane.set_dark(True)
    assert not pane._look.dark
    press(qtbot, pane, "preview_light")
    assert not button(pane, "preview_light").isChecked()
    pane.set_dark(False)
    assert not pane._look.dark


def test_every_button_is_named_and_reached_by_keyboard(pane: Any) -> None:
    for found in pane.bar.findChildren(QToolButton):
        assert found.accessibleName()
        assert found.toolTip()
        assert found.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_menu_holds_the_rest(qtbot: QtBot, pane: Any) -> None:
    pane.set_site("/site", consented=True)
    agreed = QSignalSpy(pane.consent_changed)
    press(qtbot, pane, "preview_more")
    menu = pane.findChild(QMenu, "preview_more_menu")
    actions = {one.objectName(): one for one in menu.actions() if one.objectName()}
    actions["preview_together"].trigger()
    actions["preview_always"].trigger()
    menu.close()
    assert not pane.together
    assert [agreed.at(n)[0] for n in range(agreed.count())] == [False]


def test_how_pages_are_shown_is_remembered(qtbot: QtBot, pane: Any, tmp_path: Any) -> None:
    settings = QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat)
    pane.set_site("/site")
    for name in ("preview_page", "preview_width_desktop", "preview_light"):
        press(qtbot, pane, name)
    pane.set_together(False)
    pane.remember(settings)
    pane.set_page_mode(PageMode.ARTICLE)
    pane.set_page_width(Width.FIT)
    pane.toggle_light()
    pane.set_together(True)
    pane.recall(settings)
    assert pane.wanted_mode is PageMode.PAGE
    assert pane.page_width is Width.DESKTOP
    assert pane._look.dark
    assert not pane.together


def test_text_browser_offers_what_it_can(plain: TextPreviewPane, make_page: Make) -> None:
    plain.set_site("/site")
    plain.set_page_mode(PageMode.PAGE)
    assert plain.wanted_mode is PageMode.ARTICLE
    shown = {one.objectName() for one in plain.bar.findChildren(QToolButton) if one.isVisible()}
    assert shown == {"preview_light", "preview_more"}
    page = replace(
        make_page("<p data-line='3'>a</p>"), document="<p>whole", address="curator://site-1/"
    )
    plain.show_page(page, "post")
    plain.show_line(3, 10)
    assert "whole" not in plain.findChild(object, "preview_view").toPlainText()


# --- what is said about a page ----------------------------------------------------------------

PROBLEMS = (
    PageProblem("unknown-tag", "", 12, 3, "youtube"),
    PageProblem("no-include", "_layouts/post.html", 4, 1, "share.html"),
)


def test_remarks_are_quiet_until_opened(qtbot: QtBot, pane: Any, make_page: Make) -> None:
    strip = pane.remarks
    pane.show_page(make_page("<p>a</p>"), "a")
    assert not strip.isVisible()
    page = replace(make_page("<p>a</p>"), problems=PROBLEMS, approximations=("theme:minima",))
    pane.show_page(page, "a")
    assert strip.isVisible()
    assert not strip.opened
    assert button(pane, "preview_remarks_head").text() == "2 problems on this page · 1 stand-in"
    press(qtbot, pane, "preview_remarks_head")
    assert strip.opened
    assert strip.sentences() == [
        "Line 12, column 3: Jekyll itself knows no tag “youtube”; a plugin may.",
        "_layouts/post.html, line 4: there is no file “share.html” to include.",
        "This site's theme, minima, is not installed here; a look-alike stands in.",
    ]
    asked = QSignalSpy(pane.place_requested)
    lines = strip.findChildren(QPushButton, "preview_problem")
    assert len(lines) == 1  # the layout is not the post's own text
    qtbot.mouseClick(lines[0], Qt.MouseButton.LeftButton)
    assert [asked.at(n) for n in range(asked.count())] == [[12, 3]]
    pane.show_page(make_page("<p>a</p>"), "a")
    assert not strip.isVisible()


@pytest.mark.parametrize("code", [*Code, *ThemeCode])
def test_every_code_has_its_sentence(code: str) -> None:
    said = problem_sentence(PageProblem(str(code), "", 1, 1, "the {name} {0}"))
    assert str(code) not in said
    assert said.startswith("Line 1, column 1: ")


@pytest.mark.parametrize(
    "code", ["theme:minima", "plugin:jekyll-x", "layout:post", "posts:3000", "something", "theme:"]
)
def test_stand_ins_are_named(code: str) -> None:
    assert code.partition(":")[2] in approximation_sentence(code)


# --- pictures of other sites ------------------------------------------------------------------


def test_pictures_that_wait_are_counted(qtbot: QtBot, pane: Any, make_page: Make) -> None:
    waiting = tuple(Picture(f"https://x/{n}", PictureState.REMOTE, f"t{n}") for n in range(3))
    shown = (Picture("https://x/s", PictureState.SHOWN, "s"),)
    page = replace(make_page("<p>a</p>"), pictures=waiting + shown)
    pane.show_page(page, "a")
    text = pane.findChild(QLabel, "preview_remote_text")
    assert text.text() == "3 pictures of other sites are not loaded."
    assert not button(pane, "preview_remote_always").isVisible()
    pane.set_site("/site")
    asked, agreed = QSignalSpy(pane.pictures_requested), QSignalSpy(pane.consent_changed)
    press(qtbot, pane, "preview_remote_load")
    press(qtbot, pane, "preview_remote_always")
    assert (asked.count(), agreed.count()) == (1, 1)
    assert text.text() == "3 pictures of other sites are being loaded…"
    pane.show_page(replace(page, pictures=waiting[:1]), "a")
    pane.set_consent(False)
    assert text.text() == "1 picture of another site is not loaded."
    pane.show_page(replace(page, pictures=shown), "a")
    assert not pane.remote_line.isVisible()


def test_consent_is_kept_at_once_and_for_its_site_alone(tmp_path: Any) -> None:
    def settings() -> QSettings:
        return QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat)

    first = Consent()
    first.keep_in(settings())
    for root in ("/one", "/two, three", "/四"):
        first.change(root, True)
    first.change("/one", False)
    second = Consent()
    second.keep_in(settings())
    held = [root for root in ("/one", "/two, three", "/四", "/two", None, "") if second.holds(root)]
    assert held == ["/two, three", "/四"]
    second.change("/四", False)
    third = Consent()
    third.keep_in(settings())
    assert third.holds("/two, three")
