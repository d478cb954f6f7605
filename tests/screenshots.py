"""Pictures of the window's states, to be looked at: `./dev screenshots FOLDER [--posts N] [STATE…]`.

Each state is made in the real window on a real library under the virtual screen; nothing is drawn
for the picture.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from curator import resources
from curator.composition import open_services
from curator.domain.post import PostId
from curator.gui.application import make_application, take_down
from curator.gui.importing.imports_window import ImportsWindow
from curator.gui.importing.session_model import Column
from curator.gui.post_pane import Mode as PaneMode
from curator.gui.preview.viewport import Width
from curator.gui.theme import Mode, Theme
from curator.gui.window import MainWindow
from curator.services import Services
from curator.services.preview import PageMode
from curator.services.publish import Selection
from curator.settings import SettingsFile
from tests.benchmarks.articles import write_site

SIZE = (1560, 940)
SITES = Path(__file__).parent / "data" / "sites"


Steps = Iterator[MainWindow]
"""A state on its way: it stops wherever the window has to come to rest."""

PAUSE = 1_200  # milliseconds at rest before a picture: the web engine's frame comes last
LIMIT = 20_000


class Studio:
    """A window to be photographed."""

    def __init__(self, folder: Path, target: Path, theme: Theme) -> None:
        self.folder = folder
        self.target = target
        self.theme = theme
        self._painted: object = None

    @contextmanager
    def window(
        self, library: str, mode: Mode = Mode.LIGHT, *, welcomed: bool = True
    ) -> Iterator[tuple[MainWindow, Services]]:
        """Open a window on a library of the studio."""
        self.theme.set_mode(mode)
        settings = SettingsFile(self.folder / "settings.toml")
        settings.change(welcomed=welcomed)
        memory = QSettings(str(self.folder / "window.ini"), QSettings.Format.IniFormat)
        memory.clear()
        with open_services(str(self.folder / f"{library}.db")) as services:
            site = self.folder / "sample-site"
            window = MainWindow(services, settings, self.theme, memory, lambda: site)
            self._painted = None
            window.post.preview.painted.connect(self._note)
            window.resize(*SIZE)
            window.show()
            try:
                yield window, services
            finally:
                window.close()
                take_down(window, services)

    def still(self, window: MainWindow) -> bool:
        """Tell whether nothing runs and the page is painted."""
        shown = window.post.post
        unseen = shown is None or not window.post.preview.isVisible()
        return not window.tasks.busy and (unseen or self._painted == shown)

    def _note(self, key: object) -> None:
        self._painted = key

    def take(self, name: str, widget: QWidget) -> None:
        """Photograph what is on the screen."""
        screen = QGuiApplication.primaryScreen()
        file = self.target / f"{name}.png"
        screen.grabWindow(widget.winId()).save(str(file))
        print(file)  # noqa: T201


class Director(QObject):
    """Leads a state from rest to rest in the application's own event loop."""

    def __init__(self, studio: Studio, steps: Steps) -> None:
        super().__init__()
        self._studio = studio
        self._steps = steps
        self._window: MainWindow | None = None
        self._waited = 0
        self._timer = QTimer(self)
        self._timer.setInterval(50)
        self._timer.timeout.connect(self._look)

    def run(self) -> None:
        """Go through all steps, then leave the event loop."""
        QTimer.singleShot(0, self._next)

    def _next(self) -> None:
        try:
            self._window = next(self._steps)
        except StopIteration:
            QApplication.quit()
            return
        self._waited = 0
        self._timer.start()

    def _look(self) -> None:
        self._waited += 50
        assert self._window is not None
        if self._studio.still(self._window) or self._waited > LIMIT:
            self._timer.stop()
            QTimer.singleShot(PAUSE, self._next)


def choose(window: MainWindow, services: Services, query: str) -> None:
    """Show the first post that matches."""
    window.posts.view.show_post(PostId(services.library.find(query)[0]))


