"""An export killed or failing at any system call leaves the site as before or as after, never between."""

import errno
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from curator.domain.errors import SiteError, SiteFault
from curator.domain.post import ContentHash
from curator.export import folders
from curator.export.writer import FileChange, RecoveryOutcome, SiteWriter, recover

Tree = dict[str, tuple[bytes, int]]

CALLS = [
    *("open", "write", "close", "mkdir", "link", "replace", "unlink", "rmdir", "fsync", "fchmod"),
    *("utime", "listdir"),
]
NOTE = b"which posts, which revisions"
BEFORE = {
    "_config.yml": b"timezone: Asia/Shanghai\n",
    "_posts/2022-01-01-replaced.md": "旧文".encode(),
    "_posts/2022-01-02-deleted.md": b"goes",
    "_posts/2022-01-03-left.md": b"stays",
    "_notes/replaced.md": b"old note",
}
CHANGES: list[tuple[str, bytes | None]] = [
    ("_posts/2022-01-01-replaced.md", "新文，更长一些".encode()),
    ("_posts/2022-01-02-deleted.md", None),
    ("_posts/2022-01-04-created.md", b"new"),
    ("_drafts/new/deep/created.md", b"new in new folders"),
    ("_notes/replaced.md", b"new note"),
    ("created-at-the-top.md", b"top"),
]


def build(root: Path, files: dict[str, bytes]) -> None:
    if root.exists():
        shutil.rmtree(root)
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (root / "_posts/2022-01-01-replaced.md").chmod(0o640)


def tree(root: Path, *, journal: bool = True) -> Tree:
    found: Tree = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name.split("/")[0] == ".curator-export" and not journal:
            continue
        data = path.read_bytes() if path.is_file() else b"<folder>"
        found[name] = (data, path.stat().st_mode)
    return found


def sha(data: bytes) -> ContentHash:
    return ContentHash(hashlib.sha256(data).digest())


def changes() -> list[FileChange]:
    return [
        FileChange(
            path,
            sha(BEFORE[path]) if path in BEFORE else None,
            None if data is None else (lambda data=data: data),  # type: ignore[misc]
        )
        for path, data in CHANGES
    ]


def export(root: Path) -> None:
    with SiteWriter(root) as writer:
        writer.stage(changes(), NOTE)
        writer.apply()
        writer.finish()


def naive_export(root: Path) -> None:
    """Write each file in place, as a careless program would."""
    for path, data in CHANGES:
        target = root / path
        if data is None:
            os.unlink(target)
            continue
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.write(descriptor, data)
        os.close(descriptor)


@contextmanager
def at_call(number: int, act: Callable[[], None], *, before: bool = True) -> Iterator[list[int]]:
    """Do `act` at the n-th of the calls that change or sync something."""
    count = [0]

    def wrapped(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            count[0] += 1
            mine = count[0] == number
            if mine and before:
                act()
            try:
                return original(*args, **kwargs)
            finally:
                if mine and not before:
                    act()

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrapped(getattr(os, name)))
        patch.setattr(folders, "syncfs", wrapped(folders.syncfs))
        yield count


def killed(run: Callable[[Path], object], root: Path, number: int, *, before: bool) -> bool:
    """Run in a child that dies at its n-th call; tell whether it died before it was through."""
    child = os.fork()
    if child == 0:
        try:
            with at_call(number, lambda: os._exit(9), before=before):
                run(root)
            os._exit(0)
        except BaseException:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), f"call {number}: exit code {code}"
    return code == 9


def settled(root: Path) -> Tree:
    """Return the tree after the next start."""
    found = recover(root)
    if found is not None and found.outcome is RecoveryOutcome.FINISHED:
        assert found.note == NOTE
        assert set(found.paths) == {path for path, _ in CHANGES}
        found.finish()
    assert recover(root) is None
    return tree(root)


def violations(run: Callable[[Path], None], root: Path) -> tuple[int, list[str]]:
    """Kill at every call, before and after it; return how often and what was torn."""
    build(root, BEFORE)
    old = tree(root)
    run(root)
    new = tree(root)
    assert old != new
    torn: list[str] = []
    kills = 0
    for before in (True, False):
        number = 1
        while True:
            build(root, BEFORE)
            if not killed(run, root, number, before=before):
                break
            kills += 1
            result = settled(root)
            if result not in (old, new):
                strange = sorted(set(result.items()) ^ set(old.items()))
                torn.append(f"call {number}, before={before}: {strange}")
            number += 1
    return kills, torn


