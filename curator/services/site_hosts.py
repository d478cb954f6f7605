"""Addresses of the program's own scheme for sites: one host for each, and back to its folder.

Pages of two sites are strangers to each other in the web engine because their hosts differ. A host says
nothing of where the folder lies.
"""

import hashlib
import re
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from curator.rendering.page import SCHEME

HOST_PREFIX = "site-"
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """How addresses of one site read: on the web, and in the preview."""

    host: str
    site_url: str
    baseurl: str

    def page(self, url: str) -> str:
        """Return where a page is shown; `url` is without `baseurl`, as Jekyll knows it."""
        path = quote(f"{self._base}/{url.lstrip('/')}", safe="/:@!$&'()*+,;=~-._%")
        return f"{SCHEME}://{self.host}{path}"

    def local(self, address: str) -> str | None:
        """Return an address of the site without host and `baseurl`; None for one that is elsewhere.

        A relative address is returned as it is.
        """
        own = self.site_url.rstrip("/")
        for start in (own, own.partition(":")[2]):
            if own and (address == start or address.startswith(f"{start}/")):
                address = address[len(start) :] or "/"
                break
        if _ELSEWHERE.match(address):
            return None
        return self.within(address)

    def shown(self, address: str) -> str:
        """Return an address as the shown page must write it: without the site's public host."""
        own = self.site_url.rstrip("/")
        for start in (own, own.partition(":")[2]):
            if own and address.startswith(f"{start}/"):
                return address[len(start) :]
        return address

    def within(self, path: str) -> str:
        """Return a path without `baseurl` in front."""
        if self._base and (path == self._base or path.startswith(f"{self._base}/")):
            return path[len(self._base) :] or "/"
        return path

    @property
    def _base(self) -> str:
        base = self.baseurl.strip("/")
        return f"/{base}" if base else ""


class SiteHosts:
    """Gives sites their hosts. Safe to use from several threads."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._known: dict[str, tuple[Path, SiteAddresses]] = {}
        self._lock = threading.Lock()

    def addresses(self, root: Path, site_url: str, baseurl: str) -> SiteAddresses:
        """Return a site's addresses, which `find` then knows."""
        name = hashlib.blake2b(str(root).encode(), key=self._secret, digest_size=8).hexdigest()
        made = SiteAddresses(f"{HOST_PREFIX}{name}", site_url, baseurl)
        with self._lock:
            self._known[made.host] = (root, made)
        return made

    def find(self, host: str, path: str) -> tuple[Path, str] | None:
        """Return a site's folder and the path without `baseurl`, None for a host that is none."""
        with self._lock:
            known = self._known.get(host)
        if known is None:
            return None
        root, addresses = known
        return root, addresses.within(unquote(path))
