"""Numbers for new rows: given out once, in order, safe between processes."""

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from curator.storage.tables import counters


def take(connection: Connection, name: str, count: int = 1) -> int:
    """Return the first of `count` numbers that `name` has never given out.

    The row stays locked until the caller's transaction ends, so two writers never share a number.
    """
    if count == 0:
        return 0
    raised = update(counters).where(counters.c.name == name).values(next=counters.c.next + count)
    if connection.execute(raised).rowcount == 0:
        connection.execute(insert(counters).values(name=name, next=1 + count))
        return 1
    following = connection.scalar(select(counters.c.next).where(counters.c.name == name))
    assert following is not None
    return int(following) - count


def reserve(connection: Connection, name: str, last: int) -> None:
    """Never give out a number up to `last`, which was given out elsewhere."""
    raised = update(counters).where(counters.c.name == name, counters.c.next <= last)
    if connection.execute(raised.values(next=last + 1)).rowcount == 0:
        there = connection.scalar(select(counters.c.next).where(counters.c.name == name))
        if there is None:
            connection.execute(insert(counters).values(name=name, next=last + 1))
