"""Which row of the table is which post or which group's heading; groups can be closed.

Costs what there are groups, never what there are posts.
"""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable

from curator.domain.arrangement import Arrangement
from curator.domain.listing import Group
from curator.domain.post import PostId


class Rows:
    """The rows of one arrangement: a heading before each group, and no posts below closed ones."""

    def __init__(self, arrangement: Arrangement, closed: Collection[str] = ()) -> None:
        self._arrangement = arrangement
        self.closed = frozenset(closed)
        """The keys of the groups whose posts are hidden."""
        self._headings = array("q")  # the row of each group's heading
        self._firsts = array("q")  # how many posts stand before each group
        row = place = 0
        for group in arrangement.groups:
            self._headings.append(row)
            self._firsts.append(place)
            row += 1 if group.key in self.closed else 1 + group.posts
            place += group.posts
        self.count = row if arrangement.groups else len(arrangement.ids)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the groups in order."""
        return self._arrangement.groups

    def group_at(self, row: int) -> Group | None:
        """Return the group whose heading stands in a row, None for a post."""
        if not self._headings:
            return None
        number = bisect_right(self._headings, row) - 1
        return self.groups[number] if self._headings[number] == row else None

    def place_at(self, row: int) -> int | None:
        """Return how many posts stand before the one in a row, None for a heading."""
        if not 0 <= row < self.count:
            return None
        if not self._headings:
            return row
        number = bisect_right(self._headings, row) - 1
        below = row - self._headings[number]
        return self._firsts[number] + below - 1 if below else None

    def id_at(self, row: int) -> PostId | None:
        """Return the post in a row, None for a heading."""
        place = self.place_at(row)
        return PostId(self._arrangement.ids[place]) if place is not None else None

    def ids_between(self, first: int, last: int) -> "array[int]":
        """Return the posts of some rows, both ends included, headings left out."""
        if not self._headings:
            return self._arrangement.ids[first : last + 1]
        found = array("q")
        number = max(0, bisect_right(self._headings, first) - 1)
        while number < len(self._headings) and self._headings[number] <= last:
            group, below = self.groups[number], self._headings[number] + 1
            number += 1
            if group.key in self.closed:
                continue
            start = self._firsts[number - 1]
            begin, end = max(first, below) - below, min(last + 1, below + group.posts) - below
            if begin < end:
                found += self._arrangement.ids[start + begin : start + end]
        return found

    def runs_of(self, posts: Iterable[int]) -> list[tuple[int, int]]:
        """Return the rows of some posts as runs, first and last row each, those shown alone."""
        rows = sorted(row for post in posts if (row := self.row_of(PostId(post))) >= 0)
        runs: list[tuple[int, int]] = []
        for row in rows:
            if runs and runs[-1][1] == row - 1:
                runs[-1] = runs[-1][0], row
            else:
                runs.append((row, row))
        return runs

    def row_of(self, post: PostId) -> int:
        """Return the row of a post, -1 where it is not shown."""
        place = self._arrangement.place_of(post)
        return self.row_of_place(place) if place >= 0 else -1

    def row_of_place(self, place: int) -> int:
        """Return the row of the post before which `place` posts stand; -1 in a closed group."""
        if not self._headings:
            return place
        number = bisect_right(self._firsts, place) - 1
        if self.groups[number].key in self.closed:
            return -1
        return self._headings[number] + 1 + place - self._firsts[number]

    def row_of_group(self, key: str) -> int:
        """Return the row of a group's heading, -1 where there is no such group."""
        numbers = (number for number, group in enumerate(self.groups) if group.key == key)
        number = next(numbers, -1)
        return self._headings[number] if number >= 0 else -1

    def holds(self, post: PostId) -> bool:
        """Tell whether a post is in the list, shown or in a closed group."""
        return self._arrangement.place_of(post) >= 0

    def heading_of(self, post: PostId) -> int:
        """Return the row of the heading above a post, -1 where there is none."""
        place = self._arrangement.place_of(post)
        if place < 0 or not self._headings:
            return -1
        return self._headings[bisect_right(self._firsts, place) - 1]
