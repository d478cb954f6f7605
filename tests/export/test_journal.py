"""The journal survives tearing, and a newer one is left for those who know it."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import SiteError, SiteFault
from curator.export.journal import Journal, JournalFiles, State, make_steps
from curator.export.writer import SiteWriter, recover

HASHES = st.one_of(st.none(), st.binary(min_size=32, max_size=32))
PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@pytest.fixture
def files(tmp_path: Path) -> JournalFiles:
    journal = JournalFiles(tmp_path)
    journal.folder.mkdir()
    return journal


def journal(note: bytes = b"") -> Journal:
    return Journal("00ff", make_steps("00ff", [("a.md", None, b"\1" * 32)]), ("x",), note)


def test_the_latest_state_counts(files: JournalFiles) -> None:
    assert files.read() is None
    files.write(State.STAGING, journal())
    files.write(State.READY, journal(b"note"))
    assert files.read() == (State.READY, journal(b"note"))
    files.move(State.READY, State.UNDO)
    assert files.read() == (State.UNDO, journal(b"note"))
    files.remove()
    assert files.read() is None
    assert list(files.folder.iterdir()) == []


def test_every_journal_reads_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    files = JournalFiles(tmp_path_factory.mktemp("site"))
    files.folder.mkdir()

    @given(
        st.lists(st.tuples(PATHS, HASHES, HASHES), max_size=5),
        st.binary(max_size=50),
        st.lists(PATHS, max_size=3),
    )
    def check(
        changes: list[tuple[str, bytes | None, bytes | None]], note: bytes, folders: list[str]
    ) -> None:
        one = Journal("ab", make_steps("ab", changes), tuple(folders), note)
        files.write(State.READY, one)
        assert files.read() == (State.READY, one)

    check()


@pytest.mark.parametrize("keep", [0, 10, 64, 70, -1])
def test_a_torn_journal_is_none(files: JournalFiles, keep: int) -> None:
    files.write(State.READY, journal())
    path = files.folder / State.READY
    path.write_bytes(path.read_bytes()[:keep])
    assert files.read() is None


def test_the_journal_of_a_newer_curator_stays(files: JournalFiles) -> None:
    body = b'{"version":2}'
    data = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
    (files.folder / State.READY).write_bytes(data)
    root = files.folder.parent
    assert recover(root) is None
    with pytest.raises(SiteError) as caught, SiteWriter(root):
        pass
    assert caught.value.fault is SiteFault.BUSY
    assert (files.folder / State.READY).read_bytes() == data
