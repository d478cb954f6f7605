"""Dates as pages write them, in the languages and forms of news sites.

A moment without an offset stays without one: which zone a page means is not for this module to guess.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar januari janvier janv enero ene gennaio gen janeiro января",
            "february feb februar februari février fevrier févr febrero febbraio fevereiro февраля",
            "march mar märz maerz mars marzo março marco maart mrt марта",
            "april apr avril avr abril abr aprile апреля",
            "may mai mayo maggio maio mei мая",
            "june jun juni juin junio giugno junho июня",
            "july jul juli juillet juil julio luglio julho июля",
            "august aug août aout agosto ago augustus августа",
            "september sep sept septembre septiembre settembre setembro сентября",
            "october oct oktober okt octobre octubre ottobre outubro октября",
            "november nov novembre noviembre novembro ноября",
            "december dec dezember dez décembre decembre déc diciembre dicembre dezembro декабря",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = r"(?:[\sT日,at·|-]{0,6}(?P<hour>\d{1,2})[:时時](?P<minute>\d{2})(?:[:分](?P<second>\d{2}))?(?:[.,]\d+)?)?"
_ZONE = r"\s*(?P<zone>Z\b|UTC|GMT|[+-]\d{2}:?\d{2}\b)?"
_NUMBERS = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)"
    + _TIME
    + _ZONE
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:\.|er|st|nd|rd|th)?\s+(?:de\s+)?(?P<name>[^\W\d]{3,10})\.?,?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)"
    + r"(?:\s*(?:,|um|à|at|-|–)?\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d{2}))?"
)
_MONTH_FIRST = re.compile(
    r"\b(?P<name>[^\W\d]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    + r"(?:\s*(?:,|at|-|–)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})\s*(?P<half>[AaPp]\.?[Mm]\b)?)?"
)
_DOTTED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)"
    + r"(?:[\s,|–-]{0,4}(?P<hour>\d{1,2})[:.](?P<minute>\d{2}))?"
)
_LONGEST = 400


def moment(text: str) -> datetime | None:
    """Return the first moment that a short text names; without an offset where it names none."""
    text = " ".join(text[:_LONGEST].split())
    if not text:
        return None
    if re.match(r"[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} \d\d:", text):
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return None
    for pattern in (_NUMBERS, _DAY_FIRST, _MONTH_FIRST, _DOTTED):
        found = pattern.search(text)
        if found is not None and (read := _read(found.groupdict(""))) is not None:
            return read
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):  # seconds or milliseconds since 1970
        return datetime.fromtimestamp(int(text[:10]), UTC)
    return None


def in_zone(moment: datetime, zone: str) -> datetime:
    """Return a moment with the offset `zone` (`+0800`) where it has none."""
    if moment.tzinfo is not None or not zone:
        return moment
    return moment.replace(tzinfo=_offset(zone))


def _read(parts: dict[str, str]) -> datetime | None:
    month = parts.get("month") or _MONTHS.get(parts.get("name", "").lower().rstrip("."), 0)
    hour = int(parts.get("hour") or 0)
    half = parts.get("half", "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        read = datetime(  # noqa: DTZ001  the zone, where there is one, follows below
            int(parts["year"]),
            int(month),
            int(parts["day"]),
            hour,
            int(parts.get("minute") or 0),
            int(parts.get("second") or 0),
        )
        zone = parts.get("zone", "")
        return read.replace(tzinfo=_offset(zone)) if zone else read
    except ValueError:
        return None


def _offset(zone: str) -> timezone:
    if zone in {"Z", "UTC", "GMT"}:
        return UTC
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
    return timezone(-offset if zone[0] == "-" else offset)
