"""Unsaved typing survives, and nothing else does."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from curator.domain.post import ContentHash, PostId
from curator.storage.journal import Journal, Unsaved


@given(st.binary(max_size=200), st.binary(min_size=32, max_size=32))
def test_any_text_comes_back(source: bytes, key: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        unsaved = Unsaved(PostId(3), ContentHash(key), source)
        Journal(Path(folder) / "unsaved").write(unsaved)
        assert list(Journal(Path(folder) / "unsaved").entries()) == [unsaved]


def test_the_newest_text_of_a_post_counts_until_it_is_forgotten(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "unsaved")
    key = ContentHash(b"k" * 32)
    journal.write(Unsaved(PostId(1), key, b"old"))
    journal.write(Unsaved(PostId(1), key, b"new"))
    journal.write(Unsaved(PostId(2), key, b"other"))
    assert [entry.source for entry in journal.entries()] == [b"new", b"other"]
    journal.forget(PostId(1))
    journal.forget(PostId(9))
    assert [entry.post for entry in journal.entries()] == [2]


def test_a_file_that_cannot_be_understood_is_kept_aside(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    (tmp_path / "5.unsaved").write_bytes(b"not json\nprecious words")
    assert list(journal.entries()) == []
    assert (tmp_path / "5.unreadable").read_bytes().endswith(b"precious words")


def test_no_folder_is_no_journal(tmp_path: Path) -> None:
    assert list(Journal(tmp_path / "nowhere").entries()) == []
