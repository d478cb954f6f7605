"""The words of posts, found without reading the posts: in texts, titles and paths.

One interface, whatever the database: the condition a term stands for, the order of relevance, and
`refresh`, which every change of posts calls in its own transaction. What is indexed stands in
`search_documents`, by which it is taken out again and by which posts that wait are told.
The rules of matching are `domain.searching`'s; how tokens are kept is `token_index`'s on SQLite and
`plain_index`'s elsewhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any as Anything

from sqlalchemy import (
    ColumnElement,
    Select,
    delete,
    exists,
    func,
    insert,
    literal_column,
    not_,
    select,
    true,
    union_all,
)
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from curator.domain.post import PostId
from curator.domain.query import All, Any, Field, Node, Not, Term
from curator.domain.searching import RULES, Parts, parts
from curator.storage import initials, plain_index, token_index
from curator.storage.blobs import chunks
from curator.storage.searched import body_of
from curator.storage.tables import blobs, placements, posts, search_documents

Condition = ColumnElement[bool]

AT_ONCE = 100
"""So many bodies are indexed with the change that brings them; more of them, whole sites above all, wait
for `refresh` with `everything`: in an import's transaction they made it five times dearer."""


MANY = 2_000
"""So many posts with a word are no longer weighed one against the other."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What of a post is indexed."""

    post: PostId
    blob: int
    title: str
    path: str
    """Its paths in all sites, one a line; else its name."""


class _Found(ColumnElement[bool]):
    """A condition written otherwise for each database."""

    inherit_cache = False
    __visit_name__ = "found"

    def __init__(
        self, by_tokens: Sequence[Select[Anything]], by_text: Sequence[Select[Anything]]
    ) -> None:
        self.by_tokens = by_tokens
        self.by_text = by_text
        self.many = False
        """Whether so many posts match that an order is better walked than sorted."""
        self.known: list[int] | None = None
        """The posts that match, once somebody looked and there were few."""


@compiles(_Found, "sqlite")
def _by_tokens(element: _Found, compiler: SQLCompiler, **options: Anything) -> str:
    if element.known is not None:
        named: ColumnElement[Anything] = literal_column(f"({', '.join(map(str, element.known))})")
        return compiler.process(posts.c.id.op("IN")(named), **options)
    # The sum keeps SQLite from looking up each post that matches before it orders them.
    number = posts.c.id + 0 if element.many else posts.c.id
    return compiler.process(number.in_(union_all(*element.by_tokens)), **options)


@compiles(_Found)
def _by_text(element: _Found, compiler: SQLCompiler, **options: Anything) -> str:
    return compiler.process(posts.c.id.in_(union_all(*element.by_text)), **options)


def matches(text: str, *, title: bool = False) -> Condition:
    """Return the condition that what is typed stands in a post, or in its title.

    What has neither a word nor a sign is everywhere. Letters may stand for a title's pinyin as well,
    where that is kept (`initials`).
    """
    query = parts(text)
    if not query.pieces:
        return true()
    letters = initials.found(text)
    by_tokens = [*token_index.found(query, title=title), *letters]
    return _Found(by_tokens, [plain_index.found(query, title=title), *letters])


@dataclass(frozen=True, slots=True)
class Looked(Term):
    """Words that were looked up already."""

    condition: Condition = field(default_factory=true, compare=False)
    many: bool = False
    """Whether so many posts match that none is weighed."""


def meant(term: Term) -> Condition:
    """Return the condition that words stand for, by which a title or anything is searched."""
    if isinstance(term, Looked):
        return term.condition
    return matches(term.value, title=term.field is Field.TITLE)


def look_up(connection: Connection, query: Node) -> Node:
    """Look up the words of a query, so that its plan follows from how many posts have them.

    Where they are few, these are named instead of being looked up once more; where they are many,
    looking ends early.
    """
    if isinstance(query, Term):
        return _looked(connection, query)
    if isinstance(query, Not):
        return Not(look_up(connection, query.node))
    if isinstance(query, All):
        return All(tuple(look_up(connection, part) for part in query.nodes))
    if isinstance(query, Any):
        return Any(tuple(look_up(connection, part) for part in query.nodes))
    return query


def _looked(connection: Connection, term: Term) -> Term:
    sought = meant(term) if term.field in {Field.ANY, Field.TITLE} else None
    if not isinstance(sought, _Found) or connection.dialect.name != "sqlite":
        return term
    first = union_all(*sought.by_tokens).limit(MANY + 1)
    found = list(connection.execute(first).scalars())
    sought.many = len(found) > MANY
    if not sought.many:
        sought.known = sorted(set(found))
    return Looked(term.field, term.value, term.match, sought, sought.many)


def refresh(
    connection: Connection, changed: Collection[PostId], *, everything: bool = False
) -> None:
    """Make the index say of some posts what the library holds; those that are gone leave it.

    Of many whose bodies changed, those are left to `waiting` unless `everything` is asked for. What
    is gone is found no more, in the index or not.
    """
    for part in chunks(list(changed)):
        _refresh(connection, part, everything=everything)


