"""`curator check` on a site against a real `jekyll build` of it, and what one edit costs afterwards."""

import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import corpora
from tests.benchmarks.measuring import (
    ROOT,
    Figures,
    Stopwatch,
    median,
    peak_memory,
    repetitions,
    run_step,
)
from tests.benchmarks.tables import Table, ratio

if TYPE_CHECKING:
    from curator.services.site_audit import SiteAudit

LARGEST_BUILD = 10_000
"""Posts; Jekyll takes the better part of an hour for ten times as many."""
EDITS = 50
LAYOUT = "<!doctype html><title>{{ page.title }}</title>{{ content }}\n"


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table of checks for each size, then one of edits over all sizes."""
    edits = Table(
        "one edit in an audited site, median",
        ("", "put ms", "slowest ms", "put × floor", "remove ms", "audit MB", "B/post"),
    )
    smallest: tuple[int, float] | None = None
    for count in sizes:
        site = plain_site(folder, count)
        yield checks(folder, site, count)
        kept = run_step(edit_posts, folder, site=str(site))
        if smallest is None:
            smallest = (count, kept["audit"])
        more = count - smallest[0]
        held = (kept["audit"] - smallest[1]) * 2**20 / more if more else None
        edits.add(
            f"{count:,} posts",
            kept["put"] * 1e3,
            kept["slowest"] * 1e3,
            ratio(kept["put"], kept["floor"]),
            kept["remove"] * 1e3,
            kept["audit"],
            held,
        )
    edits.notes.append("floor: looking at the one post by itself.")
    yield edits


def plain_site(folder: Path, count: int) -> Path:
    """Return a site of `count` posts with a plain layout; the posts are links."""
    root, made = folder / f"check-{count}", folder / f"check-{count}.made"
    if not made.exists():
        shutil.rmtree(root, ignore_errors=True)
        (root / "_posts").mkdir(parents=True)
        (root / "_layouts").mkdir()
        source = corpora.site(folder, count)
        for entry in os.scandir(source / "_posts"):
            os.link(entry.path, root / "_posts" / entry.name)
        shutil.copyfile(source / "_config.yml", root / "_config.yml")
        (root / "_layouts" / "post.html").write_text(LAYOUT, "utf-8")
        made.touch()
    return root


def checks(folder: Path, site: Path, count: int) -> Table:
    """Return a table of one size: the build where it can be had, and the ways to check."""
    times = repetitions(count)
    shown = Table(
        f"check of {count:,} posts, median of {times}",
        ("", "wall s", "cpu s", "µs cpu/post", "build wall × ours", "build cpu × ours", "peak MB"),
    )
    built: Figures | None = None
    if count <= LARGEST_BUILD and shutil.which("jekyll") is not None:
        built = run_step(build, folder, site=str(site), target=str(folder / "built"))
        shutil.rmtree(folder / "built", ignore_errors=True)
        wall, cpu = built["wall"], built["cpu"]
        shown.add("jekyll build, once", wall, cpu, cpu * 1e6 / count, None, None, built["most"])
    steps: dict[str, tuple[Callable[..., Figures], dict[str, object]]] = {
        "floor: reading the files": (read_plainly, {}),
        "curator check": (command, {"options": []}),
        "curator check --json": (command, {"options": ["--json"]}),
        "in one process": (check_alone, {}),
    }
    for label, (step, more) in steps.items():
        runs = [run_step(step, folder, site=str(site), **more) for _ in range(times)]
        figures = median(runs)
        wall, cpu = figures["wall"], figures["cpu"]
        shown.add(
            label,
            wall,
            cpu,
            cpu * 1e6 / count,
            ratio(built["wall"], wall) if built else None,
            ratio(built["cpu"], cpu) if built else None,
            figures.get("most", figures["peak"]),
        )
    shown.notes.append("The commands share the work over processes; peak MB is that of the first.")
    if built is None:
        shown.notes.append("No build: Jekyll is not there, or would take too long.")
    return shown


# Steps, each in a process of its own


def build(site: str, target: str) -> Figures:
    """Build the site with real Jekyll; the peak of memory is Jekyll's."""
    arguments = ["jekyll", "build", "--quiet", "--disable-disk-cache"]
    return _run([*arguments, "--source", site, "--destination", target], good=(0,))


def command(site: str, options: list[str]) -> Figures:
    """Run the command as a person does, into a file that is thrown away."""
    return _run([sys.executable, "-m", "curator", "check", site, *options], good=(0, 1))


def _run(arguments: list[str], good: tuple[int, ...]) -> Figures:
    import psutil

    begun = time.perf_counter()
    cpu: dict[int, float] = {}
    peak = 0.0
    with subprocess.Popen(
        arguments,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    ) as child:
        watched = psutil.Process(child.pid)
        while child.poll() is None:
            try:
                for one in (watched, *watched.children(recursive=True)):
                    spent = one.cpu_times()
                    cpu[one.pid] = spent.user + spent.system
                peak = max(peak, watched.memory_info().rss / 2**20)
            except psutil.Error:  # one of them ended meanwhile
                pass
            time.sleep(0.02)
    wall = time.perf_counter() - begun
    assert child.returncode in good, child.returncode
    return {"wall": wall, "cpu": sum(cpu.values()), "most": peak}


def read_plainly(site: str) -> Figures:
    """Read every file and throw it away."""
    watch = Stopwatch()
    with watch("all"):
        folder = os.path.join(site, "_posts")
        for name in os.listdir(folder):
            with open(f"{folder}/{name}", "rb") as stream:
                stream.read()
    return {"wall": watch.figures["all wall"], "cpu": watch.figures["all cpu"]}


def check_alone(site: str) -> Figures:
    """Audit the site in this process alone, and go through all that was found."""
    from curator.services.audit_folder import check_folder

    watch = Stopwatch()
    with watch("all"):
        report = check_folder(Path(site), workers=1)
        posts = sum(1 for _ in report.posts())
    assert posts == len(report)
    return {"wall": watch.figures["all wall"], "cpu": watch.figures["all cpu"]}


def edit_posts(site: str) -> Figures:
    """Edit, take out and put back single posts of an audited site."""
    from curator.services.audit_folder import check_folder

    before = peak_memory() or 0.0
    (audit,) = check_folder(Path(site), workers=1).sites
    memory = (peak_memory() or 0.0) - before
    keys = [str(key) for key in audit.ordered()]
    figures: dict[str, list[float]] = {"floor": [], "put": [], "remove": []}
    for key in random.Random(7).sample(keys, min(EDITS, len(keys))):
        source = Path(site, key).read_bytes()
        edited = source.replace(b"title:", b"subtitle: new\ntitle:", 1) + b"more\n"
        figures["floor"].append(_timed(partial(audit.looker.look, key, edited)))
        figures["put"].append(_timed(partial(_put, audit, key, edited)))
        figures["remove"].append(_timed(partial(audit.remove, key)))
        audit.put(key, source)
    found = {name: statistics.median(values) for name, values in figures.items()}
    return found | {"slowest": max(figures["put"]), "audit": memory}


def _put(audit: "SiteAudit", key: str, edited: bytes) -> None:
    audit.put(key, edited)
    audit.audited(key, outliers=True)


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
