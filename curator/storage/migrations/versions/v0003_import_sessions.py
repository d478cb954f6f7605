"""Imports are remembered as sessions; files of a post are told from what it was made of."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables of sessions and the kind of an asset."""
    kind: sa.Column[str] = sa.Column(
        "kind", sa.String(length=16), nullable=False, server_default="file"
    )
    op.add_column("assets", kind)
    op.create_table(
        "import_sessions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("choice", sa.String(length=16), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("operation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operations.id"], name=op.f("fk_import_sessions_operation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_sessions")),
    )
    op.create_table(
        "import_items",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("inside", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["import_sessions.id"], name=op.f("fk_import_items_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_import_items")),
        sqlite_with_rowid=False,
    )
