"""The tables of a library, in no database's dialect.

Bodies lie in `blobs`, apart from the narrow `posts` that lists scan (performance.md). Instants are
integers: `date` in seconds, the desk's own times in milliseconds, both since 1970 in UTC, because
databases disagree on everything else. `offset` is that of the site's build zone at `date`, in
seconds: days and lists are told in the site's time. Integers are given out by `counters`, never by the database,
so that a number is never used twice and a batch needs no round trip for each row.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
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
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


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
    Column("foreign", Boolean, nullable=False, server_default=false()),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("saved", BigInteger, nullable=False),
    # Read alone where a list is ordered or divided by date.
    Index(None, "date", "status", "offset"),
    Index(None, "status", "date"),
    Index(None, "blob_id"),
)

terms = Table(
    "terms",
    metadata,
    _number_key(),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("posts", Integer, nullable=False, server_default="0"),
    UniqueConstraint("kind", "name"),
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
    PrimaryKeyConstraint("post_id", "site_id"),
    UniqueConstraint("site_id", "path"),
    sqlite_with_rowid=False,
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
