"""A mistake in a query, shown below the query itself."""

from curator.cli.output import fitted, width
from curator.domain.errors import QueryError
from curator.sentences import query_fault, query_suggestion

_BEFORE = 30
"""So many characters of a long query are shown before the mistake."""
_WIDEST = 76


def pointed(error: QueryError) -> str:
    """Return the query, a caret under what is wrong in it, and the sentence that says so."""
    line = "".join(char if char.isprintable() else " " for char in error.query)
    cut = max(error.position - _BEFORE, 0) if width(line) > _WIDEST else 0
    dots = "…" if cut else ""
    before = width(dots + line[cut : error.position])
    shown = fitted(dots + line[cut:], _WIDEST).rstrip()
    wrong = width(line[error.position : error.position + error.length])
    mark = " " * before + "^" + "~" * (min(wrong, width(shown) - before) - 1)
    told = f"{query_fault(error)} {query_suggestion(error)}".rstrip()
    return f"  {shown}\n  {mark}\n{told}"
