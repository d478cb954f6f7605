"""What could stand where somebody types a query: fields, keys, and the values of either.

Reads text that is not finished, and often no query yet. What values there are is told by the caller.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from curator.domain.query import ALIASES, HAS, IS, Field
from curator.domain.query_parsing import ALLOWED
from curator.domain.query_text import quoted, quoted_name
from curator.domain.query_tokens import COLONS, EQUALS, MINUS, OPENING, QUOTES, ends
from curator.domain.text import fold


class About(StrEnum):
    """What an offer is, besides the fields and the words of `is:`, which are explained one by one."""

    FIELD = "field"
    STATE = "state"
    TRAIT = "trait"
    STATUS = "status"
    KEY = "key"
    VALUE = "value"
    DAY = "day"
    SINCE = "since"
    MONTH = "month"
    YEAR = "year"
    FROM_ON = "from-on"
    UP_TO = "up-to"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word is being typed, and what it belongs to."""

    start: int
    end: int
    """What an offer replaces."""
    field: str
    """The field or the folded key whose value is typed; empty where either may be named."""
    typed: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What could stand at a spot; `final` where nothing more belongs to it."""

    text: str
    about: About
    final: bool = True


def spot(text: str, cursor: int) -> Spot | None:
    """Return where the word at the cursor stands, None where a phrase is typed that names no field."""
    at = 0
    while at <= cursor:
        while at < cursor and (text[at].isspace() or text[at] in OPENING or text[at] == ")"):
            at += 1
        if at < len(text) and text[at] in MINUS and at < cursor:
            at += 1
        end = _end_of_word(text, at)
        if cursor <= end or at >= cursor:
            return _spot(text, at, max(end, cursor), cursor)
        at = max(end, at + 1)
    return None


def _end_of_word(text: str, start: int) -> int:
    """Return the end of a word, with what is quoted in it; a quote that nothing closes takes the rest."""
    at = start
    while at < len(text):
        if text[at] in QUOTES:
            closers = QUOTES[text[at]]
            at += 1
            while at < len(text) and text[at] not in closers:
                at += 2 if text[at] == "\\" else 1
            at = min(at + 1, len(text))
            if text[at : at + 1] not in COLONS:
                return at
        elif ends(text[at]):
            return at
        else:
            at += 1
    return at


def _spot(text: str, start: int, end: int, cursor: int) -> Spot | None:
    colon = _colon(text, start, end)
    if colon < 0 or colon >= cursor:
        if text[start : start + 1] in QUOTES:
            return None
        return Spot(start, end, "", text[start:cursor])
    name = fold(text[start:colon].strip("".join(QUOTES)))
    field = ALIASES[name].value if name in ALIASES else name
    value = colon + 1
    if text[value : value + 1] in EQUALS and value < cursor:
        value += 1
    typed = text[value:cursor]
    return Spot(value, end, field, typed[1:] if typed[:1] in QUOTES else typed)


def _colon(text: str, start: int, end: int) -> int:
    """Return where the colon of a field stands, -1 where there is none."""
    at = start
    if text[start : start + 1] in QUOTES:
        at = _end_of_word(text, start)
        closers = QUOTES[text[start]]
        at = next((i + 1 for i in range(start + 1, at) if text[i] in closers), end)
        return at if text[at : at + 1] in COLONS and at < end else -1
    return next((i for i in range(at, end) if text[i] in COLONS), -1)


def offers(
    at: Spot, known: Mapping[str, Sequence[str]], keys: Collection[str], today: date
) -> list[Offer]:
    """Return what fits what is typed, the likeliest first.

    `known` holds the values there are by field or folded key, `keys` those of front matter.
    """
    if not at.field:
        return _names(at.typed, keys)
    if at.field in {Field.DATE.value, Field.ADDED.value}:
        return [offer for offer in _days(today) if _fits(at.typed, offer.text)]
    about = {"is": About.STATE, "has": About.TRAIT, "status": About.STATUS}.get(
        at.field, About.VALUE
    )
    allowed = next((words for field, words in ALLOWED.items() if field.value == at.field), None)
    words = sorted(allowed) if allowed is not None else known.get(at.field, ())
    return [Offer(quoted(word), about) for word in _ranked(at.typed, words)]


def _names(typed: str, keys: Collection[str]) -> list[Offer]:
    fields = [field.value for field in Field if field.value]
    found = [Offer(f"{name}:", About.FIELD, final=False) for name in _ranked(typed, fields)]
    if typed:
        # `draft` finds `is:draft` for those who do not know where it belongs.
        found += [Offer(f"is:{word}", About.STATE) for word in _ranked(typed, sorted(IS))]
        found += [Offer(f"has:{word}", About.TRAIT) for word in _ranked(typed, sorted(HAS))]
    named = [key for key in sorted(keys) if key not in {*fields, *ALIASES}]
    return found + [
        Offer(f"{quoted_name(key)}:", About.KEY, final=False) for key in _ranked(typed, named)
    ]


def _days(today: date) -> list[Offer]:
    month, year = f"{today:%Y-%m}", f"{today.year:04}"
    return [
        Offer("today", About.DAY),
        Offer("yesterday", About.DAY),
        Offer("7d", About.SINCE),
        Offer("30d", About.SINCE),
        Offer("1y", About.SINCE),
        Offer(month, About.MONTH),
        Offer(year, About.YEAR),
        Offer(today.isoformat(), About.DAY),
        Offer(f"{month}..", About.FROM_ON),
        Offer(f"..{month}", About.UP_TO),
        Offer(f"{year}-01..{month}", About.SPAN),
    ]


def _fits(typed: str, text: str) -> bool:
    return text.startswith(typed.lower())


def _ranked(typed: str, words: Sequence[str]) -> list[str]:
    """Return the words that begin with what is typed, then those that contain it."""
    if not typed:
        return list(words)
    wanted = fold(typed)
    folded = [(fold(word), word) for word in words]
    begin = [word for key, word in folded if key.startswith(wanted)]
    return begin + [word for key, word in folded if wanted in key and not key.startswith(wanted)]
