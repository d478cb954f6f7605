"""From a source text to the facts that the library keeps beside it."""

from datetime import tzinfo

from curator.domain.post import PostFacts
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.facts import derive


def facts_of(source: bytes, path: str | None, zone: tzinfo) -> PostFacts:
    """Return what lists and searches show of a post; `path` is relative to its site's root."""
    document = split(source)
    front_matter = parse(document.front_matter or "")
    return derive(document, front_matter, path, zone)
