"""Dates are moved and put into other zones in the form in which somebody wrote them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.bulk import BulkError, BulkFault, Keep
from curator.formats.front_matter import parse
from curator.site.moments import read_date
from curator.site.written_dates import shifted, zone_named, zoned
from curator.site.zones import build_zone

SHANGHAI = build_zone("Asia/Shanghai")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def moment_of(text: str) -> datetime:
    moment = read_date(parse(text).values["date"], SHANGHAI)
    assert moment is not None
    return moment.astimezone(UTC)


@pytest.mark.parametrize(
    ("before", "by", "after"),
    [
        ("2022-01-11 18:09:11 +0800", HOUR, "2022-01-11 19:09:11 +0800"),
        ("2022-01-11 23:09:11 +08:00 # late", HOUR, "2022-01-12 00:09:11 +08:00 # late"),
        ('"2022-12-31 23:30"', HOUR, '"2023-01-01 00:30"'),
        ("'2022-01-11T18:09:11.250Z'", -DAY, "'2022-01-10T18:09:11.250Z'"),
        ("2022-02-28", DAY, "2022-03-01"),
        ("2022/02/28", DAY, "2022/03/01"),
        ("2022-1-9 8:05", HOUR, "2022-1-9 9:05"),
        ("2022-1-9 23:05", HOUR, "2022-1-10 00:05"),
        ("2022-01-11 18:09:11", 8 * HOUR, "2022-01-12 02:09:11"),
        ("2022-01-11 18:09:11.5", timedelta(seconds=50), "2022-01-11 18:10:01.5"),
        ("2022-01-11   18:09   +08", HOUR, "2022-01-11   19:09   +08"),
    ],
)
def test_a_moved_date_keeps_its_form(before: str, by: timedelta, after: str) -> None:
    text = "title: x\ndate: {}\ntags: [a]\n"
    assert shifted(text.format(before), "date", by, SHANGHAI) == text.format(after)


@pytest.mark.parametrize(
    ("before", "zone", "keep", "after"),
    [
        ("2022-01-11 18:09:11 +0800", "UTC", Keep.MOMENT, "2022-01-11 10:09:11 +0000"),
        ("2022-01-11 18:09:11 +08:00", "UTC", Keep.MOMENT, "2022-01-11 10:09:11 +00:00"),
        ("2022-01-11 18:09:11 +0800", "UTC", Keep.CLOCK, "2022-01-11 18:09:11 +0000"),
        ("2022-01-11T18:09:11Z", "+08:00", Keep.MOMENT, "2022-01-12T02:09:11+08:00"),
        ("2022-01-11T18:09:11Z", "UTC", Keep.MOMENT, "2022-01-11T18:09:11Z"),
        ("2022-07-11 18:09 +0800", "Europe/Berlin", Keep.MOMENT, "2022-07-11 12:09 +0200"),
        ("2022-01-11 18:09 +0800", "Europe/Berlin", Keep.MOMENT, "2022-01-11 11:09 +0100"),
        ("2022-01-11 18:09 +0800", "Europe/Berlin", Keep.CLOCK, "2022-01-11 18:09 +0100"),
        # Without a zone and with seconds Jekyll takes it for UTC, without seconds for local time.
        ("2022-01-11 18:09:11", "+0800", Keep.MOMENT, "2022-01-12 02:09:11 +0800"),
        ("2022-01-11 18:09:11", "+0800", Keep.CLOCK, "2022-01-11 18:09:11 +0800"),
        ("2022-01-11 18:09", "+0800", Keep.MOMENT, "2022-01-11 18:09 +0800"),
        ('"2022-01-11 18:09:11"', "+0800", Keep.MOMENT, '"2022-01-11 18:09:11 +0800"'),
        ("2022-01-11 18:09:11.75 +0800", "+0530", Keep.MOMENT, "2022-01-11 15:39:11.75 +0530"),
        ("2022-01-11 18:09:11 +0800", "+08:00", Keep.MOMENT, "2022-01-11 18:09:11 +0800"),
    ],
)
def test_another_zone_keeps_the_moment_or_the_clock(
    before: str, zone: str, keep: Keep, after: str
) -> None:
    text = "date: {}  # 注\nlayout: post\n"
    changed = zoned(text.format(before), "date", zone_named(zone), keep, SHANGHAI)
    assert changed == text.format(after)


@given(
    st.datetimes(datetime(1975, 1, 2), datetime(2090, 1, 1)),  # noqa: DTZ001  what a clock shows
    st.sampled_from(["%Y-%m-%d %H:%M:%S +0800", "%Y-%m-%dT%H:%M:%SZ", "'%Y-%m-%d %H:%M -03:30'"]),
    st.sampled_from(["", "\n", "  # a comment"]),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "UTC", "+05:45"]),
    st.integers(-10_000, 10_000),
)
def test_moments_are_what_arithmetic_says(
    moment: datetime, form: str, rest: str, zone: str, minutes: int
) -> None:
    by = timedelta(minutes=minutes)
    text = f"a: 1\ndate: {moment.strftime(form)}{rest}\nb: 2\n"
    old = moment_of(text)
    assert moment_of(shifted(text, "date", by, SHANGHAI)) == old + by
    there = zoned(text, "date", zone_named(zone), Keep.MOMENT, SHANGHAI)
    assert moment_of(there) == old
    assert [line for line in there.split("\n") if not line.startswith("date")] == [
        line for line in text.split("\n") if not line.startswith("date")
    ]


@pytest.mark.parametrize(
    ("date", "by", "fault"),
    [
        ("2022-01-11", HOUR, BulkFault.NO_TIME),
        ("11 January 2022", DAY, BulkFault.DATE_FORM),
        ("1641895751", DAY, BulkFault.DATE_FORM),
        ("2022-02-30", DAY, BulkFault.DATE_FORM),
        ("9999-12-31", DAY, BulkFault.OUT_OF_RANGE),
        ("", DAY, BulkFault.NO_DATE),
        ("[2022-01-11]", DAY, BulkFault.DATE_FORM),
    ],
)
def test_what_cannot_be_moved_in_place_is_refused(
    date: str, by: timedelta, fault: BulkFault
) -> None:
    with pytest.raises(BulkError) as raised:
        shifted(f"date: {date}\n", "date", by, SHANGHAI)
    assert raised.value.fault is fault


def test_a_zone_needs_a_time() -> None:
    with pytest.raises(BulkError) as raised:
        zoned("date: 2022-01-11\n", "date", UTC, Keep.CLOCK, SHANGHAI)
    assert raised.value.fault is BulkFault.NO_TIME


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "+25:00", "Asia"])
def test_no_zone_is_guessed(name: str) -> None:
    with pytest.raises(BulkError) as raised:
        zone_named(name)
    assert raised.value.fault is BulkFault.BAD_ZONE
