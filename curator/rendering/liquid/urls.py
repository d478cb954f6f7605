"""Addresses as Jekyll's `relative_url` and `absolute_url` make them with the Addressable library.

Each part is taken out of its escapes, put into Unicode's compatibility form and escaped again.
"""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, unquote_to_bytes

from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context
from curator.rendering.liquid.values import BLANKS, to_s

_ADDRESS = re.compile(
    r"^(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$", re.MULTILINE
)
_SCHEME = re.compile(r"^[a-z][a-z0-9.+-]*$", re.IGNORECASE | re.MULTILINE | re.ASCII)
_AMBIGUOUS = re.compile(r"^(?!/)[^/:]*:.*$", re.MULTILINE)
_USER = re.compile(r"^([^\[\]]*)@", re.MULTILINE)
_PORT = re.compile(r":([^:@\[\]]*?)$", re.MULTILINE)
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)+/?", re.ASCII)
_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21", "ssh": "22"}

_DELIMITERS = "!$&'()*+,;="
_IN_PATH = _DELIMITERS + ":@"
_IN_FRAGMENT = _IN_PATH + "/?"
_IN_QUERY = "!$'()*+,=:@/?"
_ANYWHERE = _DELIMITERS + ":/?#[]@"


def escaped(text: str) -> str:
    """Return a text as the filter `uri_escape` does."""
    return _component(text, _ANYWHERE)


def _component(text: str, safe: str) -> str:
    raw = unquote_to_bytes(text) if "%" in text else text.encode("utf-8", "surrogatepass")
    try:
        decoded = raw.decode()
    except UnicodeDecodeError:
        return quote(raw, safe=_ANYWHERE)
    return quote(unicodedata.normalize("NFKC", decoded), safe=safe)


def is_absolute(url: str) -> bool:
    """Tell whether an address has a scheme; raises Fault for one that cannot be."""
    if ":" not in url:
        return False
    match = _ADDRESS.search(url)
    scheme = match[1] if match else None
    if scheme is None:
        if match is not None and match[2] is None and _AMBIGUOUS.search(match[3]):
            raise Fault(Code.BAD_ARGUMENT, f"ambiguous path: '{match[3]}'")
        return False
    if not _SCHEME.search(scheme):
        raise Fault(Code.BAD_ARGUMENT, f"Invalid scheme format: '{scheme}'")
    return True


def normalized(url: str) -> str:
    """Return an address as Addressable normalises it; raises Fault for one that cannot be."""
    if _PLAIN_PATH.fullmatch(url):
        return url
    match = _ADDRESS.search(url)
    if match is None:
        return url
    scheme, authority, path, query, fragment = match.groups()
    out = ""
    if scheme is not None:
        scheme = scheme.strip(BLANKS).lower()
        out = f"{scheme}:"
    if authority is not None:
        out += f"//{_authority(authority, scheme)}"
    path = "/".join(_component(part, _IN_PATH) for part in path.strip(BLANKS).split("/"))
    path = _without_dots(path)
    if not path and scheme in ("http", "https", "ftp", "tftp"):
        path = "/"
    if path.startswith("//") and authority is None:
        raise Fault(Code.BAD_ARGUMENT, "Cannot have a path with two leading slashes")
    out += path
    if query:
        pairs = (_query_part(pair) for pair in query.split("&"))
        joined = "&".join(pairs)
        out += f"?{joined}" if joined else ""
    if fragment:
        out += f"#{_component(fragment, _IN_FRAGMENT)}"
    return out


def _query_part(text: str) -> str:
    """Escape a part of a query, in which an escaped plus stays one."""
    parts = re.split("(%2[Bb])", text)
    done = [part if at % 2 else _component(part, _IN_QUERY) for at, part in enumerate(parts)]
    return "".join(done)


def _authority(authority: str, scheme: str | None) -> str:
    user = _USER.search(authority)
    host = _USER.sub("", authority, count=1)
    port = _PORT.search(host)
    if port is not None:
        host = host[: port.start()] + host[port.end() :]
    host = host.strip(BLANKS).lower()
    if re.search(r'[<>{}/\\?#@"\s]', host):
        raise Fault(Code.BAD_ARGUMENT, f"Invalid character in host: '{host}'")
    labels = (_label(label) for label in unquote_to_bytes(host).decode(errors="replace").split("."))
    host = ".".join(labels)
    if len(host) > 1 and host.endswith(".") and host[-2] != ".":
        host = host[:-1]
    out = f"{_component_of_user(user[1])}@" if user and user[1] else ""
    out += _component(host, _DELIMITERS + "[:]")
    if port is not None and port[1] and _DEFAULT_PORTS.get(scheme or "") != port[1]:
        out += f":{port[1]}"
    return out


def _component_of_user(user: str) -> str:
    return ":".join(_component(part, "") for part in user.split(":", 1))


def _label(label: str) -> str:
    if label.isascii():
        return label
    return f"xn--{unicodedata.normalize('NFKC', label).encode('punycode').decode()}"


def _without_dots(path: str) -> str:
    """Leave out `.` and `..` and what they lead out of."""
    if "/." not in path and not path.startswith("."):
        return path
    rooted = path.startswith("/")
    kept: list[str] = []
    parts = path.split("/")
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        if part == "." and (rooted or at):
            if last:
                kept.append("")
        elif part == ".." and (rooted or len(kept) > 0):
            if len(kept) > (1 if rooted else 0):
                kept.pop()
            if last:
                kept.append("")
        else:
            kept.append(part)
    return "/".join(kept)


def relative_url(context: Context, value: object) -> object:
    """Return an address below the site's `baseurl`; one with a scheme stays as it is."""
    if value is None:
        return None
    value = _url_of(value)
    text = to_s(value)
    if is_absolute(text):
        return value
    base = to_s(context.site.config.get("baseurl")).removesuffix("/")
    return normalized(_rooted(base) + _rooted(text))


def absolute_url(context: Context, value: object) -> object:
    """Return an address with the site's `url`; without one it is only relative to the root."""
    if value is None:
        return None
    value = _url_of(value)
    if is_absolute(to_s(value)):
        return value
    url = to_s(context.site.config.get("url"))
    relative = to_s(relative_url(context, value))
    return normalized(url + relative) if url else relative


def _url_of(value: object) -> object:
    """Return the URL of a document; a mapping of plain data has none."""
    if isinstance(value, Mapping) and not isinstance(value, dict) and "url" in value:
        return value["url"]
    return value


def _rooted(text: str) -> str:
    return text if not text or text.startswith("/") else f"/{text}"
