"""What a document defines in one place for use in another."""

import re
from dataclasses import dataclass, field

from curator.rendering.kramdown.elements import Attributes, Node

_WHITE = re.compile(r"[ \t\n\r\f\v]+")


@dataclass
class Footnote:
    """A footnote's content, and the mark in the text where it is defined."""

    content: Node
    mark: Node


@dataclass
class Definitions:
    """What a document defines for use anywhere in it."""

    attributes: dict[str, Attributes] = field(default_factory=dict)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    links: dict[str, tuple[str, str | None, Node | None]] = field(default_factory=dict)
    abbreviations: dict[str, tuple[str, Node]] = field(default_factory=dict)
    longest_link: int = 0


def link_id(text: str) -> str:
    """Return a link's name as it is compared: blanks as one, case ignored."""
    return _WHITE.sub(" ", text).lower()
