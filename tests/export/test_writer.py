"""What the writer promises when nothing kills it."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator.domain.errors import SiteError, SiteFault
from curator.domain.post import ContentHash
from curator.domain.work import Cancelled, CancelToken
from curator.export import folders
from curator.export.writer import FileChange, SiteWriter, recover


def sha(data: bytes) -> ContentHash:
    return ContentHash(hashlib.sha256(data).digest())


def change(path: str, expected: bytes | None, content: bytes | None) -> FileChange:
    give = None if content is None else (lambda: content)
    return FileChange(path, None if expected is None else sha(expected), give)


def export(root: Path, *changes: FileChange) -> None:
    with SiteWriter(root) as writer:
        writer.stage(changes)
        writer.apply()
        writer.finish()


def fault_of(root: Path, *changes: FileChange) -> SiteError:
    with pytest.raises(SiteError) as caught:
        export(root, *changes)
    assert not (root / ".curator-export").exists()
    return caught.value


def test_files_are_created_replaced_and_deleted(quick: Path) -> None:
    (quick / "old.md").write_bytes(b"old")
    (quick / "gone.md").write_bytes(b"gone")
    export(
        quick,
        change("old.md", b"old", b"new"),
        change("gone.md", b"gone", None),
        change("a/b/c.md", None, b"made"),
    )
    assert (quick / "old.md").read_bytes() == b"new"
    assert (quick / "a/b/c.md").read_bytes() == b"made"
    assert sorted(path.name for path in quick.rglob("*")) == ["a", "b", "c.md", "old.md"]


def test_modes_are_kept_and_new_files_follow_the_umask(quick: Path) -> None:
    (quick / "old.md").write_bytes(b"old")
    (quick / "old.md").chmod(0o604)
    mask = os.umask(0o027)
    try:
        export(quick, change("old.md", b"old", b"new"), change("new.md", None, b"x"))
    finally:
        os.umask(mask)
    assert stat.S_IMODE((quick / "old.md").stat().st_mode) == 0o604
    assert stat.S_IMODE((quick / "new.md").stat().st_mode) == 0o640


def test_undoing_gives_back_the_very_file(quick: Path) -> None:
    (quick / "old.md").write_bytes(b"old")
    os.utime(quick / "old.md", ns=(1, 2))
    before = (quick / "old.md").stat()
    with SiteWriter(quick) as writer:
        writer.stage([change("old.md", b"old", b"new"), change("x/y.md", None, b"y")])
        writer.apply()
        assert (quick / "old.md").read_bytes() == b"new"
    after = (quick / "old.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [path.name for path in quick.rglob("*")] == ["old.md"]


@pytest.mark.parametrize(
    ("expected", "there"),
    [(b"old", b"edited outside"), (b"old", None), (None, b"somebody else's"), (None, b"new")],
)
def test_a_file_that_is_not_as_planned_stops_everything(
    quick: Path, expected: bytes | None, there: bytes | None
) -> None:
    (quick / "first.md").write_bytes(b"1")
    if there is not None:
        (quick / "post.md").write_bytes(there)
    error = fault_of(quick, change("first.md", b"1", b"2"), change("post.md", expected, b"new"))
    assert error.fault is SiteFault.CHANGED
    assert error.path == quick / "post.md"
    assert (quick / "first.md").read_bytes() == b"1"
    assert (quick / "post.md").read_bytes() == there if there else not (quick / "post.md").exists()


@pytest.mark.parametrize("when", ["link", "replace"])
def test_a_file_changed_at_the_last_moment_is_not_lost(
    quick: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    (quick / "post.md").write_bytes(b"old")
    original: Callable[..., Any] = getattr(os, when)

    def meddle(source: Any, target: Any, **kwargs: Any) -> None:
        if "post.md" in (source, target):
            # As an editor does that writes into the file it has open.
            with (quick / "post.md").open("ab") as file:
                file.write(b", and a last word")
        original(source, target, **kwargs)

    monkeypatch.setattr(os, when, meddle)
    error = fault_of(quick, change("post.md", b"old", b"new"))
    assert error.fault is SiteFault.CHANGED
    assert (quick / "post.md").read_bytes().startswith(b"old, and a last word")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="swaps by renameat2")
def test_a_folder_swapped_for_a_link_is_never_written_through(quick: Path) -> None:
    root, outside = quick / "site", quick / "outside"
    (root / "_posts").mkdir(parents=True)
    outside.mkdir()
    (root / "link").symlink_to(outside)
    swapper = subprocess.Popen([sys.executable, "-c", SWAP, root / "_posts", root / "link"])
    done = failed = 0
    try:
        while failed < 50 and done < 20_000:
            try:
                export(root, change(f"_posts/{done + failed}.md", None, b"secret"))
                done += 1
            except SiteError:
                failed += 1
                with contextlib.suppress(SiteError):  # the folder may be away again
                    recover(root)
    finally:
        swapper.kill()
        swapper.wait()
    assert list(outside.iterdir()) == []
    assert failed
    if (root / "_posts").is_symlink():
        (root / "_posts").unlink()
        (root / "link").rename(root / "_posts")
    recover(root)
    assert not (root / ".curator-export").exists()
    assert {path.suffix for path in (root / "_posts").iterdir()} <= {".md"}


SWAP = """
import ctypes, os, sys
names = [os.fsencode(name) for name in sys.argv[1:]]
swap = ctypes.CDLL(None).renameat2
while swap(-100, names[0], -100, names[1], 2) == 0:
    pass
