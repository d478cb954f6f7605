"""Posts as a sequence that reads no more than is asked for."""

import random

from curator.rendering.theme.sequences import PostSequence
from tests.rendering.theme.test_overlay import Listed, key


def test_a_sequence_of_posts_behaves_like_a_list() -> None:
    keys = [key(number, number) for number in range(120)]
    index = Listed(keys)
    posts = PostSequence(index.window, 0, index.count(), lambda one: one.path)
    plain = [one.path for one in index.keys]
    assert list(posts) == plain
    assert len(posts) == len(plain)
    for at in random.Random(7).sample(range(-120, 120), 40):
        assert posts[at] == plain[at]
    for part in (slice(0, 3), slice(5, None), slice(None, None, -1), slice(-4, None), slice(9, 2)):
        assert list(posts[part]) == plain[part]
    assert posts[10:30][5] == plain[15]


def test_a_walk_ends_and_says_so() -> None:
    index = Listed([key(number, number) for number in range(100)])
    cuts: list[int] = []
    posts = PostSequence(
        index.window, 0, index.count(), lambda one: one.path, 30, lambda: cuts.append(1)
    )
    assert len(list(posts)) == 30
    assert cuts == [1]
    assert len(posts) == 100
    assert posts[-1] == "_posts/0.md"
    assert list(posts[90:]) == [f"_posts/{number}.md" for number in range(9, -1, -1)]
    assert len(list(posts[10:40])) == 30
    assert cuts == [1]
