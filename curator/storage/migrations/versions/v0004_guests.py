"""Posts know whether they are guests' texts, in which nothing is meant for Liquid or kramdown."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; what never lay in a site is a guest's."""
    for table in ("posts", "revisions"):
        column: sa.Column[bool] = sa.Column(
            "foreign", sa.Boolean(), nullable=False, server_default=sa.false()
        )
        op.add_column(table, column)
    posts = sa.table("posts", sa.column("id"), sa.column("foreign", sa.Boolean))
    revisions = sa.table(
        "revisions", sa.column("post_id"), sa.column("site_id"), sa.column("foreign", sa.Boolean)
    )
    placements = sa.table("placements", sa.column("post_id"))
    once = sa.select(revisions.c.post_id).where(revisions.c.site_id.is_not(None))
    now = sa.select(placements.c.post_id)
    for change, number in (
        (sa.update(posts), posts.c.id),
        (sa.update(revisions), revisions.c.post_id),
    ):
        guests = change.where(number.not_in(once), number.not_in(now))
        op.get_bind().execute(guests.values(foreign=True))
