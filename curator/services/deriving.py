"""From a source text to the facts that the library keeps beside it."""

from dataclasses import dataclass, replace
from datetime import tzinfo

from curator.domain.fingerprints import words
from curator.domain.post import Findable, Likeness, PostFacts
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.facts import derive
from curator.site.filenames import is_post_name
from curator.site.findable import findable
from curator.site.likeness import likeness as likeness_in
from curator.site.origins import canonical_address


@dataclass(frozen=True, slots=True)
class Build:
    """What of a site's settings decides how its posts are read."""

    zone: tzinfo
    content_dir: str = ""


def facts_of(
    source: bytes, path: str | None, name: str, build: Build, *, likeness: bool = True
) -> PostFacts:
    """Return what lists and searches show of a post, and by what it is known again.

    `path` is relative to its site's root. Without one, `name` counts only where it is a post's name
    with a date: any other file name says less than the article's own first words. Its `likeness`
    is most of the cost; the library misses it in what it stores.
    """
    if path is None and is_post_name(name):
        path = name
    document = split(source)
    front_matter = parse(document.front_matter or "")
    facts = derive(document, front_matter, path, build.zone, content_dir=build.content_dir)
    return replace(
        facts,
        findable=findable(document, front_matter),
        likeness=likeness_in(document, front_matter) if likeness else None,
    )


def findable_of(source: bytes) -> Findable:
    """Return what queries ask of a source text besides its facts."""
    document = split(source)
    return findable(document, parse(document.front_matter or ""))


def likeness_of(source: bytes) -> Likeness:
    """Return by what the article in a source text is known again."""
    document = split(source)
    return likeness_in(document, parse(document.front_matter or ""))


def words_of(source: bytes) -> list[str]:
    """Return the words of the article in a source text."""
    return words(split(source).body)


def known_as(facts: PostFacts, address: str, number: str) -> PostFacts:
    """Return facts with what a reader found out of where the article comes from, if they are silent."""
    likeness = facts.likeness
    if likeness is None or not (address or number):
        return facts
    told = replace(
        likeness,
        address=likeness.address or canonical_address(address),
        number=likeness.number or number,
    )
    return replace(facts, likeness=told)