def sample(studio: Studio, mode: Mode, suffix: str) -> Steps:
    """The sample site with an English and a Chinese article."""
    with studio.window("sample", mode) as (window, services):
        yield window
        if not window.posts.model.rowCount():
            window.take_in([studio.folder / "sample-site"])
            yield window
        choose(window, services, "title:Welcome")
        yield window
        studio.take(f"main-{suffix}", window)
        choose(window, services, "title:欢迎")
        window.post.set_mode(PaneMode.PREVIEW)
        yield window
        studio.take(f"chinese-{suffix}", window)
        window.post.set_mode(PaneMode.SPLIT)
        choose(window, services, "is:broken")
        yield window
        studio.take(f"broken-{suffix}", window)


def empty(studio: Studio) -> Steps:
    """An empty library, and the first start."""
    with studio.window("empty") as (window, _services):
        yield window
        studio.take("empty", window)
    with studio.window("empty", Mode.DARK, welcomed=False) as (window, _services):
        yield window
        studio.take("welcome", window)


def dialogs(studio: Studio) -> Steps:
    """The two plans to read through."""
    with studio.window("dialogs") as (window, services):
        yield window
        site = studio.folder / "export-site"
        shutil.copytree(resources.path("sample-site"), site, dirs_exist_ok=True)
        window.take_in([site])
        yield window
        loose = studio.folder / "loose"
        loose.mkdir(exist_ok=True)
        (loose / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(900))
        (loose / "note.md").write_text("---\ntitle: 码头夜市周末开张\n---\n正文。\n", "utf-8")
        window.take_in([loose])
        yield window
        dialog = window.importer.window
        assert dialog is not None
        studio.take("import", dialog)
        dialog.close()
        number = PostId(services.library.find("title:茶价周报")[0])
        stored = services.library.load(number)
        text = stored.source.replace("茶价".encode(), "今日茶价".encode(), 2)
        window.events.announce(services.library.save(number, stored.content, text).changed)
        yield window
        window.exporter.plan(site, Selection(everything=True))
        yield window
        assert window.exporter.dialog is not None
        studio.take("export", window.exporter.dialog)


HARBOUR = """---
title: 港口
---
码头夜市周末开张，摊主们忙着搬运货物，孩子们在灯下追逐。
天气转凉，热汤最受欢迎。
"""


def imports(studio: Studio) -> Steps:
    """An import with everything that may become of a thing, and what a drag says."""
    for mode, suffix in ((Mode.LIGHT, "light"), (Mode.DARK, "dark")):
        with studio.window(f"imports-{suffix}", mode) as (window, _services):
            yield window
            window.take_in([_mixed(studio.folder / "before", again=False)])
            yield window
            window.take_in([_mixed(studio.folder / "dropped", again=True)])
            yield window
            window.importer.show()
            yield window
            shown = window.importer.window
            assert shown is not None
            charsets = [row for row in range(20) if "gb18030" in _notes(shown, row)]
            shown.table.selectRow(charsets[0])
            yield window
            studio.take(f"imports-{suffix}", shown)
            shown.table.selectRow(2)
            shown.resize(760, 560)
            yield window
            studio.take(f"imports-narrow-{suffix}", shown)
            shown.close()
            yield window
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(studio.folder / "dropped"))])
            middle, left = window.rect().center(), Qt.MouseButton.LeftButton
            copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(window, QDragEnterEvent(middle, copy, data, left, none))
            yield window
            studio.take(f"drag-{suffix}", window)


def _notes(shown: ImportsWindow, row: int) -> str:
    return str(shown.table.model().index(row, Column.NOTES.value).data())


