"""Which other posts of a site stand round one."""

import pytest

from curator.rendering.truth.neighbours import neighbours_of
from tests.rendering.truth.conftest import MakeSite

DAYS = [f"2024-01-{day:02}" for day in range(1, 21)]


@pytest.mark.parametrize(
    ("path", "count", "days"),
    [
        ("_posts/2024-01-10-own.md", 0, []),
        ("_posts/2024-01-10-own.md", 4, [9, 10, 20, 19]),
        ("_posts/2024-01-10-own.md", 8, [8, 9, 10, 11, 20, 19, 18, 17]),
        ("_posts/2023-01-01-own.md", 4, [1, 20, 19, 18]),
        ("_posts/2025-01-01-own.md", 4, [20, 19, 18, 17]),
        ("_drafts/own.md", 2, [20, 19]),
        ("_posts/2024-01-10-p.md", 4, [9, 11, 20, 19]),
    ],
)
def test_half_stand_beside_it_and_half_are_the_newest(
    make_site: MakeSite, path: str, count: int, days: list[int]
) -> None:
    site = make_site({f"_posts/{day}-p.md": day for day in DAYS})
    (site.root / "_posts" / "2024-03-01-note.md").unlink()
    found = neighbours_of(site, path, count)
    assert [int(name[15:17]) for name in found] == days
    assert all(name[7:17] == data.decode() for name, data in found.items())
