"""Pictures fetched in this run, kept in memory by URL within a cap of bytes.

Also remembers what failed, so that a page can say so. Nothing goes to disk: what a stranger's
article shows leaves no trace unless the editor takes it over as an asset. Safe to use from several
threads.
"""

import threading
from collections import OrderedDict

from curator.domain.errors import FetchFault
from curator.fetching.images import FetchedPicture

DEFAULT_BYTES = 128 * 1024 * 1024
_MOST_FAULTS = 500


class PictureCache:
    """Least recently used pictures fall out first."""

    def __init__(self, max_bytes: int = DEFAULT_BYTES) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._pictures: OrderedDict[str, FetchedPicture] = OrderedDict()
        self._faults: OrderedDict[str, FetchFault] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, url: str) -> FetchedPicture | None:
        """Return a picture by the URL that was asked for."""
        with self._lock:
            found = self._pictures.get(url)
            if found is not None:
                self._pictures.move_to_end(url)
            return found

    def fault(self, url: str) -> FetchFault | None:
        """Return why the last try to fetch a URL failed."""
        with self._lock:
            return self._faults.get(url)

    def put(self, url: str, picture: FetchedPicture) -> None:
        """Keep a picture, dropping the longest unused ones beyond the cap."""
        with self._lock:
            self._faults.pop(url, None)
            before = self._pictures.pop(url, None)
            self._bytes += len(picture.data) - (len(before.data) if before else 0)
            self._pictures[url] = picture
            while self._bytes > self._max_bytes and len(self._pictures) > 1:
                _url, dropped = self._pictures.popitem(last=False)
                self._bytes -= len(dropped.data)

    def put_fault(self, url: str, fault: FetchFault) -> None:
        """Remember that a URL could not be fetched."""
        with self._lock:
            self._faults[url] = fault
            self._faults.move_to_end(url)
            while len(self._faults) > _MOST_FAULTS:
                self._faults.popitem(last=False)
