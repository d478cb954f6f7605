"""Taking in things of every kind, against reading their files alone; how time and memory grow with their
number, and how soon cancelling answers."""

import io
import os
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from functools import partial
from html import escape
from pathlib import Path

import psutil

from tests.benchmarks import articles, corpora
from tests.benchmarks.measuring import Figures, Stopwatch, run_step, take_turns
from tests.benchmarks.tables import Table, growth, ratio

FILES = 200
"""Files of each kind."""

DOCUMENTS = Path(__file__).parents[1] / "data" / "intake" / "documents"
_BEFORE = "From desk@own.example Tue Jan 11 18:09:11 2022\n"


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
        f"reading {FILES} things of a kind", ("", "files/s", "ms/file", "KB/file", "× reading")
    )
    for kind, files in _kinds().items():
        place = folder / "intake" / kind
        place.mkdir(parents=True, exist_ok=True)
        for number, (name, data) in enumerate(files):
            (place / f"{number:05d}-{name}").write_bytes(data)
        measured = take_turns(
            2,
            {
                "floor": partial(run_step, read_plainly, folder, place=str(place)),
                "ours": partial(run_step, read_things, folder, place=str(place)),
            },
        )
        wall, floor = measured["ours"]["all wall"], measured["floor"]["all wall"]
        size = sum(len(data) for _, data in files) / len(files) / 1024
        table.add(kind, len(files) / wall, wall * 1000 / len(files), size, ratio(wall, floor))
    return table


def _kinds() -> dict[str, list[tuple[str, bytes]]]:
    texts = [articles.article(number)[1].decode("utf-8", "replace") for number in range(FILES)]
    bodies = [text.split("---\n")[-1] for text in texts]
    documents = {
        path.suffix.lstrip("."): path.read_bytes()
        for path in sorted(DOCUMENTS.iterdir())
        if path.suffix in {".docx", ".odt", ".epub"}
    }
    kinds = {
        "markdown": [("a.md", text.encode()) for text in texts],
        "page": [("a.html", _page(number, body)) for number, body in enumerate(bodies)],
        "mail": [("a.eml", _mail(number, body)) for number, body in enumerate(bodies)],
        "mailbox of 20": [
            ("a.mbox", "".join(_BEFORE + _mail(n, body).decode("ascii", "replace") + "\n\n"
             for n, body in enumerate(bodies[start : start + 20])).encode())
            for start in range(0, FILES, 20)
        ],
        "zip of 20": [("a.zip", _zip(texts[start : start + 20])) for start in range(0, FILES, 20)],
        "feed of 20": [("a.xml", _feed(bodies[start : start + 20])) for start in range(0, FILES, 20)],
    }  # fmt: skip
    return kinds | {kind: [(f"a.{kind}", data)] * (FILES // 4) for kind, data in documents.items()}


def _page(number: int, body: str) -> bytes:
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Page {number}</title></head>'
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    article = f"<article><h1>Page {number}</h1>{body}</article>"
    return f"{head}<body><nav><ul>{links}</ul></nav>{article}<footer>{links}</footer></body></html>".encode()


def _mail(number: int, body: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = f"Letter {number}", "desk@own.example"
    mail["Message-ID"] = f"<{number}@own.example>"
    mail.set_content(body)
    mail.add_alternative(f"<html><body>{body}</body></html>", subtype="html")
    return mail.as_bytes()


def _zip(texts: Sequence[str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"in/{number}.md", text)
    return target.getvalue()


def _feed(bodies: Sequence[str]) -> bytes:
    items = "".join(
        f"<item><title>Entry {number}</title><link>https://own.example/{number}</link>"
        f"<content:encoded>{escape(body)}</content:encoded></item>"
        for number, body in enumerate(bodies)
    )
    name = "http://purl.org/rss/1.0/modules/content/"
    return f'<rss version="2.0" xmlns:content="{name}"><channel>{items}</channel></rss>'.encode()


def _session(folder: Path, count: int) -> Figures:
    place = folder / "intake" / f"session-{count}"
    if not place.is_dir():
        place.mkdir(parents=True)
        for number in range(count):
            name, data = articles.article(number, seed=7)
            body = data.decode("utf-8", "replace").split("---\n")[-1]
            if number % 50 == 0:
                (place / f"{number:06d}.eml").write_bytes(_mail(number, body))
            elif number % 50 == 1:
                (place / f"{number:06d}.html").write_bytes(_page(number, body))
            else:
                (place / f"{number:06d}-{name}").write_bytes(data)
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


def read_plainly(place: str) -> Figures:
    """Read the files and nothing else."""
    watch = Stopwatch()
    with watch("all"):
        for entry in sorted(os.scandir(place), key=lambda one: one.name):
            Path(entry.path).read_bytes()
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
    highest = 0.0
    with open_services(library) as services:
        me = psutil.Process()

        def tell(_event: object) -> None:
            nonlocal highest
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
