"""Pictures of other sites, from the menu of the real window to the preview."""

import io
from pathlib import Path

from PIL import Image
from pytest_httpserver import HTTPServer
from pytestqt.qtbot import QtBot

from curator.fetching.pacing import Pace, Pacer
from curator.fetching.session import Fetcher
from curator.gui.window import MainWindow
from curator.services import Services
from curator.services.pictures import KeptPictures, PictureOutcome, Pictures
from curator.services.preview import PictureState
from curator.storage.database import Database
from tests.e2e.conftest import OpenWindow, settle


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(out, "PNG")
    return out.getvalue()


def test_the_menu_keeps_the_pictures_of_what_is_chosen(
    qtbot: QtBot,
    services: Services,
    open_window: OpenWindow,
    tmp_path: Path,
    httpserver: HTTPServer,
) -> None:
    httpserver.expect_request("/a.png").respond_with_data(png(), content_type="image/png")
    url = httpserver.url_for("/a.png")
    file = tmp_path / "2024-01-01-a.html"
    file.write_text(f"---\ntitle: A\n---\n<p>text <img src='{url}'></p>\n")
    services.ingest.apply(services.ingest.plan((file,)))
    window: MainWindow = open_window()
    action = window.actions_by_name["keep_pictures"]
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=20_000)
    window.posts.view.selectRow(0)
    settle(qtbot, window)
    assert action.isEnabled()
    (post,) = window.posts.view.chosen()
    database = Database.open(services.library.name)
    local = Pictures(
        database,
        services.preview,
        fetcher=Fetcher(allow_loopback=True),
        pacer=Pacer(Pace(pause=0)),
    )
    window.keeper._pictures = local  # the real ones refuse this machine, where the server is
    try:
        action.trigger()
        listed = window.keeper.window
        assert listed is not None
        qtbot.waitUntil(lambda: listed.model.rowCount() == 1, timeout=20_000)
        listed.keep.click()
        kept = PictureOutcome.KEPT
        qtbot.waitUntil(lambda: listed.model.report(0).outcome is kept, timeout=20_000)
        settle(qtbot, window)
        assert url in KeptPictures(database).of(post)
        page = services.preview.render(
            services.library.load(post).source, "a.html", None, post=post
        )
        assert [one.state for one in page.pictures] == [PictureState.SHOWN]
        listed.close()
        settle(qtbot, window)
    finally:
        local.close()
        database.close()
