"""Looking at many files of a site, in several processes where that pays.

Texts stay in the process that reads them; only looks come back. Where no process can be started all is
done in this one.
"""

import gc
import logging
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from pathlib import Path

from curator.domain.work import CancelToken, Progress
from curator.services.audit_look import Look, Looker, Setting, modified_at, needs_modified

_log = logging.getLogger(__name__)

WORTHWHILE = 4_000
"""Files; starting processes costs what looking at a good thousand does."""
_MOST_WORKERS = 4
_CHUNK = 200
_AHEAD = 3
"""Chunks a worker that wait for it, so that no result piles up unread."""
_PATIENCE = 0.2

Looked = tuple[str, Look]
Wanted = tuple[str, str]
"""A file relative to the site's root, and the path to judge it at."""


def look_at_files(
    setting: Setting,
    wanted: Sequence[Wanted],
    looker: Looker,
    *,
    cancel: CancelToken,
    progress: Progress,
    workers: int | None = None,
) -> Iterator[Looked]:
    """Yield a look at each file that can be read, by its path, in no certain order.

    `looker` is the one of `setting` for this process. Raises Cancelled within a second.
    """
    done = 0
    count = _workers(len(wanted)) if workers is None else workers
    chunks = deque(wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK))
    if count > 1:
        for looked in _in_processes(setting, chunks, count, cancel):
            yield from looked
            done += _CHUNK
            progress(min(done, len(wanted)), len(wanted))
    while chunks:
        chunk = chunks.popleft()
        for one in chunk:
            cancel.check()
            yield from _looks(looker, [one])
        done += len(chunk)
        progress(min(done, len(wanted)), len(wanted))


def _workers(files: int) -> int:
    # A frozen program would start itself again instead of a worker.
    if files < WORTHWHILE or getattr(sys, "frozen", False):
        return 1
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def _in_processes(
    setting: Setting, chunks: deque[Sequence[Wanted]], count: int, cancel: CancelToken
) -> Iterator[list[Looked]]:
    """Yield the looks at chunk after chunk; those left in `chunks` could not be had."""
    running: deque[tuple[Sequence[Wanted], Future[list[Looked]]]] = deque()
    pool: ProcessPoolExecutor | None = None
    try:
        pool = ProcessPoolExecutor(count, _context(), _begin, (setting,))
        while chunks or running:
            while chunks and len(running) < count * _AHEAD:
                running.append((chunks[0], pool.submit(_look_at, chunks[0])))
                chunks.popleft()
            looked = _result(running[0][1], cancel)
            running.popleft()
            yield looked
    except (BrokenProcessPool, OSError, EOFError) as error:
        _log.info("no processes to look at files with: %r", error)
        chunks.extendleft(chunk for chunk, _ in reversed(running))
    finally:
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _context() -> BaseContext:
    """Return how processes are started: never by forking this one, which may have threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _result(future: "Future[list[Looked]]", cancel: CancelToken) -> list[Looked]:
    while True:
        cancel.check()
        try:
            return future.result(_PATIENCE)
        except TimeoutError:
            continue


_looker: Looker | None = None


def _begin(setting: Setting) -> None:
    global _looker  # noqa: PLW0603  a worker serves one site
    # Looks hold no cycles and live until they are sent: looking for garbage more often is a tenth
    # of the time.
    gc.set_threshold(50_000, 20, 100)
    _looker = Looker(setting)


def _look_at(chunk: Sequence[Wanted]) -> list[Looked]:
    assert _looker is not None
    return list(_looks(_looker, chunk))


def _looks(looker: Looker, chunk: Sequence[Wanted]) -> Iterator[Looked]:
    root = str(looker.setting.site.root)
    for file, path in chunk:
        try:
            with open(f"{root}/{file}", "rb") as stream:
                source = stream.read()
                state = os.fstat(stream.fileno()) if needs_modified(path) else None
        except OSError as error:
            _log.info("cannot read %s: %s", file, error.strerror)
            continue
        modified = None if state is None else modified_at(state)
        yield file, looker.look(path, source, modified=modified)


def read_file(root: Path, file: str) -> bytes | None:
    """Return a file's bytes, None where it is gone."""
    try:
        return (root / file).read_bytes()
    except OSError as error:
        _log.info("cannot read %s: %s", file, error.strerror)
        return None
