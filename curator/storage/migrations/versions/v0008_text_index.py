"""Words are looked for in texts, titles and paths.

Nothing is indexed here: 100,000 texts would keep the library shut for minutes. `services.search` does
it in the background.
"""

import sqlalchemy as sa
from alembic import op

from curator.storage.token_index import SCHEMA

revision = "0008"
down_revision = "0011"


def upgrade() -> None:
    """Create what is indexed and, on SQLite, the index."""
    op.create_table(
        "search_documents",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blob_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("plain_title", sa.Text()),
        sa.Column("plain_path", sa.Text()),
        sa.Column("plain_front", sa.Text()),
        sa.Column("plain_text", sa.Text()),
        sa.ForeignKeyConstraint(
            ["blob_id"], ["blobs.id"], name=op.f("fk_search_documents_blob_id")
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_search_documents")),
    )
    op.create_table(
        "search_initials",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_search_initials")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in SCHEMA:
            op.execute(sa.text(statement.replace(":", r"\:")))
