"""Counts are kept with every change, by triggers, so that the left pane costs what changes.

Triggers, since no way of changing a post may forget them. Also an index that lists by date read alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0006"

_SEEN = "{row}.status <> 'trash'"
_SITES_OF = "SELECT DISTINCT site_id FROM placements WHERE post_id = {row}.id"
_TERMS_OF = "SELECT term_id FROM post_terms WHERE post_id = {row}.id"
_LISTED = "EXISTS (SELECT 1 FROM posts WHERE id = {row}.post_id AND status <> 'trash')"


def _tally(kind: str, name: str, step: int, where: str = "1 = 1") -> str:
    return (
        "INSERT INTO tallies (kind, name, number) "
        f"SELECT '{kind}', {name}, {step} WHERE {where} "
        "ON CONFLICT (kind, name) DO UPDATE SET number = tallies.number + excluded.number;"
    )


def _whole(row: str, step: int) -> str:
    """Count a post's own columns."""
    seen = _SEEN.format(row=row)
    return "\n".join(
        (
            _tally("status", f"{row}.status", step),
            _tally("source", f"{row}.source", step, f"{seen} AND {row}.source <> ''"),
            _tally("problem", "''", step, f"{seen} AND {row}.problems <> ''"),
        )
    )


def _around(row: str, step: int, where: str) -> str:
    """Count a post's terms and sites, where it enters or leaves the lists."""
    sites = _SITES_OF.format(row=row)
    return (
        f"UPDATE terms SET posts = posts + ({step}) "  # noqa: S608  own words alone
        f"WHERE {where} AND id IN ({_TERMS_OF.format(row=row)});\n"
        "INSERT INTO tallies (kind, name, number) "
        f"SELECT 'site', CAST(site_id AS TEXT), {step} FROM ({sites}) AS s WHERE {where} "
        "ON CONFLICT (kind, name) DO UPDATE SET number = tallies.number + excluded.number;"
    )


def _term(row: str, step: int) -> str:
    return (
        f"UPDATE terms SET posts = posts + ({step}) "  # noqa: S608  own words alone
        f"WHERE id = {row}.term_id AND {_LISTED.format(row=row)};"
    )


def _site(row: str, step: int) -> str:
    return _tally("site", f"CAST({row}.site_id AS TEXT)", step, _LISTED.format(row=row))


_IN, _OUT = _SEEN.format(row="NEW"), _SEEN.format(row="OLD")
_CHANGED = (
    "OLD.status <> NEW.status OR OLD.source <> NEW.source "
    "OR (OLD.problems = '') <> (NEW.problems = '')"
)
TRIGGERS = (
    ("posts_counted", "AFTER INSERT ON posts", "", _whole("NEW", 1)),
    (
        "posts_recounted",
        "AFTER UPDATE ON posts",
        _CHANGED,
        "\n".join(
            (
                _whole("OLD", -1),
                _whole("NEW", 1),
                _around("NEW", 1, f"{_IN} AND NOT ({_OUT})"),
                _around("NEW", -1, f"{_OUT} AND NOT ({_IN})"),
            )
        ),
    ),
    (
        "posts_discounted",
        "BEFORE DELETE ON posts",
        "",
        _whole("OLD", -1) + _around("OLD", -1, _OUT),
    ),
    ("terms_counted", "AFTER INSERT ON post_terms", "", _term("NEW", 1)),
    # Of a post that is being deleted nothing is there any more, so that nothing is counted twice.
    ("terms_discounted", "AFTER DELETE ON post_terms", "", _term("OLD", -1)),
    ("sites_counted", "AFTER INSERT ON placements", "", _site("NEW", 1)),
    ("sites_discounted", "AFTER DELETE ON placements", "", _site("OLD", -1)),
)

RECOUNT = (
    "INSERT INTO tallies SELECT 'status', status, count(*) FROM posts GROUP BY status",
    "INSERT INTO tallies SELECT 'source', source, count(*) FROM posts "
    "WHERE status <> 'trash' AND source <> '' GROUP BY source",
    "INSERT INTO tallies SELECT 'problem', '', count(*) FROM posts "
    "WHERE status <> 'trash' AND problems <> ''",
    "INSERT INTO tallies SELECT 'site', CAST(site_id AS TEXT), count(*) FROM placements "
    "JOIN posts ON posts.id = post_id WHERE status <> 'trash' GROUP BY site_id",
    "UPDATE terms SET posts = (SELECT count(*) FROM post_terms "
    "JOIN posts ON posts.id = post_id WHERE term_id = terms.id AND status <> 'trash')",
)


def upgrade() -> None:
    """Create the counts, take them, and let triggers keep them."""
    op.create_table(
        "tallies",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_tallies")),
        sqlite_with_rowid=False,
    )
    posts: sa.Column[int] = sa.Column("posts", sa.Integer(), nullable=False, server_default="0")
    op.add_column("terms", posts)
    op.drop_index(op.f("ix_posts_date"), "posts")
    op.create_index(op.f("ix_posts_date_status_offset"), "posts", ["date", "status", "offset"])
    for statement in RECOUNT:
        op.execute(statement)
    written = _for_sqlite if op.get_bind().dialect.name == "sqlite" else _for_postgresql
    for name, when, condition, body in TRIGGERS:
        for statement in written(name, when, condition, body):
            op.execute(statement)


def _for_sqlite(name: str, when: str, condition: str, body: str) -> tuple[str, ...]:
    only = f"WHEN {condition} " if condition else ""
    return (f"CREATE TRIGGER {name} {when} FOR EACH ROW {only}BEGIN\n{body}\nEND",)


def _for_postgresql(name: str, when: str, condition: str, body: str) -> tuple[str, ...]:
    only = f"WHEN ({condition}) " if condition else ""
    row = "OLD" if "DELETE" in when else "NEW"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN\n{body}\nRETURN {row}; END $$",
        f"CREATE TRIGGER {name} {when} FOR EACH ROW {only}EXECUTE FUNCTION {name}()",
    )
