"""Names of plain files survive every file system and lead nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain import plain_files as names

RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10))}


@given(st.integers(1, 9_999_999), st.text(), st.binary(min_size=32, max_size=32))
def test_every_name_is_safe(number: int, name: str, key: bytes) -> None:
    for made in (names.post_file(number, name), names.asset_file(key, name), names.base_file(key)):
        assert names.is_safe(made)
        last = made.rpartition("/")[2]
        assert last.isascii()
        assert len(last) <= 90
        assert last == last.rstrip(". ")
        assert last.partition(".")[0] not in RESERVED


def test_posts_never_share_a_name_even_where_case_does_not_count() -> None:
    made = {names.post_file(n, name).lower() for n in (1, 12, 121) for name in ("A.md", "1-a.md")}
    assert len(made) == 6


def test_a_name_says_what_can_be_said_of_a_post() -> None:
    assert (
        names.post_file(12345, "2022-01-11-NW 2022.md") == "posts/0012/12345-2022-01-11-nw-2022.md"
    )
    assert names.post_file(7, "文章.markdown") == "posts/0000/7.markdown"
    assert names.post_file(7, "x.") == "posts/0000/7-x.md"


@pytest.mark.parametrize(
    "name",
    [
        "../library.db",
        "posts/../../x",
        "/etc/passwd",
        "posts/0000/../1.md",
        "posts/0000/1.md\n",
        "library.json",
        "posts\\0000\\1.md",
        "posts/0000/CON",
        "posts/0000/.1.md",
    ],
)
def test_no_other_name_is_read(name: str) -> None:
    assert not names.is_safe(name)
