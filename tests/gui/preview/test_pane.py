"""The preview pane in the real engine: patches in place, pictures, links, looks, recovery."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from curator.services.preview import LOAD_PREFIX, PICTURE_PREFIX, Resource, Trouble
from tests.gui.preview.pointer import TOKEN, click, middle

Make = Callable[..., Any]

LONG = "".join(
    f"<p id=p{n}>Paragraph {n} " + "with some words to fill a line. " * 6 + "</p>"
    for n in range(120)
)


def shown(screen: Any) -> str:
    return str(screen.run("document.getElementById('curator-article').textContent"))


def test_hint_stands_where_no_post_is_chosen(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    hint = screen.pane.findChild(QLabel, "preview_hint")
    assert hint.isVisible()
    assert hint.text()
    screen.show(make_page("<p>a</p>"))
    assert not hint.isVisible()
    screen.pane.show_hint("Nothing found")
    assert hint.isVisible()
    assert hint.text() == "Nothing found"


def test_page_is_shown_with_title_and_language(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<p>汉字</p>", title="标题", lang="zh-CN"))
    assert shown(screen) == "汉字"
    assert screen.run("document.documentElement.lang") == "zh-CN"
    assert screen.run("document.getElementById('curator-header').textContent") == "标题"


def test_patch_keeps_what_did_not_change(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<p>a</p><p>b</p><ul><li>x</li><li>y</li></ul><p>c</p>"))
    screen.run("for (const e of document.querySelectorAll('#curator-article *')) e.kept = true")
    screen.show(make_page("<p>a</p><p>B</p><p>new</p><ul><li>x</li><li>y</li></ul><p>c</p>"))
    assert shown(screen) == "aBnewxyc"
    kept = "Array.from(document.querySelectorAll('#curator-article *')).map(e => e.kept ? 1 : 0).join('')"
    assert screen.run(kept) == "1001111"


def test_patch_goes_down_into_one_large_block(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<div class=x><p>a</p><p>b</p><p>c</p></div>"))
    screen.run("for (const e of document.querySelectorAll('#curator-article *')) e.kept = true")
    screen.show(make_page("<div class=x><p>a</p><p>b!</p><p>c</p></div>"))
    kept = "Array.from(document.querySelectorAll('#curator-article *')).map(e => e.kept ? 1 : 0).join('')"
    assert shown(screen) == "ab!c"
    assert screen.run(kept) == "1101"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "<p>a</p>"),
        ("<p>a</p>", ""),
        ("a<b>b</b>c", "a<b>x</b>c"),
        ("<p>a</p>", "<div>a</div>"),
        ("<p class=x>a<i>b</i></p>", "<p class=y>a<i>b</i></p>"),
        ("<p>1<p>2<p>3", "<p>0<p>1<p>2<p>3<p>4"),
        ("<p>1<p>2<p>3", "<p>2"),
        ("<!-- a --><p>1", "<!-- b --><p>1"),
        ("</article></main><p>out", "<p>in</p></article></body>"),
        ("<table><tr><td>1<td>2</table>", "<table><tr><td>1<td>3</table>"),
    ],
)
def test_patched_page_equals_a_fresh_one(
    make_screen: Make, make_page: Make, before: str, after: str
) -> None:
    screen = make_screen()
    screen.show(make_page(after), "fresh")
    wanted = screen.run("document.body.innerHTML")
    screen.show(make_page(before), "post")
    screen.show(make_page(after), "post")
    assert screen.run("document.body.innerHTML") == wanted


def test_scroll_position_stays_over_a_patch(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page(LONG))
    screen.run("scrollTo(0, 2000)")
    top = "document.getElementById('p30').getBoundingClientRect().top"
    before = screen.run(top)
    screen.show(make_page(LONG.replace("Paragraph 60 ", "Paragraph sixty ")))
    assert screen.run("scrollY") == 2000
    assert screen.run(top) == before
    assert "Paragraph sixty" in shown(screen)


def test_another_post_begins_at_its_top(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page(LONG), "one")
    screen.run("scrollTo(0, 2000)")
    screen.show(make_page(LONG), "two")
    assert screen.run("scrollY") == 0


def test_selection_stays_over_a_patch(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<p>first</p><p>one <b>two</b> three</p><p>last</p>"))
    screen.run(
        "getSelection().setBaseAndExtent(document.querySelectorAll('p')[1].firstChild, 1,"
        " document.querySelector('b').firstChild, 3)"
    )
    assert screen.run("getSelection().toString()") == "ne two"
    screen.show(make_page("<p>first</p><p>one <b>two</b> three four</p><p>last!</p>"))
    assert screen.run("getSelection().toString()") == "ne two"


def test_fast_typing_never_queues_up(qtbot: QtBot, make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<p>0</p>"), "post")
    painted = QSignalSpy(screen.pane.painted)
    for number in range(1, 200):
        screen.pane.show_page(make_page(f"<p>{number}</p>"), "post")
    qtbot.waitUntil(lambda: shown(screen) == "199", timeout=10_000)
    screen.rest(0.2)
    assert painted.count() < 20


def test_half_a_million_characters_load(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    text = "".join(f"<p>{'汉' * 500}{n}</p>" for n in range(1000))
    screen.show(make_page(text))
    assert screen.run("document.getElementById('curator-article').textContent.length") > 500_000


def test_whole_page_of_half_a_million_characters_loads_by_its_address(make_screen: Make) -> None:
    screen = make_screen()
    screen.load(f"<!doctype html><title>t</title><p>{'汉' * 500_000}")
    assert screen.run("document.querySelector('p').textContent.length") == 500_000


# --- pictures ---------------------------------------------------------------------------------


def width(screen: Any) -> Any:
    return screen.run("document.images[0].complete ? document.images[0].naturalWidth : -1")


def test_registered_picture_is_painted(make_screen: Make, make_page: Make, dot: Resource) -> None:
    asked: list[str] = []

    def lookup(token: str) -> Resource | None:
        asked.append(token)
        return dot

    screen = make_screen(lookup)
    screen.show(make_page(f"<p><img width=90 height=60 src='{PICTURE_PREFIX}{TOKEN}'></p>"))
    screen.qtbot.waitUntil(lambda: width(screen) == 3, timeout=5000)
    assert asked == [TOKEN]
    place = middle(screen, "img")
    screen.rest(0.1)
    colour = (
        screen.pane.findChild(QWidget, "preview_view")
        .grab()
        .toImage()
        .pixelColor(round(place[0]), round(place[1]))
    )
    assert (colour.red() > 200, colour.green() < 60) == (True, True)


@pytest.mark.parametrize(
    "address",
    [
        f"{PICTURE_PREFIX}{TOKEN[:-1]}0",
        f"{PICTURE_PREFIX}../picture/{TOKEN}/x",
        f"{PICTURE_PREFIX}..%2f..%2fetc%2fpasswd",
        f"{PICTURE_PREFIX}/etc/passwd",
        f"{PICTURE_PREFIX}{TOKEN}?x",
        f"{PICTURE_PREFIX}{TOKEN}/",
        f"{PICTURE_PREFIX}{TOKEN.upper()}",
        "curator://preview/page/999",
        "curator://preview/",
        "curator://preview/../style.css/..",
        "curator://other/picture/" + TOKEN,
        "curator:///etc/passwd",
        "/etc/passwd",
        "../../../../etc/passwd",
        "file:///etc/passwd",
        "qrc:///x.png",
        "data:image/png;base64,AAAA",
    ],
)
def test_anything_else_is_not_found(
    make_screen: Make, make_page: Make, dot: Resource, address: str
) -> None:
    def lookup(token: str) -> Resource | None:
        return dot if token == TOKEN else None

    screen = make_screen(lookup)
    screen.show(make_page(f"<p><img src='{address}'></p>"))
    screen.qtbot.waitUntil(lambda: width(screen) == 0, timeout=5000)


def test_pages_are_served_by_number_and_old_ones_forgotten(make_screen: Make) -> None:
    screen = make_screen()
    first = screen.pane.handler.add_page("<p>first")
    for number in range(4):
        screen.pane.handler.add_page(f"<p>{number}")
    refused = screen.pane.handler.refused
    with screen.qtbot.waitSignal(screen.pane.page.loadFinished, timeout=5000) as loaded:
        screen.pane.page.open_own(first)
    assert loaded.args == [False]
    assert screen.pane.handler.refused == refused + 1


# --- leaving ----------------------------------------------------------------------------------


class Launcher(QObject):
    """Stands where the desktop would open addresses."""

    SCHEMES = ("mailto", "vscode", "ftp", "http", "https")

    def __init__(self) -> None:
        super().__init__()
        self.launched: list[str] = []
        for scheme in self.SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self, "launch")

    @Slot(QUrl)
    def launch(self, url: QUrl) -> None:
        self.launched.append(url.toString())

    def leave(self) -> None:
        for scheme in self.SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def launcher(qapp: QApplication) -> Iterator[Launcher]:
    made = Launcher()
    yield made
    made.leave()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://example.org/", "http://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        (
            "//finews.withounder.com/category/x.html",
            "https://finews.withounder.com/category/x.html",
        ),
        ("/2022/01/01/x.html", None),
        ("file:///etc/passwd", None),
        ("ftp://example.org/", None),
        ("javascript:document.title=1", None),
        ("data:text/html,<p>x", None),
        ("curator://preview/style.css", None),
        ("vscode://file/etc/passwd", None),
    ],
)
def test_link_is_told_and_never_followed(
    make_screen: Make, make_page: Make, launcher: Launcher, address: str, told: str | None
) -> None:
    screen = make_screen()
    clicked = QSignalSpy(screen.pane.link_clicked)
    screen.show(make_page(f"<p>before</p><p><a id=l href='{address}'>a link</a></p>"))
    here = screen.pane.page.url()
    click(screen, "#l")
    assert [clicked.at(n)[0] for n in range(clicked.count())] == ([told] if told else [])
    assert screen.pane.page.url() == here
    assert shown(screen) == "beforea link"
    assert launcher.launched == []


def test_link_for_a_new_window_is_a_link(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    clicked = QSignalSpy(screen.pane.link_clicked)
    windows = len(QApplication.topLevelWidgets())
    screen.show(make_page("<p><a id=l target=_blank href='https://example.org/'>a link</a></p>"))
    click(screen, "#l")
    click(screen, "#l", Qt.KeyboardModifier.ControlModifier)
    click(screen, "#l", button=Qt.MouseButton.MiddleButton)
    assert [clicked.at(n)[0] for n in range(clicked.count())] == ["https://example.org/"] * 3
    assert len(QApplication.topLevelWidgets()) == windows


def test_place_inside_the_page_is_gone_to(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page(f"<p><a id=l href='#p90'>down</a></p>{LONG}"))
    click(screen, "#l")
    assert screen.run("scrollY") > 1000
    screen.show(make_page(f"<p><a id=l href='#p90'>down!</a></p>{LONG}"))
    assert "down!" in shown(screen)


def test_click_on_a_placeholder_asks_for_the_picture(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    asked = QSignalSpy(screen.pane.picture_requested)
    clicked = QSignalSpy(screen.pane.link_clicked)
    screen.show(make_page(f"<p><a id=l href='{LOAD_PREFIX}{TOKEN}'>load</a></p>"))
    click(screen, "#l")
    assert [asked.at(n)[0] for n in range(asked.count())] == [TOKEN]
    assert clicked.count() == 0


@pytest.mark.parametrize(
    "fragment",
    [
        "<form action='URL/f?html'><input name=a value=b><button id=l>send</button></form>",
        "<form method=post action='URL/f?html'><button id=l>send</button></form>",
        "<form><button id=l formaction='URL/f?html'>send</button></form>",
        "<form action='curator://load/x'><button id=l>send</button></form>",
        "<a id=l download href='URL/f'>get</a>",
        "<a id=l ping='URL/f' href='#x'>ping</a>",
        "<map name=m><area id=l shape=default href='URL/f?html' target=_top></map><input type=file id=l>",
        "<p id=l>a</p><meta http-equiv=refresh content='0;url=URL/f?html'>",
    ],
)
def test_nothing_is_sent_or_opened(
    make_screen: Make, make_page: Make, canary: Any, fragment: str
) -> None:
    screen = make_screen()
    canary.reset()
    here = screen.pane.page.url()
    windows = set(QApplication.topLevelWidgets())
    screen.show(make_page(f"<div>{fragment.replace('URL', canary.url)}</div>"))
    click(screen, "#l")
    assert canary.connections == 0
    assert screen.pane.page.url().toString().removesuffix("#x") == here.toString()
    assert set(QApplication.topLevelWidgets()) == windows


def test_menu_offers_what_an_inert_page_can_do(
    qtbot: QtBot, make_screen: Make, make_page: Make
) -> None:
    screen = make_screen()
    screen.show(make_page("<p>text</p>"))
    view = screen.pane.findChild(object, "preview_view")
    view.customContextMenuRequested.emit(QPoint(20, 20))
    menu = screen.pane.findChild(QMenu, "preview_menu")
    names = [action.objectName() for action in menu.actions()]
    menu.close()
    assert names == ["preview_copy", "preview_select_all"]


# --- looks ------------------------------------------------------------------------------------


def corner(screen: Any) -> QColor:
    return screen.pane.grab().toImage().pixelColor(5, 300)


def test_dark_is_dark_from_the_first_moment(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.pane.set_dark(True)
    screen.show(make_page("<p>a</p>"))
    screen.rest(0.1)
    assert corner(screen).lightness() < 60
    screen.show(make_page(LONG), "another")
    assert corner(screen).lightness() < 60
    text = screen.run("getComputedStyle(document.querySelector('p')).color")
    assert QColor(*map(int, text.removeprefix("rgb(").rstrip(")").split(","))).lightness() > 180
    screen.pane.set_dark(False)
    screen.rest(0.2)
    assert corner(screen).lightness() > 240


def test_article_colours_do_not_hide_text_at_night(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.pane.set_dark(True)
    screen.show(make_page("<p style='color:#111;background:#fff'>a</p><font color='#222'>b</font>"))
    plain = screen.run("getComputedStyle(document.body).color")
    for selector in ("p", "font"):
        assert screen.run(f"getComputedStyle(document.querySelector('{selector}')).color") == plain
    assert (
        screen.run("getComputedStyle(document.querySelector('p')).backgroundColor")
        == "rgba(0, 0, 0, 0)"
    )


def test_zoom_goes_by_steps_and_stays(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<p>a</p>"))
    zoomed = QSignalSpy(screen.pane.zoom_changed)
    screen.pane.zoom_in()
    screen.pane.zoom_in()
    assert screen.pane.zoom == 1.25
    assert screen.pane.page.zoomFactor() == 1.25
    screen.pane.zoom_out()
    screen.pane.zoom_reset()
    assert zoomed.count() == 4
    for _ in range(30):
        screen.pane.zoom_out()
    assert screen.pane.zoom == 0.5


def test_base_font_is_taken(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<p>a</p>"))
    screen.pane.set_base_font("DejaVu Serif", 23)
    assert screen.run("getComputedStyle(document.querySelector('p')).fontSize") == "23px"
    family = screen.run("getComputedStyle(document.querySelector('p')).fontFamily")
    assert "DejaVu Serif" in family.split(",")[0]
    screen.pane.set_base_font("", 0)
    assert screen.run("getComputedStyle(document.querySelector('p')).fontSize") == "17px"


def test_positioned_article_cannot_cover_its_title(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    cover = "<div id=c style='position:fixed;inset:-999px;background:#0f0;z-index:9999'>x</div>"
    screen.show(make_page(f"{cover}<p>a</p>"))
    over = (
        "(r => document.elementFromPoint(r.x + 5, r.y + 5)?.closest('#curator-article') === null)"
        "(document.querySelector('h1').getBoundingClientRect())"
    )
    screen.qtbot.waitUntil(lambda: screen.run(over) is True, timeout=5000)


def test_notice_says_why_plain_text_is_shown(make_screen: Make, make_page: Make) -> None:
    from dataclasses import replace

    screen = make_screen()
    notice = screen.pane.findChild(QLabel, "preview_notice_text")
    for trouble in Trouble:
        screen.show(replace(make_page("<p>a</p>"), notice=trouble))
        assert notice.isVisible()
        assert notice.text().endswith((".",))
    screen.show(make_page("<p>a</p>"))
    assert not notice.isVisible()


# --- recovery ---------------------------------------------------------------------------------


def test_engine_process_that_ends_is_started_again(
    qtbot: QtBot, make_screen: Make, make_page: Make
) -> None:
    screen = make_screen()
    screen.pane.set_dark(True)
    screen.show(make_page("<p>still here</p>"))
    with qtbot.waitSignal(screen.pane.painted, timeout=20_000):
        os.kill(screen.pane.page.renderProcessPid(), signal.SIGKILL)
    assert shown(screen) == "still here"
    assert screen.run("document.documentElement.className") == "dark"


def test_page_that_ends_it_twice_is_given_up(
    qtbot: QtBot, make_screen: Make, make_page: Make
) -> None:
    screen = make_screen()
    screen.show(make_page("<p>deadly</p>"))
    with qtbot.waitSignal(screen.pane.painted, timeout=20_000):
        os.kill(screen.pane.page.renderProcessPid(), signal.SIGKILL)
    os.kill(screen.pane.page.renderProcessPid(), signal.SIGKILL)
    hint = screen.pane.findChild(QLabel, "preview_hint")
    qtbot.waitUntil(hint.isVisible, timeout=20_000)
    screen.show(make_page("<p>harmless</p>"), "another")
    assert shown(screen) == "harmless"


def test_pane_leaves_nothing_on_the_disk(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    screen.show(make_page("<p>a</p>"))
    profile = screen.pane.page.profile()
    assert profile.isOffTheRecord()
    assert not Path(profile.persistentStoragePath()).exists()
    assert profile.cachePath() == ""
