"""The parts of a source text that search looks through: its front matter and its body."""

from functools import lru_cache

from curator.formats.document import split


@lru_cache(maxsize=8)
def head_and_body(text: bytes) -> tuple[str, str]:
    """Return the front matter, empty where there is none, and the body of a source text."""
    document = split(text)
    return document.front_matter or "", document.body


def body_of(text: bytes) -> str:
    """Return the body of a source text."""
    return head_and_body(text)[1]


def head_of(text: bytes) -> str:
    """Return the front matter of a source text, empty where there is none."""
    return head_and_body(text)[0]
