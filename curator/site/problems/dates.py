"""Dates that Jekyll reads otherwise than they look (jekyll.md §2, §3)."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from curator.domain.post import Problem
from curator.domain.problems import Finding, SetRaw, SetValue, Severity, Step, Unset
from curator.formats.front_matter import Entry, Style
from curator.site.filenames import PathKind, is_post_name
from curator.site.habits import Habits
from curator.site.moments import read_moment
from curator.site.problems.inspection import Inspection
from curator.site.problems.names import renamed

_CLOCK = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_ENDS_WITH_CLOCK = re.compile(r"(?<![\d:+-])\d{1,2}:\d\d(?::\d\d(?:[.,]\d*)?)?\Z", re.ASCII)
"""A time without a zone; that of an offset, as in `-04:00`, is none."""
_WITHOUT_OFFSET = re.compile(
    r"(\d{4}[-/]\d{1,2}[-/]\d{1,2})([T ]+)(\d{1,2}:\d{2})(:\d{2})?(\.\d+)?", re.ASCII
)
_DAY = re.compile(r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", re.ASCII)
_LETTERS = re.compile(r"(?<![A-Za-z])(?!UTC|GMT|UT\b|AM\b|PM\b)([A-Z]{2,5})\s*\Z")
_OFFSET_ALONE = re.compile(r"[+-]\d\d:?\d\d", re.ASCII)


def dates(post: Inspection) -> Iterator[Finding]:
    """Report what is wrong with the date in the front matter, or with there being none."""
    problems = post.facts.problems
    entry = post.front.entry("date")
    if Problem.BAD_DATE in problems:
        if not _passed_over(post):
            yield _bad(post, entry)
        return
    if Problem.NO_DATE in problems:
        yield post.found(Problem.NO_DATE, None)
    stated: tuple[Step, ...] = ()
    if entry is not None:
        bare = _bare(entry)
        yield from _odd_day(post, entry, bare)
        if isinstance(entry.value, datetime | str) and _ENDS_WITH_CLOCK.search(bare):
            stated = _offset_added(entry, bare, _meant_zone(post, entry), post.context.habits)
            yield _naive(post, entry, stated)
        elif letters := _misleading(post, entry, bare):
            stated = _letters_replaced(entry, bare, letters, post.context.zone, post.context.habits)
            yield post.found_at(Problem.ZONE_NAME, entry, *stated, zone=letters)
    if post.facts.date is not None:
        yield from _by_build(post, entry, stated)


def other_dates(post: Inspection) -> Iterator[Finding]:
    """Report a date of last change without an offset."""
    entry = post.front.entry("last_modified_at")
    if entry is None or not isinstance(entry.value, datetime):
        return
    bare = _bare(entry)
    if _ENDS_WITH_CLOCK.search(bare):
        steps = _offset_added(entry, bare, post.context.zone, post.context.habits)
        yield _naive(post, entry, steps, severity=Severity.NOTE)


def _bare(entry: Entry) -> str:
    """Return a date as written, without quotes."""
    return entry.raw.strip().strip("'\"").strip()


def _passed_over(post: Inspection) -> bool:
    """Tell whether Jekyll drops the file for its name, before it would read any date."""
    if post.path is None or post.place.kind is not PathKind.POSTS:
        return False
    return not is_post_name(post.path.rpartition("/")[2])


def _bad(post: Inspection, entry: Entry | None) -> Finding:
    if entry is None:
        return post.found(Problem.BAD_DATE, None, value=post.place.date_text)
    bare = _bare(entry)
    steps: list[Step] = []
    named = bool(post.place.date_text) and post.place.date is not None
    # The name's day then counts; an offset alone says no more than nothing.
    if named and not entry.shared and (not bare or _OFFSET_ALONE.fullmatch(bare)):
        steps.append(Unset(entry.key))
    return post.found_at(Problem.BAD_DATE, entry, *steps, value=entry.raw.strip())


def _naive(
    post: Inspection, entry: Entry, steps: tuple[Step, ...], severity: Severity | None = None
) -> Finding:
    utc = isinstance(entry.value, datetime)
    if severity is None and not utc:
        severity = Severity.NOTE
    return post.found_at(
        Problem.NAIVE_DATE,
        entry,
        *steps,
        severity=severity,
        reading="utc" if utc else "local",
        value=entry.raw.strip(),
    )


def _odd_day(post: Inspection, entry: Entry, bare: str) -> Iterator[Finding]:
    """Report 30 February, which Ruby takes for 2 March."""
    written = _DAY.match(bare)
    if written is None or post.facts.date is None:
        return
    year, month, day = (int(part) for part in written.groups())
    try:
        date(year, month, day)
    except ValueError:
        becomes = post.facts.date.date().isoformat()
        yield post.found_at(Problem.IMPOSSIBLE_DAY, entry, day=written[0].strip(), becomes=becomes)


def _meant_zone(post: Inspection, entry: Entry) -> tzinfo:
    """Return the zone that a naive time is most likely written in: the build's, as editors think.

    Where the file is named for the day of the reading as UTC, though, UTC is meant.
    """
    named, moment = post.place.date, post.facts.date
    if post.place.kind is not PathKind.POSTS or not isinstance(entry.value, datetime):
        return post.context.zone
    as_utc = moment is not None and named == moment.date() != _wall_day(entry.raw)
    return UTC if as_utc else post.context.zone


def _misleading(post: Inspection, entry: Entry, bare: str) -> str:
    """Return `CST` and its kin: six hours behind UTC to Ruby, eight ahead to the editor; or ''."""
    letters = _LETTERS.search(bare)
    if letters is None or not isinstance(entry.value, str) or not _CLOCK.search(bare):
        return ""
    local = read_moment(bare[: letters.start()].rstrip(), post.context.zone)
    meant = local is not None and local.tzname() == letters[1] and local == post.facts.date
    return "" if meant else letters[1]


def _letters_replaced(
    entry: Entry, bare: str, letters: str, zone: tzinfo, habits: Habits | None
) -> tuple[Step, ...]:
    """Return the step that states the offset of the build's zone, if that is what it is called."""
    time = bare.removesuffix(letters).rstrip()
    local = read_moment(time, zone)
    if local is None or local.tzname() != letters:
        return ()
    return _offset_added(entry, time, zone, habits)


