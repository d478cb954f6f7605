"""Abbreviations: words that were defined by `*[short]: long` become `<abbr>`.

A word is found where no letter, digit or `_` of ASCII touches it, so between Chinese characters
too; the longest definition wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from curator.rendering.kramdown.elements import Node

# Longer ones are sentences; the limit bounds what a search may cost at each place.
_LONGEST = 256
_WORD = re.compile(r"[A-Za-z0-9_]")
_BLANKS = re.compile(r"[\s\u00a0]+")


class _Branch:
    """A node of the tree of words: what may follow, and whether a word ends here."""

    __slots__ = ("ends", "following")

    def __init__(self) -> None:
        self.following: dict[str, _Branch] = {}
        self.ends = False


class Abbreviations:
    """The words of a document, to be found in its texts.

    In kramdown 2.5 (`any_blank`) a blank in a word stands for any blanks.
    """

    def __init__(self, words: Iterable[str], *, any_blank: bool) -> None:
        self._any_blank = any_blank
        self._root = _Branch()
        for word in words:
            if 0 < len(word) <= _LONGEST:
                branch = self._root
                for char in _BLANKS.sub(" ", word) if any_blank else word:
                    branch = branch.following.setdefault(char, _Branch())
                branch.ends = True
        first = "".join(map(re.escape, self._root.following))
        self._first = re.compile(f"[{first}]") if first else None

    def replace(self, root: Node) -> None:
        """Replace the words in all texts below a node but those of raw HTML."""
        if self._first is None:
            return
        stack = [root]
        while stack:
            element = stack.pop()
            kids = element.kids
            if element.model != "raw" and any(kid.kind == "text" for kid in kids):
                element.kids = [
                    part
                    for kid in kids
                    for part in (self._split(kid) if kid.kind == "text" else (kid,))
                ]
            stack.extend(kid for kid in kids if kid.kids)

    def _split(self, node: Node) -> Iterator[Node]:
        text, at = node.value, 0
        for start, end in self._find(text):
            if start > at:
                yield Node("text", text[at:start])
            yield Node("abbr", text[start:end])
            at = end
        if at < len(text) or at == 0:
            yield Node("text", text[at:]) if at else node

    def _find(self, text: str) -> Iterator[tuple[int, int]]:
        assert self._first is not None
        begin = at = 0
        while found := self._first.search(text, at):
            start = found.start()
            at = start + 1
            after_mark = start > begin and _WORD.match(text[start - 1]) is None
            if start != begin and not after_mark:
                continue
            ends = self._ends(text, start)
            if not any(end >= len(text) or _WORD.match(text[end]) is None for end in ends):
                continue
            if after_mark and (earlier := self._ends(text, start - 1)):
                start, ends = start - 1, earlier  # the mark itself begins a word
            yield start, ends[-1]
            begin = at = ends[-1]

    def _ends(self, text: str, at: int) -> list[int]:
        """Return where words end that begin at a place, shortest first."""
        ends = []
        branch, size = self._root, len(text)
        while at < size:
            char = text[at]
            blank = _BLANKS.match(text, at) if self._any_blank else None
            following = branch.following.get(" " if blank else char)
            if following is None:
                break
            branch = following
            at = blank.end() if blank else at + 1
            if branch.ends:
                ends.append(at)
        return ends


def key_of(word: str, known: Iterable[str]) -> str:
    """Return the definition's name for a word as it stands in the text (blanks may differ)."""
    if word in known:
        return word
    flat = _BLANKS.sub(" ", word)
    return next((name for name in known if _BLANKS.sub(" ", name) == flat), word)
