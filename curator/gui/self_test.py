"""`curator --self-test`: everything once, on a temporary library, in a real window.

Opens the window, takes the sample site in, shows and edits a post through the widgets, exports, and
compares what was written. A packaged app that passes this has all its parts.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer

from curator import resources
from curator.domain.errors import CuratorError
from curator.domain.post import PostId, Status
from curator.gui.application import make_application, take_down
from curator.gui.theme import Theme
from curator.gui.window import MainWindow
from curator.sentences import error_sentence
from curator.services import Services
from curator.services.edits import SetValue, rewritten
from curator.services.publish import ConflictChoice, Selection
from curator.settings import SettingsFile

OpenServices = Callable[[str | None], AbstractContextManager[Services]]

_PATIENCE = 30_000  # milliseconds for one step
TITLE = "自检 self-test"


def self_test(open_services: OpenServices) -> int:
    """Run all steps; print each; return 0, or 1 where one failed."""
    app = make_application()
    folder = Path(tempfile.mkdtemp(prefix="curator-self-test-"))
    try:
        with open_services(str(folder / "library.db")) as services:
            settings = SettingsFile(folder / "settings.toml")
            theme = Theme(app)
            memory = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
            site = folder / "site"
            shutil.copytree(resources.path("sample-site"), site)
            window = MainWindow(services, settings, theme, memory, lambda: site)
            try:
                return _run(window, services, site)
            finally:
                window.close()
                take_down(window, services)
    except CuratorError as error:
        return _fail(error_sentence(error))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(window: MainWindow, services: Services, site: Path) -> int:
    window.show()
    _say("window open")
    window.take_in([site])
    wait = _Waiting()
    # The sample holds a broken post, which is no reason to ask: everything in it is new.
    if not wait.until(lambda: window.posts.model.rowCount() > 0 and not window.tasks.busy):
        return _fail("the sample site was not imported")
    _say(f"{window.posts.model.rowCount()} posts imported")
    before = _tree(site)
    posts = services.library
    choice = ConflictChoice.STOP
    plan = services.publish.plan(site, Selection(everything=True), choice)
    if plan.writes:
        return _fail("an export of untouched posts would write files")
    _say("an export of untouched posts writes nothing")
    post = PostId(posts.find("status:published -is:broken")[0])
    painted: list[object] = []
    window.post.preview.painted.connect(painted.append)
    window.posts.view.show_post(post)
    if not wait.until(lambda: post in painted):
        return _fail("the preview was not painted")
    _say("post previewed")
    stored = posts.load(post)
    source = rewritten(stored, [SetValue("title", TITLE)])
    saved = posts.save(post, stored.content, source)
    window.events.announce(saved.changed)
    if not wait.until(lambda: not window.tasks.busy):
        return _fail("the edit did not settle")
    plan = services.publish.plan(site, Selection(), choice)
    report = services.publish.apply(plan)
    after = _tree(site)
    changed = [path for path in after if after[path] != before.get(path)]
    if report.written != 1 or len(changed) != 1 or TITLE.encode() not in after[changed[0]]:
        return _fail(f"the export changed {changed}, not exactly the edited post")
    _say(f"exported {changed[0]}")
    services.undoing.undo()
    if _tree(site) != before:
        return _fail("undo did not bring the file back")
    _say("export undone")
    if posts.load(post).status is not Status.PUBLISHED:
        return _fail("the post lost its place on the desk")
    _say("self-test passed")
    return 0


class _Waiting(QObject):
    """Waits in an event loop of its own: there is no other one in a self-test."""

    def until(self, condition: Callable[[], bool]) -> bool:
        """Let events run until the condition holds; False where it never does."""
        loop = QEventLoop()
        poll = QTimer()
        poll.setInterval(15)
        poll.timeout.connect(lambda: loop.quit() if condition() else None)
        poll.start()
        limit = QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        limit.start(_PATIENCE)
        if not condition():
            loop.exec()
        return condition()


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _say(text: str) -> None:
    print(f"ok    {text}")  # noqa: T201


def _fail(text: str) -> int:
    print(f"FAIL  {text}", file=sys.stderr)  # noqa: T201
    return 1