"""


def test_only_one_writer_at_a_time(quick: Path) -> None:
    with SiteWriter(quick), pytest.raises(SiteError) as caught, SiteWriter(quick):
        pass
    assert caught.value.fault is SiteFault.BUSY
    assert list(quick.iterdir()) == []


def test_a_lock_whose_holder_died_holds_nobody_up(quick: Path) -> None:
    (quick / ".curator-export").mkdir()
    (quick / ".curator-export" / "lock").write_bytes(b"")
    export(quick, change("a.md", None, b"a"))
    assert [path.name for path in quick.iterdir()] == ["a.md"]


def test_an_export_waiting_to_be_finished_is_not_built_upon(quick: Path) -> None:
    child = os.fork()
    if child == 0:
        with SiteWriter(quick) as writer:
            writer.stage([change("a.md", None, b"a")], b"note")
            os._exit(0)
    os.waitpid(child, 0)
    with pytest.raises(SiteError) as caught:
        export(quick, change("b.md", None, b"b"))
    assert caught.value.fault is SiteFault.BUSY
    found = recover(quick)
    assert found is not None
    assert found.note == b"note"
    again = recover(quick)
    assert again is not None
    assert again.note == b"note"
    found.finish()
    assert recover(quick) is None
    assert [path.name for path in quick.iterdir()] == ["a.md"]


def test_a_file_edited_since_the_crash_is_kept(quick: Path) -> None:
    for name in ("a.md", "b.md"):
        (quick / name).write_bytes(b"old")
    child = os.fork()
    if child == 0:
        replace = os.replace

        def die_at_the_second(source: Any, target: Any, **kwargs: Any) -> None:
            if target == "b.md":
                os._exit(0)
            replace(source, target, **kwargs)

        os.replace = die_at_the_second  # type: ignore[assignment]
        export(quick, change("a.md", b"old", b"new"), change("b.md", b"old", b"new"))
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (quick / "a.md").read_bytes() == b"new"
    (quick / "b.md").write_bytes(b"edited meanwhile")
    recover(quick)
    assert (quick / "b.md").read_bytes() == b"edited meanwhile"
    assert (quick / "a.md").read_bytes() == b"old"
    assert sorted(path.name for path in quick.iterdir()) == ["a.md", "b.md"]


def test_recovery_leaves_a_running_export_alone(quick: Path) -> None:
    with SiteWriter(quick) as writer:
        writer.stage([change("a.md", None, b"a")])
        descriptor = os.open(quick / ".curator-export" / "lock", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(descriptor)
        assert recover(quick) is None
        writer.apply()
        writer.finish()
    assert (quick / "a.md").read_bytes() == b"a"


def test_cancelling_puts_everything_back(quick: Path) -> None:
    (quick / "a.md").write_bytes(b"old")
    for stop in range(1, 5):
        token = CancelToken()

        def stop_at(done: int, total: int, token: CancelToken = token, stop: int = stop) -> None:
            assert total == 4
            if done == stop:
                token.cancel()

        changes = [change("a.md", b"old", b"new"), change("b.md", None, b"b")]
        try:
            with SiteWriter(quick, cancel=token, progress=stop_at) as writer:
                writer.stage(changes)
                writer.apply()
        except Cancelled:
            assert stop < 4
        assert [path.name for path in quick.iterdir()] == ["a.md"]
        assert (quick / "a.md").read_bytes() == b"old"


def test_an_error_of_the_librarys_comes_through(quick: Path) -> None:
    def refuse() -> bytes:
        raise FileNotFoundError("blob")

    with pytest.raises(FileNotFoundError, match="blob"):
        export(quick, change("a.md", None, b"a"), FileChange("b.md", None, refuse))
    assert list(quick.iterdir()) == []


def test_two_changes_of_one_file_are_refused(quick: Path) -> None:
    error = fault_of(quick, change("a.md", None, b"a"), change("a.md", None, b"b"))
    assert (error.fault, error.detail) == (SiteFault.UNWRITABLE, "same-target")


@pytest.mark.parametrize("count", [3, 40])
def test_bytes_reach_the_disk_before_names_do(
    quick: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Order of reliability.md T21: files synced, journal synced, renames, folders synced."""
    (quick / "_posts").mkdir()
    (quick / "_posts/0.md").write_bytes(b"old")
    events: list[str] = []

    def note(name: str, describe: Callable[..., str]) -> None:
        original = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            result = original(*args, **kwargs)
            events.append(describe(*args))
            return result

        monkeypatch.setattr(os, name, call)

    def opened(descriptor: int) -> str:
        path = os.readlink(f"/proc/self/fd/{descriptor}")
        return f"sync {os.path.relpath(path, quick)}"

    note("fsync", opened)
    note("replace", lambda source, target, **_: f"place {Path(target).name}")
    note("link", lambda source, target, **_: f"place {Path(target).name}")
    real = folders.syncfs

    def sync_all(descriptor: int) -> bool:
        events.append("sync all")
        return real(descriptor)

    monkeypatch.setattr(folders, "syncfs", sync_all)
    changes = [change(f"_posts/{n}.md", b"old" if n == 0 else None, b"new") for n in range(count)]
    export(quick, *changes)
    placed = [at for at, event in enumerate(events) if event.startswith("place") and ".md" in event]
    ready = events.index("place ready")
    synced = [at for at, event in enumerate(events) if event.startswith("sync")]
    if count > 16:
        assert events.index("sync all") < ready
    else:
        temporary = [at for at in synced if events[at].endswith(".tmp")]
        assert len(temporary) == count
        assert max(temporary) < ready
    assert ready < min(placed)
    assert "sync .curator-export" in events[ready : min(placed)]
    assert "sync _posts" in events[max(placed) : events.index("place done")]


def test_a_site_on_a_read_only_disk(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(SiteError) as caught:
        export(quick, change("a.md", None, b"a"))
    assert caught.value.fault is SiteFault.UNWRITABLE
    assert caught.value.detail == "Read-only file system"


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """Mount a tiny file system where the test may; elsewhere the fault tests must do."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("this machine mounts nothing")
    try:
        (disk / "a.md").write_bytes(b"old")
        big = b"x" * 100_000
        changes = [
            change("a.md", b"old", b"new"),
            *(change(f"{n}.md", None, big) for n in range(9)),
        ]
        error = fault_of(disk, *changes)
        assert error.fault is SiteFault.DISK_FULL
        assert [path.name for path in disk.iterdir()] == ["a.md"]
        assert (disk / "a.md").read_bytes() == b"old"
    finally:
        subprocess.run(["umount", disk], check=True)
