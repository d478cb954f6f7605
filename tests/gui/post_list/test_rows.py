"""Rows of a list in groups, against a list of rows written out one by one."""

import random
from itertools import pairwise

import pytest

from curator.domain.arrangement import Arrangement
from curator.domain.listing import Group
from curator.domain.post import PostId
from curator.gui.post_list.rows import Rows


def made(seed: int) -> tuple[Rows, list[PostId | str], Arrangement]:
    """Return rows with the same rows written out: a key for a heading, a number for a post."""
    chance = random.Random(seed)
    ids = chance.sample(range(1, 400), 120)
    groups, written, start = [], [], 0
    closed = set()
    while start < len(ids):
        size = min(chance.randrange(1, 20), len(ids) - start)
        key = f"group {len(groups)}"
        groups.append(Group(key, size))
        written.append(key)
        if chance.random() < 0.3:
            closed.add(key)
        else:
            written += [PostId(number) for number in ids[start : start + size]]
        start += size
    arrangement = Arrangement(Arrangement.of(ids).ids, tuple(groups))
    return Rows(arrangement, closed), written, arrangement


@pytest.mark.parametrize("seed", range(20))
def test_rows_are_those_written_out(seed: int) -> None:
    rows, written, arrangement = made(seed)
    assert rows.count == len(written)
    for row, one in enumerate(written):
        group = rows.group_at(row)
        assert (group.key if group else None) == (one if isinstance(one, str) else None)
        assert rows.id_at(row) == (None if isinstance(one, str) else one)
    for number in (*arrangement.ids, 999):
        post = PostId(number)
        assert rows.row_of(post) == (written.index(post) if post in written else -1)
    for outside in (-1, len(written)):
        assert rows.id_at(outside) is None


@pytest.mark.parametrize("seed", range(20))
def test_runs_and_ranges_lead_to_each_other(seed: int) -> None:
    rows, written, arrangement = made(seed)
    chance = random.Random(seed)
    for _ in range(30):
        first, last = sorted(chance.choices(range(len(written)), k=2))
        posts = [one for one in written[first : last + 1] if not isinstance(one, str)]
        assert list(rows.ids_between(first, last)) == posts
    chosen = set(chance.sample(list(arrangement.ids), 40))
    runs = rows.runs_of(chosen)
    found = [written[row] for first, last in runs for row in range(first, last + 1)]
    assert found == [one for one in written if one in chosen]
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(runs))


def test_headings_know_their_groups() -> None:
    rows, written, arrangement = made(3)
    place = 0
    for group in arrangement.groups:
        assert written[rows.row_of_group(group.key)] == group.key
        for number in arrangement.ids[place : place + group.posts]:
            assert written[rows.heading_of(PostId(number))] == group.key
        place += group.posts
    assert rows.row_of_group("no such group") == -1


def test_without_groups_a_row_is_a_place() -> None:
    rows = Rows(Arrangement.of([5, 3, 9]))
    assert [rows.id_at(row) for row in range(4)] == [5, 3, 9, None]
    assert rows.runs_of([9, 3]) == [(1, 2)]
    assert rows.group_at(0) is None
    assert rows.heading_of(PostId(5)) == -1
