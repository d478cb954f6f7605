"""The pictures that go out with posts: which files they become, and the links that lead there.

Reads the site, writes nothing. A picture that has a file keeps it, whatever lies in it by now; bytes that the
site has already are used where they lie; a file that is somebody else's is never taken. Only links of the
text change, and of them only the address.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote

from curator.domain.post import ContentHash
from curator.export.naming import Names
from curator.export.picture_names import PictureName
from curator.export.planned import (
    Action,
    ExportPost,
    PlannedFile,
    PlannedPicture,
    PostPicture,
    Reason,
)
from curator.export.targets import TargetFault, Targets
from curator.formats.document import Document, join, split
from curator.formats.front_matter import parse
from curator.formats.site_links import LinkStyle, path_of, style_of, written
from curator.site.filenames import parse_path
from curator.site.folder import Site
from curator.site.picture_habits import PictureHabits
from curator.site.references import Form, Reference, is_local, rewritten

_MOST_NUMBERS = 10_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it would be written."""

    content: ContentHash
    suffix: str
    """By its bytes, with its dot."""


class PictureSource(Protocol):
    """What the planner asks of the library."""

    def prepare(self, asset: int) -> Prepared | None:
        """Return what would be written of a picture, None where a site must not serve it."""

    def files_with(self, content: ContentHash) -> Sequence[str]:
        """Return the files of this site that pictures with these bytes were written to."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with its pictures in their places."""

    text: bytes
    pictures: tuple[PlannedPicture, ...] = ()
    refused: tuple[Reason, str] | None = None
    """Why a picture cannot be written, and its path."""
    lost: tuple[str, ...] = ()
    """Pictures that the text shows and nobody has."""
    unfit: tuple[str, ...] = ()
    """Pictures that a site must not serve."""


@dataclass(slots=True)
class PicturePlanner:
    """Finds places for the pictures of one export."""

    site: Site
    targets: Targets
    names: Names
    is_writable: Callable[[str], bool]
    source: PictureSource
    habits: Callable[[], PictureHabits]
    """Asked once, and only where a picture goes out."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _habits: PictureHabits | None = None
    _planned: dict[ContentHash, str] = field(default_factory=dict)
    """The files that this export makes, by their bytes."""

    def place(self, post: ExportPost, path: str, text: bytes) -> Placed:
        """Return a post's source text with links to its pictures' files.

        Raises EditError where the encoding of the text does not allow for it.
        """
        document = split(text)
        work = _Work(self, post, path, document)
        body = rewritten(document.body, work.address, markdown=work.markdown)
        changed = text if body == document.body else join(document.with_body(body))
        return Placed(
            changed,
            tuple(work.pictures.values()),
            work.refused,
            tuple(dict.fromkeys(work.lost)),
            tuple(dict.fromkeys(work.unfit)),
        )

    @property
    def style(self) -> LinkStyle:
        """Return how links are written."""
        return self._learned().style

    def find(
        self, post: ExportPost, path: str, picture: PostPicture, number: int
    ) -> PlannedPicture | tuple[Reason, str] | None:
        """Return a picture's file, why there can be none, or None where a site must not serve it."""
        if picture.place:
            lies = self._content(picture.place)
            if lies is not None:
                return PlannedPicture(picture.asset, post.post, picture.place, lies, lies)
        prepared = self.source.prepare(picture.asset)
        if prepared is None:
            return None
        shared = self._planned.get(prepared.content)
        if shared is not None:
            return PlannedPicture(picture.asset, post.post, shared, None, prepared.content)
        for known in self.source.files_with(prepared.content):
            if self._content(known) == prepared.content:
                content = prepared.content
                return PlannedPicture(picture.asset, post.post, known, content, content)
        for candidate in self._candidates(post, path, picture, prepared, number):
            target = self.targets.resolve(candidate)
            if isinstance(target, TargetFault):
                return Reason(target.value), candidate
            if target.exists:
                if self._content(target.path) == prepared.content:
                    content = prepared.content
                    return PlannedPicture(picture.asset, post.post, candidate, content, content)
                continue
            if self.names.taken(target.path):
                continue
            if not self.is_writable(target.folder):
                return Reason.UNWRITABLE, candidate
            self.names.promise(target.path)
            self._planned[prepared.content] = candidate
            return PlannedPicture(picture.asset, post.post, candidate, None, prepared.content)
        return Reason.BAD_NAME, picture.name

    def url_path(self, path: str) -> str:
        """Return a file's path as the site's address has it."""
        source = self.site.config.source
        return path.removeprefix(f"{source}/") if source else path

    def _learned(self) -> PictureHabits:
        if self._habits is None:
            self._habits = self.habits()
        return self._habits

    def _candidates(
        self, post: ExportPost, path: str, picture: PostPicture, prepared: Prepared, number: int
    ) -> Iterable[str]:
        """Yield where a picture may go, best first."""
        if picture.place:
            yield picture.place
        yield from picture.elsewhere
        config = self.site.config
        place = parse_path(path, collections_dir=config.content_dir)
        day = place.date or (post.facts.date or self.now).astimezone(config.zone).date()
        slug = place.slug or f"post-{post.post}"
        name = PictureName(day, slug, PurePosixPath(picture.name).stem, prepared.suffix)
        above = f"{config.source}/" if config.source else ""
        for one in range(number, number + _MOST_NUMBERS):
            yield above + name.path(self._learned().pattern, one)

    def _content(self, path: str) -> ContentHash | None:
        try:
            with (self.site.root / path).open("rb", buffering=0) as file:
                return ContentHash(sha256(file.read()).digest())
        except OSError:
            return None


