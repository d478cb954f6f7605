"""The whole way: a post of a library, the real Jekyll, Curator's own page, the window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from curator import resources
from curator.composition import open_services
from curator.domain.post import PostId
from curator.gui.notices import NoticeBar
from curator.gui.tasks import TaskRunner
from curator.gui.theme import Theme
from curator.gui.truth.comparer import Comparer
from curator.services import Services
from tests.gui.truth.test_comparer import qapp, theme

__all__ = ["qapp", "theme"]

pytestmark = pytest.mark.jekyll


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    if shutil.which("jekyll") is None:
        pytest.skip("Debian's package jekyll is not installed")
    site = shutil.copytree(resources.path("sample-site"), tmp_path / "sample")
    with open_services(str(tmp_path / "library.db")) as opened:
        opened.ingest.apply(opened.ingest.plan([Path(site)]))
        yield opened


def test_a_post_of_the_sample_site(
    qtbot: QtBot, theme: Theme, services: Services, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    tasks = TaskRunner(parent)
    crashes: list[object] = []
    tasks.crashed.connect(crashes.append)
    trusted: set[Path] = set()
    comparer = Comparer(
        parent,
        services.truth,
        tasks,
        theme,
        NoticeBar(parent),
        is_trusted=trusted.__contains__,
        trust=trusted.add,
    )
    post = PostId(services.library.find("title:茶价周报")[0])
    comparer.start(post, "茶价周报")
    window = comparer.window
    assert window is not None
    heading = window.findChild(QLabel, "truth_heading")
    assert heading is not None
    try:
        qtbot.waitUntil(
            lambda: bool(crashes) or heading.text() == "Both pages are the same.", timeout=60_000
        )
        assert not crashes
        assert window.messages.toPlainText().count("done in")
    finally:
        window.close()
        tasks.close()
