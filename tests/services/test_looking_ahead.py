"""What is looked at ahead of being stored: all of it once, in order, in small parts, and not too far ahead."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from curator.domain.errors import FetchError, FetchFault
from curator.domain.work import Cancelled, CancelToken
from curator.importing.candidates import Thing
from curator.importing.guard import Readers
from curator.importing.spool import stored_bytes
from curator.services import looking_ahead
from curator.services.import_items import ImportItem, Outcome
from curator.services.looking_ahead import Found, Look, LookingAhead, Part
from curator.services.unfolding import Unfolding
from curator.site.likeness import print_of
from tests.importing.samples import packed


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.close()


def ahead(
    readers: Readers, found: Iterator[Found] | Sequence[Found], cancel: CancelToken | None = None
) -> LookingAhead:
    def fetch(url: str, _cancel: CancelToken | None) -> Thing:
        raise FetchError(url, FetchFault.BAD_URL)

    return LookingAhead(lambda token: Unfolding(readers, fetch, token), readers, found, cancel)


def files(folder: Path, count: int, kinds: Sequence[str] = ("md", "zip", "html")) -> list[Found]:
    """Write things of some kinds in turn; an archive holds two articles."""
    rows: list[Found] = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        path = folder / f"{number:04d}.{kind}"
        text = f"Words of number {number}, and no others."
        match kind:
            case "zip":
                path.write_bytes(packed({f"{one}.md": f"{text} {one}".encode() for one in "ab"}))
            case "html":
                path.write_text(f"<html><head><title>T</title></head><body><p>{text}</p></body>")
            case _:
                path.write_text(text)
        rows.append((number + 1, ImportItem(path, Outcome.ADDED)))
    return rows


def looks_of(parts: Sequence[Part]) -> list[Look]:
    return [look for part in parts for look in part.looks]


def drained(looking: LookingAhead, pause: float = 0) -> list[Look]:
    """Take all parts, each after a pause."""
    looks: list[Look] = []
    with looking:
        for part in looking.parts(lambda: None):
            time.sleep(pause)
            looks += part.looks
    return looks


def test_everything_comes_once_and_in_order(readers: Readers, tmp_path: Path) -> None:
    rows = files(tmp_path, 30)
    with ahead(readers, rows) as looking:
        looking.most = 7
        parts = list(looking.parts(lambda: None))
    looks = looks_of(parts)
    expected = [row for row, _ in rows for _ in range(2 if row % 3 == 2 else 1)]
    assert [look.row for look in looks] == expected
    assert [look.row for look in looks if look.last] == [row for row, _ in rows]
    assert [look.row for look in looks if look.alone] == [row for row, _ in rows if row % 3 != 2]
    assert all(len(part.looks) <= 7 for part in parts)
    for part in parts:
        for look in part.looks:
            assert look.item.held is not None
            assert str(look.row - 1).encode() in stored_bytes(part.spool.get(look.item.held))


def test_what_texts_are_known_by_is_found_out_beside_the_reading(
    readers: Readers, tmp_path: Path
) -> None:
    readers.warm()
    assert readers.know([b"Some words."]) == [print_of(b"Some words.")]
    with ahead(readers, files(tmp_path, 12)) as looking:
        parts = list(looking.parts(lambda: None))
    for part in parts:
        for look in part.looks:
            assert look.item.held is not None
            candidate = part.spool.get(look.item.held)
            assert candidate.known == print_of(stored_bytes(candidate))


def test_a_text_too_long_to_be_looked_at_there_is_left_to_whoever_stores_it(
    readers: Readers,
) -> None:
    assert readers.know([b"x " * 600_000, b"y"]) == [None, print_of(b"y")]


def test_a_plain_file_that_turns_out_to_be_a_page_keeps_its_place(
    readers: Readers, tmp_path: Path
) -> None:
    rows = files(tmp_path, 4, ("md",))
    page = tmp_path / "page.md"
    page.write_text(
        "<!DOCTYPE html><html><head><title>T</title></head><body><p>Text</p></body></html>"
    )
    rows.insert(2, (99, ImportItem(page, Outcome.ADDED)))
    with ahead(readers, rows) as looking:
        looks = looks_of(list(looking.parts(lambda: None)))
    assert [look.row for look in looks] == [1, 2, 99, 3, 4]


def test_it_goes_no_farther_ahead_than_a_few_parts(readers: Readers, tmp_path: Path) -> None:
    rows = files(tmp_path, 200, ("md",))
    taken = 0

    def found() -> Iterator[Found]:
        nonlocal taken
        for row in rows:
            taken += 1
            yield row

    with ahead(readers, found()) as looking:
        looking.most = 5
        parts = looking.parts(lambda: None)
        next(parts)
        limit = time.monotonic() + 5
        while taken < 20 and time.monotonic() < limit:
            time.sleep(0.01)
        time.sleep(0.2)  # if it went on, it would do so now
        assert taken <= 5 * (looking_ahead._AHEAD + 2) + looking_ahead._KNOWN_AT_ONCE
        assert len(looks_of(list(parts))) == 195


def test_articles_do_not_share_a_part_with_files_of_a_site_before_them(
    readers: Readers, tmp_path: Path
) -> None:
    loose = files(tmp_path, 4, ("md",))
    rows: list[Found] = [
        (row, ImportItem(one.source, Outcome.ADDED, str(tmp_path), one.source.name))
        if row < 3 and isinstance(one, ImportItem)
        else (row, one)
        for row, one in loose
    ]
    with ahead(readers, rows) as looking:
        parts = list(looking.parts(lambda: None))
    assert [[look.row for look in part.looks] for part in parts] == [[1, 2], [3, 4]]


def test_cancelling_is_answered_while_something_is_read(readers: Readers, tmp_path: Path) -> None:
    token = CancelToken()
    many = tmp_path / "many.zip"
    many.write_bytes(packed({f"{n}.md": b"Text %d" % n for n in range(5_000)}))
    timer = threading.Timer(0.2, token.cancel)
    timer.start()
    begun = time.monotonic()
    looking = ahead(readers, [(1, ImportItem(many, Outcome.ADDED))], token)
    with pytest.raises(Cancelled):
        drained(looking, pause=0.02)
    assert time.monotonic() - begun < 30
    assert not looking._thread.is_alive()


def test_what_the_thread_runs_into_is_raised_after_what_came_before(
    readers: Readers, tmp_path: Path
) -> None:
    (first,) = files(tmp_path, 1, ("md",))

    def found() -> Iterator[Found]:
        yield first
        raise RuntimeError("a bug")

    looking = ahead(readers, found())
    with pytest.raises(RuntimeError, match="a bug"):
        drained(looking)
    assert not looking._thread.is_alive()
