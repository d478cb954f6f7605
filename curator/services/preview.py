"""The preview: a source text becomes a page, and the page's pictures are found for it.

The door between the window or a command and rendering and fetching. Serves registered tokens, never
paths (reliability.md T5), and fetches only what was asked for by its token. No Qt here; all calls
may come from any thread.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from curator import resources
from curator.domain.errors import FetchError
from curator.domain.work import CancelToken
from curator.fetching.images import fetch_picture, raster_type
from curator.fetching.picture_cache import PictureCache
from curator.fetching.session import Fetcher
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.rendering import page as pages
from curator.rendering import site_files
from curator.rendering.converters import kind_of
from curator.rendering.guard import Guard, Trouble
from curator.rendering.languages import language
from curator.rendering.page import PageHead, PageWords
from curator.rendering.pictures import PictureTag, Replaced, Shown, rewritten
from curator.rendering.registry import (
    Entry,
    InlinePicture,
    LocalPicture,
    Registry,
    RemotePicture,
)

__all__ = [
    "PageMode",
    "PageProblem",
    "PageWords",
    "Picture",
    "PictureState",
    "Preview",
    "PreviewPage",
    "Resource",
    "Trouble",
    "blank_page",
]

SCHEME = pages.SCHEME
HOST = pages.HOST
ORIGIN = pages.ORIGIN
POLICY = pages.POLICY
STYLE_ADDRESS = pages.STYLE_ADDRESS
PICTURE_PREFIX = pages.PICTURE_PREFIX
PAGE_PREFIX = pages.PAGE_PREFIX
LOAD_PREFIX = pages.LOAD_PREFIX
ARTICLE_ID = pages.ARTICLE_ID
HEADER_ID = pages.HEADER_ID

_STYLE = ("styles", "preview.css")
_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+(?:;[\w.+-]+=[\w.+-]+)*;base64,", re.IGNORECASE)
_LONGEST_DATA = 3_000_000
_NAME_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class PictureState(StrEnum):
    """What a page shows in a picture's place."""

    SHOWN = "shown"
    REMOTE = "remote"
    """A placeholder that names the host; one click loads it."""
    FAILED = "failed"
    """The last try to load it failed."""
    MISSING = "missing"
    """No such file in the site."""
    REFUSED = "refused"
    """An address that is never followed: `file:`, `blob:`, a large or odd `data:`."""
    EMBEDDED = "embedded"
    """A frame or plug-in, which the preview never shows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: its address as the browser would resolve it, its token where it has one."""

    address: str
    state: PictureState
    token: str = ""


class PageMode(StrEnum):
    """How much of the site's page is shown."""

    ARTICLE = "article"
    """The converted body under the program's own plain heading."""
    PAGE = "page"
    """The whole page in the site's layouts and styles."""


