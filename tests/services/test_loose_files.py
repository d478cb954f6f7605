"""Posts as files outside of any site: exact bytes, names that can stand side by side."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from curator.domain.errors import FileError, FileFault
from curator.domain.listing import Placement, StoredPost
from curator.domain.post import ContentHash, PostId, SiteId, Status
from curator.domain.work import CancelToken
from curator.services import loose_files


def post(number: int, name: str, path: str = "", source: bytes = b"text") -> StoredPost:
    places = (Placement(SiteId(1), "/site", path, None),) if path else ()
    key = ContentHash(bytes(32))
    return StoredPost(PostId(number), 1, Status.INBOX, name, "", source, key, places, foreign=False)


class Shelf:
    """Some posts to load."""

    def __init__(self, *posts: StoredPost) -> None:
        self._posts = {one.id: one for one in posts}
        self.ids = list(self._posts)

    def load(self, wanted: Sequence[PostId]) -> Iterator[StoredPost]:
        yield from (self._posts[one] for one in wanted)


def test_bytes_and_names_are_those_of_the_posts(tmp_path: Path) -> None:
    odd = b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n\x00\xff"
    shelf = Shelf(post(1, "in.html", "_posts/2022-01-01-茶.md", odd), post(2, "b.html"))
    files = loose_files.write(shelf.load, shelf.ids, tmp_path)
    assert [file.name for file in files] == ["2022-01-01-茶.md", "b.html"]
    assert files[0].read_bytes() == odd
    assert list(tmp_path.iterdir())


def test_equal_names_get_numbers_in_any_case_of_letters(tmp_path: Path) -> None:
    shelf = Shelf(
        post(1, "a.md"), post(2, "x", "p/A.md"), post(3, "x", "q/a.md"), post(4, "a-2.md")
    )
    files = loose_files.write(shelf.load, shelf.ids, tmp_path)
    assert [file.name for file in files] == ["a.md", "A-2.md", "a-3.md", "a-2-2.md"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("note.txt", "note.txt.md"),
        ("report.docx", "report.docx.md"),
        ('a:b*c?"<>|.md', "a-b-c-----.md"),
        ("..", "post-7.md"),
        ("", "post-7.md"),
        ("a/b/c.MD", "c.MD"),
    ],
)
def test_every_name_can_stand_on_every_system(name: str, file: str) -> None:
    assert loose_files.file_name(post(7, name)) == file


def test_texts_follow_each_other(tmp_path: Path) -> None:
    told = loose_files.text([post(1, "a", source="一\n\n".encode()), post(2, "b", source=b"two")])
    assert told == "一\n\ntwo\n"


def test_a_cancelled_job_stops_between_files(tmp_path: Path) -> None:
    shelf = Shelf(post(1, "a"), post(2, "b"))
    token = CancelToken()
    token.cancel()
    assert loose_files.write(shelf.load, shelf.ids, tmp_path, token) == []


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    shelf = Shelf(post(1, "a"))
    with pytest.raises(FileError) as caught:
        loose_files.write(shelf.load, shelf.ids, tmp_path / "gone")
    assert caught.value.fault is FileFault.DENIED
