"""Posts are also counted by all their categories in order: to Jekyll they are one path."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0007"


def _tally(row: str, step: int) -> str:
    return (
        "INSERT INTO tallies (kind, name, number) "
        f"SELECT 'path', {row}.categories, {step} "
        f"WHERE {row}.status <> 'trash' AND {row}.categories <> '' "
        "ON CONFLICT (kind, name) DO UPDATE SET number = tallies.number + excluded.number;"
    )


_CHANGED = "OLD.status <> NEW.status OR OLD.categories <> NEW.categories"
TRIGGERS = (
    ("paths_counted", "AFTER INSERT ON posts", "", _tally("NEW", 1)),
    ("paths_recounted", "AFTER UPDATE ON posts", _CHANGED, _tally("OLD", -1) + _tally("NEW", 1)),
    ("paths_discounted", "AFTER DELETE ON posts", "", _tally("OLD", -1)),
)


def upgrade() -> None:
    """Count what is there, and let triggers keep it."""
    op.execute(
        sa.text(
            "INSERT INTO tallies SELECT 'path', categories, count(*) FROM posts "
            "WHERE status <> 'trash' AND categories <> '' GROUP BY categories"
        )
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, when, condition, body in TRIGGERS:
        only = f"WHEN ({condition}) " if condition else ""
        if sqlite:
            op.execute(f"CREATE TRIGGER {name} {when} FOR EACH ROW {only}BEGIN\n{body}\nEND")
            continue
        row = "OLD" if "DELETE" in when else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN\n{body}\nRETURN {row}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} {when} FOR EACH ROW {only}EXECUTE FUNCTION {name}()")
