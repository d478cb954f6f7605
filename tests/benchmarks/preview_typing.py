"""How long a key takes from the editor to the painted page, in the real window.

    python -m tests.benchmarks preview-typing

Markdown posts of 2, 20 and 200 KB of a small themed site, typed into in their middle, one key after
the other, each when the last one is on the screen and the program has come to rest. Painted means
two animation frames after the change, reported by a script in the application's world: of that the
last frame alone is 16 ms. Aim: under 50 ms at 20 KB.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from curator.composition import open_services
from curator.domain.post import PostId
from curator.gui.application import make_application, take_down
from curator.gui.preview.pane import HAS_WEB_ENGINE
from curator.gui.theme import Mode, Theme
from curator.gui.window import MainWindow
from curator.services.preview import PageMode
from curator.settings import SettingsFile
from tests.benchmarks.preview_patch import spread
from tests.benchmarks.tables import Table

KEYS = 60
KILOBYTES = (2, 20, 200)
LIMIT = 20_000

CONFIG = "title: Harbour\ntheme: minima\n"
LAYOUT = (
    "<!doctype html><html><head><title>{{ page.title }}</title>"
    '<link rel="stylesheet" href="/assets/site.css"></head><body><header><h1>{{ page.title }}</h1>'
    "</header><main>{{ content }}</main><footer>{{ site.title }}</footer></body></html>\n"
)
SECTION = """## Section {n}

The harbour master wrote *every* morning what the tide had left behind: ropes, two **lamps**, a
letter that nobody had opened, and [a chart](https://example.com/chart/{n}) of the northern bay.

近年来，坚持党管人才的原则，聚焦中心大局、聚力主责主业，以服务高质量发展为主线，持续优化人才发展环境。

* lamps and oil
* ropes of `{n}` fathoms
    * the long one
    * the short one

> Whoever reads this, wrote the harbour master, should know the water.

```python
def tide(hour: int) -> float:
    return 3.2 + {n} * hour  # metres
```

| hour | metres |
|-----:|:-------|
| 6    | 3.2    |
| 12   | 1.{n}  |

"""


def body(size: int) -> str:
    """Return Markdown of about `size` bytes with every usual construct."""
    made, number = "", 0
    while len(made.encode()) < size:
        number += 1
        made += SECTION.format(n=number)
    return made


def write_site(root: Path) -> None:
    """Write the small site."""
    files = {
        "_config.yml": CONFIG,
        "_layouts/post.html": LAYOUT,
        "assets/site.css": "p { margin: 1em }\n",
    }
    for size in KILOBYTES:
        head = f"---\nlayout: post\ntitle: Size{size}\ndate: 2022-01-11 18:09:11 +0800\n---\n"
        files[f"_posts/2022-01-11-size-{size}.md"] = head + body(size * 1000)
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _until(met: Callable[[], bool], limit: int = LIMIT) -> None:
    """Let the application run until something holds."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: loop.quit() if met() else None)
    timer.start()
    QTimer.singleShot(limit, loop, loop.quit)
    loop.exec()


def _key(window: MainWindow) -> float:
    """Return the milliseconds from a key until the page shows it."""
    loop = QEventLoop()
    window.post.preview.painted.connect(loop.quit)
    QTimer.singleShot(LIMIT, loop, loop.quit)
    before = time.perf_counter()
    QTest.keyClick(window.post.editor.body.editor, Qt.Key.Key_A)
    loop.exec()
    taken = (time.perf_counter() - before) * 1000
    window.post.preview.painted.disconnect(loop.quit)
    return taken


def _typed(window: MainWindow, post: PostId, mode: PageMode) -> tuple[float, list[float]]:
    """Return the first key's time and those of the others."""
    painted: list[object] = []
    window.post.preview.painted.connect(painted.append)
    window.post.preview.set_page_mode(mode)
    window.posts.view.show_post(post)
    _until(lambda: post in painted and not window.tasks.busy)
    window.post.preview.painted.disconnect(painted.append)
    editor = window.post.editor.body.editor
    editor.setFocus()
    middle = editor.document().findBlockByNumber(editor.blockCount() // 2)
    while not middle.text().startswith("The harbour"):
        middle = middle.next()
    cursor = editor.textCursor()
    cursor.setPosition(middle.position() + 11, QTextCursor.MoveMode.MoveAnchor)
    editor.setTextCursor(cursor)
    times = []
    for _number in range(KEYS + 1):
        QTest.qWait(60)
        times.append(_key(window))
    _until(lambda: not window.tasks.busy and not window.post.sitting.unsaved)
    return times[0], times[1:]


def run() -> Iterator[Table]:
    """Measure keys in articles and in whole pages."""
    app = make_application()
    theme = Theme(app, Mode.LIGHT)
    table = Table(
        f"key to painted page in the window, {KEYS} keys, ms", ("post", "first", "median", "95 %")
    )
    if not HAS_WEB_ENGINE:
        table.notes.append(
            "the plain preview: the web engine cannot start here (`./dev bench` can)"
        )
    with tempfile.TemporaryDirectory(prefix="curator-typing-") as name:
        folder = Path(name)
        write_site(folder / "site")
        settings = SettingsFile(folder / "settings.toml")
        settings.change(welcomed=True)
        memory = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        with open_services(str(folder / "library.db")) as services:
            services.ingest.apply(services.ingest.plan([folder / "site"]))
            window = MainWindow(services, settings, theme, memory, lambda: folder)
            window.resize(1560, 940)
            window.show()
            _until(lambda: not window.tasks.busy and window.posts.model.rowCount() > 0)
            for mode in PageMode:
                for size in KILOBYTES:
                    post = PostId(services.library.find(f"path:size-{size}.md")[0])
                    first, times = _typed(window, post, mode)
                    table.add(f"{size} KB, {mode}", first, *spread(times))
            window.close()
            take_down(window, services)
    yield table
    app.quit()
