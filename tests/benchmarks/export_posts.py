"""Exporting posts into a site, against writing the same files plainly with one sync at the end."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import corpora
from tests.benchmarks.measuring import Figures, Stopwatch, repetitions, run_step, take_turns
from tests.benchmarks.tables import Table, growth, ratio

BATCH = 500
HEADINGS = ("", "wall s", "cpu s", "µs cpu/post", "wall × floor", "cpu × floor", "peak MB")


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table for each size, and how cost and memory grow over the sizes."""
    wholes: dict[int, Figures] = {}
    # Nothing is removed before the end: for minutes after that, ext4 creates files 20 times slower.
    with tempfile.TemporaryDirectory(dir=folder, prefix="exports-") as sites:
        for count in sizes:
            measured = measure(folder, Path(sites) / str(count), count)
            yield table(count, measured)
            wholes[count] = measured["new"]
    if len(sizes) > 1:
        yield growth("growth of the export", wholes)


def measure(folder: Path, sites: Path, count: int) -> dict[str, Figures]:
    """Return the figures of all exports and floors.

    New posts of another site, the same with every title edited, once more with nothing to do; and
    articles that never were in a site, which get a name and a front matter.
    """
    source = corpora.site(folder, count)
    kept = corpora.library(folder, count)
    library = folder / "export.db"
    made: list[Path] = []

    def fresh() -> str:
        made.append(corpora.empty_site(sites / str(len(made))))
        return str(made[-1])

    def floor() -> Figures:
        return run_step(write_plainly, folder, source=str(source), target=fresh())

    def floor_again() -> Figures:
        return run_step(write_plainly, folder, source=str(source), target=str(made[-2]))

    def floor_look() -> Figures:
        return run_step(look_plainly, folder, source=str(source), target=str(made[-2]))

    def new() -> Figures:
        corpora.copy_library(kept, library)
        return run_step(export, folder, library=str(library), target=fresh(), count=count)

    def edited() -> Figures:
        edit = run_step(edit_titles, folder, library=str(library))
        done = run_step(export, folder, library=str(library), target=str(made[-1]), count=0)
        return done | {name: value for name, value in edit.items() if name.startswith("edit")}

    def unchanged() -> Figures:
        return run_step(export, folder, library=str(library), target=str(made[-1]), count=-1)

    def loose() -> Figures:
        corpora.copy_library(corpora.loose_library(folder, count), library)
        return run_step(export, folder, library=str(library), target=fresh(), count=count)

    measured = take_turns(
        repetitions(count),
        {
            "floor": floor,
            "new": new,
            "floor edited": floor_again,
            "edited": edited,
            "floor look": floor_look,
            "unchanged": unchanged,
            "loose": loose,
        },
    )
    corpora.remove_library(library)
    return measured


def table(count: int, measured: dict[str, Figures]) -> Table:
    """Return the figures of one size as a table."""
    times = repetitions(count)
    shown = Table(f"export of {count:,} posts, best of {times}", HEADINGS)
    rows = [
        ("floor: write, one sync", "floor", "all", "floor"),
        ("new to the site: plan", "new", "plan", "floor"),
        ("new to the site: write", "new", "apply", "floor"),
        ("new to the site: plan and write", "new", "all", "floor"),
        ("never in a site: plan", "loose", "plan", "floor"),
        ("never in a site: write", "loose", "apply", "floor"),
        ("never in a site: plan and write", "loose", "all", "floor"),
        ("floor: overwrite, one sync", "floor edited", "all", "floor edited"),
        ("all titles edited: the edit itself", "edited", "edit", None),
        ("all titles edited: plan", "edited", "plan", "floor edited"),
        ("all titles edited: write", "edited", "apply", "floor edited"),
        ("all titles edited: plan and write", "edited", "all", "floor edited"),
        ("floor: stat", "floor look", "stat", "floor look"),
        ("floor: stat, read, compare", "floor look", "all", "floor look"),
        ("nothing changed: plan", "unchanged", "plan", "floor look"),
    ]
    for label, name, part, floor in rows:
        figures = measured[name]
        wall, cpu = figures[f"{part} wall"], figures[f"{part} cpu"]
        against = measured[floor] if floor else None
        shown.add(
            label,
            wall,
            cpu,
            cpu * 1e6 / count,
            ratio(wall, against["all wall"]) if against else None,
            ratio(cpu, against["all cpu"]) if against else None,
            figures["peak"] if floor else None,
        )
    return shown


# Steps, each in a process of its own


def _batches(source: str) -> Iterator[list[tuple[str, bytes]]]:
    """Yield names and bytes of the posts below a site, read outside of what is measured."""
    folder = Path(source) / "_posts"
    names = sorted(os.listdir(folder))
    for start in range(0, len(names), BATCH):
        yield [(name, (folder / name).read_bytes()) for name in names[start : start + BATCH]]


def write_plainly(source: str, target: str) -> Figures:
    """Write every post with `open` and `write`, then sync the file system once."""
    from curator.export.folders import syncfs

    watch = Stopwatch()
    folder = os.path.join(target, "_posts")
    with watch("all"):
        os.makedirs(folder, exist_ok=True)
    for batch in _batches(source):
        with watch("all"):
            for name, data in batch:
                with open(f"{folder}/{name}", "wb") as stream:
                    stream.write(data)
    with watch("all"):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if not syncfs(descriptor):
                os.sync()
        finally:
            os.close(descriptor)
    return watch.figures


def look_plainly(source: str, target: str) -> Figures:
    """Compare every post with its file: first by `stat` alone, then by its bytes."""
    watch = Stopwatch()
    folder = os.path.join(target, "_posts")
    for batch in _batches(source):
        with watch("stat"):
            for name, data in batch:
                assert os.stat(f"{folder}/{name}").st_size == len(data)
        with watch("all"):
            for name, data in batch:
                path = f"{folder}/{name}"
                assert os.stat(path).st_size == len(data)
                with open(path, "rb") as stream:
                    assert stream.read() == data
    return watch.figures


def export(library: str, target: str, count: int) -> Figures:
    """Export everything; `count` files must be written, 0 stands for any number but none."""
    from curator.composition import open_services
    from curator.services.publish import ConflictChoice, Selection

    watch = Stopwatch()
    with open_services(library) as services, watch("all"):
        publish = services.publish
        with watch("plan"):
            chosen = Selection(everything=True)
            plan = publish.plan(Path(target), chosen, ConflictChoice.SKIP)
        with watch("apply"):
            written = publish.apply(plan).written if count >= 0 else plan.writes
    assert written == max(count, 0) or (count == 0 and written), written
    return watch.figures


def edit_titles(library: str) -> Figures:
    """Give every post that can be edited another title."""
    from curator.composition import open_services
    from curator.domain.errors import CuratorError
    from curator.domain.listing import StoredPost
    from curator.domain.post import PostId
    from curator.services.edits import SetValue, rewritten

    def rewrite(post: StoredPost) -> bytes:
        new = hashlib.sha256(post.content).hexdigest()[:12]
        return rewritten(post, [SetValue("title", f"改 {new}: {post.title}")])

    watch = Stopwatch()
    failed = 0
    with open_services(library) as services, watch("edit"):
        ids = [PostId(number) for number in services.library.find("")]
        for result in services.library.rewrite(ids, rewrite, "benchmark"):
            failed += isinstance(getattr(result, "fault", None), CuratorError)
    assert failed <= len(ids) // 20, failed
    return watch.figures
