"""From a source text to the facts that the library keeps beside it."""

from dataclasses import dataclass
from datetime import tzinfo

from curator.domain.post import PostFacts
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.facts import derive
from curator.site.filenames import is_post_name


@dataclass(frozen=True, slots=True)
class Build:
    """What of a site's settings decides how its posts are read."""

    zone: tzinfo
    content_dir: str = ""


def facts_of(source: bytes, path: str | None, name: str, build: Build) -> PostFacts:
    """Return what lists and searches show of a post.

    `path` is relative to its site's root. Without one, `name` counts only where it is a post's name
    with a date: any other file name says less than the article's own first words.
    """
    if path is None and is_post_name(name):
        path = name
    document = split(source)
    front_matter = parse(document.front_matter or "")
    return derive(document, front_matter, path, build.zone, content_dir=build.content_dir)
