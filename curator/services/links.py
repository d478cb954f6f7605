"""Addresses of the web among the things that are taken in: fetched when their turn comes."""

from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from curator.domain.work import CancelToken
from curator.fetching.session import Fetcher
from curator.importing.candidates import Thing
from curator.importing.kinds import CLIPBOARD_TYPE

__all__ = ["Fetch", "Thing", "copied", "fetching", "is_link", "link", "name_in", "written"]

Fetch = Callable[[str, CancelToken | None], Thing]
"""Returns what lies at an address; raises FetchError and Cancelled."""

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def link(url: str) -> Thing:
    """Return the thing that an address stands for; it is fetched when it is read."""
    return Thing(url, b"", url=url)


def copied(html: bytes) -> Thing:
    """Return the thing that HTML from the clipboard, or dragged out of a browser, stands for."""
    return Thing("clipboard.html", html, declared_type=CLIPBOARD_TYPE)


def written(text: str) -> Thing:
    """Return the thing that a text from the clipboard stands for."""
    return Thing("pasted.md", text.encode())


def is_link(text: str) -> bool:
    """Tell whether a text is an address of the web."""
    return text.lower().startswith(("http://", "https://"))


def fetching(fetcher: Fetcher) -> Fetch:
    """Return how addresses are fetched by `fetcher`."""

    def fetch(url: str, cancel: CancelToken | None) -> Thing:
        fetched = fetcher.fetch(url, accept=_ACCEPT, cancel=cancel)
        return Thing(
            name_in(fetched.url),
            fetched.data,
            url=fetched.url,
            declared_type=fetched.declared_type,
            declared_charset=fetched.declared_charset,
        )

    return fetch


def name_in(url: str) -> str:
    """Return the file name that an address ends with, else its host."""
    parts = urlsplit(url)
    return PurePosixPath(unquote(parts.path)).name or parts.hostname or "page"
