"""`python -m tests.benchmarks [NAME…]`: run benchmarks and print their figures.

A benchmark is a module of this folder with a function `run`, which takes `sizes` (numbers of posts)
or `folder` (where its data lies), both, or neither. It returns or yields tables, or prints by itself.
"""

import argparse
import ast
import inspect
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from tests.benchmarks.corpora import BYTES_A_POST, COPIES, room_missing

HERE = Path(__file__).parent
SIZES = "1000,10000"


def names() -> list[str]:
    """Return the names of all benchmarks, without importing one."""
    found = []
    for path in sorted(HERE.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        if "run" in functions and path.stem != "__main__":
            found.append(path.stem.replace("_", "-"))
    return found


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; return the exit code."""
    known = names()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all, or of: {', '.join(known)}")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of posts; without it {SIZES}")
    parser.add_argument("--folder", type=Path, help="keep the data here for further runs")
    given = parser.parse_args(arguments)
    sizes = sorted(int(size) for size in given.sizes.split(","))
    wanted = [name.replace("_", "-") for name in given.names] or known
    for name in wanted:
        if name not in known:
            parser.error(f"there is no benchmark {name}; choose of: {', '.join(known)}")
    with tempfile.TemporaryDirectory(prefix="curator-benchmarks-") as temporary:
        folder: Path = (given.folder or Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        missing = room_missing(folder, sizes[-1])
        if missing:
            needed = sizes[-1] * BYTES_A_POST * COPIES
            _say(
                f"{folder} lacks {missing / 1e9:.1f} GB of the {needed / 1e9:.1f} GB that "
                f"{sizes[-1]:,} posts take; choose smaller --sizes or another --folder."
            )
            return 2
        _say(_machine())
        for name in wanted:
            _say(f"\n== {name}")
            for table in tables(name, sizes, folder):
                _say(f"\n{table}")
        _say(f"\nload at the end: {_load()}")
    return 0


def tables(name: str, sizes: Sequence[int], folder: Path) -> Iterator[object]:
    """Run one benchmark and yield its tables as they are ready."""
    run = import_module(f"tests.benchmarks.{name.replace('-', '_')}").run
    offered = {"sizes": sizes, "folder": folder}
    taken = inspect.signature(run).parameters
    result = run(**{key: value for key, value in offered.items() if key in taken})
    if result is None:
        return
    if isinstance(result, str) or not isinstance(result, Iterable):
        yield result
    else:
        yield from result


def _machine() -> str:
    return (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} cores, load at the start: {_load()}"
    )


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
