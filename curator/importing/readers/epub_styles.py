"""What the style sheets of a book say with classes alone: bold, italic, struck out, right to left.

Books that a word processor exported have no other mark for it. Reads plain rules for one class; whatever else
style sheets can do is left alone.
"""

import re

from lxml import etree

_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,5000})\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\s*(?:[\w-]+)?\.([\w-]+)\s*")
_MOST = 512 * 1024

_MEANINGS = (
    ("strong", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)\b")),
    ("em", re.compile(r"font-style\s*:\s*(?:italic|oblique)\b")),
    ("s", re.compile(r"text-decoration[\w-]*\s*:[^;]*\bline-through\b")),
    ("sup", re.compile(r"vertical-align\s*:\s*super\b")),
    ("sub", re.compile(r"vertical-align\s*:\s*sub\b")),
)
_RTL = re.compile(r"(?<![\w-])direction\s*:\s*rtl\b")
_ALREADY = {"strong": {"strong", "b", "h1", "h2", "h3", "h4", "h5", "h6", "th"}, "em": {"em", "i"}}


class ClassStyles:
    """The meanings of a book's classes."""

    def __init__(self, sheets: list[str]) -> None:
        self._tags: dict[str, list[str]] = {}
        self._right_to_left: set[str] = set()
        for sheet in sheets:
            self._read(_COMMENT.sub("", sheet[:_MOST]).lower())

    def apply(self, body: etree._Element) -> None:
        """Write what classes say as elements of HTML."""
        for element in list(body.iter(etree.Element)):
            named = element.get("class", "").lower().split()
            tags = dict.fromkeys(tag for name in named for tag in self._tags.get(name, ()))
            if any(name in self._right_to_left for name in named) and element is not body:
                element.set("dir", "rtl")
            for tag in tags if element.tag in {"span", "a", "font"} else ():
                above = {one.tag for one in element.iterancestors()}
                if not above & _ALREADY.get(tag, {tag}):
                    _wrap(element, tag)

    def _read(self, sheet: str) -> None:
        for rule in _RULE.finditer(sheet):
            tags = [tag for tag, pattern in _MEANINGS if pattern.search(rule[2])]
            turned = _RTL.search(rule[2]) is not None
            if not tags and not turned:
                continue
            for selector in rule[1].split(","):
                if (found := _CLASS.fullmatch(selector)) is None:
                    continue
                self._tags.setdefault(found[1], []).extend(tags)
                if turned:
                    self._right_to_left.add(found[1])


def _wrap(element: etree._Element, tag: str) -> None:
    """Put what is in an element into another one inside of it."""
    inner = element.makeelement(tag, {})
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)
