"""What `is:` and `has:` mean to the database, and how library and file relate."""

from collections.abc import Callable
from datetime import datetime
from typing import Any as Anything

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    case,
    exists,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from curator.domain.post import Problem, Status, SyncState
from curator.storage.instants import to_seconds
from curator.storage.membership import Membership, of_own_row
from curator.storage.placing import EDITED, MISSING
from curator.storage.tables import duplicates, placements, posts

Condition = ColumnElement[bool]

# Conditions of partial indexes hold no parameters: a database compares them as they are written.
_NOTHING: ColumnElement[str] = literal_column("''")
_DRAFT = placements.c.draft.is_(true())
_APART = placements.c.apart.is_(true())
_SEEN = placements.c.outside != _NOTHING
_EDITED_OUTSIDE = and_(_SEEN, placements.c.outside == EDITED)
_MISSING = and_(_SEEN, placements.c.outside == MISSING)


def state(name: str, now: datetime, among: Membership) -> Condition:
    """Return the condition that a word behind `is:` stands for."""
    if name == "future":
        return and_(posts.c.date.is_not(None), posts.c.date > to_seconds(now))
    if name in _OWN:
        return of_own_row(_OWN[name], among)
    if name == "duplicate":
        return _twice(among)
    return among(select(placements.c.post_id).where(_PLACED[name]))


def trait(name: str, among: Membership) -> Condition:
    """Return the condition that a word behind `has:` stands for."""
    if name == "duplicate":
        return _twice(among)
    if name == "conflict":
        return among(select(placements.c.post_id).where(_PLACED[name]))
    if name == "problem":
        return of_own_row(_troubled, among)
    # What was not looked at yet has none, as far as is known.
    column = {"image": posts.c.image, "link": posts.c.link}[name]
    return and_(column.is_not(None), column == true())


def sync_state() -> ColumnElement[Anything]:
    """Return how library and file relate as far as is known without looking, as a column."""
    placed = placements.c.post_id == posts.c.id

    def any_(where: Condition) -> Condition:
        return exists().where(placed, where)

    return case(
        (loose(posts), SyncState.NEW.value),
        # Most posts are settled here.
        (not_(any_(or_(_APART, _SEEN))), SyncState.SAME.value),
        (any_(and_(_APART, _EDITED_OUTSIDE)), SyncState.CONFLICT.value),
        (any_(_MISSING), SyncState.MISSING.value),
        (any_(_EDITED_OUTSIDE), SyncState.EDITED_OUTSIDE.value),
        else_=SyncState.EDITED_HERE.value,
    )


def _twice(among: Membership) -> Condition:
    """Return the condition that a post is a duplicate of one that does not lie in the trash."""
    other = posts.alias("other")
    found = select(duplicates.c.post_id).join(other, other.c.id == duplicates.c.other_id)
    return among(found.where(other.c.status != Status.TRASH.value))


_PLACED: dict[str, Condition] = {
    "draft": _DRAFT,
    "edited": _APART,
    "outside": _EDITED_OUTSIDE,
    "missing": _MISSING,
    "conflict": and_(_APART, _EDITED_OUTSIDE),
}
"""What is said of a post's place in a site."""


def loose(table: FromClause) -> Condition:
    """Return the condition that a post lies in no site."""
    return table.c.loose.is_(true())


def _troubled(table: FromClause) -> Condition:
    return table.c.problems != _NOTHING


def _broken(table: FromClause) -> Condition:
    # Nearly all posts have no problems: they are passed over before any code is looked for.
    serious = (table.c.problems.contains(one.value) for one in Problem if one.serious)
    return and_(_troubled(table), or_(*serious))


_OWN: dict[str, Callable[[FromClause], Condition]] = {
    "hidden": lambda table: table.c.hidden.is_(true()),
    "new": loose,
    "broken": _broken,
    "untagged": lambda table: table.c.tags == _NOTHING,
}
"""What is said in a post's own row."""
