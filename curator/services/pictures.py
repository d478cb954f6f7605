"""Pictures of other sites, kept with the posts that show them.

Fetches what the bodies of posts point at, looks at each picture whole, and stores it with its origin. The text
of a post is never changed: a picture that cannot be had is reported and its link stays as it was. Fetching
belongs in the network lane, storing in the write lane; no window here, no SQL.
"""

import queue
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from curator.domain.changes import NOTHING_CHANGED, Aspect, PostsChanged
from curator.domain.errors import CuratorError, FetchError
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.fetching.images import fetch_picture
from curator.fetching.pacing import Pacer
from curator.fetching.picture_check import PictureCheck
from curator.fetching.session import Fetcher
from curator.rendering.pictures import PictureTag, Replaced, Shown, rewritten
from curator.services.preview import Preview
from curator.services.preview_values import PageMode
from curator.storage import assets, posts
from curator.storage.assets import AssetKind
from curator.storage.database import Database

_AT_ONCE = 6
_BATCH = 100
_STEP = 0.1
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
}
_LONGEST_NAME = 80


class PictureOutcome(StrEnum):
    """What became of a picture."""

    WAITING = "waiting"
    """Nothing was done yet: a dry run ends like that."""
    KEPT = "kept"
    ALREADY = "already-kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RemotePicture:
    """A picture that the body of a post takes from another site."""

    post: PostId
    title: str
    url: str
    kept: bool = False
    """The library has it already."""


@dataclass(frozen=True, slots=True)
class PictureReport:
    """How one picture went."""

    picture: RemotePicture
    outcome: PictureOutcome
    error: FetchError | None = None
    media_type: str = ""
    width: int = 0
    height: int = 0
    data: bytes = b""
    size: int = 0


_Answers = queue.Queue[tuple[str, PictureReport | BaseException]]