class _Work:
    """The pictures of one text."""

    def __init__(
        self, planner: PicturePlanner, post: ExportPost, path: str, document: Document
    ) -> None:
        self._planner = planner
        self._post = post
        self._path = path
        self._document = document
        config = planner.site.config
        self._baseurl = config.baseurl
        self.markdown = PurePosixPath(path).suffix.lower() in config.markdown_ext
        # Web addresses stay where the site knows the post already: nobody asked for another text.
        remote = post.base is None or post.foreign
        self._known: dict[str, PostPicture] = {}
        self._places: dict[str, PostPicture] = {}
        for one in post.pictures:
            self._known[one.name] = one
            if one.origin and remote:
                self._known[one.origin] = one
            for place in (one.place, *one.elsewhere):
                if place:
                    self._places[planner.url_path(place)] = one
        self._style: LinkStyle | None = None
        self._told: dict[int, PlannedPicture | tuple[Reason, str] | None] = {}
        self.pictures: dict[int, PlannedPicture] = {}
        self.refused: tuple[Reason, str] | None = None
        self.lost: list[str] = []
        self.unfit: list[str] = []

    def address(self, one: Reference) -> str | None:
        """Return how a reference is to be written, None where it stays."""
        address = one.address
        there = path_of(address, self._baseurl)
        picture = self._named(address) or (self._places.get(there) if there else None)
        if picture is None:
            if one.picture and self._is_lost(address, there):
                self.lost.append(address)
            return None
        told = self._find(picture)
        if told is None:
            self.unfit.append(picture.name)
            return None
        if not isinstance(told, PlannedPicture):
            self.refused = self.refused or told
            return None
        self.pictures[picture.asset] = told
        url_path = self._planner.url_path(told.path)
        if there == url_path and style_of(address) is not LinkStyle.PLAIN:
            return None
        style = self._usable(one)
        quotes = one.quotes or ("'" if one.form is Form.MARKDOWN else '"')
        link = written(url_path, style, self._baseurl, quotes=quotes)
        if there == url_path and written(url_path, LinkStyle.PLAIN, self._baseurl) == address:
            return None
        return link

    def _named(self, address: str) -> PostPicture | None:
        known = self._known.get(address) or self._known.get(unquote(address))
        if known is None and address.startswith("//"):
            known = self._known.get(f"https:{address}") or self._known.get(f"http:{address}")
        return known

    def _find(self, picture: PostPicture) -> PlannedPicture | tuple[Reason, str] | None:
        if picture.asset not in self._told:
            number = len(self.pictures) + 1
            found = self._planner.find(self._post, self._path, picture, number)
            self._told[picture.asset] = found
        return self._told[picture.asset]

    def _usable(self, one: Reference) -> LinkStyle:
        """Return the site's style of links, or a plain one where no Liquid is read."""
        if self._style is None:
            self._style = self._planner.style
            values = parse(self._document.front_matter or "").values
            config = self._planner.site.config
            if values.get("render_with_liquid") is False and not config.github_pages:
                self._style = LinkStyle.PLAIN
        if one.form is Form.SET and not one.quotes:
            return LinkStyle.PLAIN  # a blank would end the attribute
        return self._style

    def _is_lost(self, address: str, there: str | None) -> bool:
        """Tell whether a guest's picture is neither on the web nor in the site."""
        if not self._post.foreign or not is_local(address):
            return False
        if there is None:
            return "{" not in address
        config = self._planner.site.config
        return not (self._planner.site.root / config.source / there).is_file()


def picture_files(files: Iterable[PlannedFile]) -> list[PlannedFile]:
    """Return what happens to the files of the pictures of posts, each once.

    A picture of which every post is held back is not written.
    """
    found: dict[str, PlannedFile] = {}
    for file in files:
        if not carries_pictures(file):
            continue
        for one in file.pictures:
            known = found.get(one.path)
            action = Action.CREATE if one.before is None else Action.UNCHANGED
            if known is None:
                found[one.path] = PlannedFile(
                    post=None,
                    revision=0,
                    title=file.title,
                    path=one.path,
                    action=action,
                    reason=None,
                    before=one.before,
                    after=one.content,
                    attention=False,
                    picture=one,
                )
    return list(found.values())


def carries_pictures(file: PlannedFile) -> bool:
    """Tell whether a post's text comes to lie in its file, or lies there already."""
    return file.action in {Action.CREATE, Action.UPDATE} or (
        file.action is Action.UNCHANGED and file.reason is Reason.ADOPTED
    )
