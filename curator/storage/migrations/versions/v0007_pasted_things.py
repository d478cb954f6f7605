"""An import keeps what was pasted, so that it can be looked at again like a file."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0009"


def upgrade() -> None:
    """Add the table of things, and to the rows of imports of which they came."""
    op.create_table(
        "import_things",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("blob_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("declared_type", sa.Text(), nullable=False),
        sa.Column("declared_charset", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["import_sessions.id"], name=op.f("fk_import_things_session_id")
        ),
        sa.ForeignKeyConstraint(["blob_id"], ["blobs.id"], name=op.f("fk_import_things_blob_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_things")),
    )
    op.create_index(op.f("ix_import_things_session_id"), "import_things", ["session_id"])
    thing: sa.Column[int] = sa.Column("thing_id", sa.Integer(), nullable=True)
    op.add_column("import_items", thing)
