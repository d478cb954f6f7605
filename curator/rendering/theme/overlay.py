"""A `PostIndex` as it would be if one post were saved as it stands in the editor."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from curator.rendering.theme.posts import Neighbours, PostIndex, PostKey, TermKind

_Order = tuple[float, str]


def _order(key: PostKey) -> _Order:
    return (key.date.timestamp(), key.path)


class Overlaid:
    """An index with one post put in the place where its edited text belongs.

    Terms are those of the index beneath: only a saved post changes them.
    """

    def __init__(self, beneath: PostIndex, edited: PostKey, *, visible: bool) -> None:
        self._beneath = beneath
        self._edited = edited
        old = beneath.find(edited.path)
        self._in_place = visible and old is not None and _order(old) == _order(edited)
        """The text is another but not the order: nothing has to be looked for."""
        if self._in_place:
            self._old = self._new = None
            return
        self._old = None if old is None else self._rank(old)
        self._new = self._rank(edited) if visible else None
        if self._new is not None and self._old is not None and self._old < self._new:
            self._new -= 1

    def _rank(self, key: PostKey) -> int:
        """Return how many posts of the index beneath are newer than a key."""
        low, high = 0, self._beneath.count()
        wanted = _order(key)
        while low < high:
            middle = (low + high) // 2
            found = self._beneath.window(middle, middle + 1)
            if found and _order(found[0]) > wanted:
                low = middle + 1
            else:
                high = middle
        return low

    @property
    def revision(self) -> str:
        """Return the revision beneath with that of the edited post."""
        return f"{self._beneath.revision}+{self._edited.version}"

    def count(self) -> int:
        """Return how many posts there would be."""
        return self._beneath.count() - (self._old is not None) + (self._new is not None)

    def window(self, start: int, stop: int) -> Sequence[PostKey]:
        """Return posts by number, the newest first."""
        if self._in_place:
            return self._replaced(self._beneath.window(start, stop))
        without = self._without_old
        new = self._new
        if new is None or new >= stop:
            return without(start, stop)
        if new < start:
            return without(start - 1, stop - 1)
        return [*without(start, new), self._edited, *without(new, stop - 1)]

    def _without_old(self, start: int, stop: int) -> Sequence[PostKey]:
        old = self._old
        if start >= stop:
            return []
        if old is None or old >= stop:
            return self._beneath.window(start, stop)
        if old < start:
            return self._beneath.window(start + 1, stop + 1)
        return [*self._beneath.window(start, old), *self._beneath.window(old + 1, stop + 1)]

    def find(self, path: str) -> PostKey | None:
        """Return the post at a path, the edited one as it is edited."""
        if path == self._edited.path:
            return self._edited if self._in_place or self._new is not None else None
        return self._beneath.find(path)

    def neighbours(self, path: str, date: datetime) -> Neighbours:
        """Return what stands beside a post of this path and date."""
        if path == self._edited.path:
            return self._beneath.neighbours(path, date)
        if self._new is None:
            beneath = self._beneath.neighbours(path, date)
            if not self._in_place:
                return self._without_edited(beneath)
            previous, newer = self._replaced_one(beneath.previous), self._replaced_one(beneath.next)
            return Neighbours(previous, newer)
        asked = PostKey(path, date, "")
        wanted = _order(asked)
        others = self._without_edited(self._beneath.neighbours(path, date))
        older, newer = others.previous, others.next
        edited = _order(self._edited)
        if edited < wanted and (older is None or _order(older) < edited):
            older = self._edited
        elif edited > wanted and (newer is None or _order(newer) > edited):
            newer = self._edited
        return Neighbours(older, newer)

    def _without_edited(self, found: Neighbours) -> Neighbours:
        """Step over the edited post where it stands in the index beneath."""
        older, newer = found.previous, found.next
        if older is not None and older.path == self._edited.path:
            older = self._beneath.neighbours(older.path, older.date).previous
        if newer is not None and newer.path == self._edited.path:
            newer = self._beneath.neighbours(newer.path, newer.date).next
        return Neighbours(older, newer)

    def named(self, name: str) -> Sequence[PostKey]:
        """Return the posts whose file has a name."""
        return self._replaced(self._beneath.named(name))

    def terms(self, kind: TermKind) -> Mapping[str, int]:
        """Return how many posts each term has."""
        return self._beneath.terms(kind)

    def with_term(self, kind: TermKind, term: str, start: int, stop: int) -> Sequence[PostKey]:
        """Return posts of a term by number, the newest first."""
        return self._replaced(self._beneath.with_term(kind, term, start, stop))

    def source(self, path: str) -> bytes | None:
        """Return the bytes of a saved post."""
        return self._beneath.source(path)

    def _replaced_one(self, key: PostKey | None) -> PostKey | None:
        return self._edited if key is not None and key.path == self._edited.path else key

    def _replaced(self, keys: Sequence[PostKey]) -> Sequence[PostKey]:
        path = self._edited.path
        return [self._edited if key.path == path else key for key in keys]
