"""Names of pictures: whatever an article is called, a file that Jekyll copies and no part of the site."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.export.picture_names import PictureName, is_pattern
from curator.export.targets import Target, resolve
from curator.site.picture_habits import DEFAULT_PATTERN

PATTERNS = (DEFAULT_PATTERN, "pics/{year}-{month}/{day}/{name}.{ext}", "img/{slug}/{n}.{ext}")


@given(st.text(), st.text(), st.sampled_from(PATTERNS), st.integers(1, 20_000))
def test_any_name_gives_a_file_below_the_folder(
    slug: str, name: str, pattern: str, number: int
) -> None:
    assert is_pattern(pattern)
    path = PictureName(date(2022, 1, 11), slug, name, ".png").path(pattern, number)
    assert isinstance(resolve(Path("/nowhere"), path), Target)
    assert path.split("/")[0] in {"assets", "pics", "img"}
    assert re.search(r"\.png$", path)
    assert all(part[0] not in "._#~" for part in path.split("/"))


@given(st.sampled_from(PATTERNS))
def test_numbers_tell_pictures_apart(pattern: str) -> None:
    name = PictureName(date(2022, 1, 11), "slug", "name", ".png")
    assert len({name.path(pattern, number) for number in range(1, 50)}) == 49


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "{ext}", "a.png", "/a.{ext}", "../a.{ext}", "a//b.{ext}", "_a/b.{ext}"),
        *(".git/a.{ext}", "a/{who}.{ext}", "a:b.{ext}", "a/b.{ext}/c", "a\\b.{ext}"),
        *("a/ .{ext}", "{}.{ext}"),
    ],
)
def test_patterns_that_name_no_copied_file_are_none(pattern: str) -> None:
    assert not is_pattern(pattern)
