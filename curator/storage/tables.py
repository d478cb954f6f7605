"""The tables of a library, in no database's dialect.

Bodies lie in `blobs`, apart from the narrow `posts` that lists scan (performance.md). Instants are
integers: `date` in seconds, the desk's own times in milliseconds, both since 1970 in UTC, because
databases disagree on everything else. `offset` is that of the site's build zone at `date`, in
seconds: days and lists are told in the site's time. Integers are given out by `counters`, never by the database,
so that a number is never used twice and a batch needs no round trip for each row.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
    true,
)

BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Folded text, in the order of its code points, so that a beginning is a range."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _where(condition: ColumnElement[bool]) -> dict[str, Any]:
    """Return the arguments of an index of only those rows that meet a condition without parameters."""
    return {"sqlite_where": condition, "postgresql_where": condition}


def _number_key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


counters = Table(
    "counters",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("next", Integer, nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    _number_key(),
    Column("hash", LargeBinary(32), nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

operations = Table(
    "operations",
    metadata,
    _number_key(),
    Column("kind", String(16), nullable=False),
    Column("label", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("posts", Integer, nullable=False),
    Column("undoes", Integer, ForeignKey("operations.id")),
    Column("undone_by", Integer, ForeignKey("operations.id")),
    # The user of the system; empty where a program of earlier days did not say.
    Column("author", Text, nullable=False, server_default=""),
    # Versions that its undo needs are kept no more (`retention`).
    Column("thinned", Boolean, nullable=False, server_default=false()),
    Index(None, "kind", "id"),
)

posts = Table(
    "posts",
    metadata,
    _number_key(),
    Column("revision", Integer, nullable=False),
    Column("blob_id", Integer, ForeignKey("blobs.id"), nullable=False),
    Column("status", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("date", BigInteger),
    Column("offset", Integer),
    Column("date_text", Text, nullable=False),
    Column("categories", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("problems", Text, nullable=False),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    # Whether it lies in no site; `placing` keeps it.
    Column("loose", Boolean, nullable=False, server_default=false()),
    # Missing where the text was stored by a program that did not look (`findables`).
    Column("image", Boolean),
    Column("link", Boolean),
    Column("foreign", Boolean, nullable=False, server_default=false()),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("saved", BigInteger, nullable=False),
    # Read alone where a list is ordered or divided by date.
    Index(None, "date", "status", "offset"),
    Index(None, "status", "date"),
    Index(None, "blob_id"),
    # What queries ask for (`search`); those with a condition hold the few posts that meet it.
    Index(None, "added"),
    Index(None, "source"),
    Index(None, "layout"),
    Index(None, "image", "date", "status"),
    Index(None, "link", "date", "status"),
)
Index("ix_posts_unread", posts.c.id, **_where(posts.c.image.is_(None)))
Index("ix_posts_loose", posts.c.date, **_where(posts.c.loose.is_(true())))
Index("ix_posts_hidden", posts.c.date, **_where(posts.c.hidden.is_(true())))
Index("ix_posts_problems", posts.c.date, **_where(posts.c.problems != literal_column("''")))
Index("ix_posts_untagged", posts.c.date, **_where(posts.c.tags == literal_column("''")))

terms = Table(
    "terms",
    metadata,
    _number_key(),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("posts", Integer, nullable=False, server_default="0"),
    Column("folded", BYTEWISE, nullable=False, server_default=""),
    UniqueConstraint("kind", "name"),
    Index(None, "kind", "folded"),
)

# How many posts stand where. Triggers keep it, and `terms.posts`, with whatever changes a post
# (migration 0010); what lies in the trash counts for its status alone.
tallies = Table(
    "tallies",
    metadata,
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "name"),
    sqlite_with_rowid=False,
)

post_terms = Table(
    "post_terms",
    metadata,
    Column("post_id", Integer, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    Column("term_id", Integer, ForeignKey("terms.id"), nullable=False),
    PrimaryKeyConstraint("post_id", "term_id"),
    Index(None, "term_id"),
    sqlite_with_rowid=False,
)

# Keys of front matter with their values, as `value_key` folds them: a row for each item of a list.
post_keys = Table(
    "post_keys",
    metadata,
    Column("post_id", Integer, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    Column("name", BYTEWISE, nullable=False),
    Column("value", BYTEWISE, nullable=False),
    PrimaryKeyConstraint("post_id", "name", "value"),
    Index(None, "name", "value"),
    sqlite_with_rowid=False,
)

sites = Table(
    "sites",
    metadata,
    _number_key(),
    Column("root", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("pictures", Text, nullable=False, server_default=""),
)

placements = Table(
    "placements",
    metadata,
    Column("post_id", Integer, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    Column("site_id", Integer, ForeignKey("sites.id"), nullable=False),
    Column("path", Text, nullable=False),
    Column("base_id", Integer, ForeignKey("blobs.id")),
    # What follows from the others, for queries: `placing` alone writes it.
    Column("folded", BYTEWISE, nullable=False, server_default=""),
    Column("draft", Boolean, nullable=False, server_default=false()),
    Column("apart", Boolean, nullable=False, server_default=false()),
    # What was seen of the file when it was last looked at: "", "edited", "missing".
    Column("outside", String(8), nullable=False, server_default=""),
    PrimaryKeyConstraint("post_id", "site_id"),
    UniqueConstraint("site_id", "path"),
    Index(None, "folded"),
    Index(None, "base_id"),
    sqlite_with_rowid=False,
)
Index("ix_placements_drafts", placements.c.post_id, **_where(placements.c.draft.is_(true())))
Index("ix_placements_apart", placements.c.post_id, **_where(placements.c.apart.is_(true())))
Index(
    "ix_placements_outside",
    placements.c.post_id,
    **_where(placements.c.outside != literal_column("''")),
)

# What a post was after each operation that touched it. No row here names a row of `posts`: history
# outlives a post that was taken back. A missing blob says that the post was gone; a missing path
# beside a site says that its placement there was gone.
revisions = Table(
    "revisions",
    metadata,
    Column("post_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("operation_id", Integer, ForeignKey("operations.id"), nullable=False),
    Column("blob_id", Integer, ForeignKey("blobs.id")),
    Column("status", String(16), nullable=False),
    Column("foreign", Boolean, nullable=False, server_default=false()),
    Column("name", Text, nullable=False),
    Column("saved", BigInteger, nullable=False),
    Column("site_id", Integer, ForeignKey("sites.id")),
    Column("path", Text),
    Column("base_id", Integer, ForeignKey("blobs.id")),
    PrimaryKeyConstraint("post_id", "number"),
    Index(None, "operation_id"),
    Index(None, "blob_id"),
    Index(None, "base_id"),
    sqlite_with_rowid=False,
)

# Like history, a picture outlives a post that was taken back, which may yet return.
assets = Table(
    "assets",
    metadata,
    _number_key(),
    Column("post_id", Integer, nullable=False),
    Column("blob_id", Integer, ForeignKey("blobs.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", String(127), nullable=False),
    Column("origin", Text, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False, server_default="file"),
    Index(None, "post_id"),
    Index(None, "blob_id"),
)

# The files that exports made of pictures, or found there with the same bytes, by the export. Rows stay
# when it is taken back, and stand again when that is taken back. `created` says whose file it is: one
# that was there before is never removed.
asset_places = Table(
    "asset_places",
    metadata,
    Column("asset_id", Integer, ForeignKey("assets.id"), nullable=False),
    Column("site_id", Integer, ForeignKey("sites.id"), nullable=False),
    Column("operation_id", Integer, ForeignKey("operations.id"), nullable=False),
    Column("path", Text, nullable=False),
    Column("blob_id", Integer, ForeignKey("blobs.id"), nullable=False),
    Column("created", Boolean, nullable=False),
    Column("stands", Boolean, nullable=False),
    PrimaryKeyConstraint("asset_id", "site_id", "operation_id"),
    Index(None, "operation_id"),
    Index(None, "site_id", "path"),
    Index(None, "blob_id"),
    sqlite_with_rowid=False,
)

# Everything that was dropped at once, and what became of each part of it. Written as it goes: what
# has no outcome yet is what a crash left over. No row here names a row of `posts`.
import_sessions = Table(
    "import_sessions",
    metadata,
    _number_key(),
    Column("label", Text, nullable=False),
    Column("choice", String(16), nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("operation_id", Integer, ForeignKey("operations.id")),
)

# What was pasted or dragged in, and lies in no file.
import_things = Table(
    "import_things",
    metadata,
    _number_key(),
    Column("session_id", Integer, ForeignKey("import_sessions.id"), nullable=False),
    Column("blob_id", Integer, ForeignKey("blobs.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("declared_type", Text, nullable=False),
    Column("declared_charset", Text, nullable=False),
    Index(None, "session_id"),
    Index(None, "blob_id"),
)

import_items = Table(
    "import_items",
    metadata,
    Column("session_id", Integer, ForeignKey("import_sessions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("inside", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("error", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("problems", Text, nullable=False),
    Column("conflict", Boolean, nullable=False, server_default=false()),
    Column("post_id", Integer),
    Column("pictures", Integer, nullable=False, server_default="0"),
    Column("thing_id", Integer),
    PrimaryKeyConstraint("session_id", "number"),
    sqlite_with_rowid=False,
)

# By what posts are known again (domain.likeness). `under` holds the keys of
# `likeness_keys`, whose rows name posts without a reference and are taken out key by key.
likenesses = Table(
    "likenesses",
    metadata,
    Column(
        "post_id",
        Integer,
        ForeignKey("posts.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("address", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("simhash", BigInteger, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("under", LargeBinary, nullable=False),
    Column("words", Integer, nullable=False),
    # Whether `duplicates` tells of this text.
    Column("compared", Boolean, nullable=False, server_default=false()),
)
Index(
    "ix_likenesses_uncompared", likenesses.c.post_id, **_where(likenesses.c.compared.is_(false()))
)

# Posts that are one article as far as they were compared, each pair from either side.
duplicates = Table(
    "duplicates",
    metadata,
    Column("post_id", Integer, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    Column("other_id", Integer, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("post_id", "other_id"),
    Index(None, "other_id"),
    sqlite_with_rowid=False,
)

likeness_keys = Table(
    "likeness_keys",
    metadata,
    Column("key", Integer, nullable=False),
    Column("post_id", Integer, nullable=False),
    PrimaryKeyConstraint("key", "post_id"),
    sqlite_with_rowid=False,
)

# Posts that somebody looked at and called different articles, the smaller number first.
distinct_pairs = Table(
    "distinct_pairs",
    metadata,
    Column("first_id", Integer, nullable=False),
    Column("second_id", Integer, nullable=False),
    PrimaryKeyConstraint("first_id", "second_id"),
    Index(None, "second_id"),
    sqlite_with_rowid=False,
)

# Queries that somebody keeps; `text` is as typed, so that "the last seven days" stay so.
saved_searches = Table(
    "saved_searches",
    metadata,
    _number_key(),
    Column("name", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("saved", BigInteger, nullable=False),
)

# What of posts is indexed for search, by which it is taken out again (`text_index`). No row here names a
# row of `posts`: a post is gone before its words are. What is plain stays empty where there are tokens.
search_documents = Table(
    "search_documents",
    metadata,
    Column("post_id", Integer, primary_key=True, autoincrement=False),
    Column("blob_id", Integer, ForeignKey("blobs.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("rules", Integer, nullable=False),
    Column("plain_title", Text),
    Column("plain_path", Text),
    Column("plain_front", Text),
    Column("plain_text", Text),
    Index(None, "blob_id"),
)

# The first letters of titles in pinyin, of posts that somebody asked for (`pinyin`).
search_initials = Table(
    "search_initials",
    metadata,
    Column("post_id", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("initials", Text, nullable=False),
)
