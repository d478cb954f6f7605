"""By what the article in a source text is known again: where it comes from, and what its words are like.

Most of the cost of taking a text in, so it is computed once and where there is time: beside the reading.
"""

from dataclasses import dataclass

from curator.domain.fingerprints import fingerprint, fingerprint_and_shingles, words
from curator.domain.post import Likeness
from curator.formats.document import Document, split
from curator.formats.front_matter import FrontMatter, parse
from curator.site.origins import origin


@dataclass(frozen=True, slots=True)
class Print:
    """What a text is known by, with all of its shingles, as `fingerprints.packed_shingles` packs them."""

    likeness: Likeness
    shingles: bytes


def likeness(document: Document, front_matter: FrontMatter) -> Likeness:
    """Return by what the article in a document is known again."""
    address, number = origin(front_matter.values, document.body)
    return Likeness(address, number, fingerprint(words(document.body)))


def print_of(source: bytes) -> Print:
    """Return what the article in a source text is known by, and its shingles."""
    document = split(source)
    address, number = origin(parse(document.front_matter or "").values, document.body)
    told, shingles = fingerprint_and_shingles(words(document.body))
    return Print(Likeness(address, number, told), shingles)
