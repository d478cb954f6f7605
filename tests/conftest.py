"""What all tests share: where the real posts lie, and a machine state that no test may leave."""

import os
import pickle
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Tests run as root on build machines, where Chromium's sandbox cannot start. Never set by the app.
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
os.environ.setdefault("QT_LOGGING_RULES", "qt.webenginecontext.debug=false")
if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    """Give each of several workers a screen of its own: on one they take the focus from each other."""
    server = shutil.which("Xvfb")
    if "PYTEST_XDIST_WORKER" not in os.environ or "DISPLAY" not in os.environ or server is None:
        return
    reading, writing = os.pipe()
    options = ("-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset")
    screen = subprocess.Popen(
        [server, "-displayfd", str(writing), *options],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as stream:
        number = stream.readline().strip()
    if number:
        os.environ["DISPLAY"] = f":{number}"
        os.environ.pop("XAUTHORITY", None)

    def close() -> None:
        screen.terminate()
        screen.wait()

    config.add_cleanup(close)


SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder with posts of real sites, which lies beside the project."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the posts of real sites are not beside this checkout (../shared/corpus)")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """Return the folder with the example site, which lies beside the project."""
    folder = SHARED / "examples"
    if not folder.is_dir():
        pytest.skip("the example site is not beside this checkout (../shared/examples)")
    return folder


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the user's settings and library."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def as_nobody() -> Callable[[Callable[[], object]], object]:
    """Return a way to run something without root's rights, and get what it returned or raised.

    Where the tests run as an ordinary user it simply runs. The folder in question must be readable
    by everybody: use `open_folder`.
    """

    def run(act: Callable[[], object]) -> object:
        if os.geteuid() != 0:
            return act()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            try:
                answer: tuple[bool, object] = (True, act())
            except Exception as error:
                answer = (False, error)
            with os.fdopen(writing, "wb") as stream:
                pickle.dump(answer, stream)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            good, value = pickle.load(stream)
        os.waitpid(child, 0)
        if not good:
            raise value
        return value

    return run


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return an empty folder that every user may enter and write to."""
    with tempfile.TemporaryDirectory(prefix="curator-open-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