def _refresh(connection: Connection, part: Sequence[PostId], *, everything: bool) -> None:
    known = _known(connection, part)
    if any(rules != RULES for _, rules in known.values()):
        clear(connection)
        known = {}
    there = _entries(connection, part)
    old = {post: entry for post, (entry, _) in known.items() if there.get(post) != entry}
    new = {post: entry for post, entry in there.items() if post not in known or post in old}
    if not everything and len({*old} ^ {*new}) > AT_ONCE:
        old = {post: entry for post, entry in old.items() if post in new}
        new = {post: entry for post, entry in new.items() if post in old}
    if not old and not new:
        return
    texts = _texts(connection, [*old.values(), *new.values()])
    bodies = {post for post in {*old, *new} if not _same_body(old.get(post), new.get(post), texts)}
    if len(bodies) > AT_ONCE and not everything:
        old = {post: entry for post, entry in old.items() if post not in bodies}
        new = {post: entry for post, entry in new.items() if post not in bodies}
        bodies = set()
    index = _index(connection)
    index.change(connection, old, new, texts, bodies)
    if old:
        connection.execute(delete(search_documents).where(search_documents.c.post_id.in_(old)))
    if new:
        connection.execute(
            insert(search_documents),
            [
                {"post_id": post, "blob_id": entry.blob, "title": entry.title}
                | {"path": entry.path, "rules": RULES}
                | index.columns(entry.title, entry.path, texts[entry.blob])
                for post, entry in new.items()
            ],
        )


def _same_body(old: Entry | None, new: Entry | None, texts: Mapping[int, bytes]) -> bool:
    """Tell whether two entries differ in nothing but their front matter, title and path."""
    if old is None or new is None:
        return False
    return old.blob == new.blob or body_of(texts[old.blob]) == body_of(texts[new.blob])


def _index(connection: Connection) -> Anything:
    return token_index if connection.dialect.name == "sqlite" else plain_index


def _known(connection: Connection, part: Sequence[PostId]) -> dict[PostId, tuple[Entry, int]]:
    columns = search_documents.c
    query = select(columns.post_id, columns.blob_id, columns.title, columns.path, columns.rules)
    return {
        PostId(post): (Entry(PostId(post), blob, title, path), rules)
        for post, blob, title, path, rules in connection.execute(
            query.where(columns.post_id.in_(part))
        )
    }


def _entries(connection: Connection, part: Sequence[PostId]) -> dict[PostId, Entry]:
    """Return what the index should say of posts; those that are gone are left out."""
    paths: dict[int, list[str]] = {}
    placed = select(placements.c.post_id, placements.c.path).where(placements.c.post_id.in_(part))
    for post, path in connection.execute(placed):
        paths.setdefault(post, []).append(path)
    columns = (posts.c.id, posts.c.blob_id, posts.c.title, posts.c.name)
    found = {}
    for post, blob, title, name in connection.execute(select(*columns).where(posts.c.id.in_(part))):
        path = "\n".join(sorted(paths.get(post, [name])))
        found[PostId(post)] = Entry(PostId(post), blob, title, path)
    return found


def _texts(connection: Connection, entries: Iterable[Entry]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for part in chunks(sorted({entry.blob for entry in entries})):
        query = select(blobs.c.id, blobs.c.data).where(blobs.c.id.in_(part))
        found.update((number, bytes(data)) for number, data in connection.execute(query))
    return found


def waiting(connection: Connection) -> list[PostId]:
    """Return the posts that are not indexed as they are, the newest first, and then those gone.

    Whole sites are stored without that, for speed, and so was everything by older programs.
    """
    query = select(posts.c.id).where(not_(_indexed())).order_by(posts.c.id.desc())
    found = [PostId(number) for number in connection.execute(query).scalars()]
    return found + gone(connection)


def gone(connection: Connection) -> list[PostId]:
    """Return the posts that are indexed and not there any more."""
    there = exists().where(posts.c.id == search_documents.c.post_id)
    query = select(search_documents.c.post_id).where(not_(there))
    return [PostId(number) for number in connection.execute(query).scalars()]


def _indexed() -> Condition:
    """Return the condition that the text of a post is indexed."""
    columns = search_documents.c
    same = (columns.post_id == posts.c.id) & (columns.blob_id == posts.c.blob_id)
    return exists().where(same & (columns.rules == RULES))


def state(connection: Connection) -> tuple[int, int]:
    """Return how many posts are indexed, and how many there are."""
    counted = select(func.count()).select_from(posts)
    indexed = connection.scalar(counted.where(_indexed())) or 0
    return indexed, connection.scalar(counted) or 0


def clear(connection: Connection) -> None:
    """Forget everything; all posts wait from then on."""
    _index(connection).clear(connection)
    connection.execute(delete(search_documents))


def astray(connection: Connection) -> list[PostId]:
    """Return the posts of which the index says something else than the library holds.

    Compares what was indexed, not the tokens; see `sound`.
    """
    wrong: list[PostId] = []
    ids = select(posts.c.id).union(select(search_documents.c.post_id))
    everything = sorted(PostId(number) for number in connection.execute(ids).scalars())
    for part in chunks(everything):
        known, there = _known(connection, part), _entries(connection, part)
        for post in part:
            entry = known.get(post)
            if entry is not None and (entry[1] != RULES or there.get(post) != entry[0]):
                wrong.append(post)
    return wrong


def sound(connection: Connection) -> bool:
    """Tell whether the tokens are those of the texts; reads all texts."""
    return bool(_index(connection).sound(connection))


def title_hits(connection: Connection, queries: Sequence[Parts]) -> set[int]:
    """Return the posts whose title one of the queries matches."""
    return set(connection.execute(_index(connection).titles(queries)).scalars())


def weights(connection: Connection, queries: Sequence[Parts]) -> dict[int, float]:
    """Return how well texts match any of the queries, lower is better; empty where nothing tells."""
    found: dict[int, float] = _index(connection).weights(connection, queries)
    return found
