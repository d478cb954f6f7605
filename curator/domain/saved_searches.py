"""Queries that somebody keeps under a name."""

from dataclasses import dataclass
from typing import NewType

SearchId = NewType("SearchId", int)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A kept query; `text` is as typed, so that "the last seven days" stay so."""

    id: SearchId
    name: str
    text: str


LONGEST_NAME = 80
"""So many characters a name may have."""


def name_for(text: str) -> str:
    """Return what a query is called until somebody calls it otherwise."""
    name = " ".join(text.split())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
