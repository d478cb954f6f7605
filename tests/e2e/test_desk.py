"""The desk from end to end: dropped on the window, edited in the form, exported, built by Jekyll."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from curator import resources
from curator.domain.changes import Aspect, PostsChanged
from curator.domain.listing import ListedPost
from curator.domain.post import PostId, Status, SyncState
from curator.gui.post_list.model import PostRole
from curator.gui.post_pane import Mode
from curator.gui.window import MainWindow
from curator.services import Services
from tests.e2e.conftest import OpenWindow, drop, settle
from tests.e2e.jekyll import build, needs_jekyll

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

SITE = {
    "_config.yml": "title: 测试站\ntimezone: Asia/Shanghai\n",
    "_layouts/post.html": "<title>{{ page.title }}</title>\n<main>{{ content }}</main>\n",
    "_posts/2022-01-11-NW1.md": (
        '---\nlayout: post\ntitle: "茶价小幅走高"\ndate: 2022-01-11 18:09:11 +0800\n'
        "categories: market\ntags: 行情\n---\n<p>茶价小幅走高，成交清淡。</p>\n"
    ),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small Jekyll site."""
    root = tmp_path / "site"
    for name, text in SITE.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def rows(window: MainWindow) -> list[ListedPost]:
    model = window.posts.model
    found = [model.data(model.index(row, 0), PostRole) for row in range(model.rowCount())]
    return [row for row in found if isinstance(row, ListedPost)]


def field(window: MainWindow, name: str) -> QLineEdit:
    found = window.post.editor.findChild(QWidget, name)
    assert isinstance(found, QLineEdit), found
    return found


def press(qtbot: QtBot, window: MainWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@needs_jekyll
@pytest.mark.jekyll
def test_dropped_edited_exported_and_built(
    qtbot: QtBot, window: MainWindow, services: Services, site: Path, tmp_path: Path
) -> None:
    before = {path: (site / path).read_bytes() for path in SITE}
    assert drop(window.posts.view.viewport(), site)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.post.post is not None, timeout=20_000)
    settle(qtbot, window)

    title = field(window, "title_field")
    assert title.text() == "茶价小幅走高"
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Tea prices up: a little")
    qtbot.waitUntil(lambda: "Tea prices up" in rows(window)[0].title, timeout=8_000)
    settle(qtbot, window)
    assert rows(window)[0].sync is SyncState.EDITED_HERE
    assert {path: (site / path).read_bytes() for path in SITE} == before

    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: window.exporter.dialog is not None, timeout=20_000)
    dialog = window.exporter.dialog
    assert dialog is not None
    qtbot.waitUntil(
        lambda: '+title: "Tea prices up: a little"' in dialog.diff.toPlainText(), timeout=20_000
    )
    press(qtbot, window, "export_confirm")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: rows(window)[0].sync is SyncState.SAME, timeout=20_000)
    post = "_posts/2022-01-11-NW1.md"
    changed = before | {
        post: before[post].replace("茶价小幅走高".encode(), b"Tea prices up: a little", 1)
    }
    assert {path: (site / path).read_bytes() for path in SITE} == changed
    assert sorted(path.name for path in site.iterdir()) == ["_config.yml", "_layouts", "_posts"]

    built = build(site, tmp_path / "built")
    page = (built / "market/2022/01/11/NW1.html").read_text("utf-8")
    assert "<title>Tea prices up: a little</title>" in page
    assert "<p>茶价小幅走高，成交清淡。</p>" in page

    window.way_back.undo()
    settle(qtbot, window)
    assert (site / post).read_bytes() == before[post] or b"Tea" not in (site / post).read_bytes()


def test_a_new_article_is_written_where_the_site_keeps_its_posts(
    qtbot: QtBot, window: MainWindow, site: Path, tmp_path: Path
) -> None:
    note = tmp_path / "note.html"
    note.write_text("<h1>码头夜市</h1><p>周末开张。</p>", "utf-8")
    drop(window, site)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    drop(window.post.preview, note)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 2, timeout=20_000)
    settle(qtbot, window)
    (new,) = [row for row in rows(window) if row.sync is SyncState.NEW]
    window.posts.view.show_post(new.id)
    settle(qtbot, window)
    window.actions_by_name["to_ready"].trigger()
    settle(qtbot, window)
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: window.exporter.dialog is not None, timeout=20_000)
    press(qtbot, window, "export_confirm")
    settle(qtbot, window)
    written = [path for path in (site / "_posts").iterdir() if "NW1" not in path.name]
    assert len(written) == 1
    assert written[0].name.endswith("-码头夜市.html") or written[0].name.endswith("-码头夜市.md")
    text = written[0].read_text("utf-8")
    assert text.endswith("<h1>码头夜市</h1><p>周末开张。</p>")
    assert "layout: post\n" in text


