"""Dates in text mean what Ruby's `Time.parse` makes of them."""

import math
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.site.moments import read_moment, rewritten, utc_day_differs
from curator.site.zones import MACHINE_ZONE, build_zone

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = ["Jan", "feb", "March", "APR", "May", "june", "Jul", "Aug", "Sept", "oct", "December"]
ZONES = [
    *("+0800", "+08:00", "+8", "+08", "-0500", " +0800", " -05:30", " Z", "Z", " UTC", " CST"),
    *(" GMT+8", " EST", " Asia/Shanghai", " EDT", " J", " A", "", "", ""),
]
ODD = [
    *("2022-011", "--01-11", "H30.1.2", "'22", "2022", "11th", "jan", "R4.1.11", "2022-01"),
    *("2022年1月11日", "2022-W01-2", "１２", "--0111", "", " ", "3 BC", "2022-01-11 10am", "noon"),
    *("2022-01-11 18", "11 Jan", "Jan 2022", "20220111T180911Z", "20220111T1809+0800", "220111"),
    *(
        "2022-01-11 18:09:11 +99:99",
        "2022-01-11 18:09:11 -2359",
        "x" * 129,
        "2022-01-11" + " " * 130,
    ),
    *("Sat Aug 28 02:55:50 2022", "2022.01.11", "1/2/2022", "2022/1", "12:30", "12:30 2022-01-11"),
]
# Before 1900 offsets have seconds, and some of Debian's tables differ from Python's.
EARLIEST = datetime(1902, 1, 1, tzinfo=UTC).timestamp()
LATEST = datetime(2037, 12, 31, tzinfo=UTC).timestamp()


def number(rng: random.Random) -> str:
    value = rng.choice([rng.randint(0, 13), rng.randint(0, 35), rng.randint(1900, 2030)])
    return str(value).zfill(rng.choice([1, 2, 2, 2, 4]))


def day(rng: random.Random) -> str:
    form = rng.randint(0, 5)
    if form <= 1:
        month, day_ = rng.randint(0, 13), rng.randint(0, 32)
        return f"{rng.randint(1960, 2036)}-{month:0{rng.choice([1, 2])}}-{day_:02}"
    if form == 2:
        sign = rng.choice(["-", "/", ".", " ", "年"])
        return sign.join(number(rng) for _ in range(3))
    if form == 3:
        return f"{rng.choice(['', 'Mon, '])}{number(rng)} {rng.choice(MONTHS)} {number(rng)}"
    if form == 4:
        return f"{rng.choice(MONTHS)} {number(rng)}{rng.choice(['', 'th', ','])} {number(rng)}"
    return "".join(rng.choices("0123456789", k=rng.choice([4, 6, 8, 10, 12, 14])))


def clock(rng: random.Random) -> str:
    hour, minute, second = rng.randint(0, 24), rng.randint(0, 60), rng.randint(0, 61)
    form = rng.choice(
        ["{:02}:{:02}:{:02}", "{}:{:02}", "{:02}:{:02}:{:02}.25", "{}h{:02}m", "{:02}{:02}"]
    )
    return rng.choice("T   ") + form.format(hour, minute, second) + rng.choice(ZONES)


def made_up() -> list[str]:
    rng = random.Random(1911)
    days = [day(rng) for _ in range(4000)]
    return [*ODD, *(one + clock(rng) if rng.random() < 0.6 else one for one in days)]


@pytest.mark.jekyll
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_texts_are_read_as_ruby_reads_them(ask_jekyll: Callable[..., Any], zone: str) -> None:
    asked = made_up()
    answers = ask_jekyll("times", zone=zone, texts=asked)
    compared = 0
    for text, expected in zip(asked, answers, strict=True):
        moment = read_moment(text, ZoneInfo(zone))
        if expected in (None, "now"):
            assert moment is None, text
        elif EARLIEST < expected < LATEST:
            compared += 1
            assert moment is not None, text
            assert math.floor(moment.timestamp()) == expected, text
    assert compared > 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:30", "2022-06-02T10:30:00+08:00"),
        ("10:30 UTC", "2022-06-01T18:30:00+08:00"),
        ("11th", "2022-06-11T00:00:00+08:00"),
        ("Jan 5", "2022-01-05T00:00:00+08:00"),
        ("Jan 5 10:30", "2022-01-05T10:30:00+08:00"),
        ("123", "2022-05-03T00:00:00+08:00"),
    ],
)
def test_what_a_text_leaves_out_is_taken_from_today(text: str, expected: str) -> None:
    today = datetime(2022, 6, 1, 20, 15, 30, tzinfo=UTC)
    moment = read_moment(text, SHANGHAI, today)
    assert moment is not None
    assert moment.isoformat() == expected
    assert read_moment(text, SHANGHAI) is None


def test_of_a_local_time_that_comes_twice_the_second_is_meant() -> None:
    moment = read_moment("2022-11-06 01:30", ZoneInfo("America/New_York"))
    assert moment is not None
    assert moment.isoformat() == "2022-11-06T01:30:00-05:00"


def test_offsets_with_seconds_lose_them_whenever_a_date_is_written() -> None:
    moment = read_moment("1850-01-01", SHANGHAI)
    assert moment is not None
    assert rewritten(moment, SHANGHAI, 2) - moment == timedelta(seconds=86)
    late = read_moment("2022-01-01", SHANGHAI)
    assert late is not None
    assert rewritten(late, SHANGHAI, 2) == late


@given(st.datetimes(datetime.fromisoformat("0002-01-01"), datetime.fromisoformat("9998-01-01")))
def test_the_day_in_utc(local: datetime) -> None:
    for zone in (SHANGHAI, ZoneInfo("America/New_York"), UTC):
        moment = local.replace(tzinfo=zone)
        assert utc_day_differs(moment) == (moment.astimezone(UTC).date() != moment.date())


def test_a_local_time_that_a_clock_change_skips_is_an_hour_later() -> None:
    moment = read_moment("2022-03-13 02:30", ZoneInfo("America/New_York"))
    assert moment is not None
    assert moment.isoformat() == "2022-03-13T03:30:00-04:00"


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("Asia/Shanghai", 8),
        ("CST-8", 8),
        ("UTC+3", -3),
        ("<+08>-8", 8),
        ("No/Such", 0),
        ("", 0),
        ("../etc", 0),
    ],
)
def test_zones_are_those_of_the_c_library(name: str, hours: float) -> None:
    moment = datetime(2022, 1, 11, tzinfo=build_zone(name))
    offset = moment.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == hours * 3600


@given(st.integers(0, 2_100_000_000))
def test_the_machines_zone_agrees_with_its_clock(seconds: int) -> None:
    instant = datetime.fromtimestamp(seconds, UTC)
    local = instant.astimezone(MACHINE_ZONE)
    assert local.utcoffset() == instant.astimezone().utcoffset()
    assert local == instant


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    moment = read_moment(text, SHANGHAI)
    assert moment is None or moment.tzinfo is SHANGHAI
