"""A real web engine for the preview's tests, and a local server that counts who calls."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from curator.gui.preview.lookups import Lookup, SiteLookup, nothing_of_a_site
from curator.gui.preview.web_pane import ALL_LAYERS, Layers, WebPreviewPane
from curator.services.preview import PreviewPage, Resource

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.webengine)


class Canary:
    """A web server on this machine that notes every connection and every path asked for."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.connections = 0
        canary = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.paths.append(self.path)
                kind, body = "image/gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
                if "css" in self.path:
                    kind, body = "text/css", b"p{color:red}"
                elif "html" in self.path:
                    kind, body = "text/html", b"<p>frame"
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def get_request(self) -> Any:
                canary.connections += 1
                return super().get_request()

            def handle_error(self, *_arguments: object) -> None:
                """A browser that hangs up is no fault."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def reset(self) -> None:
        self.paths.clear()
        self.connections = 0

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    server = Canary()
    yield server
    server.close()


class Screen:
    """A shown pane and what tests ask of it."""

    def __init__(self, qtbot: QtBot, pane: WebPreviewPane) -> None:
        self.qtbot = qtbot
        self.pane = pane

    def run(self, script: str) -> Any:
        """Return what an expression gives in the application's world."""
        answers: list[Any] = []
        self.pane.page.run_own(script, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        return answers[0]

    def show(self, page: PreviewPage, key: object = "a", timeout: int = 20_000) -> None:
        """Show a page and wait until it is painted."""
        with self.qtbot.waitSignal(
            self.pane.painted, timeout=timeout, check_params_cb=lambda painted: painted == key
        ):
            self.pane.show_page(page, key)

    def load(self, html: str, settle: float = 0.25) -> None:
        """Load a whole page as the scheme serves it and give it time to misbehave."""
        page = self.pane.page
        with self.qtbot.waitSignal(page.loadFinished, timeout=20_000, raising=False):
            page.open_own(self.pane.handler.add_page(html))
        self.rest(settle)

    def rest(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()


@pytest.fixture
def make_screen(qtbot: QtBot) -> Iterator[Callable[..., Screen]]:
    """Make shown panes with a choice of layers and pictures."""
    made: list[WebPreviewPane] = []

    def make(
        lookup: Lookup | None = None,
        layers: Layers = ALL_LAYERS,
        lookup_site: SiteLookup = nothing_of_a_site,
    ) -> Screen:
        pane = WebPreviewPane(
            lookup or (lambda _token: None), layers=layers, lookup_site=lookup_site
        )
        pane.resize(800, 600)
        with qtbot.waitSignal(pane.page.loadFinished, timeout=20_000):
            pane.show()
        made.append(pane)
        return Screen(qtbot, pane)

    yield make
    for pane in made:
        pane.close_engine()
        pane.close()
        pane.deleteLater()
    qtbot.wait(10)


def page_of(fragment: str, *, title: str = "T", lang: str = "en") -> PreviewPage:
    """Return a page as the service would make it."""
    return PreviewPage(
        html="",
        title=title,
        lang=lang,
        header=f"<h1>{title}</h1>",
        fragment=fragment,
        pictures=(),
        notice=None,
    )


@pytest.fixture
def make_page() -> Callable[..., PreviewPage]:
    return page_of


@pytest.fixture
def dot() -> Resource:
    """A red picture of 3 by 2 pixels."""
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = zlib.compress((b"\0" + b"\xff\0\0" * 3) * 2)
    head = struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return Resource("image/png", png)
