"""What the benchmarks work on, made once in a folder: sites, loose articles, libraries."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

from tests.benchmarks.articles import CONFIG, write_site
from tests.benchmarks.measuring import ROOT, Figures, run_step

BYTES_A_POST = 7_500
COPIES = 8
"""Of the largest site on the disk at once: the posts, two libraries, one to change, three exports."""


def room_missing(folder: Path, largest: int) -> int:
    """Return how many bytes the folder's disk lacks for runs of up to `largest` posts."""
    wanted = largest * BYTES_A_POST * COPIES
    return max(0, wanted - shutil.disk_usage(folder).free)


def site(folder: Path, count: int) -> Path:
    """Return a site of `count` posts."""
    root, made = folder / f"site-{count}", folder / f"site-{count}.made"
    if not made.exists():
        shutil.rmtree(root, ignore_errors=True)
        write_site(root, count)
        made.touch()
    return root


def loose(folder: Path, count: int) -> Path:
    """Return a folder of the same articles that is no site; they are links to those of the site."""
    root, made = folder / f"loose-{count}", folder / f"loose-{count}.made"
    if not made.exists():
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        for entry in os.scandir(site(folder, count) / "_posts"):
            os.link(entry.path, root / entry.name)
        made.touch()
    return root


def empty_site(root: Path) -> Path:
    """Return a site that has settings and nothing else."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    (root / "_config.yml").write_text(CONFIG, encoding="utf-8", newline="\n")
    return root


def library(folder: Path, count: int) -> Path:
    """Return the library into which the site of `count` posts was imported; nobody may change it."""
    return imported(folder, f"library-{count}", site(folder, count))


def loose_library(folder: Path, count: int) -> Path:
    """Return the library into which the loose articles were imported; nobody may change it."""
    return imported(folder, f"loose-library-{count}", loose(folder, count))


def imported(folder: Path, name: str, source: Path) -> Path:
    """Return the library of this name into which a folder was imported; nobody may change it."""
    file, made = folder / f"{name}.db", folder / f"{name}.made"
    schema = _schema()
    if not made.exists() or made.read_text("utf-8") != schema:
        remove_library(file)
        run_step(fill, folder, source=str(source), library=str(file))
        made.write_text(schema, "utf-8")
    return file


def _schema() -> str:
    """Return what changes with the tables: until a release, that is done without a migration."""
    storage = ROOT / "curator" / "storage"
    files = [storage / "tables.py", *sorted((storage / "migrations").rglob("*.py"))]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def fill(source: str, library: str) -> Figures:
    """Import a folder into a library."""
    from curator.composition import open_services
    from curator.services.import_items import OnDuplicate

    with open_services(library) as services:
        # Stories of a made-up desk are more alike than any desk's: all of them count.
        services.ingest.apply(services.ingest.plan([Path(source)]), OnDuplicate.KEEP)
    return {}


def copy_library(file: Path, target: Path) -> Path:
    """Return a copy that may be changed."""
    remove_library(target)
    shutil.copyfile(file, target)
    return target


def remove_library(file: Path) -> None:
    """Remove a library with whatever lies beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    shutil.rmtree(file.with_name(file.name + ".unsaved"), ignore_errors=True)
