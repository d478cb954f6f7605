"""What a query means to the database: conditions on posts.

With `pragmas`, the only module that may use what one kind of database has. Words are looked for in
a folded column of title, terms and path; the bodies' index comes with its own issue.
"""

from datetime import datetime
from typing import Any as Anything

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from curator.domain.post import Problem, SyncState, TermKind
from curator.domain.query import All, Days, Field, Node, Not, Term
from curator.domain.text import fold
from curator.storage.instants import midnight, to_milliseconds, to_seconds
from curator.storage.tables import placements, post_terms, posts, sites, terms

Condition = ColumnElement[bool]


def condition(node: Node, now: datetime) -> Condition:
    """Return the condition on `posts` that a query stands for."""
    if isinstance(node, Term):
        return _term(node, now)
    if isinstance(node, Days):
        return _days(node)
    if isinstance(node, Not):
        return not_(condition(node.node, now))
    parts = [condition(part, now) for part in node.nodes]
    if isinstance(node, All):
        return and_(true(), *parts)
    return or_(false(), *parts)


def contains(column: ColumnElement[str], text: str) -> Condition:
    """Return the condition that folded `text` stands in a folded column."""
    return column.contains(fold(text), autoescape=True)


def _term(term: Term, now: datetime) -> Condition:
    value = term.value
    match term.field:
        case Field.ANY:
            return contains(posts.c.folded, value)
        case Field.TITLE:
            # The folded column begins with the title, so it decides quickly that a title cannot fit.
            return and_(contains(posts.c.folded, value), contains(func.lower(posts.c.title), value))
        case Field.TAG | Field.CATEGORY:
            return _has_term(TermKind(term.field.value), value)
        case Field.STATUS:
            return posts.c.status == value
        case Field.SOURCE:
            return contains(func.lower(posts.c.source), value)
        case Field.LAYOUT:
            return posts.c.layout == value
        case Field.SITE:
            return _placed(or_(contains(sites.c.title, value), contains(sites.c.root, value)))
        case Field.PATH:
            return or_(
                _placed(contains(func.lower(placements.c.path), value)),
                and_(not_(_placed(true())), contains(func.lower(posts.c.name), value)),
            )
        case Field.HAS:
            return {"problem": posts.c.problems != "", "conflict": false()}[value]
        case Field.IS:
            return _states(now)[value]
        case _:
            raise AssertionError(term.field)


def _states(now: datetime) -> dict[str, Condition]:
    serious = [problem for problem in Problem if problem.serious]
    return {
        "draft": _placed(placements.c.path.contains("_drafts/")),
        "future": posts.c.date > to_seconds(now),
        "edited": sync_state() == SyncState.EDITED_HERE.value,
        "new": sync_state() == SyncState.NEW.value,
        "conflict": false(),
        # Nearly all posts have no problems: they are passed over before any code is looked for.
        "broken": and_(
            posts.c.problems != "",
            or_(*(posts.c.problems.contains(problem.value) for problem in serious)),
        ),
        "untagged": posts.c.tags == "",
    }


def sync_state() -> ColumnElement[Anything]:
    """Return the state that the library knows without looking at files, as a column."""
    placed = placements.c.post_id == posts.c.id
    apart = placed & (placements.c.base_id.is_(None) | (placements.c.base_id != posts.c.blob_id))
    return case(
        (not_(exists().where(placed)), SyncState.NEW.value),
        (exists().where(apart), SyncState.EDITED_HERE.value),
        else_=SyncState.SAME.value,
    )


def _has_term(kind: TermKind, name: str) -> Condition:
    wanted = select(post_terms.c.post_id).join(terms, terms.c.id == post_terms.c.term_id)
    return posts.c.id.in_(wanted.where(terms.c.kind == kind, terms.c.name == name))


def _placed(where: Condition) -> Condition:
    found = select(placements.c.post_id).join(sites, sites.c.id == placements.c.site_id)
    return posts.c.id.in_(found.where(where))


def _days(days: Days) -> Condition:
    # A post's day is the one that its site tells, as in its address.
    column = (
        posts.c.date + func.coalesce(posts.c.offset, 0)
        if days.field is Field.DATE
        else posts.c.added
    )
    unit = to_seconds if days.field is Field.DATE else to_milliseconds
    parts: list[Condition] = []
    if days.first is not None:
        parts.append(column >= unit(midnight(days.first)))
    if days.end is not None:
        parts.append(column < unit(midnight(days.end)))
    return and_(true(), *parts)
