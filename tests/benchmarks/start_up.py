"""From the start of a process to a painted window, against a bare window with a web view."""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import corpora
from tests.benchmarks.measuring import (
    ROOT,
    Figures,
    environment,
    last_line,
    median,
    peak_of,
    repetitions,
)
from tests.benchmarks.tables import Table, ratio

SCRIPT = Path(__file__).with_name("watched_window.py")
ROUNDS = 7
SETTLE = 1_500  # milliseconds before memory is read


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table of windows and one of commands."""
    yield windows(sizes, folder)
    yield commands(sizes, folder)


def windows(sizes: Sequence[int], folder: Path) -> Table:
    """Measure the window on a library of each size and the bare one, in turn."""
    libraries = {count: corpora.library(folder, count) for count in sizes}
    environment(folder)
    settings = folder / "home" / ".config" / "curator" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("welcomed = true\n", "utf-8")
    times = repetitions(min(sizes))
    runs: dict[int, list[Figures]] = {}
    for library in libraries.values():
        open_window("curator", folder, str(library))  # compiles what is not compiled yet
    for _ in range(times):
        runs.setdefault(0, []).append(open_window("bare", folder, ""))
        for count, library in libraries.items():
            runs.setdefault(count, []).append(open_window("curator", folder, str(library)))
    shown = Table(
        f"start of the window, median of {times}",
        (
            "",
            "shown s",
            "painted s",
            "page or rows s",
            "cpu s",
            "shown × bare",
            "painted × bare",
            "cpu × bare",
            "memory MB",
            "own MB",
        ),
    )
    bare = median(runs[0])
    for count, found in runs.items():
        figures = median(found)
        last = "rows" if count else "page"
        shown.add(
            f"Curator, {count:,} posts" if count else "floor: bare window",
            figures["shown wall"],
            figures["painted wall"],
            figures[f"{last} wall"],
            figures["painted cpu"],
            ratio(figures["shown wall"], bare["shown wall"]),
            ratio(figures["painted wall"], bare["painted wall"]),
            ratio(figures["painted cpu"], bare["painted cpu"]),
            figures["memory"],
            figures["own"],
        )
    shown.notes.append(
        "cpu: of the program's own process until painted. memory: proportional, of all processes; "
        "own: what the program's own process alone has."
    )
    return shown


def open_window(which: str, folder: Path, library: str) -> Figures:
    """Return what one start took."""
    command = [sys.executable, str(SCRIPT), which, repr(time.monotonic()), str(SETTLE), library]
    return last_line(command, folder)


def commands(sizes: Sequence[int], folder: Path) -> Table:
    """Measure commands that must answer at once."""
    program = [sys.executable, "-m", "curator"]
    wanted = {
        "floor: python -c pass": [sys.executable, "-c", "pass"],
        "curator --help": [*program, "--help"],
    }
    for count in sizes:
        library = str(corpora.library(folder, count))
        label = f"curator list --limit 20, {count:,} posts"
        wanted[label] = [*program, "--library", library, "list", "--limit", "20"]
    runs: dict[str, list[Figures]] = {label: [] for label in wanted}
    for command in wanted.values():
        _call(command, folder)  # compiles what is not compiled yet
    for _ in range(ROUNDS):
        for label, command in wanted.items():
            runs[label].append(_call(command, folder))
    shown = Table(
        f"commands, median of {ROUNDS}",
        ("", "wall ms", "cpu ms", "wall × floor", "cpu × floor", "peak MB"),
    )
    floor = median(next(iter(runs.values())))
    for label, found in runs.items():
        figures = median(found)
        shown.add(
            label,
            figures["wall"] * 1000,
            figures["cpu"] * 1000,
            ratio(figures["wall"], floor["wall"]),
            ratio(figures["cpu"], floor["cpu"]),
            peak_of(wanted[label], environment(folder)),
        )
    return shown


def _call(command: Sequence[str], folder: Path) -> Figures:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        command, cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL, check=True
    )
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu}
