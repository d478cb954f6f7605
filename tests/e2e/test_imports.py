"""Imports in the real window: real drops of real files, seen in the window of imports."""

import os
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.post import PostId
from curator.gui.importing.imports_window import ImportsWindow
from curator.gui.importing.session_model import Column, Shown
from curator.gui.window import MainWindow
from curator.services import Services
from curator.services.import_items import Outcome
from tests.e2e.conftest import OpenWindow, drop, settle

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

FILES = 4_000
TEXT = "码头夜市周末开张，摊主们忙着搬运货物，孩子们在灯下追逐。天气转凉，热汤最受欢迎。"


def article(folder: Path, name: str, title: str, text: str = TEXT) -> Path:
    """Write an article that is like no other."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"---\ntitle: {title}\n---\n{title}：{text}\n", "utf-8")
    return path


def shown(window: MainWindow) -> ImportsWindow:
    imports = window.importer.window
    assert imports is not None
    return imports


def cells(imports: ImportsWindow, column: Column) -> list[str]:
    model = imports.table.model()
    return [str(model.index(row, column.value).data()) for row in range(model.rowCount())]


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    button = parent.findChild(QPushButton, name)
    assert button is not None, name
    qtbot.waitUntil(button.isVisible, timeout=10_000)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_new_articles_stay_quiet_and_can_be_shown_and_taken_back(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    drop(window, article(tmp_path / "in", "a.md", "茶价"))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    assert window.importer.window is None
    assert window.notices.text == "1 imported"
    press(qtbot, window, "notice_other")
    settle(qtbot, window)
    imports = shown(window)
    assert cells(imports, Column.NAME) == ["a.md"]
    assert cells(imports, Column.OUTCOME) == ["new"]
    press(qtbot, imports, "imports_undo")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 0, timeout=20_000)
    assert services.library.undoable() is None
    qtbot.waitUntil(lambda: not imports.undo.isVisible(), timeout=5_000)
    press(qtbot, window, "notice_action")
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    settle(qtbot, window)
    qtbot.waitUntil(imports.undo.isVisible, timeout=5_000)


def test_everything_dropped_at_once_is_one_import_that_undo_takes_back_whole(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    files = [article(folder, f"{n}.md", f"第{n}篇 {'山水花鸟'[n]}", f"{n}" * 400) for n in range(4)]
    archive = tmp_path / "letters.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(article(tmp_path, "x.md", "邮船到港", "码头" * 300), "2022/x.md")
        packed.writestr("2022/broken.docx", b"PK\x03\x04 cut off")
    drop(window, archive, folder)
    qtbot.waitUntil(lambda: window.importer.window is not None, timeout=20_000)
    settle(qtbot, window)
    imports = shown(window)
    assert window.posts.model.rowCount() == len(files) + 1
    failed = cells(imports, Column.OUTCOME).index("failed")
    assert "broken.docx" in cells(imports, Column.NAME)[failed]
    assert "is damaged" in cells(imports, Column.NOTES)[failed]
    imports.table.selectRow(failed)
    assert "letters.zip/2022/broken.docx" in imports.details.text.replace(" › ", "/")
    press(qtbot, imports, "imports_undo")
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 0, timeout=20_000)


def test_what_failed_is_tried_again_once_it_can_be_read(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    good = article(tmp_path / "in", "good.md", "茶价")
    late = tmp_path / "in" / "late.md"
    late.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    drop(window, good, late)
    qtbot.waitUntil(lambda: window.importer.window is not None, timeout=20_000)
    settle(qtbot, window)
    imports = shown(window)
    assert cells(imports, Column.OUTCOME) == ["new", "failed"]
    article(tmp_path / "in", "late.md", "迟到的稿子", "晚" * 300)
    press(qtbot, imports, "imports_retry")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: cells(imports, Column.OUTCOME) == ["new", "new"], timeout=20_000)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 2, timeout=20_000)
    qtbot.waitUntil(lambda: not imports.retry.isVisible(), timeout=5_000)


def test_duplicates_name_what_they_are_like_and_are_kept_on_demand(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    first = article(tmp_path / "in", "a.md", "茶价小幅走高", TEXT * 5)
    drop(window, first)
    settle(qtbot, window)
    again = tmp_path / "again.md"
    again.write_bytes(first.read_bytes())
    drop(window, again)
    settle(qtbot, window)
    window.actions_by_name["imports"].trigger()
    settle(qtbot, window)
    imports = shown(window)
    assert cells(imports, Column.OUTCOME) == ["duplicate"]
    assert cells(imports, Column.NOTES) == ["The same text is in the library already."]
    qtbot.waitUntil(lambda: cells(imports, Column.DUPLICATE_OF) == ["茶价小幅走高"], timeout=5_000)
    imports.table.selectRow(0)
    assert not imports.replace.isVisible()  # there is nothing to replace: the texts are the same
    press(qtbot, imports, "imports_keep")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: cells(imports, Column.OUTCOME) == ["new"], timeout=20_000)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 2, timeout=20_000)


def test_all_duplicates_at_once_replace_the_posts_they_are_like(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    titles = ["茶价小幅走高", "邮船改道进港"]
    for number, title in enumerate(titles):
        drop(window, article(tmp_path / "in", f"{number}.md", title, f"{title}的长文" * 40))
        settle(qtbot, window)
    changed = [
        article(tmp_path / "out", f"{number}.md", title, f"{title}的长文" * 40 + "补充一句。")
        for number, title in enumerate(titles)
    ]
    drop(window, *changed)
    settle(qtbot, window)
    window.importer.show()
    settle(qtbot, window)
    imports = shown(window)
    assert cells(imports, Column.OUTCOME) == ["duplicate", "duplicate"]
    imports.table.selectRow(0)
    press(qtbot, imports, "imports_select_alike")
    assert len(imports.chosen()) == 2
    press(qtbot, imports, "imports_replace")
    settle(qtbot, window)
    live = imports.live
    assert live is not None
    qtbot.waitUntil(lambda: live.counts == {Outcome.UPDATED: 2}, timeout=20_000)
    texts = [services.library.load(PostId(post)).source for post in services.library.find("")]
    assert sorted(texts) == sorted(path.read_bytes() for path in changed)
    press(qtbot, imports, "imports_undo")
    settle(qtbot, window)
    texts = [services.library.load(PostId(post)).source for post in services.library.find("")]
    assert not any("补充".encode() in text for text in texts)


def test_a_near_duplicate_is_compared_and_decided_about(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    text = "".join(f"第{number}段：{TEXT}\n\n" for number in range(8))
    drop(window, article(tmp_path / "in", "a.md", "茶价小幅走高", text))
    settle(qtbot, window)
    drop(window, article(tmp_path / "in", "b.md", "茶价走高", text.replace("热汤", "热茶", 1)))
    # That it is the same article is a guess, so somebody has to look.
    qtbot.waitUntil(lambda: window.importer.window is not None, timeout=20_000)
    settle(qtbot, window)
    imports = shown(window)
    imports.table.selectRow(0)
    press(qtbot, imports, "imports_compare")
    qtbot.waitUntil(lambda: window.import_comparer.window is not None, timeout=20_000)
    compared = window.import_comparer.window
    assert compared is not None
    qtbot.waitUntil(lambda: "热茶" in compared.texts.toPlainText(), timeout=20_000)
    assert "茶价小幅走高" in compared.texts.toPlainText()
    assert "b.md" in compared.texts.toPlainText()
    press(qtbot, compared, "compare_keep")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 2, timeout=20_000)
    assert services.duplicates.groups() == []  # keeping it says that it is another article


def test_a_cancelled_import_goes_on_where_it_stopped(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    for number in range(FILES):
        article(folder, f"{number:04}.md", f"第{number}篇", os.urandom(200).hex())
    drop(window, folder)
    window.importer.show()
    imports = shown(window)
    live = imports.live
    assert live is not None
    qtbot.waitUntil(lambda: live.model.count(Shown.ADDED) > 0, timeout=20_000)
    press(qtbot, imports, "imports_cancel")
    settle(qtbot, window)
    stored = live.model.count(Shown.ADDED)
    assert 0 < stored < FILES
    assert live.waiting == FILES - stored
    qtbot.waitUntil(imports.resume.isVisible, timeout=5_000)
    press(qtbot, imports, "imports_resume")
    settle(qtbot, window)
    assert live.counts == {Outcome.ADDED: FILES}
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == FILES, timeout=20_000)


def test_an_import_cut_off_by_a_crash_is_offered_at_the_next_start(
    qtbot: QtBot, open_window: OpenWindow, services: Services, tmp_path: Path
) -> None:
    files = [article(tmp_path / "in", f"{n}.md", f"第{n}篇", f"{n}" * 300) for n in range(6)]

    class Killed(BaseException):
        """Ends the work like a killed process: nothing is tidied up."""

    told = 0

    def tell(_event: object) -> None:
        nonlocal told
        told += 1
        if told == 2:  # everything is listed, nothing is read
            raise Killed

    with pytest.raises(Killed):
        services.sessions.start(files, tell=tell)
    window = open_window()
    qtbot.waitUntil(lambda: "interrupted" in window.notices.text, timeout=20_000)
    assert window.notices.text == "An import of 6 files was interrupted after 0."
    press(qtbot, window, "notice_action")
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 6, timeout=20_000)
    settle(qtbot, window)
    assert services.sessions.resumable() == []


def test_an_interrupted_import_can_be_left(
    qtbot: QtBot, open_window: OpenWindow, services: Services, tmp_path: Path
) -> None:
    files = [article(tmp_path / "in", f"{n}.md", f"第{n}篇") for n in range(2)]
    with pytest.raises(ZeroDivisionError):
        services.sessions.start(
            files, tell=lambda event: 1 // (0 if hasattr(event, "items") else 1)
        )
    window = open_window()
    qtbot.waitUntil(lambda: "interrupted" in window.notices.text, timeout=20_000)
    press(qtbot, window, "notice_other")
    settle(qtbot, window)
    assert services.sessions.resumable() == []
    assert len(services.library.find("")) == 0


def test_the_charset_is_named_and_another_one_replaces_the_text(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    text = "---\ntitle: 港口\n---\n" + TEXT
    path = tmp_path / "gbk.md"
    path.write_bytes(text.encode("gb18030"))
    drop(window, path)
    settle(qtbot, window)
    window.importer.show()
    settle(qtbot, window)
    imports = shown(window)
    imports.table.selectRow(0)
    assert "Read as gb18030" in imports.details.text
    panel = imports.details.charset
    qtbot.waitUntil(lambda: "码头夜市" in panel.preview.toPlainText(), timeout=10_000)
    assert panel.charset == "gb18030"
    panel.choice.setCurrentIndex(panel.choice.findData("big5"))
    expected = text.encode("gb18030").decode("big5", "replace")
    last = expected.splitlines()[-1]
    qtbot.waitUntil(lambda: last in panel.preview.toPlainText(), timeout=10_000)
    qtbot.mouseClick(panel.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    (post,) = services.library.find("")
    assert services.library.load(PostId(post)).source == expected.encode()
    window.way_back.undo()
    settle(qtbot, window)
    assert services.library.load(PostId(post)).source == text.encode("gb18030")


def hover(window: MainWindow, data: QMimeData) -> str:
    """Drag something over the window and return what the window says."""
    enter = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    veil = window.findChild(QWidget, "drop_veil")
    assert veil is not None
    said = veil.accessibleName() if veil.isVisible() else ""
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not veil.isVisible()
    return said


def test_the_window_says_what_a_drop_would_do(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    site = tmp_path / "journal"
    site.mkdir()
    (site / "_config.yml").write_text("title: x\n")
    plain = tmp_path / "articles"
    files = [article(plain, f"{n}.md", "x") for n in range(12)]

    def said(*things: Path | str) -> str:
        data = QMimeData()
        data.setUrls(
            [QUrl(one) if isinstance(one, str) else QUrl.fromLocalFile(str(one)) for one in things]
        )
        return hover(window, data)

    assert said(site) == "Import the posts of the site “journal”"
    assert said(plain) == "Import the folder “articles”"
    assert said(files[0]) == "Import 1 file"
    assert said(*files, plain) == "Import 12 files and a folder"
    assert said("https://example.org/a", "https://example.org/b") == "Fetch 2 links"
    assert said(tmp_path / "a.png").startswith("Pictures are no articles")
    data = QMimeData()
    data.setHtml("<p>从网页上拖来</p>")
    assert hover(window, data) == "Import what is selected as an article"
    assert hover(window, QMimeData()) == ""


def test_pictures_are_refused_with_a_reason(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    drop(window, picture)
    settle(qtbot, window)
    assert "Pictures are no articles" in window.notices.text
    assert services.sessions.recent() == []


def test_every_part_of_the_window_has_a_name(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    drop(window, article(tmp_path / "in", "a.md", "茶价"))
    settle(qtbot, window)
    window.importer.show()
    settle(qtbot, window)
    imports = shown(window)
    for part in (imports.list, imports.table, imports.filter, imports.details.charset.choice):
        assert part.accessibleName(), part.objectName()
    model = imports.table.model()
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("a.md, Markdown, new, ")
    imports.table.setFocus()
    imports.table.selectRow(0)
    with qtbot.waitSignal(imports.post_requested):
        qtbot.keyClick(imports.table, Qt.Key.Key_Return)


def test_an_import_that_the_window_was_closed_over_is_offered_again(
    qtbot: QtBot, open_window: OpenWindow, services: Services, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    for number in range(FILES):
        article(folder, f"{number:04}.md", f"第{number}篇", os.urandom(200).hex())
    first = open_window()
    drop(first, folder)
    qtbot.waitUntil(lambda: first.posts.model.rowCount() > 0, timeout=20_000)
    first.close()
    (left,) = services.sessions.resumable()
    assert 0 < left.waiting < FILES
    second = open_window()
    qtbot.waitUntil(lambda: "interrupted" in second.notices.text, timeout=20_000)
    press(qtbot, second, "notice_action")
    qtbot.waitUntil(lambda: second.posts.model.rowCount() == FILES, timeout=60_000)
    settle(qtbot, second)
    assert services.sessions.resumable() == []


def test_a_selection_dragged_from_a_browser_becomes_an_article(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    data = QMimeData()
    data.setHtml("<!--StartFragment--><h1>港口</h1><p>码头夜市周末开张。</p><!--EndFragment-->")
    data.setText("港口 码头夜市周末开张。")
    middle = window.rect().center()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(middle, copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(middle.toPointF(), copy, data, left, none))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    (post,) = services.library.find("")
    stored = services.library.load(PostId(post))
    assert stored.title == "港口"
    assert "码头夜市周末开张。" in stored.source.decode()


def test_links_are_fetched_and_two_drops_are_two_imports(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    window.take_in(["http://127.0.0.1:9/never"])
    drop(window, article(tmp_path / "in", "a.md", "茶价"))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    imports = shown(window)  # a link that cannot be fetched needs a look
    settle(qtbot, window)
    assert imports.list.count() == 2
    failed = next(one for one in services.sessions.recent() if one.counts.get(Outcome.FAILED))
    (item,) = services.sessions.items(failed.id)
    assert item.source == "http://127.0.0.1:9/never"
    assert item.error is not None


def test_earlier_imports_are_remembered_and_can_still_be_taken_back(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    first = open_window()
    drop(first, article(tmp_path / "in", "a.md", "茶价"))
    settle(qtbot, first)
    first.close()
    second = open_window()
    settle(qtbot, second)
    second.actions_by_name["imports"].trigger()
    settle(qtbot, second)
    imports = shown(second)
    qtbot.waitUntil(lambda: cells(imports, Column.NAME) == ["a.md"], timeout=10_000)
    assert cells(imports, Column.OUTCOME) == ["new"]
    press(qtbot, imports, "imports_undo")
    qtbot.waitUntil(lambda: second.posts.model.rowCount() == 0, timeout=20_000)
    settle(qtbot, second)