@dataclass(frozen=True, slots=True)
class PageProblem:
    """What Liquid or the theme could not do; the rest of the page is as it should be."""

    code: str
    file: str
    """Path in the site; empty for the post itself."""
    line: int
    """1-based line of that file, 0 where there is none to name."""
    column: int
    message: str
    """The name or text it is about, in the words of the source."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A rendered post: the whole page, and its parts for patching one that is already shown.

    Block elements of `fragment`, and of the article inside `document`, carry `data-line`: the line
    of the source text, counted from 1, where the block begins.
    """

    html: str
    title: str
    lang: str
    header: str
    fragment: str
    pictures: tuple[Picture, ...]
    notice: Trouble | None
    """Why the body is shown as plain text, None where it is as it should be."""
    document: str | None = None
    """The site's whole page, None in article mode; its relative addresses hold at `address`."""
    address: str = ""
    """Where `document` is shown: an address of the program's own scheme, one host for each site."""
    problems: tuple[PageProblem, ...] = ()
    approximations: tuple[str, ...] = ()
    """Codes of what stands in for parts of the site that are not here: `theme:minima`."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Bytes that the program's own scheme serves."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Request:
    """What the pictures of one page depend on."""

    path: str | None
    root: Path | None
    allowed: frozenset[str]
    standalone: bool = False


class Preview:
    """Renders posts and holds what their pages may show.

    `words` are the placeholders' words in the user's language and may be replaced at any time.
    """

    def __init__(
        self, words: PageWords, *, fetcher: Fetcher | None = None, guard: Guard | None = None
    ) -> None:
        self.words = words
        self._fetcher = fetcher or Fetcher()
        self._guard = guard or Guard()
        self._registry = Registry()
        self._cache = PictureCache()

    def render(
        self,
        source: bytes,
        path: str | None,
        site_root: Path | None,
        *,
        lang: str = "",
        allow_remote: frozenset[str] = frozenset(),
        cancel: CancelToken | None = None,
    ) -> PreviewPage:
        """Render a post's source.

        `path` is its path in the site (it decides the converter), `site_root` the site's folder,
        `lang` the site's language. `allow_remote` holds the URLs of pictures that the editor
        asked for in this article; those that were fetched are shown, the rest wait as
        placeholders. Raises Cancelled.
        """
        request = _Request(path, site_root, allow_remote)
        return self._page(source, request, lang, cancel)

    def body(self, source: bytes, path: str | None, cancel: CancelToken | None = None) -> str:
        """Return the converted body alone, its pictures as they are written."""
        document = split(source)
        return self._guard.convert(kind_of(path), document.body, cancel).fragment

    def standalone(
        self, source: bytes, path: str | None, site_root: Path | None, *, lang: str = ""
    ) -> str:
        """Return one HTML file with its style and the site's pictures inside, and nothing live."""
        request = _Request(path, site_root, frozenset(), standalone=True)
        made = self._page(source, request, lang, None)
        return pages.standalone(
            title=made.title,
            header=made.header,
            fragment=made.fragment,
            lang=made.lang,
            style=resources.read_text(*_STYLE),
        )

    def resource(self, token: str) -> Resource | None:
        """Return what a token stands for, None for anything but a picture of the latest pages."""
        entry = self._registry.find(token)
        if entry is None:
            return None
        return self._resource(entry)

    def fetch_remote(self, token: str, cancel: CancelToken | None = None) -> str | None:
        """Load one remote picture into memory and return its URL, to be allowed in the next render.

        None where the token is no longer known. Raises FetchError, which the next render shows in
        the picture's place, and Cancelled. Belongs in the network lane.
        """
        entry = self._registry.find(token)
        if not isinstance(entry, RemotePicture):
            return None
        if self._cache.get(entry.url) is None:
            try:
                self._cache.put(entry.url, fetch_picture(self._fetcher, entry.url, cancel))
            except FetchError as error:
                self._cache.put_fault(entry.url, error.fault)
                raise
        return entry.url

    def warm(self) -> None:
        """Start the converter's process ahead of its first use."""
        self._guard.warm()

    def close(self) -> None:
        """End the converter's process."""
        self._guard.close()

    # --- pages ----------------------------------------------------------------------------

    def _page(
        self, source: bytes, request: _Request, lang: str, cancel: CancelToken | None
    ) -> PreviewPage:
        document = split(source)
        values = dict(parse(document.front_matter or "").values)
        converted = self._guard.convert(kind_of(request.path), document.body, cancel)
        finder = _Pictures(self, request)
        fragment = pages.encodable(rewritten(converted.fragment, finder.resolve))
        self._registry.publish(finder.entries)
        head = page_head(values, request.path)
        title = head.title or PurePosixPath(request.path or "").stem
        stated = values.get("lang") or values.get("locale")
        tongue = language(f"{head.title}\n{document.body}", stated, lang)
        above = pages.header(head, self.words)
        return PreviewPage(
            html=pages.page(title=title, header=above, fragment=fragment, lang=tongue),
            title=title,
            lang=tongue,
            header=above,
            fragment=fragment,
            pictures=tuple(finder.pictures),
            notice=converted.trouble,
        )

    def _resource(self, entry: Entry) -> Resource | None:
        if isinstance(entry, LocalPicture):
            data = site_files.read(entry.path, entry.root)
            if data is None:
                return None
            return Resource(site_files.MEDIA_TYPES[entry.path.suffix.lower()], data)
        if isinstance(entry, InlinePicture):
            data = _decoded(entry.address)
            media_type = raster_type(data)
            return Resource(media_type, data) if media_type else None
        fetched = self._cache.get(entry.url)
        return Resource(fetched.media_type, fetched.data) if fetched else None


def blank_page(*, dark: bool) -> str:
    """Return the page before any article, into which articles are patched."""
    return pages.page(title="", header="", fragment="", lang="en", dark=dark)


def page_head(values: Mapping[str, object], path: str | None) -> PageHead:
    """Return what stands above an article, from its front matter's values (jekyll.md §5)."""
    title = values.get("title")
    moment = values.get("date")
    if isinstance(moment, datetime):
        shown = moment.strftime("%Y-%m-%d %H:%M")
    elif isinstance(moment, date):
        shown = moment.isoformat()
    elif isinstance(moment, str):
        shown = moment
    else:
        named = _NAME_DATE.match(PurePosixPath(path or "").name)
        shown = named[1] if named else ""
    return PageHead(
        title="" if title is None or isinstance(title, dict | list) else str(title),
        date=shown,
        categories=_terms(values, "categories", "category"),
        tags=_terms(values, "tags", "tag"),
    )


