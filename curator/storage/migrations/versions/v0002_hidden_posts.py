"""Posts know whether `published` hides them, so that a page's neighbours need no text read."""

import sqlalchemy as sa
from alembic import op

from curator.formats.document import split
from curator.formats.front_matter import parse

revision = "0002"
down_revision = "0001"

_BATCH = 500


def upgrade() -> None:
    """Add the column and fill it from the texts that speak of `published` at all."""
    column: sa.Column[bool] = sa.Column(
        "hidden", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("posts", column)
    connection = op.get_bind()
    posts = sa.table("posts", sa.column("id"), sa.column("blob_id"), sa.column("hidden"))
    blobs = sa.table("blobs", sa.column("id"), sa.column("data"))
    numbers = list(connection.execute(sa.select(posts.c.id)).scalars())
    for start in range(0, len(numbers), _BATCH):
        texts = (
            sa.select(posts.c.id, blobs.c.data)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .where(posts.c.id.in_(numbers[start : start + _BATCH]))
        )
        found = [row.id for row in connection.execute(texts) if _is_hidden(bytes(row.data))]
        if found:
            change = sa.update(posts).where(posts.c.id.in_(found)).values(hidden=True)
            connection.execute(change)


def _is_hidden(source: bytes) -> bool:
    if b"published" not in source:
        return False
    values = parse(split(source).front_matter or "").values
    return values.get("published", True) in (None, False)
