"""From the tree of a query to a text that reads as the same tree."""

import unicodedata

from curator.domain.query import All, Any, Days, Field, Key, Match, Node, Not, Term
from curator.domain.query_days import text_of
from curator.domain.query_tokens import COLONS, EQUALS, MINUS, NAME, QUOTES, STARS, ends


def text(node: Node) -> str:
    """Return a query that parses to `node`, a tree as `query_parsing` makes them.

    Days are written in full, since a tree holds no relative ones.
    """
    return _text(node, inside=False)


def quoted(value: str) -> str:
    """Return a value as it stands behind a field's colon, quoted where that is needed."""
    if value and not any(ends(char) for char in value) and value[-1] not in STARS:
        return value if value[0] not in EQUALS else _phrase(value)
    return _phrase(value)


def quoted_name(name: str) -> str:
    """Return a key as it stands before a colon, quoted where that is needed."""
    return name if NAME.fullmatch(name) else _phrase(name)


def _text(node: Node, *, inside: bool) -> str:
    if isinstance(node, Term):
        return _term(node)
    if isinstance(node, Key):
        return f"{quoted_name(node.name)}:{_matched(node.value, node.match)}"
    if isinstance(node, Days):
        return f"{node.field.value}:{text_of(node)}"
    if isinstance(node, Not):
        return f"-{_text(node.node, inside=True)}"
    joint = " OR " if isinstance(node, Any) else " "
    parts = [_text(part, inside=isinstance(part, All | Any)) for part in node.nodes]
    return f"({joint.join(parts)})" if inside else joint.join(parts)


def _term(term: Term) -> str:
    if term.field is Field.ANY:
        return term.value if _is_word(term.value) else _phrase(term.value)
    return f"{term.field.value}:{_matched(term.value, term.match)}"


def _matched(value: str, match: Match) -> str:
    if match is Match.EXACT:
        return f"={_phrase(value)}"
    if match is Match.PREFIX:
        return f"{_phrase(value) if value else ''}*"
    return quoted(value)


def _is_word(value: str) -> bool:
    """Tell whether a text outside of quotes reads as itself."""
    if not value or any(ends(char) or char in COLONS for char in value):
        return False
    return value[0] not in MINUS and unicodedata.normalize("NFKC", value) != "OR"


def _phrase(value: str) -> str:
    said = "".join(f"\\{char}" if char == "\\" or char in QUOTES else char for char in value)
    return f'"{said}"'
