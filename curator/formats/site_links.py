"""Links of a post to files of its own site, in the spellings that sites have for them.

Owns how such a link is written and read back. A path is posix and relative to what becomes the root of the
site's address; in a link it is percent-encoded where anything that reads it would stumble.
"""

import re
from enum import StrEnum
from urllib.parse import quote, unquote


class LinkStyle(StrEnum):
    """How a site's posts name its files."""

    RELATIVE_URL = "relative_url"
    """`{{ "/x" | relative_url }}`"""
    BASEURL = "baseurl"
    """`{{ site.baseurl }}/x`"""
    PLAIN = "plain"
    """`/x`, behind the base where the site has one."""


_PATH = r"/(?:[\w.~/-]|%[0-9A-Fa-f]{2})+"
OWN_LIQUID = (
    rf"\{{\{{ (?:\"{_PATH}\"|'{_PATH}') \| relative_url \}}\}}"
    rf"|\{{\{{ site\.baseurl \}}\}}(?={_PATH})"
)
"""The Liquid that `written` gives: it can do nothing but name a file, whoever wrote it."""

_RELATIVE = re.compile(
    r"\{\{-?\s*(?:\"(?P<double>[^\"{}]*)\"|'(?P<single>[^'{}]*)')"
    r"\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:baseurl|url))\s*-?\}\}"
)
_BASEURL = re.compile(r"\{\{-?\s*site\.baseurl\s*-?\}\}(?P<path>/[^{}]*)")
_ENCODED = re.compile(r"[^\w.~/-]")


def written(path: str, style: LinkStyle, baseurl: str, *, quotes: str = '"') -> str:
    """Return the link to a file; `quotes` are those that no Liquid in it may use for its text.

    They are single where the link stands between double ones, and the other way round.
    """
    address = "/" + _ENCODED.sub(lambda found: quote(found[0]), path)
    if style is LinkStyle.RELATIVE_URL:
        inner = "'" if quotes == '"' else '"'
        return f"{{{{ {inner}{address}{inner} | relative_url }}}}"
    if style is LinkStyle.BASEURL:
        return f"{{{{ site.baseurl }}}}{address}"
    return base_of(baseurl) + address


def base_of(baseurl: str) -> str:
    """Return a site's base as it stands before a path: empty, or with one slash in front."""
    base = baseurl.strip("/")
    return f"/{base}" if base else ""


def path_of(address: str, baseurl: str) -> str | None:
    """Return the path of the file that an address names, None where it names none of the site's."""
    found = _RELATIVE.fullmatch(address)
    if found is not None:
        path = found["double"] or found["single"] or ""
    elif (found := _BASEURL.fullmatch(address)) is not None:
        path = found["path"]
    elif address.startswith("/") and not address.startswith("//") and "{" not in address:
        base = base_of(baseurl)
        path = address.removeprefix(base) if address.startswith(f"{base}/") else address
    else:
        return None
    path = unquote(re.split(r"[?#]", path, maxsplit=1)[0])
    return path.lstrip("/") or None


def style_of(address: str) -> LinkStyle | None:
    """Return the spelling of an address, None where it is none of a site's own."""
    if _RELATIVE.fullmatch(address):
        return LinkStyle.RELATIVE_URL
    if _BASEURL.fullmatch(address):
        return LinkStyle.BASEURL
    plain = address.startswith("/") and not address.startswith("//")
    return LinkStyle.PLAIN if plain and "{" not in address else None
