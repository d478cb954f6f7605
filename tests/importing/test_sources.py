"""What a dropped thing is, and the reason when it is nothing to take in."""

import os
import socket
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from curator.domain.errors import FileError, FileFault
from curator.importing import sources


def fault_of(path: Path) -> FileFault:
    with pytest.raises(FileError) as caught:
        sources.read(path)
    assert caught.value.path == path
    return caught.value.fault


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain\r\n",
        "财经".encode("gbk"),
        "财经新闻".encode("utf-16"),
        b"one \x00 NUL in a long text. " + b"And so on. " * 20,
    ],
)
def test_a_text_is_read_as_it_is(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "file.md"
    file.write_bytes(data)
    assert sources.read(file) == data


def test_what_is_no_article_is_refused_with_its_reason(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "nowhere.md") is FileFault.MISSING
    assert fault_of(tmp_path) is FileFault.DIRECTORY
    picture = tmp_path / "picture.md"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4)
    assert fault_of(picture) is FileFault.PICTURE
    program = tmp_path / "program.md"
    program.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(500))
    assert fault_of(program) is FileFault.BINARY
    zeros = tmp_path / "zeros.html"
    zeros.write_bytes(zlib.compress(bytes(100_000)) + bytes(5000))
    assert fault_of(zeros) is FileFault.BINARY


def test_a_socket_and_a_pipe_are_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    assert fault_of(pipe) is FileFault.SPECIAL
    name = tmp_path / "socket.md"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(name))
        assert fault_of(name) is FileFault.SPECIAL
    assert fault_of(Path("/dev/null")) is FileFault.SPECIAL


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    large = tmp_path / "large.md"
    with large.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert fault_of(large) is FileFault.TOO_LARGE


def test_a_file_that_may_not_be_read_says_so(
    open_folder: Path, as_nobody: Callable[[Callable[[], object]], object]
) -> None:
    secret = open_folder / "secret.md"
    secret.write_text("hidden")
    secret.chmod(0)
    assert as_nobody(lambda: fault_of(secret)) is FileFault.DENIED


def test_a_folder_is_searched_for_articles_only(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a/one.markdown",
        "a/two.HTML",
        "a/three.txt",
        "a/picture.png",
        "_layouts/post.html",
        "_site/page.html",
        "node_modules/x/readme.md",
        ".hidden/post.md",
        ".draft.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in sources.walk(tmp_path)]
    assert found == ["a/one.markdown", "a/three.txt", "a/two.HTML", "b.md"]


def test_every_real_post_is_text(corpus: Path) -> None:
    for file in sorted(corpus.rglob("*")):
        if file.is_file() and file.name not in {"INDEX.tsv", ".gitattributes"}:
            assert sources.read(file) == file.read_bytes()