def _mixed(folder: Path, *, again: bool) -> Path:
    folder.mkdir(exist_ok=True)
    for number, title in enumerate(("茶价小幅走高", "邮船改道进港", "夜市周末开张")):
        text = f"---\ntitle: {title}\ndate: 2022-01-1{number}\n---\n" + f"{title}。" * 40
        (folder / f"2022-01-1{number}-{number}.md").write_text(text, "utf-8")
    if again:
        (folder / "港口.md").write_bytes(HARBOUR.encode("gb18030"))
        (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(900))
        with zipfile.ZipFile(folder / "letters.zip", "w") as packed:
            packed.writestr("2022/harbour.md", "---\ntitle: The harbour\n---\nShips " * 20)
            packed.writestr("2022/broken.docx", b"PK\x03\x04 cut off")
    return folder


def pages(studio: Studio) -> Steps:
    """Whole pages in their sites' themes: beside the text, by night, as on a phone."""
    with studio.window("pages") as (window, services):
        yield window
        sites = [SITES / "caijing", SITES / "journal"]
        for site in sites:
            shutil.copytree(site, studio.folder / site.name, dirs_exist_ok=True)
            services.ingest.apply(services.ingest.plan([studio.folder / site.name]))
        window.posts.model.refresh()
        yield window
        preview = window.post.preview
        preview.set_page_mode(PageMode.PAGE)
        for site in sites:
            choose(window, services, f"site:{site.name}")
            yield window
            studio.take(f"page-{site.name}", window)
        window.post.set_mode(PaneMode.PREVIEW)
        preview.set_page_width(Width.DESKTOP)
        yield window
        studio.take("page-desktop", window)
        preview.set_page_width(Width.PHONE)
        preview.toggle_light()
        yield window
        studio.take("page-phone-night", window)


def check(studio: Studio) -> Steps:
    """A verdict with its problems, and the report on the whole site."""
    with studio.window("check") as (window, services):
        yield window
        window.take_in([studio.folder / "sample-site"])
        yield window
        choose(window, services, "title:Eight")
        yield window
        problems = window.post.verdict.findChild(QToolButton, "verdict_problems")
        assert problems is not None
        problems.click()
        yield window
        studio.take("verdict", window)
        window.actions_by_name["check"].trigger()
        yield window
        assert window.checker.report is not None
        studio.take("check", window.checker.report)


def many(studio: Studio, posts: int) -> Steps:
    """A library of very many posts."""
    site = studio.folder / "many"
    write_site(site, posts)
    with studio.window("many") as (window, services):
        services.ingest.apply(services.ingest.plan([site]))
        window.posts.model.refresh()
        window.sidebar.refresh()
        yield window
        window.posts.view.selectRow(posts // 2)
        yield window
        studio.take(f"posts-{posts}", window)


def main() -> None:
    """Take the pictures that are asked for."""
    parser = argparse.ArgumentParser(prog="./dev screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "states",
        nargs="*",
        help="light, dark, empty, dialogs, imports, check, pages, many; all of them",
    )
    parser.add_argument("--posts", type=int, default=100_000, help="how many are very many")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    states: dict[str, Callable[[Studio], Steps]] = {
        "light": lambda studio: sample(studio, Mode.LIGHT, "light"),
        "dark": lambda studio: sample(studio, Mode.DARK, "dark"),
        "empty": empty,
        "dialogs": dialogs,
        "imports": imports,
        "check": check,
        "pages": pages,
        "many": lambda studio: many(studio, arguments.posts),
    }
    chosen = arguments.states or list(states)
    if len(chosen) > 1:
        # A process for each: one window's web engine must not delay the next one's first frame.
        for state in chosen:
            again = [sys.executable, "-m", "tests.screenshots", str(arguments.folder), state]
            subprocess.run([*again, "--posts", str(arguments.posts)], check=True)
        return
    app = make_application()
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app, Mode.LIGHT)
    with tempfile.TemporaryDirectory(prefix="curator-pictures-") as name:
        folder = Path(name)
        shutil.copytree(resources.path("sample-site"), folder / "sample-site")
        studio = Studio(folder, arguments.folder, theme)
        director = Director(studio, states[chosen[0]](studio))
        director.run()
        app.exec()


if __name__ == "__main__":
    main()
