"""The index of tokens on SQLite: FTS5 over what `domain.searching` makes of texts.

With `pragmas`, `search` and `text_index`, the only module that may assume SQLite. Three tables:
`search_texts` holds the tokens of bodies with their places, so that a phrase is exact;
`search_characters` the single characters of each body without places, since a lone character is in
most of them; `search_heads` titles, paths and front matter, so that an edit of these leaves the large
tables alone. Their content is a view that reads what
`search_documents` names, through the functions of `prepare`: SQLite can compare and rebuild by itself.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Engine,
    Select,
    TableClause,
    column,
    event,
    func,
    select,
    table,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from curator.domain.post import PostId
from curator.domain.searching import Parts, query_tokens, tokens
from curator.storage.searched import body_of, head_and_body, head_of

if TYPE_CHECKING:
    from curator.storage.text_index import Entry

_TEXTS, _CHARACTERS, _HEADS = "search_texts", "search_characters", "search_heads"
_TABLES = (_TEXTS, _CHARACTERS, _HEADS)
_HEAD_COLUMNS = tuple(
    f"{part}{kind}" for part in ("title", "path", "front") for kind in ("", "_characters")
)

# Every sign of ASCII makes tokens; blanks alone part them, and what is not ASCII is left as it is.
_SIGNS = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())
_TOKENIZER = "ascii tokenchars '{}'".format(_SIGNS.replace("'", "''''").replace('"', '""'))


def _command(name: str, command: str, rank: int = 0) -> str:
    """Return the statement that tells one of the tables above to do something."""
    return f"INSERT INTO {name}({name}, rank) VALUES ('{command}', {rank})"  # noqa: S608  our own names


SCHEMA = (
    """CREATE VIEW search_contents AS
    SELECT d.post_id AS post_id, curator_tokens(curator_body(b.data)) AS tokens,
        curator_characters(curator_body(b.data)) AS characters
    FROM search_documents AS d JOIN blobs AS b ON b.id = d.blob_id""",
    """CREATE VIEW search_head_contents AS
    SELECT d.post_id AS post_id,
        curator_tokens(d.title) AS title, curator_characters(d.title) AS title_characters,
        curator_tokens(d.path) AS path, curator_characters(d.path) AS path_characters,
        curator_tokens(curator_head(b.data)) AS front,
        curator_characters(curator_head(b.data)) AS front_characters
    FROM search_documents AS d JOIN blobs AS b ON b.id = d.blob_id""",
    f"""CREATE VIRTUAL TABLE {_TEXTS} USING fts5(tokens, content='search_contents',
    content_rowid='post_id', prefix='3', tokenize="{_TOKENIZER}")""",
    f"""CREATE VIRTUAL TABLE {_CHARACTERS} USING fts5(characters, content='search_contents',
    content_rowid='post_id', detail='none', columnsize='0', tokenize="{_TOKENIZER}")""",
    f"""CREATE VIRTUAL TABLE {_HEADS} USING fts5({", ".join(_HEAD_COLUMNS)},
    content='search_head_contents', content_rowid='post_id', prefix='3', tokenize="{_TOKENIZER}")""",
    # So many bytes are gathered before they are written: fewer parts to merge later.
    _command(_TEXTS, "hashsize", 16 * 2**20),
)
"""What makes the index, for the migration that first did; change it by another one only."""


_cut = lru_cache(maxsize=4)(tokens)


def prepare(engine: Engine) -> None:
    """Give each connection the functions that the views use."""

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.create_function("curator_body", 1, body_of)
        connection.create_function("curator_head", 1, head_of)
        connection.create_function("curator_tokens", 1, lambda value: _cut(value)[0])
        connection.create_function("curator_characters", 1, lambda value: _cut(value)[1])


def found(query: Parts, *, title: bool) -> list[Select[Any]]:
    """Return queries for the posts that match: one for bodies, one for all the rest."""
    single = query.single
    if single is not None:
        wanted = _quoted(single)
        heads = "{title_characters path_characters front_characters}"
        texts = _CHARACTERS
    else:
        wanted = _phrase(query)
        heads = "{title path front}"
        texts = _TEXTS
    if title:
        return [titles([query])]
    return [_match(texts, wanted), _match(_HEADS, f"{heads} : {wanted}")]


def titles(queries: Sequence[Parts]) -> Select[Any]:
    """Return a query for the posts whose title one of the queries matches."""
    told = []
    for query in queries:
        single = query.single
        if single is None:
            told.append(f"({{title}} : {_phrase(query)})")
        else:
            told.append(f"({{title_characters}} : {_quoted(single)})")
    return _match(_HEADS, " OR ".join(told))


def weights(connection: Connection, queries: Sequence[Parts]) -> dict[int, float]:
    """Return bm25 of the texts that match one of the queries of more than a single character."""
    told = " OR ".join(_phrase(query) for query in queries if query.single is None)
    if not told:
        return {}
    index = table(_TEXTS, column("rowid"), column(_TEXTS))
    ranked = select(index.c.rowid, func.bm25(index.c[_TEXTS])).where(_fits(index, _TEXTS, told))
    return {row[0]: row[1] for row in connection.execute(ranked)}


def _match(name: str, told: str) -> Select[Any]:
    index = table(name, column("rowid"), column(name))
    return select(index.c.rowid).where(_fits(index, name, told))


def _fits(index: TableClause, name: str, told: str) -> ColumnElement[bool]:
    fits: ColumnElement[bool] = index.c[name].op("MATCH", is_comparison=True)(told)
    return fits


def _phrase(query: Parts) -> str:
    return _quoted(query_tokens(query)) + (" *" if query.by_beginning else "")


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def change(
    connection: Connection,
    old: Mapping[PostId, "Entry"],
    new: Mapping[PostId, "Entry"],
    texts: Mapping[int, bytes],
    bodies: Collection[PostId],
) -> None:
    """Take the old entries out and put the new ones in; only `bodies` have other bodies."""
    for command, entries in (("'delete', ", old), ("", new)):
        rows, singles, heads = [], [], []
        for post, entry in entries.items():
            head, body = head_and_body(texts[entry.blob])
            heads.append((post, *tokens(entry.title), *tokens(entry.path), *tokens(head)))
            if post in bodies:
                cut = tokens(body)
                rows.append((post, cut[0]))
                singles.append((post, cut[1]))
        _write(connection, _TEXTS, command, ("tokens",), rows)
        _write(connection, _CHARACTERS, command, ("characters",), singles)
        _write(connection, _HEADS, command, _HEAD_COLUMNS, heads)


def _write(
    connection: Connection,
    name: str,
    command: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    if rows:
        # A row is deleted by saying what it holds: so this never depends on what the view says now.
        named = ", ".join([*([name] if command else []), "rowid", *columns])
        marks = ", ".join("?" * (1 + len(columns)))
        sql = f"INSERT INTO {name}({named}) VALUES ({command}{marks})"  # noqa: S608  our own names
        connection.exec_driver_sql(sql, list(rows))


def columns(_title: str, _path: str, _text: bytes) -> dict[str, str]:
    """Return what of a post is kept beside the tokens: nothing."""
    return {}


def clear(connection: Connection) -> None:
    """Take everything out."""
    for name in _TABLES:
        connection.exec_driver_sql(_command(name, "delete-all"))


def sound(connection: Connection) -> bool:
    """Let SQLite compare all tokens with those of the texts."""
    for name in _TABLES:
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(_command(name, "integrity-check", 1))
        except DatabaseError:
            return False
    return True
