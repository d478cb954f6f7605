"""Pictures of the window's states, to be looked at: `./dev screenshots FOLDER [--posts N] [STATE…]`.

Each state is made in the real window on a real library under the virtual screen; nothing is drawn
for the picture.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from curator import resources
from curator.app import open_services
from curator.domain.post import PostId
from curator.gui.application import make_application, take_down
from curator.gui.post_pane import Mode as PaneMode
from curator.gui.theme import Mode, Theme
from curator.gui.window import MainWindow
from curator.services import Services
from curator.services.publish import Selection
from curator.settings import SettingsFile
from tests.benchmarks.articles import write_site

SIZE = (1560, 940)


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
            self.settle(window)
            try:
                yield window, services
            finally:
                window.close()
                take_down(window, services)

    def settle(self, window: MainWindow, pause: int = 1_200) -> None:
        """Wait until nothing runs and the page is painted, and a moment longer for its frame."""
        loop = QEventLoop()
        quiet = QTimer()
        quiet.setInterval(50)
        quiet.timeout.connect(lambda: loop.quit() if self._still(window) else None)
        quiet.start()
        QTimer.singleShot(20_000, loop.quit)
        loop.exec()
        QTimer.singleShot(pause, loop.quit)
        loop.exec()

    def _still(self, window: MainWindow) -> bool:
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


def choose(window: MainWindow, services: Services, query: str) -> None:
    """Show the first post that matches."""
    window.posts.view.show_post(PostId(services.library.find(query)[0]))


def sample(studio: Studio, mode: Mode, suffix: str) -> None:
    """The sample site with an English and a Chinese article."""
    with studio.window("sample", mode) as (window, services):
        if not window.posts.model.rowCount():
            window.take_in([studio.folder / "sample-site"])
            studio.settle(window)
        choose(window, services, "title:Welcome")
        studio.settle(window)
        studio.take(f"main-{suffix}", window)
        choose(window, services, "title:欢迎")
        window.post.set_mode(PaneMode.PREVIEW)
        studio.settle(window)
        studio.take(f"chinese-{suffix}", window)
        window.post.set_mode(PaneMode.SPLIT)
        choose(window, services, "is:broken")
        studio.settle(window)
        studio.take(f"broken-{suffix}", window)


def empty(studio: Studio) -> None:
    """An empty library, and the first start."""
    with studio.window("empty") as (window, _services):
        studio.take("empty", window)
    with studio.window("empty", Mode.DARK, welcomed=False) as (window, _services):
        studio.take("welcome", window)


def dialogs(studio: Studio) -> None:
    """The two plans to read through."""
    with studio.window("dialogs") as (window, services):
        site = studio.folder / "export-site"
        shutil.copytree(resources.path("sample-site"), site, dirs_exist_ok=True)
        window.take_in([site])
        studio.settle(window)
        loose = studio.folder / "loose"
        loose.mkdir(exist_ok=True)
        (loose / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(900))
        (loose / "note.md").write_text("---\ntitle: 码头夜市周末开张\n---\n正文。\n", "utf-8")
        window.take_in([loose])
        studio.settle(window)
        dialog = window.importer.dialog
        assert dialog is not None
        studio.take("import", dialog)
        dialog.close()
        number = PostId(services.library.find("title:茶价周报")[0])
        stored = services.library.load(number)
        text = stored.source.replace("茶价".encode(), "今日茶价".encode(), 2)
        window.events.announce(services.library.save(number, stored.content, text).changed)
        studio.settle(window)
        window.exporter.plan(site, Selection(everything=True))
        studio.settle(window)
        assert window.exporter.dialog is not None
        studio.take("export", window.exporter.dialog)


def many(studio: Studio, posts: int) -> None:
    """A library of very many posts."""
    site = studio.folder / "many"
    write_site(site, posts)
    with studio.window("many") as (window, services):
        services.ingest.apply(services.ingest.plan([site]))
        window.posts.model.refresh()
        window.sidebar.refresh()
        studio.settle(window)
        window.posts.view.selectRow(posts // 2)
        studio.settle(window)
        studio.take(f"posts-{posts}", window)


def main() -> None:
    """Take the pictures that are asked for."""
    parser = argparse.ArgumentParser(prog="./dev screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*", help="light, dark, empty, dialogs, many; all of them")
    parser.add_argument("--posts", type=int, default=100_000, help="how many are very many")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    states: dict[str, Callable[[Studio], None]] = {
        "light": lambda studio: sample(studio, Mode.LIGHT, "light"),
        "dark": lambda studio: sample(studio, Mode.DARK, "dark"),
        "empty": empty,
        "dialogs": dialogs,
        "many": lambda studio: many(studio, arguments.posts),
    }
    chosen = arguments.states or list(states)
    if len(chosen) > 1:
        # A process for each: one window's web engine must not delay the next one's first frame.
        for state in chosen:
            again = [sys.executable, "-m", "tests.screenshots", str(arguments.folder), state]
            subprocess.run([*again, "--posts", str(arguments.posts)], check=True)
        return
    theme = Theme(make_application(), Mode.LIGHT)
    with tempfile.TemporaryDirectory(prefix="curator-pictures-") as name:
        folder = Path(name)
        shutil.copytree(resources.path("sample-site"), folder / "sample-site")
        states[chosen[0]](Studio(folder, arguments.folder, theme))


if __name__ == "__main__":
    main()
