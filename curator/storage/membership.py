"""Two ways to ask whether a post is among those that another table names.

Looked up, the others' index leads: right where few posts match, whatever their order. Tried, each post
is tried as it comes in the order of the list: right where many match and a page of them is wanted.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select

from curator.storage.tables import posts

Membership = Callable[[Select[tuple[int]]], ColumnElement[bool]]
"""Takes a query for numbers of posts."""


def looked_up(found: Select[tuple[int]]) -> ColumnElement[bool]:
    """Return the condition that a post is one of those found first."""
    return posts.c.id.in_(found)


def tried(found: Select[tuple[int]]) -> ColumnElement[bool]:
    """Return the condition that one is found for a post."""
    column: ColumnElement[Any] = next(iter(found.selected_columns))
    return found.where(column == posts.c.id).correlate(posts).exists()


def of_own_row(
    where: Callable[[FromClause], ColumnElement[bool]], among: Membership
) -> ColumnElement[bool]:
    """Return a condition on a post's own row that few rows meet, which have an index of their own.

    Looked up as if they lay in another table: beside alternatives, such an index is passed over.
    """
    if among is not looked_up:
        return where(posts)
    own = posts.alias("own")
    return posts.c.id.in_(select(own.c.id).where(where(own)))
