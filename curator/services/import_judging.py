"""Which of the articles that an import would take in are there already, in other words or places.

Files inside a site are not asked about: they are posts of that site, whatever else is like them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from curator.domain.errors import FileError, FileFault
from curator.domain.likeness import Match, Reason
from curator.domain.post import ContentHash, PostFacts
from curator.importing import sources
from curator.importing.spool import Spool, stored_bytes
from curator.services.deriving import Build, facts_of, known_as
from curator.services.import_items import ImportItem, Outcome
from curator.services.judging import Asked, Judge, is_duplicate
from curator.site.likeness import Print
from curator.storage import posts
from curator.storage.blobs import content_hash
from curator.storage.database import Connection


def facts_of_item(
    item: ImportItem, source: bytes, name: str, build: Build, known: Print | None = None
) -> PostFacts:
    """Return the facts of an article that an import takes in.

    Files of a site are judged by nothing, and a site has many: their likeness, which costs several
    times what storing them does, is made when somebody asks for it (`Duplicates.fill`). `known` is what
    was found out where the article was read.
    """
    wanted = item.root is None
    facts = facts_of(source, item.path, name, build, likeness=wanted and known is None)
    if wanted and known is not None:
        facts = replace(facts, likeness=known.likeness)
    return known_as(facts, item.url, item.source_id)


def judged(
    connection: Connection,
    judge: Judge,
    items: Sequence[ImportItem],
    spool: Spool | None,
    build: Build,
) -> Iterator[ImportItem]:
    """Yield the items of a plan; those that are there already say of what they are duplicates.

    What has only title and day in common with a post, stands in one or has one in it, is new all the
    same, and says so.
    """
    asked: dict[int, Asked] = {}
    for place, item in enumerate(items):
        if item.outcome is Outcome.ADDED and item.root is None and item.content is not None:
            read = _reading(item, spool, item.content)
            try:
                known = known_of(item, spool)
                facts = facts_of_item(item, read(), item.name or item.source.name, build, known)
            except (OSError, ValueError, FileError):
                continue  # storing it will say what is wrong
            packed = known.shingles if known is not None else None
            asked[place] = Asked(facts, read, item.content, packed)
    matches = dict(zip(asked, judge.judge(connection, list(asked.values())), strict=True))
    found = {match.post for match in matches.values() if match and match.post is not None}
    texts = posts.hashes(connection, found)
    for place, one in enumerate(items):
        item = replace(one, facts=asked[place].facts) if place in asked else one
        match = matches.get(place)
        if match is not None and not is_duplicate(match):
            yield replace(item, match=match)
        elif match is not None:
            expected = texts.get(match.post) if match.post is not None else None
            yield replace(
                item, outcome=Outcome.DUPLICATE, post=match.post, match=match, expected=expected
            )
        elif item.outcome is Outcome.DUPLICATE:
            yield replace(item, match=Match(Reason.SAME_TEXT, 1.0, "", item.post))
        else:
            yield item


def known_of(item: ImportItem, spool: Spool | None) -> Print | None:
    """Return what was found out of an article where it was read."""
    return spool.get(item.held).known if item.held is not None and spool is not None else None


def _reading(item: ImportItem, spool: Spool | None, content: ContentHash) -> Callable[[], bytes]:
    def read() -> bytes:
        if item.held is not None and spool is not None:
            return stored_bytes(spool.get(item.held))
        source = sources.read(item.source)
        if content_hash(source) != content:
            raise FileError(item.source, FileFault.CHANGED)
        return source

    return read
