"""Lists of up to a million short posts in the real window: opened, ordered, grouped, scrolled, counted.

Give it sizes of its own: `./dev bench long-lists --sizes 1000,10000,100000,1000000`. Beside the window
stand its floors: raw SQLite for the same numbers, and groups counted live.
"""

import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import psutil

from tests.benchmarks import short_posts
from tests.benchmarks.measuring import Figures, run_step, tree_memory
from tests.benchmarks.scrolling import Waiting, scroll
from tests.benchmarks.tables import Table, ratio

STEPS = 200
SETTLE = 2_500
"""Milliseconds before memory is read: the web engine's processes take their time to start."""
CHANGES = 15
FRAME = 16.0

_SEEN = "status <> 'trash'"
_DAY = "strftime('%Y-%m-%d', date + coalesce(\"offset\", 0), 'unixepoch')"
_TITLE = "substr(folded, 1, instr(folded, char(10)) - 1)"
ORDERS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "by title": (("sort_title",), f"{_TITLE}, id"),
    "by status, then source": (
        ("sort_status", "then_source"),
        "CASE status WHEN 'inbox' THEN 0 WHEN 'review' THEN 1 WHEN 'ready' THEN 2 "
        "WHEN 'published' THEN 3 ELSE 4 END, source, id",
    ),
    "by date, in groups of days": (("sort_date", "group_day"), f"{_DAY} DESC, date DESC, id DESC"),
    "by title, in groups of categories": (
        ("sort_title", "group_category"),
        f"categories, {_TITLE}, id",
    ),
}
"""What is measured beside the list by date: commands of the menu, and what SQLite is asked instead."""


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table for each size, and one of what grows."""
    empty = run_step(stay, folder, library=str(short_posts.library(folder, 0)), settle=SETTLE)
    measured: dict[int, Figures] = {}
    for count in sizes:
        file = short_posts.library(folder, count)
        copy = folder / f"short-{count}-at-work.db"
        shutil.copyfile(file, copy)
        held = run_step(stay, folder, library=str(copy), settle=SETTLE)
        ours = run_step(work, folder, library=str(copy), steps=STEPS, changes=CHANGES)
        raw = run_step(query, folder, library=str(copy))
        copy.unlink()
        measured[count] = {f"held {key}": value for key, value in held.items()} | ours
        yield table(count, ours, held, empty, raw)
    yield growth(measured, empty)


def table(count: int, ours: Figures, held: Figures, empty: Figures, raw: Figures) -> Table:
    """Return one size beside its floors."""
    shown = Table(
        f"{count:,} short posts, milliseconds", ("", "Curator", "floor", "× floor", "floor is")
    )

    def add(label: str, value: float, floor: float | None = None, what: str = "") -> None:
        compared = ratio(value, floor) if floor else None
        shown.add(label, value, floor, compared, what)

    add("window made to first rows painted", held["open"], empty["shown"], "window on no posts")
    add("the same, until all numbers are known", held["all"], raw["by date"], "all numbers by date")
    for name in ("by date", *ORDERS):
        if name in ORDERS:
            add(f"{name}: asked to painted", ours[name], raw[name], "all numbers in that order")
        add(f"{name}: CPU a frame, 99th percentile", ours[f"{name} p99"], FRAME, "a frame at 60 Hz")
    add("counts of the left pane, CPU", ours["counts"], raw["counts"], "the same, grouped live")
    add("status was changed to counts shown, median", ours["change"], raw["counts"], "the same")
    return shown


def growth(measured: Mapping[int, Figures], empty: Figures) -> Table:
    """Return what grows with the number of posts, and memory beside a window on no posts."""
    shown = Table(
        "what grows",
        ("", "first rows ms", "worst frame ms", "counts ms", "memory MB", "× empty library"),
    )
    for count, figures in measured.items():
        frames = [figures[f"{name} p99"] for name in ("by date", *ORDERS)]
        memory = figures["held memory"]
        shown.add(
            f"{count:,} posts",
            figures["held open"],
            max(frames),
            figures["counts"],
            memory,
            ratio(memory, empty["memory"]),
        )
    return shown


# Steps, each in a process of its own


def stay(library: str, settle: int) -> Figures:
    """Open a window, wait until everything is there, and return what it holds."""
    figures: Figures = {}
    with _Opened(library) as opened:
        figures |= opened.times
        opened.waiting.until(opened.idle, poll=50)
        opened.waiting.pause(settle)
        figures |= tree_memory(psutil.Process())
    return figures


def work(library: str, steps: int, changes: int) -> Figures:
    """Order, group, scroll and change the list."""
    from curator.domain.listing import ListedPost
    from curator.domain.post import PostId, Status
    from curator.gui.post_list.model import PostRole

    figures: Figures = {}
    with _Opened(library) as opened:
        window, waiting, services = opened.window, opened.waiting, opened.services
        view, model = window.posts.view, window.posts.model
        idle = opened.idle
        waiting.until(idle, poll=50)

        def there() -> bool:
            rows = range(model.rowCount())
            first = next((row for row in rows if model.id_at(row) is not None), None)
            return first is None or isinstance(
                model.data(model.index(first, 0), PostRole), ListedPost
            )

        answers = [0]
        model.reordered.connect(lambda: answers.append(answers[-1] + 1))

        def arranged(commands: Sequence[str]) -> float:
            window.actions_by_name["group_nothing"].trigger()
            waiting.until(idle, poll=50)
            for name in commands[:-1]:
                window.actions_by_name[name].trigger()
                waiting.until(idle, poll=50)
            known, began = answers[-1], time.perf_counter()
            waiting.painted(
                lambda: answers[-1] > known and there(),
                act=window.actions_by_name[commands[-1]].trigger,
            )
            taken = (time.perf_counter() - began) * 1000
            waiting.until(idle, poll=50)
            return taken

        def scrolled(name: str) -> None:
            for key, value in scroll(view, waiting, steps).items():
                figures[f"{name} {key.removeprefix('frame ')}"] = value
            waiting.until(idle, poll=50)

        scrolled("by date")
        for name, (commands, _order) in ORDERS.items():
            figures[name] = arranged(commands)
            scrolled(name)

        began = time.thread_time()
        for _ in range(5):
            services.library.counts(), services.library.sites()
        figures["counts"] = (time.thread_time() - began) * 1000 / 5
        times = []
        for number in range(changes):
            post, status = PostId(model.ids()[number]), list(Status)[number % 2]
            changed = services.library.set_status([post], status)
            began = time.perf_counter()
            window.events.announce(changed)
            waiting.until(lambda: not window.sidebar.busy)
            times.append((time.perf_counter() - began) * 1000)
            waiting.until(idle, poll=20)
        figures["change"] = statistics.median(times)
    return figures


class _Opened:
    """The real window on a library, open for the time of a block."""

    def __init__(self, library: str) -> None:
        self._library = library
        self.times: Figures = {}

    def __enter__(self) -> "_Opened":
        from PySide6.QtCore import QSettings

        from curator.composition import open_services
        from curator.domain.listing import ListedPost
        from curator.gui.application import make_application
        from curator.gui.post_list.model import PostRole
        from curator.gui.theme import Mode, Theme
        from curator.gui.window import MainWindow
        from curator.settings import SettingsFile

        home = Path(self._library).with_suffix(".home")
        home.mkdir(exist_ok=True)
        app = make_application()
        theme = Theme(app, Mode.LIGHT)
        settings = SettingsFile(home / "settings.toml")
        settings.change(welcomed=True)
        (home / "window.ini").unlink(missing_ok=True)
        memory = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
        self._opening = open_services(self._library)
        self.services = self._opening.__enter__()
        began = time.perf_counter()
        self.window = MainWindow(self.services, settings, theme, memory, lambda: home)
        model = self.window.posts.model
        self.waiting = Waiting(self.window.posts.view)

        def there() -> bool:
            return isinstance(model.data(model.index(0, 0), PostRole), ListedPost)

        settled = lambda: bool(model.complete and not model.rowCount())  # noqa: E731  one expression
        self.window.show()
        self.times["shown"] = (time.perf_counter() - began) * 1000
        self.waiting.painted(lambda: model.rowCount() > 0 and there(), otherwise=settled)
        self.times["open"] = (time.perf_counter() - began) * 1000
        self.waiting.until(lambda: model.complete)
        self.times["all"] = (time.perf_counter() - began) * 1000
        return self

    def idle(self) -> bool:
        """Tell whether nothing is done that somebody waits for."""
        from curator.gui.tasks import Lane

        return not self.window.tasks.busy_besides(Lane.AUDIT)

    def __exit__(self, *_fault: object) -> None:
        from curator.gui.application import take_down

        self.window.close()
        take_down(self.window, self.services)
        self._opening.__exit__(None, None, None)


def query(library: str) -> Figures:
    """Ask SQLite itself for the same orders and counts; milliseconds, best of three."""
    connection = sqlite3.connect(library)

    def timed(act: Callable[[], object]) -> float:
        times = []
        for _ in range(3):
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
        return min(times) * 1000

    def asked(statement: str) -> None:
        connection.execute(statement).fetchall()

    def numbers(order: str) -> Callable[[], object]:
        return partial(asked, f"SELECT id FROM posts WHERE {_SEEN} ORDER BY {order}")

    def counted() -> None:
        for column in ("status", "source", "categories"):
            asked(f"SELECT {column}, count(*) FROM posts WHERE {_SEEN} GROUP BY {column}")
        asked(f"SELECT count(*) FROM posts WHERE {_SEEN} AND problems <> ''")
        asked(
            "SELECT terms.name, count(*) FROM post_terms JOIN terms ON terms.id = term_id "
            f"JOIN posts ON posts.id = post_id WHERE {_SEEN} GROUP BY term_id"
        )

    figures = {"by date": timed(numbers("date DESC, id DESC")), "counts": timed(counted)}
    figures |= {name: timed(numbers(order)) for name, (_commands, order) in ORDERS.items()}
    connection.close()
    return figures
