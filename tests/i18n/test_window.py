"""The main window in Chinese, and in a language 40 % longer than English: nothing is cut off."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from curator import resources, translation
from curator.domain.post import PostId, Status
from curator.gui import languages
from curator.gui.editor.elided_label import ElidedLabel
from curator.gui.post_pane import Mode
from curator.gui.window import MainWindow
from curator.services import Services
from curator.settings import SettingsFile
from tests.e2e.conftest import OpenWindow, settle
from tests.i18n import catalogues

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.xdist_group("webengine"),
    pytest.mark.usefixtures("english_again"),
]

POSTS = ("title:Welcome", "title:认识头信息", "is:broken", "title:周末副刊")
"""Posts of the sample site: English, Chinese, one with problems, a draft without a date."""
_WORDED_BEFORE_SHOWN = {"form_rows", "form_notice", "empty_list", "job_label", "job_progress"}
SIZES = ((1540, 940), (1280, 760))
"""The window as it first opens, and on a small laptop."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a copy of the sample site."""
    return Path(shutil.copytree(resources.path("sample-site"), tmp_path / "样稿日报"))


@pytest.fixture
def pseudo(tmp_path: Path) -> None:
    """Speak English with accents and 40 % more letters."""
    catalog = catalogues.StableCatalog(locale="en", fuzzy=False)
    for message in catalogues.extract():
        if message.id:
            longer = tuple(lengthened(form) for form in catalogues.forms(message.id))
            text = longer if message.pluralizable else longer[0]
            catalog.add(message.id, text, context=message.context)
    file = tmp_path / "pseudo" / "qps" / "LC_MESSAGES" / "curator.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(catalogues.compiled(catalog))
    translation.use(tmp_path / "pseudo", ["qps"])


def lengthened(text: str) -> str:
    """Return a text with accents and 40 % more letters; its placeholders and mnemonic stay."""
    accents = str.maketrans("aceiouyACEIOUY", "àçéîöüÿÀÇÉÎÖÜÝ")
    parts = []
    for words, name, *_rest in Formatter().parse(text):
        parts.append(words.translate(accents))
        parts.append("" if name is None else f"{{{name}}}")
    made = "".join(parts)
    more = "·" * max(1, round(len(re.sub(r"\{.*?\}|&", "", text)) * 0.4))
    return f"{made[:-1]}{more}…" if made.endswith("…") else made + more


def take_in(qtbot: QtBot, window: MainWindow, site: Path) -> None:
    window.take_in([site])
    qtbot.waitUntil(lambda: window.posts.model.rowCount() > 5, timeout=20_000)
    settle(qtbot, window)


