"""Bare addresses as links, as cmark-gfm's extension `autolink` makes them, as a rule for markdown-it-py.

Only those that begin with `http://`, `https://` or `ftp://`; not `www.` and not e-mail addresses.
"""

import re
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?<![A-Za-z])(?:https?|ftp)\Z", re.IGNORECASE)
_REST = re.compile(r"[^ \t\r\n\f\v<]*")
_ENTITY = re.compile(r"&[A-Za-z]+;\Z")
_KEPT = "-_.+!*'(),%#@?=;:/&$~"
_NEVER_LAST = frozenset("?!.,:*_~'\"")


def use_addresses(md: MarkdownIt) -> None:
    """Let a parser make links of bare addresses."""
    md.inline.ruler.before("text", "bare_address", _address)


def _address(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("://", state.pos, state.posMax) or state.linkLevel or silent:
        return False
    scheme = _SCHEME.search(state.pending)
    match = _REST.match(state.src, state.pos, state.posMax)
    if scheme is None or match is None:
        return False
    rest = match[0]
    if not _has_host(rest[3:]):
        return False
    rest = _trimmed(rest)
    state.pending = state.pending[: scheme.start()]
    url = scheme[0] + rest
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": quote(url, safe=_KEPT)}
    token.info = token.markup = "autolink"
    state.push("text", "", 0).content = url
    token = state.push("link_close", "a", -1)
    token.info = token.markup = "autolink"
    state.pos += len(rest)
    return True


def _has_host(text: str) -> bool:
    """Tell whether a host stands here: without underscores in its last two parts."""
    host = []
    for character in text:
        if character not in "-._" and (
            isWhiteSpace(ord(character)) or isMdAsciiPunct(ord(character)) or isPunctChar(character)
        ):
            break
        host.append(character)
    parts = "".join(host).split(".")
    return bool(host) and "_" not in "".join(parts[-2:])


def _trimmed(text: str) -> str:
    """Cut off what may not end an address: punctuation, brackets that open nowhere, entities."""
    end = len(text)
    excess = text.count(")") - text.count("(")
    while end:
        last = text[end - 1]
        if last in _NEVER_LAST:
            end -= 1
        elif last == ")" and excess > 0:
            end, excess = end - 1, excess - 1
        elif last == ";":
            entity = _ENTITY.search(text, max(0, end - 40), end)
            end = entity.start() if entity is not None else end - 1
        else:
            break
    return text[:end]
