"""What the program's own scheme may serve: entries under tokens nobody can guess.

Owns tokens and how long they live; knows nothing of files' or pictures' contents. Safe to use from
several threads.
"""

import hashlib
import secrets
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LocalPicture:
    """A picture file below a site's root."""

    path: Path
    root: Path


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture that stands in the article itself, as a base64 `data:` address."""

    address: str


@dataclass(frozen=True, slots=True)
class RemotePicture:
    """A picture on the web, shown once it was fetched."""

    url: str


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture that the library keeps with the post, by its number."""

    number: int


Entry = LocalPicture | InlinePicture | RemotePicture | StoredPicture


class Registry:
    """Holds the entries of the latest pages.

    The same entry has the same token as long as the program runs, so that a page rendered anew
    keeps its pictures, and another run knows none of them.
    """

    def __init__(self, pages: int = 16) -> None:
        self._secret = secrets.token_bytes(32)
        self._pages: deque[dict[str, Entry]] = deque(maxlen=pages)
        self._lock = threading.Lock()

    def token(self, entry: Entry) -> str:
        """Return an entry's token."""
        name = f"{type(entry).__name__}\0{entry}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(name, key=self._secret, digest_size=18).hexdigest()

    def publish(self, entries: dict[str, Entry]) -> None:
        """Make a page's entries known; those of the oldest page are forgotten."""
        with self._lock:
            self._pages.append(dict(entries))

    def find(self, token: str) -> Entry | None:
        """Return the entry of a token, None for anything never published or forgotten."""
        with self._lock:
            for page in reversed(self._pages):
                if token in page:
                    return page[token]
        return None