def heard(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until every pane has heard of the new language."""
    QCoreApplication.sendPostedEvents()
    settle(qtbot, window)


def show(qtbot: QtBot, window: MainWindow, services: Services, query: str) -> None:
    number = PostId(services.library.find(query)[0])
    window.posts.view.show_post(number)
    qtbot.waitUntil(lambda: window.post.post == number, timeout=20_000)
    settle(qtbot, window)


def states(
    qtbot: QtBot, window: MainWindow, services: Services, site: Path
) -> Iterator[tuple[str, MainWindow]]:
    """Bring the window into one state after the other."""
    yield "empty", window
    take_in(qtbot, window, site)
    for size in SIZES:
        window.resize(*size)
        for query in POSTS:
            show(qtbot, window, services, query)
            yield f"{query} at {size}", window
        for mode in Mode:
            window.post.set_mode(mode)
            settle(qtbot, window)
            yield f"{mode} at {size}", window
        window.post.set_mode(Mode.SPLIT)
        window.post.find_in_text()
        settle(qtbot, window)
        yield f"find at {size}", window
    window.actions_by_name["to_review"].trigger()
    settle(qtbot, window)
    yield "notice", window
    window.posts.field.setText("tag:nothing-has-this")
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 0, timeout=20_000)
    yield "nothing found", window
    window.posts.field.setText("nonsense:x")
    qtbot.waitUntil(lambda: bool(window.findChild(QLabel, "filter_fault").text()), timeout=20_000)  # type: ignore[union-attr]
    yield "wrong filter", window


def cut_off(qtbot: QtBot, window: MainWindow) -> list[str]:
    """Return what shows less of its text than there is, once the layouts have come to rest."""
    found = []
    for _round in range(10):
        qtbot.wait(40)
        found = _cut_off(window)
        if not found:
            break
    return found


def _cut_off(window: MainWindow) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or _within_list(widget):
            continue
        if widget.objectName() in {"qt_toolbar_ext_button", "qt_menubar_ext_button"}:
            found.append(f"{widget.objectName()}: not everything fits")
        elif isinstance(widget, QLabel | QPushButton | QToolButton | QTabBar):
            text = _text(widget)
            if text and (_too_narrow(widget) or _outside(widget)):
                room, need = widget.size().toTuple(), widget.sizeHint().toTuple()
                found.append(f"{widget.objectName()} {text!r}: {room} of {need}")
    return found


def _text(widget: QWidget) -> str:
    if isinstance(widget, QTabBar):
        return "|".join(widget.tabText(index) for index in range(widget.count()))
    if not isinstance(widget, QLabel | QAbstractButton):
        return ""
    icon_only = (
        isinstance(widget, QToolButton)
        and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    )
    return "" if icon_only else widget.text()


def _too_narrow(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel):
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height()
    if isinstance(widget, QTabBar):
        return any(
            widget.tabRect(index).right() > widget.width() for index in range(widget.count())
        )
    if widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
        return False
    return widget.sizeHint().width() > widget.width()


def _outside(widget: QWidget) -> bool:
    """Tell whether a widget reaches beyond something it lies in that does not scroll."""
    above = widget.parentWidget()
    while above is not None and not widget.isWindow():
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return False
        left = widget.mapTo(above, QPoint(0, 0)).x()
        if left < 0 or left + widget.width() > above.width():
            return True
        if above.isWindow():
            return False
        above = above.parentWidget()
    return False


def _within_list(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QAbstractScrollArea)


def everything_said(window: MainWindow) -> set[str]:
    """Return every text of the window, shown at the moment or not."""
    said = {window.windowTitle(), *_cells(window)}
    for widget in (window, *window.findChildren(QWidget)):
        if _says_what_was(widget):
            continue
        said |= {widget.toolTip(), widget.accessibleName(), _text(widget)}
        if isinstance(widget, QLineEdit):
            said.add(widget.placeholderText())
    for action in window.findChildren(QAction):
        said |= {action.text(), action.iconText(), action.toolTip()}
    return {text for part in said for text in part.split("|") if text.strip()}


def _says_what_was(widget: QWidget) -> bool:
    """Tell whether a widget is a past notice, or hidden and worded again before it is shown."""
    here: QWidget | None = widget
    while here is not None and not here.isWindow():
        if here.objectName() in {"notice_text", "notice_action", "notice_bar"}:
            return True
        if here.objectName() in _WORDED_BEFORE_SHOWN:
            return not here.isVisible()
        here = here.parentWidget()
    return False


def _cells(window: MainWindow) -> Iterator[str]:
    model = window.posts.model
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(model.rowCount()):
            yield str(model.data(model.index(row, column)) or "")
    yield from _sidebar(window)


def _sidebar(window: MainWindow) -> list[str]:
    tree = window.sidebar.tree.model()
    return [str(tree.data(tree.index(row, 0))) for row in range(tree.rowCount(QModelIndex()))]


@pytest.fixture(scope="module")
def in_english() -> Callable[[str], bool]:
    """Return a way to tell whether a text is one of the program's that Chinese words otherwise."""
    patterns = []
    for message in catalogues.read("zh_CN"):
        if message.context == "query":
            continue  # words that are keys of front matter too, which nobody translates
        said = catalogues.forms(message.string)
        for form in catalogues.forms(message.id):
            if form and [form] != said:
                words = (re.escape(words) for words, *_rest in Formatter().parse(form))
                patterns.append("(.+)".join(words).replace("\\&", "&?"))
    told = re.compile("|".join(f"(?:{one})" for one in patterns if re.search("[A-Za-z]", one)))
    return lambda text: told.fullmatch(text) is not None


def test_nothing_is_cut_off_in_chinese(
    qtbot: QtBot,
    qapp: QApplication,
    open_window: OpenWindow,
    services: Services,
    site: Path,
    in_english: Callable[[str], bool],
) -> None:
    languages.speak(qapp, "zh_CN")
    for state, window in states(qtbot, open_window(), services, site):
        assert cut_off(qtbot, window) == [], state
        assert {text for text in everything_said(window) if in_english(text)} == set(), state


@pytest.mark.usefixtures("pseudo")
def test_nothing_is_cut_off_in_a_longer_language(
    qtbot: QtBot, open_window: OpenWindow, services: Services, site: Path
) -> None:
    for state, window in states(qtbot, open_window(), services, site):
        assert any("·" in text for text in everything_said(window))
        assert cut_off(qtbot, window) == [], state


@pytest.mark.parametrize("language", ["zh_CN", "qps"])
def test_the_first_page_is_not_cut_off(
    qtbot: QtBot,
    request: pytest.FixtureRequest,
    qapp: QApplication,
    open_window: OpenWindow,
    language: str,
) -> None:
    if language == "qps":
        request.getfixturevalue("pseudo")
    else:
        languages.speak(qapp, language)
    window = open_window(welcomed=False)
    for size in SIZES:
        window.resize(*size)
        assert window.welcome.isVisible()
        assert cut_off(qtbot, window) == []


def test_the_test_sees_what_is_cut_off(qtbot: QtBot, window: MainWindow) -> None:
    assert cut_off(qtbot, window) == []
    button = window.findChild(QToolButton, "mode_preview")
    assert button is not None
    button.setFixedWidth(button.sizeHint().width() - 8)
    assert [text.split()[0] for text in cut_off(qtbot, window)] == ["mode_preview"]


def test_the_language_is_switched_while_the_window_is_open(
    qtbot: QtBot,
    window: MainWindow,
    services: Services,
    site: Path,
    tmp_path: Path,
    in_english: Callable[[str], bool],
) -> None:
    take_in(qtbot, window, site)
    show(qtbot, window, services, "is:broken")
    window.actions_by_name["language_en"].trigger()
    heard(qtbot, window)
    before = everything_said(window)
    assert {"All posts", "Inbox", "Import", "Date", "&File"} <= before

    window.actions_by_name["language_zh_CN"].trigger()
    heard(qtbot, window)
    said = everything_said(window)
    assert {"全部稿件", "收稿", "导入", "日期", "文件(&F)", "导入文件 (Ctrl+O)"} <= said
    assert {text for text in said if in_english(text)} == set()
    for query in POSTS:
        show(qtbot, window, services, query)
        assert {text for text in everything_said(window) if in_english(text)} == set()
        assert cut_off(qtbot, window) == []
    show(qtbot, window, services, "is:broken")
    assert SettingsFile(tmp_path / "settings.toml").current.language == "zh_CN"
    assert window.actions_by_name["language_zh_CN"].isChecked()
    assert not window.actions_by_name["language_en"].isChecked()

    window.actions_by_name["language_en"].trigger()
    heard(qtbot, window)
    assert everything_said(window) == before


def test_the_system_decides_where_nothing_is_chosen(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    window.actions_by_name["language_system"].trigger()
    heard(qtbot, window)
    assert _sidebar(window)[0] == "全部稿件"
    assert SettingsFile(tmp_path / "settings.toml").current.language == ""
    assert window.actions_by_name["language_system"].isChecked()


def test_a_change_of_language_loses_nothing_that_is_being_typed(
    qtbot: QtBot, window: MainWindow, services: Services, site: Path
) -> None:
    take_in(qtbot, window, site)
    show(qtbot, window, services, "title:Welcome")
    title = window.post.editor.findChild(QLineEdit, "title_field")
    assert title is not None
    title.setFocus()
    title.end(False)
    qtbot.keyClicks(title, ", again")  # type: ignore[no-untyped-call]
    window.actions_by_name["language_zh_CN"].trigger()
    heard(qtbot, window)
    assert title.text().endswith(", again")
    assert window.focusWidget() is title
    assert b", again" in services.library.load(window.post.post).source  # type: ignore[arg-type]


def test_dialogs_and_calendars_of_qt_speak_it_too(qapp: QApplication) -> None:
    def cancel() -> str:
        return QCoreApplication.translate("QPlatformTheme", "Cancel")

    languages.speak(qapp, "zh_CN")
    assert cancel() == "取消"
    assert QLocale().dayName(1) == "星期一"
    languages.speak(qapp, "en")
    assert cancel() == "Cancel"
    assert QLocale().dayName(1) == "Monday"


def test_status_names_follow_the_language(
    qtbot: QtBot, qapp: QApplication, window: MainWindow
) -> None:
    languages.speak(qapp, "zh_CN")
    heard(qtbot, window)
    assert _sidebar(window)[1 : 1 + len(Status)] == ["收稿", "审读", "备妥", "发布", "回收站"]
