"""The trash in the window: posts go back at once, and are deleted only after one question."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.post import PostId, Status
from curator.gui.application import make_application
from curator.gui.trash.trash_desk import TrashDesk
from curator.services import Services
from tests.gui.workplace import Workplace
from tests.services.conftest import write_tree
from tests.services.test_history import taken_in

WAIT = 20_000


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(str(tmp_path / "library.db")) as opened:
        yield opened


@pytest.fixture
def work(
    qtbot: QtBot, qapp: QApplication, services: Services, tmp_path: Path
) -> Iterator[Workplace]:
    """Two loose posts, one of them ready, and one of a site; all of them in the trash."""
    made = Workplace(services, tmp_path, qtbot, qapp)
    one = taken_in(services, tmp_path / "in", b"---\ntitle: A\n---\nwords\n", "a.md")
    two = taken_in(services, tmp_path / "in", b"---\ntitle: B\n---\nother\n", "b.md")
    files: dict[str, str | bytes] = {"_config.yml": "", "_posts/2022-01-11-c.md": "---\n---\nc\n"}
    site = write_tree(tmp_path / "site", files)
    services.ingest.apply(services.ingest.plan([site]))
    placed = PostId(max(services.library.find("")))
    services.library.set_status([two], Status.READY)
    services.library.set_status([one, two, placed], Status.TRASH)
    made.chosen = [one, two, placed]
    yield made
    made.desk.tasks.close()


def status(work: Workplace, place: int) -> Status:
    return work.desk.services.library.load(work.chosen[place]).status


def test_posts_go_back_to_where_they_stood(qtbot: QtBot, work: Workplace) -> None:
    feature = TrashDesk(work.desk)
    feature.commands()["restore"]()
    said = "3 posts are where they stood before."
    qtbot.waitUntil(lambda: work.desk.notices.text == said, timeout=WAIT)
    assert [status(work, place) for place in (0, 1)] == [Status.INBOX, Status.READY]
    assert status(work, 2) is not Status.TRASH
    feature.commands()["restore"]()
    nothing = "None of these posts lies in the trash."
    qtbot.waitUntil(lambda: work.desk.notices.text == nothing, timeout=WAIT)


def test_deletion_asks_once_and_names_the_count_and_what_stays(
    qtbot: QtBot, work: Workplace
) -> None:
    feature = TrashDesk(work.desk)
    feature.commands()["delete_for_good"]()
    qtbot.waitUntil(lambda: feature.question is not None, timeout=WAIT)
    box = feature.question
    assert box is not None
    assert box.text() == "Delete 2 posts for good?"
    assert "cannot be undone" in box.informativeText()
    assert "1 post stays, because a site has a file of it." in box.informativeText()
    assert box.defaultButton().text() == "Cancel"
    box.reject()
    assert feature.question is None
    assert len(work.desk.services.library.find("status:trash")) == 3
    feature.commands()["delete_for_good"]()
    qtbot.waitUntil(lambda: feature.question is not None, timeout=WAIT)
    assert feature.question is not None
    button = feature.question.findChild(QPushButton, "delete_confirmed")
    assert button is not None
    button.click()
    said = "2 posts were deleted for good."
    qtbot.waitUntil(lambda: work.desk.notices.text == said, timeout=WAIT)
    assert list(work.desk.services.library.find("status:trash")) == [work.chosen[2]]


def test_what_is_not_in_the_trash_or_lies_in_a_site_is_not_asked_about(
    qtbot: QtBot, work: Workplace
) -> None:
    feature = TrashDesk(work.desk)
    feature.ask(work.chosen[2:])
    said = "The post stays: a site has a file of it. Take the export back first."
    qtbot.waitUntil(lambda: work.desk.notices.text == said, timeout=WAIT)
    work.desk.services.trash.restore(work.chosen)
    feature.ask(work.chosen[:1])
    only = "Only posts in the trash can be deleted for good."
    qtbot.waitUntil(lambda: work.desk.notices.text == only, timeout=WAIT)
    assert feature.question is None
