"""Automatic ids of headers: kramdown's rule, and GitHub's (`Parser::GFM#generate_gfm_header_id`)."""

import re

from curator.rendering.kramdown.characters import is_word
from curator.rendering.kramdown.elements import Node
from curator.rendering.kramdown.typography import CHARACTERS

_BEFORE_LETTER = re.compile(r"^[^a-zA-Z]+", re.M)
_DROPPED = re.compile(r"[^a-zA-Z0-9 -]")
_BLANKS = str.maketrans(" \t", "--")


def raw_text(root: Node, *, gfm: bool) -> str:
    """Return the text of an element for its id; GitHub's dialect counts code, math and signs."""
    pieces: list[str] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.kind == "text" or (gfm and node.kind in ("codespan", "math", "entity")):
            pieces.append(node.value)
        elif gfm and node.kind in ("quote", "symbol"):
            pieces.append(CHARACTERS[node.value])
        else:
            stack.extend(reversed(node.kids))
    return "".join(pieces)


def kramdown_id(text: str) -> str:
    """Return letters, digits and dashes of a text, from its first letter on; may be empty."""
    return _DROPPED.sub("", _BEFORE_LETTER.sub("", text)).replace(" ", "-").lower()


class GitHubIds:
    """Ids in GitHub's way, each given once."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._seen: dict[str, int] = {}

    def next(self, text: str) -> str:
        """Return the id for a header's text."""
        kept = "".join(char for char in text.lower() if char in "- \t" or is_word(char))
        name = kept.translate(_BLANKS)
        count = self._seen[name] = self._seen.get(name, -1) + 1
        return f"{self._prefix}{name}-{count}" if count else self._prefix + name


class KramdownIds:
    """Ids in kramdown's way, each given once."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._seen: dict[str, int] = {}

    def next(self, text: str) -> str:
        """Return the id for a header's text."""
        name = kramdown_id(text) or "section"
        count = self._seen.get(name)
        if count is None:
            self._seen[name] = 0
            return self._prefix + name
        self._seen[name] = count + 1
        return f"{self._prefix}{name}-{count + 1}"
