"""Keeps what was made of code blocks, the last used ones, up to a number of characters.

An editor sees the same blocks at each keystroke; only the one under the cursor changes.
"""

import threading
from collections import OrderedDict

_MOST_CHARACTERS = 4_000_000


class BlockCache:
    """The HTML of blocks by code and language. Any thread may use it."""

    def __init__(self, most_characters: int = _MOST_CHARACTERS) -> None:
        """Hold as many characters of code and HTML together."""
        self._most = most_characters
        self._blocks: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._lock = threading.Lock()
        self.characters = 0

    def get(self, code: str, language: str) -> str | None:
        """Return the HTML kept for a block."""
        with self._lock:
            html = self._blocks.get((code, language))
            if html is not None:
                self._blocks.move_to_end((code, language))
            return html

    def put(self, code: str, language: str, html: str) -> None:
        """Keep a block; those not used for longest go when there is too much."""
        with self._lock:
            self._drop(code, self._blocks.pop((code, language), None))
            self._blocks[code, language] = html
            self.characters += len(code) + len(html)
            while self.characters > self._most:
                (old_code, _), old = self._blocks.popitem(last=False)
                self._drop(old_code, old)

    def _drop(self, code: str, html: str | None) -> None:
        if html is not None:
            self.characters -= len(code) + len(html)
