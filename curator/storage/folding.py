"""Texts folded by the database, for the few rows whose folded form is not kept.

SQLite asks `domain.text.fold` for what is not plain ASCII; elsewhere the database's own functions do
nearly the same.
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, and_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from curator.domain.text import fold
from curator.storage.pragmas import FOLD

_LAST = "\U0010ffff"
"""No text goes on with it: it is no character."""


class folded(GenericFunction[str]):  # noqa: N801  written as functions of SQL are
    """The folded form of one text."""

    type = Text()
    inherit_cache = True


@compiles(folded, "sqlite")
def _in_sqlite(element: folded, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    ascii_only = f"length(CAST({text} AS BLOB)) = length({text})"
    return f"CASE WHEN {ascii_only} THEN lower({text}) ELSE {FOLD}({text}) END"


@compiles(folded)
def _elsewhere(element: folded, compiler: SQLCompiler, **options: Any) -> str:
    return f"lower(normalize({compiler.process(element.clauses, **options)}, NFKC))"


class place_of(GenericFunction[int]):  # noqa: N801  written as functions of SQL are
    """Where a text stands in another, 0 for nowhere. Quicker than LIKE, which folds every letter."""

    type = Integer()
    inherit_cache = True


@compiles(place_of, "sqlite")
def _place_in_sqlite(element: place_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)})"


@compiles(place_of)
def _place_elsewhere(element: place_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Return the condition that folded `text` stands in a folded column."""
    return place_of(column, fold(text)) > 0


def begins(column: ColumnElement[str], key: str) -> ColumnElement[bool]:
    """Return the condition that a folded column begins with `key`, as a range of its index."""
    return and_(column >= key, column < key + _LAST)
