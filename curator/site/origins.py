"""Where an article was published first: its address in one spelling, and its source's number for it.

Guesses from front matter and from the link that collected articles close with. An address that many
articles may share, a front page or a list, is none.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from curator.formats.yaml_values import Value
from curator.site.body_hints import SOURCE_KEYS, source_link

NUMBER_KEYS = ("infoCode", "info_code", "source_id", "guid", "message_id", "message-id")
"""Front-matter keys that say what the source calls an article."""

_NUMBER_PARAMETERS = frozenset({"infocode", "docid", "articleid", "newsid", "contentid"})
_TRACKING = re.compile(
    r"(?:utm_\w*|spm|from|fr|fbclid|gclid|share\w*|ref|referer|source|scene|timestamp|isappinstalled)",
    re.IGNORECASE,
)
_TELLING = re.compile(r"\d{4,}|[^/?&=]*(?:[-_][^/?&=]+){3}")
_LONGEST = 2_000
_SHORTEST_NUMBER = 8


def origin(values: Mapping[str, Value], body: str) -> tuple[str, str]:
    """Return an article's address in one spelling and its source's number for it; '' for unknown."""
    address = number = ""
    for link in _links(values, body):
        address = address or canonical_address(link)
        number = number or _number_in(link)
    for key in NUMBER_KEYS:
        value = values.get(key)
        if isinstance(value, str | int) and _is_number(str(value)):
            return address, str(value).strip()
    return address, number


def canonical_address(link: str) -> str:
    """Return the address of one article without what differs from visit to visit, else ''."""
    if len(link) > _LONGEST:
        return ""
    try:
        parts = urlsplit(link.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return ""
    path = re.sub(r"/(?:index\.\w+)?$", "", unquote(parts.path, errors="surrogateescape"))
    asked = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        if not _TRACKING.fullmatch(name)
    )
    query = urlencode(asked, errors="surrogateescape") if asked else ""
    if not _TELLING.search(f"{path}?{query}"):
        return ""
    where = host.removeprefix("www.") + (f":{port}" if port not in {None, 80, 443} else "")
    made = f"{where}{path}?{query}" if query else f"{where}{path}"
    return made.encode("utf-8", "backslashreplace").decode().replace("\0", "")


def _links(values: Mapping[str, Value], body: str) -> list[str]:
    links = [value for key in SOURCE_KEYS if isinstance(value := values.get(key), str)]
    closing = source_link(body)
    return [*links, closing] if closing else links


def _number_in(link: str) -> str:
    if len(link) > _LONGEST:
        return ""
    try:
        asked = parse_qsl(urlsplit(link).query)
    except ValueError:
        return ""
    for name, value in asked:
        if name.lower() in _NUMBER_PARAMETERS and _is_number(value):
            return value
    return ""


def _is_number(text: str) -> bool:
    text = text.strip()
    return len(text) >= _SHORTEST_NUMBER and any(char.isdigit() for char in text)
