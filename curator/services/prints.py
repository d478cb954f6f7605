"""The shingles of the texts that were looked at last: a story is compared with the same few again and again."""

from collections import OrderedDict

from curator.domain.post import ContentHash

_MOST = 24 * 1024 * 1024
"""Bytes: of some 2,000 articles."""


class Prints:
    """Packed shingles by the hash of their text; those not asked for the longest are forgotten."""

    def __init__(self) -> None:
        self._held: OrderedDict[ContentHash, bytes] = OrderedDict()
        self._size = 0

    def get(self, content: ContentHash | None) -> bytes | None:
        """Return the shingles of a text, None where they are not known, or no longer."""
        found = self._held.get(content) if content is not None else None
        if found is not None and content is not None:
            self._held.move_to_end(content)
        return found

    def put(self, content: ContentHash | None, shingles: bytes) -> None:
        """Remember the shingles of a text."""
        if content is None or content in self._held or len(shingles) > _MOST:
            return
        self._held[content] = shingles
        self._size += len(shingles)
        while self._size > _MOST:
            _, old = self._held.popitem(last=False)
            self._size -= len(old)
