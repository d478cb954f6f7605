"""Taking in things of every kind, against reading their files alone; how time and memory grow with their
number, and how soon cancelling answers."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import psutil

from tests.benchmarks import articles, corpora, intake_files
from tests.benchmarks.measuring import Figures, Stopwatch, run_step, take_turns
from tests.benchmarks.tables import Table, growth, ratio

FILES = 200
"""Files of each kind."""
TURNS = 2

_BEFORE = b"From desk@own.example Tue Jan 11 18:09:11 2022\n"


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield what each kind costs, then how sessions of many files grow."""
    yield by_kind(folder)
    wholes: dict[int, Figures] = {}
    for count in sizes:
        wholes[count] = _session(folder, count)
    table = Table(
        "sessions of mixed files", ("", "wall s", "files/s", "cancel ms", "reader MB", "× floor")
    )
    for count, figures in wholes.items():
        table.add(
            f"{count:,} files",
            figures["all wall"],
            count / figures["all wall"],
            figures["cancel"] * 1000,
            figures["reader"],
            ratio(figures["all wall"], figures["floor wall"]),
        )
    table.notes.append(
        "cancel: from asking to the answer, in the midst of it; floor: reading the files."
    )
    yield table
    if len(sizes) > 1:
        yield growth("growth of sessions", wholes)


def by_kind(folder: Path) -> Table:
    """Return files per second of every kind."""
    table = Table(
        f"{FILES} things of a kind",
        ("", "read files/s", "taken in files/s", "ms/file", "KB/file", "read ×", "taken in ×"),
    )
    for kind, files in _kinds().items():
        place = folder / "intake" / kind
        place.mkdir(parents=True, exist_ok=True)
        for number, (name, data) in enumerate(files):
            (place / f"{number:05d}-{name}").write_bytes(data)
        measured = take_turns(
            TURNS,
            {
                "floor": partial(run_step, read_plainly, folder, place=str(place)),
                "ours": partial(run_step, read_things, folder, place=str(place)),
                "taken": partial(_take_in_anew, folder, place),
            },
        )
        wall, taken = measured["ours"]["all wall"], measured["taken"]["all wall"]
        floor = measured["floor"]["all wall"]
        number = len(files)
        size = sum(len(data) for _, data in files) / number / 1024
        table.add(
            kind,
            *(number / wall, number / taken, taken * 1000 / number, size),
            *(ratio(wall, floor), ratio(taken, floor)),
        )
    table.notes.append("×: of reading the files and nothing else.")
    return table


def _kinds() -> dict[str, list[tuple[str, bytes]]]:
    texts = [articles.article(number)[1].decode("utf-8", "replace") for number in range(FILES)]
    bodies = [text.split("---\n")[-1] for text in texts]
    twenties = range(0, FILES, 20)
    documents = {
        path.suffix.lstrip("."): path.read_bytes()
        for path in sorted(intake_files.DOCUMENTS.iterdir())
        if path.suffix in {".odt", ".epub", ".rtf"}
    }

    def each(name: str, make: Callable[[int, str], bytes]) -> list[tuple[str, bytes]]:
        return [(name, make(number, body)) for number, body in enumerate(bodies)]

    kinds = {
        "markdown": [("a.md", text.encode()) for text in texts],
        "page": each("a.html", intake_files.page),
        "snapshot": each("a.mhtml", intake_files.snapshot),
        "docx": each("a.docx", intake_files.document),
        "mail": each("a.eml", intake_files.mail),
        "mailbox of 20": [("a.mbox", _mailbox(bodies, start)) for start in twenties],
        "zip of 20": [
            ("a.zip", intake_files.archive(texts[start : start + 20])) for start in twenties
        ],
        "feed of 20": [
            ("a.xml", intake_files.feed(bodies[start : start + 20])) for start in twenties
        ],
    }
    return kinds | {kind: [(f"a.{kind}", data)] * (FILES // 4) for kind, data in documents.items()}


def _mailbox(bodies: Sequence[str], start: int) -> bytes:
    letters = (
        intake_files.mail(number, body)
        for number, body in enumerate(bodies[start : start + 20], start)
    )
    return b"".join(_BEFORE + letter + b"\n\n" for letter in letters)


def _take_in_anew(folder: Path, place: Path) -> Figures:
    library = folder / "kind.db"
    corpora.remove_library(library)
    figures = run_step(take_in, folder, place=str(place), library=str(library))
    corpora.remove_library(library)
    return figures


def _session(folder: Path, count: int) -> Figures:
    place = intake_files.many(folder / "intake" / f"many-{count}", count)
    library = folder / "session.db"
    corpora.remove_library(library)
    figures = run_step(take_in, folder, place=str(place), library=str(library))
    corpora.remove_library(library)
    figures["cancel"] = run_step(cancel, folder, place=str(place), library=str(library))["cancel"]
    floor = run_step(read_plainly, folder, place=str(place))
    figures |= {f"floor {name.removeprefix('all ')}": value for name, value in floor.items()}
    corpora.remove_library(library)
    return figures


# Steps, each in a process of its own


_LOOK_SECONDS = 0.2


def read_plainly(place: str) -> Figures:
    """Read the files and nothing else."""
    watch = Stopwatch()
    with watch("all"):
        for path in sorted(Path(place).rglob("*")):
            if path.is_file():
                path.read_bytes()
    return watch.figures


def read_things(place: str) -> Figures:
    """Read the files as candidates, through the process of the readers."""
    from curator.importing.candidates import Candidate, Thing, Unread
    from curator.importing.guard import Readers

    readers = Readers()
    found: list[Candidate | Unread] = []
    paths = sorted(Path(place).iterdir())
    readers.read(Thing(paths[0].name, b"", paths[0]), found.append)  # loads what this kind needs
    watch = Stopwatch()
    with watch("all"):
        for path in paths:
            readers.read(Thing(path.name, b"", path), lambda _part: None)
    readers.close()
    assert isinstance(found[0], Candidate), found[0]
    return watch.figures


def take_in(place: str, library: str) -> Figures:
    """Take a folder in as one session."""
    from curator.composition import open_services

    watch = Stopwatch()
    highest = looked = 0.0
    with open_services(library) as services:
        me = psutil.Process()

        def tell(_event: object) -> None:
            nonlocal highest, looked
            if time.monotonic() - looked < _LOOK_SECONDS:
                return
            looked = time.monotonic()
            for child in me.children():
                highest = max(highest, child.memory_info().rss / 2**20)

        with watch("all"):
            session = services.sessions.start([Path(place)], tell=tell)
        assert session.waiting == 0
    return watch.figures | {"reader": highest}


def cancel(place: str, library: str) -> Figures:
    """Ask a session to stop in the midst of it and measure how long that takes."""
    from curator.composition import open_services
    from curator.domain.work import CancelToken

    token, asked = CancelToken(), [0.0]

    def ask() -> None:
        asked[0] = time.perf_counter()
        token.cancel()

    with open_services(library) as services:
        timer = threading.Timer(1.0, ask)
        timer.start()
        services.sessions.start([Path(place)], cancel=token)
        ended = time.perf_counter()
        timer.cancel()
    return {"cancel": ended - asked[0] if asked[0] else 0.0}
