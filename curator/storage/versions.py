"""The schema revisions that this program knows, readable without loading Alembic."""

CURRENT = "0012"
_OLDER: tuple[str, ...] = (
    *("0001", "0002", "0003", "0004", "0005", "0006"),
    *("0010", "0009", "0007", "0011", "0008"),
)
"""In the order in which they follow one another."""


def known() -> frozenset[str]:
    """Return every revision from which this program can upgrade, and the current one."""
    return frozenset((*_OLDER, CURRENT))