def test_typing_survives_a_closed_window(
    qtbot: QtBot, open_window: OpenWindow, services: Services, site: Path
) -> None:
    window = open_window()
    drop(window, site)
    qtbot.waitUntil(lambda: window.post.post is not None, timeout=10_000)
    settle(qtbot, window)
    body = window.post.editor.body.editor
    body.setFocus()
    qtbot.keyClicks(body, "last words ")
    window.close()
    post = PostId(services.library.find("")[0])
    assert b"last words " in services.library.load(post).source


def test_the_filter_asks_the_library_and_says_what_is_wrong(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    for name in ("alpha", "beta", "gamma"):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n")
    drop(window, *sorted(tmp_path.glob("*.md")))
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 3, timeout=20_000)
    qtbot.keyClicks(window.posts.field, "bet")
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    qtbot.keyClicks(window.posts.field, " colour:x")
    fault = window.posts.findChild(QWidget, "filter_fault")
    assert fault is not None
    qtbot.waitUntil(fault.isVisible, timeout=20_000)
    assert window.posts.model.rowCount() == 1
    qtbot.keyClick(window.posts.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 3, timeout=20_000)
    assert not fault.isVisible()


def test_a_selection_survives_what_others_change(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    for number in range(5):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: post {number}\n---\n")
    drop(window, *sorted(tmp_path.glob("*.md")))
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 5, timeout=20_000)
    settle(qtbot, window)
    ids = list(window.posts.model.ids())
    window.posts.view.selectAll()
    window.actions_by_name["to_review"].trigger()
    settle(qtbot, window)
    assert {row.status for row in rows(window)} == {Status.REVIEW}
    assert sorted(window.posts.view.chosen()) == sorted(ids)
    window.way_back.undo()
    settle(qtbot, window)
    assert {row.status for row in rows(window)} == {Status.INBOX}


def test_what_cannot_be_taken_in_is_shown_and_the_rest_is(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "picture.md"
    good.write_text("---\ntitle: good\n---\n")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    drop(window, good, bad)
    qtbot.waitUntil(lambda: window.importer.window is not None, timeout=20_000)
    imports = window.importer.window
    assert imports is not None
    model = imports.table.model()
    assert "is a picture" in str(model.index(1, 3).data())
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    settle(qtbot, window)
    assert "1 failed" in window.notices.text


def test_the_first_start_offers_the_sample(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    shutil.copytree(resources.path("sample-site"), tmp_path / "sample")
    window = open_window(welcomed=False)
    qtbot.waitUntil(window.welcome.isVisible, timeout=20_000)
    press(qtbot, window, "welcome_sample")
    qtbot.waitUntil(lambda: window.posts.model.rowCount() > 10, timeout=10_000)
    settle(qtbot, window)
    assert not window.welcome.isVisible()


def test_every_mode_shows_its_panes(qtbot: QtBot, window: MainWindow) -> None:
    for mode, editor, preview in (
        (Mode.PREVIEW, False, True),
        (Mode.SOURCE, True, False),
        (Mode.SPLIT, True, True),
    ):
        window.actions_by_name[f"show_{mode.value}"].trigger()
        assert window.post.editor.isVisible() is editor
        assert window.post.preview.isVisible() is preview


def test_every_control_has_a_name_for_those_who_cannot_see_it(window: MainWindow) -> None:
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QTreeView

    kinds = (QAbstractButton, QComboBox, QLineEdit, QTreeView)
    nameless = []
    for kind in kinds:
        for control in window.findChildren(kind):
            if not control.isVisible():
                continue
            interface = QAccessible.queryAccessibleInterface(control)
            if interface is not None and not interface.text(QAccessible.Text.Name):
                nameless.append((type(control).__name__, control.objectName()))
    assert not nameless


def test_the_verdict_follows_the_typing_and_mends_what_it_names(
    qtbot: QtBot, window: MainWindow, services: Services, site: Path
) -> None:
    drop(window, site)
    qtbot.waitUntil(lambda: window.post.post is not None, timeout=20_000)
    settle(qtbot, window)
    words = window.post.verdict.findChild(QLineEdit, "verdict_address")
    assert isinstance(words, QLineEdit)
    qtbot.waitUntil(lambda: words.text() == "/market/2022/01/11/NW1.html", timeout=20_000)
    date = field(window, "date_field")
    date.setFocus()
    date.selectAll()
    qtbot.keyClicks(date, "2022-01-11 18:09:11")
    qtbot.keyClick(date, Qt.Key.Key_Tab)
    # A time without an offset is UTC to Jekyll: in Shanghai that is the next day.
    qtbot.waitUntil(lambda: "/2022/01/12/" in words.text(), timeout=20_000)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: any(row.problems for row in rows(window)), timeout=20_000)
    post = window.post.post
    assert post is not None
    press_problem = window.post.verdict.findChild(QToolButton, "verdict_problems")
    assert press_problem is not None
    qtbot.mouseClick(press_problem, Qt.MouseButton.LeftButton)
    fix = window.post.verdict.findChild(QPushButton, "finding_fix")
    assert fix is not None
    qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: b"+0800" in services.library.load(post).source, timeout=20_000)


