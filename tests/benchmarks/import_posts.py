"""Importing a site's posts, against reading them, parsing their front matter in C and inserting rows."""

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks import corpora
from tests.benchmarks.measuring import Figures, Stopwatch, evict, repetitions, run_step, take_turns
from tests.benchmarks.tables import Table, growth, ratio

BATCH = 500
_BLOCK = re.compile(rb"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
HEADINGS = ("", "wall s", "cpu s", "µs cpu/post", "wall × floor", "cpu × floor", "peak MB")


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table for each size, and how cost and memory grow over the sizes."""
    wholes: dict[int, Figures] = {}
    for count in sizes:
        measured = measure(folder, count)
        yield table(count, measured)
        wholes[count] = measured["all"]
    if len(sizes) > 1:
        yield growth("growth of the import", wholes)


def measure(folder: Path, count: int) -> dict[str, Figures]:
    """Return the figures of the floor, a first import, a second one, and both with cold files."""
    site = corpora.site(folder, count)
    plain, library = folder / "floor.db", folder / "import.db"

    def floor() -> Figures:
        corpora.remove_library(plain)
        return run_step(insert_plainly, folder, site=str(site), database=str(plain))

    def curator() -> Figures:
        corpora.remove_library(library)
        return run_step(import_site, folder, site=str(site), library=str(library))

    def again() -> Figures:
        return run_step(import_site, folder, site=str(site), library=str(library))

    steps = {"floor": floor, "all": curator, "again": again}
    measured = take_turns(repetitions(count), steps)
    if evict(site):
        measured["cold floor"] = floor()
        evict(site)
        measured["cold all"] = curator()
    corpora.remove_library(plain)
    corpora.remove_library(library)
    return measured


def table(count: int, measured: dict[str, Figures]) -> Table:
    """Return the figures of one size as a table."""
    times = repetitions(count)
    shown = Table(f"import of {count:,} posts, best of {times}", HEADINGS)
    rows = [
        ("floor: read, C YAML, insert", "floor", "all", "floor"),
        ("Curator, new library", "all", "open", None),
        ("Curator, plan", "all", "plan", "floor"),
        ("Curator, apply", "all", "apply", "floor"),
        ("Curator, plan and apply", "all", "all", "floor"),
        ("Curator, again: nothing new", "again", "all", "floor"),
        ("cold files, floor", "cold floor", "all", "cold floor"),
        ("cold files, Curator", "cold all", "all", "cold floor"),
    ]
    for label, run_name, part, floor in rows:
        if run_name not in measured:
            continue
        figures = measured[run_name]
        wall, cpu = figures[f"{part} wall"], figures[f"{part} cpu"]
        against = measured[floor] if floor else None
        shown.add(
            label,
            wall,
            cpu,
            cpu * 1e6 / count,
            ratio(wall, against["all wall"]) if against else None,
            ratio(cpu, against["all cpu"]) if against else None,
            figures["peak"],
        )
    return shown


# Steps, each in a process of its own


def insert_plainly(site: str, database: str) -> Figures:
    """Do the least that an import can be: no library, no plan, no history, no problems told."""
    import yaml

    from curator.storage.pragmas import WAL_IS_SAFE

    watch = Stopwatch()
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA page_size = 8192")
    connection.execute(f"PRAGMA journal_mode = {'WAL' if WAL_IS_SAFE else 'DELETE'}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, path TEXT, title TEXT, date TEXT, "
        "source BLOB, hash BLOB)"
    )
    statement = "INSERT INTO posts (path, title, date, source, hash) VALUES (?, ?, ?, ?, ?)"
    with watch("all"):
        paths = sorted(entry.path for entry in os.scandir(os.path.join(site, "_posts")))
        for start in range(0, len(paths), BATCH):
            rows = []
            for path in paths[start : start + BATCH]:
                with open(path, "rb") as stream:
                    data = stream.read()
                block = _BLOCK.match(data)
                try:
                    values: Any = yaml.load(block[1], yaml.CSafeLoader) if block else {}
                except yaml.YAMLError:
                    values = {}
                row = (str(values.get("title")), str(values.get("date")), data)
                rows.append((path, *row, hashlib.sha256(data).digest()))
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(statement, rows)
            connection.execute("COMMIT")
    connection.close()
    return watch.figures


def import_site(site: str, library: str) -> Figures:
    """Plan and apply an import through the services, as window and command line do."""
    from curator.composition import open_services

    watch = Stopwatch()
    with watch("open"):
        opened = open_services(library)
        services = opened.__enter__()
    with watch("all"):
        with watch("plan"):
            plan = services.ingest.plan([Path(site)])
        with watch("apply"):
            services.ingest.apply(plan)
    opened.__exit__(None, None, None)
    return watch.figures
