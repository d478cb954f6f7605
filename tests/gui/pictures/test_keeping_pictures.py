"""The window that keeps pictures of other sites: what it lists, fetches, stores and says."""

import io
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytest_httpserver import HTTPServer
from pytestqt.qtbot import QtBot
from werkzeug import Request, Response

from curator.composition import open_services
from curator.domain.changes import PostsChanged
from curator.domain.post import PostId
from curator.fetching.pacing import Pace, Pacer
from curator.fetching.session import Fetcher
from curator.gui.application import make_application
from curator.gui.pictures.keeper import Keeper
from curator.gui.pictures.pictures_window import PicturesWindow
from curator.services import Services
from curator.services.pictures import KeptPictures, PictureOutcome, Pictures
from curator.storage.database import Database
from tests.gui.workplace import Workplace


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(str(tmp_path / "library.db")) as opened:
        yield opened


class Gallery(Workplace):
    """A keeper with what it works with."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        self.services = services
        self._folder = folder
        self._database = Database.open(services.library.name)
        self.kept = KeptPictures(self._database)
        self.pictures = Pictures(
            self._database,
            services.preview,
            fetcher=Fetcher(allow_loopback=True),
            pacer=Pacer(Pace(pause=0, back_off=0.05)),
        )
        super().__init__(replace(services, pictures=self.pictures), folder, qtbot, qapp)
        self.tasks = self.desk.tasks
        self.events = self.desk.events
        self.changes: list[PostsChanged] = []
        self.events.posts_changed.connect(self.changes.append)
        self.settings = self.desk.settings
        self.notices = self.desk.notices
        self.keeper = Keeper(self.desk)

    def post(self, *urls: str) -> PostId:
        body = "".join(f"<p><img src='{url}'></p>\n" for url in urls)
        file = self._folder / "2024-01-01-a.html"
        file.write_text(f"---\ntitle: A\n---\n{body}")
        report = self.services.ingest.apply(self.services.ingest.plan((file,)))
        self.added = report.changed
        (post,) = (item.post for item in report.items)
        assert post is not None
        return post

    @property
    def window(self) -> PicturesWindow:
        assert self.keeper.window is not None
        return self.keeper.window

    def outcomes(self) -> list[PictureOutcome]:
        model = self.window.model
        return [model.report(row).outcome for row in range(model.rowCount())]

    def close(self) -> None:
        if self.keeper.window is not None:
            self.keeper.window.close()
        self.tasks.close()
        self.pictures.close()
        self._database.close()


@pytest.fixture
def desk(services: Services, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Gallery]:
    made = Gallery(services, tmp_path, qtbot, qapp)
    yield made
    made.close()


def test_pictures_are_listed_before_anything_is_fetched(
    desk: Gallery, qtbot: QtBot, httpserver: HTTPServer
) -> None:
    post = desk.post(httpserver.url_for("/a.png"), httpserver.url_for("/b.png"))
    desk.keeper.start([post])
    qtbot.waitUntil(lambda: desk.window.model.rowCount() == 2, timeout=20_000)
    assert desk.outcomes() == [PictureOutcome.WAITING] * 2
    assert not desk.window.keep.isHidden()
    assert desk.window.stop.isHidden()
    assert httpserver.log == []


def test_kept_pictures_are_stored_and_failed_ones_can_be_tried_again(
    desk: Gallery, qtbot: QtBot, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a.png").respond_with_data(png())
    httpserver.expect_oneshot_request("/b.png").respond_with_data("gone", 404)
    httpserver.expect_request("/b.png").respond_with_data(png())
    post = desk.post(httpserver.url_for("/a.png"), httpserver.url_for("/b.png"))
    desk.keeper.start([post])
    qtbot.waitUntil(lambda: desk.window.model.rowCount() == 2, timeout=20_000)
    desk.window.keep.click()
    both = [PictureOutcome.KEPT, PictureOutcome.FAILED]
    qtbot.waitUntil(lambda: desk.outcomes() == both, timeout=20_000)
    qtbot.waitUntil(lambda: not desk.window.again.isHidden(), timeout=20_000)
    assert "404" in str(desk.window.model.index(1, 2).data())
    assert httpserver.url_for("/a.png") in desk.kept.of(post)
    assert desk.window.model.report(0).data == b""
    desk.window.again.click()
    qtbot.waitUntil(lambda: desk.outcomes() == [PictureOutcome.KEPT] * 2, timeout=20_000)
    qtbot.waitUntil(desk.window.stop.isHidden, timeout=20_000)
    assert desk.window.again.isHidden()
    assert [change.posts for change in desk.changes] == [{post}] * 2


def test_stopping_answers_within_a_second(
    desk: Gallery, qtbot: QtBot, httpserver: HTTPServer
) -> None:
    asked = threading.Event()

    def hang(_request: Request) -> Response:
        asked.set()
        time.sleep(1.5)
        return Response(png())

    httpserver.expect_request("/a.png").respond_with_handler(hang)
    desk.keeper.start([desk.post(httpserver.url_for("/a.png"))])
    qtbot.waitUntil(lambda: desk.window.model.rowCount() == 1, timeout=20_000)
    desk.window.keep.click()
    qtbot.waitUntil(asked.is_set, timeout=20_000)
    begun = time.monotonic()
    desk.window.stop.click()
    qtbot.waitUntil(desk.window.stop.isHidden, timeout=5_000)
    assert time.monotonic() - begun < 1
    assert desk.outcomes() == [PictureOutcome.WAITING]


def test_posts_without_pictures_say_so(desk: Gallery, qtbot: QtBot) -> None:
    desk.keeper.start([desk.post()])
    qtbot.waitUntil(lambda: "no pictures" in desk.window.heading.text(), timeout=20_000)
    assert desk.window.keep.isHidden()


def test_choices_are_remembered(desk: Gallery, qtbot: QtBot) -> None:
    desk.keeper.start([desk.post()])
    qtbot.waitUntil(lambda: "no pictures" in desk.window.heading.text(), timeout=20_000)
    desk.window.positions.click()
    desk.window.always.click()
    assert desk.settings.current.strip_positions
    assert desk.settings.current.keep_pictures


def test_pictures_of_new_articles_are_kept_where_that_was_chosen(
    desk: Gallery, qtbot: QtBot, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a.png").respond_with_data(png())
    httpserver.expect_request("/b.png").respond_with_data("gone", 404)
    good, bad = httpserver.url_for("/a.png"), httpserver.url_for("/b.png")
    post = desk.post(good, bad)
    desk.events.announce(desk.added)
    assert desk.tasks.busy is False
    desk.settings.change(keep_pictures=True)
    desk.events.announce(desk.added)
    qtbot.waitUntil(lambda: "could not be kept" in desk.notices.text, timeout=20_000)
    qtbot.waitUntil(lambda: good in desk.kept.of(post), timeout=20_000)
    assert bad not in desk.kept.of(post)
    assert desk.keeper.window is None
