"""What `is:` and `has:` mean to the database, and how library and file relate."""

from datetime import datetime
from typing import Any as Anything

from sqlalchemy import ColumnElement, and_, case, exists, literal_column, not_, or_, select, true

from curator.domain.post import Problem, Status, SyncState
from curator.storage.instants import to_seconds
from curator.storage.placing import EDITED, MISSING
from curator.storage.tables import duplicates, placements, posts

Condition = ColumnElement[bool]

# Conditions of partial indexes hold no parameters: a database compares them as they are written.
_NOTHING: ColumnElement[str] = literal_column("''")
_TROUBLED = posts.c.problems != _NOTHING
LOOSE = posts.c.loose.is_(true())
"""The post lies in no site."""
_DRAFT = placements.c.draft.is_(true())
_APART = placements.c.apart.is_(true())
_SEEN = placements.c.outside != _NOTHING
_EDITED_OUTSIDE = and_(_SEEN, placements.c.outside == EDITED)
_MISSING = and_(_SEEN, placements.c.outside == MISSING)


def state(name: str, now: datetime) -> Condition:
    """Return the condition that a word behind `is:` stands for."""
    if name == "future":
        return and_(posts.c.date.is_not(None), posts.c.date > to_seconds(now))
    return _STATES[name]


def sync_state() -> ColumnElement[Anything]:
    """Return how library and file relate as far as is known without looking, as a column."""
    placed = placements.c.post_id == posts.c.id

    def any_(where: Condition) -> Condition:
        return exists().where(placed, where)

    return case(
        (LOOSE, SyncState.NEW.value),
        # Most posts are settled here.
        (not_(any_(or_(_APART, _SEEN))), SyncState.SAME.value),
        (any_(and_(_APART, _EDITED_OUTSIDE)), SyncState.CONFLICT.value),
        (any_(_MISSING), SyncState.MISSING.value),
        (any_(_EDITED_OUTSIDE), SyncState.EDITED_OUTSIDE.value),
        else_=SyncState.EDITED_HERE.value,
    )


def _placed(where: Condition) -> Condition:
    return posts.c.id.in_(select(placements.c.post_id).where(where))


def _twice() -> Condition:
    """Return the condition that a post is a duplicate of one that does not lie in the trash."""
    other = posts.alias("other")
    found = select(duplicates.c.post_id).join(other, other.c.id == duplicates.c.other_id)
    return posts.c.id.in_(found.where(other.c.status != Status.TRASH.value))


_STATES: dict[str, Condition] = {
    "draft": _placed(_DRAFT),
    "hidden": posts.c.hidden.is_(true()),
    "edited": _placed(_APART),
    "outside": _placed(_EDITED_OUTSIDE),
    "missing": _placed(_MISSING),
    "conflict": _placed(and_(_APART, _EDITED_OUTSIDE)),
    "new": LOOSE,
    "duplicate": _twice(),
    # Nearly all posts have no problems: they are passed over before any code is looked for.
    "broken": and_(
        _TROUBLED,
        or_(*(posts.c.problems.contains(one.value) for one in Problem if one.serious)),
    ),
    "untagged": posts.c.tags == _NOTHING,
}

HAS_CONDITIONS: dict[str, Condition] = {
    # What was not looked at yet has none, as far as is known.
    "image": and_(posts.c.image.is_not(None), posts.c.image == true()),
    "link": and_(posts.c.link.is_not(None), posts.c.link == true()),
    "problem": _TROUBLED,
    "conflict": _STATES["conflict"],
    "duplicate": _STATES["duplicate"],
}
"""The condition that each word behind `has:` stands for."""
