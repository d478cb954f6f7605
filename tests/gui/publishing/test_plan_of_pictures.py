"""The plan in its window: which pictures go out with a post, where to, and that this can be changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.post import PostId
from curator.gui.application import make_application
from curator.gui.publishing.exporter import Exporter
from curator.gui.publishing.plan_dialog import PlanDialog
from curator.services import Services
from curator.services.publish import Selection
from tests.gui.workplace import Workplace

DOCX = Path(__file__).parents[2] / "data" / "intake" / "documents" / "voyage.docx"


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(str(tmp_path / "library.db")) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: S\n")
    return root


def rows(dialog: PlanDialog) -> dict[str, str]:
    """Return what the table says of each file."""
    model = dialog.table.model()
    return {
        model.index(row, 1).data(): model.index(row, 2).data() for row in range(model.rowCount())
    }


def test_pictures_are_named_and_go_where_the_editor_says(
    services: Services, site: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    report = services.ingest.apply(services.ingest.plan([DOCX]))
    post = report.items[0].post
    assert post is not None
    place = Workplace(services, tmp_path, qtbot, qapp)
    exporter = Exporter(place.desk)
    exporter.plan(site, Selection(posts=(PostId(post),)))
    qtbot.waitUntil(lambda: exporter.dialog is not None, timeout=20_000)
    dialog = exporter.dialog
    assert dialog is not None
    title = services.library.load(post).title
    (name,) = (path for path in rows(dialog) if path.startswith("assets/images/"))
    assert rows(dialog)[name] == f"a picture of “{title}”"
    assert dialog.pattern.text() == "assets/images/{year}/{slug}-{n}.{ext}"

    # A pattern that names no files is refused where it stands.
    fault = dialog.findChild(QLabel, "pattern_fault")
    assert fault is not None
    dialog.pattern.clear()
    QTest.keyClicks(dialog.pattern, "../{n}.{ext}")
    assert fault.isVisible()
    dialog.pattern.clear()
    QTest.keyClicks(dialog.pattern, "img/{n}.{ext}")
    assert not fault.isVisible()
    assert not dialog.go.isEnabled(), "what is confirmed is what is shown"
    QTest.keyClick(dialog.pattern, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: exporter.dialog not in {None, dialog}, timeout=20_000)
    again = exporter.dialog
    assert again is not None
    assert "img/1.png" in rows(again)
    assert list((site / "_posts").iterdir()) == [], "Return wrote nothing"
    again.go.click()
    qtbot.waitUntil((site / "img/1.png").is_file, timeout=20_000)
    qtbot.waitUntil(lambda: not place.desk.tasks.busy, timeout=20_000)
    assert services.publish.picture_pattern(site) == "img/{n}.{ext}"
