"""Steps in processes of their own, with what they cost: wall, CPU, memory.

A step is a module-level function that takes JSON values and returns figures by name. It runs in a
fresh interpreter, so that its memory is its own and nothing is warm but the files it reads.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
PATIENCE = 3600

Figures = dict[str, float]


class Stopwatch:
    """Collects the wall and CPU seconds of named parts of a step; a part may be measured in pieces."""

    def __init__(self) -> None:
        self.figures: Figures = {}

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        """Add what the block costs to a part."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.add(f"{part} wall", time.perf_counter() - wall)
            self.add(f"{part} cpu", time.process_time() - cpu)

    def add(self, name: str, value: float) -> None:
        """Add to a figure."""
        self.figures[name] = self.figures.get(name, 0.0) + value


def run_step(step: Callable[..., Figures], folder: Path, **arguments: object) -> Figures:
    """Run a step in a fresh process; return its figures with `peak` and `start`, its memory in MB."""
    command = [sys.executable, "-m", "tests.benchmarks.measuring"]
    command += [step.__module__, step.__name__, json.dumps(arguments)]
    return last_line(command, folder)


def last_line(command: Sequence[str], folder: Path) -> Figures:
    """Run a program and return the figures on its last line; what it says else is shown if it fails."""
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(f"{command} failed:\n{ended.stderr.decode(errors='replace')}")
    figures: Figures = json.loads(ended.stdout.splitlines()[-1])
    return figures


def environment(folder: Path) -> dict[str, str]:
    """Return the variables of a child: a home of its own, a screen, the web engine as root."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    given = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    given |= {"HOME": str(home), "LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    for name in ("CURATOR_LIBRARY", "PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE"):
        given.pop(name, None)
    # An installed program has its modules compiled; whether this checkout has is no matter here.
    given["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    if not given.get("DISPLAY") and not given.get("WAYLAND_DISPLAY"):
        given.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.geteuid() == 0:
        given.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    given.setdefault("QT_LOGGING_RULES", "qt.webenginecontext.debug=false;*.warning=false")
    return given


def best(runs: Sequence[Figures]) -> Figures:
    """Return the smallest of each figure: what disturbs a run only ever makes it slower."""
    return {name: min(run[name] for run in runs) for name in runs[0]}


def median(runs: Sequence[Figures]) -> Figures:
    """Return the median of each figure."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def take_turns(times: int, steps: Mapping[str, Callable[[], Figures]]) -> dict[str, Figures]:
    """Run all steps in turn, several times, so that a busy minute meets all; return the best of each."""
    runs: dict[str, list[Figures]] = {name: [] for name in steps}
    for _ in range(times):
        for name, step in steps.items():
            runs[name].append(step())
    return {name: best(found) for name, found in runs.items()}


def repetitions(count: int) -> int:
    """Return how often a run over `count` posts is worth repeating."""
    return 5 if count <= 1_000 else 3 if count <= 10_000 else 1


def peak_memory(process: int | None = None) -> float | None:
    """Return the most memory in MB that a process, or this one, had since it began its program.

    None where the system does not tell. `getrusage` would tell that of the process that started it
    where that was larger.
    """
    try:
        status = Path(f"/proc/{process or 'self'}/status").read_text("utf-8")
    except OSError:
        return None
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return None


def peak_of(command: Sequence[str], environment: Mapping[str, str]) -> float | None:
    """Run a command and return the most memory in MB that it had, up to a few milliseconds ago."""
    highest = 0.0
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            highest = max(highest, peak_memory(running.pid) or 0.0)
            time.sleep(0.002)
    return highest or None


def tree_memory(process: psutil.Process) -> Figures:
    """Return what a process and all that it started hold, in MB.

    `memory` is the proportional set size of all, which counts what is shared with other programs in
    parts. `own` is what this process alone has: neither what else runs nor what the web engine
    keeps in reserve changes it.
    """
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            memory = one.memory_full_info()
        except psutil.Error:  # it ended meanwhile
            continue
        total += getattr(memory, "pss", memory.uss)
    return {"memory": total / 2**20, "own": process.memory_full_info().uss / 2**20}


def tree_cpu(process: psutil.Process) -> float:
    """Return the CPU seconds of a process and all that it started and that still run."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total


def evict(folder: Path) -> bool:
    """Drop the files below a folder from the system's cache; False where that cannot be asked for."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


def _main(module: str, function: str, arguments: str) -> None:
    from importlib import import_module

    step: Callable[..., Figures] = getattr(import_module(module), function)
    given: dict[str, Any] = json.loads(arguments)
    start = psutil.Process().memory_info().rss / 2**20
    figures = step(**given)
    peak = peak_memory() or psutil.Process().memory_info().rss / 2**20
    sys.stdout.write("\n" + json.dumps(figures | {"peak": peak, "start": start}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main(*sys.argv[1:])