def test_a_kill_at_any_call_leaves_all_or_nothing(quick: Path) -> None:
    kills, torn = violations(export, quick / "site")
    assert kills > 80
    assert torn == []


def test_the_harness_finds_a_careless_writer(quick: Path) -> None:
    _, torn = violations(naive_export, quick / "site")
    assert torn


def test_a_kill_during_recovery_is_recovered_from(quick: Path) -> None:
    root = quick / "site"
    build(root, BEFORE)
    old = tree(root)
    export(root)
    new = tree(root)
    seen: set[str] = set()
    for first in (5, 40, 61, 74, 80, 87, 93, 97):
        build(root, BEFORE)
        if not killed(export, root, first, before=True):
            break
        _copy_with_links(root, quick / "crashed")
        number = 1
        while True:
            shutil.rmtree(root)
            _copy_with_links(quick / "crashed", root)
            died = killed(_recover_and_finish, root, number, before=number % 2 == 0)
            result = settled(root)
            assert result in (old, new), (first, number)
            seen.add("new" if result == new else "old")
            if not died:
                break
            number += 1
        shutil.rmtree(quick / "crashed")
    assert seen == {"old", "new"}


def _recover_and_finish(root: Path) -> None:
    found = recover(root)
    if found is not None:
        found.finish()


def _copy_with_links(source: Path, target: Path) -> None:
    """Copy a tree in which a file and its backup are one, and stay one."""
    subprocess.run(["cp", "-a", source, target], check=True)


def failing_export(root: Path) -> None:
    """Export, but have the library refuse at the last moment."""
    try:
        with SiteWriter(root) as writer:
            writer.stage(changes(), NOTE)
            writer.apply()
            raise InterruptedError
    except InterruptedError:
        pass


def test_a_kill_while_an_error_is_being_undone_leaves_all_or_nothing(quick: Path) -> None:
    root = quick / "site"
    build(root, BEFORE)
    old = tree(root)
    export(root)
    new = tree(root)
    build(root, BEFORE)
    failing_export(root)
    assert tree(root) == old
    for before in (True, False):
        number = 1
        while True:
            build(root, BEFORE)
            died = killed(failing_export, root, number, before=before)
            assert settled(root) in (old, new), number
            if not died:
                assert tree(root) == old
                break
            number += 1
        assert number > 60


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, SiteFault.DISK_FULL),
        (errno.EACCES, SiteFault.UNWRITABLE),
        (errno.EIO, SiteFault.UNWRITABLE),
    ],
)
def test_a_fault_at_any_call_changes_nothing(quick: Path, number: int, fault: SiteFault) -> None:
    root = quick / "site"
    build(root, BEFORE)
    old = tree(root)
    export(root)
    new = tree(root)

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    failures = 0
    call = 1
    while True:
        build(root, BEFORE)
        failed: SiteFault | None = None
        with at_call(call, fail) as count:
            try:
                export(root)
            except SiteError as error:
                failed = error.fault
        if count[0] < call:
            break
        if failed is not None:
            failures += 1
            assert failed is fault, call
            assert tree(root, journal=False) == old, call
            assert settled(root) == old, call
        else:  # it came up while the old files were cleared away, after everything was done
            assert settled(root) == new, call
        call += 1
    assert failures > 60


def test_a_file_system_without_links_is_served_by_copies(
    quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    root = quick / "site"
    build(root, BEFORE)
    export(root)
    expected = tree(root)
    monkeypatch.setattr(os, "link", refuse)
    build(root, BEFORE)
    export(root)
    assert tree(root) == expected
    kills, torn = violations(export, root)
    assert kills > 100
    assert torn == []


def test_a_system_without_folder_descriptors_is_served_by_paths(
    quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "HAS_DESCRIPTORS", False)
    kills, torn = violations(export, quick / "site")
    assert kills > 80
    assert torn == []
