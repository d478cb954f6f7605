"""Duplicates: how many are found and how many are none, and what the looking costs an import."""

import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import corpora
from tests.benchmarks.articles import article
from tests.benchmarks.measuring import Figures, Stopwatch, run_step
from tests.benchmarks.near_texts import KINDS, other_story
from tests.benchmarks.tables import Table

PAIRS = 10_000
BATCH = 250
TURNS = 3
NEW = 1_000
"""Articles that are imported into libraries of each size."""


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield recall and false hits for each size, then what imports cost over the sizes."""
    for size in sizes:
        library = corpora.library(folder, size)
        yield found_table(size, run_step(find, folder, library=str(library), size=size))
    yield cost_table(sizes, folder)


def found_table(size: int, figures: Figures) -> Table:
    """Return what was found of each kind."""
    shown = Table(
        f"duplicates among {size:,} posts",
        ("", "pairs", "found %", "found another %", "× all"),
    )
    for kind in (*KINDS, "another story"):
        pairs = figures[f"{kind} pairs"]
        right, wrong = figures[f"{kind} right"], figures[f"{kind} wrong"]
        share = right / pairs if kind in KINDS else None
        shown.add(kind, pairs, 100 * right / pairs, 100 * wrong / pairs, share)
    shown.add("ms an article, all told", figures["ms"], None, None, None)
    shown.add("groups in the library itself", figures["groups"], None, None, None)
    shown.add("seconds to find these", figures["groups wall"], None, None, None)
    return shown


def cost_table(sizes: Sequence[int], folder: Path) -> Table:
    """Return what an import of new articles costs in libraries of each size."""
    shown = Table(
        f"import of {NEW:,} loose articles", ("into", "plan s", "apply s", "cpu s", "× empty")
    )
    empty: Figures | None = None
    for size in (0, *sizes):
        new = _new(folder, max(sizes))
        runs = []
        for _ in range(TURNS):
            file = folder / "duplicates.db"
            if size:
                corpora.copy_library(corpora.library(folder, size), file)
            else:
                corpora.remove_library(file)
            runs.append(run_step(take_in, folder, source=str(new), library=str(file)))
        best = min(runs, key=lambda one: one["plan cpu"] + one["apply cpu"])
        cpu = best["plan cpu"] + best["apply cpu"]
        empty = empty or best
        against = cpu / (empty["plan cpu"] + empty["apply cpu"])
        shown.add(f"{size:,} posts", best["plan wall"], best["apply wall"], cpu, against)
    corpora.remove_library(folder / "duplicates.db")
    return shown


def _new(folder: Path, after: int) -> Path:
    """Return a folder of articles that no library holds."""
    root, made = folder / f"new-after-{after}", folder / f"new-after-{after}.made"
    if not made.exists():
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        for n in range(after, after + NEW):
            name, data = article(n)
            (root / name).write_bytes(data)
        made.touch()
    return root


# Steps, each in a process of its own


def find(library: str, size: int) -> Figures:
    """Ask of changed articles whether they are there, and of others."""
    from curator.composition import open_services

    figures: Figures = {}
    with open_services(library) as services:
        services.duplicates.fill()
        (site,) = services.library.sites()
        numbers = services.library.posts_of(site.root)
    each = PAIRS // (len(KINDS) + 1)
    asked = time.process_time()
    count = 0
    for kind, make in {**KINDS, "another story": other_story}.items():
        new = kind == "another story"
        step = max(1, size // each)
        chosen = range(size, size + each) if new else range(0, size, step)[:each]
        expected = {n: None if new else numbers[f"_posts/{article(n)[0]}"] for n in chosen}
        result = hits(library, make, expected)
        count += len(expected)
        figures |= {f"{kind} {name}": float(number) for name, number in result.items()}
        figures[f"{kind} pairs"] = float(len(expected))
    figures["ms"] = 1_000 * (time.process_time() - asked) / count
    watch = Stopwatch()
    with open_services(library) as services, watch("groups"):
        figures["groups"] = float(len(services.duplicates.groups()))
    return figures | watch.figures


def hits(library: str, make: object, expected: dict[int, object]) -> Counter[str]:
    """Count how often the right post was found, and another one."""
    from curator.services.deriving import Build, facts_of
    from curator.services.judging import Asked, Judge
    from curator.services.sites import Sites
    from curator.storage.database import Database

    assert callable(make)
    build: Build = Sites().build(None)
    database = Database.open(library)
    found = Counter({"right": 0, "wrong": 0})
    numbers = list(expected)
    for start in range(0, len(numbers), BATCH):
        part = numbers[start : start + BATCH]
        texts = [make(n) for n in part]
        asked = [
            Asked(facts_of(text, None, "a.md", build), lambda text=text: text) for text in texts
        ]
        with database.read() as connection:
            matches = Judge().judge(connection, asked)
        for n, match in zip(part, matches, strict=True):
            if match is not None and match.post is not None:
                found["right" if match.post == expected[n] else "wrong"] += 1
    database.close()
    return found


def take_in(source: str, library: str) -> Figures:
    """Import loose articles."""
    from curator.composition import open_services

    watch = Stopwatch()
    with open_services(library) as services:
        services.duplicates.fill()
        with watch("plan"):
            plan = services.ingest.plan([Path(source)])
        with watch("apply"):
            services.ingest.apply(plan)
    return watch.figures
