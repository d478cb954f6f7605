"""How long a keystroke takes to reach the screen, against replacing the page in a bare web view.

    python -m tests.benchmarks preview-patch

The article is like the editors' own: 7 KB of Chinese in one HTML body with three remote pictures.
Painted means two animation frames after the change, reported by a script in the application's
world. Aim: a patch under 50 ms.
"""

import contextlib
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

import psutil
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from curator import resources
from curator.gui.preview.pane import PreviewPane, register_scheme
from curator.sentences import page_words
from curator.services.preview import Preview, PreviewPage
from tests.benchmarks.tables import RATIO, Table

ROUNDS = 60
WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
REPORT = 'requestAnimationFrame(() => requestAnimationFrame(() => console.info("painted")))'
SENTENCE = "近年来，遂溪县坚持党管人才的原则，聚焦中心大局、聚力主责主业，以服务高质量发展为主线，持续优化人才发展生态环境。"
PICTURE = '<center><img src="https://pictures.example/{n}.jpg" title="a"></center><p>电商产业园</p>'


def article(edit: int) -> bytes:
    """Return the source text after `edit` keystrokes in its middle."""
    paragraphs = [f"<p>{SENTENCE * 5}</p>" for _ in range(8)]
    paragraphs[4] = f"<p>{SENTENCE * 3}{'改' * edit}{SENTENCE * 2}</p>"
    body = "".join(paragraphs[:3]) + "".join(PICTURE.format(n=n) for n in range(3))
    head = "---\nlayout: post\ntitle: 筑巢引凤打造人才高地\ndate: 2022-01-11 18:09:11 +0800\ncategories: a\n---\n"
    return f"{head}{body}{''.join(paragraphs[3:])}\n".encode()


class _BarePage(QWebEnginePage):
    """A page that tells when its script reports."""

    painted: Callable[[], None] = staticmethod(lambda: None)

    def javaScriptConsoleMessage(self, _level: object, message: str, *_rest: object) -> None:
        if message == "painted":
            self.painted()


def _wait(start: Callable[[Callable[[], None]], None]) -> float:
    """Return the milliseconds from the call of `start` until it calls back."""
    loop = QEventLoop()
    before = time.perf_counter()
    start(loop.quit)
    QTimer.singleShot(20_000, loop, loop.quit)
    loop.exec()
    return (time.perf_counter() - before) * 1000


def _settle(milliseconds: int = 400) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _bare(pages: Sequence[PreviewPage], style: str) -> tuple[float, list[float]]:
    """Return first paint and the times of replacing the page in a bare view."""
    view = QWebEngineView()
    profile = QWebEngineProfile(view)
    page = _BarePage(profile, view)
    view.setPage(page)
    view.resize(800, 900)
    view.show()
    html = [made.html.replace("</head>", f"<style>{style}</style></head>") for made in pages]

    def replace(text: str) -> float:
        def start(done: Callable[[], None]) -> None:
            page.painted = done
            page.setHtml(text)

        return _wait(start)

    page.loadFinished.connect(lambda _ok: page.runJavaScript(REPORT, WORLD))
    first = replace(html[0])
    _settle()
    times = [replace(text) for text in html[1:]]
    view.close()
    page.deleteLater()
    view.deleteLater()
    _settle(50)
    return first, times


def _ours(preview: Preview) -> tuple[float, list[float], list[float]]:
    """Return first paint, keystroke to painted, and the part of it that rendering takes."""
    pane = PreviewPane(preview.resource)
    pane.resize(800, 900)
    renders: list[float] = []

    def show(edit: int) -> float:
        def start(done: Callable[[], None]) -> None:
            before = time.perf_counter()
            made = preview.render(article(edit), "_posts/2022-01-11-a.md", None, lang="zh-CN")
            renders.append((time.perf_counter() - before) * 1000)
            pane.painted.connect(done)
            pane.show_page(made, "post")

        taken = _wait(start)
        pane.painted.disconnect()
        return taken

    pane.show()
    first = show(0)
    _settle()
    times = []
    for edit in range(1, ROUNDS + 1):
        times.append(show(edit))
        _settle(10)
    pane.close_engine()
    pane.close()
    pane.deleteLater()
    _settle(50)
    return first, times, renders[1:]


def spread(times: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]


def run() -> Iterator[Table]:
    """Measure patches against the bare view, and memory with one pane open."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")  # it cannot start as root
    register_scheme()
    app = QApplication.instance() or QApplication(["preview-patch"])
    preview = Preview(page_words())
    before = time.perf_counter()
    preview.exact(b"warm", None, None)
    started = (time.perf_counter() - before) * 1000
    pages = [preview.render(article(edit), "a.md", None, lang="zh-CN") for edit in range(ROUNDS)]
    bare_first, bare = _bare(pages, resources.read_text("styles", "preview.css"))
    first, patched, rendered = _ours(preview)
    floor, _high = spread(bare)
    size = len(article(0)) / 1024
    table = Table(
        f"preview, article of {size:.1f} KB, {ROUNDS} keystrokes, ms",
        ("step", "first", "median", "95 %", RATIO),
    )
    table.add("bare web view: setHtml to painted", bare_first, *spread(bare), 1.0)
    table.add("keystroke to painted", first, *spread(patched), spread(patched)[0] / floor)
    table.add("  of which rendering", None, *spread(rendered), None)
    table.notes.append(f"converter's process started and answered in {started:.0f} ms")
    yield table
    yield _memory(preview, pages[0])
    preview.close()
    app.quit()


def _memory(preview: Preview, page: PreviewPage) -> Table:
    """Measure the proportional set of all processes with one pane open."""
    pane = PreviewPane(preview.resource)
    pane.show()

    def start(done: Callable[[], None]) -> None:
        pane.painted.connect(done)
        pane.show_page(page, "post")

    _wait(start)
    own = psutil.Process()
    found: dict[str, float] = {}
    for process in (own, *own.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            name = "program" if process == own else process.name()
            if "curator.rendering.worker" in process.cmdline():
                name = "converter"
            found[name] = found.get(name, 0) + process.memory_full_info().pss / 2**20
    pane.close_engine()
    pane.close()
    pane.deleteLater()
    _settle(50)
    table = Table("preview, memory, MiB of proportional set", ("process", "MiB"))
    for name, size in sorted(found.items(), key=lambda item: -item[1]):
        table.add(name, size)
    table.add("all", sum(found.values()))
    return table
