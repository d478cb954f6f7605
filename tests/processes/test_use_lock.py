"""Many share a file, one may have it alone; whoever dies holds nothing."""

import subprocess
import sys
from pathlib import Path

from curator.processes.file_lock import UseLock

SHARE = """
import sys
from pathlib import Path
from curator.processes.file_lock import UseLock
lock = UseLock(Path(sys.argv[1]))
print(lock.share(), flush=True)
sys.stdin.readline()
"""


def test_many_share_and_none_is_alone_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "used"
    one, other, alone = UseLock(file), UseLock(file), UseLock(file)
    assert one.share()
    assert other.share()
    assert not alone.take()
    one.release()
    assert not alone.take()
    other.release()
    assert alone.take()
    assert not one.share()
    alone.release()
    assert one.share()
    one.release()
    assert not file.exists()


def test_what_a_killed_process_held_is_nobodys(tmp_path: Path) -> None:
    file = tmp_path / "used"
    with subprocess.Popen(
        [sys.executable, "-c", SHARE, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"True"
        assert not UseLock(file).take()
        child.kill()
        child.wait()
    lock = UseLock(file)
    assert lock.take()
    lock.release()
    assert not file.exists()
