"""An index with one post as it is edited says what an index of the saved post would say."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from curator.rendering.theme.overlay import Overlaid
from curator.rendering.theme.posts import Neighbours, PostKey, TermKind

_START = datetime(2024, 1, 1, tzinfo=UTC)


class Listed:
    """A `PostIndex` that is a plain list."""

    def __init__(self, keys: Sequence[PostKey]) -> None:
        self.keys = sorted(keys, key=lambda key: (key.date, key.path), reverse=True)
        self.revision = "1"

    def count(self) -> int:
        return len(self.keys)

    def window(self, start: int, stop: int) -> Sequence[PostKey]:
        assert start >= 0
        assert stop >= 0
        return self.keys[start:stop]

    def find(self, path: str) -> PostKey | None:
        return next((key for key in self.keys if key.path == path), None)

    def neighbours(self, path: str, date: datetime) -> Neighbours:
        others = [key for key in self.keys if key.path != path]
        older = [key for key in others if (key.date, key.path) < (date, path)]
        newer = [key for key in others if (key.date, key.path) > (date, path)]
        return Neighbours(older[0] if older else None, newer[-1] if newer else None)

    def named(self, name: str) -> Sequence[PostKey]:
        return [key for key in self.keys[::-1] if key.path.endswith(f"{name}.md")]

    def terms(self, kind: TermKind) -> Mapping[str, int]:
        return {"all": len(self.keys)}

    def with_term(self, kind: TermKind, term: str, start: int, stop: int) -> Sequence[PostKey]:
        return self.keys[start:stop]

    def source(self, path: str) -> bytes | None:
        return path.encode()


def key(number: int, day: int, version: str = "saved") -> PostKey:
    return PostKey(f"_posts/{number}.md", _START + timedelta(days=day), version)


@settings(max_examples=150, deadline=None)
@given(
    days=st.lists(st.integers(0, 6), max_size=8),
    edited=st.integers(0, 8),
    day=st.integers(-1, 7),
    visible=st.booleans(),
)
def test_an_edited_post_stands_where_it_will_when_it_is_saved(
    days: list[int], edited: int, day: int, visible: bool
) -> None:
    saved = [key(number, at) for number, at in enumerate(days)]
    new = key(edited, day, "edited")
    others = [one for one in saved if one.path != new.path]
    wanted = Listed([*others, new] if visible else others)
    index = Overlaid(Listed(saved), new, visible=visible)

    assert index.count() == wanted.count()
    for start in range(10):
        for stop in range(start, 11):
            assert list(index.window(start, stop)) == list(wanted.window(start, stop))
    for one in [*saved, new]:
        assert index.find(one.path) == wanted.find(one.path)
    for one in wanted.keys:
        assert index.neighbours(one.path, one.date) == wanted.neighbours(one.path, one.date)


def test_a_post_whose_order_stays_is_looked_up_without_a_search() -> None:
    class Counted(Listed):
        asked = 0

        def window(self, start: int, stop: int) -> Sequence[PostKey]:
            self.asked += 1
            return super().window(start, stop)

    beneath = Counted([key(number, number) for number in range(1000)])
    index = Overlaid(beneath, key(500, 500, "edited"), visible=True)
    assert beneath.asked == 0
    assert [one.version for one in index.window(498, 501)] == ["saved", "edited", "saved"]
    assert beneath.asked == 1
