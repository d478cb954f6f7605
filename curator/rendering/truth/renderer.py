"""Jekyll kept running for one site: the exact renderer, for an editor who turns it on.

Owns one Ruby process (`resources/ruby/renderer.rb`), started on first use, killed when a text takes
too long, and started again after that. Plug-ins of the site never run in it. It
reads the site's folder and writes nothing there.
"""

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from curator import resources
from curator.domain.errors import JekyllError, JekyllFault
from curator.domain.work import CancelToken
from curator.rendering.truth.jekylls import Jekyll, Jekylls, environment_for
from curator.rendering.truth.messages import fault_of, in_file, without_folder
from curator.rendering.truth.overlay import overlay, write_overlay
from curator.rendering.truth.processes import end, start
from curator.site.config_files import config_path
from curator.site.folder import Site

BODY, PAGE = 0, 1
_DONE, _FAILED, _READY = 0, 1, 2
_STEP = 0.02
_GRACE = 2.0
"""Seconds for a rendering that is no longer wanted."""

_LARGEST_ANSWER = 256 * 1024**2


@dataclass(frozen=True, slots=True)
class Rendered:
    """What Jekyll made of a text."""

    html: str
    url: str
    messages: tuple[str, ...]
    """Its warnings."""


_Answer = tuple[int, int, Mapping[str, object]]
"""The number of a request, a state, and what was said."""


class _Died(Exception):
    """The process ended without an answer."""


