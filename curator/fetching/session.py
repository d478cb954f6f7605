"""One careful way to the web: every request of the program goes through Fetcher.

Owns the limits of reliability.md T13 and T14: public addresses only, each redirect checked anew,
a total deadline, a cap on decoded bytes that are counted as they come, nothing taken from the
environment. Knows nothing of what the bytes mean.
"""

import re
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from curator.domain.errors import FetchError, FetchFault
from curator.domain.work import CancelToken
from curator.fetching.addresses import Resolve, public_addresses, resolve
from curator.fetching.connections import Route, RouteAdapter

MIB = 1024 * 1024
_CHUNK = 64 * 1024
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE | re.ASCII)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_USER_AGENT = "Mozilla/5.0 (compatible; Curator/1.0; desktop app for editors)"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a stranger's server may cost: seconds in all and per wait, bytes, redirects."""

    total_seconds: float = 30
    wait_seconds: float = 10
    decoded_bytes: int = 25 * MIB
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: the last URL after redirects, its declared type, the bytes."""

    url: str
    declared_type: str
    data: bytes
    declared_charset: str = ""


class Fetcher:
    """Fetches http and https URLs within limits; holds no cookies and no open connections.

    `allow_loopback` lets 127.0.0.1 through and exists for tests with a real local server.
    `authorities` is a PEM file of certificate authorities to trust instead of the usual ones.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        allow_loopback: bool = False,
        user_agent: str = _USER_AGENT,
        resolver: Resolve = resolve,
        authorities: Path | None = None,
    ) -> None:
        self._authorities = authorities
        self._limits = limits or Limits()
        self._loopback = allow_loopback
        self._agent = user_agent
        self._resolver = resolver

    def fetch(self, url: str, *, accept: str = "*/*", cancel: CancelToken | None = None) -> Fetched:
        """Fetch a URL and return its decoded bytes.

        Raises FetchError for whatever goes wrong outside, and Cancelled when asked to stop.
        """
        deadline = time.monotonic() + self._limits.total_seconds
        current = url
        for _hop in range(self._limits.redirects + 1):
            if cancel is not None:
                cancel.check()
            host, port = _target(url, current)
            addresses = public_addresses(
                url,
                host,
                port,
                loopback=self._loopback,
                timeout=deadline - time.monotonic(),
                resolver=self._resolver,
            )
            route = Route(addresses, port, deadline)
            hop = _Hop(url, route, deadline, self._limits, self._authorities)
            answer = hop.run(current, self._headers(accept), cancel)
            if isinstance(answer, Fetched):
                return answer
            current = answer
        raise FetchError(url, FetchFault.TOO_MANY_REDIRECTS, str(self._limits.redirects))

    def _headers(self, accept: str) -> dict[str, str]:
        return {"User-Agent": self._agent, "Accept": accept, "Accept-Encoding": "gzip, deflate"}


def _target(url: str, current: str) -> tuple[str, int]:
    """Return host and port of a hop's URL, or refuse it."""
    try:
        parts = urlsplit(current)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise FetchError(url, FetchFault.BAD_URL, current) from None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        raise FetchError(url, FetchFault.BAD_URL, current)
    return host, port or (443 if parts.scheme == "https" else 80)


