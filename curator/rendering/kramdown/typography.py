"""Typography: smart quotes, dashes, ellipses, guillemets, and entities.

Whether a straight quote opens or closes is decided in the order of John Gruber's SmartyPants.
"""

import re

from curator.rendering.kramdown.elements import Node
from curator.rendering.kramdown.escaping import character, entity_code, modern_entity
from curator.rendering.kramdown.patterns import S
from curator.rendering.kramdown.span_state import Frame, SpanState

_PUNCTUATION = r"""[!"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"""
_W = "[A-Za-z0-9_]"
_OPEN, _CLOSE = "l", "r"

# Pattern, and what it means: a direction for the quote it captured, or the names themselves.
_RULES: tuple[tuple[re.Pattern[str], str | tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.S | re.M), meaning)
    for pattern, meaning in (
        (rf"()([\"'])(?=[_*]{{1,2}}{S.replace('[', '[^')})", _OPEN),
        (rf"()([\"'])(?={_PUNCTUATION}(?!\.\.)\B)", _CLOSE),
        (rf"({S}?)\"'(?={_W})", ("ldquo", "lsquo")),
        (rf"({S}?)'\"(?={_W})", ("lsquo", "ldquo")),
        (rf"({S}?)'(?=[0-9][0-9]s)", ("rsquo",)),
        (rf"({S})([\"'])(?={_W})", _OPEN),
        (r"([^ \\\t\r\n\[{(-])([\"'])", _CLOSE),
        (rf"()([\"'])(?={S}|s\b|$)", _CLOSE),
        (r"(.?)'", ("lsquo",)),
        (r"(.?)\"", ("ldquo",)),
    )
)
_SYMBOLS = {
    "---": "mdash",
    "--": "ndash",
    "...": "hellip",
    "<< ": "laquo_space",
    " >>": "raquo_space",
    "<<": "laquo",
    ">>": "raquo",
}
_SYMBOL = re.compile(r"---|--|\.\.\.|<< | >>|<<|>>")
_ENTITY = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_.:-]*+)|#([0-9]++)|#x([0-9a-fA-F]++));")
CHARACTERS = {
    "mdash": "\u2014",
    "ndash": "\u2013",
    "hellip": "\u2026",
    "laquo": "\u00ab",
    "raquo": "\u00bb",
    "laquo_space": "\u00ab\u00a0",
    "raquo_space": "\u00a0\u00bb",
    "lsquo": "\u2018",
    "rsquo": "\u2019",
    "ldquo": "\u201c",
    "rdquo": "\u201d",
}


def read_quotes(state: SpanState, frame: Frame, at: int) -> int:
    """Read at a quote, or at the character before one."""
    for pattern, meaning in _RULES:
        found = pattern.match(state.text, at)
        if found is None:
            continue
        if found[1]:
            frame.words.append(found[1])
        if isinstance(meaning, tuple):
            for name in meaning:
                frame.add(Node("quote", name))
        else:
            frame.add(Node("quote", meaning + ("dquo" if found[2] == '"' else "squo")))
        return found.end()
    frame.words.append(state.text[at])  # not reached: the last rules take any quote
    return at + 1


def read_symbol(state: SpanState, frame: Frame, at: int) -> int:
    """Read at a dash, dots or angles; return the place unchanged where they are no symbol."""
    found = _SYMBOL.match(state.text, at)
    if found is None:
        return at
    frame.add(Node("symbol", _SYMBOLS[found[0]]))
    return found.end()


def read_escaped_guillemets(state: SpanState, frame: Frame, at: int) -> int:
    """Read `\\<<` and `\\>>`, which stay as they are."""
    for char, code in (("<", 60), (">", 62)):
        if state.text.startswith(char * 2, at + 1):
            for _ in range(2):
                frame.add(_entity(code, ""))
            return at + 3
    return at


def read_entity(state: SpanState, frame: Frame, at: int) -> int:
    """Read at `&`; return the place unchanged where no reference stands."""
    found = _ENTITY.match(state.text, at)
    if found is None:
        return at
    code = entity_code(found[1], found[2], found[3])
    if code is not None:
        frame.add(_entity(code, found[0]))
        return found.end()
    modern = modern_entity(found[1]) if state.modern else None
    if modern is not None:
        node = Node("entity", modern)
        node.text = found[0]
        node.level = ord(modern[0]) if len(modern) == 1 else -1
        frame.add(node)
    else:
        frame.add(_entity(38, ""))
        frame.words.append(found[0][1:])
    return found.end()


def _entity(code: int, original: str) -> Node:
    """Return an entity: `value` is its character, `level` its code, `text` how it was written."""
    node = Node("entity", character(code) or "")
    node.text, node.level = original, code
    return node
