"""Another library in the same program: opened, remembered, backed up, by the menu."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from curator.gui.window import MainWindow
from tests.e2e.conftest import settle
from tests.e2e.library_walk import choose


def test_other_libraries_open_in_the_same_program(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.e2e.library_walk", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


def test_a_backup_and_plain_files_from_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    article = tmp_path / "one.md"
    article.write_text("---\ntitle: one\n---\nwords\n", "utf-8")
    window.take_in([article])
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    settle(qtbot, window)
    window.actions_by_name["back_up"].trigger()
    choose(window, tmp_path / "copy.db")
    qtbot.waitUntil(lambda: "copy.db" in window.notices.text, timeout=20_000)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as file:
        assert file.execute("SELECT title FROM posts").fetchall() == [("one",)]
    window.actions_by_name["export_plain"].trigger()
    choose(window, tmp_path / "plain")
    qtbot.waitUntil(lambda: "as plain files" in window.notices.text, timeout=20_000)
    assert (tmp_path / "plain" / "library.json").is_file()
    window.actions_by_name["rebuild_library"].trigger()
    choose(window, tmp_path / "plain")
    choose(window, tmp_path / "rebuilt.db")
    qtbot.waitUntil(lambda: "rebuilt.db" in window.notices.text, timeout=20_000)
    window.actions_by_name["compact"].trigger()
    qtbot.waitUntil(lambda: "MB" in window.notices.text, timeout=20_000)
    settle(qtbot, window)