def _by_build(post: Inspection, entry: Entry | None, stated: tuple[Step, ...]) -> Iterator[Finding]:
    moment = post.facts.date
    assert moment is not None
    context, place = post.context, post.place
    kind = place.kind
    if (
        kind is PathKind.POSTS
        and entry is not None
        and place.date is not None
        and place.date != moment.date()
    ):
        steps, path = stated, None
        if not (stated and _wall_day(entry.raw) == place.date):
            steps, path = (), renamed(post, moment.date())
        yield post.found_at(
            Problem.DAY_MISMATCH,
            entry,
            *steps,
            path=path,
            name=place.date.isoformat(),
            date=moment.date().isoformat(),
        )
    if post.path is None or kind in {PathKind.POSTS, PathKind.DRAFTS}:
        published = post.values.get("published", True)
        hidden = published is None or published is False
        if moment > context.now and not context.future and not hidden:
            until = f"{moment:%Y-%m-%d %H:%M}"
            if entry is None:
                yield post.found(Problem.FUTURE_DATE, None, until=until)
            else:
                yield post.found_at(Problem.FUTURE_DATE, entry, until=until)
    if not context.zone_configured and entry is not None and isinstance(entry.value, datetime):
        utc = moment.astimezone(UTC).date()
        if utc != moment.date():
            here = moment.date().isoformat()
            yield post.found_at(Problem.UTC_DAY, entry, local=here, utc=utc.isoformat())


def _wall_day(raw: str) -> date | None:
    """Return the day that is written, whatever zone it is meant in."""
    written = _DAY.match(raw.strip().strip("'\""))
    if written is None:
        return None
    try:
        year, month, day = (int(part) for part in written.groups())
        return date(year, month, 1) + timedelta(days=day - 1)
    except (ValueError, OverflowError):
        return None


def _offset_added(entry: Entry, bare: str, zone: tzinfo, habits: Habits | None) -> tuple[Step, ...]:
    """Return the step that states the offset which the written time has in the build's zone.

    The zone may have changed its clocks since, so the offset is that of the very day.
    """
    if entry.shared:
        return ()
    written = _WITHOUT_OFFSET.fullmatch(bare)
    if written is None:
        return ()
    day, gap, clock, seconds, fraction = written.groups(default="")
    seconds = seconds or ":00"
    local = read_moment(f"{day} {clock}{seconds}", zone)
    offset = None if local is None else local.utcoffset()
    if local is None or offset is None or offset % timedelta(minutes=1):
        return ()
    time = f"{clock}{seconds}"
    if not f"{local:%H:%M:%S}".endswith(time):  # clocks that are put forward skip an hour
        day, time = f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}"
    stated = (habits or Habits()).write_date(local)[19:]
    text = f"{day}{gap}{time}{fraction}{stated.lstrip() if 'T' in gap else stated}"
    if entry.style in {Style.SINGLE, Style.DOUBLE}:
        return (SetValue(entry.key, text),)
    return (SetRaw(entry.key, text),) if entry.style is Style.PLAIN else ()
