"""What queries ask for, in columns and indexes of its own; queries that are kept.

What follows from columns that are there is filled in here. What follows from texts is not: 100,000 of
them would keep the library shut for minutes. `services.findables` reads them in the background.
"""

import sqlalchemy as sa
from alembic import op

from curator.domain.text import fold
from curator.storage.placing import is_draft

revision = "0009"
down_revision = "0010"

_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BATCH = 1_000


def upgrade() -> None:
    """Add columns, indexes and tables."""
    op.add_column("posts", _flag("loose"))
    op.add_column("posts", sa.Column("image", sa.Boolean()))
    op.add_column("posts", sa.Column("link", sa.Boolean()))
    op.create_index(op.f("ix_posts_added"), "posts", ["added"])
    op.create_index(op.f("ix_posts_source"), "posts", ["source"])
    op.create_index(op.f("ix_posts_layout"), "posts", ["layout"])
    for name in ("image", "link"):
        op.create_index(op.f(f"ix_posts_{name}_date_status"), "posts", [name, "date", "status"])
    _partial("ix_posts_unread", "posts", "id", sa.column("image", sa.Boolean()).is_(None))
    _partial("ix_posts_loose", "posts", "date", sa.column("loose", sa.Boolean()).is_(sa.true()))
    _partial("ix_posts_hidden", "posts", "date", sa.column("hidden", sa.Boolean()).is_(sa.true()))
    _partial("ix_posts_problems", "posts", "date", sa.column("problems") != sa.literal_column("''"))
    _partial("ix_posts_untagged", "posts", "date", sa.column("tags") == sa.literal_column("''"))
    _terms()
    _keys()
    _placements()
    _duplicates()
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_searches_name")),
    )


def _partial(name: str, table: str, column: str, where: sa.ColumnElement[bool]) -> None:
    op.create_index(op.f(name), table, [column], sqlite_where=where, postgresql_where=where)


def _flag(name: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _terms() -> None:
    op.add_column("terms", sa.Column("folded", _BYTEWISE, nullable=False, server_default=""))
    terms = sa.table("terms", sa.column("id"), sa.column("name"), sa.column("folded"))
    connection = op.get_bind()
    change = sa.update(terms).where(terms.c.id == sa.bindparam("key"))
    rows = [
        {"key": row.id, "folded": fold(row.name)}
        for row in connection.execute(sa.select(terms.c.id, terms.c.name))
    ]
    for start in range(0, len(rows), _BATCH):
        connection.execute(
            change.values(folded=sa.bindparam("folded")), rows[start : start + _BATCH]
        )
    op.create_index(op.f("ix_terms_kind_folded"), "terms", ["kind", "folded"])


def _keys() -> None:
    op.create_table(
        "post_keys",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("name", _BYTEWISE, nullable=False),
        sa.Column("value", _BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_post_keys_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "name", "value", name=op.f("pk_post_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_post_keys_name_value"), "post_keys", ["name", "value"])


def _placements() -> None:
    op.add_column("placements", sa.Column("folded", _BYTEWISE, nullable=False, server_default=""))
    op.add_column("placements", _flag("draft"))
    op.add_column("placements", _flag("apart"))
    outside: sa.Column[str] = sa.Column("outside", sa.String(8), nullable=False, server_default="")
    op.add_column("placements", outside)
    names = ("post_id", "site_id", "path", "base_id", "folded", "draft", "apart")
    placements = sa.table("placements", *(sa.column(name) for name in names))
    posts = sa.table("posts", sa.column("id"), sa.column("blob_id"))
    connection = op.get_bind()
    key = (placements.c.post_id == sa.bindparam("post")) & (
        placements.c.site_id == sa.bindparam("site")
    )
    change = sa.update(placements).where(key)
    change = change.values(folded=sa.bindparam("folded"), draft=sa.bindparam("draft"))
    rows = [
        {"post": row.post_id, "site": row.site_id, "folded": fold(row.path)}
        | {"draft": is_draft(row.path)}
        for row in connection.execute(
            sa.select(placements.c.post_id, placements.c.site_id, placements.c.path)
        )
    ]
    for start in range(0, len(rows), _BATCH):
        connection.execute(change, rows[start : start + _BATCH])
    text = sa.select(posts.c.blob_id).where(posts.c.id == placements.c.post_id).scalar_subquery()
    apart = placements.c.base_id.is_(None) | (placements.c.base_id != text)
    connection.execute(sa.update(placements).where(apart).values(apart=sa.true()))
    loose = sa.table("posts", sa.column("id"), sa.column("loose"))
    lies = sa.exists().where(placements.c.post_id == loose.c.id)
    connection.execute(sa.update(loose).where(~lies).values(loose=sa.true()))
    op.create_index(op.f("ix_placements_folded"), "placements", ["folded"])
    for name, column in (("drafts", "draft"), ("apart", "apart")):
        where = sa.column(column, sa.Boolean()).is_(sa.true())
        _partial(f"ix_placements_{name}", "placements", "post_id", where)
    seen = sa.column("outside") != sa.literal_column("''")
    _partial("ix_placements_outside", "placements", "post_id", seen)


def _duplicates() -> None:
    op.add_column("likenesses", _flag("compared"))
    where = sa.column("compared", sa.Boolean()).is_(sa.false())
    _partial("ix_likenesses_uncompared", "likenesses", "post_id", where)
    op.create_table(
        "duplicates",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_duplicates_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["posts.id"], name=op.f("fk_duplicates_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "other_id", name=op.f("pk_duplicates")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_duplicates_other_id"), "duplicates", ["other_id"])