class _Hop:
    """One request over one route, watched from a second thread."""

    def __init__(
        self,
        url: str,
        route: Route,
        deadline: float,
        limits: Limits,
        authorities: Path | None,
    ) -> None:
        self._url = url
        self._route = route
        self._deadline = deadline
        self._limits = limits
        self._verify: bool | str = True if authorities is None else str(authorities)

    def run(
        self, current: str, headers: dict[str, str], cancel: CancelToken | None
    ) -> Fetched | str:
        """Return the answer, or the URL that the server sends us on to."""
        wait = self._limits.wait_seconds
        try:
            with self._watched(cancel), requests.Session() as session:
                session.trust_env = False
                session.headers.clear()
                adapter = RouteAdapter(self._route)
                session.mount("http://", adapter)
                session.mount("https://", adapter)
                with session.get(
                    current,
                    headers=headers,
                    timeout=(wait, wait),
                    verify=self._verify,
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    return self._answer(response, current, cancel)
        except (requests.RequestException, HTTPError, zlib.error, OSError, ValueError) as error:
            # ValueError: what requests and http.client raise for malformed hosts and headers
            if cancel is not None:
                cancel.check()
            if time.monotonic() >= self._deadline:
                raise FetchError(self._url, FetchFault.TOO_SLOW) from error
            raise FetchError(self._url, _fault(error), type(error).__name__) from error

    @contextmanager
    def _watched(self, cancel: CancelToken | None) -> Iterator[None]:
        """Cut the connection at the deadline or on cancel, whatever the server is doing.

        A timeout of a socket starts anew with each byte, so a slow enough drip never meets it.
        """
        over = threading.Event()

        def watch() -> None:
            while not over.wait(0.05):
                cancelled = cancel is not None and cancel.cancelled
                if cancelled or time.monotonic() >= self._deadline:
                    self._route.cut()
                    return

        watcher = threading.Thread(target=watch, name="fetch-watch", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()
            self._route.close()

    def _answer(
        self, response: requests.Response, current: str, cancel: CancelToken | None
    ) -> Fetched | str:
        location = response.headers.get("Location")
        if response.status_code in _REDIRECTS and location:
            return urljoin(current, _as_utf8(location))
        if response.status_code != 200:
            raise FetchError(self._url, FetchFault.REFUSED_BY_SERVER, str(response.status_code))
        declared_length = response.headers.get("Content-Length", "")
        if declared_length.isdecimal() and int(declared_length) > self._limits.decoded_bytes:
            raise FetchError(self._url, FetchFault.TOO_LARGE, declared_length)
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        data = bytearray()
        for piece in _decoded(self._raw(response, cancel), encoding):
            data += piece
            if len(data) > self._limits.decoded_bytes:
                raise FetchError(self._url, FetchFault.TOO_LARGE, str(len(data)))
        declared = response.headers.get("Content-Type", "")
        charset = _CHARSET.search(declared)
        return Fetched(
            current,
            declared.split(";")[0].strip().lower(),
            bytes(data),
            charset[1].lower() if charset else "",
        )

    def _raw(self, response: requests.Response, cancel: CancelToken | None) -> Iterator[bytes]:
        """Yield the bytes of the wire; a bomb of empty blocks is stopped by the same cap."""
        taken = 0
        for piece in response.raw.stream(_CHUNK, decode_content=False):
            if cancel is not None:
                cancel.check()
            if time.monotonic() >= self._deadline:
                raise FetchError(self._url, FetchFault.TOO_SLOW)
            taken += len(piece)
            if taken > self._limits.decoded_bytes:
                raise FetchError(self._url, FetchFault.TOO_LARGE, str(taken))
            yield piece
        if time.monotonic() >= self._deadline:  # cut by the watcher: the rest is missing
            raise FetchError(self._url, FetchFault.TOO_SLOW)


def _as_utf8(header: str) -> str:
    """Read a header's bytes as UTF-8 where they are that; http.client gives Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _decoded(raw: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Undo the content encoding in small steps, so that a bomb is counted before it unfolds.

    Raises zlib.error where the bytes are not what the header says.
    """
    if encoding in {"", "identity"}:
        yield from raw
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise zlib.error(encoding)
    expander = None
    for piece in raw:
        if expander is None:
            expander = zlib.decompressobj(_window(encoding, piece))
        rest = piece
        while rest:
            yield expander.decompress(rest, _CHUNK)
            if expander.eof:
                break  # bytes behind the end belong to no picture
            rest = expander.unconsumed_tail
    if expander is not None:
        while held := expander.decompress(expander.unconsumed_tail, _CHUNK):
            yield held
        if not expander.eof:
            raise zlib.error("cut short")


def _window(encoding: str, start: bytes) -> int:
    """Return zlib's window bits: gzip, or for deflate what its first byte shows."""
    if encoding != "deflate":
        return 16 + zlib.MAX_WBITS
    wrapped = (
        len(start) >= 2 and start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0
    )
    return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS


def _fault(error: Exception) -> FetchFault:
    """Say in our words why the request failed."""
    if isinstance(error, requests.exceptions.SSLError):
        return FetchFault.BAD_CERTIFICATE
    if isinstance(error, requests.Timeout):
        return FetchFault.TOO_SLOW
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return FetchFault.BAD_URL
    if isinstance(error, requests.ConnectionError):
        return FetchFault.UNREACHABLE
    return FetchFault.BROKEN_ANSWER
