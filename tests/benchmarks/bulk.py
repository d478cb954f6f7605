"""Changes of many posts: what looking and changing cost a post, beside a floor of the same run.

The floor reads each text, splices some bytes into it and writes text and row with plain SQLite, batch by batch: what
no change of a library can do without.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from tests.benchmarks import corpora
from tests.benchmarks.measuring import Figures, Stopwatch, repetitions, run_step, take_turns
from tests.benchmarks.tables import Table, ratio

BATCH = 250
FLOOR = "floor"
ACTIONS = (
    "add a tag",
    "rename a category",
    "move dates",
    "replace text",
    "replace pattern",
    "move",
)


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table for each size, then how cost and memory grow."""
    grown: dict[str, dict[int, Figures]] = {}
    for size in sizes:
        steps: dict[str, Callable[[], Figures]] = {FLOOR: partial(_step, floor, folder, size)}
        for name in ACTIONS:
            steps[name] = partial(_step, change, folder, size, name=name)
        figures = take_turns(repetitions(size), steps)
        yield _table(size, figures)
        for name, one in figures.items():
            grown.setdefault(name, {})[size] = one
    corpora.remove_library(folder / "bulk.db")
    yield _growth(sizes, grown)


def _step(step: Callable[..., Figures], folder: Path, size: int, **more: object) -> Figures:
    file = corpora.copy_library(corpora.library(folder, size), folder / "bulk.db")
    return run_step(step, folder, library=str(file), **more)


def _table(size: int, figures: dict[str, Figures]) -> Table:
    table = Table(
        f"changes of {size:,} posts",
        ("", "changed", "look µs cpu", "change µs cpu", "wall µs", "× floor", "peak MB"),
        notes=["a post that changes; of looking, one that is looked at. × floor: change, CPU"],
    )
    least = figures[FLOOR]["change cpu"] / figures[FLOOR]["changed"]
    for name, one in figures.items():
        cost = one["change cpu"] / one["changed"]
        look = 1e6 * one["look cpu"] / one["posts"] if "look cpu" in one else None
        wall = 1e6 * one["change wall"] / one["changed"]
        table.add(name, one["changed"], look, 1e6 * cost, wall, ratio(cost, least), one["peak"])
    return table


def _growth(sizes: Sequence[int], grown: dict[str, dict[int, Figures]]) -> Table:
    table = Table(
        "growth from the smallest to the largest", ("", "× cost of a post", "B/post of memory")
    )
    fewest, most = sizes[0], sizes[-1]
    for name, by_size in grown.items():
        small, large = by_size[fewest], by_size[most]
        held = (large["peak"] - small["peak"]) * 2**20 / (most - fewest) if most > fewest else None
        each = [one["change cpu"] / one["changed"] for one in (small, large)]
        table.add(name, ratio(each[1], each[0]), held)
    return table


# Steps, each in a process of its own


def floor(library: str) -> Figures:
    """Read, splice and write every text and its row with plain SQLite."""
    connection = sqlite3.connect(library, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -16384")
    ids = [number for (number,) in connection.execute("SELECT id FROM posts ORDER BY id")]
    (blob,) = connection.execute("SELECT max(id) FROM blobs").fetchone()
    watch = Stopwatch()
    with watch("change"):
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            marks = ",".join("?" * len(part))
            texts = connection.execute(
                f"SELECT p.id, b.data FROM posts p JOIN blobs b ON b.id = p.blob_id WHERE p.id IN ({marks})",
                part,
            ).fetchall()
            new, rows = [], []
            for post, data in texts:
                blob += 1
                after = data[:10] + b"# x\n" + data[10:]
                new.append((blob, sha256(after).digest(), len(after), after))
                rows.append((blob, post))
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO blobs (id, hash, size, data) VALUES (?, ?, ?, ?)", new
            )
            connection.executemany("UPDATE posts SET blob_id = ? WHERE id = ?", rows)
            connection.execute("COMMIT")
    connection.close()
    return watch.figures | {"changed": float(len(ids)), "posts": float(len(ids))}


def change(library: str, name: str) -> Figures:
    """Look at every post of a library, then change it."""
    from curator.composition import open_services
    from curator.domain.bulk import (
        Action,
        AddItem,
        MergeTerms,
        ReplaceText,
        SetStatus,
        ShiftDate,
    )
    from curator.domain.post import Status, TermKind

    actions: dict[str, Action] = {
        "add a tag": (AddItem("tags", "新的"),),
        "rename a category": (MergeTerms(TermKind.CATEGORY, ("live",), "滚动"),),
        "move dates": (ShiftDate(timedelta(hours=1)),),
        "replace text": ReplaceText("<p>", "<p >"),
        "replace pattern": ReplaceText(r"(\d+)\.(\d+)%", r"\1,\2 %", regex=True),
        "move": SetStatus(Status.READY),
    }
    watch = Stopwatch()
    with open_services(library) as services:
        ids = services.library.find("")
        with watch("look"):
            plan = services.bulk.plan(ids, actions[name])
        with watch("change"):
            applied = services.bulk.apply(plan)
    changed = float(len(applied.changed.posts))
    return watch.figures | {"changed": changed, "posts": float(len(ids))}
