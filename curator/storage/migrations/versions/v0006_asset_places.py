"""Pictures know their files in sites; a site its pattern for them; an import how many came with it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table and the columns; what was exported so far had no pictures."""
    op.create_table(
        "asset_places",
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("blob_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.Boolean(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_places_asset_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_asset_places_site_id")),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operations.id"], name=op.f("fk_asset_places_operation_id")
        ),
        sa.ForeignKeyConstraint(["blob_id"], ["blobs.id"], name=op.f("fk_asset_places_blob_id")),
        sa.PrimaryKeyConstraint(
            "asset_id", "site_id", "operation_id", name=op.f("pk_asset_places")
        ),
        sqlite_with_rowid=False,
    )
    for name, columns in (
        ("ix_asset_places_operation_id", ["operation_id"]),
        ("ix_asset_places_site_id_path", ["site_id", "path"]),
        ("ix_asset_places_blob_id", ["blob_id"]),
    ):
        op.create_index(op.f(name), "asset_places", columns, unique=False)
    pattern: sa.Column[str] = sa.Column("pictures", sa.Text(), nullable=False, server_default="")
    op.add_column("sites", pattern)
    number: sa.Column[int] = sa.Column("pictures", sa.Integer(), nullable=False, server_default="0")
    op.add_column("import_items", number)
