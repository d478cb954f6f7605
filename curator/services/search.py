"""Search from the services' side: bringing the index up to date, and showing where words stand.

What a query finds is `library.ids`' business.
"""

import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from curator.domain.post import PostId
from curator.domain.query import Field, Node
from curator.domain.query_words import wanted_words
from curator.domain.searching import Parts, pattern, places
from curator.domain.searching import fold as folded
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.formats.pinyin import initials as letters_of
from curator.storage import initials, posts, text_index
from curator.storage.database import Database
from curator.storage.searched import head_and_body

BATCH = 200
"""So many posts are indexed in one transaction: others wait for about a third of a second."""

_TITLES = 1_000

Spans = tuple[tuple[int, int], ...]
"""Places in a text, from and to."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where the words of a query stand in one post."""

    text: str
    """A line of the text around the first place; empty where they stand in the title alone."""
    spans: Spans
    title: Spans
    """The places in the title as lists show it."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """How much of the library can be searched."""

    posts: int
    all: int

    @property
    def complete(self) -> bool:
        """Tell whether a search sees every post as it is."""
        return self.posts >= self.all


class Search:
    """The index of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self) -> Indexed:
        """Return how many posts can be found by their words by now."""
        with self._database.read() as connection:
            return Indexed(*text_index.state(connection))

    def fill(
        self,
        *,
        seconds: float = math.inf,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> int:
        """Index what waits for it; return how many posts still do. Raises Cancelled.

        Each batch is a transaction: cancelled or killed, what was done stays.
        """
        began = time.monotonic()
        with self._database.read() as connection:
            waiting = text_index.waiting(connection)
        done = 0
        while done < len(waiting) and time.monotonic() - began < seconds:
            if cancel is not None:
                cancel.check()
            part = waiting[done : done + BATCH]
            with self._database.write() as connection:
                text_index.refresh(connection, part, everything=True)
            done += len(part)
            progress(done, len(waiting))
        return len(waiting) - done

    def go_on(
        self, *, seconds: float, pinyin: bool = False, cancel: CancelToken | None = None
    ) -> Indexed:
        """Index for some seconds; return how much is done. Raises Cancelled."""
        if not self.fill(seconds=seconds, cancel=cancel):
            self.keep_initials(wanted=pinyin, cancel=cancel)
        return self.state()

    def keep_initials(self, *, wanted: bool, cancel: CancelToken | None = None) -> None:
        """Keep the first letters of all titles in pinyin, or none. Raises Cancelled."""
        if not wanted:
            with self._database.read() as connection:
                there = initials.kept(connection)
            if there:
                with self._database.write() as connection:
                    initials.clear(connection)
            return
        while True:
            if cancel is not None:
                cancel.check()
            with self._database.read() as connection:
                titles = initials.missing(connection, _TITLES)
            if not titles:
                return
            found = {post: (title, letters_of(title)) for post, title in titles.items()}
            with self._database.write() as connection:
                initials.put(connection, found)

    def snippets(self, wanted: Sequence[PostId], query: Node) -> dict[PostId, Snippet]:
        """Return where the words of a query stand in some posts, those without any left out."""
        queries = wanted_words(query)
        titles = queries + wanted_words(query, Field.TITLE)
        if not titles:
            return {}
        with self._database.read() as connection:
            texts = posts.texts(connection, wanted)
            rows = posts.rows(connection, wanted)
        found: dict[PostId, Snippet] = {}
        for row in rows:
            text, spans = _line(texts[row.id][1], row.path, queries) if queries else ("", ())
            title = tuple(places(row.title, titles))
            if spans or title:
                found[row.id] = Snippet(text, spans, title)
        return found


# A line of a list

_BEFORE, _LONGEST = 14, 160
_NEAR = 400
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[/!?a-zA-Z][^<>]*>", re.S)


def _line(source: bytes, path: str, queries: Sequence[Parts]) -> tuple[str, Spans]:
    """Return a line of a post in which one of the queries matches, as a reader sees it if it can."""
    head, body = head_and_body(source)
    sought = re.compile("|".join(pattern(query) for query in queries))
    for text in (_visible(body), body, head, path):
        place = _first(text, sought, queries)
        if place is not None:
            return _cut(text, place, queries)
    return "", ()


def _visible(body: str) -> str:
    """Return a body without its tags."""
    if "<" not in body:
        return body
    return unescape(_TAG.sub(" ", body))


def _first(text: str, sought: re.Pattern[str], queries: Sequence[Parts]) -> int | None:
    """Return where in `text` a query matches first, None where none does."""
    match = sought.search(folded(text))
    if match is None:
        return None
    # Folding hardly moves anything: what is near is looked at closely, and all of it only if need be.
    start = max(0, match.start() - _NEAR)
    for first, part in ((start, text[start : match.end() + _NEAR]), (0, text)):
        found = next(places(part, list(queries)), None)
        if found is not None:
            return first + found[0]
    return None


def _cut(text: str, place: int, queries: Sequence[Parts]) -> tuple[str, Spans]:
    start = max(0, place - _BEFORE)
    raw = text[start : place + 2 * _LONGEST]
    line = " ".join(raw.split())
    told = ("…" if start else "") + line[:_LONGEST].strip()
    if len(line) > _LONGEST or place + 2 * _LONGEST < len(text):
        told += "…"
    return told, tuple(places(told, list(queries)))
