"""Posts are known again: by address, number, title and text; pairs that are no duplicates.

Of the posts that are there nothing is filled in here: 100,000 texts would keep the library shut for
minutes. `services.duplicates` does it when it is first asked.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "likenesses",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("simhash", sa.BigInteger(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("under", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_likenesses_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_likenesses")),
    )
    op.create_table(
        "likeness_keys",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "post_id", name=op.f("pk_likeness_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "distinct_pairs",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_distinct_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_distinct_pairs_second_id"), "distinct_pairs", ["second_id"])
