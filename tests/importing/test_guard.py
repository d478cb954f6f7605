"""Reading in a process of its own: it may hang, swell or crash, and the program only says so."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from curator.domain.errors import ReadError
from curator.domain.work import Cancelled, CancelToken
from curator.importing.candidates import Candidate, CandidateFile, Kind, Limits, Thing, Unread
from curator.importing.guard import Readers
from tests.importing.samples import packed, sample

BAD = """
import os, sys, time
from curator.importing import registry, reading
from curator.importing.candidates import Candidate, Kind
from curator.importing.readers import plain

def read(thing, limits):
    for step in thing.data.decode().split():
        if step == "hang":
            while True: pass
        if step == "sleep":
            time.sleep(0.4)
        if step == "swell":
            hoard = [bytes(50 << 20) + bytes([n]) for n in range(100)]
        if step == "die":
            os.abort()
        if step == "raise":
            raise ValueError("a stranger's doing")
        yield Candidate(step, step + ".md", Kind.MARKDOWN, original=step.encode())

reading.read.__kwdefaults__["readers"] = {Kind.MARKDOWN: read}
from curator.importing.worker import main
main()
"""


@pytest.fixture
def bad(tmp_path: Path) -> Iterator[Callable[[float], Readers]]:
    """Return readers that do what their text says."""
    script = tmp_path / "bad.py"
    script.write_text(BAD)
    made: list[Readers] = []

    def make(seconds: float = 2) -> Readers:
        readers = Readers(
            limits=Limits(seconds=seconds), command=lambda: [sys.executable, str(script)]
        )
        readers.warm()
        made.append(readers)
        return readers

    yield make
    for readers in made:
        readers.close()


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """Return the real ones."""
    made = Readers()
    yield made
    made.close()


def found_by(
    readers: Readers, text: str, cancel: CancelToken | None = None
) -> tuple[list[str], str]:
    """Return the names of what was found, and the fault that ended it."""
    found: list[Candidate | Unread] = []
    try:
        readers.read(Thing("a.md", text.encode()), found.append, cancel)
    except ReadError as error:
        return [one.name for one in found], error.fault
    return [one.name for one in found], ""


def test_results_come_one_by_one_and_whole(readers: Readers) -> None:
    found: list[Candidate | Unread] = []
    thing = sample("letter-gb18030.eml")
    readers.read(thing, found.append)
    letter, notes = found
    assert isinstance(letter, Candidate)
    assert isinstance(notes, Candidate)
    assert letter.original == thing.data
    assert letter.files[0].data.startswith(b"\x89PNG")
    assert (letter.kind, notes.kind) == (Kind.MAIL, Kind.MARKDOWN)


def test_a_thing_crosses_with_all_that_came_with_it(readers: Readers) -> None:
    picture = CandidateFile("p.png", "image/png", b"\x89PNG" + bytes(9), "cid:p@x")
    page = b"<html><body><p>W\xc3\xb6rter genug f\xc3\xbcr einen Artikel.</p><img src='cid:p@x'></body></html>"
    found: list[Candidate | Unread] = []
    readers.read(Thing("a.html", page, files=(picture,), hints={"title": "T"}), found.append)
    (one,) = found
    assert isinstance(one, Candidate)
    assert [file.data for file in one.files] == [picture.data]
    assert one.source.startswith('---\ntitle: "T"')


def test_a_file_is_read_by_its_path(readers: Readers, tmp_path: Path) -> None:
    file = tmp_path / "letters.zip"
    file.write_bytes(packed({"a.md": "# a", "b.md": "# b"}))
    found: list[Candidate | Unread] = []
    readers.read(Thing(file.name, b"", file), found.append)
    assert [one.inside for one in found] == ["letters.zip/a.md", "letters.zip/b.md"]
    file.unlink()
    with pytest.raises(ReadError):
        readers.read(Thing(file.name, b"", file), found.append)


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("hang", "reading-too-slow"),
        ("swell", "reading-too-big"),
        ("die", "reading-too-big"),
    ],
)
def test_what_was_found_before_stays_and_the_next_thing_is_read(
    bad: Callable[[float], Readers], step: str, fault: str
) -> None:
    readers = bad(5)
    begun = time.monotonic()
    assert found_by(readers, f"one two {step} three") == (["one.md", "two.md"], fault)
    assert time.monotonic() - begun < 15
    assert found_by(readers, "four") == (["four.md"], "")


def test_an_exception_is_a_reason_beside_what_was_found_and_logged(
    bad: Callable[[float], Readers], caplog: pytest.LogCaptureFixture
) -> None:
    names, fault = found_by(bad(2), "one raise two")
    assert (names, fault) == (["one.md", "a.md"], "")
    (record,) = caplog.records
    assert "ValueError: a stranger's doing" in record.getMessage()
    caplog.clear()


def test_time_is_counted_from_result_to_result(bad: Callable[[float], Readers]) -> None:
    names, fault = found_by(bad(1), "sleep " * 5)
    assert (len(names), fault) == (5, "")  # two seconds in all, none of them without a result


def test_cancelling_answers_at_once_whatever_the_reader_does(
    bad: Callable[[float], Readers],
) -> None:
    readers = bad(30)
    token = CancelToken()
    threading.Timer(0.3, token.cancel).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        found_by(readers, "hang", token)
    assert time.monotonic() - begun < 1
    assert found_by(readers, "next") == (["next.md"], "")


def test_the_process_is_small_and_gone_afterwards(tmp_path: Path) -> None:
    readers = Readers()
    found: list[Candidate | Unread] = []
    # 60 MB of letters in one mailbox.
    letter = sample("letters.mbox").data + b"\n"
    body = b"Subject: s\nFrom: a@b\nMessage-ID: <1@b>\n\n" + b"words and words\n" * 4000 + b"\n"
    box = tmp_path / "big.mbox"
    box.write_bytes(letter + (b"From a@b Tue Jan 11 18:09:11 2022\n" + body) * 1000)
    sizes: list[int] = []

    def take(part: Candidate | Unread) -> None:
        if len(sizes) % 100 == 0 and readers.pid is not None:
            sizes.append(psutil.Process(readers.pid).memory_info().rss)
        else:
            sizes.append(0)
        found.append(part) if not found else None

    readers.read(Thing("big.mbox", b"", box), take)
    assert len(sizes) == 1003
    measured = [size for size in sizes if size]
    assert max(measured[2:]) - min(measured[2:]) < 100 << 20
    pid = readers.pid
    readers.close()
    assert pid is not None
    assert not psutil.pid_exists(pid)
