"""What a query means to the database: conditions on posts.

Every condition but that on words names an index, or a table that holds a row only for what is rare:
what few posts meet is found without looking at the others. Words are looked for in a folded column of
title, terms and path; the bodies' index comes with its own issue.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, exists, false, func, not_, or_, select, true

from curator.domain.post import Status
from curator.domain.query import All, Days, Field, Key, Match, Node, Not, Term
from curator.domain.text import fold, value_key
from curator.storage import text_index
from curator.storage.distinct import distinct
from curator.storage.folding import begins, contains, folded
from curator.storage.instants import midnight, to_milliseconds, to_seconds
from curator.storage.membership import Membership, looked_up, of_own_row
from curator.storage.search_states import loose, state, sync_state, trait
from curator.storage.tables import placements, post_keys, post_terms, posts, sites, terms

__all__ = ["Condition", "condition", "contains", "sync_state"]

Condition = ColumnElement[bool]

_DAY = 24 * 60 * 60
"""Seconds; no zone is further from UTC."""


def condition(node: Node, now: datetime, among: Membership = looked_up) -> Condition:
    """Return the condition on `posts` that a query stands for.

    `now` tells what is still to come, and by its zone where the days begin on which posts were added.
    """
    if isinstance(node, Term):
        return _term(node, now, among)
    if isinstance(node, Key):
        return _key(node.name, node.value, node.match, among)
    if isinstance(node, Days):
        return _day_of_site(node) if node.field is Field.DATE else _day_added(node, now)
    if isinstance(node, Not):
        return not_(condition(node.node, now, among))
    parts = [condition(part, now, among) for part in node.nodes]
    if isinstance(node, All):
        return and_(true(), *parts)
    return or_(false(), *parts)


def _term(term: Term, now: datetime, among: Membership) -> Condition:
    value = term.value
    match term.field:
        case Field.ANY:
            return text_index.meant(term)
        case Field.TITLE:
            return text_index.meant(term)
        case Field.TAG | Field.CATEGORY:
            return _has_term(term, among)
        case Field.STATUS:
            return posts.c.status == Status(value).value
        case Field.SOURCE:
            told = _key("source", value, Match.USUAL, among)
            return or_(_among(posts.c.source, term, whole=False), told)
        case Field.LAYOUT:
            return _among(posts.c.layout, term, whole=True)
        case Field.SITE:
            return _in_site(term, among)
        case Field.PATH:
            return _at_path(term, among)
        case Field.HAS:
            return trait(value, among)
        case Field.IS:
            return state(value, now, among)
        case _:
            raise AssertionError(term.field)


def _matches(column: ColumnElement[str], term: Term, *, whole: bool) -> Condition:
    """Compare a text that is not kept folded, of which there are few."""
    if term.match is Match.EXACT:
        return column == term.value
    if term.match is Match.PREFIX:
        return folded(column).startswith(fold(term.value), autoescape=True)
    return folded(column) == fold(term.value) if whole else contains(folded(column), term.value)


def _among(column: ColumnElement[str], term: Term, *, whole: bool) -> Condition:
    """Compare a column of few different values: those that fit are looked up in its index."""
    if term.match is Match.EXACT:
        return column == term.value
    values = distinct(column).subquery()
    return column.in_(select(values.c.value).where(_matches(values.c.value, term, whole=whole)))


def _has_term(term: Term, among: Membership) -> Condition:
    if term.match is Match.EXACT:
        fits = terms.c.name == term.value
    elif term.match is Match.PREFIX:
        fits = begins(terms.c.folded, fold(term.value))
    else:
        fits = terms.c.folded == fold(term.value)
    fits = and_(terms.c.kind == term.field.value, fits)
    found = select(post_terms.c.post_id)
    if among is looked_up:
        wanted = select(terms.c.id).where(fits)
        return among(found.where(post_terms.c.term_id.in_(wanted)))
    # A post has few terms, and many may fit: its own are tried.
    return among(found.where(exists().where(terms.c.id == post_terms.c.term_id, fits)))


def _key(name: str, value: str, match: Match, among: Membership) -> Condition:
    column, key = post_keys.c.value, value_key(value)
    fits = begins(column, key) if match is Match.PREFIX else column == key
    return among(select(post_keys.c.post_id).where(post_keys.c.name == value_key(name), fits))


def _in_site(term: Term, among: Membership) -> Condition:
    fits = or_(*(_matches(column, term, whole=False) for column in (sites.c.title, sites.c.root)))
    of_site = placements.c.site_id.in_(select(sites.c.id).where(fits))
    return among(select(placements.c.post_id).where(of_site))


def _at_path(term: Term, among: Membership) -> Condition:
    """Compare the path of a post in its site, or the name of one that lies in none."""
    key = fold(term.value)
    if term.match is Match.EXACT:
        at = and_(placements.c.folded == key, placements.c.path == term.value)
    elif term.match is Match.PREFIX:
        at = begins(placements.c.folded, key)
    else:
        at = contains(placements.c.folded, term.value)

    def called(table: FromClause) -> Condition:
        return and_(loose(table), _matches(table.c.name, term, whole=False))

    return or_(among(select(placements.c.post_id).where(at)), of_own_row(called, among))


def _day_of_site(days: Days) -> Condition:
    """Compare the day that a post's site tells, as in its address."""
    local = posts.c.date + func.coalesce(posts.c.offset, 0)
    parts: list[Condition] = [posts.c.date.is_not(None)]
    if days.first is not None:
        first = midnight(days.first)
        # The wider bound on the bare column is what an index can use.
        parts += [posts.c.date >= to_seconds(first) - _DAY, local >= to_seconds(first)]
    if days.end is not None:
        end = midnight(days.end)
        parts += [posts.c.date < to_seconds(end) + _DAY, local < to_seconds(end)]
    return and_(true(), *parts)


def _day_added(days: Days, now: datetime) -> Condition:
    parts: list[Condition] = []
    if days.first is not None:
        parts.append(posts.c.added >= to_milliseconds(midnight(days.first, now.tzinfo)))
    if days.end is not None:
        parts.append(posts.c.added < to_milliseconds(midnight(days.end, now.tzinfo)))
    return and_(true(), *parts)
