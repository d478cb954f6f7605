"""A lock is held by one, and by nobody once its process is dead."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from curator.processes.file_lock import FileLock

HOLD = (
    "import sys; from pathlib import Path; from curator.processes.file_lock import FileLock\n"
    "lock = FileLock(Path(sys.argv[1])); print(lock.take(), flush=True); sys.stdin.read()"
)


def test_one_holds_it_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    first, second = FileLock(path), FileLock(path)
    assert not first.is_held()
    assert not path.exists()  # looking leaves nothing
    assert first.take()
    assert first.take()  # it is held already
    assert second.is_held()
    assert not second.take()
    first.release()
    assert not second.is_held()
    assert not path.exists()
    assert second.take()
    second.release()


def test_it_dies_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    here = FileLock(path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"True"
        assert here.is_held()
        assert not here.take()
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        assert path.exists()
        assert not here.is_held()
        assert here.take()
    here.release()
