"""Operations say who did them and whether old versions they need were given up; blobs know who refers to them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0008"

_REFERENCES = (
    ("revisions", "blob_id"),
    ("revisions", "base_id"),
    ("placements", "base_id"),
    ("assets", "blob_id"),
    ("import_things", "blob_id"),
    ("search_documents", "blob_id"),
)


def upgrade() -> None:
    """Add two columns, empty for what was done before, and the indexes by which unused blobs are told."""
    author: sa.Column[str] = sa.Column("author", sa.Text(), nullable=False, server_default="")
    op.add_column("operations", author)
    thinned: sa.Column[bool] = sa.Column(
        "thinned", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("operations", thinned)
    op.create_index("ix_operations_kind_id", "operations", ["kind", "id"])
    for table, column in _REFERENCES:
        op.create_index(f"ix_{table}_{column}", table, [column])