class ExactRenderer:
    """Renders posts of one site with the real Jekyll. Safe from several threads, one post at a time.

    Other posts are not there: `site.posts` holds the one that is rendered, at most.
    """

    def __init__(
        self, site: Site, jekylls: Jekylls, *, seconds: float = 10, start_seconds: float = 60
    ) -> None:
        self._site = site
        self._jekylls = jekylls
        self._seconds = seconds
        self._start_seconds = start_seconds
        self._running: _Running | None = None
        self._lock = threading.Lock()
        self.jekyll: Jekyll | None = None
        """The Jekyll at work, once one has started."""

    def body(self, path: str, source: bytes, cancel: CancelToken | None = None) -> Rendered:
        """Return a post's article: Liquid and Markdown, without layouts.

        `path` is posix, in the site. Raises JekyllError and Cancelled.
        """
        return self._render(BODY, path, source, cancel or CancelToken())

    def page(self, path: str, source: bytes, cancel: CancelToken | None = None) -> Rendered:
        """Return a post's whole page. Raises JekyllError and Cancelled."""
        return self._render(PAGE, path, source, cancel or CancelToken())

    def close(self) -> None:
        """End the process; a later rendering starts another."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._running is not None:
            self._running.close()
            self._running = None

    def _render(self, kind: int, path: str, source: bytes, cancel: CancelToken) -> Rendered:
        if "\n" in path or ".." in path.split("/") or path.startswith("/"):
            raise JekyllError(JekyllFault.BAD_PATH, path=path)
        with self._lock:
            cancel.check()  # the reader typed on while another text was rendered
            try:
                state, told = self._asked(kind, path, source, cancel)
            except _Died:
                # It died while it had nothing to do, and nobody had noticed yet.
                state, told = self._asked(kind, path, source, cancel)
        if state != _DONE:
            raise self._fault(path, told, source)
        return Rendered(
            str(told.get("html", "")), str(told.get("url", "")), tuple(self._messages(told))
        )

    def _asked(
        self, kind: int, path: str, source: bytes, cancel: CancelToken
    ) -> tuple[int, Mapping[str, object]]:
        fresh = self._running is None or not self._running.alive
        if self._running is None or fresh:
            self._end()
            self._running = self._started(cancel)
        number = self._running.send(kind, path.encode() + b"\n" + source)
        try:
            return self._wait(self._running, number, self._seconds, cancel, path)
        except _Died:
            if not fresh:
                raise
            raise JekyllError(JekyllFault.LOST, path=path) from None

    def _started(self, cancel: CancelToken) -> "_Running":
        folder = tempfile.TemporaryDirectory(prefix="curator-renderer-", ignore_cleanup_errors=True)
        try:
            place = Path(folder.name).resolve()
            jekyll = self._jekylls.find(place, trusted=False, site=self._site.root, cancel=cancel)
            self.jekyll = jekyll
            running = self._launched(folder, place, jekyll)
        except BaseException:
            folder.cleanup()
            raise
        try:
            state, told = self._wait(running, 0, self._start_seconds, cancel, "")
        except _Died:
            raise JekyllError(JekyllFault.CANNOT_START, path=jekyll.ruby) from None
        if state != _READY:
            running.close()
            raise self._fault("", told, b"")
        return running

    def _launched(
        self, folder: "tempfile.TemporaryDirectory[str]", place: Path, jekyll: Jekyll
    ) -> "_Running":
        values = overlay(
            self._site.config.raw,
            destination=place / "out",
            time=None,
            trusted=False,
            gems=jekyll.gems,
        )
        laid = place / "overlay.yml"
        write_overlay(laid, values)
        own = config_path(self._site.root)
        configs = [str(laid)] if own is None else [str(own), str(laid)]
        command = [
            jekyll.ruby,
            str(resources.path("ruby", "renderer.rb")),
            str(self._site.root / self._site.config.source),
            *configs,
        ]
        try:
            process = start(command, folder=place, environment=environment_for(trusted=False))
        except OSError as error:
            detail = error.strerror or ""
            raise JekyllError(JekyllFault.CANNOT_START, path=jekyll.ruby, detail=detail) from error
        return _Running(process, folder)

    def _wait(
        self, running: "_Running", number: int, seconds: float, cancel: CancelToken, path: str
    ) -> tuple[int, Mapping[str, object]]:
        deadline = time.monotonic() + seconds
        while True:
            if cancel.cancelled:
                if number:
                    running.abandon(number)
                else:
                    self._drop(running)
                cancel.check()
            answered = running.receive(number, _STEP)
            if answered is not None:
                return answered
            if running.silent:
                answered = running.receive(number, 0)
                self._drop(running)
                if answered is not None:
                    return answered
                raise _Died
            if time.monotonic() > deadline:
                self._drop(running)
                raise JekyllError(JekyllFault.TOO_SLOW, path=path, detail=f"{seconds:g}")

    def _drop(self, running: "_Running") -> None:
        running.close()
        self._running = None

    def _fault(self, path: str, told: Mapping[str, object], source: bytes) -> JekyllError:
        said = [*self._messages(told), f"Error: {told.get('error', '')}"]
        folder = str(self._site.root)
        fault = fault_of(without_folder("\n".join(said), folder))
        fault.path = fault.path or path
        if fault.path == path:
            return in_file(fault, source)
        try:
            return in_file(fault, (self._site.root / fault.path).read_bytes())
        except (OSError, ValueError):  # an include that is not there, or one of a theme
            return fault

    def _messages(self, told: Mapping[str, object]) -> list[str]:
        messages = told.get("messages")
        given = messages if isinstance(messages, list) else []
        return [without_folder(str(one), str(self._site.root)) for one in given]


class _Running:
    """One process, the folder it stands in, and the thread that carries frames to it and back."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", folder: "tempfile.TemporaryDirectory[str]"
    ) -> None:
        self._process = process
        self._folder = folder
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._asked = 0
        self._answered = -1
        self.silent = False
        """Nothing more will come from it."""
        self._carrier = threading.Thread(target=self._carry, name="jekyll-carrier", daemon=True)
        self._carrier.start()

    @property
    def alive(self) -> bool:
        """Tell whether it can be asked: it may have died with nothing to do."""
        return not self.silent and self._process.poll() is None

    def send(self, kind: int, data: bytes) -> int:
        """Hand a request over and return its number; does not wait."""
        self._asked += 1
        self._requests.put(bytes((kind,)) + len(data).to_bytes(8, "big") + data)
        return self._asked

    def receive(self, number: int, seconds: float) -> tuple[int, Mapping[str, object]] | None:
        """Wait for the answer to a request, None where none came in time; those before are dropped.

        0 is the number of what it says once it has started.
        """
        with contextlib.suppress(queue.Empty):
            answered = self._answers.get(timeout=seconds)
            if answered[0] == number:
                return answered[1:]
        return None

    def abandon(self, number: int) -> None:
        """Let a request that nobody waits for come to its end, but not for long.

        An editor who types on makes many of them: starting Jekyll anew for each would take longer
        than waiting.
        """

        def give_up() -> None:
            if self._answered < number:
                self._process.kill()

        timer = threading.Timer(_GRACE, give_up)
        timer.daemon = True
        timer.start()

    def close(self) -> None:
        """End the process now, whatever it is doing, and remove its folder."""
        if self._process.poll() is None:  # its number may be another's by now
            end(self._process)
        self._requests.put(None)
        self._carrier.join(5)
        self._folder.cleanup()

    def _carry(self) -> None:
        sink = cast(BinaryIO, self._process.stdin)
        source = cast(BinaryIO, self._process.stdout)
        with contextlib.suppress(OSError, ValueError):  # a broken pipe: it died; or no frame at all
            while True:
                answered = _read_frame(source)
                if answered is None:
                    break
                self._answered += 1
                self._answers.put((self._answered, *answered))
                request = self._requests.get()
                if request is None:
                    break
                sink.write(request)
                sink.flush()
        self.silent = True
        with contextlib.suppress(OSError):
            sink.close()
        source.close()


def _read_frame(source: BinaryIO) -> tuple[int, Mapping[str, object]] | None:
    head = source.read(9)
    if len(head) < 9:
        return None
    length = int.from_bytes(head[1:], "big")
    if length > _LARGEST_ANSWER:
        return None
    data = source.read(length)
    if len(data) < length:
        return None
    values = json.loads(data)
    return head[0], values if isinstance(values, dict) else {}
