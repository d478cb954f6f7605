"""Page and source text at the same line: the editor leads, the reader leads, nobody goes in circles."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget

from curator.services.preview import PICTURE_PREFIX, PreviewPage, Resource
from tests.gui.preview.pointer import TOKEN, middle

Make = Callable[..., Any]
FIRST = 8  # the body's first line, below a front matter
STEP = 4


def line_of(number: int) -> int:
    return FIRST + number * STEP


def body(count: int = 60) -> str:
    return "".join(
        f"<p id=p{n} data-line='{line_of(n)}'>Paragraph {n} {'and some words ' * (5 + n % 7 * 9)}</p>"
        for n in range(count)
    )


TOTAL = line_of(60)


def site_page(page: PreviewPage) -> PreviewPage:
    document = (
        "<!doctype html><html><head></head><body><header style='height:200px'>Site</header>"
        f"<main>{page.fragment}</main><footer style='height:300px'>End</footer></body></html>"
    )
    return replace(page, document=document, address="curator://site-1/a.html")


def top_of(screen: Any, selector: str) -> float:
    return float(screen.run(f"document.querySelector({selector!r}).getBoundingClientRect().top"))


def wheel(screen: Any, notches: int) -> None:
    """Turn the wheel over the page, downwards for positive numbers, and wait until it rests."""
    view = screen.pane.findChild(QWidget, "preview_view")
    target = view.focusProxy()
    place = QPointF(target.rect().center())
    before = None
    for _turn in range(20):  # the engine takes no input before its first frame is out
        event = QWheelEvent(
            place,
            QPointF(target.mapToGlobal(place)),
            QPoint(),
            QPoint(0, -120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        start = screen.run("scrollY")
        QApplication.postEvent(target, event)
        screen.rest(0.2)
        if screen.run("scrollY") != start:
            break
    while before != (before := screen.run("scrollY")):
        screen.rest(0.15)


def lines_told(spy: QSignalSpy) -> list[float]:
    return [spy.at(n)[0] for n in range(spy.count())]


@pytest.fixture(params=["article", "page"])
def show(request: pytest.FixtureRequest, make_page: Make) -> Callable[..., None]:
    """Show a body in each of the two modes."""

    def in_mode(screen: Any, fragment: str, key: object = "post") -> None:
        page = make_page(fragment)
        screen.show(site_page(page) if request.param == "page" else page, key)
        # The engine's process learns of the window's size a little later; lines are short until then.
        screen.rest(0.4)

    return in_mode


def test_lines_do_not_make_blocks_look_changed(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, "<p data-line='5'>a</p><ul data-line='7'><li data-line='7'>b</li></ul>")
    screen.run("for (const e of document.querySelectorAll('p, ul, li')) e.kept = true")
    show(screen, "<p data-line='6'>a</p><ul data-line='9'><li data-line='9'>b</li></ul>")
    kept = "Array.from(document.querySelectorAll('p, ul, li')).every(e => e.kept)"
    assert screen.run(kept) is True
    assert screen.run("document.querySelectorAll('[data-line]').length") == 0


@pytest.mark.parametrize("number", [3, 17, 40])
def test_editor_s_top_line_comes_to_the_page_s_top(
    make_screen: Make, show: Make, number: int
) -> None:
    screen = make_screen()
    show(screen, body())
    screen.pane.show_line(line_of(number), TOTAL)
    assert abs(top_of(screen, f"#p{number}")) <= 1


def test_lines_between_blocks_are_interpolated(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body())
    screen.pane.show_line(line_of(10) + STEP / 2, TOTAL)
    above, below = top_of(screen, "#p10"), top_of(screen, "#p11")
    assert abs(above + below) <= 2


def test_first_and_last_line_are_the_page_s_ends(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body())
    screen.pane.show_line(line_of(20), TOTAL)
    screen.pane.show_line(FIRST, TOTAL)
    assert screen.run("scrollY") == 0
    screen.pane.show_line(line_of(55), TOTAL, at_end=True)
    assert screen.run("scrollY + innerHeight >= document.documentElement.scrollHeight - 1") is True


def test_leading_is_not_taken_for_reading(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body())
    told = QSignalSpy(screen.pane.line_shown)
    for number in (5, 30, 12):
        screen.pane.show_line(line_of(number), TOTAL)
        screen.rest(0.1)
    show(screen, body().replace("Paragraph 2 ", "Paragraph two " + "grows " * 300))
    screen.rest(0.2)
    assert told.count() == 0


def test_reader_s_scrolling_is_told_in_lines(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body())
    told = QSignalSpy(screen.pane.line_shown)
    wheel(screen, 8)
    assert told.count() > 0
    line = lines_told(told)[-1]
    number = int((line - FIRST) / STEP)
    assert top_of(screen, f"#p{number}") <= 1 or number == 0
    assert top_of(screen, f"#p{number + 1}") >= -1
    before = screen.run("scrollY")
    screen.pane.show_line(line, TOTAL)  # the way back comes to the same place
    assert abs(screen.run("scrollY") - before) <= 2


def test_reader_at_the_end_is_told_as_the_end(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body(12))
    told = QSignalSpy(screen.pane.line_shown)
    wheel(screen, 60)
    assert math.isinf(lines_told(told)[-1])


def test_typing_after_reading_does_not_move_the_text(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body())
    wheel(screen, 8)
    told = QSignalSpy(screen.pane.line_shown)
    grown = body().replace("Paragraph 0 ", "Paragraph nought " + "grows " * 200)
    show(screen, grown)
    screen.rest(0.3)
    assert told.count() == 0


def test_each_scrolls_by_itself_where_that_is_wanted(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body())
    screen.pane.set_together(False)
    told = QSignalSpy(screen.pane.line_shown)
    screen.pane.show_line(line_of(20), TOTAL)
    assert screen.run("scrollY") == 0
    wheel(screen, 3)
    assert screen.run("scrollY") > 0
    assert told.count() == 0


def test_pictures_that_come_late_do_not_shift_the_line(
    make_screen: Make, show: Make, dot: Resource
) -> None:
    import threading

    come = threading.Event()

    def lookup(_token: str) -> Resource:
        come.wait(10)
        return dot

    screen = make_screen(lookup)
    picture = f"<p><img src='{PICTURE_PREFIX}{TOKEN}' style='width: 600px'></p>"
    show(screen, body().replace("<p id=p10", f"{picture}<p id=p10"))
    screen.pane.show_line(line_of(20), TOTAL)
    assert abs(top_of(screen, "#p20")) <= 1
    height = screen.run("document.documentElement.scrollHeight")
    come.set()
    screen.qtbot.waitUntil(
        lambda: screen.run("document.documentElement.scrollHeight") > height + 100, timeout=5000
    )
    screen.rest(0.1)
    assert abs(top_of(screen, "#p20")) <= 1


def test_hidden_blocks_are_passed_over(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    hidden = body().replace("<p id=p20", "<p hidden id=p20")
    show(screen, hidden)
    screen.pane.show_line(line_of(20), TOTAL)
    above, below = top_of(screen, "#p19"), top_of(screen, "#p21")
    assert abs(above + below) <= 2


def test_page_without_lines_stays(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body().replace("data-line", "data-other"))
    told = QSignalSpy(screen.pane.line_shown)
    screen.pane.show_line(line_of(20), TOTAL)
    assert screen.run("scrollY") == 0
    wheel(screen, 3)
    assert told.count() == 0


def test_line_stays_when_article_and_page_alternate(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    page = make_page(body())
    screen.show(page, "post")
    screen.pane.show_line(line_of(20), TOTAL)
    for shown in (site_page(page), page):
        screen.show(shown, "post")
        assert abs(top_of(screen, "#p20")) <= 1


def double_click(screen: Any, selector: str, down: float | None = None) -> None:
    across, mid = middle(screen, selector)
    view = screen.pane.findChild(QWidget, "preview_view")
    target = view.focusProxy()
    local = QPointF(target.mapFrom(view, QPoint(round(across), round(down or mid))))
    kinds = QEvent.Type
    for kind in (
        kinds.MouseButtonPress,
        kinds.MouseButtonRelease,
        kinds.MouseButtonDblClick,
        kinds.MouseButtonRelease,
    ):
        released = kind == kinds.MouseButtonRelease
        held = Qt.MouseButton.NoButton if released else Qt.MouseButton.LeftButton
        QApplication.postEvent(
            target,
            QMouseEvent(
                kind,
                local,
                QPointF(target.mapToGlobal(local)),
                Qt.MouseButton.LeftButton,
                held,
                Qt.KeyboardModifier.NoModifier,
            ),
        )
    screen.rest(0.3)


def test_double_click_tells_the_block_s_line(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body())
    screen.rest(0.3)
    chosen = QSignalSpy(screen.pane.line_chosen)
    double_click(screen, "#p1")
    assert lines_told(chosen) == [line_of(1)]


def test_double_click_inside_code_tells_its_line(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    code = "\n".join(f"line {n}" for n in range(10))
    show(
        screen,
        f"<p data-line='1'>a</p><div data-line='3' class='highlighter-rouge'><pre id=c>{code}</pre></div>"
        "<p data-line='14'>b</p>",
    )
    screen.rest(0.3)
    chosen = QSignalSpy(screen.pane.line_chosen)
    double_click(screen, "#c")
    assert 6 <= lines_told(chosen)[0] <= 10


def test_scroll_bar_is_the_reader_s_too(make_screen: Make, show: Make) -> None:
    screen = make_screen()
    show(screen, body())
    screen.rest(0.3)
    told = QSignalSpy(screen.pane.line_shown)
    view = screen.pane.findChild(QWidget, "preview_view")
    target = view.focusProxy()
    below = QPointF(target.width() - 6, target.height() - 60)  # under the handle: a page further
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        released = kind == QEvent.Type.MouseButtonRelease
        QApplication.postEvent(
            target,
            QMouseEvent(
                kind,
                below,
                QPointF(target.mapToGlobal(below)),
                Qt.MouseButton.LeftButton,
                Qt.MouseButton.NoButton if released else Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            ),
        )
    screen.qtbot.waitUntil(lambda: told.count() > 0, timeout=5000)
