"""The pictures of one page: each is shown, waits for the reader's word, or is replaced by a sentence.

Answers for a page while it is made and notes down what it answered. Reads files only where a page
must hold its pictures itself.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from curator.fetching.images import raster_type
from curator.fetching.picture_cache import PictureCache
from curator.rendering import page as pages
from curator.rendering import site_files
from curator.rendering.page import PageWords
from curator.rendering.pictures import PictureTag, Replaced, Shown
from curator.rendering.registry import (
    Entry,
    InlinePicture,
    LocalPicture,
    Registry,
    RemotePicture,
    StoredPicture,
)
from curator.services.preview_values import Picture, PictureState, Resource
from curator.services.site_hosts import SiteAddresses

_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+(?:;[\w.+-]+=[\w.+-]+)*;base64,", re.IGNORECASE)
_LONGEST_DATA = 3_000_000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class PictureSetting:
    """What the pictures of one page depend on."""

    path: str | None
    """The post's path in the site."""
    root: Path | None
    allowed: frozenset[str]
    """Remote pictures that the reader asked for."""
    inlined: bool = False
    """The page must hold its pictures itself."""
    addresses: SiteAddresses | None = None
    """How the site writes its own addresses."""
    served: bool = False
    """The page is shown on the site's own host, where its files are."""
    kept: Mapping[str, int] = field(default_factory=dict)
    """The pictures that the library keeps with the post, by address and by name."""


class PagePictures:
    """Answers for the pictures of one page and notes down what it answered."""

    def __init__(
        self,
        setting: PictureSetting,
        words: PageWords,
        registry: Registry,
        cache: PictureCache,
        read: Callable[[Entry], Resource | None],
    ) -> None:
        self._setting = setting
        self._words = words
        self._registry = registry
        self._cache = cache
        self._read = read
        self.entries: dict[str, Entry] = {}
        self.pictures: list[Picture] = []

    def resolve(self, tag: PictureTag) -> Shown | Replaced:
        """Decide what is shown in a tag's place."""
        words = self._words
        address = self._own(tag.address)
        address = f"https:{address}" if address.startswith("//") else address
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

    def _own(self, address: str) -> str:
        """Return an address of the site itself without its host, any other as it is."""
        addresses = self._setting.addresses
        if addresses is None:
            return address
        if self._setting.served:
            return addresses.shown(address)
        local = addresses.local(address)
        return address if local is None else local

    def _local(self, tag: PictureTag, address: str) -> Shown | Replaced:
        setting = self._setting
        number = setting.kept.get(unquote(tag.address))
        if number is not None:
            return self._shown(address, StoredPicture(number))
        if setting.served:
            self.pictures.append(Picture(address[:200], PictureState.SHOWN))
            return Shown(address)
        found = site_files.locate(setting.root, address, setting.path) if setting.root else None
        if setting.root and found:
            return self._shown(address, LocalPicture(found, setting.root))
        label = self._words.missing.format(path=address[:200])
        return self._instead(tag, address, PictureState.MISSING, label)

    def _remote(self, tag: PictureTag, url: str) -> Shown | Replaced:
        words, cache = self._words, self._cache
        entry = RemotePicture(url)
        if (number := self._setting.kept.get(url)) is not None:
            return self._shown(url, StoredPicture(number))
        if url in self._setting.allowed and cache.get(url) is not None:
            return self._shown(url, entry)
        host = _host(url)
        if self._setting.inlined:
            label = words.picture_from.format(host=host)
            return self._instead(tag, url, PictureState.REMOTE, label)
        failed = cache.fault(url) is not None
        label = (words.failed if failed else words.picture_from).format(host=host)
        token = self._registry.token(entry)
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
        if self._setting.inlined:
            return self._inlined(address, entry)
        token = self._registry.token(entry)
        self.entries[token] = entry
        self.pictures.append(Picture(address[:200], PictureState.SHOWN, token))
        return Shown(pages.PICTURE_PREFIX + token)

    def _inlined(self, address: str, entry: Entry) -> Shown | Replaced:
        resource = self._read(entry)
        if resource is None:
            label = self._words.missing.format(path=address[:200])
            return Replaced(pages.placeholder(label))
        encoded = base64.b64encode(resource.data).decode("ascii")
        return Shown(f"data:{resource.media_type};base64,{encoded}")

    def _instead(self, tag: PictureTag, address: str, state: PictureState, label: str) -> Replaced:
        self.pictures.append(Picture(address, state))
        return Replaced(pages.placeholder(label, alternative=tag.alternative, title=address[:500]))


def picture_of(entry: Entry, cache: PictureCache, kept: Callable[[int], bytes]) -> Resource | None:
    """Return the bytes of a picture, None where there are none to show."""
    if isinstance(entry, StoredPicture):
        return _raster(kept(entry.number))
    if isinstance(entry, LocalPicture):
        data = site_files.read(entry.path, entry.root)
        if data is None:
            return None
        return Resource(site_files.MEDIA_TYPES[entry.path.suffix.lower()], data)
    if isinstance(entry, InlinePicture):
        return _raster(_decoded(entry.address))
    fetched = cache.get(entry.url)
    return Resource(fetched.media_type, fetched.data) if fetched else None


def _raster(data: bytes) -> Resource | None:
    media_type = raster_type(data)
    return Resource(media_type, data) if media_type else None


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