class Pictures:
    """Finds, fetches and stores the remote pictures of posts."""

    def __init__(
        self,
        database: Database,
        preview: Preview,
        *,
        fetcher: Fetcher | None = None,
        pacer: Pacer | None = None,
        check: PictureCheck | None = None,
    ) -> None:
        self._database = database
        self._preview = preview
        self._fetcher = fetcher or Fetcher()
        self._pacer = pacer or Pacer()
        self._check = check or PictureCheck()

    def close(self) -> None:
        """End the process that decodes."""
        self._check.close()

    def find(
        self,
        wanted: Sequence[PostId],
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> Iterator[RemotePicture]:
        """Yield every remote picture in the rendered bodies of posts, each address once a post.

        Raises Cancelled.
        """
        done = 0
        for start in range(0, len(wanted), _BATCH):
            with self._database.read() as connection:
                stored = list(posts.load_many(connection, wanted[start : start + _BATCH]))
                known = {
                    post.id: {one.origin for one in assets.of_post(connection, post.id)}
                    for post in stored
                }
            for post in stored:
                if cancel is not None:
                    cancel.check()
                for url in self._addresses(post, cancel):
                    yield RemotePicture(post.id, post.title, url, url in known[post.id])
                done += 1
                progress(done, len(wanted))

    def fetch(
        self,
        found: Sequence[RemotePicture],
        *,
        without_position: bool = False,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> Iterator[PictureReport]:
        """Yield how fetching each picture went, as they come; those that are kept are not fetched.

        An address that several posts show is fetched once. A picture comes with its bytes, to be
        given to `store`. Raises Cancelled within a second of being asked to stop.
        """
        todo: dict[str, list[RemotePicture]] = {}
        done = 0
        for picture in found:
            if picture.kept:
                done += 1
                yield PictureReport(picture, PictureOutcome.ALREADY)
            else:
                todo.setdefault(picture.url, []).append(picture)
        progress(done, len(found))
        inner = CancelToken()
        answers: _Answers = queue.Queue(_AT_ONCE)
        pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pictures")
        for url in _host_by_host(todo):
            pool.submit(self._fetch_one, todo[url][0], without_position, inner, answers)
        try:
            for _each in range(len(todo)):
                url, answer = _next(answers, cancel)
                if isinstance(answer, BaseException):
                    raise answer
                for picture in todo[url]:
                    done += 1
                    yield replace(answer, picture=picture)
                    progress(done, len(found))
        finally:
            inner.cancel()
            pool.shutdown(wait=False, cancel_futures=True)

    def store(self, reports: Collection[PictureReport], *, origin: object = None) -> PostsChanged:
        """Keep the pictures that were fetched, with where and when they came from.

        A post that is gone meanwhile keeps nothing.
        """
        kept = [one for one in reports if one.outcome is PictureOutcome.KEPT and one.data]
        if not kept:
            return NOTHING_CHANGED
        now = datetime.now(UTC)
        touched: set[PostId] = set()
        with self._database.write() as connection:
            there = {
                post.id for post in posts.load_many(connection, [r.picture.post for r in kept])
            }
            for report in kept:
                post, url = report.picture.post, report.picture.url
                if post not in there:
                    continue
                if any(one.origin == url for one in assets.of_post(connection, post)):
                    continue
                assets.add(
                    connection,
                    post,
                    report.data,
                    name=picture_name(url, report.media_type),
                    media_type=report.media_type,
                    origin=url,
                    now=now,
                )
                touched.add(post)
        if not touched:
            return NOTHING_CHANGED
        return PostsChanged(frozenset(touched), Aspect.FILES, None, origin)

    def keep(
        self,
        wanted: Sequence[PostId],
        *,
        dry_run: bool = False,
        without_position: bool = False,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> Iterator[PictureReport]:
        """Find, fetch and store; yields each picture once it is stored or cannot be."""
        found = list(self.find(wanted, cancel=cancel))
        if dry_run:
            for one in found:
                outcome = PictureOutcome.ALREADY if one.kept else PictureOutcome.WAITING
                yield PictureReport(one, outcome)
            return
        for report in self.fetch(
            found, without_position=without_position, cancel=cancel, progress=progress
        ):
            self.store([report])
            yield report

    # --- parts ----------------------------------------------------------------------------

    def _addresses(self, post: StoredPost, cancel: CancelToken | None) -> list[str]:
        place = post.placements[0] if post.placements else None
        path = place.path if place is not None else post.name
        root = Path(place.root) if place is not None else None
        try:
            page = self._preview.exact(post.source, path, root, PageMode.ARTICLE, cancel)
        except CuratorError:
            return []
        return remote_addresses(page.fragment)

    def _fetch_one(
        self,
        picture: RemotePicture,
        without_position: bool,
        cancel: CancelToken,
        answers: _Answers,
    ) -> None:
        answer: PictureReport | BaseException
        try:
            answer = self._fetched(picture, without_position, cancel)
        except FetchError as error:
            answer = PictureReport(picture, PictureOutcome.FAILED, error)
        except BaseException as error:  # a bug, or Cancelled: told to whoever waits for the answer
            answer = error
        while not cancel.cancelled:
            try:
                answers.put((picture.url, answer), timeout=_STEP)
            except queue.Full:
                continue
            return

    def _fetched(
        self, picture: RemotePicture, without_position: bool, cancel: CancelToken
    ) -> PictureReport:
        url = picture.url
        fetched = self._pacer.run(
            _host(url), lambda: fetch_picture(self._fetcher, url, cancel), cancel
        )
        checked = self._check.check(
            url, fetched.data, without_position=without_position, cancel=cancel
        )
        return PictureReport(
            picture,
            PictureOutcome.KEPT,
            media_type=fetched.media_type,
            width=checked.width,
            height=checked.height,
            data=checked.data,
            size=len(checked.data),
        )


class KeptPictures:
    """The pictures and files that the library keeps with a post, for its preview."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, post: PostId) -> dict[str, int]:
        """Return the numbers of a post's pictures by their address and by their name."""
        with self._database.read() as connection:
            files = [one for one in assets.of_post(connection, post) if one.kind is AssetKind.FILE]
        named = {one.name: one.id for one in files}
        return named | {one.origin: one.id for one in files if one.origin}

    def read(self, number: int) -> bytes:
        """Return the bytes of a file."""
        with self._database.read() as connection:
            return assets.read(connection, number)


def remote_addresses(fragment: str) -> list[str]:
    """Return the web addresses of the pictures in a fragment of HTML, each once, in order."""
    found: dict[str, None] = {}

    def look(tag: PictureTag) -> Shown | Replaced:
        address = f"https:{tag.address}" if tag.address.startswith("//") else tag.address
        on_the_web = address.lower().startswith(("http://", "https://")) and _host(address)
        if on_the_web and not tag.embedded:
            found[address] = None
        return Shown(tag.address)

    rewritten(fragment, look)
    return list(found)


def picture_name(url: str, media_type: str) -> str:
    """Return a file name for a picture from the web, with the suffix of what it is."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        path = ""
    stem = PurePosixPath(path).stem
    plain = "".join(char if char.isalnum() or char in "._-" else "-" for char in stem)
    return (plain.strip("-.")[:_LONGEST_NAME] or "picture") + _SUFFIXES.get(media_type, "")


def _next(
    answers: _Answers, cancel: CancelToken | None
) -> tuple[str, PictureReport | BaseException]:
    while True:
        if cancel is not None:
            cancel.check()
        try:
            return answers.get(timeout=_STEP)
        except queue.Empty:
            continue


def _host_by_host(urls: Collection[str]) -> list[str]:
    """Return addresses so that those of one host stand apart from each other."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(_host(url), []).append(url)
    ordered: list[str] = []
    lists = list(hosts.values())
    while lists:
        ordered += [one.pop(0) for one in lists]
        lists = [one for one in lists if one]
    return ordered


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