def test_the_whole_site_is_checked_mended_and_taken_back(
    qtbot: QtBot, window: MainWindow, services: Services, site: Path
) -> None:
    for number in range(3):
        file = site / f"_posts/2022-02-0{number + 1}-naive.md"
        file.write_text(f"---\nlayout: post\ntitle: t{number}\ndate: 2022-02-01 10:00:00\n---\nx\n")
    drop(window, site)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 4, timeout=20_000)
    settle(qtbot, window)
    window.actions_by_name["check"].trigger()
    qtbot.waitUntil(lambda: window.checker.report is not None, timeout=20_000)
    report = window.checker.report
    assert report is not None
    kinds = [report.kinds.item(row).text() for row in range(report.kinds.count())]
    naive = next(row for row, kind in enumerate(kinds) if kind.startswith("naive-date\n"))
    report.kinds.setCurrentRow(naive)
    assert report.table.model().rowCount() == 3
    before = [services.library.load(PostId(one)).source for one in services.library.find("naive")]
    button = report.findChild(QPushButton, "report_fix")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "3 posts were mended" in window.notices.text, timeout=20_000)
    settle(qtbot, window)
    after = [services.library.load(PostId(one)).source for one in services.library.find("naive")]
    assert all(b"date: 2022-02-01 10:00:00 +" in source for source in after)
    window.way_back.undo()
    settle(qtbot, window)
    again = [services.library.load(PostId(one)).source for one in services.library.find("naive")]
    assert again == before


def test_a_conflict_is_settled_as_chosen(
    qtbot: QtBot, window: MainWindow, services: Services, site: Path
) -> None:
    drop(window, site)
    qtbot.waitUntil(lambda: window.post.post is not None, timeout=20_000)
    settle(qtbot, window)
    title = field(window, "title_field")
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Mine")
    settle(qtbot, window)
    file = site / "_posts/2022-01-11-NW1.md"
    file.write_text(file.read_text("utf-8") + "theirs\n", "utf-8")
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: window.exporter.dialog is not None, timeout=20_000)
    first = window.exporter.dialog
    assert first is not None
    assert not first.plan.can_apply
    choice = first.findChild(QComboBox, "conflict_choice")
    assert choice is not None
    choice.setCurrentIndex(3)
    choice.activated.emit(3)
    qtbot.waitUntil(
        lambda: window.exporter.dialog is not None and window.exporter.dialog is not first,
        timeout=20_000,
    )
    press(qtbot, window, "export_confirm")
    settle(qtbot, window)
    text = file.read_text("utf-8")
    assert 'title: "Mine"' in text
    assert "theirs" not in text


def test_a_change_of_the_post_shown_does_not_hold_up_the_one_just_chosen(
    qtbot: QtBot, window: MainWindow, services: Services, site: Path
) -> None:
    (site / "_posts/2022-01-12-NW2.md").write_text("---\ntitle: 次日\n---\n正文。\n", "utf-8")
    window.take_in([site])
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 2, timeout=20_000)
    settle(qtbot, window)
    first, second = (PostId(number) for number in window.posts.model.ids())
    window.posts.view.show_post(first)
    qtbot.waitUntil(lambda: window.post.post == first, timeout=20_000)
    settle(qtbot, window)

    window.posts.view.show_post(second)
    window.events.posts_changed.emit(PostsChanged(frozenset({first}), Aspect.TEXT, None))
    settle(qtbot, window)
    assert window.post.post == second

    window.posts.view.show_post(first)
    window.posts.view.clearSelection()
    settle(qtbot, window)
    assert window.post.post == window.posts.view.current


def test_a_shortcut_chooses_one_post_though_its_ctrl_is_still_held_down(
    qtbot: QtBot, window: MainWindow, services: Services, site: Path
) -> None:
    (site / "_posts/2022-01-12-NW2.md").write_text("---\ntitle: 次日\n---\n正文。\n", "utf-8")
    window.take_in([site])
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 2, timeout=20_000)
    settle(qtbot, window)
    first, second = (PostId(number) for number in window.posts.model.ids())
    view = window.posts.view
    qtbot.keyPress(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    for post in (first, second, first):
        view.show_post(post)
        assert view.chosen() == [post]
    view.step(1)
    assert view.chosen() == [second]
    qtbot.keyRelease(view, Qt.Key.Key_A)
