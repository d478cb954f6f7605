"""Escaping parts of a URL as Jekyll's `URL.escape_path` does, and taking the escapes back.

Jekyll hands any part with unusual characters to the Addressable library as if it were a whole
address, so that a category like `财经: 要闻` is one with the scheme `财经`, which stops the build.
"""

import functools
import re
from urllib.parse import quote, unquote_to_bytes

from curator.site.visibility import Abort

_PLAIN = re.compile(r"^[a-zA-Z0-9./-]+$", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$", re.MULTILINE
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*")
_AMBIGUOUS = re.compile(r"^(?!/)[^/:]*:.*$", re.MULTILINE)
_NO_HOST = re.compile(r'[<>{}/\\?#@"\s]')
_PORT = re.compile(r":([^:@\[\]]*)$")
_USER = re.compile(r"^[^\[\]]*@")

_IN_PATH = "/!$&'()*+,;=:@~"
_IN_QUERY = _IN_PATH + "?"
_IN_AUTHORITY = "!$&'()*+,;=:@~[]"


class UrlFault(ValueError):
    """No URL can be made, and the build stops."""

    def __init__(self, abort: Abort, detail: str = "") -> None:
        super().__init__(abort, detail)
        self.abort = abort
        self.detail = detail


def escape(text: str) -> str:
    """Return a part of a URL escaped; raises UrlFault (BAD_URL) where the library would."""
    if not text or _PLAIN.search(text):
        return text
    return _encode(text)


@functools.lru_cache(maxsize=4096)
def _encode(text: str) -> str:
    match = _ADDRESS.match(text)
    if match is None:
        raise UrlFault(Abort.BAD_URL, text)
    scheme, authority, path, query, fragment = match.groups()
    if scheme is not None and not _SCHEME.fullmatch(scheme):
        raise UrlFault(Abort.BAD_URL, text)
    if scheme is None and path and _AMBIGUOUS.search(path):
        raise UrlFault(Abort.BAD_URL, text)
    out = "" if scheme is None else f"{scheme}:"
    if authority is not None:
        out += f"//{_authority(authority, text)}"
    out += quote(path, _IN_PATH)
    if query is not None:
        out += f"?{quote(query, _IN_QUERY)}"
    if fragment is not None:
        out += f"#{quote(fragment, _IN_QUERY)}"
    return out.replace("#", "%23", 1)


def _authority(authority: str, text: str) -> str:
    host = _USER.sub("", authority)
    port = _PORT.search(host)
    if port is not None:
        host = host[: port.start()]
        if port[1] and not port[1].isdecimal():
            raise UrlFault(Abort.BAD_URL, text)
    if _NO_HOST.search(host):
        raise UrlFault(Abort.BAD_URL, text)
    return quote(authority, _IN_AUTHORITY)


def unescape(url: str) -> str:
    """Return a URL without its escapes; raises UrlFault where no path can be made of it."""
    text = url
    if "%" in url:
        try:
            text = unquote_to_bytes(url).decode()
        except UnicodeDecodeError:
            raise UrlFault(Abort.BAD_OUTPUT_PATH, url) from None
    if "\0" in text:
        raise UrlFault(Abort.BAD_OUTPUT_PATH, url)
    return text
