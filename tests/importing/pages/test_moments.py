"""Dates as pages write them."""

import pytest

from curator.importing.pages.moments import in_zone, moment


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2022-01-11T18:09:11+08:00", "2022-01-11T18:09:11+08:00"),
        ("2022-01-11T18:09:11.123Z", "2022-01-11T18:09:11+00:00"),
        ("2022-01-11 18:09:11 +0800", "2022-01-11T18:09:11+08:00"),
        ("2022-01-11", "2022-01-11T00:00:00"),
        ("2022年1月11日 18:09", "2022-01-11T18:09:00"),
        ("2022年01月11日18时09分", "2022-01-11T18:09:00"),
        ("来源：示例报 2022/1/11 8:09", "2022-01-11T08:09:00"),
        ("11 January 2022", "2022-01-11T00:00:00"),
        ("January 11, 2022 at 6:09 PM", "2022-01-11T18:09:00"),
        ("Jan. 11, 2022, 12:05 a.m.", "2022-01-11T00:05:00"),
        ("11. Januar 2022, 18:09 Uhr", "2022-01-11T18:09:00"),
        ("11.01.2022 18:09", "2022-01-11T18:09:00"),
        ("le 11 janvier 2022 à 18h09", "2022-01-11T18:09:00"),
        ("11 de enero de 2022", "2022-01-11T00:00:00"),
        ("Tue, 11 Jan 2022 18:09:11 +0100", "2022-01-11T18:09:11+01:00"),
        ("1641895751", "2022-01-11T10:09:11+00:00"),
    ],
)
def test_a_moment_is_read(text: str, read: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2022-13-45", "chapter 2022", "99999999999", "1.2.3"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None


def test_a_zone_is_added_only_where_there_is_none() -> None:
    bare, zoned = moment("2022-01-11 18:09"), moment("2022-01-11T18:09:00Z")
    assert bare is not None
    assert zoned is not None
    assert in_zone(bare, "+0800").isoformat() == "2022-01-11T18:09:00+08:00"
    assert in_zone(zoned, "+0800") == zoned
    assert in_zone(bare, "").tzinfo is None