def _terms(values: Mapping[str, object], plural: str, singular: str) -> tuple[str, ...]:
    """Return the terms of one kind: a text is split at blanks, the singular key is one term."""
    found: list[object] = []
    several, one = values.get(plural), values.get(singular)
    if isinstance(several, list):
        found += several
    elif isinstance(several, str):
        found += several.split()
    found += one if isinstance(one, list) else [one]
    named = [str(item).strip() for item in found if isinstance(item, str | int | float)]
    return tuple(dict.fromkeys(name for name in named if name))


class _Pictures:
    """Answers for the pictures of one page and notes down what it answered."""

    def __init__(self, preview: Preview, request: _Request) -> None:
        self._preview = preview
        self._request = request
        self.entries: dict[str, Entry] = {}
        self.pictures: list[Picture] = []

    def resolve(self, tag: PictureTag) -> Shown | Replaced:
        """Decide what is shown in a tag's place."""
        words = self._preview.words
        address = f"https:{tag.address}" if tag.address.startswith("//") else tag.address
        if tag.embedded:
            label = words.embedded.format(host=_host(address) or address[:80])
            return self._instead(tag, address, PictureState.EMBEDDED, label)
        scheme = _SCHEME.match(address)
        if scheme is None:
            return self._local(tag, address)
        if scheme[1].lower() in {"http", "https"} and _host(address):
            return self._remote(tag, address)
        if scheme[1].lower() == "data" and _is_raster(address):
            return self._shown(address, InlinePicture(address))
        label = words.refused.format(kind=f"{scheme[1].lower()[:20]}:")
        return self._instead(tag, address[:200], PictureState.REFUSED, label)

    def _local(self, tag: PictureTag, address: str) -> Shown | Replaced:
        root = self._request.root
        found = site_files.locate(root, address, self._request.path) if root else None
        if root and found:
            return self._shown(address, LocalPicture(found, root))
        label = self._preview.words.missing.format(path=address[:200])
        return self._instead(tag, address, PictureState.MISSING, label)

    def _remote(self, tag: PictureTag, url: str) -> Shown | Replaced:
        words, cache = self._preview.words, self._preview._cache
        entry = RemotePicture(url)
        if url in self._request.allowed and cache.get(url) is not None:
            return self._shown(url, entry)
        host = _host(url)
        if self._request.standalone:
            label = words.picture_from.format(host=host)
            return self._instead(tag, url, PictureState.REMOTE, label)
        failed = cache.fault(url) is not None
        label = (words.failed if failed else words.picture_from).format(host=host)
        token = self._preview._registry.token(entry)
        self.entries[token] = entry
        state = PictureState.FAILED if failed else PictureState.REMOTE
        self.pictures.append(Picture(url, state, token))
        return Replaced(
            pages.load_placeholder(
                label,
                words.retry if failed else words.load,
                token,
                alternative=tag.alternative,
                title=url,
            )
        )

    def _shown(self, address: str, entry: Entry) -> Shown | Replaced:
        if self._request.standalone:
            return self._inlined(address, entry)
        token = self._preview._registry.token(entry)
        self.entries[token] = entry
        self.pictures.append(Picture(address[:200], PictureState.SHOWN, token))
        return Shown(pages.PICTURE_PREFIX + token)

    def _inlined(self, address: str, entry: Entry) -> Shown | Replaced:
        resource = self._preview._resource(entry)
        if resource is None:
            label = self._preview.words.missing.format(path=address[:200])
            return Replaced(pages.placeholder(label))
        encoded = base64.b64encode(resource.data).decode("ascii")
        return Shown(f"data:{resource.media_type};base64,{encoded}")

    def _instead(self, tag: PictureTag, address: str, state: PictureState, label: str) -> Replaced:
        self.pictures.append(Picture(address, state))
        return Replaced(pages.placeholder(label, alternative=tag.alternative, title=address[:500]))


def _host(url: str) -> str:
    """Return a URL's host, empty where there is none to name."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_raster(address: str) -> bool:
    """Tell whether a `data:` address holds a raster picture of bearable size."""
    head = _DATA_ADDRESS.match(address)
    if head is None or len(address) > _LONGEST_DATA:
        return False
    return raster_type(_decoded(address[: head.end() + 400])) is not None


def _decoded(address: str) -> bytes:
    """Return the bytes of a base64 `data:` address; what is no base64 gives none."""
    encoded = "".join(address.partition(",")[2].split()).replace("%2B", "+").replace("%2F", "/")
    encoded = encoded.replace("%3D", "").rstrip("=")
    try:
        return base64.b64decode(encoded[: len(encoded) // 4 * 4] + _tail(encoded), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _tail(encoded: str) -> str:
    """Return the last, incomplete group of base64 with its padding."""
    rest = encoded[len(encoded) // 4 * 4 :]
    return f"{rest}{'=' * (4 - len(rest))}" if len(rest) > 1 else ""
